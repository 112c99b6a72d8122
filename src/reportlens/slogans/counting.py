"""What number of things a numeral slogan stands for."""

from __future__ import annotations

import re

VALUES = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2, "双": 2}
_INDEFINITE = re.compile("[百千万亿多几半]")
_TERM = re.compile("[一二三四五六七八九十两双]+|[0-9]+")


def numeral_value(numeral: str) -> int | None:
    """The value of a small numeral: 十二 is 12.

    Examples
    --------
    >>> numeral_value("十二"), numeral_value("两"), numeral_value("三五")
    (12, 2, None)
    """
    if numeral.isascii() and numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return VALUES.get(numeral)
    if len(tens) > 1 or len(ones) > 1:
        return None
    return (VALUES[tens] if tens else 1) * 10 + (VALUES[ones] if ones else 0)


def counted_by(phrase: str) -> int | None:
    """How many things a phrase counts, its numerals added up; None when it does not say.

    Examples
    --------
    >>> counted_by("四个意识"), counted_by("三地一区"), counted_by("百场万企"), counted_by("1+6")
    (4, 4, None, 7)
    """
    if _INDEFINITE.search(phrase):
        return None
    values = [numeral_value(term) for term in _TERM.findall(phrase)]
    if not values or any(value is None for value in values):
        return None
    return sum(value for value in values if value is not None)


def possible_counts(phrase: str) -> set[int]:
    """The numbers of parts that would fit a phrase: each numeral, and their sum.

    一带一路 stands for two, 五位一体 for five.
    """
    values = [numeral_value(term) for term in _TERM.findall(phrase)]
    known = [value for value in values if value is not None]
    return {*known, sum(known)} if known else set()
