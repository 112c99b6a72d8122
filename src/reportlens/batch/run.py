"""A run over a folder: survey, work, finish; whatever happens, what is finished is kept."""

from __future__ import annotations

import os
import signal
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import Any

from reportlens.batch.engine import Pool, run_dask, run_local, stop_in_time
from reportlens.batch.overview import overview
from reportlens.batch.parts import prune, sweep
from reportlens.batch.plan import Plan
from reportlens.batch.results import check_manifest, open_results, write_manifest
from reportlens.batch.spreadsheets import write_csv, write_xlsx
from reportlens.batch.store import LocalStore, Store, check_writable, locked, open_store
from reportlens.batch.tasks import Outcome, Settings
from reportlens.batch.walk import walk
from reportlens.errors import ReadingError, StoreError
from reportlens.lexicon import load
from reportlens.reading import FORMATS
from reportlens.reading.load import shown

_STOP_SECONDS = 1.5
"""How long workers may write what they have finished when a run is interrupted."""
_CLUSTER = 64
"""Batches are made small enough for so many workers of a cluster to get four each."""
_FAILED_WRITES = 3
"""After so many batches in a row that could not be written, the run ends."""


class Progress:
    """What a run tells while it goes on; override what is of interest."""

    def surveyed(self, files: int) -> None:
        """So many files have been looked at."""

    def planned(self, total: int, to_do: int) -> None:
        """There are `total` reports, of which `to_do` have not been done before."""

    def report(self, path: str, stage: str, message: str) -> None:
        """A report is finished, or failed in `stage` with `message`."""

    def finishing(self) -> None:
        """All reports are done, the spreadsheets are being written."""


@dataclass(slots=True)
class Summary:
    """What a run did and found."""

    out: str
    total: int = 0
    done: int = 0
    """Reports analysed by this run."""
    kept: int = 0
    """Reports whose results stood already and still hold."""
    failed: int = 0
    copies: int = 0
    others: int = 0
    """Files in no known format, passed over."""
    peak_memory: int = 0
    """Of the worker that held the most, bytes."""
    interrupted: bool = False
    trouble: str = ""
    """Why the run ended before its time."""
    full: str = ""
    """Why some reports could not be written, though the run went on."""
    unwritten: list[tuple[str, str, str]] = field(default_factory=list)
    """Failures that could not even be written down: path, stage, message."""


def score_folder(
    folder: str | Path,
    out: str | Path,
    *,
    workers: int | None = None,
    force: bool = False,
    time_limit: float = 120.0,
    memory_limit: int = 2048,
    dask: str | None = None,
    text_column: str | None = None,
    lexicon: Iterable[str | Path] = (),
    words: bool = False,
    progress: Progress | None = None,
) -> Summary:
    """Analyse every report of a folder and write tables, scores and an overview.

    Runs can be interrupted, killed and repeated: what is finished is kept, and files that
    were added, changed or removed since are noticed by their contents.

    Parameters
    ----------
    folder : str or Path
        The reports; or one table (.csv, .xlsx, .jsonl, .parquet) with a report a row.
    out : str or Path
        The result folder; with `dask` also an fsspec address that all workers reach.
    workers : int, optional
        Processes of this machine; as many as it has processors when left out.
    force : bool
        Do again what is done already.
    time_limit : float
        Seconds for one report; 0 for no limit.
    memory_limit : int
        Megabytes that one report may need; 0 for no limit.
    dask : str, optional
        The address of a Dask scheduler to spread the work over, such as ``tcp://host:8786``.
    text_column : str, optional
        The column of tables that holds the text; tables in a folder are taken as corpora
        when it is given.
    lexicon : iterable of str or Path
        The user's lexicon files on top of the shipped ones.
    words : bool
        Also write the `words` table, by far the largest.
    progress : Progress, optional
        Told about every report.

    Returns
    -------
    Summary

    Raises
    ------
    ReadingError
        When the folder is missing or holds no reports.
    StoreError
        When the results cannot be written, or stand in a folder of another layout.
    LexiconError
        When a lexicon file does not say what it should.
    """
    if not Path(folder).exists():
        raise ReadingError(
            f"{shown(folder)}: no such folder; check the spelling, and from which folder the "
            "path starts"
        )
    store = open_store(out)
    settings = Settings(
        folder=str(Path(folder).absolute()),
        out=store.root,
        lexicon=tuple(str(Path(path).absolute()) for path in lexicon),
        words=words,
        text_column=text_column,
        time_limit=time_limit,
        memory_limit=memory_limit,
    )
    load(*settings.lexicon)  # a mistake in it is told before any work
    _must_hold_reports(settings)
    progress = progress or Progress()
    check_writable(store)
    with locked(store), Plan(settings) as plan:
        summary = Summary(out=str(out))
        try:
            _prepare(store, plan, settings, force, progress, summary)
        except OSError as error:
            raise StoreError(f"{store.root}: {error.strerror or error}") from error
        except sqlite3.Error as error:
            raise StoreError(
                f"{tempfile.gettempdir()}: no room for the list of files ({error}); "
                "make room, or set TMPDIR to another folder"
            ) from error
        if dask:
            outcomes = run_dask(settings, plan.batches(_CLUSTER), dask, progress.report)
            _follow_cluster(outcomes, summary)
        else:
            workers = workers or os.cpu_count() or 1
            with _stoppable(settings) as pool:
                batches = takewhile(lambda _: not pool.stopping, plan.batches(workers))
                outcomes = run_local(pool, batches, workers, progress.report)
                _follow(outcomes, pool.stop, summary)
            summary.interrupted = pool.stopping and not summary.trouble
        if not summary.interrupted:
            progress.finishing()
            _finish(store, plan, settings, summary)
    return summary


def _must_hold_reports(settings: Settings) -> None:
    """Say so, before anything is written, when there is nothing to read."""
    folder = Path(settings.folder)
    if folder.is_file():
        return
    others = 0
    for found in walk(folder, tables=settings.text_column is not None):
        if not found.other:
            return
        others += 1
    what = f"{others} files, none in a known format" if others else "nothing in it"
    raise ReadingError(
        f"{shown(folder)}: a folder with {what}; put reports there as {', '.join(FORMATS)}"
    )


def _prepare(
    store: Store, plan: Plan, settings: Settings, force: bool, progress: Progress, summary: Summary
) -> None:
    """Find out what is to do, and take out of the results what no longer holds."""
    if force:
        sweep(store, everything=True)
    else:
        check_manifest(store, for_writing=True)
    plan.survey(store, progress.surveyed)
    summary.total, _, summary.copies = plan.counts()
    summary.others = plan.others
    write_manifest(store, folder=shown(settings.folder), settings=settings.digest)
    if isinstance(store, LocalStore):
        store.clear_temporary()
    sweep(store)
    plan.load_done(store)
    for part, names in plan.stale():
        prune(store, part, names)
    to_do = plan.counts()[1]
    summary.kept = summary.total - to_do
    progress.planned(summary.total, to_do)


def _follow(outcomes: Iterator[Outcome], stop: Callable[[], None], summary: Summary) -> None:
    """Add up the outcomes as they come; end a run that can write nothing any more."""
    in_a_row = 0
    for outcome in outcomes:
        summary.done += outcome.done
        summary.failed += len(outcome.failed)
        summary.peak_memory = max(summary.peak_memory, outcome.peak_memory)
        summary.full = next(
            (m for _, stage, m in outcome.failed if stage == "writing"), summary.full
        )
        if not outcome.unwritten:
            in_a_row = 0
            continue
        summary.unwritten += outcome.failed
        in_a_row += 1
        if in_a_row >= _FAILED_WRITES and not summary.trouble:
            summary.trouble = outcome.failed[0][2]
            stop()


def _follow_cluster(outcomes: Iterator[Outcome], summary: Summary) -> None:
    """The same for a cluster, which works on for a moment when this end lets go."""

    def stop() -> None:
        raise _LetGo

    try:
        _follow(outcomes, stop, summary)
    except KeyboardInterrupt:
        summary.interrupted = True
    except _LetGo:
        pass


class _LetGo(Exception):  # noqa: N818 - a jump, not an error
    """Leave the outcomes of a cluster that can write nothing any more."""


def _finish(store: Store, plan: Plan, settings: Settings, summary: Summary) -> None:
    """Make the spreadsheets and the overview from the parts."""
    try:
        # A killed run's last worker may have finished a part while this run was at it too.
        plan.load_done(store)
        for part, names in plan.twins():
            prune(store, part, names)
        with open_results(store.root) as results:
            scores = "select * from reports order by path, report_id"
            write_csv(results, scores, store, "scores.csv")
            write_xlsx(results, scores, store, "scores.xlsx")
            write_csv(results, "select * from errors order by path", store, "errors.csv")
            store.write("index.html", overview(results, settings.folder).encode())
    except OSError as error:
        summary.trouble = summary.trouble or error.strerror or str(error)


@contextmanager
def _stoppable(settings: Settings) -> Iterator[Pool]:
    """A pool that Ctrl-C, or being asked to end, stops within two seconds."""
    pool = Pool(settings)
    previous: dict[signal.Signals, Any] = {}

    def stop(number: int, frame: Any) -> None:
        if pool.stopping:  # asked twice: at once
            pool.close()
        else:
            stop_in_time(pool, _STOP_SECONDS)

    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            previous[number] = signal.signal(number, stop)
    try:
        yield pool
    finally:
        pool.close()
        for number, handler in previous.items():
            signal.signal(number, handler)
