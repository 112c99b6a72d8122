"""``reportlens analyze``: one report as a summary, as JSON, as a page."""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportlens.commands import UsageError, must_be_writable, must_exist
from reportlens.lexicon import Lexicon, load
from reportlens.report import LABELS, ROW_TYPES, Indicator, Report

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

COLOURS = {
    "achievement": "green",
    "experience": "cyan",
    "problem": "red",
    "situation": "blue",
    "goal": "magenta",
    "plan": "yellow",
    "other": "bright_black",
}
_BAR = 40
_MOST = 12
"""Lines of a list; --json has all."""


def run(
    file: Path, *, year: int | None, as_json: bool, html: Path | None, lexicon: list[Path]
) -> None:
    """Read, analyse, and print or write what was asked for."""
    if html is not None:
        must_be_writable(html)
    knowledge = load(*lexicon)
    report = _read(file, year, knowledge)
    if html is not None:
        report.to_html(html)
    if as_json:
        json.dump(as_data(report), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return
    from rich.console import Console

    console = Console(highlight=False)
    summary(report, knowledge, console)
    if html is not None:
        console.print(f"\nThe text in colour: {html}", markup=False)


def _read(file: Path, year: int | None, knowledge: Lexicon) -> Report:
    from reportlens.reading import TABLES, content_id, find_metadata, read

    if str(file) == "-":
        from reportlens.pipeline import analyze

        content = sys.stdin.buffer.read()
        text = content.decode("utf-8-sig", "replace")
        metadata = find_metadata(text, "")
        metadata.report_id = content_id(content)
        return analyze(text, year=year, metadata=metadata, lexicon=knowledge)
    must_exist(file)
    if file.is_dir() or file.suffix.lower() in TABLES:
        kind = "a folder" if file.is_dir() else "a table of reports"
        raise UsageError(f"{file}: {kind}; for many reports: reportlens score {file} -o out/")
    return read(file, year=year, lexicon=knowledge)


def as_data(report: Report) -> dict[str, Any]:
    """The report as plain data for JSON: metadata, scores, warnings, tables."""
    return {
        "metadata": asdict(report.metadata),
        "warnings": report.warnings,
        "scores": {k: None if math.isnan(v) else v for k, v in report.scores.items()},
        "tables": {table: [asdict(row) for row in report.rows(table)] for table in ROW_TYPES},
    }


def summary(report: Report, lexicon: Lexicon, console: Console) -> None:
    """What an analyst wants to see first."""
    from rich.markup import escape
    from rich.padding import Padding
    from rich.text import Text

    metadata = report.metadata
    console.print(Text(metadata.title or Path(metadata.path).name or "Report", style="bold"))
    facts = [
        f"given in {metadata.year}" if metadata.year else "year unknown",
        f"about {metadata.reported_year}" if metadata.reported_year else "",
        f"{metadata.region} ({metadata.region_level})" if metadata.region else "",
        metadata.organ,
        metadata.speaker,
        metadata.date,
        f"{len(''.join(report.text.split())):,} characters",
    ]
    console.print(Text(" · ".join(filter(None, facts)), style="bright_black"))
    for warning in report.warnings:
        console.print(f"[yellow]![/yellow] {escape(warning)}")

    for heading, part in _parts(report, lexicon):
        console.print()
        console.print(Text(heading, style="bold"))
        console.print(Padding(part, (0, 0, 0, 2)))


def _parts(report: Report, lexicon: Lexicon) -> Iterator[tuple[str, Table]]:
    yield "Sections", _sections(report)
    for status, heading in (("target", "Targets"), ("actual", "Outcomes")):
        rows = [row for row in report.indicators if row.status == status]
        if rows:
            yield f"{heading} ({len(rows)})", _indicators(rows, lexicon)
    if report.slogans:
        distinct = len({row.canonical for row in report.slogans})
        yield f"Slogans ({len(report.slogans)} mentions of {distinct})", _slogans(report)
    yield f"Quantities ({len(report.quantities)})", _quantities(report)


def _sections(report: Report) -> Table:
    table = _grid("left", "right", "left")
    chars: Counter[str] = Counter()
    for section in report.sections:
        chars[section.label] += section.chars
    whole = sum(chars.values()) or 1
    for label in LABELS:
        if chars[label]:
            share = chars[label] / whole
            bar = "█" * max(1, round(share * _BAR))
            table.add_row(label, f"{share:.0%}", f"[{COLOURS[label]}]{bar}[/]")
    if not chars:
        table.add_row("none found", "", "")
    return table


def _indicators(rows: list[Indicator], lexicon: Lexicon) -> Table:
    from rich.markup import escape

    names = {e.id: e.name for e in lexicon.entries.get("indicator", ())}  # type: ignore[attr-defined]
    table = _grid("left", "right", "left", "left")
    for row in rows[:_MOST]:
        name = escape(names.get(row.indicator, row.indicator))
        bound = "" if row.bound == "exact" else row.bound.replace("_", " ")
        table.add_row(name, str(row.year), escape(row.text), bound)
    _more(table, len(rows))
    return table


def _slogans(report: Report) -> Table:
    from rich.markup import escape

    counts = Counter(row.canonical for row in report.slogans)
    known = {row.canonical: row.known for row in report.slogans}
    types = {row.canonical: row.type for row in report.slogans}
    table = _grid("left", "right", "left", "left")
    for canonical, count in counts.most_common(_MOST):
        new = "" if known[canonical] else "new"
        table.add_row(escape(canonical), str(count), types[canonical], new)
    _more(table, len(counts))
    return table


def _quantities(report: Report) -> Table:
    table = _grid("left", "right")
    for kind, count in Counter(row.kind for row in report.quantities).most_common():
        table.add_row(kind, str(count))
    masked = sum(row.bound == "masked" for row in report.quantities)
    if masked:
        table.add_row("masked (××)", str(masked))
    return table


def _grid(*justify: Any) -> Table:
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    for side in justify:
        table.add_column(justify=side)
    return table


def _more(table: Table, count: int) -> None:
    if count > _MOST:
        table.add_row(f"[bright_black]… {count - _MOST} more in --json[/]")
