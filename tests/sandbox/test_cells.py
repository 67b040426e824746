"""Cells mean what they mean in Jupyter, and what they show is collected."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest

from autograder.sandbox import Sandbox
from autograder.sandbox.cells import cell_run
from autograder.sandbox.errors import ProtocolError


def outputs_of(sandbox: Sandbox, source: str) -> list[dict[str, Any]]:
    run = sandbox.run_cell(source)
    assert run.error is None, run.error
    cell = nbformat.v4.new_code_cell(source, outputs=run.outputs)
    nbformat.validate(nbformat.v4.new_notebook(cells=[cell]))
    return run.outputs


def test_streams_results_and_their_order(sandbox: Sandbox) -> None:
    outputs = outputs_of(
        sandbox,
        """
import sys
print('a')
print('b')
print('c', file=sys.stderr)
6 * 7
""",
    )
    assert outputs == [
        {"output_type": "stream", "name": "stdout", "text": "a\nb\n"},
        {"output_type": "stream", "name": "stderr", "text": "c\n"},
        {
            "output_type": "execute_result",
            "execution_count": 1,
            "data": {"text/plain": "42"},
            "metadata": {},
        },
    ]
    assert outputs_of(sandbox, "_ + 1")[0]["data"]["text/plain"] == "43"
    assert outputs_of(sandbox, "6 * 7;") == []


def test_an_error_is_an_output_and_an_error(sandbox: Sandbox) -> None:
    run = sandbox.run_cell("print(1)\n1 / 0")
    assert run.error is not None
    assert (run.error.name, run.error.message) == ("ZeroDivisionError", "division by zero")
    assert "1 / 0" in run.error.traceback
    assert [output["output_type"] for output in run.outputs] == ["stream", "error"]
    syntax = sandbox.run_cell("def f(:\n  pass")
    assert syntax.error is not None
    assert syntax.error.name == "SyntaxError"


@pytest.mark.parametrize(
    "source", ["import sys; sys.exit(1)", "raise KeyboardInterrupt", "raise BaseException"]
)
def test_an_exit_ends_the_cell_and_not_the_sandbox(source: str, sandbox: Sandbox) -> None:
    assert sandbox.run_cell(source).error is not None
    assert sandbox.run_cell("exit").error is None
    assert sandbox.run_cell("quit()").error is None
    assert outputs_of(sandbox, "1")[0]["data"]["text/plain"] == "1"


def test_magics_await_and_the_shell_work(sandbox: Sandbox) -> None:
    assert sandbox.run_cell("%matplotlib inline").error is None
    assert sandbox.run_cell("%config InlineBackend.figure_format = 'png'").error is None
    assert "loop" in outputs_of(sandbox, "%timeit -n1 -r1 pass")[0]["text"]
    assert "captured" not in str(outputs_of(sandbox, "%%capture\nprint('captured')"))
    outputs_of(sandbox, "import asyncio\nawait asyncio.sleep(0)\nx = await asyncio.sleep(0, 5)")
    assert sandbox.fetch("x") == 5
    assert "hello" in outputs_of(sandbox, "!echo hello")[0]["text"]
    assert outputs_of(sandbox, "%%writefile note.txt\nhi")
    assert outputs_of(sandbox, "open('note.txt').read()")[0]["data"]["text/plain"] == "'hi\\n'"


def test_rich_displays_are_collected(sandbox: Sandbox) -> None:
    html, result = outputs_of(
        sandbox,
        "from IPython.display import HTML, display\ndisplay(HTML('<b>x</b>'))\nHTML('<i>y</i>')",
    )
    assert html["data"]["text/html"] == "<b>x</b>"
    assert (result["output_type"], result["data"]["text/html"]) == ("execute_result", "<i>y</i>")


def test_a_display_can_be_updated_and_cleared(sandbox: Sandbox) -> None:
    source = """
from IPython.display import display, clear_output
h = display('one', display_id=True)
h.update('two')
"""
    (output,) = outputs_of(sandbox, source)
    assert output["data"]["text/plain"] == "'two'"
    assert outputs_of(sandbox, "print(1)\nclear_output(wait=True)\nprint(2)") == [
        {"output_type": "stream", "name": "stdout", "text": "2\n"}
    ]


@pytest.mark.parametrize("end", ["", "\nplt.show()"])
def test_figures_are_shown_at_the_end_of_the_cell(end: str, sandbox: Sandbox) -> None:
    outputs = outputs_of(
        sandbox, "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nax.plot([1, 2]);" + end
    )
    (figure,) = [output for output in outputs if output["output_type"] == "display_data"]
    assert figure["data"]["image/png"].startswith("iVBORw0KGgo")
    assert outputs_of(sandbox, "len(plt.get_fignums())")[0]["data"]["text/plain"] == "0"


def test_widgets_do_without_a_front_end(sandbox: Sandbox) -> None:
    source = """
import ipywidgets as w
from IPython.display import display
seen = []
@w.interact(x=(0, 10))
def show(x=3):
    seen.append(x)
    print(x)
slider = w.IntSlider(value=2)
display(slider)
slider.value = 7
out = w.Output()
with out:
    print('inside')
w.VBox([slider, out])
"""
    outputs = outputs_of(sandbox, source)
    assert any("widget-view" in mime for output in outputs for mime in output.get("data", {}))
    assert sandbox.fetch("seen") == [3]


def test_input_fails_at_once(sandbox: Sandbox) -> None:
    run = sandbox.run_cell("input('name? ')")
    assert run.error is not None
    assert run.error.name == "EOFError"


def test_endless_output_is_bounded(sandbox: Sandbox) -> None:
    run = sandbox.run_cell("for i in range(50_000): print('x' * 100)")
    assert len(run.outputs) == 1
    assert len(run.outputs[0]["text"]) < 300_000
    assert "left out" in run.outputs[0]["text"]
    run = sandbox.run_cell("for i in range(3000): display(i)")
    assert len(run.outputs) <= 500
    run = sandbox.run_cell("from IPython.display import HTML\nHTML('x' * 20_000_000)")
    assert len(str(run.outputs)) < 1000


def test_names_are_those_the_cells_have_bound(sandbox: Sandbox) -> None:
    sandbox.run_cell("a = 1\n_private = 2\ndef f(): pass\n3")
    assert sandbox.names() == ["a", "_private", "f"]
    assert sandbox.fetch("a") == 1
    with pytest.raises(KeyError):
        sandbox.fetch("b")


def test_a_silent_cell_shows_no_result(sandbox: Sandbox) -> None:
    assert sandbox.run_cell("x = 5\nx", silent=True).outputs == []
    assert sandbox.fetch("x") == 5


def test_functions_of_a_cell_have_their_source_in_tracebacks(sandbox: Sandbox) -> None:
    sandbox.run_cell("def half(x):\n    return x / 0  # here")
    with pytest.raises(ZeroDivisionError) as caught:
        sandbox.fetch("half")(1)
    assert "# here" in caught.value.remote_traceback  # type: ignore[attr-defined]


BAD_RUNS = [
    None,
    ([],),
    ([1], None, False),
    ([{"output_type": "stream", "name": "stdin", "text": ""}], None, False),
    ([{"output_type": "stream", "name": "stdout", "text": 1}], None, False),
    ([{"output_type": "display_data", "data": {"text/html": ["x"]}, "metadata": {}}], None, False),
    ([{"output_type": "display_data", "data": {"text/html": b"x"}, "metadata": {}}], None, False),
    ([{"output_type": "error", "ename": "E", "evalue": "", "traceback": [1]}], None, False),
    ([{"output_type": "execute_result", "data": {}, "metadata": {}}], None, False),
    ([{1: 2}], None, False),
    ([], ("E", "text")),
    ([], ("E", "text", None), False),
]


@pytest.mark.parametrize("reply", BAD_RUNS, ids=range(len(BAD_RUNS)))
def test_what_is_no_cell_run_is_refused(reply: object) -> None:
    with pytest.raises(ProtocolError):
        cell_run(reply, 0.0)


def test_fields_that_do_not_belong_are_dropped() -> None:
    output = {"output_type": "stream", "name": "stdout", "text": "x", "more": 1}
    assert "more" not in cell_run(([output], None, False), 0.0).outputs[0]
