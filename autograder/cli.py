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

from . import __version__
from .errors import AutograderError, UsageError, VerifyError
from .source import SOURCE_FOLDER, Chapter, all_chapters, chapter_names, course_root, open_chapter

out = Console(soft_wrap=True, highlight=False)
err = Console(stderr=True, soft_wrap=True, highlight=False)


class _Sentences(click.Group):
    """Turn our errors into a sentence, the command that mends it, and an exit status."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except AutograderError as problem:
            err.print(f"autograder: {problem.message}", markup=False)
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
@click.pass_context
def build(ctx: click.Context, chapters: tuple[str, ...]) -> None:
    """Make release/ from source_notebooks/ (all chapters, or those named)."""
    from .build import make_release, write_release  # noqa: PLC0415 (slow to import)

    root = _root(ctx)
    for chapter in _chapters(root, chapters):
        with _working(f"building {chapter.name}") as progress:
            release = make_release(chapter, progress=progress)
            changed = write_release(release, root)
        what = f"{len(changed)} files written" if changed else "nothing to change"
        out.print(f"built release/{chapter.name}: {len(release.files)} files, {what}")


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
        raise VerifyError(f"{failed} of the proofs do not hold.")


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


def main() -> None:
    """Run the command line; the entry point of the `autograder` script."""
    if sys.version_info < (3, 11):  # noqa: UP036 (somebody will run it with what they have)
        sys.exit("autograder: Python 3.11 or newer is needed; this is " + sys.version.split()[0])
    cli(prog_name="autograder")


__all__ = ["chapter_names", "cli", "main"]
