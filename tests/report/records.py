"""Result records made up for tests: single cells, and a class of any size."""

from __future__ import annotations

import random

from autograder.check.book import ExerciseInfo
from autograder.examine.result import (
    CellResult,
    ClaimRecord,
    NamedMistake,
    NotebookResult,
    SubmissionResult,
    WrittenResult,
)

HINTS = ("one", "two", "three")
EXERCISES = {
    "neuron": ExerciseInfo("A neuron adds up", 4, 1, HINTS),
    "step": ExerciseInfo("A threshold decides", 4, 1, HINTS),
    "softmax": ExerciseInfo("Scores become probabilities", 8, 2, HINTS),
    "cross_entropy": ExerciseInfo("How surprised we are", 8, 2, HINTS),
    "Affine": ExerciseInfo("A layer, forwards and backwards", 15, 3, HINTS),
    "numerical_gradient": ExerciseInfo("Slopes by small steps", 10, 2, HINTS),
    "Momentum": ExerciseInfo("Rolling downhill", 12, 3, HINTS),
    "prediction": ExerciseInfo("Predict, then run", 2, 1, HINTS),
    "essay": ExerciseInfo("Why it takes a second layer", 8, 2),
}
MISTAKES = {
    "neuron": [NamedMistake("bias_per_input", "The bias is added once for every input.")],
    "step": [NamedMistake("fires_at_zero", "Look at exactly 0: it is not *greater* than 0.")],
    "softmax": [
        NamedMistake("whole_batch", "You normalise over the whole batch; each row wants its own."),
        NamedMistake("overflows", "`exp` of a large number overflows. What may be subtracted?"),
    ],
    "cross_entropy": [
        NamedMistake("by_elements", "You divide by the number of elements, not by the batch size.")
    ],
    "Affine": [
        NamedMistake("bias_mean", "The bias's gradient is a sum over the batch, not a mean."),
        NamedMistake("adds_up", "`dW` of the last call is still in there when the next comes."),
    ],
    "numerical_gradient": [NamedMistake("one_sided", "Your slope leans to one side.")],
    "Momentum": [NamedMistake("shared", "All parameters share one velocity; each has its own.")],
    "prediction": [NamedMistake("says_a", "Follow the first two updates on paper.")],
}
DETAIL = """softmax: shape (2, 3) is right, values differ
  why      every row of a batch is normalised on its own
  input    z = array([[ 1. ,  2. ,  0.5],
                      [ 3. ,  3. , -4. ]])
  expected array([[0.2312239 , 0.62853172, 0.14024438],
                  [0.49977256, 0.49977256, 0.00045487]])
  got      array([[0.05617  , 0.15268  , 0.03407  ],
                  [0.41505  , 0.41505  , 0.00037  ]])
  at       element [0, 0]: expected 0.2312239, got 0.05617"""

ANSWER = """def softmax(z, axis=-1):
    shifted = z - np.max(z)
    if np.any(shifted < -700):  # & then?
        print("<underflow>")
    return np.exp(shifted) / np.exp(shifted).sum()"""


def claim(passed: bool = False, hidden: bool = False, because: str = "rows sum to 1", **words: str):
    """Make a claim, with its detail where it does not hold."""
    detail = words.get("detail", "" if passed else DETAIL)
    return ClaimRecord("softmax", because, passed, hidden, words.get("message", ""), detail)


def cell(
    exercise: str = "softmax",
    status: str = "passed",
    points: float | None = None,
    most: float = 2.0,
    what: str = "rows",
    **rest,
):
    """Make a test cell's result; passed cells have all their points."""
    value = points if points is not None else most if status == "passed" else 0.0
    return CellResult(f"{exercise}-{what}", exercise, status, value, most, **rest)  # type: ignore[arg-type]


def submission(student: str = "one", *cells: CellResult, **rest) -> SubmissionResult:
    """Make a submission of one notebook."""
    status = rest.pop("status", "examined")
    notebook = NotebookResult(
        "loss",
        status,
        cells,
        rest.pop("written", ()),
        rest.pop("remarks", ()),
        rest.pop("message", ""),
        answers=rest.pop("answers", {}),
    )
    return SubmissionResult("ch3_loss", student, (notebook,), **rest)


def made_up_class(size: int, seed: int = 0) -> list[SubmissionResult]:
    """Make a class with all kinds of outcomes, the same for the same seed."""
    rng = random.Random(seed)
    return [_made_up(rng, f"student-{number:03}") for number in range(1, size + 1)]


def _made_up(rng: random.Random, student: str) -> SubmissionResult:
    kind = rng.random()
    if kind < 0.03:
        cells = tuple(
            cell(name, "missing", message="the file is not a notebook") for name in MISTAKES
        )
        return submission(
            student,
            *cells,
            status="unreadable",
            message="loss.ipynb is not a notebook: it ends early",
        )
    skill = rng.betavariate(4, 2)
    cells = []
    for number, (name, info) in enumerate(EXERCISES.items()):
        if name not in MISTAKES:
            continue
        tired = number / len(EXERCISES) > 0.4 + 0.8 * skill
        for what in ("values", "shapes") if info.difficulty > 1 else ("values",):
            cells.append(_made_up_cell(rng, name, what, skill, info.difficulty, tired))
    remarks = ("cell 'softmax-rows' was edited; the course's own was run",)
    return submission(
        student,
        *cells,
        written=(WrittenResult("essay", 3.0, rng.random() < skill + 0.2),),
        remarks=remarks if rng.random() < 0.1 else (),
        answers={one.exercise: ANSWER for one in cells if one.status == "failed"},
        graded_at="2025-01-31T12:00:00+00:00",
        versions={"autograder": "0.1", "numpy": "2.1"},
    )


def _made_up_cell(
    rng: random.Random, name: str, what: str, skill: float, difficulty: int, tired: bool
) -> CellResult:
    if tired:
        return cell(name, "unattempted", what=what, total=9)
    luck = rng.random()
    if luck < skill + 0.35 - 0.12 * difficulty:
        return cell(name, "passed", what=what, held=9, total=9)
    if luck > 0.985:
        return cell(name, "timeout", what=what, total=9, message="stopped after 10 s")
    if luck > 0.97:
        return cell(name, "crashed", what=what, total=9, message="the process ended: exit status 1")
    held = rng.randrange(9)
    claims = [claim(number < held, hidden=number > 4) for number in range(9)]
    shown = (rng.choice(MISTAKES[name]),) if rng.random() < 0.7 else ()
    return cell(
        name, "failed", round(2 * held / 9, 4), what=what, held=held, total=9,
        claims=tuple(claims), misconceptions=shown,
    )  # fmt: skip
