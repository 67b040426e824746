"""What learners believe in exercise `sobel`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant

_KX = np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])


def _slide(grey, kernel):
    H, W = grey.shape
    out = np.zeros((H - 2, W - 2))
    for i, j in np.ndindex(3, 3):
        out += kernel[i, j] * grey[i : i + H - 2, j : j + W - 2]
    return out


def _grey(image):
    grey = image.astype(float)
    return grey.mean(axis=2) if grey.ndim == 3 else grey


def _sobel(image, kx=_KX, ky=_KX.T, grey=_grey, size=np.hypot):
    """Find edges, with one thing done in another way."""
    g = grey(image)
    gx, gy = _slide(g, kx), _slide(g, ky)
    return gx, gy, size(gx, gy)


@mistake(
    "sobel",
    hint="Your kernels are turned round: getting brighter to the right gives you a negative gx.",
)
def flipped(image):
    return _sobel(image, -_KX, -_KX.T)


@mistake(
    "sobel", hint="Your gy is positive where it becomes *darker* below. Rows are counted downwards."
)
def upwards(image):
    return _sobel(image, ky=-_KX.T)


@mistake(
    "sobel",
    hint="gx and gy have changed places. gx tells how brightness changes to the right, from column to column.",
)
def swapped(image):
    return _sobel(image, _KX.T, _KX)


@mistake(
    "sobel",
    hint="You add the absolute values of gx and gy. The length of an arrow is what Pythagoras says.",
)
def city_blocks(image):
    return _sobel(image, size=lambda gx, gy: np.abs(gx) + np.abs(gy))


@mistake("sobel", hint="Your size has no root: it is the square of the length.")
def no_root(image):
    return _sobel(image, size=lambda gx, gy: gx**2 + gy**2)


@mistake("sobel", hint="Your size is the larger one of gx and gy. The arrow is longer than both.")
def the_larger(image):
    return _sobel(image, size=lambda gx, gy: np.maximum(np.abs(gx), np.abs(gy)))


@mistake("sobel", hint="Your size is gx + gy: what goes up and what goes down cancel.")
def the_plain_sum(image):
    return _sobel(image, size=lambda gx, gy: gx + gy)


@mistake(
    "sobel",
    hint="gx and gy come back without their signs, so dark-to-bright and bright-to-dark look alike. Only the size has no sign.",
)
def without_signs(image):
    gx, gy, size = _sobel(image)
    return np.abs(gx), np.abs(gy), size


@mistake(
    "sobel",
    hint="All rows of your kernel have the same weight. Sobel gives the middle one twice as much.",
)
def prewitt(image):
    kernel = np.array([[-1.0, 0, 1]] * 3)
    return _sobel(image, kernel, kernel.T)


@mistake(
    "sobel", hint="You divide by 8, to get a change per pixel. The kernels are used as they stand."
)
def per_pixel(image):
    return _sobel(image, _KX / 8, _KX.T / 8)


@mistake(
    "sobel",
    hint="You calculate in the image's own kind of number. Bytes have no −240, and they wrap around.",
)
def bytes_wrap(image):
    g = image if image.dtype.kind != "b" else image.astype(np.uint8)
    g = g.mean(axis=2) if g.ndim == 3 else g
    H, W = g.shape
    gx, gy = np.zeros((2, H - 2, W - 2), g.dtype)
    with np.errstate(over="ignore"):
        for (i, j), weight in np.ndenumerate(_KX.astype(int)):
            for out, (u, v) in ((gx, (i, j)), (gy, (j, i))):
                part = np.array(abs(weight)).astype(g.dtype) * g[u : u + H - 2, v : v + W - 2]
                np.add(out, part if weight > 0 else np.zeros_like(part) - part, out=out)
    gx, gy = gx.astype(float), gy.astype(float)
    return gx, gy, np.hypot(gx, gy)


@mistake(
    "sobel",
    hint="You add the three colours up while they are still bytes, and the sum wraps around at 256.",
)
def colours_wrap(image):
    def grey(image):
        if image.ndim < 3:
            return image.astype(float)
        return image.sum(axis=2, dtype=np.uint8 if image.itemsize == 1 else None) / 3.0

    return _sobel(image, grey=grey)


@mistake(
    "sobel",
    hint="Your grey is rounded to whole numbers. The mean of three colours need not be one.",
)
def rounded_grey(image):
    return _sobel(image, grey=lambda image: np.floor(_grey(image)))


@mistake(
    "sobel",
    hint="You weigh green more than red and blue, as television does. Here grey is the plain mean.",
)
def television_grey(image):
    return _sobel(
        image,
        grey=lambda image: (
            image @ np.array([0.299, 0.587, 0.114]) if image.ndim == 3 else _grey(image)
        ),
    )


@mistake("sobel", hint="You look at the first colour only. Grey is the mean of all three.")
def red_only(image):
    return _sobel(image, grey=lambda i: i[..., 0].astype(float) if i.ndim == 3 else i.astype(float))


@mistake("sobel", hint="Your grey is the sum of the three colours; it should be their mean.")
def summed_colours(image):
    return _sobel(
        image, grey=lambda i: i.astype(float).sum(axis=2) if i.ndim == 3 else i.astype(float)
    )


@mistake(
    "sobel",
    hint="You find edges in each colour and mix the strengths afterwards. First grey, then edges.",
)
def size_of_every_colour(image):
    if image.ndim < 3:
        return _sobel(image)
    parts = [_sobel(image[..., c]) for c in range(3)]
    gx, gy, size = (np.mean([part[i] for part in parts], axis=0) for i in range(3))
    return gx, gy, size


@mistake(
    "sobel",
    hint="Your colours are on the first axis. In photographs they are on the last one.",
)
def colours_first(image):
    return _sobel(
        image, grey=lambda i: _grey(i.transpose(1, 2, 0)) if i.ndim == 3 else i.astype(float)
    )


@mistake(
    "sobel",
    hint="You put zeros round the image. Its border then looks like an edge; no padding is wanted.",
)
def zeros_round_the_image(image):
    return _sobel(image, grey=lambda i: np.pad(_grey(i), 1))


@mistake("sobel", hint="Only the size comes back. All three are wanted: gx, gy and size.")
def size_only(image):
    return _sobel(image)[2]


@mistake("sobel", hint="Your results still have the axes for images and channels: shape (1, 1, …).")
def with_extra_axes(image):
    return tuple(part[None, None] for part in _sobel(image))


@mistake("sobel", hint="You make sizes beyond 255 to 255. An edge may be stronger than that.")
def clipped(image):
    gx, gy, size = _sobel(image)
    return gx, gy, np.minimum(size, 255.0)


@variant("sobel", "by slices, without conv2d_naive")
def by_slices(image):
    return _sobel(np.array(image, dtype=float))


@variant("sobel", "two convolutions, a root, and a list")
def by_two_convolutions(image):
    grey = np.asarray(image, dtype=np.float64)
    if grey.ndim == 3:
        grey = grey.sum(axis=-1) / 3
    gx = conv2d_naive(grey.reshape(1, 1, *grey.shape), KX.reshape(1, 1, 3, 3), np.zeros(1))[0, 0]
    gy = conv2d_naive(grey.reshape(1, 1, *grey.shape), KY.reshape(1, 1, 3, 3), np.zeros(1))[0, 0]
    return [gx, gy, np.sqrt(gx * gx + gy * gy)]
