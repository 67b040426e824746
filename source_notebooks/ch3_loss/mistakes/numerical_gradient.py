"""What learners believe in exercise `numerical_gradient`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake(
    "numerical_gradient",
    hint="An element that you have moved does not come back to its place before the next one is moved, so each later "
    "slope is taken somewhere else.",
)
def element_not_put_back(f, x, h=1e-4):
    moved = np.array(x, dtype=float)
    gradient = np.zeros_like(moved)
    for index in np.ndindex(moved.shape):
        here = moved[index]
        moved[index] = here + h
        above = f(moved)
        moved[index] = here - h
        gradient[index] = (above - f(moved)) / (2 * h)
    return gradient


@mistake(
    "numerical_gradient",
    hint="You come back from h lower by adding nothing or too little: the element ends up h away from where it was "
    "for all calls that follow.",
)
def left_on_the_upper_side(f, x, h=1e-4):
    moved = np.array(x, dtype=float)
    gradient = np.zeros_like(moved)
    for index in np.ndindex(moved.shape):
        moved[index] += h
        above = f(moved)
        moved[index] -= 2 * h
        below = f(moved)
        moved[index] += 2 * h
        gradient[index] = (above - below) / (2 * h)
    return gradient


@mistake(
    "numerical_gradient",
    hint="You compare with the value *at* x: one side only. The two values to compare lie h higher and h lower.",
)
def forward_only(f, x, h=1e-4):
    base = np.array(x, dtype=float)
    gradient = np.zeros_like(base)
    here = f(base)
    for index in np.ndindex(base.shape):
        moved = base.copy()
        moved[index] += h
        gradient[index] = (f(moved) - here) / h
    return gradient


@mistake(
    "numerical_gradient",
    hint="You compare with the value at x anew for every element, so you ask often enough, but about one side only.",
)
def forward_only_asked_again(f, x, h=1e-4):
    base = np.array(x, dtype=float)
    gradient = np.zeros_like(base)
    for index in np.ndindex(base.shape):
        moved = base.copy()
        moved[index] += h
        gradient[index] = (f(moved) - f(base)) / h
    return gradient


@mistake(
    "numerical_gradient",
    hint="You divide by h, but the two places are twice as far apart.",
)
def divides_by_h(f, x, h=1e-4):
    base = np.array(x, dtype=float)
    gradient = np.zeros_like(base)
    for index in np.ndindex(base.shape):
        step = np.zeros_like(base)
        step[index] = h
        gradient[index] = (f(base + step) - f(base - step)) / h
    return gradient


@mistake(
    "numerical_gradient",
    hint="The sign is turned round: a gradient points *uphill*. Turning downhill is the descent's business.",
)
def points_downhill(f, x, h=1e-4):
    base = np.array(x, dtype=float)
    gradient = np.zeros_like(base)
    for index in np.ndindex(base.shape):
        step = np.zeros_like(base)
        step[index] = h
        gradient[index] = (f(base - step) - f(base + step)) / (2 * h)
    return gradient


@mistake(
    "numerical_gradient",
    hint="Your array has the dtype of x. When x holds whole numbers, neither a small step nor a decimal slope fits into it.",
)
def keeps_the_dtype_of_x(f, x, h=1e-4):
    moved = x.copy()
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        here = moved[index]
        moved[index] = here + h
        above = f(moved)
        moved[index] = here - h
        below = f(moved)
        moved[index] = here
        gradient[index] = (above - below) / (2 * h)
    return gradient


@mistake(
    "numerical_gradient",
    hint="The elements are moved as decimal numbers, but the slopes are put into an array of whole ones, which cuts them off.",
)
def slopes_have_the_dtype_of_x(f, x, h=1e-4):
    base = np.array(x, dtype=float)
    gradient = np.zeros_like(x)
    for index in np.ndindex(base.shape):
        step = np.zeros_like(base)
        step[index] = h
        gradient[index] = (f(base + step) - f(base - step)) / (2 * h)
    return gradient


@mistake(
    "numerical_gradient",
    hint="With a step as tiny as yours the computer cannot tell x + h from x: the difference is 0. Look at the right end of the "
    "picture of the error.",
)
def step_far_too_small(f, x, h=1e-50):
    h = 1e-50
    base = np.array(x, dtype=float)
    gradient = np.zeros_like(base)
    for index in np.ndindex(base.shape):
        step = np.zeros_like(base)
        step[index] = h
        gradient[index] = (f(base + step) - f(base - step)) / (2 * h)
    return gradient


@mistake(
    "numerical_gradient",
    hint="Your step is always the same one, whatever h the caller asks for.",
)
def step_of_its_own(f, x, h=1e-4):
    h = 1e-4
    base = np.array(x, dtype=float)
    gradient = np.zeros_like(base)
    for index in np.ndindex(base.shape):
        step = np.zeros_like(base)
        step[index] = h
        gradient[index] = (f(base + step) - f(base - step)) / (2 * h)
    return gradient


@mistake(
    "numerical_gradient",
    hint="You move all elements at once, and get one slope for the whole array. Each element wants its own.",
)
def moves_everything_at_once(f, x, h=1e-4):
    return (f(x + h) - f(x - h)) / (2 * h)


@mistake(
    "numerical_gradient",
    hint="Every element of your result is the slope of moving *all* elements together. Move one, and leave the others.",
)
def moves_everything_for_each(f, x, h=1e-4):
    base = np.array(x, dtype=float)
    gradient = np.zeros_like(base)
    for index in np.ndindex(base.shape):
        gradient[index] = (f(base + h) - f(base - h)) / (2 * h)
    return gradient


@mistake(
    "numerical_gradient",
    hint="Your loop runs over the first axis only: for a matrix it moves a whole row at a time, and gives all its elements one slope.",
)
def moves_rows(f, x, h=1e-4):
    base = np.array(x, dtype=float)
    gradient = np.zeros_like(base)
    for i in range(len(base)):
        step = np.zeros_like(base)
        step[i] = h
        gradient[i] = (f(base + step) - f(base - step)) / (2 * h)
    return gradient


@mistake(
    "numerical_gradient",
    hint="The slopes are right, but they come as one long row: the shape of x has got lost.",
)
def flat_result(f, x, h=1e-4):
    base = np.array(x, dtype=float)
    slopes = []
    for index in np.ndindex(base.shape):
        step = np.zeros_like(base)
        step[index] = h
        slopes.append((f(base + step) - f(base - step)) / (2 * h))
    return np.array(slopes)


@mistake(
    "numerical_gradient",
    hint="You hand `f` a flattened array, but `f` expects the shape of x: a network cannot use a matrix that has become a row.",
)
def f_sees_a_flat_array(f, x, h=1e-4):
    flat = np.array(x, dtype=float).ravel()
    slopes = np.zeros_like(flat)
    for i in range(flat.size):
        step = np.zeros_like(flat)
        step[i] = h
        slopes[i] = (f(flat + step) - f(flat - step)) / (2 * h)
    return slopes.reshape(np.shape(x))


@mistake(
    "numerical_gradient",
    hint="You move the caller's own x and do not put it back: after the call it is a different array.",
)
def writes_into_x(f, x, h=1e-4):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += h
        above = f(x)
        x[index] -= 2 * h
        gradient[index] = (above - f(x)) / (2 * h)
    return gradient


@mistake(
    "numerical_gradient",
    hint="The last element is never moved: its slope stays 0. Where does your loop end?",
)
def last_element_left_out(f, x, h=1e-4):
    base = np.array(x, dtype=float)
    gradient = np.zeros_like(base)
    for index in list(np.ndindex(base.shape))[:-1]:
        step = np.zeros_like(base)
        step[index] = h
        gradient[index] = (f(base + step) - f(base - step)) / (2 * h)
    return gradient


@mistake(
    "numerical_gradient",
    hint="You move each element in proportion to its own size. The step is h for every element, and 0 has a slope, too.",
)
def relative_step(f, x, h=1e-4):
    base = np.array(x, dtype=float)
    gradient = np.zeros_like(base)
    for index in np.ndindex(base.shape):
        step = np.zeros_like(base)
        step[index] = h * abs(base[index])
        gradient[index] = (f(base + step) - f(base - step)) / (2 * step[index])
    return gradient


@mistake(
    "numerical_gradient",
    hint="Your element comes back by adding and subtracting, and rounding leaves it a hair beside its place. Is there a way back that "
    "needs no arithmetic?",
)
def comes_back_by_arithmetic(f, x, h=1e-4):
    moved = np.array(x, dtype=float)
    gradient = np.zeros(moved.shape)
    for index in np.ndindex(moved.shape):
        moved[index] += h
        above = f(moved)
        moved[index] -= 2 * h
        below = f(moved)
        moved[index] += h
        gradient[index] = (above - below) / (2 * h)
    return gradient


@mistake(
    "numerical_gradient",
    hint="You find the element by its value, so all elements that are equal move together. An element is known by its index.",
)
def equal_elements_move_together(f, x, h=1e-4):
    base = np.array(x, dtype=float)
    gradient = np.zeros(base.shape)
    for value in base.ravel():
        here = base == value
        gradient[here] = (f(np.where(here, base + h, base)) - f(np.where(here, base - h, base))) / (
            2 * h
        )
    return gradient


@variant("numerical_gradient", "flat views instead of indices")
def by_flat_views(f, x, h=1e-4):
    moved = np.array(x, dtype=np.float64)
    gradient = np.empty_like(moved)
    numbers, slopes = moved.reshape(-1), gradient.reshape(-1)
    for i, here in enumerate(numbers.copy()):
        numbers[i] = here - h
        below = f(moved)
        numbers[i] = here + h
        slopes[i] = (f(moved) - below) / (2 * h)
        numbers[i] = here
    return gradient


@variant("numerical_gradient", "a fresh array for every call, a list of slopes")
def by_fresh_arrays(f, x, h=1e-4):
    slopes = []
    for index in np.ndindex(x.shape):
        right, left = x.astype(float), x.astype(float)
        right[index] += h
        left[index] -= h
        slopes.append((f(right) - f(left)) / (2 * h))
    return np.array(slopes).reshape(x.shape)


@variant("numerical_gradient", "moves the caller's own x, and puts every element back exactly")
def in_place_and_back(f, x, h=1e-4):
    if x.dtype != np.float64:
        x = x.astype(np.float64)
    gradient = np.zeros(x.shape)
    walk = np.nditer(x, flags=["multi_index"])
    while not walk.finished:
        index = walk.multi_index
        here = x[index]
        x[index] = here + h
        above = f(x)
        x[index] = here - h
        below = f(x)
        x[index] = here
        gradient[index] = (above - below) / (2 * h)
        walk.iternext()
    return gradient
