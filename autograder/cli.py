"""The command line: it parses, calls and prints; everything else happens elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn
from rich.text import Text

from . import __version__
from .errors import AutograderError, UsageError, VerifyError
from .source import SOURCE_FOLDER, Chapter, all_chapters, chapter_names, course_root, open_chapter

# where nobody watches, nothing says how wide a line may be: tables get room enough
_WIDTH = None if sys.stdout.isatty() else 120
out = Console(soft_wrap=True, highlight=False, width=_WIDTH)
err = Console(stderr=True, soft_wrap=True, highlight=False)


class _Sentences(click.Group):
    """Turn our errors into a sentence, the command that mends it, and an exit status."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except AutograderError as problem:
            from .report.words import plain  # noqa: PLC0415 (slow to import)

            err.print(f"autograder: {plain(problem.message)}", markup=False)
            if problem.fix:
                err.print(f"  mend it with: {problem.fix}", markup=False)
            sys.exit(problem.exit_status)
        except KeyboardInterrupt:
            err.print("autograder: stopped; what was finished is kept.")
            sys.exit(130)


@click.group(cls=_Sentences, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="autograder")
@click.option("--root", type=click.Path(path_type=Path), help="The course's top folder.")
@click.pass_context
def cli(ctx: click.Context, root: Path | None) -> None:
    """Teach, check and grade a course of notebooks."""
    ctx.obj = root


def _root(ctx: click.Context) -> Path:
    root: Path | None = ctx.obj
    if root is not None and not (root / SOURCE_FOLDER).is_dir():
        raise UsageError(f"{root} holds no folder {SOURCE_FOLDER}/.")
    return course_root(root)


def _chapters(root: Path, names: tuple[str, ...]) -> list[Chapter]:
    if names:
        return [open_chapter(root, name.rstrip("/").split("/")[-1]) for name in names]
    chapters = list(all_chapters(root))
    if not chapters:
        raise UsageError(f"{root / SOURCE_FOLDER} holds no chapter: a folder with a notebook.")
    return chapters


@contextmanager
def _working(title: str) -> Iterator[Callable[[str], None]]:
    """Show a spinner and what is being done; nothing where nobody watches."""
    with Progress(
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(pulse_style="cyan"),
        console=err, transient=True, disable=not err.is_terminal,
    ) as bar:  # fmt: skip
        task = bar.add_task(title, total=None)
        yield lambda what: bar.update(task, description=f"{title}: {what}")


@cli.command("list")
@click.pass_context
def list_chapters(ctx: click.Context) -> None:
    """List the chapters and their exercises."""
    root = _root(ctx)
    for chapter in _chapters(root, ()):
        out.print(f"[bold]{chapter.name}[/bold]  {chapter.title}")
        points: dict[str, float] = {}
        for notebook in chapter.notebooks:
            for cell in notebook.with_role("test", "written"):
                points[cell.exercise] = points.get(cell.exercise, 0) + cell.points
        for name, info in chapter.exercises.items():
            out.print(
                f"  {name:<24} {points.get(name, 0):>4g} points  {info.minutes:>3} min  "
                f"{'●' * info.difficulty}{'○' * (3 - info.difficulty)}  {info.title}"
            )


@cli.command()
@click.argument("chapters", nargs=-1)
@click.option("--force", is_flag=True, help="Overwrite released notebooks with answers in them.")
@click.pass_context
def build(ctx: click.Context, chapters: tuple[str, ...], force: bool) -> None:
    """Make release/ from source_notebooks/ (all chapters, or those named)."""
    from .build import make_release, write_release  # noqa: PLC0415 (slow to import)

    root = _root(ctx)
    for chapter in _chapters(root, chapters):
        with _working(f"building {chapter.name}") as progress:
            release = make_release(chapter, progress=progress)
            changed = write_release(release, root, force=force)
        written = f"{len(changed)} file{'s' if len(changed) > 1 else ''} written"
        what = written if changed else "nothing to change"
        out.print(f"built release/{chapter.name}: {len(release.files)} files, {what}")


@cli.command()
@click.argument("chapter")
@click.pass_context
def start(ctx: click.Context, chapter: str) -> None:
    """Put your own copy of a released chapter into my_work/; what is there is kept."""
    from .build.release import RELEASE_FOLDER  # noqa: PLC0415

    root = _root(ctx)
    name = _chapters(root, (chapter,))[0].name
    released = root / RELEASE_FOLDER / name
    if not released.is_dir():
        raise UsageError(f"{released} does not exist.", fix=f"autograder build {name}")
    folder = root / "my_work" / name
    for path in sorted(one for one in released.rglob("*") if one.is_file()):
        own = folder / path.relative_to(released)
        if own.suffix == ".ipynb" and own.exists():
            continue
        own.parent.mkdir(parents=True, exist_ok=True)
        own.write_bytes(path.read_bytes())
    out.print(f"your copy is in {folder.relative_to(root)}; nothing overwrites it", markup=False)


@cli.command()
@click.argument("chapters", nargs=-1)
@click.pass_context
def verify(ctx: click.Context, chapters: tuple[str, ...]) -> None:
    """Prove chapters in both directions: right answers pass, known-wrong ones fail."""
    from .verify import verify_chapter  # noqa: PLC0415 (slow to import)

    root = _root(ctx)
    failed = 0
    for chapter in _chapters(root, chapters):
        with _working(f"verifying {chapter.name}") as progress:
            proofs = verify_chapter(chapter, root, progress=progress)
        out.print(f"[bold]{chapter.name}[/bold]")
        for proof in proofs:
            sign = "[green]✓[/green]" if proof.holds else "[red]✗[/red]"
            out.print(f"  {sign} {proof.number}. {proof.statement}")
            for problem in proof.problems:
                out.print(f"       {problem}", markup=False)
            if proof.fix:
                out.print(f"       mend it with: {proof.fix}", markup=False)
        failed += sum(not proof.holds for proof in proofs)
    if failed:
        raise VerifyError(f"{failed} of the proofs {'does' if failed == 1 else 'do'} not hold.")


@cli.command("format")
@click.argument("chapters", nargs=-1)
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if a file would change.")
@click.pass_context
def format_notebooks(ctx: click.Context, chapters: tuple[str, ...], check: bool) -> None:
    """Bring source notebooks into the stored form: no outputs, stable ids."""
    from .notebook import canonical, to_text  # noqa: PLC0415

    root = _root(ctx)
    changed = []
    for chapter in _chapters(root, chapters):
        for notebook in chapter.notebooks:
            text = to_text(canonical(notebook.node))
            if notebook.path.read_text(encoding="utf-8") != text:
                changed.append(notebook.path.relative_to(root).as_posix())
                if not check:
                    notebook.path.write_text(text, encoding="utf-8")
    for path in changed:
        out.print(f"{'would change' if check else 'formatted'} {path}", markup=False)
    if check and changed:
        raise VerifyError("Some notebooks are not in the stored form.", fix="autograder format")
    if not changed:
        out.print("all notebooks are in the stored form")


@cli.command()
@click.argument("chapter")
@click.option(
    "--class", "folder", type=click.Path(path_type=Path),
    help="Folder with submitted/; autograded/, results/ and the gradebook go there too.",
)  # fmt: skip
@click.option("--seed", default=0, show_default=True, help="For the hidden cases; recorded.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes; all cores by default.")
@click.option("--force", is_flag=True, help="Grade again what has not changed, too.")
@click.option(
    "--no-sandbox", is_flag=True,
    help="Run submissions without walls: they can do what you can do.",
)  # fmt: skip
@click.pass_context
def grade(
    ctx: click.Context, chapter: str, folder: Path | None, seed: int, workers: int | None,
    force: bool, no_sandbox: bool,
) -> None:  # fmt: skip
    """Grade what is new or changed in submitted/ into nbgrader's gradebook."""
    root = _root(ctx)
    one = _chapters(root, (chapter,))[0]
    _grade(one, folder or root, root, seed, workers, force, no_sandbox)


@cli.command()
@click.argument("notebook", type=click.Path(path_type=Path))
@click.option("--seed", default=0, show_default=True, help="For the hidden cases.")
@click.pass_context
def selfgrade(ctx: click.Context, notebook: Path, seed: int) -> None:
    """Grade your own notebook, hidden tests included; needs source_notebooks/."""
    from .grade import selfgrade as grade_alone  # noqa: PLC0415 (slow to import)
    from .report import own_table  # noqa: PLC0415

    root = _root(ctx)
    with _working(f"grading {notebook.name}") as progress:
        chapter, result = grade_alone(notebook, root, seed=seed, progress=progress)
    out.print(Text(chapter.title, style="bold"))
    out.print(own_table(result, chapter.exercises))


def _grade(
    chapter: Chapter, folder: Path, root: Path, seed: int, workers: int | None = None,
    force: bool = False, no_sandbox: bool = False,
) -> None:  # fmt: skip
    from .grading import Grading  # noqa: PLC0415 (slow to import)

    grading = Grading(chapter, folder, root, out, err, _working, seed, workers, force, no_sandbox)
    grading.run()


@cli.command()
@click.argument("chapter", default="ch1_perceptron")
@click.option("--class", "folder", type=click.Path(path_type=Path), help="Where; demo/ by default.")
@click.pass_context
def demo(ctx: click.Context, chapter: str, folder: Path | None) -> None:
    """Build a chapter and grade a sample class, made of real notebooks, on this machine."""
    from .build import make_release, write_release  # noqa: PLC0415
    from .build.release import RELEASE_FOLDER  # noqa: PLC0415
    from .grade.walls import need_walls  # noqa: PLC0415
    from .sample import write_sample_class  # noqa: PLC0415

    root = _root(ctx)
    one = _chapters(root, (chapter,))[0]
    need_walls()
    folder = folder or root / "demo"
    _say(f"building {one.name}: the learners' notebook and its stored answers")
    with _working(f"building {one.name}") as progress:
        release = make_release(one, progress=progress)
        write_release(release, root)
    _clear_demo(folder)
    sample = write_sample_class(one, root / RELEASE_FOLDER / one.name, folder / "submitted")
    _say(f"grading a sample class: {len(sample)} notebooks, each named by what it shows")
    _grade(one, folder, root, seed=0)


_DEMO_CONFIG = '''"""nbgrader's settings for the demo: its formgrader and its feedback."""

from pathlib import Path

from autograder.nbgrader_glue import configure

c = get_config()
configure(c, Path(__file__).parent)
'''


def _clear_demo(folder: Path) -> None:
    """Remove what an earlier demo left, and nothing that is not a demo's."""
    import shutil  # noqa: PLC0415

    mark = folder / "THIS_IS_A_DEMO.txt"
    if folder.exists() and any(folder.iterdir()) and not mark.exists():
        raise UsageError(f"{folder} holds files that no demo made. Name another: --class FOLDER.")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    mark.write_text("Made by `autograder demo`, which removes this folder.\n", encoding="utf-8")
    (folder / "nbgrader_config.py").write_text(_DEMO_CONFIG, encoding="utf-8")


def _say(text: str) -> None:
    err.print(text, markup=False)


def main() -> None:
    """Run the command line; the entry point of the `autograder` script."""
    if sys.version_info < (3, 11):  # noqa: UP036 (somebody will run it with what they have)
        sys.exit("autograder: Python 3.11 or newer is needed; this is " + sys.version.split()[0])
    cli(prog_name="autograder")


__all__ = ["chapter_names", "cli", "main"]
