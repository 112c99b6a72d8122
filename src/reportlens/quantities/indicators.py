"""Indicator records: the table a researcher would otherwise type by hand."""

from __future__ import annotations

from reportlens.lexicon import Lexicon
from reportlens.report import Date, Indicator, Quantity, Sentence
from reportlens.text.view import View


def find_indicators(
    view: View,
    quantities: list[Quantity],
    sentences: list[Sentence],
    dates: list[Date],
    year: int | None,
    lexicon: Lexicon,
) -> list[Indicator]:
    """One record a reported single-year figure of a standard indicator."""
    return []
