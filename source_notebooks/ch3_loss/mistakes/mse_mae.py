"""What learners believe in exercise `mse_mae`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


# --- mse


@mistake(
    "mse_mae", binds="mse", hint="There is a root at the end: that is the RMSE. The MSE has none."
)
def root_of_the_mean(y, t):
    return np.sqrt(np.mean(residuals(y, t) ** 2))


@mistake("mse_mae", binds="mse", hint="You add up the squares. The M says: mean.")
def sum_of_squares(y, t):
    return np.sum(residuals(y, t) ** 2)


@mistake(
    "mse_mae",
    binds="mse",
    hint="You take half of the sum of squares, as some books do. Here it is the mean: look at what stands before the Σ.",
)
def half_the_sum(y, t):
    return 0.5 * np.sum(residuals(y, t) ** 2)


@mistake("mse_mae", binds="mse", hint="You halve the mean. There is no ½ in this formula.")
def half_the_mean(y, t):
    return 0.5 * np.mean(residuals(y, t) ** 2)


@mistake(
    "mse_mae",
    binds="mse",
    hint="You divide by the number of samples. With K outputs each there are N · K squares, and the mean is over all of them.",
)
def divides_by_samples(y, t):
    return np.sum(residuals(y, t) ** 2) / len(y)


@mistake(
    "mse_mae",
    binds="mse",
    hint="You divide by the length of the last axis. The mean is over all numbers.",
)
def divides_by_the_last_axis(y, t):
    return np.sum(residuals(y, t) ** 2) / y.shape[-1]


@mistake(
    "mse_mae",
    binds="mse",
    hint="You divide by the number of samples squared. Count how many squares are added up.",
)
def divides_by_samples_twice(y, t):
    return np.sum(residuals(y, t) ** 2) / len(y) ** 2


@mistake(
    "mse_mae",
    binds="mse",
    hint="There is one mean for each column. Asked for is one number, the mean over everything.",
)
def one_mean_a_column(y, t):
    return np.mean(residuals(y, t) ** 2, axis=0)


@mistake(
    "mse_mae",
    binds="mse",
    hint="There is one mean for each sample. Asked for is one number, the mean over everything.",
)
def one_mean_a_sample(y, t):
    return np.mean(residuals(y, t) ** 2, axis=-1)


@mistake(
    "mse_mae",
    binds="mse",
    hint="First the mean, then the square: so too much and too little cancel out before they are squared.",
)
def square_of_the_mean(y, t):
    return np.mean(residuals(y, t)) ** 2


@mistake(
    "mse_mae", binds="mse", hint="The squares are there, one for each number, but no mean of them."
)
def no_mean(y, t):
    return residuals(y, t) ** 2


@mistake("mse_mae", binds="mse", hint="The mean is there, but nothing has been squared.")
def no_square(y, t):
    return np.mean(residuals(y, t))


@mistake(
    "mse_mae",
    binds="mse",
    hint="Your mse takes the lengths of the residuals. That is the other loss of this exercise.",
)
def mse_is_the_mae(y, t):
    return np.mean(np.abs(residuals(y, t)))


@mistake(
    "mse_mae",
    binds="mse",
    hint="You divide by one less than there are numbers, as one does to estimate a variance. A mean divides by all of them.",
)
def divides_by_one_less(y, t):
    r = residuals(y, t)
    return np.sum(r**2) / max(r.size - 1, 1)


@mistake(
    "mse_mae",
    binds="mse",
    hint="You subtract without `residuals`: shapes that differ are stretched instead of refused, and unsigned numbers wrap around.",
)
def mse_subtracts_directly(y, t):
    return np.mean((y - t) ** 2)


@mistake(
    "mse_mae",
    binds="mse",
    hint="Everything is right but one thing: shapes that differ are stretched and not refused. `residuals` would have refused.",
)
def mse_broadcasts(y, t):
    return np.mean((y.astype(float) - t) ** 2)


# --- mae


@mistake(
    "mse_mae",
    binds="mae",
    hint="You add the lengths up, as one of the articles describes it. The M says: mean.",
)
def sum_of_lengths(y, t):
    return np.sum(np.abs(residuals(y, t)))


@mistake(
    "mse_mae",
    binds="mae",
    hint="The residuals are averaged with their signs, so that too much and too little cancel out.",
)
def signs_cancel(y, t):
    return np.mean(residuals(y, t))


@mistake(
    "mse_mae",
    binds="mae",
    hint="First the mean, then its absolute value: by then too much and too little have cancelled out.",
)
def length_of_the_mean(y, t):
    return np.abs(np.mean(residuals(y, t)))


@mistake(
    "mse_mae",
    binds="mae",
    hint="You divide the lengths by the number of samples. With K outputs each there are N · K of them.",
)
def mae_divides_by_samples(y, t):
    return np.sum(np.abs(residuals(y, t))) / len(y)


@mistake(
    "mse_mae",
    binds="mae",
    hint="You take the median of the lengths. The median is what the MAE *prefers*; the MAE itself is a mean.",
)
def median_of_lengths(y, t):
    return np.median(np.abs(residuals(y, t)))


@mistake(
    "mse_mae",
    binds="mae",
    hint="The root of the mean square is the RMSE. It has the same unit as the MAE, but is another number.",
)
def mae_is_the_rmse(y, t):
    return np.sqrt(np.mean(residuals(y, t) ** 2))


@mistake("mse_mae", binds="mae", hint="Your mae squares. Absolute values are asked for here.")
def mae_is_the_mse(y, t):
    return np.mean(residuals(y, t) ** 2)


@mistake(
    "mse_mae", binds="mae", hint="You return the largest length; the mean of all is asked for."
)
def largest_length(y, t):
    return np.max(np.abs(residuals(y, t)))


@mistake(
    "mse_mae",
    binds="mae",
    hint="There is one mean length for each column. Asked for is one number, the mean over everything.",
)
def mae_one_mean_a_column(y, t):
    return np.mean(np.abs(residuals(y, t)), axis=0)


@mistake(
    "mse_mae",
    binds="mae",
    hint="The lengths are right, and differing shapes are stretched instead of refused. Does your mae use `residuals`?",
)
def mae_broadcasts(y, t):
    return np.mean(np.abs(y.astype(float) - t))


@mistake(
    "mse_mae",
    binds="mae",
    hint="Your mae subtracts without `residuals`: shapes are stretched, and unsigned numbers wrap around.",
)
def mae_subtracts_directly(y, t):
    return np.mean(np.abs(y - t))


@mistake("mse_mae", binds="mae", hint="The lengths are halved. There is no ½ in this formula.")
def half_the_mae(y, t):
    return 0.5 * np.mean(np.abs(residuals(y, t)))


# --- variants


@variant("mse_mae", "a scalar product of the flattened residuals with themselves", binds="mse")
def mse_by_scalar_product(y, t):
    r = residuals(y, t).ravel()
    return r @ r / len(r)


@variant("mse_mae", "loops, and plain floats", binds=("mse", "mae"))
def by_loops():
    def mse(y, t):
        values = [float(r) ** 2 for r in residuals(y, t).ravel()]
        return sum(values) / len(values)

    def mae(y, t):
        total, count = 0.0, 0
        for r in residuals(y, t).ravel():
            total += r if r > 0 else -r
            count += 1
        return total / count

    return mse, mae


@variant(
    "mse_mae", "its own check of the shapes, and the sum divided by the size", binds=("mse", "mae")
)
def without_residuals():
    def refuse(y, t):
        if y.shape != t.shape:
            raise ValueError("no")

    def mse(y, t):
        refuse(y, t)
        return np.square(np.float64(1) * y - t).sum() / y.size

    def mae(y, t):
        refuse(y, t)
        return float(np.abs(np.float64(1) * y - t).sum() / y.size)

    return mse, mae
