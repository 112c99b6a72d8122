"""What a score is, and the counting that several scores share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reportlens.report import Report

NAN = float("nan")


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure is called, in what it is counted and what it says."""

    name: str
    unit: str
    definition: str


@dataclass(frozen=True, slots=True)
class Score(Definition):
    """One named figure of a report."""

    measure: Callable[[Report], float]
    source: str = ""


def characters(text: str) -> int:
    """The characters of a text that are not white space: the base of all rates."""
    return len("".join(text.split()))


def per_10k(count: float, report: Report) -> float:
    """A count per 10,000 characters of the report; NaN for an empty report."""
    chars = characters(report.text)
    return count * 1e4 / chars if chars else NAN


def share(part: float, whole: float) -> float:
    """A share of a whole; NaN when there is no whole."""
    return part / whole if whole else NAN
