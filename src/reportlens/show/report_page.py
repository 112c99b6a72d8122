"""One report as a self-contained page: the text in colour, its figures, a legend."""

from __future__ import annotations

from typing import Any

from reportlens.report import LABELS, Report
from reportlens.scores.shares import label_characters
from reportlens.show.markup import number_text, passages, report_name
from reportlens.show.pages import render
from reportlens.show.style import BOUND_NAMES, LABEL_COLORS, LABEL_NAMES


def label_shares(report: Report) -> list[dict[str, Any]]:
    """Labels that occur, with names, colours and shares of the text, for legend and bar."""
    counts = label_characters(report)
    whole = counts.total() or 1
    return [
        {
            "label": label,
            "zh": LABEL_NAMES[label][0],
            "en": LABEL_NAMES[label][1],
            "color": LABEL_COLORS[label],
            "share": counts[label] / whole,
        }
        for label in LABELS
        if counts[label]
    ]


def indicator_rows(report: Report) -> list[dict[str, Any]]:
    """The indicator records as rows for reading, each linked to its place in the text."""
    from reportlens.lexicon import load
    from reportlens.lexicon.schema import IndicatorEntry

    names = {entry.id: entry.name for entry in load().of(IndicatorEntry)}
    anchors = [(q.start, q.end, f"q{i}") for i, q in enumerate(report.quantities)]
    return [
        {
            "name": names.get(row.indicator, row.indicator),
            "year": row.year,
            "status": {"actual": "实际", "target": "目标"}[row.status],
            "value": f"{number_text(row.low, row.high)} {row.unit}".strip(),
            "bound": "" if row.bound == "exact" else BOUND_NAMES[row.bound][0],
            "text": row.text,
            "anchor": next((a for s, e, a in anchors if s < row.end and row.start < e), ""),
        }
        for row in sorted(report.indicators, key=lambda r: (r.status, r.start))
    ]


def report_page(report: Report) -> str:
    """The page of one report; see `Report.to_html`."""
    metadata = report.metadata
    facts = [metadata.year, metadata.region, metadata.organ, metadata.speaker, metadata.date]
    return render(
        "report.html.j2",
        title=report_name(report),
        facts=[str(fact) for fact in facts if fact],
        warnings=report.warnings,
        labels=label_shares(report),
        indicators=indicator_rows(report),
        passages=passages(report),
        counts={
            "字": len("".join(report.text.split())),
            "数量": len(report.quantities),
            "口号": len(report.slogans),
        },
    )
