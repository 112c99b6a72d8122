"""What a run was asked for, and the pieces of work that it is cut into. All of it pickles."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Settings:
    """Everything about a run that its workers need to know.

    Attributes
    ----------
    folder : str
        Where the reports are.
    out : str
        A path or an fsspec address.
    time_limit : float
        Seconds for one report; 0 for none.
    memory_limit : int
        Megabytes that one report may use; 0 for no limit.
    """

    folder: str
    out: str
    lexicon: tuple[str, ...] = ()
    words: bool = False
    text_column: str | None = None
    time_limit: float = 120.0
    memory_limit: int = 2048

    @cached_property
    def digest(self) -> str:
        """A hash of what changes results: version, columns, lexicons, options."""
        from reportlens import __version__
        from reportlens.batch.schema import fingerprint
        from reportlens.lexicon import shipped_folder

        hashed = blake2b(digest_size=8)
        hashed.update(repr((__version__, fingerprint(), self.words, self.text_column)).encode())
        for root in (shipped_folder(), *map(Path, self.lexicon)):
            files = sorted(p for p in root.rglob("*") if p.is_file()) if root.is_dir() else [root]
            for file in files:
                hashed.update(file.name.encode() + b"\0" + file.read_bytes())
        return hashed.hexdigest()


@dataclass(frozen=True, slots=True)
class Task:
    """One report to analyse: a file under the folder, or a row of a table there."""

    file: str
    """The path under the folder; bytes that are not UTF-8 stand as surrogate escapes."""
    path: str
    """The same as it is shown and stored, with the row of a table after it."""
    key: str
    """Hash of contents, settings and given metadata: equal when nothing has to be done."""
    report_id: str = ""
    size: int = 0
    row: int | None = None
    copy_of: str = ""
    """The path of an earlier file with the same contents."""
    problem: str = ""
    """Why there is nothing to read."""
    overrides: dict[str, Any] = field(default_factory=dict, hash=False)

    def as_json(self) -> dict[str, Any]:
        """As a plain dict, for the pipe to a worker."""
        return asdict(self)


def row_tag(row: int) -> bytes:
    """What tells the rows of one table apart in a ledger; sorts as the rows do."""
    return f"#{row + 1:09d}".encode()


@dataclass(slots=True)
class Batch:
    """Tasks that become one part."""

    tasks: list[Task] = field(default_factory=list)
    size: int = 0


@dataclass(slots=True)
class Outcome:
    """What became of a batch."""

    done: int = 0
    failed: list[tuple[str, str, str]] = field(default_factory=list)
    """Path, stage and message of the reports that failed."""
    written: int = 0
    """Bytes."""
    peak_memory: int = 0
    """Of the worker, bytes."""
    unwritten: bool = False
    """Nothing could be written, not even the failures."""
