"""Named figures of a report, each one small documented function."""

from __future__ import annotations

from reportlens.report import Report


def score(report: Report) -> dict[str, float]:
    """All scores of a report by name."""
    return {}
