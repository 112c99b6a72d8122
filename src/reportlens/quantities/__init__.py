"""Quantities: every number that measures or counts, with unit, bound, change and indicator.

The stages inside: `grammar` finds numeral, unit and glued bound; `context` walks the
sentences and gives each quantity its bound from afar, change, status, period and name.
"""

from __future__ import annotations

from functools import lru_cache

from reportlens.lexicon import Lexicon
from reportlens.quantities.context import read_context
from reportlens.quantities.grammar import Grammar
from reportlens.quantities.indicators import find_indicators
from reportlens.quantities.units import compiled_units, to_si
from reportlens.quantities.words import compiled_words
from reportlens.report import Date, Quantity, Sentence, Slogan
from reportlens.text.view import View

_CLOSED_DATES = frozenset(("day", "month", "year", "span", "plan", "decade", "century"))
"""Dates whose numerals are no quantities; 五年 in 五年来 is one."""


def find_quantities(
    view: View,
    sentences: list[Sentence],
    dates: list[Date],
    slogans: list[Slogan],
    year: int | None,
    lexicon: Lexicon,
) -> list[Quantity]:
    """The quantities of a report in text order, with offsets into the view.

    Parameters
    ----------
    view : View
        The clean view.
    sentences : list of Sentence
        With their labels; a goal or plan makes its numbers targets.
    dates : list of Date
        Their numerals are left out, and they say which year a figure is for.
    slogans : list of Slogan
        Numerals inside them count nothing.
    year : int or None
        The year in which the report was given.
    lexicon : Lexicon
        Units and words.

    Returns
    -------
    list of Quantity
    """
    blocked = bytearray(len(view.text))
    for row in (*(d for d in dates if d.kind in _CLOSED_DATES), *slogans):
        blocked[row.start : row.end] = b"\x01" * (row.end - row.start)
    found = list(_grammar(lexicon).find(view.text, blocked))
    return read_context(view.text, found, sentences, dates, year, compiled_words(lexicon))


@lru_cache(maxsize=8)
def _grammar(lexicon: Lexicon) -> Grammar:
    return Grammar(compiled_units(lexicon), compiled_words(lexicon))


__all__ = ["find_indicators", "find_quantities", "to_si"]
