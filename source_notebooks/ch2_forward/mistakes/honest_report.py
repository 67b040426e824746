"""2.12 An honest report: what learners believe."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake(
    "honest_report",
    hint="Your accuracy counts a refusal as a wrong answer. It is about the answered images only.",
)
def refusals_are_wrong(label, t):
    return float(np.mean(label >= 0)), float(np.mean(label == t))


@mistake(
    "honest_report",
    hint="If nothing was answered, your accuracy is 0. Nothing said, nothing wrong.",
)
def nothing_is_zero(label, t):
    answered = label >= 0
    if not answered.any():
        return 0.0, 0.0
    return float(answered.mean()), float((label == t)[answered].mean())


@mistake(
    "honest_report",
    hint="If nothing was answered, you divide 0 by 0. That case has to be decided before any mean is taken.",
)
def nothing_is_nan(label, t):
    answered = label >= 0
    return float(answered.mean()), float(np.float64((label == t)[answered].sum()) / answered.sum())


@mistake(
    "honest_report",
    hint="You take the answer 0 for a refusal. 0 is a digit; −1 is not.",
)
def zero_is_a_refusal(label, t):
    answered = label > 0
    if not answered.any():
        return 0.0, 1.0
    return float(answered.mean()), float((label == t)[answered].mean())


@mistake(
    "honest_report",
    hint="The two numbers have changed places: coverage first.",
)
def swapped(label, t):
    answered = label >= 0
    if not answered.any():
        return 1.0, 0.0
    return float((label == t)[answered].mean()), float(answered.mean())


@mistake(
    "honest_report",
    hint="Your second number is the share of *wrong* answers.",
)
def share_of_errors(label, t):
    answered = label >= 0
    if not answered.any():
        return 0.0, 0.0
    return float(answered.mean()), float((label != t)[answered].mean())


@mistake(
    "honest_report",
    hint="Your coverage is the share of *refused* images.",
)
def coverage_of_refusals(label, t):
    answered = label >= 0
    if not answered.any():
        return 1.0, 1.0
    return float(1 - answered.mean()), float((label == t)[answered].mean())


@mistake(
    "honest_report",
    hint="You count images. Shares between 0 and 1 are asked for.",
)
def counts(label, t):
    answered = label >= 0
    if not answered.any():
        return 0.0, 1.0
    return float(answered.sum()), float((label == t)[answered].sum())


@mistake(
    "honest_report",
    hint="You count every refusal as right in the accuracy. It leaves them out altogether.",
)
def refusals_are_right(label, t):
    answered = label >= 0
    return float(answered.mean()), float(((label == t) | ~answered).mean())


@mistake(
    "honest_report",
    hint="You drop the refusals from the answers, but not the labels that belong to them: the two no longer stand side by side.",
)
def drops_from_one_only(label, t):
    said = label[label >= 0]
    if not len(said):
        return 0.0, 1.0
    return len(said) / len(label), float(np.mean(said == t[: len(said)]))


@mistake(
    "honest_report",
    hint="You give percentages. Shares between 0 and 1 are asked for.",
)
def percentages(label, t):
    answered = label >= 0
    if not answered.any():
        return 0.0, 100.0
    return 100 * float(answered.mean()), 100 * float((label == t)[answered].mean())


@mistake(
    "honest_report",
    hint="You count an image as answered only if the answer is right.",
)
def answered_means_right(label, t):
    right = float(np.mean(label == t))
    return right, 1.0


@mistake(
    "honest_report",
    hint="The numbers are rounded on the way. Keep all digits; rounding is for printing.",
)
def rounds(label, t):
    answered = label >= 0
    if not answered.any():
        return 0.0, 1.0
    return round(float(answered.mean()), 2), round(float((label == t)[answered].mean()), 2)


@mistake(
    "honest_report",
    hint="Answers above 9 count as refusals in your version. Not everything is a digit: only −1 says that there is no answer.",
)
def digits_only(label, t):
    answered = (label >= 0) & (label <= 9)
    if not answered.any():
        return 0.0, 1.0
    return float(answered.mean()), float((label == t)[answered].mean())


@variant("honest_report", "a loop that counts")
def report_by_loop(label, t):
    answered = right = 0
    for said, true in zip(label, t):
        if said != -1:
            answered += 1
            right += int(said == true)
    return answered / len(label), right / answered if answered else 1.0


@variant("honest_report", "right answers divided by answers")
def report_by_division(label, t):
    coverage = np.mean(label != -1)
    if coverage == 0:
        return [0.0, 1.0]
    return [coverage, np.mean(label == t) / coverage]
