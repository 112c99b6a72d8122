"""Slogans: known ones by lexicon, unknown ones by the grammar of numeral abbreviations."""

from __future__ import annotations

from reportlens.lexicon import Lexicon
from reportlens.report import Date, Slogan
from reportlens.text.outline import Block
from reportlens.text.view import View


def find_slogans(
    view: View, blocks: list[Block], dates: list[Date], lexicon: Lexicon
) -> list[Slogan]:
    """The slogans of a report in text order, with offsets into the view."""
    return []


__all__ = ["find_slogans"]
