"""An IPython shell in this very process: no kernel, no messages, its outputs collected.

Cells have the meaning they have in Jupyter (magics, top-level await, rich display, Matplotlib
figures shown at the end of a cell, widgets without a front end), at the price of a function call.
"""

from __future__ import annotations

import builtins
import sys
import tempfile
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from .outputs import Outputs, Stream

_RUNNING = (
    *("run_cell", "_run_cell", "run_cell_async", "run_ast_nodes", "run_code"),
    *("transform_cell", "transform_ast", "showtraceback", "_showtraceback"),
)
_outputs = Outputs()  # of the only shell in this process


class _Publisher(DisplayPublisher):
    def publish(  # type: ignore[override]  # without the deprecated `source`
        self,
        data: dict[str, Any],
        metadata: dict[str, Any] | None = None,
        *,
        transient: dict[str, Any] | None = None,
        update: bool = False,
        **_: object,
    ) -> None:
        display_id = (transient or {}).get("display_id")
        _outputs.add_display(data, metadata, display_id=display_id, update=update)

    def clear_output(self, wait: bool = False) -> None:
        _outputs.clear(wait)


class _ResultHook(DisplayHook):
    def write_output_prompt(self) -> None:
        """Write no prompt: the front end does."""

    def write_format_data(
        self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None
    ) -> None:
        _outputs.add_result(format_dict, md_dict, self.prompt_count)

    def finish_displayhook(self) -> None:
        """End nothing: no line was begun."""


class _Shell(InteractiveShell):
    displayhook_class = Type(_ResultHook)
    display_pub_class = Type(_Publisher)

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        _outputs.add_error(etype.__name__, safe_text(evalue), stb)

    def enable_gui(self, gui: str | None = None) -> None:
        """Enable nothing: there is no window here."""

    def ask_exit(self) -> None:
        """Go on: a notebook does not end with a cell that says ``exit``."""


_KINDS = (_Shell, InteractiveShell)


def make_shell() -> InteractiveShell:
    """Make the shell of this process, with Matplotlib shown inline, and take over the streams."""
    config = Config()
    config.HistoryManager.enabled = False  # no database, no thread
    config.InteractiveShell.colors = "nocolor"
    with tempfile.TemporaryDirectory(prefix="define-by-hand-") as folder:
        shell: InteractiveShell = _Shell.instance(config=config, ipython_dir=folder)
    shell.enable_matplotlib("inline")
    sys.stdout = Stream("stdout", _outputs)
    sys.stderr = Stream("stderr", _outputs)
    return shell


def workings(shell: InteractiveShell) -> tuple[object, ...]:
    """Return what running a cell depends on: as long as it is the same, cells run as they did.

    The submission can keep this from being noticed, at no one's cost but its own.
    """
    manager = shell.input_transformer_manager
    lists = (
        shell.ast_transformers,
        shell.input_transformers_post,
        manager.cleanup_transforms,
        manager.line_transforms,
        manager.token_transformers,
        *shell.events.callbacks.values(),
    )
    own = tuple(vars(shell).get(name, _RUNNING) for name in _RUNNING)  # None is something else
    shared = tuple(getattr(kind, name, None) for kind in _KINDS for name in _RUNNING)
    others = (run_cell, shell.user_ns, shell.compile, *vars(builtins).values())
    return tuple(map(id, (*own, *shared, *others, *(one for many in lists for one in many))))


def run_cell(
    shell: InteractiveShell, source: str, silent: bool
) -> tuple[list[dict[str, Any]], tuple[str, str, str] | None]:
    """Run one cell.

    Returns
    -------
    outputs : list of dict
        As the notebook format has them.
    error : tuple of str or None
        The type's name, the message and the traceback of the exception that ended the cell.
    """
    _outputs.take()
    result = shell.run_cell(source, store_history=not silent, silent=silent)
    outputs = _outputs.take()
    failure = result.error_before_exec or result.error_in_exec
    if failure is None:
        return outputs, None
    shown = [o for o in outputs if o["output_type"] == "error"]
    lines = "\n".join(shown[-1]["traceback"]) if shown else ""
    return outputs, (type(failure).__name__, safe_text(failure), lines)


def safe_text(value: object) -> str:
    """Return ``str(value)``, bounded, whatever `value` does when asked."""
    try:
        return str(value)[:10_000]
    except BaseException as error:  # a learner's __str__ may raise anything
        return f"<{type(value).__name__} whose text cannot be had: {type(error).__name__}>"
