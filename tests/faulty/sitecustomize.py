"""Faults on request, in processes that have this folder on PYTHONPATH.

A report whose text holds one of the words below makes trouble while it is read: it takes for
ever, in Python or in a call that no signal ends; it needs all memory; it kills its process.
With REPORTLENS_FAULT_ROOM set, the disk is full for files of more than so many bytes.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
import time
from importlib.abc import MetaPathFinder


def _trouble(text: str) -> None:
    if "故障：慢慢来" in text:
        while True:
            time.sleep(0.01)
    if "故障：叫不醒" in text:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
        while True:
            time.sleep(1)
    if "故障：吃内存" in text:
        held = []
        while True:
            held.append(bytearray(16 * 2**20))
    if "故障：猝死" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "故障：稍等" in text:
        time.sleep(0.3)
    if "故障：歇口气" in text:
        time.sleep(0.05)


def _little_room() -> None:
    room = int(os.environ["REPORTLENS_FAULT_ROOM"])
    whole = os.fsync

    def fsync(file: int) -> None:
        if os.fstat(file).st_size > room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        whole(file)

    os.fsync = fsync


if "REPORTLENS_FAULT_ROOM" in os.environ:
    _little_room()


class _Finder(MetaPathFinder):
    """Wraps `load_document` in worker processes, before they start."""

    def find_spec(self, name, path=None, target=None):  # type: ignore[no-untyped-def]
        if name == "reportlens.batch.worker":
            self._wrap()
        return

    def _wrap(self) -> None:
        from reportlens.reading import corpus

        if getattr(corpus.load_document, "faulty", False):
            return
        whole = corpus.load_document

        def load_document(*args, **options):  # type: ignore[no-untyped-def]
            document = whole(*args, **options)
            _trouble(document.text)
            return document

        load_document.faulty = True  # type: ignore[attr-defined]
        corpus.load_document = load_document


sys.meta_path.insert(0, _Finder())
