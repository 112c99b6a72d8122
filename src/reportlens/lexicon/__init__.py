"""What the library knows: slogans, units, indicators, cues and words, as readable data.

`load` reads the shipped folder ``lexicons/`` once and, on request, a user's files on top.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from reportlens.errors import LexiconError
from reportlens.lexicon.schema import KINDS, LISTS, Entry

if TYPE_CHECKING:
    from reportlens.report import Report

E = TypeVar("E", bound=Entry)


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All entries of a set of lexicon files; compared and hashed by identity."""

    entries: dict[str, tuple[Entry, ...]]
    words: frozenset[str] = frozenset()
    stop_words: frozenset[str] = frozenset()
    paths: tuple[str, ...] = field(default=())
    """The user's files that were read on top of the shipped ones."""
    replace: bool = False

    def of(self, kind: type[E]) -> tuple[E, ...]:
        """The entries of one kind, in the order of the files."""
        for name, (entry_type, _) in KINDS.items():
            if entry_type is kind:
                return self.entries.get(name, ())  # type: ignore[return-value]
        raise KeyError(kind)


def shipped_folder() -> Path:
    """The folder of the shipped lexicons: inside the package, or the checkout's own."""
    inside = Path(str(files("reportlens"))) / "lexicons"
    return inside if inside.is_dir() else Path(__file__).resolve().parents[3] / "lexicons"


def load(*paths: str | Path, replace: bool = False) -> Lexicon:
    """Read the shipped lexicons and, on top of them, a user's own files.

    Parameters
    ----------
    *paths : str or Path
        The user's TOML or .txt files, or folders of them. An entry with the key of a
        shipped one replaces it; other entries are added.
    replace : bool
        Leave the shipped entries of every kind that the user's files have entries for.

    Raises
    ------
    LexiconError
        When a file does not say what it should; the message names file and entry.

    Examples
    --------
    >>> from reportlens.lexicon import load
    >>> "四个意识" in {entry.canonical for entry in load().entries["slogan"]}
    True
    """
    given = tuple(str(Path(p)) for p in paths)
    return _load(given, replace, _stamps(given))


def lexicon_of(report: Report) -> Lexicon:
    """The lexicon that a report was made with; the shipped one where it was made without."""
    return report.own_lexicon() if report.own_lexicon is not None else load()


def _stamps(paths: tuple[str, ...]) -> tuple[tuple[str, int, int], ...]:
    """Which files these are and how they stand now: one that was edited is read again."""
    stamps = []
    for file in (file for path in paths for file in _lexicon_files(Path(path))):
        status = file.stat()
        stamps.append((str(file.resolve()), status.st_mtime_ns, status.st_size))
    return tuple(stamps)


@lru_cache(maxsize=8)
def _load(
    paths: tuple[str, ...], replace: bool, stamps: tuple[tuple[str, int, int], ...]
) -> Lexicon:
    collected = _Collected()
    for file in _lexicon_files(shipped_folder()):
        collected.add_file(file)
    if paths:
        own = _Collected()
        for path in paths:
            for file in _lexicon_files(Path(path)):
                own.add_file(file)
        collected.put_on_top(own, replace=replace)
    return Lexicon(
        entries={kind: tuple(by_key.values()) for kind, by_key in collected.entries.items()},
        words=frozenset(collected.lists["words"]),
        stop_words=frozenset(collected.lists["stop_words"]),
        paths=paths,
        replace=replace,
    )


class _Collected:
    """Entries by kind and key while files are read one after another."""

    def __init__(self) -> None:
        self.entries: dict[str, dict[str, Entry]] = {kind: {} for kind in KINDS}
        self.lists: dict[str, set[str]] = {name: set() for name in LISTS}
        self.origin: dict[tuple[str, str], str] = {}

    def add_file(self, file: Path) -> None:
        for kind, place, value in read_file(file):
            if kind in LISTS:
                self.lists[kind].update(value)
                continue
            key_field = KINDS[kind][1]
            key = getattr(value, key_field) if key_field else f"{file}#{place}"
            if (kind, key) in self.origin:
                raise LexiconError(
                    f"{place}: {key!r} stands already in {self.origin[kind, key]}; keep one of them"
                )
            self.entries[kind][key] = value
            self.origin[kind, key] = place

    def put_on_top(self, own: _Collected, *, replace: bool) -> None:
        for kind, by_key in own.entries.items():
            if replace and by_key:
                self.entries[kind] = {}
            self.entries[kind].update(by_key)
        for name, values in own.lists.items():
            taken_out = {value[1:] for value in values if value.startswith("-")}
            added = {value for value in values if not value.startswith("-")}
            kept = set() if replace and added else self.lists[name]
            self.lists[name] = (kept | added) - taken_out


def read_file(file: Path) -> Iterator[tuple[str, str, Any]]:
    """The entries of one lexicon file as (kind, place, entry); a list comes whole."""
    try:
        content = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{file}: cannot be read as UTF-8 text ({error})") from error
    if file.suffix == ".txt":
        kind = file.stem if file.stem in LISTS else "words"
        lines = (line.split("#", 1)[0].strip() for line in content.splitlines())
        yield kind, str(file), [line for line in lines if line]
        return
    try:
        data = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{file}: not valid TOML: {error}") from error
    for key, value in data.items():
        if key in LISTS:
            yield key, f"{file}: {key}", _convert(value, list[str], f"{file}: {key}")
        elif key in KINDS:
            if not isinstance(value, list):
                raise LexiconError(f"{file}: write [[{key}]] with two brackets for every entry")
            for number, table in enumerate(value, start=1):
                place = f"{file}: [[{key}]] no. {number}{_name_of(table, key)}"
                yield key, place, _convert(table, KINDS[key][0], place)
        else:
            known = ", ".join([*KINDS, *LISTS])
            raise LexiconError(f"{file}: unknown kind of entry {key!r}; known are {known}")


def _name_of(table: Any, kind: str) -> str:
    key = KINDS[kind][1]
    return f" ({table[key]})" if key and isinstance(table, dict) and key in table else ""


def _convert(value: Any, wanted: Any, place: str) -> Any:
    try:
        return msgspec.convert(value, wanted)
    except msgspec.ValidationError as error:
        raise LexiconError(f"{place}: {error}") from error


def _lexicon_files(path: Path) -> Iterable[Path]:
    if path.is_dir():
        return sorted(p for p in path.rglob("*") if p.suffix in (".toml", ".txt"))
    if path.is_file():
        return [path]
    raise LexiconError(f"{path}: no such lexicon file or folder")
