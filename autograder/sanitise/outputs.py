"""Outputs of cells: of each the one form that shows it best, harmless, and of bounded size."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .allowance import Allowance
from .html import clean_html, is_too_much, shows_something
from .markdown import MAX_MARKDOWN, base64_of, safe_html_of
from .text import safe_text, tame_math

MAX_TEXT = 20_000  # characters of one stream, traceback or value
MAX_PICTURE = 2_000_000  # characters of base64
MAX_OUTPUTS = 100  # of one cell

Output = dict[str, Any]


def safe_outputs(outputs: Iterable[Mapping[str, Any]], allowance: Allowance) -> list[Output]:
    """Return outputs that do nothing; how many are left out is said.

    Parameters
    ----------
    outputs : iterable of dict
        In the notebook's form, which the sandbox's side of the examiner has made sure of.
    """
    kept: list[Output] = []
    left_out = 0
    for raw in outputs:
        if len(kept) < MAX_OUTPUTS and allowance.take(
            _size(output := _safe_output(raw, allowance))
        ):
            kept.append(output)
        else:
            left_out += 1
    if left_out:
        noun = "output is" if left_out == 1 else "outputs are"
        kept.append(_stream(f"[{left_out} {noun} left out here: too much]\n"))
    return kept


def safe_verdict(outputs: Iterable[Mapping[str, Any]]) -> list[Output]:
    """Return the examiner's own outputs, from which nbgrader reads the score, all of them.

    Their words may quote the submission.
    """
    return [
        {**raw, **(_error(raw) if raw["output_type"] == "error" else _words(raw))}
        for raw in outputs
    ]


def _words(raw: Mapping[str, Any]) -> Output:
    return {"text": safe_text(raw["text"], MAX_TEXT)} if "text" in raw else {}


def _error(raw: Mapping[str, Any]) -> Output:
    return {
        "output_type": "error",
        "ename": safe_text(raw["ename"], 200),
        "evalue": safe_text(raw["evalue"], 2000),
        "traceback": safe_text("\n".join(raw["traceback"]), MAX_TEXT).split("\n"),
    }


def _safe_output(raw: Mapping[str, Any], allowance: Allowance) -> Output:
    kind = raw["output_type"]
    if kind == "stream":
        return _stream(safe_text(raw["text"], MAX_TEXT), raw["name"])
    if kind == "error":
        return _error(raw)
    data, metadata = _safe_bundle(raw["data"], allowance)
    for mime, size in metadata.items():
        given = _mapping(raw["metadata"].get(mime))
        size.update({k: v for k in ("width", "height") if 0 < (v := _whole(given.get(k))) < 5000})
    output = {
        "output_type": kind,
        "data": data,
        "metadata": {k: v for k, v in metadata.items() if v},
    }
    if kind == "execute_result":
        output["execution_count"] = _whole(raw.get("execution_count")) or None
    return output


def _safe_bundle(
    data: Mapping[str, Any], allowance: Allowance
) -> tuple[dict[str, str], dict[str, dict[str, int]]]:
    """Return the best form and the text of a display, and room for the sizes of pictures."""
    safe: dict[str, str] = {}
    if text := _text(data.get("text/plain")):
        safe["text/plain"] = safe_text(text, MAX_TEXT)
    if shown := _html(data, allowance):
        return {"text/html": shown, **safe}, {}
    if len(svg := _text(data.get("image/svg+xml"))) in range(1, MAX_PICTURE):
        # pages show it as an image, in which no script runs and nothing is fetched; a sanitiser
        # would have to know some hundred elements, and take away what plots are drawn with
        return {"image/svg+xml": safe_text(svg, MAX_PICTURE).replace("\x1b", ""), **safe}, {}
    if latex := _text(data.get("text/latex")):
        return {"text/latex": tame_math(safe_text(latex, MAX_TEXT)), **safe}, {}
    for mime in ("image/png", "image/jpeg"):
        picture = base64_of(data.get(mime))
        if 0 < len(picture) <= MAX_PICTURE:
            return {mime: picture, **safe}, {mime: {}}
    others = ", ".join(sorted(str(mime)[:60] for mime in data if mime != "text/plain")[:5])
    if others and not safe:
        safe["text/plain"] = safe_text(f"[an output is left out: {others}]", 500)
    return safe or {"text/plain": ""}, {}


def _html(data: Mapping[str, Any], allowance: Allowance) -> str:
    """Return the HTML of a display, cleaned; empty where there is none, or none worth showing."""
    source, words = _text(data.get("text/html")), _text(data.get("text/markdown"))
    if source:
        fits, work = not is_too_much(source), source.count("<") + len(source) // 100
    else:
        fits, work = 0 < len(words) <= MAX_MARKDOWN, len(words) // 10
    if not fits or not allowance.take_work(work):
        return ""
    cleaned = clean_html(source) if source else safe_html_of(words)
    return cleaned if shows_something(cleaned) else ""


def _stream(text: str, name: str = "stdout") -> Output:
    return {"output_type": "stream", "name": name, "text": text}


def _size(output: Output) -> int:
    parts = [output.get("text", ""), *output.get("traceback", ()), *output.get("data", {}).values()]
    return 200 + sum(len(part) for part in parts)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _whole(value: object) -> int:
    return value if type(value) is int else 0
