"""The modules beside a notebook, as its own kernel would find them, in a process of many chapters.

A notebook imports `earlier` and other files of its folder by name. Every chapter has its own of
the same names; here each run has its own modules, and they are there only while it runs.
"""

from __future__ import annotations

import contextlib
import importlib.abc
import importlib.util
import linecache
import sys
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

EARLIER = "earlier"


class Home:
    """A chapter's folder, from which notebooks import.

    Parameters
    ----------
    folder : Path
    earlier : str or None
        The text of its module `earlier`: that which the build makes now, whatever stands in the
        folder. None where the chapter takes nothing from earlier ones.
    """

    def __init__(self, folder: Path, earlier: str | None) -> None:
        self._folder = folder.resolve()
        self._finder = _Finder(self._folder / f"{EARLIER}.py", earlier)
        self._modules: dict[str, ModuleType] = {}
        self._inside = False

    @contextlib.contextmanager
    def entered(self) -> Iterator[None]:
        """Let the folder's modules be imported in the block, and by nobody afterwards."""
        if self._inside:
            yield
            return
        hidden = {name: sys.modules.pop(name) for name in (EARLIER,) if name in sys.modules}
        sys.modules.update(self._modules)
        before = set(sys.modules)
        folder, writes = str(self._folder), sys.dont_write_bytecode
        sys.meta_path.insert(0, self._finder)
        sys.path.insert(0, folder)
        sys.dont_write_bytecode = True  # nothing is left in the folder of sources
        self._inside = True
        try:
            yield
        finally:
            self._inside = False
            sys.dont_write_bytecode = writes
            sys.meta_path.remove(self._finder)
            if folder in sys.path:
                sys.path.remove(folder)
            sys.path_importer_cache.pop(folder, None)
            for name in set(sys.modules) - before:
                if self._is_ours(name, sys.modules[name]):
                    self._modules[name] = sys.modules[name]
            for name in self._modules:
                sys.modules.pop(name, None)
            sys.modules.update(hidden)

    def _is_ours(self, name: str, module: ModuleType) -> bool:
        file = getattr(module, "__file__", None)
        return name == EARLIER or (
            isinstance(file, str) and Path(file).resolve().is_relative_to(self._folder)
        )


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Finds one chapter's `earlier`, from memory."""

    def __init__(self, path: Path, text: str | None) -> None:
        self._path = path
        self._text = text

    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        """Find `earlier`; everything else is found by others."""
        if fullname != EARLIER:
            return None
        if self._text is None:
            raise ModuleNotFoundError(
                "no given cell of this chapter imports from `earlier`, so there is no such module",
                name=EARLIER,
            )
        return importlib.util.spec_from_loader(fullname, self, origin=str(self._path))

    def get_source(self, _: str) -> str | None:
        """Return its text."""
        return self._text

    def exec_module(self, module: ModuleType) -> None:
        """Execute it under the path where it stands, or will."""
        module.__file__ = str(self._path)
        linecache.checkcache(str(self._path))
        code = compile(self._text or "", str(self._path), "exec", dont_inherit=True)
        exec(code, module.__dict__)  # noqa: S102 (the course's own solutions)
