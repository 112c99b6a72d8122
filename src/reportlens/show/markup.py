"""A report's text as HTML: passages coloured by label, slogans and quantities marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from reportlens.report import Paragraph, Quantity, Report, Slogan
from reportlens.show.style import BOUND_NAMES

if TYPE_CHECKING:
    from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch inside a passage."""

    start: int
    end: int
    css: str
    title: str
    anchor: str


MULTIPLIERS = ((1e12, "万亿"), (1e8, "亿"), (1e4, "万"))


def number_text(low: float | None, high: float | None) -> str:
    """A value as a Chinese reader writes it: 万 and 亿, no trailing zeros; a range by its ends.

    >>> number_text(6.0, 6.5), number_text(1.361e7, 1.361e7), number_text(None, None)
    ('6–6.5', '1361万', '—')
    """
    if low is None or high is None:
        return "—"
    return "–".join(dict.fromkeys(map(_one_number, (low, high))))


def _one_number(value: float) -> str:
    for factor, word in MULTIPLIERS:
        if abs(value) >= factor:
            return f"{value / factor:.10g}{word}"
    return f"{value:.10g}"


def quantity_title(row: Quantity) -> str:
    """What the tooltip of a quantity says."""
    facts = [
        row.indicator,
        f"{number_text(row.low, row.high)} {row.unit}".strip(),
        BOUND_NAMES[row.bound][0] if row.bound != "exact" else "",
        {"increase": "增", "decrease": "减"}.get(row.change, ""),
        {"actual": "实际", "target": "目标"}[row.status],
        row.period,
    ]
    return " · ".join(fact for fact in facts if fact)


def slogan_title(row: Slogan) -> str:
    """What the tooltip of a slogan says."""
    stands_for = f"：{'、'.join(row.stands_for)}" if row.stands_for else ""
    return f"{row.canonical}（{row.type}）{stands_for}"


def marks_of(report: Report) -> list[Mark]:
    """Slogans and quantities in text order; where two overlap the earlier, longer one stays."""
    found = [
        Mark(q.start, q.end, f"q {q.status}", quantity_title(q), f"q{i}")
        for i, q in enumerate(report.quantities)
    ]
    found += [
        Mark(s.start, s.end, "s", slogan_title(s), f"s{i}") for i, s in enumerate(report.slogans)
    ]
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda m: (m.start, -m.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def passages(report: Report, *, limit: int | None = None) -> Iterator[tuple[Paragraph, Markup]]:
    """Each paragraph with its text as safe HTML.

    Parameters
    ----------
    limit : int, optional
        Stop after this many characters of text.
    """
    from markupsafe import Markup, escape

    marks = iter([*marks_of(report), Mark(len(report.text) + 1, len(report.text) + 1, "", "", "")])
    mark = next(marks)
    covered = 0
    for row in report.paragraphs:
        if limit is not None and row.start > limit:
            return
        if row.start < covered:  # furniture inside a paragraph that is shown already
            continue
        parts, at = [], row.start
        while mark.start < row.end:
            if mark.start >= at and mark.end <= row.end:
                parts.append(escape(report.text[at : mark.start]))
                parts.append(
                    Markup('<mark class="{}" id="{}" title="{}">{}</mark>').format(
                        mark.css, mark.anchor, mark.title, report.text[mark.start : mark.end]
                    )
                )
                at = mark.end
            mark = next(marks)
        parts.append(escape(report.text[at : row.end]))
        covered = row.end
        yield row, Markup("").join(parts)


def report_name(report: Report) -> str:
    """What a report is called on a page: its title, else the name of its file."""
    return report.metadata.title or PurePath(report.metadata.path).name or "Report"
