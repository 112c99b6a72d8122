"""Quantities: every number that measures or counts, with unit, bound, change and indicator."""

from __future__ import annotations

from reportlens.lexicon import Lexicon
from reportlens.quantities.indicators import find_indicators
from reportlens.report import Date, Quantity, Sentence, Slogan
from reportlens.text.view import View


def find_quantities(
    view: View,
    sentences: list[Sentence],
    dates: list[Date],
    slogans: list[Slogan],
    year: int | None,
    lexicon: Lexicon,
) -> list[Quantity]:
    """The quantities of a report in text order, with offsets into the view."""
    return []


__all__ = ["find_indicators", "find_quantities"]
