"""Batches spread over processes of this machine, or over a Dask cluster, by joblib.

Both ways run `run_batch`, which hands a batch to a guarded worker process. Here, joblib's
threads wait for the workers; on a cluster, each Dask worker has guarded workers of its own.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from reportlens.batch.guard import Guard, Tell
from reportlens.batch.tasks import Batch, Outcome, Settings
from reportlens.errors import ReportLensError


class Pool:
    """Guards that are not in use, so that a worker serves many batches."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.stopping = False
        self._idle: list[Guard] = []
        self._all: list[Guard] = []
        self._lock = threading.Lock()

    def run(self, batch: Batch, tell: Tell) -> Outcome:
        """Do a batch with a guard that is free, or a new one."""
        with self._lock:
            if self.stopping:
                return Outcome()
            guard = self._idle.pop() if self._idle else self._new()
        try:
            return guard.run(batch, tell)
        finally:
            with self._lock:
                self._idle.append(guard)

    def stop(self) -> None:
        """Let every worker write what it has finished; batches that come later do nothing."""
        self.stopping = True
        for guard in list(self._all):
            guard.stop()

    def close(self) -> None:
        """End all workers."""
        for guard in list(self._all):
            guard.close()

    def _new(self) -> Guard:
        guard = Guard(self.settings)
        self._all.append(guard)
        return guard


def run_local(pool: Pool, batches: Iterable[Batch], workers: int, tell: Tell) -> Iterator[Outcome]:
    """The outcomes of batches done by `workers` processes of this machine, as they come."""
    from joblib import Parallel, delayed

    spread = Parallel(
        n_jobs=workers,
        backend="threading",
        return_as="generator_unordered",
        batch_size=1,
        pre_dispatch=2 * workers,
    )
    yield from spread(delayed(pool.run)(batch, tell) for batch in batches)


def run_dask(
    settings: Settings, batches: Iterable[Batch], address: str, tell: Tell
) -> Iterator[Outcome]:
    """The outcomes of batches done by a Dask cluster, as they come."""
    try:
        import distributed
    except ImportError as error:
        raise ReportLensError("--dask needs Dask: pip install 'reportlens[dask]'") from error
    from joblib import Parallel, delayed, parallel_config

    try:
        cluster: Any = distributed
        client = cluster.Client(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise ReportLensError(f"{address}: no Dask scheduler answers there ({error})") from error
    with client, parallel_config(backend="dask", client=client, wait_for_workers_timeout=60):
        spread = Parallel(return_as="generator_unordered", batch_size=1, pre_dispatch="3*n_jobs")
        for outcome, told in spread(delayed(_on_cluster)(settings, batch) for batch in batches):
            for path, stage, message in told:
                tell(path, stage, message)
            yield outcome


def _on_cluster(settings: Settings, batch: Batch) -> tuple[Outcome, list[tuple[str, str, str]]]:
    """Do a batch on a Dask worker; what was told travels back with the outcome."""
    told: list[tuple[str, str, str]] = []
    outcome = _pool(settings).run(batch, lambda *report: told.append(report))
    return outcome, told


@lru_cache(maxsize=1)
def _pool(settings: Settings) -> Pool:
    """The pool of this Dask worker process; its workers end when the process does."""
    return Pool(settings)


def stop_in_time(pool: Pool, seconds: float) -> threading.Timer:
    """Stop a pool, and end what has not stopped after some seconds."""
    pool.stop()
    timer = threading.Timer(seconds, lambda: _close_quietly(pool))
    timer.daemon = True
    timer.start()
    return timer


def _close_quietly(pool: Any) -> None:
    with contextlib.suppress(OSError):
        pool.close()
