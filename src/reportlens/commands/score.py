"""``reportlens score``: a folder of any size, with a progress bar and a summary."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import typer

from reportlens.batch import Progress, Summary, score_folder
from reportlens.commands import UsageError
from reportlens.errors import ReadingError

_MOST_ERRORS = 20
"""Errors printed while the run goes on; errors.csv has them all."""
_INTERRUPTED = 130


def list_scores() -> None:
    """Print the definitions of the scores."""
    from textwrap import fill

    from reportlens.scores import NOVELTY, SCORES, Score

    for score in (*SCORES, NOVELTY):
        typer.secho(f"{score.name} ", bold=True, nl=False)
        typer.echo(f"({score.unit})")
        source = score.source if isinstance(score, Score) else ""
        said = f"{score.definition}." + (f" Source: {source}." if source else "")
        typer.echo(fill(said, 88, initial_indent="    ", subsequent_indent="    "))


def run(folder: Path, out: str, **options: Any) -> None:
    """Score a folder and end with the exit code that says how it went."""
    from rich.console import Console

    talk = Console(stderr=True, highlight=False)
    with _Bar(talk) as bar:
        try:
            summary = score_folder(folder, out, progress=bar, **options)
        except ReadingError as error:
            raise UsageError(str(error)) from error
        except KeyboardInterrupt:
            bar.__exit__()
            talk.print("Stopped; run the same command again to go on.")
            sys.exit(_INTERRUPTED)
    _tell(summary, talk)
    if summary.interrupted:
        sys.exit(_INTERRUPTED)
    sys.exit(1 if summary.failed or summary.trouble else 0)


def _tell(summary: Summary, talk: Any) -> None:
    """The summary: how many, how it went, where the results are, how to go on."""
    if summary.interrupted:
        talk.print(
            f"Stopped. {summary.done + summary.kept:,} of {summary.total:,} reports are done and "
            "kept; run the same command again to go on.",
            markup=False,
            soft_wrap=True,
        )
        return
    if summary.trouble:
        talk.print(
            f"Ended early: {summary.trouble}. {summary.done + summary.kept:,} of "
            f"{summary.total:,} reports are done and kept; mend that, and run the same command "
            "again to go on.",
            markup=False,
            soft_wrap=True,
        )
        for path, _, _ in summary.unwritten[:_MOST_ERRORS]:
            talk.print(f"  not written: {path}", markup=False)
    elif summary.full:
        talk.print(
            f"Not everything could be written: {summary.full}. Mend that, and run the same "
            "command again for the rest.",
            markup=False,
            soft_wrap=True,
        )
    facts = [_counted(summary.done + summary.kept, "report")]
    if summary.kept:
        facts.append(f"{summary.kept:,} of them done before")
    if summary.copies:
        facts.append(_counted(summary.copies, "copy", "copies") + " among them")
    facts.append(_counted(summary.failed, "error"))
    if summary.others:
        facts.append(_counted(summary.others, "file") + " of other kinds passed over")
    typer.echo(", ".join(facts))
    out = summary.out.rstrip("/")
    typer.echo(f"Results in {out}/: start with {out}/index.html")
    if summary.failed:
        typer.echo(f"What failed, and why: {out}/errors.csv")


def _counted(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"


class _Bar(Progress):
    """Draws a bar and prints errors, each in one line."""

    def __init__(self, console: Any) -> None:
        from rich import progress as rich

        self._console = console
        self._bar = rich.Progress(
            rich.TextColumn("{task.description}"),
            rich.BarColumn(),
            rich.MofNCompleteColumn(),
            rich.TimeElapsedColumn(),
            rich.TextColumn("left"),
            rich.TimeRemainingColumn(),
            console=console,
            transient=True,
            refresh_per_second=5,
        )
        self._task = self._bar.add_task("looking for reports", total=None)
        self._errors = 0

    def __enter__(self) -> _Bar:
        if self._console.is_terminal:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._console.is_terminal:
            self._bar.stop()

    def surveyed(self, files: int) -> None:
        """Count the files that have been looked at."""
        self._bar.update(self._task, completed=files)

    def planned(self, total: int, to_do: int) -> None:
        """Start the bar proper; what was done before counts as done."""
        self._bar.reset(self._task, total=total, completed=total - to_do, description="reports")

    def report(self, path: str, stage: str, message: str) -> None:
        """Move on by one; print a failure."""
        self._bar.advance(self._task)
        if stage:
            self._errors += 1
            if self._errors <= _MOST_ERRORS:
                self._line(f"error: {path}: {stage}: {message}")
            elif self._errors == _MOST_ERRORS + 1:
                self._line("more errors follow; errors.csv will have them all")

    def finishing(self) -> None:
        """Say what the last wait is for."""
        self._bar.update(self._task, description="writing scores")

    def _line(self, text: str) -> None:
        self._console.print(text, markup=False, soft_wrap=True)
