"""Write docs/attacks.md from the corpus and from what both graders gave."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Any

DESERVED, OF = 2, 8

NOTHING_GAINED = "Nothing is gained, and the honest exercise keeps its marks."

_HEAD = """# What is tried, and what happens

Written by `python bench/stock_on_attacks.py` from the corpus in `tests/attacks/corpus/`.

Every attacker hands in a wrong answer to one exercise (5 points), an honest one to another
(2 points), and leaves a third (1 point) undone: it deserves {deserved} of {of} points, and tries
one trick to have more. The same {count} attacks were graded

- by **stock** nbgrader, `nbgrader autograde` as it comes, on the same course with ordinary asserts
  as its documentation teaches them, hidden tests included; {left_out} were left out there, because
  they would harm the machine or never end;
- by **us**, a whole class with honest neighbours in it.

| | stock | ours |
|---|---:|---:|
| tried | {tried} | {count} |
| points gained | {stock_gained} | {our_gained} |
| of these, all {of} points | {stock_full} | {our_full} |
| secrets read (sources, gradebook, neighbours, environment) | {stock_read} | {our_read} |
| the honest exercise's points lost, or no mark at all | {stock_lost} | {our_lost} |
| of these, the whole batch waits for ever or stops | {stock_ends} | {our_ends} |

"Read" names the secrets that stood in the attacker's own outputs afterwards; each was planted
where an attacker must not look. "No mark" is a submission on which grading failed; "never ends"
and "stops the batch" are those after which nobody else of the class was graded. What must hold
for ours is proved by `tests/attacks/` at every run: no point gained, the neighbours' marks kept,
nothing read, nothing left running or lying about when the batch ends. Where more is to be said, or
an attacker's own honest exercise is lost too, the last column says so. Some tricks are aimed at one
of the two graders and mean nothing to the other. The one that gains points here is `read-the-book`,
which writes down answers that every learner may see.
"""


def write_page(kinds: Mapping[str, ModuleType], rows: Mapping[str, Any]) -> str:
    """Return the page: a summary, and a table for each kind of attack."""
    attacks = [one for kind in kinds.values() for one in kind.ATTACKS if one.name in rows]
    stock = [
        rows[one.name]["stock"] for one in attacks if "left out" not in rows[one.name]["stock"]
    ]
    mine = [rows[one.name]["ours"] for one in attacks]
    lines = [
        _HEAD.format(
            deserved=DESERVED, of=OF, count=len(attacks), tried=len(stock),
            left_out=len(attacks) - len(stock),
            **{f"{who}_{name}": number for who, results in (("stock", stock), ("our", mine))
               for name, number in _count(results).items()},
        )
    ]  # fmt: skip
    for kind in kinds.values():
        doc = " ".join((kind.__doc__ or "").split())
        lines += [f"## {doc.partition(':')[0].rstrip('.')}", "", doc, ""]
        lines += ["| attack | trick | stock | ours | |", "|---|---|---:|---:|---|"]
        lines += [_line(one, rows[one.name]) for one in kind.ATTACKS if one.name in rows]
        lines.append("")
    return "\n".join(lines)


def _count(results: list[dict[str, Any]]) -> dict[str, int]:
    points = [one["points"] for one in results]
    return {
        "gained": sum(one is not None and one > DESERVED for one in points),
        "full": sum(one is not None and one >= OF for one in points),
        "read": sum(bool(one["read"]) for one in results),
        "ends": sum("ends" in one for one in results),
        "lost": sum(one is None or one < DESERVED for one in points),
    }


def _line(attack: Any, row: dict[str, Any]) -> str:
    notes = []
    if "left out" in row["stock"]:
        notes.append(f"Not run under stock: {row['stock']['left out']}.")
    if attack.honest_lost:
        notes.append(f"Ours: {attack.honest_lost}.")
    if attack.holds != NOTHING_GAINED:
        notes.append(attack.holds)
    cells = [f"`{attack.name}`", attack.trick, _score(row["stock"]), _score(row["ours"])]
    return "| " + " | ".join(_plain(text) for text in [*cells, " ".join(notes)]) + " |"


def _score(result: dict[str, Any]) -> str:
    if "left out" in result:
        return "–"
    points = result["points"]
    if "ends" in result:
        return str(result["ends"])
    text = "no mark" if points is None else f"{points:g} of {OF}"
    if points is not None and points > DESERVED:
        text = f"**{text}**"
    if "note" in result:
        text += f", {result['note']}"
    return text + (f", read: {', '.join(result['read'])}" if result["read"] else "")


def _plain(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")
