"""What learners believe of a replication."""

import numpy as np

from autograder.mistakes import mistake, variant


def bootstrap(d, rng, resamples=2000, at=(0.025, 0.975)):
    rows = rng.integers(0, len(d), size=(resamples, len(d)))
    low, high = np.quantile(d[rows].mean(axis=1), at)
    return float(low), float(high)


def pairs(run, seeds, p):
    return np.array([run(seed, p) - run(seed, 0.0) for seed in seeds])


@mistake("replicate", hint="One seed for all: you run the same seed again and again.")
def one_seed(run, seeds, p, rng, resamples=2000):
    d = np.array([run(seeds[0], p) - run(seeds[0], 0.0) for _ in seeds])
    return d, bootstrap(d, rng, resamples)


@mistake("replicate", hint="relu minus the policy: your sign is turned round.")
def sign_turned(run, seeds, p, rng, resamples=2000):
    d = -pairs(run, seeds, p)
    return d, bootstrap(d, rng, resamples)


@mistake(
    "replicate",
    hint="Your runs are not in pairs: the seeds of one policy are other ones than those of relu.",
)
def unpaired(run, seeds, p, rng, resamples=2000):
    other = [*seeds[1:], seeds[0]]
    d = np.array([run(a, p) - run(b, 0.0) for a, b in zip(seeds, other)])
    return d, bootstrap(d, rng, resamples)


@mistake(
    "replicate",
    hint="You sort before you subtract: results of different seeds become pairs.",
)
def sorted_first(run, seeds, p, rng, resamples=2000):
    d = np.sort([run(s, p) for s in seeds]) - np.sort([run(s, 0.0) for s in seeds])
    return d, bootstrap(d, rng, resamples)


@mistake(
    "replicate",
    hint="You draw new samples of both policies separately: then the differences between the systems are in your interval, too. Draw among the *differences*.",
)
def unpaired_interval(run, seeds, p, rng, resamples=2000):
    with_p, without = (np.array([run(s, q) for s in seeds]) for q in (p, 0.0))
    n = len(seeds)
    a = with_p[rng.integers(0, n, size=(resamples, n))].mean(axis=1)
    b = without[rng.integers(0, n, size=(resamples, n))].mean(axis=1)
    low, high = np.quantile(a - b, [0.025, 0.975])
    return with_p - without, (float(low), float(high))


@mistake("replicate", hint="Your interval says where single differences lie, not where their mean.")
def interval_of_singles(run, seeds, p, rng, resamples=2000):
    d = pairs(run, seeds, p)
    low, high = np.quantile(d, [0.025, 0.975])
    return d, (float(low), float(high))


@mistake("replicate", hint="The mean is taken along the wrong axis: over the resamples.")
def wrong_axis(run, seeds, p, rng, resamples=2000):
    d = pairs(run, seeds, p)
    rows = rng.integers(0, len(d), size=(resamples, len(d)))
    low, high = np.quantile(d[rows].mean(axis=0), [0.025, 0.975])
    return d, (float(low), float(high))


@mistake("replicate", hint="That is the middle 90 %. For 95 %, a fortieth is cut off at each end.")
def ninety_per_cent(run, seeds, p, rng, resamples=2000):
    d = pairs(run, seeds, p)
    return d, bootstrap(d, rng, resamples, (0.05, 0.95))


@mistake("replicate", hint="`resamples` plays no part: it is always 2,000 with you.")
def always_two_thousand(run, seeds, p, rng, resamples=2000):
    d = pairs(run, seeds, p)
    return d, bootstrap(d, rng)


@mistake(
    "replicate",
    hint="You draw without replacement, so every new sample is the old one, and its mean, too.",
)
def without_replacement(run, seeds, p, rng, resamples=2000):
    d = pairs(run, seeds, p)
    means = [d[rng.permutation(len(d))].mean() for _ in range(resamples)]
    low, high = np.quantile(means, [0.025, 0.975])
    return d, (float(low), float(high))


@mistake("replicate", hint="The seeds are counted 0, 1, 2, … with you. They stand in `seeds`.")
def counts_the_seeds(run, seeds, p, rng, resamples=2000):
    d = pairs(run, range(len(seeds)), p)
    return d, bootstrap(d, rng, resamples)


@mistake("replicate", hint="Runs are done more often than needed. Each may take minutes!")
def runs_twice(run, seeds, p, rng, resamples=2000):
    pairs(run, seeds, p)
    d = pairs(run, seeds, p)
    return d, bootstrap(d, rng, resamples)


@mistake("replicate", hint="You compare with a `p` other than 0.0, which is relu.")
def compares_with_leaky(run, seeds, p, rng, resamples=2000):
    d = np.array([run(seed, p) - run(seed, 1.0) for seed in seeds])
    return d, bootstrap(d, rng, resamples)


@mistake("replicate", hint="A generator of your own draws; `rng` is handed in.")
def own_generator(run, seeds, p, rng, resamples=2000):
    d = pairs(run, seeds, p)
    return d, bootstrap(d, np.random.default_rng(0 if len(d) % 2 else 1), resamples)


@mistake("replicate", hint="Your differences are sorted. Their order is that of the seeds.")
def sorted_differences(run, seeds, p, rng, resamples=2000):
    d = np.sort(pairs(run, seeds, p))
    return d, bootstrap(d, rng, resamples)


@variant("replicate", "loops, and a list for the interval")
def by_loops(run, seeds, p, rng, resamples=2000):
    on, off = [], []
    for seed in seeds:
        off.append(run(seed, 0.0))
        on.append(run(seed, p))
    d = np.array(on) - np.array(off)
    places = rng.integers(0, len(seeds), size=(resamples, len(seeds)))
    means = [np.mean([d[i] for i in row]) for row in places]
    return d, (np.quantile(means, 0.025), np.quantile(means, 0.975))


@variant("replicate", "np.take and percentiles")
def by_percentiles(run, seeds, p, rng, resamples=2000):
    d = np.array([run(s, p) for s in seeds]) - np.array([run(s, 0.0) for s in seeds])
    means = np.take(d, rng.integers(0, d.size, size=(resamples, d.size))).mean(-1)
    return d, tuple(float(v) for v in np.percentile(means, [2.5, 97.5]))
