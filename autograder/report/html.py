"""The class as one HTML file that needs nothing else: no network, no fonts, no other file.

Everything that comes from submissions is text. The template escapes it, control characters are
replaced, and the page's own policy lets no script run but the one written here.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import jinja2
from markupsafe import Markup, escape

from ..check.book import ExerciseInfo
from ..examine.result import CellResult, ClaimRecord, SubmissionResult
from .histogram import histogram
from .marks import MEANINGS, SIGNS
from .overview import overview
from .people import Exercise, Student
from .words import count, moment, number, part, percent, plain

_FOLDER = Path(__file__).parent
_EMPHASIS = re.compile(r"(?<![\w*])\*(\w[^*\n]*?)\*(?![\w*])")
#: Claims of one test cell that are shown in full; the records hold the others.
SHOWN_CLAIMS = 4


def make_report(
    results: Sequence[SubmissionResult],
    title: str,
    exercises: Mapping[str, ExerciseInfo],
    *,
    ignored: Mapping[str, str] | None = None,
    formgrader: str = "",
) -> str:
    """Render the class report.

    Parameters
    ----------
    results : sequence of SubmissionResult
        Of one assignment, in any order; may be empty.
    title : str
        The page's headline.
    exercises : mapping of str to ExerciseInfo
        Titles, difficulties and the order of the exercises, by id.
    ignored : mapping of str to str, optional
        What was handed in and not graded, by the name of folder or file, and why.
    formgrader : str
        The command that opens nbgrader's formgrader on this class.

    Returns
    -------
    str
        A complete HTML document.
    """
    seen = overview(results, exercises)
    script = (_FOLDER / "report.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    page = _environment().get_template("report.html").render(
        title=title,
        seen=seen,
        ignored=ignored or {},
        formgrader=formgrader,
        graded_at=moment(max((one.graded_at for one in results), default="")),
        versions=dict(results[0].versions) if results else {},
        seeds=sorted({one.seed for one in results}),
        chart=histogram(seen.points, seen.max_points, seen.median),
        signs=SIGNS,
        meanings=MEANINGS,
        # the page's own files, not anybody's text
        style=Markup((_FOLDER / "report.css").read_text(encoding="utf-8")),  # noqa: S704
        script=Markup(script),  # noqa: S704
        policy=f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'",
    )  # fmt: skip
    return page.lstrip()  # what macros leave before the document


@cache
def _environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_readable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(number=number, percent=percent, inline=_inline, whole=_whole)
    made.globals.update(
        count=count, part=part, cell_id=_cell_id, to_show=_claims_to_show, problems=_problems
    )
    return made


def _readable(value: object) -> object:
    """Bring every piece of text that the template writes into a form that can only be read."""
    if isinstance(value, Markup):
        return value
    return plain(value) if isinstance(value, str) else value


def _whole(text: str) -> Markup:
    """Escape a text of which the record has bounded the length."""
    return escape(plain(text, len(text)))


def _inline(text: str) -> Markup:
    """Escape text; between backticks it is code, between asterisks around words emphasis."""
    pieces = plain(text).split("`")
    if len(pieces) % 2 == 0:  # a backtick without its partner is one
        return escape(plain(text))
    code, emphasis = Markup("<code>{}</code>"), Markup("<em>{}</em>")
    written: list[Markup] = []
    for index, piece in enumerate(pieces):
        if index % 2:
            written.append(code.format(piece))
            continue
        words = _EMPHASIS.split(piece)
        written += [emphasis.format(w) if i % 2 else escape(w) for i, w in enumerate(words)]
    return Markup("").join(written)


def _cell_id(student: Student, exercise: Exercise) -> str:
    """Name a place in the page by numbers: names of people make no addresses."""
    return f"s{student.number}-e{exercise.number}"


def _claims_to_show(cell: CellResult) -> tuple[list[ClaimRecord], int]:
    """Return the claims that do not hold, those that learners see first, and how many more."""
    if cell.status == "unattempted":
        return [], 0
    broken = sorted((one for one in cell.claims if not one.passed), key=lambda one: one.hidden)
    return broken[:SHOWN_CLAIMS], max(0, len(broken) - SHOWN_CLAIMS)


def _problems(student: Student) -> str:
    """Return what a filter of the page may look for, as words."""
    kinds = {
        "lost": student.result.points < student.result.max_points,
        "remarks": bool(student.remarks),
        "stopped": student.unread or student.has("crashed", "timeout"),
        "waiting": student.has("waiting"),
    }
    return " ".join(kind for kind, has in kinds.items() if has)
