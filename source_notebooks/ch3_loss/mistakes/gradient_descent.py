"""What learners believe in exercise `gradient_descent`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake(
    "gradient_descent",
    hint="You go uphill. The gradient points to where f grows; which way do we want to go?",
)
def uphill(f, x0, lr, steps):
    path = [np.array(x0, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] + lr * numerical_gradient(f, path[-1]))
    return np.array(path)


@mistake(
    "gradient_descent",
    hint="All rows of your path are the same place. The list holds one array many times, and each step changes that one array.",
)
def one_array_many_times(f, x0, lr, steps):
    x = np.array(x0, dtype=float)
    path = [x]
    for _ in range(steps):
        x -= lr * numerical_gradient(f, x)
        path.append(x)
    return np.array(path)


@mistake(
    "gradient_descent",
    hint="The steps are right, but you take them in the caller's own x0, which is a different place afterwards.",
)
def walks_in_x0(f, x0, lr, steps):
    path = [np.array(x0, dtype=float)]
    for _ in range(steps):
        step = lr * numerical_gradient(f, x0)
        if x0.dtype.kind == "i":
            x0 = x0.astype(float)
        x0 -= step
        path.append(x0.copy())
    return np.array(path)


@mistake(
    "gradient_descent",
    hint="x0 holds whole numbers, and so does your x: every step is cut to whole numbers, or stops with an error.",
)
def whole_steps(f, x0, lr, steps):
    x = x0.copy()
    path = [x.copy()]
    for _ in range(steps):
        x = (x - lr * numerical_gradient(f, x)).astype(x0.dtype)
        path.append(x)
    return np.array(path, dtype=float)


@mistake(
    "gradient_descent",
    hint="Whole numbers and decimal ones do not go together in `-=`: the array you begin with cannot hold what you put into it.",
)
def subtracts_in_whole_numbers(f, x0, lr, steps):
    x = x0.copy()
    path = [np.array(x, dtype=float)]
    for _ in range(steps):
        x -= lr * numerical_gradient(f, x)
        path.append(np.array(x, dtype=float))
    return np.array(path)


@mistake(
    "gradient_descent",
    hint="Your path begins after the first step. Row 0 is where you stood before you took any.",
)
def start_left_out(f, x0, lr, steps):
    x, path = np.array(x0, dtype=float), []
    for _ in range(steps):
        x = x - lr * numerical_gradient(f, x)
        path.append(x)
    return np.array(path)


@mistake(
    "gradient_descent",
    hint="You write each place down before you leave it, so the place after the last step is missing.",
)
def end_left_out(f, x0, lr, steps):
    x, path = np.array(x0, dtype=float), []
    for _ in range(steps):
        path.append(x)
        x = x - lr * numerical_gradient(f, x)
    return np.array(path)


@mistake(
    "gradient_descent",
    hint="You take one step too many: `steps` steps, and with the start one row more than that.",
)
def one_step_too_many(f, x0, lr, steps):
    path = [np.array(x0, dtype=float)]
    for _ in range(steps + 1):
        path.append(path[-1] - lr * numerical_gradient(f, path[-1]))
    return np.array(path)


@mistake(
    "gradient_descent",
    hint="Only the place where you end comes back. The whole path is asked for, the start included.",
)
def end_only(f, x0, lr, steps):
    x = np.array(x0, dtype=float)
    for _ in range(steps):
        x = x - lr * numerical_gradient(f, x)
    return x


@mistake(
    "gradient_descent",
    hint="You take the gradient once, at the start, and follow it for ever. The ground changes: look again after each step.",
)
def gradient_of_the_start(f, x0, lr, steps):
    gradient = numerical_gradient(f, np.array(x0, dtype=float))
    path = [np.array(x0, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - lr * gradient)
    return np.array(path)


@mistake(
    "gradient_descent",
    hint="Only the first coordinate moves. The step is taken by all of them.",
)
def first_coordinate_only(f, x0, lr, steps):
    path = [np.array(x0, dtype=float)]
    for _ in range(steps):
        x = path[-1].copy()
        x[0] -= lr * numerical_gradient(f, x)[0]
        path.append(x)
    return np.array(path)


@mistake(
    "gradient_descent",
    hint="One coordinate moves in each step, and they take turns. All of them move in every step.",
)
def coordinates_take_turns(f, x0, lr, steps):
    path = [np.array(x0, dtype=float)]
    for k in range(steps):
        x = path[-1].copy()
        x[k % len(x)] -= lr * numerical_gradient(f, x)[k % len(x)]
        path.append(x)
    return np.array(path)


@mistake(
    "gradient_descent",
    hint="Within one step you move a coordinate and then ask for the next slope from the new place. One gradient a step, "
    "at the place where the step begins.",
)
def coordinate_after_coordinate(f, x0, lr, steps):
    path = [np.array(x0, dtype=float)]
    for _ in range(steps):
        x = path[-1].copy()
        for i in range(len(x)):
            x[i] -= lr * numerical_gradient(f, x)[i]
        path.append(x)
    return np.array(path)


@mistake(
    "gradient_descent",
    hint="Your steps all have the length `lr`. In the formula a steep slope makes a long step and a gentle one a short step.",
)
def steps_of_one_length(f, x0, lr, steps):
    path = [np.array(x0, dtype=float)]
    for _ in range(steps):
        gradient = numerical_gradient(f, path[-1])
        path.append(path[-1] - lr * gradient / np.linalg.norm(gradient))
    return np.array(path)


@mistake(
    "gradient_descent",
    hint="The learning rate has no effect: you subtract the whole gradient.",
)
def rate_forgotten(f, x0, lr, steps):
    path = [np.array(x0, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - numerical_gradient(f, path[-1]))
    return np.array(path)


@mistake(
    "gradient_descent",
    hint="You do not take steps that lead upwards. When the rate is too large f rises, and that is what we want to see.",
)
def refuses_to_climb(f, x0, lr, steps):
    path = [np.array(x0, dtype=float)]
    for _ in range(steps):
        x = path[-1] - lr * numerical_gradient(f, path[-1])
        path.append(x if f(x) <= f(path[-1]) else path[-1])
    return np.array(path)


@mistake(
    "gradient_descent",
    hint="You stop as soon as f rises. Take all the steps that are asked for, even if they lead upwards.",
)
def stops_when_it_climbs(f, x0, lr, steps):
    path = [np.array(x0, dtype=float)]
    for _ in range(steps):
        x = path[-1] - lr * numerical_gradient(f, path[-1])
        if f(x) > f(path[-1]):
            break
        path.append(x)
    return np.array(path)


@mistake(
    "gradient_descent",
    hint="These are the heights along the path. The path itself is asked for: the places.",
)
def heights_instead_of_places(f, x0, lr, steps):
    x = np.array(x0, dtype=float)
    heights = [f(x)]
    for _ in range(steps):
        x = x - lr * numerical_gradient(f, x)
        heights.append(f(x))
    return np.array(heights)


@mistake(
    "gradient_descent",
    hint="Your learning rate shrinks from step to step. Here it stays what it is.",
)
def shrinking_rate(f, x0, lr, steps):
    path = [np.array(x0, dtype=float)]
    for k in range(steps):
        path.append(path[-1] - lr / (k + 1) * numerical_gradient(f, path[-1]))
    return np.array(path)


@mistake(
    "gradient_descent",
    hint="You stop where the ground is flat. Asked for is a row for every step, also for those that lead nowhere.",
)
def stops_where_it_is_flat(f, x0, lr, steps):
    x = np.array(x0, dtype=float)
    path = [x]
    for _ in range(steps):
        gradient = numerical_gradient(f, x)
        if np.abs(gradient).max() < 1e-9:
            break
        x = x - lr * gradient
        path.append(x)
    return np.array(path)


@variant("gradient_descent", "fills the rows of an array, moving in place")
def fills_rows(f, x0, lr, steps):
    path = np.empty((steps + 1, len(x0)))
    x = x0.astype(float)
    path[0] = x
    for k in range(1, steps + 1):
        x -= lr * numerical_gradient(f, x)
        path[k] = x
    return path


@variant("gradient_descent", "a central difference of its own")
def own_differences(f, x0, lr, steps):
    path = [[float(v) for v in x0]]
    for _ in range(steps):
        here = np.array(path[-1])
        new = []
        for i, v in enumerate(path[-1]):
            step = np.zeros(len(here))
            step[i] = 1e-5
            new.append(v - lr * (f(here + step) - f(here - step)) / 2e-5)
        path.append(new)
    return np.array(path)
