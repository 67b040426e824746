"""What learners believe of changed images."""

import numpy as np

from autograder.mistakes import mistake, variant


def draws(x, rng, reach, degrees, light):
    N = len(x)
    return (
        rng.integers(0, 2 * reach + 1, size=(N, 2)),
        rng.uniform(-degrees, degrees, size=N),
        rng.uniform(1 - light, 1 + light, size=N),
        rng.random(N),
    )


def crop(x, n, start, reach):
    H, W = x.shape[2:]
    return frame(x, reach)[n, :, start[0] : start[0] + H, start[1] : start[1] + W]


def brighten(image, factor):
    return np.minimum(image * factor, 1)


def wants(coin, label, flippable):
    return coin < 0.5 and label in flippable


def change(x, t, rng, reach, degrees, light, flippable, draws=draws, crop=crop, turn=turn,
           brighten=brighten, wants=wants, mirror=lambda image: image[:, :, ::-1],
           order=("crop", "turn", "light", "flip"), dtype=None):  # fmt: skip
    """Change images, with rules that may be wrong."""
    starts, angles, factors, coins = draws(x, rng, reach, degrees, light)
    out = np.empty(x.shape, dtype=dtype or x.dtype)
    for n in range(len(x)):
        image = x[n]
        for what in order:
            if what == "crop":
                held = x.copy()
                held[n] = image
                image = crop(held, n, starts[n], reach)
            elif what == "turn":
                image = turn(image, angles[n])
            elif what == "light":
                image = brighten(image, factors[n])
            elif wants(coins[n], t[n], flippable):
                image = mirror(image)
        out[n] = image
    return out


def rule(declare, name, hint, **changes):
    def augment(x, t, rng, reach=1, degrees=10.0, light=0.2, flippable=()):
        return change(x, t, rng, reach, degrees, light, flippable, **changes)

    declare("augment", name=name, hint=hint)(augment)


def redrawn(f):
    """Change the draws: f(starts, angles, factors, coins)."""
    return lambda *args: f(*draws(*args))


rule(
    mistake,
    "wraps_around",
    "What leaves the image on one side comes in on the other. There should be paper.",
    crop=lambda x, n, s, reach: np.roll(x[n], (reach - s[0], reach - s[1]), axis=(1, 2)),
)
rule(
    mistake,
    "moves_the_other_way",
    "Your images move the other way: the window's corner is where `starts` says.",
    crop=lambda x, n, s, reach: crop(x, n, 2 * reach - s, reach),
)
rule(
    mistake,
    "rows_and_columns_swapped",
    "Rows and columns have changed places: the first number of a start is the row.",
    crop=lambda x, n, s, reach: crop(x, n, s[::-1], reach),
)
rule(
    mistake,
    "edge_repeated",
    "Your frame repeats the image's rim. It should be paper, 0.",
    crop=lambda x, n, s, reach: np.pad(x[n], ((0, 0), (reach, reach), (reach, reach)), mode="edge")[
        :, s[0] : s[0] + x.shape[2], s[1] : s[1] + x.shape[3]
    ],
)
rule(
    mistake,
    "ink_around",
    "Your frame is ink, 1. Paper is 0.",
    crop=lambda x, n, s, reach: frame(x, reach, 1.0)[
        n, :, s[0] : s[0] + x.shape[2], s[1] : s[1] + x.shape[3]
    ],
)
rule(
    mistake,
    "not_cropped",
    "The images do not move.",
    crop=lambda x, n, s, reach: x[n],
)
rule(
    mistake,
    "first_channel_for_all",
    "All channels become the first one.",
    crop=lambda x, n, s, reach: np.broadcast_to(crop(x, n, s, reach)[:1], x.shape[1:]),
)
rule(
    mistake,
    "one_crop_for_the_batch",
    "All images move in the same way; each has its own start.",
    draws=redrawn(lambda s, a, f, c: (np.broadcast_to(s[0], s.shape), a, f, c)),
)
rule(
    mistake,
    "one_angle_for_the_batch",
    "All images are turned by the same angle; each has its own.",
    draws=redrawn(lambda s, a, f, c: (s, np.full_like(a, a[0]), f, c)),
)
rule(
    mistake,
    "one_factor_for_the_batch",
    "All images get the same brightness; each has its own factor.",
    draws=redrawn(lambda s, a, f, c: (s, a, np.full_like(f, f[0]), c)),
)
rule(
    mistake,
    "one_coin_for_the_batch",
    "One coin decides for all images; each has its own.",
    draws=redrawn(lambda s, a, f, c: (s, a, f, np.full_like(c, c[0]))),
)


def one_by_one(x, rng, reach, degrees, light):
    rows = [
        (
            rng.integers(0, 2 * reach + 1, size=2),
            rng.uniform(-degrees, degrees),
            rng.uniform(1 - light, 1 + light),
            rng.random(),
        )
        for _ in x
    ]
    return tuple(map(list, zip(*rows)))


def angles_first(x, rng, reach, degrees, light):
    N = len(x)
    a = rng.uniform(-degrees, degrees, size=N)
    s = rng.integers(0, 2 * reach + 1, size=(N, 2))
    return s, a, rng.uniform(1 - light, 1 + light, size=N), rng.random(N)


def skips_what_is_off(x, rng, reach, degrees, light):
    N = len(x)
    s = rng.integers(0, 2 * reach + 1, size=(N, 2)) if reach else np.zeros((N, 2), dtype=int)
    a = rng.uniform(-degrees, degrees, size=N) if degrees else np.zeros(N)
    f = rng.uniform(1 - light, 1 + light, size=N) if light else np.ones(N)
    return s, a, f, rng.random(N)


def own_generator(x, rng, reach, degrees, light):
    return draws(x, np.random.default_rng(0), reach, degrees, light)


def without_the_far_end(x, rng, reach, degrees, light):
    s = rng.integers(0, 2 * reach, size=(len(x), 2)) if reach else np.zeros((len(x), 2), dtype=int)
    return s, *draws(x, rng, 0, degrees, light)[1:]


rule(
    mistake,
    "drawn_one_by_one",
    "You draw image by image. All draws are made for the whole batch, in the given order.",
    draws=one_by_one,
)
rule(
    mistake,
    "angles_first",
    "The draws come in another order: starts, angles, factors, coins.",
    draws=angles_first,
)
rule(
    mistake,
    "skips_what_is_off",
    "You leave out draws that make no difference. All four are always made.",
    draws=skips_what_is_off,
)
rule(
    mistake,
    "own_generator",
    "You use a generator of your own, not the one that is handed in.",
    draws=own_generator,
)
rule(
    mistake,
    "without_the_far_end",
    "`rng.integers` does not give its end: the largest move is missing.",
    draws=without_the_far_end,
)
rule(mistake, "not_turned", "The images are not turned.", turn=lambda image, degrees: image)
rule(
    mistake,
    "turned_the_other_way",
    "The images are turned the other way.",
    turn=lambda image, degrees: turn(image, -degrees),
)
rule(
    mistake,
    "radians",
    "`turn` takes degrees; you convert to radians before.",
    turn=lambda image, degrees: turn(image, np.deg2rad(degrees)),
)
rule(
    mistake,
    "not_limited",
    "What is brighter than 1 has to become 1.",
    brighten=lambda image, f: image * f,
)
rule(
    mistake,
    "adds_light",
    "The factor is multiplied, not added.",
    brighten=lambda image, f: np.clip(image + f - 1, 0, 1),
)
rule(mistake, "no_light", "The brightness does not change.", brighten=lambda image, f: image)
rule(
    mistake,
    "scaled_to_1",
    "You scale the image so that its largest number is 1. Only what is above 1 becomes 1.",
    brighten=lambda image, f: image * f / max(1.0, float((image * f).max())),
)
rule(
    mistake,
    "flips_everything",
    "Every label is mirrored in your function, if the coin says so. A mirrored 7 is none.",
    wants=lambda c, label, flippable: c < 0.5,
)
rule(
    mistake,
    "flips_without_a_coin",
    "You mirror all images of flippable labels; the coin has a say, too.",
    wants=lambda c, label, flippable: label in flippable,
)
rule(mistake, "never_flips", "Nothing is ever mirrored.", wants=lambda c, label, flippable: False)
rule(
    mistake,
    "coin_reversed",
    "You mirror where the coin is 0.5 or more.",
    wants=lambda c, label, flippable: c >= 0.5 and label in flippable,
)
rule(
    mistake,
    "flips_the_others",
    "You mirror the labels that are *not* flippable.",
    wants=lambda c, label, flippable: c < 0.5 and label not in flippable,
)
rule(
    mistake,
    "either_or",
    "You mirror if either holds. Both have to.",
    wants=lambda c, label, flippable: c < 0.5 or label in flippable,
)
rule(
    mistake,
    "upside_down",
    "You turn images upside down. Left becomes right.",
    mirror=lambda image: image[:, ::-1],
)
rule(
    mistake,
    "half_turn",
    "You mirror both axes, and that is half a turn.",
    mirror=lambda image: image[:, ::-1, ::-1],
)
rule(mistake, "channels_mirrored", "You mirror the channels.", mirror=lambda image: image[::-1])
rule(
    mistake,
    "turned_before_the_crop",
    "You turn first and crop after that: what is turned in from outside is cut off elsewhere.",
    order=("turn", "crop", "light", "flip"),
)
rule(
    mistake,
    "flipped_first",
    "You mirror first. The angle and the start are then the wrong way round.",
    order=("flip", "crop", "turn", "light"),
)
rule(
    mistake,
    "limited_before",
    "You multiply before the image is turned, so that it is limited too early.",
    order=("crop", "light", "turn", "flip"),
)
rule(mistake, "always_float64", "The result is float64, whatever came in.", dtype=np.float64)


@mistake("augment", hint="Small labels only: you make a byte of them, and 300 does not fit.")
def labels_as_bytes(x, t, rng, reach=1, degrees=10.0, light=0.2, flippable=()):
    flippable = {int(label) % 256 for label in flippable}
    return change(x, t % 256, rng, reach, degrees, light, flippable)


@mistake("augment", hint="The changed images are written into x.")
def writes_into_x(x, t, rng, reach=1, degrees=10.0, light=0.2, flippable=()):
    x[...] = change(x, t, rng, reach, degrees, light, flippable)
    return x


@mistake("augment", hint="The last image is forgotten.")
def last_image_forgotten(x, t, rng, reach=1, degrees=10.0, light=0.2, flippable=()):
    out = change(x, t, rng, reach, degrees, light, flippable)
    out[-1] = x[-1]
    return out


@variant("augment", "all crops, then all turns, then all brightness, then all flips")
def stage_by_stage(x, t, rng, reach=1, degrees=10.0, light=0.2, flippable=()):
    N, C, H, W = x.shape
    starts = rng.integers(0, 2 * reach + 1, size=(N, 2))
    angles = degrees * (2 * rng.random(N) - 1)
    factors = 1 - light + 2 * light * rng.random(N)
    coins = rng.uniform(size=N)
    big = np.zeros((N, C, H + 2 * reach, W + 2 * reach), x.dtype)
    big[:, :, reach : reach + H, reach : reach + W] = x
    y = np.stack([b[:, r : r + H, c : c + W] for b, (r, c) in zip(big, starts)])
    y = np.stack([turn(image, angle) for image, angle in zip(y, angles)])
    y = np.clip(y * factors[:, None, None, None], 0, 1).astype(x.dtype)
    flip = (coins < 0.5) & np.isin(t, list(flippable))
    y[flip] = y[flip][:, :, :, ::-1]
    return y
