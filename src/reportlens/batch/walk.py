"""The files of a folder, however the folder is: loops of links, names in GBK, no rights.

Nothing here raises for a single bad file: it becomes a `Found` with a `problem`, and in the
end a row of the `errors` table.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportlens.reading.corpus import passed_over
from reportlens.reading.formats import FORMATS, TABLES


@dataclass(frozen=True, slots=True)
class Found:
    """A file under the folder, by its path there; `problem` says why it cannot be read."""

    name: str
    size: int = 0
    problem: str = ""
    other: bool = False
    """In no known format: not a report."""


def walk(folder: Path, *, leave_out: Path | None = None, tables: bool = False) -> Iterator[Found]:
    """The files under a folder in a fixed order.

    Parameters
    ----------
    folder : Path
        Where to start. Links to folders are followed; a loop of links is a problem, and a
        folder that is reached twice is walked once.
    leave_out : Path, optional
        A folder that is passed over: the results, when they are kept among the reports.
    tables : bool
        Take tables (.csv, .xlsx, …) as corpora too.

    Yields
    ------
    Found
        Hidden files, lock files of office programs and a folder's README are passed over,
        and so are the results of other runs.
    """
    endings = {*FORMATS, *(TABLES if tables else ())}
    out = _identity(leave_out) if leave_out else None
    seen: set[tuple[int, int]] = set()
    # Depth first without recursion, as a folder can be deeper than Python's stack.
    waiting: list[tuple[str, tuple[tuple[int, int], ...]]] = [("", ())]
    while waiting:
        inside, above = waiting.pop()
        here = folder / inside
        identity = _identity(here)
        if identity in above:
            yield Found(inside, problem="a link that leads back to a folder above it")
            continue
        if identity in seen or (identity is not None and identity == out):
            continue
        if identity is not None:
            seen.add(identity)
        try:
            with os.scandir(here) as scan:
                entries = sorted(scan, key=lambda entry: os.fsencode(entry.name))
        except OSError as error:
            yield Found(inside, problem=f"a folder that cannot be listed ({error.strerror})")
            continue
        if {"manifest.json", "parts"} <= {entry.name for entry in entries}:
            continue  # results of another run are no reports
        chain = (*above, identity) if identity else above
        folders = []
        for entry in entries:
            if passed_over(entry.name):
                continue
            name = f"{inside}/{entry.name}" if inside else entry.name
            found = _look(entry, name, endings)
            if found is None:
                folders.append((name, chain))
            else:
                yield found
        waiting.extend(reversed(folders))


def _look(entry: os.DirEntry[str], name: str, endings: set[str]) -> Found | None:
    """What a directory entry is; None for a folder."""
    try:
        if entry.is_dir():
            return None
        known = Path(entry.name).suffix.lower() in endings
        if not known:
            return Found(name, other=True)
        status = entry.stat()
    except OSError as error:
        reason = "a link that leads nowhere" if entry.is_symlink() else error.strerror
        return Found(name, problem=str(reason))
    if not stat.S_ISREG(status.st_mode):
        return Found(name, problem="neither a file nor a folder")
    return Found(name, size=status.st_size)


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
