"""What learners believe in exercise `two_digits`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def _pick(images, labels, first, second):
    chosen = (labels == first) | (labels == second)
    return images[chosen], labels[chosen]


@mistake(
    "two_digits",
    hint="Labels and classes have changed places: the *first* digit is class 0, the second is class 1.",
)
def classes_swapped(images, labels, first, second):
    kept, names = _pick(images, labels, first, second)
    return kept.reshape(len(kept), -1) / 16, (names == first).astype(int)


@mistake(
    "two_digits", hint="t still holds the digits themselves. A perceptron can only answer 0 and 1."
)
def labels_stay_digits(images, labels, first, second):
    kept, names = _pick(images, labels, first, second)
    return kept.reshape(len(kept), -1) / 16, names


@mistake("two_digits", hint="t holds True and False. Asked for are the integers 0 and 1.")
def labels_are_truth_values(images, labels, first, second):
    kept, names = _pick(images, labels, first, second)
    return kept.reshape(len(kept), -1) / 16, names == second


@mistake(
    "two_digits",
    hint="t holds an unsigned kind of integer, which cannot hold a −1, and the rule needs t − y. Make ordinary integers.",
)
def labels_unsigned(images, labels, first, second):
    kept, names = _pick(images, labels, first, second)
    return kept.reshape(len(kept), -1) / 16, (names == second).astype(np.uint8)


@mistake("two_digits", hint="t holds 0.0 and 1.0. Asked for are integers.")
def labels_are_decimal(images, labels, first, second):
    kept, names = _pick(images, labels, first, second)
    return kept.reshape(len(kept), -1) / 16, (names == second).astype(float)


_ALWAYS_16 = "You divide by the darkest pixel that happens to be there. Ink is 16, in pale images too, or they would all look alike."


@mistake("two_digits", hint=_ALWAYS_16)
def divides_by_the_maximum(images, labels, first, second):
    kept, names = _pick(images, labels, first, second)
    return kept.reshape(len(kept), -1) / kept.max(), (names == second).astype(int)


@mistake("two_digits", hint=_ALWAYS_16)
def divides_by_the_maximum_of_all(images, labels, first, second):
    kept, names = _pick(images, labels, first, second)
    return kept.reshape(len(kept), -1) / images.max(), (names == second).astype(int)


@mistake(
    "two_digits",
    hint="You stretch what is there to the range from 0 to 1. Paper is 0 and ink is 16, in pale images too.",
)
def stretches_the_range(images, labels, first, second):
    kept, names = _pick(images, labels, first, second)
    span = kept.max() - kept.min()
    return (kept.reshape(len(kept), -1) - kept.min()) / span, (names == second).astype(int)


@mistake(
    "two_digits",
    hint="The larger digit becomes class 1 in your version. It is the *second* one, larger or not.",
)
def larger_digit_is_one(images, labels, first, second):
    kept, names = _pick(images, labels, first, second)
    return kept.reshape(len(kept), -1) / 16, (names == max(first, second)).astype(int)


@mistake("two_digits", hint="Brightness still runs from 0 to 16. Ink should be 1.0.")
def brightness_not_scaled(images, labels, first, second):
    kept, names = _pick(images, labels, first, second)
    return kept.reshape(len(kept), -1).astype(float), (names == second).astype(int)


@mistake("two_digits", hint="255 is the brightest value of other images. Here it is 16.")
def divides_by_255(images, labels, first, second):
    kept, names = _pick(images, labels, first, second)
    return kept.reshape(len(kept), -1) / 255, (names == second).astype(int)


@mistake(
    "two_digits", hint="Whole-number division leaves 0 or 1 of every pixel. The greys are lost."
)
def greys_are_lost(images, labels, first, second):
    kept, names = _pick(images, labels, first, second)
    return (kept.reshape(len(kept), -1) // 16).astype(float), (names == second).astype(int)


@mistake(
    "two_digits",
    hint="The images are still images, of shape (M, H, W). A perceptron wants one row of numbers for each.",
)
def images_stay_images(images, labels, first, second):
    kept, names = _pick(images, labels, first, second)
    return kept / 16, (names == second).astype(int)


@mistake("two_digits", hint="All images are still there. Keep only those of the two digits.")
def keeps_every_digit(images, labels, first, second):
    return images.reshape(len(images), -1) / 16, (labels == second).astype(int)


@mistake(
    "two_digits",
    hint="You put all images of the first digit before those of the second. Keep the order in which they stand.",
)
def sorts_by_digit(images, labels, first, second):
    kept = np.concatenate([images[labels == first], images[labels == second]])
    t = np.repeat([0, 1], [np.sum(labels == first), np.sum(labels == second)])
    return kept.reshape(len(kept), -1) / 16, t


@mistake("two_digits", hint="Your images are written column by column. Asked for is row by row.")
def pixels_column_by_column(images, labels, first, second):
    kept, names = _pick(images, labels, first, second)
    return kept.transpose(0, 2, 1).reshape(len(kept), -1) / 16, (names == second).astype(int)


@mistake(
    "two_digits",
    hint="Pixels of different images are mixed: the first axis must stay the images when you reshape.",
)
def mixes_images(images, labels, first, second):
    kept, names = _pick(images, labels, first, second)
    return kept.reshape(-1, len(kept)).T / 16, (names == second).astype(int)


@mistake("two_digits", hint="You count on 64 pixels. These images may have another size.")
def counts_on_64_pixels(images, labels, first, second):
    kept, names = _pick(images, labels, first, second)
    return kept.reshape(len(kept), 64) / 16, (names == second).astype(int)


@mistake(
    "two_digits",
    hint="`and` / `or` between two arrays of truth values cannot work; there is an operator that joins them element by element.",
)
def joins_with_or(images, labels, first, second):
    chosen = (labels == first) or (labels == second)
    return images[chosen].reshape(chosen.sum(), -1) / 16, (labels[chosen] == second).astype(int)


@variant("two_digits", "a loop that collects")
def collect_two_digits(images, labels, first, second):
    rows, t = [], []
    for image, label in zip(images, labels):
        if label in (first, second):
            rows.append(image.flatten() / 16.0)
            t.append(int(label == second))
    return np.array(rows), np.array(t)


@variant("two_digits", "with np.isin, in float32")
def two_digits_with_isin(images, labels, first, second):
    chosen = np.isin(labels, [first, second])
    X = images[chosen].astype(np.float32).reshape(-1, images.shape[1] * images.shape[2]) / 16
    return X, np.where(labels[chosen] == second, 1, 0)
