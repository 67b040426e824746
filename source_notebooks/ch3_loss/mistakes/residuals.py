"""What learners believe in exercise `residuals`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake(
    "residuals",
    hint="A residual here is prediction minus target: positive where too much was predicted. Yours has the other sign.",
)
def target_minus_prediction(y, t):
    _same_shape(y, t)
    return t.astype(float) - y


@mistake(
    "residuals",
    hint="You subtract whatever comes, and NumPy stretches shapes that do not match. Compare the shapes before.",
)
def broadcasts(y, t):
    return y.astype(float) - t


@mistake(
    "residuals",
    hint="You compare how long the arrays are, and that is only their first axis. A row and a column can be equally long.",
)
def compares_lengths(y, t):
    if len(y) != len(t):
        raise ValueError("not equally long")
    return y.astype(float) - t


@mistake(
    "residuals",
    hint="You compare how many numbers there are. As many numbers in another arrangement are another shape.",
)
def compares_sizes(y, t):
    if y.size != t.size:
        raise ValueError("not as many")
    return y.astype(float) - t


@mistake(
    "residuals",
    hint="You compare how many axes there are. Their lengths have to agree as well.",
)
def compares_numbers_of_axes(y, t):
    if y.ndim != t.ndim:
        raise ValueError("not as many axes")
    return y.astype(float) - t


@mistake(
    "residuals",
    hint="You bring the targets into the shape of the predictions. That hides the mistake of whoever called; the task is to refuse.",
)
def reshapes_the_targets(y, t):
    return y.astype(float) - t.reshape(y.shape if y.size == t.size else t.shape)


@mistake(
    "residuals",
    hint="You flatten both arrays. The residuals are to keep the shape, and two shapes that differ are to be refused.",
)
def flattens(y, t):
    return y.astype(float).ravel() - t.ravel()


@mistake(
    "residuals",
    hint="Shapes that differ are noticed, but then something is returned or printed. An error is something that one *raises*.",
)
def returns_nothing_for_other_shapes(y, t):
    if y.shape == t.shape:
        return y.astype(float) - t
    return None


@mistake(
    "residuals",
    hint="Shapes that differ are refused, but with another kind of error (an `assert` raises an AssertionError). Asked for is a ValueError.",
)
def asserts(y, t):
    assert y.shape == t.shape
    return y.astype(float) - t


@mistake(
    "residuals",
    hint="You make floats of the result. By then the unsigned subtraction has already wrapped around.",
)
def converts_too_late(y, t):
    _same_shape(y, t)
    return (y - t).astype(float)


@mistake(
    "residuals",
    hint="Whole numbers stay whole numbers in your version. Decimal numbers are asked for, whatever comes in.",
)
def keeps_the_kind_of_number(y, t):
    _same_shape(y, t)
    return y - t


@mistake(
    "residuals",
    hint="The unsigned numbers are mended, but the result still consists of whole numbers.",
)
def makes_signed_integers(y, t):
    _same_shape(y, t)
    if y.dtype.kind in "iu":
        return y.astype(int) - t
    return y - t


@mistake(
    "residuals",
    hint="You have taken the length of each residual. Here the sign still matters; the losses will take care of it.",
)
def takes_lengths(y, t):
    _same_shape(y, t)
    return np.abs(y.astype(float) - t)


@mistake(
    "residuals",
    hint="You have squared already. Here only the subtraction is asked for.",
)
def squares_already(y, t):
    _same_shape(y, t)
    return (y.astype(float) - t) ** 2


@mistake(
    "residuals",
    hint="You subtract inside y itself: the caller's predictions are no longer what they were.",
)
def writes_into_y(y, t):
    _same_shape(y, t)
    if y.dtype.kind == "f":
        y -= t
        return y
    return y.astype(float) - t


@mistake(
    "residuals",
    hint="You refuse everything that is not of shape (N,). Every shape will do, if both have it.",
)
def one_axis_only(y, t):
    if y.ndim != 1 or y.shape != t.shape:
        raise ValueError("one axis, please")
    return y.astype(float) - t


def _same_shape(y, t):
    if y.shape != t.shape:
        raise ValueError("shapes differ")


@variant("residuals", "a function of NumPy that is told the kind of number")
def by_subtract(y, t):
    if np.shape(y) != np.shape(t):
        raise ValueError
    return np.subtract(y, t, dtype=float)


@variant("residuals", "a loop over all numbers")
def by_loop(y, t):
    _same_shape(y, t)
    r = np.zeros(y.shape)
    for place in np.ndindex(*y.shape):
        r[place] = float(y[place]) - float(t[place])
    return r


@variant("residuals", "an error of one's own that is a ValueError")
def own_error(y, t):
    class ShapeError(ValueError):
        pass

    if y.shape != t.shape:
        raise ShapeError(f"{y.shape} and {t.shape}")
    return np.asarray(y, dtype=float) - np.asarray(t, dtype=float)
