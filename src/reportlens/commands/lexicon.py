"""``reportlens lexicon``: check, list, discover."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import typer

from reportlens.commands import UsageError, must_be_writable, must_exist
from reportlens.errors import LexiconError, ReadingError
from reportlens.lexicon import load
from reportlens.lexicon.schema import KINDS, LISTS, SloganEntry


def check_files(files: list[Path]) -> None:
    """Say of each file what it holds, or what is wrong with it; 1 when one is wrong."""
    from reportlens.slogans.validate import validate_slogans

    wrong = 0
    for file in files:
        must_exist(file)
        try:
            lexicon = load(file)
            held = _held(file)
        except LexiconError as error:
            wrong += 1
            typer.echo(f"wrong: {error}", err=True)
            continue
        if faults := validate_slogans(lexicon.of(SloganEntry)):
            wrong += 1
            for fault in faults:
                typer.echo(f"wrong: {file}: {fault}", err=True)
            continue
        typer.echo(f"good: {file}: {held or 'no entries'}")
    if wrong:
        sys.exit(1)


def _held(file: Path) -> str:
    """What a lexicon file or folder holds, by kind."""
    from reportlens.lexicon import read_file

    counts: Counter[str] = Counter()
    inside = sorted(file.rglob("*")) if file.is_dir() else [file]
    for path in inside:
        if path.suffix in (".toml", ".txt"):
            for kind, _, value in read_file(path):
                counts[kind] += len(value) if kind in LISTS else 1
    return ", ".join(f"{count:,} {kind}" for kind, count in counts.items())


def list_kind(kind: str | None, search: str, lexicon: list[Path]) -> None:
    """Print how many entries there are of each kind, or the entries of one kind."""
    knowledge = load(*lexicon)
    if kind is None and not search:
        for name in KINDS:
            typer.echo(f"{len(knowledge.entries.get(name, ())):6,}  {name}")
        for name in LISTS:
            typer.echo(f"{len(getattr(knowledge, name)):6,}  {name}")
        return
    if kind in LISTS:
        for word in sorted(getattr(knowledge, str(kind))):
            if search in word:
                typer.echo(word)
        return
    if kind is not None and kind not in KINDS:
        raise UsageError(f"{kind}: no such kind; there are {', '.join([*KINDS, *LISTS])}")
    for name in [kind] if kind else KINDS:
        for entry in knowledge.entries.get(str(name), ()):
            line = _line(msgspec.to_builtins(entry))
            if search in line:
                typer.echo(line if kind else f"{name}: {line}")


def _line(entry: dict[str, Any]) -> str:
    """An entry in one line: its first field, then what else it says."""
    (_, first), *others = entry.items()
    said = [f"{name}={_shown(value)}" for name, value in others if value not in (None, "", [], ())]
    return "  ".join([_shown(first), *said])


def _shown(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def discover_in(
    folder: Path, *, most: int, out: Path | None, text_column: str | None, lexicon: list[Path]
) -> None:
    """Print the best candidates for new slogans; write all of them when asked to."""
    from reportlens.reading import read_folder
    from reportlens.slogans.discovery import discover

    must_exist(folder)
    if out is not None:
        must_be_writable(out)
    try:
        corpus = read_folder(folder, lexicon=load(*lexicon), text_column=text_column)
    except ReadingError as error:
        raise UsageError(str(error)) from error
    frame = discover(corpus, lexicon=load(*lexicon))
    if out is not None:
        from reportlens.batch.spreadsheets import defused

        frame.map(defused).to_csv(out, index=False, encoding="utf-8-sig")
        typer.echo(f"{len(frame):,} candidates in {out}", err=True)
    typer.echo(frame.head(most).to_string(index=False))
