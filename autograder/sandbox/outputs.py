"""What a cell shows, as the outputs of the notebook format, collected where the cell runs.

Bounded: a cell that prints for ever keeps its first part and says that the rest is left out.
"""

from __future__ import annotations

import base64
import io
import json
from typing import Any

MAX_TEXT = 200_000  # characters of one stream
MAX_RICH = 8_000_000  # characters of all displays of one cell
MAX_OUTPUTS = 500
LEFT_OUT = "\n[the rest of this output is left out]\n"


class Outputs:
    """The outputs of the running cell, in order; `take` hands them over and starts anew."""

    def __init__(self) -> None:
        self._list: list[dict[str, Any]] = []
        self._display_ids: dict[str, dict[str, Any]] = {}
        self._rich = 0
        self._clear_next = False

    def take(self) -> list[dict[str, Any]]:
        """Return the outputs collected so far, and forget them."""
        taken = self._list
        self.__init__()  # type: ignore[misc]  # one place says what "empty" is
        return taken

    def clear(self, wait: bool = False) -> None:
        """Forget what was shown, now or (`wait`) when something else is shown."""
        self._clear_next = wait
        if not wait:
            self._list.clear()

    def add_text(self, name: str, text: str) -> None:
        """Append to the stream `name`; writes that follow each other are one output."""
        self._make_room()
        last = self._list[-1] if self._list else {}
        if last.get("output_type") != "stream" or last.get("name") != name:
            last = {"output_type": "stream", "name": name, "text": ""}
            if not self._append(last):
                return
        room = MAX_TEXT - len(last["text"])
        if room > 0:
            last["text"] += text if len(text) <= room else text[:room] + LEFT_OUT

    def add_display(
        self,
        data: dict[str, Any],
        metadata: dict[str, Any] | None,
        *,
        display_id: str | None = None,
        update: bool = False,
    ) -> None:
        """Append a display, or put it in the place of the earlier one with the same id."""
        bundle = {"data": _plain_bundle(data), "metadata": _plain(metadata or {})}
        self._rich += len(json.dumps(bundle))
        if self._rich > MAX_RICH:
            bundle = {"data": {"text/plain": LEFT_OUT.strip()}, "metadata": {}}
        if update:
            self._display_ids.get(display_id or "", {}).update(bundle)
            return
        self._make_room()
        output = {"output_type": "display_data", **bundle}
        if self._append(output) and display_id:
            self._display_ids[display_id] = output

    def add_result(self, data: dict[str, Any], metadata: dict[str, Any] | None, count: int) -> None:
        """Append the value of a cell's last expression."""
        self.add_display(data, metadata)
        if self._list[-1]["output_type"] == "display_data":
            self._list[-1] |= {"output_type": "execute_result", "execution_count": count}

    def add_error(self, name: str, message: str, traceback: list[str]) -> None:
        """Append an error with its traceback, as lines."""
        self._make_room()
        text = "\n".join(traceback)
        lines = text[:MAX_TEXT].split("\n")
        error = {"output_type": "error", "ename": name[:200], "evalue": message[:MAX_TEXT]}
        self._append({**error, "traceback": lines})

    def _make_room(self) -> None:
        if self._clear_next:
            self._list.clear()
            self._clear_next = False

    def _append(self, output: dict[str, Any]) -> bool:
        if len(self._list) < MAX_OUTPUTS:
            self._list.append(output)
            return True
        return False


class Stream(io.TextIOBase):
    """`sys.stdout` and `sys.stderr` of a submission."""

    encoding = "utf-8"

    def __init__(self, name: str, outputs: Outputs) -> None:
        super().__init__()
        self.name = f"<{name}>"
        self._stream, self._outputs = name, outputs

    def write(self, text: str, /) -> int:
        """Collect `text`."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._outputs.add_text(self._stream, str(text))
        return len(text)

    def writable(self) -> bool:
        """Say that one can write here."""
        return True

    def fileno(self) -> int:
        """Refuse: what is written here has no file behind it."""
        raise io.UnsupportedOperation("fileno")


def _plain_bundle(data: dict[str, Any]) -> dict[str, Any]:
    """Make a display's data JSON; bytes (pictures) become base64 text."""
    made = {}
    for mime, value in data.items():
        if isinstance(value, bytes):
            made[str(mime)] = base64.b64encode(value).decode("ascii")
        else:
            made[str(mime)] = _plain(value)
    return made


def _plain(value: Any) -> Any:
    try:
        return json.loads(json.dumps(value, default=str))
    except (TypeError, ValueError, RecursionError):
        return str(value)[:MAX_TEXT]
