"""Slogans: known ones by lexicon, unknown ones by the grammar of numeral abbreviations."""

from __future__ import annotations

from reportlens.slogans.find import find_slogans

__all__ = ["find_slogans"]
