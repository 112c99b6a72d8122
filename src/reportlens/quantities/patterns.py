"""The compiled shapes of numerals, and the row that the grammar makes of them.

All patterns are possessive where they repeat, so that time stays proportional to the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportlens.report import Bound, Kind

DIGIT = "零〇○一二两三四五六七八九几俩"
# 千瓦, 千米 and 百分点 begin with a unit's own 千 and 百.
PLACE = r"(?:十|百(?!分)|千(?![瓦克伏卡赫帕]|米(?!深|宽|高|长))(?!分[之点])|万(?!分之)|亿)"
ARABIC = (
    r"(?:[0-9]{1,3}+(?:[,，][0-9]{3}(?![0-9]))++|[0-9]++)(?:\.[0-9]++)?+(?:[多余几来]?"
    + PLACE
    + r")*+"
    r"(?:(?<=[万亿])[0-9]++" + PLACE + r"++)?+"
)
CHINESE = (
    rf"(?:数(?=[十百千万亿]))?+(?:[{DIGIT}]|{PLACE})++(?:点[{DIGIT}]++)?+(?:[多余来]?{PLACE})*+"
)
_OPEN_END = r"(?:[多余几]|来(?=[个名位户家件项年天次吨亩公里人]))?+"
NUMERAL = re.compile(rf"(?:{ARABIC}|{CHINESE}){_OPEN_END}")
_MASK = "XxＸ×✕✖＊*○△"
SEED = re.compile(
    rf"(?P<parts>[百千万]分之|[二三四五六七八九十两]十?分之(?=[一二三四五六七八九]))"
    rf"|(?P<half>一半|半数|(?<=[过超])半(?![个年天导])|百分百)"
    rf"|(?P<fan>翻了?(?:[一两二三四五]|[0-9](?:\.[0-9])?)?番)"
    rf"|(?P<numeral>{ARABIC}|{CHINESE}){_OPEN_END}"
    rf"|(?P<mask>[{_MASK}]++(?:[.．][{_MASK}]++)?+[多余]?(?:[十百千万亿][多余]?)*+[多余]?)"
)
"""Where a quantity's numeral is, by its shape."""
RANGE = re.compile(r"(?:—|–|-|－|─|~|～|〜|至|到)+")
RANGE_SIGNS = frozenset("—–-－─~～〜至到")
CHAIN = re.compile(r"[—–\-－─~～〜至到][0-9.]++[—–\-－─~～〜至到]")
"""Three numbers and more joined by range signs: a code, no range."""
RATIO = re.compile(r"(?:[:：∶][0-9]++(?:\.[0-9]++)?+)++")
FRACTION = re.compile(r"/([0-9]{1,3})(?![0-9/年月])")
AND_MONTHS = re.compile(rf"[零又]?([0-9]++|[{DIGIT}十]++)个月")
GROUP_COUNT = re.compile(r"[（(][^）)\n]{1,12}[）)]次")
LIST_NUMBER = re.compile(r"[0-9]{1,2}\.(?:19|20)[0-9]{2}年")
POSITIONAL = re.compile(rf"[{DIGIT}]{{3,}}+")
"""Digits one after another in Chinese: a year or a name, no count."""
BARE_PLACE = frozenset("百千万亿")
"""A numeral that begins with one of these has no digit: 百亿, 千万."""


@dataclass(slots=True)
class Found:
    """A quantity as the grammar sees it, before its context is read."""

    start: int
    end: int
    low: float | None
    high: float | None
    unit: str
    kind: Kind
    bound: Bound = "exact"
    bare: bool = False
    """No unit was written."""
