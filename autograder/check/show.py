"""Show a verdict: a card where HTML can be shown, plain text everywhere else.

The card is the `text/html` of one display, the text its `text/plain`; the front end picks.
Colours come from JupyterLab's theme variables, with fallbacks, so light and dark both work.
"""

from __future__ import annotations

import os
import sys
from html import escape
from typing import Any

import numpy as np

from .compare import Difference
from .judge import ClaimResult, Verdict

_HEADLINES = {
    "passed": ("✓", "all {total} claims hold"),
    "failed": ("✗", "{held} of {total} claims hold"),
    "unattempted": ("○", "not attempted yet"),
}
_MAX_ROWS = 12  # a larger array is shown in part


def headline(verdict: Verdict) -> str:
    """Return the one line that says how a check went."""
    sign, words = _HEADLINES[verdict.status]
    if verdict.status == "passed" and verdict.total == 1:
        words = "the claim holds"
    return f"{sign} {verdict.test_id}: {words.format(held=verdict.held, total=verdict.total)}"


def value_text(value: Any, limit: int = 400) -> str:
    """Write a value as NumPy would, short enough to read."""
    if type(value) is np.ndarray:
        with np.printoptions(threshold=60, edgeitems=3, precision=6, linewidth=78):
            text = repr(value)
    elif isinstance(value, np.random.Generator):
        text = "a random generator"
    elif callable(value):
        text = f"<function {getattr(value, '__name__', 'f')}>"
    else:
        if isinstance(value, np.generic):
            value = value.item()
        with np.printoptions(threshold=60, edgeitems=3, precision=6, linewidth=78):
            text = repr(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def call_text(claim: ClaimResult) -> list[str]:
    """Return the lines that show which case it is."""
    lines = []
    for name, value in claim.inputs:
        body = value_text(value).splitlines()
        lines.append(f"{name} = {body[0]}")
        lines += [" " * (len(name) + 3) + line for line in body[1:]]
    return lines


def failure_lines(claim: ClaimResult) -> list[str]:
    """Return the plain-text detail of a claim that does not hold."""
    lines = [f"{claim.label or 'case'}: {claim.message}"]
    if claim.because:
        lines.append(f"  why      {claim.because}")
    lines += _labelled("input", call_text(claim))
    found = claim.difference
    if found is not None:
        lines += _labelled("expected", value_text(found.expected).splitlines())
        lines += _labelled("got", value_text(found.got).splitlines())
        if found.where:
            lines.append(f"  at       {found.where}{_at_values(found)}")
    return lines


def _labelled(label: str, body: list[str]) -> list[str]:
    return [f"  {label if i == 0 else '':<8} {line}" for i, line in enumerate(body)]


def _at_values(found: Difference) -> str:
    pair = _first_pair(found)
    return f": expected {pair[0]}, got {pair[1]}" if pair else ""


def _first_pair(found: Difference) -> tuple[str, str] | None:
    if not found.total:
        return None
    index = tuple(int(part) for part in found.where.rsplit("[", 1)[1].rstrip("]").split(","))
    one, other = np.asarray(found.expected)[index], np.asarray(found.got)[index]
    return value_text(one), value_text(other)


def misconception_text(verdict: Verdict) -> str:
    """Return the hint that belongs to the recognised mistake, or the empty string."""
    hints = list(dict.fromkeys(item.hint for item in verdict.misconceptions))[:2]
    return " Or: ".join(hints)


def summary_text(verdict: Verdict) -> str:
    """Return the whole verdict as plain text, for terminals and `nbgrader validate`."""
    lines = [headline(verdict)]
    failed = verdict.first_failure
    if verdict.status == "unattempted":
        lines.append("Write your answer in the cell above, run it, then run this check again.")
        return "\n".join(lines)
    if failed is not None:
        lines += failure_lines(failed)
    if verdict.note:
        lines.append(verdict.note)
    hint = misconception_text(verdict)
    if hint:
        lines.append(f"It looks like this: {hint}")
    elif verdict.hints and verdict.status == "failed":
        lines.append(f'For a hint, run hint("{verdict.exercise}").')
    return "\n".join(lines)


_CARD = (
    "border:1px solid var(--jp-border-color2,#ccc);border-left:5px solid {colour};"
    "border-radius:4px;padding:.55em .9em;margin:.2em 0;max-width:62em;"
    "font-family:var(--jp-ui-font-family,sans-serif);font-size:var(--jp-ui-font-size1,13px);"
    "line-height:1.5;color:var(--jp-ui-font-color1,#222);"
    "background:var(--jp-layout-color1,#fff)"
)
_COLOURS = {"passed": "#009e73", "failed": "#d55e00", "unattempted": "#8c8c8c"}
_PRE = (
    "margin:0;padding:0;background:transparent;color:inherit;white-space:pre;overflow-x:auto;"
    "font-family:var(--jp-code-font-family,monospace);font-size:var(--jp-code-font-size,12px)"
)


def card_html(verdict: Verdict) -> str:
    """Return the verdict as a card."""
    colour = _COLOURS[verdict.status]
    parts = [f'<div style="{_CARD.format(colour=colour)}">']
    parts.append(f'<div style="font-weight:600;color:{colour}">{escape(headline(verdict))}</div>')
    failed = verdict.first_failure
    if verdict.status == "unattempted":
        parts.append("<div>Write your answer in the cell above, run it, then run this again.</div>")
    elif verdict.status == "failed":
        hint = misconception_text(verdict)
        if hint:
            parts.append(
                '<div style="margin:.4em 0;padding:.35em .7em;border-radius:3px;'
                'background:rgba(230,159,0,.16)"><b>It looks like this:</b> '
                f"{inline_html(hint)}</div>"
            )
        if failed is not None:
            parts.append(_failure_html(failed))
        if verdict.note:
            parts.append(f"<div>{inline_html(verdict.note)}</div>")
        parts.append(_claims_html(verdict))
        parts.append(_hints_html(verdict.hints))
    parts.append("</div>")
    return "".join(parts)


def inline_html(text: str) -> str:
    """Escape text; what stands between backticks is code."""
    pieces = escape(text).split("`")
    if len(pieces) % 2 == 0:
        return escape(text)
    return "".join(f"<code>{p}</code>" if i % 2 else p for i, p in enumerate(pieces))


def _row(label: str, body: str) -> str:
    return (
        '<tr style="background:transparent"><td style="text-align:right;vertical-align:top;'
        f'padding:.1em .8em .1em 0;opacity:.7;white-space:nowrap">{label}</td>'
        f'<td style="text-align:left;padding:.1em 0">{body}</td></tr>'
    )


def _failure_html(claim: ClaimResult) -> str:
    title = f"<code>{escape(claim.label)}</code>: " if claim.label else ""
    rows = []
    if claim.because:
        rows.append(_row("why", inline_html(claim.because)))
    if claim.inputs:
        rows.append(_row("input", _pre("\n".join(call_text(claim)))))
    found = claim.difference
    if found is not None:
        rows.append(_row("expected", _pre(value_text(found.expected))))
        rows.append(_row("got", _pre(value_text(found.got))))
        if found.count and found.total > 1:
            rows.append(_row("where", _where_html(found)))
        elif found.where:
            rows.append(_row("where", f"<code>{escape(found.where)}</code>"))
    table = f'<table style="border:0;margin:.2em 0">{"".join(rows)}</table>' if rows else ""
    return f'<div style="margin-top:.3em">{title}{inline_html(claim.message)}</div>{table}'


def _pre(text: str) -> str:
    return f'<pre style="{_PRE}">{escape(text)}</pre>'


def _where_html(found: Difference) -> str:
    """Draw which elements differ: one square an element, the darker the further off."""
    pair = _first_pair(found)
    sentence = f"<code>{escape(found.where)}</code>"
    if pair:
        sentence += f": expected <code>{escape(pair[0])}</code>, got <code>{escape(pair[1])}</code>"
    one, other = np.asarray(found.expected), np.asarray(found.got)
    if one.ndim not in (1, 2) or one.dtype.kind not in "biuf" or one.shape != other.shape:
        return sentence
    with np.errstate(invalid="ignore"):
        off = np.atleast_2d(np.abs(one.astype(float) - other.astype(float)))
        scale = np.nanmax(np.where(np.isfinite(off), off, 0)) or 1.0
    cells = []
    for row in off[:_MAX_ROWS]:
        squares = "".join(
            f'<span style="display:inline-block;width:11px;height:11px;margin:1px;'
            f"background:rgba(213,94,0,{_shade(v / scale)});"
            f'border:1px solid rgba(128,128,128,.35)"></span>'
            for v in row[: 4 * _MAX_ROWS]
        )
        cells.append(f'<div style="line-height:0;white-space:nowrap">{squares}</div>')
    more = "" if off.shape[0] <= _MAX_ROWS else "<div>…</div>"
    return f"{sentence}<div style='margin:.3em 0'>{''.join(cells)}{more}</div>"


def _shade(share: float) -> str:
    if not np.isfinite(share):
        return "1"
    return "0" if share < 1e-6 else f"{0.25 + 0.75 * share:.2f}"


def _claims_html(verdict: Verdict) -> str:
    if verdict.total < 2:
        return ""
    items = []
    for claim in verdict.claims:
        sign = "✓" if claim.passed else "✗"
        colour = _COLOURS["passed" if claim.passed else "failed"]
        text = (
            inline_html(claim.because) if claim.because else f"<code>{escape(claim.label)}</code>"
        )
        items.append(f'<div><span style="color:{colour}">{sign}</span> {text}</div>')
    return (
        '<details style="margin-top:.3em"><summary style="cursor:pointer;opacity:.8">'
        f"all {verdict.total} claims</summary>{''.join(items)}</details>"
    )


def _hints_html(hints: tuple[str, ...]) -> str:
    """Nest the hints, so that the second opens only inside the first."""
    body = ""
    for number in range(len(hints), 0, -1):
        body = (
            '<details style="margin:.2em 0 0 .2em"><summary style="cursor:pointer;opacity:.8">'
            f"hint {number} of {len(hints)}</summary>"
            f'<div style="margin-left:1.1em">{inline_html(hints[number - 1])}{body}</div></details>'
        )
    return body


def error_lines(verdict: Verdict) -> list[str]:
    """Return what stands where a traceback would: one line below a card, all of it elsewhere.

    A front end's session names itself in the kernel's environment; nbconvert, nbclient and
    `nbgrader validate` show no card, so there the error has to say everything.
    """
    if os.environ.get("JPY_SESSION_NAME") and _kernel_runs():
        return [f"{headline(verdict)} (the card above says more)"]
    return summary_text(verdict).splitlines()


def show(verdict: Verdict) -> None:
    """Display the card in a notebook, or print one line where there is none.

    The full text of a failure is the exception's message, so it is not printed twice.
    """
    emit(headline(verdict), card_html(verdict))


def emit(text: str, html: str) -> None:
    """Send one display with both forms, or print the text outside a kernel."""
    if _kernel_runs():
        from IPython.display import display  # noqa: PLC0415 (only where IPython runs)

        display({"text/plain": text, "text/html": html}, raw=True)
    else:
        print(text)


def _kernel_runs() -> bool:
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return getattr(shell, "kernel", None) is not None
