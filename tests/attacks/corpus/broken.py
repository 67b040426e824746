"""The file is none that can be read: huge, deep, invalid, or of another kind."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell

from .attack import Attack

NAME = "tiny.ipynb"
LOST = "there is no notebook that can be read: the whole submission is worth nothing"


def _text(text: str | bytes) -> Callable[[Path], object]:
    content = text if isinstance(text, bytes) else text.encode()
    return lambda folder: (folder / NAME).write_bytes(content)


def _edit(change: Callable[[dict], object]) -> Callable[[Path], object]:
    def edit(folder: Path) -> None:
        data = json.loads((folder / NAME).read_text())
        change(data)
        (folder / NAME).write_text(json.dumps(data))

    return edit


def _many_cells(node: nbformat.NotebookNode) -> None:
    node.cells += [new_code_cell("1") for _ in range(2_000)]


def _huge(folder: Path) -> None:
    with (folder / NAME).open("a") as file:
        file.truncate(2 << 30)


def _huge_output(data: dict) -> None:
    text = ["x" * 1000] * 30_000
    cell = next(cell for cell in data["cells"] if cell["cell_type"] == "code")
    cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": text}]


def _not_text(data: dict) -> None:
    for cell in data["cells"]:
        cell["source"] = {"x": 1}


DEEP = '{"cells": ' + "[" * 100_000 + "]" * 100_000 + ', "nbformat": 4, "nbformat_minor": 5}'

ATTACKS = (
    Attack("not-json", "the notebook is no JSON", files=_text("x"), in_class=True,
           honest_lost=LOST),
    Attack("empty-file", "the notebook is empty", files=_text(""), in_class=True,
           honest_lost=LOST),
    Attack("binary", "the notebook is binary", files=_text(bytes(range(256)) * 99), in_class=True,
           honest_lost=LOST),
    Attack("json-of-another-kind", "the notebook is a list", files=_text("[1, 2]"), in_class=True,
           honest_lost=LOST),
    Attack("huge-file-of-nothing", "the notebook has two gigabytes", files=_huge, in_class=True,
           honest_lost=LOST, not_under_stock="it reads it whole"),
    Attack("deep-json", "lists within lists, a hundred thousand times", files=_text(DEEP),
           in_class=True, honest_lost=LOST),
    Attack("huge-number-in-json", "a number of a million digits",
           files=_text('{"cells": [], "nbformat": 4, "nbformat_minor": ' + "1" * 1_000_000 + "}"),
           in_class=True, honest_lost=LOST),
    Attack("future-format", "the notebook format claims to be version 99",
           files=_edit(lambda data: data.update(nbformat=99)), in_class=True, honest_lost=LOST),
    Attack("sources-that-are-no-text", "all sources are dictionaries", files=_edit(_not_text),
           in_class=True, honest_lost=LOST),
    Attack("cells-that-are-no-list", "the cells are a text",
           files=_edit(lambda data: data.update(cells="all")), in_class=True, honest_lost=LOST),
    Attack("half-a-character", "half of a character that has two halves stands in a source",
           files=_edit(lambda data: data["cells"][2].update(
               source="print('\\ud800')\nx = '\ud800'\n")), in_class=True),
    Attack("nul-characters", "a NUL character stands in a source",
           files=_edit(lambda data: data["cells"][2].update(source="x = '\0'\n")), in_class=True),
    Attack("huge-output", "an output of 30 MB stands in the file", files=_edit(_huge_output),
           in_class=True),
    Attack("many-cells", "two thousand cells more", change=_many_cells, in_class=True, slow=True,
           not_under_stock="it would run for minutes"),
    Attack("no-metadata", "nothing has metadata",
           files=_edit(lambda data: [cell.update(metadata={}) for cell in data["cells"]]),
           in_class=True, honest_lost="no cell can be told from another without its id"),
    Attack("attachments", "a megabyte of attachments with paths as names",
           files=_edit(lambda data: data["cells"][1].update(
               attachments={"../../x.png": {"image/png": "A" * 1_000_000}})), in_class=True),
)  # fmt: skip
