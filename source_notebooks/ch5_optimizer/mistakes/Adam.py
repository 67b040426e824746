"""What learners believe of the two means: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def go(self, params, grads, m=None, v=None, step=None):
    """Take a step: `m(self, m, g)` and `v(self, v, g)` are the new means, `step(self, m, v, t)` the step."""
    m = m or (lambda self, m, g: self.beta1 * m + (1 - self.beta1) * g)
    v = v or (lambda self, v, g: self.beta2 * v + (1 - self.beta2) * g**2)
    step = step or right_step
    self.t += 1
    for name, g in grads.items():
        self.m[name] = m(self, self.m.get(name, np.zeros_like(g)), g)
        self.v[name] = v(self, self.v.get(name, np.zeros_like(g)), g)
        params[name] -= step(self, self.m[name], self.v[name], self.t)


def right_step(self, m, v, t):
    m, v = m / (1 - self.beta1**t), v / (1 - self.beta2**t)
    return self.lr * m / (np.sqrt(v) + self.eps)


def no_correction(self, m, v, t):
    return self.lr * m / (np.sqrt(v) + self.eps)


def corrects_m_only(self, m, v, t):
    return self.lr * m / (1 - self.beta1**t) / (np.sqrt(v) + self.eps)


def corrects_v_only(self, m, v, t):
    return self.lr * m / (np.sqrt(v / (1 - self.beta2**t)) + self.eps)


def corrections_swapped(self, m, v, t):
    return right_step(
        self,
        m * (1 - self.beta1**t) / (1 - self.beta2**t),
        v * (1 - self.beta2**t) / (1 - self.beta1**t),
        t,
    )


def multiplies(self, m, v, t):
    return self.lr * m * (1 - self.beta1**t) / (np.sqrt(v * (1 - self.beta2**t)) + self.eps)


def no_exponent(self, m, v, t):
    return right_step(self, m, v, 1)


def times_t(self, m, v, t):
    m, v = m / (1 - self.beta1 * t), v / (1 - self.beta2 * t)
    return self.lr * m / (np.sqrt(np.abs(v)) + self.eps)


def one_behind(self, m, v, t):
    return right_step(self, m, v, t - 1)


def one_ahead(self, m, v, t):
    return right_step(self, m, v, t + 1)


def eps_under_the_root(self, m, v, t):
    return self.lr * m / (1 - self.beta1**t) / np.sqrt(v / (1 - self.beta2**t) + self.eps)


def eps_before_the_correction(self, m, v, t):
    return self.lr * np.sqrt(1 - self.beta2**t) / (1 - self.beta1**t) * m / (np.sqrt(v) + self.eps)


def no_eps(self, m, v, t):
    return self.lr * m / (1 - self.beta1**t) / np.sqrt(v / (1 - self.beta2**t))


def no_root(self, m, v, t):
    return self.lr * m / (1 - self.beta1**t) / (v / (1 - self.beta2**t) + self.eps)


def uphill(self, m, v, t):
    return -right_step(self, m, v, t)


def rate_forgotten(self, m, v, t):
    return right_step(self, m, v, t) / self.lr


def fading_rate(self, m, v, t):
    return right_step(self, m, v, t) / np.sqrt(t)


def eps_written_down(self, m, v, t):
    return self.lr * m / (1 - self.beta1**t) / (np.sqrt(v / (1 - self.beta2**t)) + 1e-8)


def stepping(step):
    """Make an Adam with another last formula."""

    class Wrong(Adam):
        def update(self, params, grads):
            with np.errstate(all="ignore"):
                go(self, params, grads, step=step)

    return Wrong


for step, hint in (
    (
        no_correction,
        "No correction of the beginning: m and v start at 0, and your first steps are too long by far.",
    ),
    (corrects_m_only, "Only m is corrected for its beginning. v starts at 0, too."),
    (corrects_v_only, "Only v is corrected for its beginning. m starts at 0, too."),
    (corrections_swapped, "The corrections are swapped: m fades with beta1, v with beta2."),
    (
        multiplies,
        "You multiply by 1 − beta to the t. The means are too small at the beginning; what makes them larger?",
    ),
    (
        no_exponent,
        "You divide by 1 − beta in every step. The exponent t is missing: the correction fades as t grows.",
    ),
    (times_t, "beta times t is not beta to the power of t."),
    (
        one_behind,
        "Your count is one behind: the first update has t = 1, and with t = 0 you divide by 0.",
    ),
    (one_ahead, "Your count is one ahead: the first update has t = 1."),
    (
        eps_under_the_root,
        "Your eps stands under the root. There it is worth 0.0001, which is a lot beside tiny gradients.",
    ),
    (
        eps_before_the_correction,
        "You add eps to the root of v before it is corrected, so that the correction divides eps, too. It stands beside the root of the corrected mean.",
    ),
    (no_eps, "Where a gradient has always been 0 you divide 0 by 0. What is eps for?"),
    (no_root, "There is no root: you divide by the mean of the squares itself."),
    (uphill, "You go uphill. The mean of the gradients points to where the loss grows."),
    (rate_forgotten, "The learning rate has no effect."),
    (
        fading_rate,
        "Your learning rate fades with the count, as in the proof of the paper. In the formula it stays what it is.",
    ),
    (eps_written_down, "Your eps is always the same, whatever the object was made with."),
):
    mistake("Adam", hint=hint, name=step.__name__, value=stepping(step))


@mistake(
    "Adam",
    hint="The two betas are swapped: beta1 belongs to the gradients, beta2 to their squares.",
)
class BetasSwapped(Adam):
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        super().__init__(lr, beta2, beta1, eps)


@mistake("Adam", hint="The shares in your means are swapped: beta is the share of the old.")
class SharesSwapped(Adam):
    def update(self, params, grads):
        go(
            self, params, grads,
            lambda self, m, g: (1 - self.beta1) * m + self.beta1 * g,
            lambda self, v, g: (1 - self.beta2) * v + self.beta2 * g**2,
        )  # fmt: skip


@mistake(
    "Adam",
    hint="Your first memory is Momentum's velocity: the gradient counts in full. Here it is a mean, whose shares add up to 1.",
)
class VelocityForMean(Adam):
    def update(self, params, grads):
        go(self, params, grads, lambda self, m, g: self.beta1 * m + g)


@mistake("Adam", hint="Your second memory is AdaGrad's sum. Adam uses RMSProp's forgetful mean.")
class SumForMean(Adam):
    def update(self, params, grads):
        go(self, params, grads, None, lambda self, v, g: v + g**2)


@mistake("Adam", hint="v averages the gradients, not their squares.")
class NoSquare(Adam):
    def update(self, params, grads):
        with np.errstate(all="ignore"):
            go(self, params, grads, None, lambda self, v, g: self.beta2 * v + (1 - self.beta2) * g)


@mistake("Adam", hint="v averages the squares of m. It is the squares of the gradients.")
class SquaresOfM(Adam):
    def update(self, params, grads):
        self.t += 1
        for name, g in grads.items():
            self.m[name] = self.beta1 * self.m.get(name, 0) + (1 - self.beta1) * g
            self.v[name] = self.beta2 * self.v.get(name, 0) + (1 - self.beta2) * self.m[name] ** 2
            params[name] -= right_step(self, self.m[name], self.v[name], self.t)


@mistake("Adam", hint="The gradient stands above the line, not its mean. Where is the momentum?")
class NoMomentum(Adam):
    def update(self, params, grads):
        go(self, params, grads, lambda self, m, g: (1 - self.beta1**self.t) * g)


@mistake(
    "Adam",
    hint="The corrected means are put back as what is remembered, and corrected once more the next time. They are for this step only.",
)
class RemembersTheCorrected(Adam):
    def update(self, params, grads):
        self.t += 1
        for name, g in grads.items():
            m = self.beta1 * self.m.get(name, 0) + (1 - self.beta1) * g
            v = self.beta2 * self.v.get(name, 0) + (1 - self.beta2) * g**2
            self.m[name], self.v[name] = m / (1 - self.beta1**self.t), v / (1 - self.beta2**self.t)
            params[name] -= self.lr * self.m[name] / (np.sqrt(self.v[name]) + self.eps)


@mistake("Adam", hint="Your count never goes on: it is 1 in every update.")
class NeverCountsOn(Adam):
    def update(self, params, grads):
        self.t = 0
        go(self, params, grads)


@mistake(
    "Adam",
    hint="You count for each name, so that two arrays make the count go on by two in one update. One count for all.",
)
class CountsTheNames(Adam):
    def update(self, params, grads):
        for name in params:
            go(self, {name: params[name]}, {name: grads[name]})


@mistake(
    "Adam",
    hint="The means and the count are made anew in each update. They have to live on in the object.",
)
class ForgetsEachTime(Adam):
    def update(self, params, grads):
        self.t, self.m, self.v = 0, {}, {}
        go(self, params, grads)


@mistake(
    "Adam",
    hint="The means belong to the class, so all your optimizers share them. Each object makes its own in `__init__`.",
)
class OfTheClass(Adam):
    m, v = {}, {}

    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr, self.beta1, self.beta2, self.eps, self.t = lr, beta1, beta2, eps, 0

    def update(self, params, grads):
        go(self, params, grads)


@mistake(
    "Adam",
    hint="The count belongs to the class: a second optimizer goes on counting where the first one is.",
)
class CountOfTheClass(Adam):
    count = 0

    def update(self, params, grads):
        self.t = CountOfTheClass.count
        CountOfTheClass.count += 1
        go(self, params, grads)


@mistake(
    "Adam",
    hint="The numbers are right, but they are in new arrays. Whoever holds the old one sees nothing of it.",
)
class NewArrays(Adam):
    def update(self, params, grads):
        new = {name: p.copy() for name, p in params.items()}
        go(self, new, grads)
        params.update(new)


@mistake(
    "Adam",
    hint="What is remembered is kept in the order of the names, which may change. Go by the names.",
)
class GoesByOrder(Adam):
    def update(self, params, grads):
        go(self, dict(enumerate(params.values())), dict(enumerate(grads.values())))


@mistake(
    "Adam",
    hint="You clear the gradients after the step, or change them in another way. They belong to the caller.",
)
class ClearsTheGradients(Adam):
    def update(self, params, grads):
        go(self, params, grads)
        for g in grads.values():
            g[...] = 0


@mistake("Adam", hint="`update` hands something back. It changes arrays and returns nothing.")
class HandsThemBack(Adam):
    def update(self, params, grads):
        super().update(params, grads)
        return params


@mistake("Adam", hint="The count stands among the names. A parameter may well be called `t`.")
class CountAmongTheNames(Adam):
    def update(self, params, grads):
        self.m["t"] = self.m.get("t", 0) + 1
        for name, g in grads.items():
            m, v = self.m.get(name, (0 * g, 0 * g))
            m, v = self.beta1 * m + (1 - self.beta1) * g, self.beta2 * v + (1 - self.beta2) * g**2
            self.m[name] = m, v
            params[name] -= right_step(self, m, v, self.m["t"])


@mistake(
    "Adam",
    hint="m and v share a dictionary, v under a longer name. With `W` beside `W2`, the v of one is the m of the other.",
)
class LongerNames(Adam):
    def update(self, params, grads):
        self.t += 1
        for name, g in grads.items():
            self.m[name] = self.beta1 * self.m.get(name, 0) + (1 - self.beta1) * g
            self.m[name + "2"] = self.beta2 * self.m.get(name + "2", 0) + (1 - self.beta2) * g**2
            with np.errstate(all="ignore"):
                params[name] -= right_step(self, self.m[name], self.m[name + "2"], self.t)


@mistake("Adam", hint="You pass over gradients that are all 0. The means fade all the same.")
class PassesOverZeros(Adam):
    def update(self, params, grads):
        go(self, params, {name: g for name, g in grads.items() if g.any()})


@mistake("Adam", hint="You take the largest v so far. That is another optimizer, AMSGrad.")
class KeepsTheLargest(Adam):
    def update(self, params, grads):
        def largest(self, v, g):
            return np.maximum(v, self.beta2 * v + (1 - self.beta2) * g**2)

        go(self, params, grads, None, largest)


@mistake(
    "Adam",
    hint="Besides the step, your parameters shrink a little: weight decay. It is not in the formula.",
)
class ShrinksTheWeights(Adam):
    def update(self, params, grads):
        for p in params.values():
            p *= 1 - 0.01 * self.lr
        go(self, params, grads)


@variant("Adam", "means that move towards, in float64, one dictionary for both")
class MovesTowards(Adam):
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr, self.beta1, self.beta2, self.eps = lr, beta1, beta2, eps
        self.iter, self.state = 0, None

    def update(self, params, grads):
        if self.state is None:
            self.state = {name: np.zeros((2, *p.shape)) for name, p in params.items()}
        self.iter += 1
        for name, g in grads.items():
            m, v = self.state[name]
            m += (1 - self.beta1) * (g - m)
            v += (1 - self.beta2) * (np.square(g, dtype=float) - v)
            fix1, fix2 = 1 - self.beta1**self.iter, 1 - self.beta2**self.iter
            params[name] -= self.lr / fix1 * m / (np.sqrt(v) / np.sqrt(fix2) + self.eps)


@variant("Adam", "products of the betas instead of a count, a count for each name")
class Products(Adam):
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr, self.betas, self.eps, self.memory = lr, (beta1, beta2), eps, {}

    def update(self, params, grads):
        for name, p in params.items():
            means, products = self.memory.get(name, ([0.0, 0.0], [1.0, 1.0]))
            news = (grads[name], grads[name] * grads[name])
            means = [b * old + (1 - b) * new for b, old, new in zip(self.betas, means, news)]
            products = [b * old for b, old in zip(self.betas, products)]
            self.memory[name] = means, products
            m, v = (mean / (1 - product) for mean, product in zip(means, products))
            p -= self.lr * m / (np.sqrt(v) + self.eps)
