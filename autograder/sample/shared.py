"""Several who misunderstood the same thing: it is what tomorrow's lesson is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


def shared_mistakes(
    wrong: Mapping[str, tuple[str, str]],
) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield students: name, what it shows, and their wrong answers by exercise.

    The last one makes two mistakes, of which the second may only follow from the first.

    Parameters
    ----------
    wrong : mapping
        One mistake an exercise, as its name and the text of the answer cell. The first is the
        one that several make.
    """
    every = [(exercise, *mistake) for exercise, mistake in wrong.items()]
    if not every:
        return
    often, seldom = every[0], every[min(1, len(every) - 1)]
    for (exercise, name, source), times in ((often, 3), (seldom, 1)):
        for number in range(1, times + 1):
            student = f"also-{exercise}-{name}-{number}".replace("_", "-").lower()
            own = {exercise: f"{source}\n# attempt {number + 1}"}
            yield student, f"the same mistake as somebody else: {name}", own
    if often != seldom:
        answers = {exercise: source for exercise, _, source in (often, seldom)}
        yield "two-mistakes", "two mistakes: the second may follow from the first", answers
