"""What learners believe of two boxes."""

from autograder.mistakes import mistake, variant


def _parts(a, b):
    w = min(a[2], b[2]) - max(a[0], b[0])
    h = min(a[3], b[3]) - max(a[1], b[1])
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (a, b)]
    return w, h, areas


@mistake(
    "iou",
    hint="Boxes that are apart in both directions overlap for you: minus times minus is plus. No length is below 0.",
)
def no_clamp(a, b):
    w, h, areas = _parts(a, b)
    return float(w * h / (sum(areas) - w * h))


@mistake(
    "iou",
    hint="The product is kept from falling below 0, not the two lengths. Two negative lengths give a positive product.",
)
def clamps_the_product(a, b):
    w, h, areas = _parts(a, b)
    both = max(w * h, 0.0)
    return float(both / (sum(areas) - both))


@mistake("iou", hint="What both boxes cover is counted twice in the areas. Take it away once.")
def counts_twice(a, b):
    w, h, areas = _parts(a, b)
    return float(max(w, 0.0) * max(h, 0.0) / sum(areas))


@mistake(
    "iou",
    hint="1 is added to the lengths, as if pixels were counted. These are lengths in the plane.",
)
def counts_pixels(a, b):
    w, h = min(a[2], b[2]) - max(a[0], b[0]) + 1, min(a[3], b[3]) - max(a[1], b[1]) + 1
    areas = sum((box[2] - box[0] + 1) * (box[3] - box[1] + 1) for box in (a, b))
    both = max(w, 0.0) * max(h, 0.0)
    return float(both / (areas - both))


@mistake(
    "iou",
    hint="You divide by the area of one box. It is the area that at least one of them covers.",
)
def of_one_box(a, b):
    w, h, areas = _parts(a, b)
    return float(max(w, 0.0) * max(h, 0.0) / areas[0])


@mistake(
    "iou", hint="You divide by the smaller area: a small box inside a large one would be perfect."
)
def of_the_smaller(a, b):
    w, h, areas = _parts(a, b)
    return float(max(w, 0.0) * max(h, 0.0) / min(areas))


@mistake(
    "iou", hint="You divide by the box around both. There may be space in it that neither covers."
)
def of_the_hull(a, b):
    w, h, _ = _parts(a, b)
    hull = (max(a[2], b[2]) - min(a[0], b[0])) * (max(a[3], b[3]) - min(a[1], b[1]))
    return float(max(w, 0.0) * max(h, 0.0) / hull)


@mistake(
    "iou",
    hint="The numbers are read as corner, width and height. The last two are the other corner.",
)
def width_and_height(a, b):
    a, b = ((x, y, x + w, y + h) for x, y, w, h in (a, b))
    w, h, areas = _parts(a, b)
    both = max(w, 0.0) * max(h, 0.0)
    return float(both / max(sum(areas) - both, 1e-9))


@variant("iou", "cases first, then the areas")
def by_cases(a, b):
    left, top = max(a[0], b[0]), max(a[1], b[1])
    right, bottom = min(a[2], b[2]), min(a[3], b[3])
    if right <= left or bottom <= top:
        return 0.0
    overlap = (right - left) * (bottom - top)
    union = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - overlap
    return float(overlap / union)


@variant("iou", "with arrays")
def by_arrays(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    sides = np.clip(np.minimum(a[2:], b[2:]) - np.maximum(a[:2], b[:2]), 0, None)
    both = sides.prod()
    return float(both / ((a[2:] - a[:2]).prod() + (b[2:] - b[:2]).prod() - both))
