"""Quantities that are no plain number with a unit: shares, multiples, ratios, ranks."""

from __future__ import annotations

import re

from reportlens.quantities.patterns import FRACTION, NUMERAL, RANGE, RATIO, Found
from reportlens.quantities.units import Units
from reportlens.quantities.words import Words
from reportlens.text.numerals import Numeral, parse_numeral

_RANK_BEFORE = re.compile("(?:第[一二三四五六七八九十0-9]{1,3}位?[、和])++$")
"""全国第一、第二: what makes the first a rank makes the second one."""
_AFTER_BARE_RANK = frozenset("，。；、！？）)”\n,;.的和及并以，且")


def ratio(text: str, start: int, end: int) -> Found | None:
    """``42.3:40.1:17.6``; a time of day is none."""
    match = RATIO.match(text, end)
    if match is None or _is_clock(text, start, match.end()):
        return None
    return Found(start, match.end(), None, None, "", "ratio")


def _is_clock(text: str, start: int, end: int) -> bool:
    parts = re.split("[:：∶]", text[start:end])
    if "." in text[start:end] or len(parts) > 3 or not all(len(p) == 2 for p in parts[1:]):
        return False
    if len(parts) == 3:
        # 26:43:31 adds up to a whole, 07:00:44 does not.
        return len(parts[0]) == 2 and not 95 <= sum(map(int, parts)) <= 105
    return (
        len(parts[0]) <= 2 and int(parts[0]) <= 24 and "比" not in text[max(0, start - 15) : start]
    )


def fraction(text: str, start: int, end: int, number: Numeral) -> Found | None:
    """``1/3`` as a percentage."""
    match = FRACTION.match(text, end)
    if match is None or number.low >= 100 or int(match.group(1)) <= number.low:
        return None
    share = round(number.low / float(match.group(1)) * 100, 9)
    return Found(start, match.end(), share, share, "%", "percent")


def tenths(text: str, start: int, end: int, number: Numeral, words: Words) -> Found | None:
    """``七成``, ``六成五``: tenths of a whole."""
    after = text[end + 1 : end + 2]
    if number.high > 10 or after in words.not_tenths:
        return None
    low, high, end = number.low * 10, number.high * 10, end + 1
    if after and after in "一二三四五六七八九":
        part = parse_numeral(after)
        if part:
            low, high, end = low + part.low, high + part.high, end + 1
    elif after == "半":
        low, high, end = low + 5, high + 5, end + 1
    return Found(start, end, low, high, "%", "percent", "more_than" if number.open else "exact")


def parts(text: str, seed: re.Match[str], units: Units) -> Found | None:
    """``百分之五``, ``千分之三``, ``三分之二``, ``百分之五至六``."""
    whole = parse_numeral(seed.group().removesuffix("分之"))
    match = NUMERAL.match(text, seed.end())
    number = parse_numeral(match.group()) if match else None
    if whole is None or number is None or match is None:
        return None
    factor = 100 / whole.low
    low, high, end = number.low, number.high, match.end()
    joined = RANGE.match(text, end)
    listed = joined is None and text.startswith("、", end) and high < 10 and end == seed.end() + 1
    if joined or listed:
        at = joined.end() if joined else end + 1
        if text.startswith(seed.group(), at):
            at += len(seed.group())
        other = NUMERAL.match(text, at)
        far = parse_numeral(other.group()) if other else None
        close = far is not None and low < far.high and (not listed or far.high == low + 1)
        if far and other and close and units.match(text, other.end()) is None:
            high, end = far.high, other.end()
    return Found(
        seed.start(),
        end,
        round(low * factor, 9),
        round(high * factor, 9),
        "%",
        "percent",
        "more_than" if number.open else "exact",
    )


def half(text: str, seed: re.Match[str]) -> Found:
    """``一半``, ``半数``, ``过半``, ``百分百``."""
    if seed.group() == "百分百":
        return Found(seed.start(), seed.end(), 100.0, 100.0, "%", "percent")
    found = Found(seed.start(), seed.end(), 50.0, 50.0, "%", "percent")
    if seed.group() == "半":
        found.start -= 1
        found.bound = "more_than"
        if text[found.start - 1 : found.start] == "超":
            found.start -= 1
    return found


def doubled(seed: re.Match[str]) -> Found:
    """``翻番``, ``翻两番``: two to the power of the number."""
    number = parse_numeral(seed.group().strip("翻了番"))
    value = round(2.0 ** (number.low if number else 1.0), 6)
    return Found(seed.start(), seed.end(), value, value, "倍", "multiple")


def rank(text: str, seed: re.Match[str], words: Words) -> Found | None:
    """``第4位``, ``全国第一``; not ``第三届``, ``第一产业``."""
    start, end = seed.start() - 1, seed.end()
    after = text[end : end + 1]
    named = after in ("位", "名") and not text.startswith(words.not_rank, end)
    if not named and after and after not in _AFTER_BARE_RANK and not text.startswith("经济", end):
        return None
    number = parse_numeral(seed.group())
    if number is None or number.scale > 10:
        return None
    if named:
        return Found(start, end + 1, number.low, number.high, after, "rank")
    context = _RANK_BEFORE.sub("", text[max(0, start - 30) : start])
    if not any(m.end() == len(context) for m in words.rank_places.finditer(context)):
        return None
    return Found(start, end, number.low, number.high, "位", "rank")


def top(text: str, seed: re.Match[str]) -> Found | None:
    """``前三``, ``前50名``: within the first so many."""
    end = seed.end()
    after = text[end : end + 1]
    if after not in ("位", "名") and after and after not in _AFTER_BARE_RANK:
        return None
    number = parse_numeral(seed.group())
    if number is None:
        return None
    unit = after if after in ("位", "名") else "位"
    end += after in ("位", "名")
    return Found(seed.start() - 1, end, number.low, number.high, unit, "rank", "at_most")
