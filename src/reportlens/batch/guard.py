"""The other end of a worker's pipe: starts it, holds it to its limits, replaces it."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from reportlens.batch.tasks import Batch, Outcome, Settings, Task
from reportlens.errors import StoreError

_START = 120.0
"""Seconds that a worker may take to start, on a busy machine."""
_GRACE = 3.0
"""Seconds after its time limit in which a worker may still leave a report by itself."""
_WRITING = 600.0
"""Seconds that writing a part may take, on a slow network."""
_LARGE = 512 * 2**20
"""A worker that has once held so many bytes is replaced, so that they are given back."""

Tell = Callable[[str, str, str], None]
"""Gets path, stage ("" when all went well) and message of every report that is finished."""


class Died(Exception):  # noqa: N818 - caught here, never seen by users
    """The worker ended by itself, or was ended."""

    def __init__(self, task: Task | None, stage: str, message: str) -> None:
        super().__init__(message)
        self.task = task
        self.stage = stage


class Guard:
    """One worker process; batches go through it one after another."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.stopping = False
        self._process: subprocess.Popen[str] | None = None
        self._replies: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._complaints: IO[bytes] | None = None
        self._sending = threading.Lock()

    def run(self, batch: Batch, tell: Tell) -> Outcome:
        """Do a batch; a report on which the worker dies is a failure, the rest goes on."""
        outcome = Outcome()
        left = list(batch.tasks)
        failed: dict[str, tuple[str, str]] = {}
        told: set[str] = set()
        deaths_without_task = 0
        while left and not self.stopping:
            try:
                self._attempt(left, failed, outcome, told, tell)
                break
            except Died as death:
                if death.task is not None:
                    failed[death.task.key] = (death.stage, str(death))
                    continue
                deaths_without_task += 1
                if deaths_without_task > 1:  # no report is to blame: something larger is wrong
                    outcome.failed += [(task.path, death.stage, str(death)) for task in left]
                    outcome.unwritten = True
                    break
        return outcome

    def stop(self) -> None:
        """Ask the worker to write what it has finished, and to do no more."""
        self.stopping = True
        # The pipe may be full for a moment, and who stops cannot wait.
        threading.Thread(target=self._send, args=({"stop": True},), daemon=True).start()

    def close(self) -> None:
        """End the worker, in the middle of whatever it does."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout, self._complaints):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()

    def _attempt(
        self,
        left: list[Task],
        failed: dict[str, tuple[str, str]],
        outcome: Outcome,
        told: set[str],
        tell: Tell,
    ) -> None:
        """Send the tasks that are left to the worker; those that are written leave the list."""
        self._start()
        self._send({"tasks": [task.as_json() for task in left], "failed": failed})
        tasks = list(left)
        task: Task | None = None
        number = -1
        unwritten: list[tuple[str, str, str]] = []
        while True:
            reply = self._await(task, number)
            if "start" in reply:
                number = reply["start"]
                task = tasks[number]
            elif "done" in reply and task is not None:
                error = reply["error"]
                stage, message = (error["stage"], error["message"]) if error else ("", "")
                unwritten.append((task.path, stage, message))
                if task.key not in told:
                    told.add(task.key)
                    tell(task.path, stage, message)
                task = None
            elif "part" in reply:
                outcome.failed += [report for report in unwritten if report[1]]
                outcome.done += sum(not stage for _, stage, _ in unwritten)
                outcome.written += reply["size"]
                del left[: len(unwritten)]
                unwritten = []
            elif "no_part" in reply:
                outcome.failed += [(path, "writing", reply["no_part"]) for path, *_ in unwritten]
                outcome.unwritten |= not reply["saved"]
                del left[: len(unwritten)]
                unwritten = []
            elif "end" in reply:
                outcome.peak_memory = max(outcome.peak_memory, reply["peak"])
                if reply["tired"] or reply["peak"] > _LARGE:
                    self.close()
                return

    def _await(self, task: Task | None, number: int) -> dict[str, Any]:
        """The next reply; a worker that takes too long is told to skip, then ended."""
        limit = (self.settings.time_limit or None) if task else _WRITING
        reply = self._reply(task, limit)
        if reply is None and task is not None:
            self._send({"skip": number})
            reply = self._reply(task, _GRACE)
        if reply is None:
            self.close()
            stage = "time limit" if task else "writing"
            raise Died(task, stage, f"took longer than {limit:g} seconds")
        return reply

    def _reply(self, task: Task | None, timeout: float | None) -> dict[str, Any] | None:
        """The next reply, None when none comes in time."""
        try:
            reply = self._replies.get(timeout=timeout)
        except queue.Empty:
            return None
        if reply is None:
            raise Died(task, "process", self._cause_of_death())
        return reply

    def _start(self) -> None:
        """Start the worker unless there is one."""
        if self._process is not None and self._process.poll() is None:
            return
        self.close()
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the worker
        # The package is found where this one was, also from a checkout or a notebook.
        package = str(Path(__file__).resolve().parents[2])
        paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
        process = subprocess.Popen(
            [sys.executable, "-m", "reportlens.batch.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            text=True,
            encoding="ascii",
            env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)} | _ONE_THREAD,
        )
        self._process = process
        self._replies = queue.Queue()
        listener = threading.Thread(
            target=_listen, args=(process.stdout, self._replies), daemon=True
        )
        listener.start()
        self._send(asdict(self.settings))
        try:
            ready = self._reply(None, _START)
        except Died as death:
            raise StoreError(f"a worker could not start: {death}") from None
        if ready is None:
            self.close()
            raise StoreError(f"a worker did not start within {_START:g} seconds")

    def _send(self, message: dict[str, Any]) -> None:
        process = self._process
        if process is None or process.stdin is None:
            return
        # A dead worker is noticed when its replies end.
        with self._sending, contextlib.suppress(OSError, ValueError):
            process.stdin.write(json.dumps(message) + "\n")
            process.stdin.flush()

    def _cause_of_death(self) -> str:
        """How the worker ended, in a line."""
        process, complaints = self._process, self._complaints
        if process is None or complaints is None:
            return "the worker was ended"
        code = process.wait()
        complaints.seek(0)
        last = complaints.read()[-2000:].decode("utf-8", "replace").strip().splitlines()[-1:]
        said = f": {last[0]}" if last else ""
        if code == -9:
            return f"the worker was killed, as happens when memory runs out{said}"
        if code < 0:
            return f"the worker died of signal {-code}{said}"
        return f"the worker ended with code {code}{said}"


_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""Workers are the parallelism: the threads of numerical libraries would only be in the way."""


def _listen(stream: IO[str], replies: queue.Queue[dict[str, Any] | None]) -> None:
    with contextlib.suppress(ValueError, OSError):
        for line in stream:
            replies.put(json.loads(line))
    replies.put(None)
