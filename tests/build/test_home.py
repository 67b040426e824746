"""Modules beside a notebook: each run has its own, wherever it is started."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from autograder.build import make_release, record
from autograder.build.home import Home
from autograder.examine import prepare
from autograder.source import Chapter


def home(folder: Path, text: str | None) -> Home:
    folder.mkdir(exist_ok=True)
    return Home(folder, text)


def test_each_run_sees_its_own_modules_and_nobody_does_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = home(tmp_path / "one", "n = 1"), home(tmp_path / "two", "n = 2")
    for name in ("one", "two"):
        (tmp_path / name / "beside.py").write_text(f"from earlier import n\nwhere = {name!r}")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "earlier.py").write_text("n = 'wrong'")
    (elsewhere / "beside.py").write_text("n = where = 'wrong'")
    monkeypatch.chdir(elsewhere)
    path, finders = list(sys.path), list(sys.meta_path)
    seen = []
    for _ in range(2):
        for place in (one, two):
            with place.entered():
                import beside
                import earlier

                seen.append((earlier.n, beside.n, beside.where, id(earlier)))
            assert "earlier" not in sys.modules
            assert "beside" not in sys.modules
    assert [row[:3] for row in seen] == [(1, 1, "one"), (2, 2, "two")] * 2
    assert seen[0] == seen[2], "a run keeps the module that it has imported"
    assert (sys.path, sys.meta_path) == (path, finders)


def test_a_module_of_somebody_else_is_put_back(tmp_path: Path) -> None:
    foreign = type(sys)("earlier")
    sys.modules["earlier"] = foreign
    try:
        with home(tmp_path, "n = 1").entered():
            import earlier

            assert earlier is not foreign
        assert sys.modules["earlier"] is foreign
    finally:
        del sys.modules["earlier"]


def test_an_error_inside_leaves_nothing_behind(tmp_path: Path) -> None:
    place = home(tmp_path, "raise KeyError('x')")
    with pytest.raises(KeyError), place.entered():
        import earlier  # noqa: F401
    assert "earlier" not in sys.modules


def test_a_chapter_without_it_finds_none(tmp_path: Path) -> None:
    (tmp_path / "earlier.py").write_text("left = 1")
    with home(tmp_path, None).entered(), pytest.raises(ModuleNotFoundError, match="no given cell"):
        import earlier  # noqa: F401


def test_nothing_is_compiled_into_the_folder(tmp_path: Path) -> None:
    (tmp_path / "beside.py").write_text("n = 1")
    with home(tmp_path, None).entered():
        import beside  # noqa: F401
    assert [path.name for path in tmp_path.iterdir()] == ["beside.py"]


def test_chapters_of_one_process_do_not_meet(following: Chapter, tiny: Chapter) -> None:
    first = record(following, following.notebooks[0])
    make_release(tiny)
    again = record(following, following.notebooks[0])
    assert first.visible.to_json() == again.visible.to_json()
    assert "earlier" not in sys.modules
    names = prepare(following).recordings[0].stages["surprise-values"].namespace
    assert names["softmax"].__module__ == "earlier"
    assert {a.declaration.name for a in again.attempts} == {
        "forgets_the_prior",
        "negative",
        "twice",
    }
