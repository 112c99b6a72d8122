"""The worker process: analyses batches that it gets through a pipe, and writes their parts.

Started as ``python -m reportlens.batch.worker`` with one JSON object a line on standard
input and output. Being a process of its own, it can be held to a time and a memory limit,
and can die without harm to anything but the report it had in hand. See `guard` for the
other end of the pipe.
"""

from __future__ import annotations

import _thread
import contextlib
import json
import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn, TextIO

from reportlens.batch.encode import Encoded, encode, error_row
from reportlens.batch.parts import write_part
from reportlens.batch.store import open_store
from reportlens.batch.tasks import Settings, Task, row_tag
from reportlens.errors import ReadingError
from reportlens.lexicon import load
from reportlens.pipeline import analyze
from reportlens.reading.corpus import Source

_PART_SECONDS = 10.0
"""What took longer to make is written at once: a kill costs so much work at most."""
_WARM_UP = "一、工作回顾\n全年地区生产总值增长5%左右，城镇新增就业1200万人以上。\n"


class Interrupt(BaseException):
    """The report in hand is to be left: its time is over, or the run ends.

    Not an `Exception`, so that no ``except Exception`` of a parser swallows it.
    """


@dataclass(slots=True)
class Pending:
    """What is finished and not written yet."""

    tasks: list[Task] = field(default_factory=list)
    encoded: list[Encoded] = field(default_factory=list)
    since: float = field(default_factory=time.monotonic)

    def add(self, task: Task, encoded: Encoded) -> None:
        """Add a finished task with its results."""
        self.tasks.append(task)
        self.encoded.append(encoded)

    def __iter__(self) -> Iterator[tuple[Task, Encoded]]:
        return zip(self.tasks, self.encoded, strict=True)


class Worker:
    """One worker: holds the lexicon, and the results of the batch in hand."""

    def __init__(self, settings: Settings, replies: TextIO) -> None:
        self.settings = settings
        self.replies = replies
        self.store = open_store(settings.out)
        self.lexicon = load(*settings.lexicon)
        self.requests: queue.Queue[dict[str, Any]] = queue.Queue()
        self.current = -1
        """Number of the report in hand; -1 where an interrupt must not strike."""
        self.skipped = -1
        self.stopping = False
        signal.signal(signal.SIGINT, self._interrupted)
        # The first report pays for what is loaded late; the memory limit starts after that.
        encode(analyze(_WARM_UP, lexicon=self.lexicon), path="", words=settings.words)
        self.memory = MemoryLimit(settings.memory_limit)
        threading.Thread(target=self._listen, daemon=True).start()

    def say(self, **reply: Any) -> None:
        """Send a reply."""
        try:
            self.replies.write(json.dumps(reply) + "\n")
            self.replies.flush()
        except (BrokenPipeError, ValueError):
            os._exit(1)  # nobody listens any more

    def run(self) -> NoReturn:
        """Do batch after batch until the other end closes."""
        self.say(ready=True)
        while True:
            request = self.requests.get()
            if not self.stopping:
                self.batch([Task(**task) for task in request["tasks"]], request["failed"])

    def batch(self, tasks: list[Task], failed: dict[str, list[str]]) -> None:
        """Analyse the tasks and write what comes of them, as one part or, if slow, as several.

        `failed` has those that killed a worker before: key → stage and message.
        """
        pending = Pending()
        for number, task in enumerate(tasks):
            if self.stopping:
                break
            self.say(start=number)
            try:
                if task.key in failed:
                    raise Failed(*failed[task.key])
                encoded = self._guarded(number, task)
            except Failed as failure:
                if self.stopping and failure.stage == "time limit":
                    break
                row = error_row(task.report_id, task.path, failure.stage, failure.message)
                encoded = {"errors": row}
            pending.add(task, encoded)
            self.say(done=number, error=encoded.get("errors"))
            if time.monotonic() - pending.since > _PART_SECONDS:
                self._write(pending)
                pending = Pending()
        if pending.tasks:
            self._write(pending)
        self.say(end=True, peak=peak_memory(), tired=self.memory.was_hit)

    def _write(self, pending: Pending) -> None:
        """Write a part; when there is no room for it, at least the failures."""
        tasks = pending.tasks
        try:
            ledger = [_ledger_row(t, "errors" not in e) for t, e in pending]
            part, size = write_part(self.store, pending.encoded, ledger)
            self.say(part=part, size=size)
            return
        except Exception as error:  # an object store has errors of its own kinds
            reason = (isinstance(error, OSError) and error.strerror) or f"{error}"
        rows: list[Encoded] = [
            {"errors": error_row(task.report_id, task.path, "writing", reason)} for task in tasks
        ]
        saved = True
        try:
            write_part(self.store, rows, [_ledger_row(task, False) for task in tasks])
        except Exception:
            saved = False
        self.say(no_part=reason, saved=saved)

    def _guarded(self, number: int, task: Task) -> Encoded:
        """The results of a report, or `Failed`; the only place where an interrupt strikes."""
        try:
            with self.memory:
                self.current = number
                try:
                    return self._analyse(task)
                finally:
                    self.current = -1
        except Interrupt:
            seconds = f"{self.settings.time_limit:g}"
            raise Failed("time limit", f"took longer than {seconds} seconds") from None
        except MemoryError:
            self.memory.was_hit = True
            limit = self.settings.memory_limit
            raise Failed("memory limit", f"needed more than {limit:,} MB") from None

    def _analyse(self, task: Task) -> Encoded:
        stage = "reading"
        try:
            if task.problem:
                raise ReadingError(task.problem)
            source = Source(
                _path(self.settings, task.file),
                task.row,
                self.settings.text_column,
                task.overrides,
            )
            document = source.load()
            stage = "analysis"
            report = analyze(document.text, metadata=document.metadata, lexicon=self.lexicon)
            report.warnings[:0] = document.warnings
            if task.report_id:
                report.metadata.report_id = task.report_id
            stage = "scores"
            return encode(report, path=task.path, copy_of=task.copy_of, words=self.settings.words)
        except (Interrupt, MemoryError):
            raise
        except Exception as error:
            raise Failed(stage, _message(error, task)) from error

    def _listen(self) -> None:
        """Take requests; runs beside the work, so that it can be told to stop."""
        for request in _lines(sys.stdin):
            if "stop" in request:
                self.stopping = True
                self._interrupt()
            elif "skip" in request:
                self.skipped = request["skip"]
                self._interrupt()
            else:
                self.requests.put(request)
        os._exit(0)  # the other end is gone: nobody waits for results

    def _interrupt(self) -> None:
        if hasattr(signal, "pthread_kill"):  # also wakes the main thread from a system call
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
        else:
            _thread.interrupt_main()

    def _interrupted(self, *_: object) -> None:
        if self.current >= 0 and (self.stopping or self.skipped == self.current):
            self.current = -1  # strikes once
            raise Interrupt


class Failed(Exception):  # noqa: N818 - a result, not an error of ours
    """A report that failed, with the row that it becomes."""

    def __init__(self, stage: str, message: str) -> None:
        self.stage = stage
        self.message = message


class MemoryLimit:
    """Holds the process to its present address space and so many megabytes more."""

    def __init__(self, megabytes: int) -> None:
        self.was_hit = False
        self._limit = 0
        try:
            import resource

            pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
            self._limit = pages * resource.getpagesize() + megabytes * 2**20 if megabytes else 0
            self._hard = resource.getrlimit(resource.RLIMIT_AS)[1]
            self._resource = resource
        except (ImportError, OSError, ValueError):
            return  # no such limit on this system: the time limit has to do

    def __enter__(self) -> None:
        self._set(self._limit)

    def __exit__(self, *_: object) -> None:
        if self._limit:
            self._set(self._hard)

    def _set(self, limit: int) -> None:
        if limit:
            with contextlib.suppress(OSError, ValueError):
                self._resource.setrlimit(self._resource.RLIMIT_AS, (limit, self._hard))


def peak_memory() -> int:
    """The most memory this process has held, in bytes."""
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _ledger_row(task: Task, done: bool) -> dict[str, Any]:
    name = os.fsencode(task.file)
    return {
        "name": name if task.row is None else name + row_tag(task.row),
        "path": task.path,
        "key": task.key,
        "report_id": task.report_id,
        "bytes": task.size,
        "done": done,
        "copy_of": task.copy_of,
    }


def _path(settings: Settings, file: str) -> Path:
    folder = Path(settings.folder)
    return folder if folder.is_file() else folder / file


def _message(error: Exception, task: Task) -> str:
    """One line; of an error that is not ours, where in the package it came from."""
    from reportlens.errors import ReportLensError

    said = " ".join(str(error).split())[:500]
    if isinstance(error, ReportLensError):
        # The path has a column of its own.
        at = said.find(f"{Path(task.file).name}: ") if task.file else -1
        return said[at + len(Path(task.file).name) + 2 :] if at >= 0 else said
    place, trace = "", error.__traceback__
    while trace:
        file = Path(trace.tb_frame.f_code.co_filename)
        if "reportlens" in file.parts:
            place = f" at {file.name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__}: {said}{place}"


def _lines(stream: TextIO) -> Iterator[dict[str, Any]]:
    for line in stream:
        with contextlib.suppress(json.JSONDecodeError):
            yield json.loads(line)


def main() -> NoReturn:
    """Take the settings from the first line, then work."""
    # Ctrl-C reaches the whole process group; the other end says what is to be done.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What a library prints must not end up among the replies.
    replies = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)
    settings = json.loads(sys.stdin.readline())
    settings["lexicon"] = tuple(settings["lexicon"])
    Worker(Settings(**settings), replies).run()


if __name__ == "__main__":
    main()
