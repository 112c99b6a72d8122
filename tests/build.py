"""Small reports made by hand, for tests that need rows without analysing a text."""

from __future__ import annotations

from typing import Any

from reportlens.report import (
    Indicator,
    Metadata,
    Paragraph,
    Quantity,
    Report,
    Sentence,
    Slogan,
    Words,
)


def report_of(
    *passages: tuple[str, str], year: int | None = None, region: str = "青禾县", **metadata: Any
) -> Report:
    """A report of one-sentence paragraphs, given as (label, text)."""
    metadata.setdefault("report_id", f"{region}{year}")
    report = Report(
        text="\n".join(text for _, text in passages),
        metadata=Metadata(year=year, region=region, **metadata),
    )
    at = 0
    for number, (label, text) in enumerate(passages):
        report.paragraphs.append(Paragraph(at, at + len(text), text, label=label))  # type: ignore[arg-type]
        report.sentences.append(Sentence(at, at + len(text), text, label, number))  # type: ignore[arg-type]
        at += len(text) + 1
    return report


def with_words(report: Report, words: str) -> Report:
    """The report with these words, parted by spaces, as its words."""
    parts = words.split()
    report._words = Words(list(range(len(parts))), list(range(1, len(parts) + 1)), parts)
    return report


def add_quantity(report: Report, text: str, **fields: Any) -> Quantity:
    """Add a quantity at the first place of `text` in the report."""
    start = report.text.index(text)
    row = Quantity(start, start + len(text), text, **{"low": 1.0, "high": 1.0, **fields})
    report.quantities.append(row)
    report.quantities.sort(key=lambda q: q.start)
    return row


def add_indicator(report: Report, text: str, **fields: Any) -> Indicator:
    """Add an indicator record at the first place of `text` in the report."""
    start = report.text.index(text)
    row = Indicator(start, start + len(text), text, **fields)
    report.indicators.append(row)
    return row


def add_slogans(report: Report, *canonicals: str) -> Report:
    """Add a mention of each slogan, without a place of its own."""
    report.slogans += [Slogan(0, 0, "", canonical=c, known=True) for c in canonicals]
    return report
