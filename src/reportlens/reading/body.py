"""The year of a report that names none in its head, from what its body says of years.

Three sorts of evidence, the surest first: a heading that reviews a plan period
(“十一五”时期的回顾), a session since which five years have gone by, and the years themselves: a
report says most of the year before its own, tells what is expected of the running one, and plans
for it. No one of the years decides; each adds to the years that it would fit.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import pairwise

from reportlens.reading.words import Words
from reportlens.reading.years import SESSION, narrow, number_of, years_in

_OPENING = 200
_NEAR = 120
_WINDOW = 18
_SHORT_HEADING = 40
_HORIZON_GAP = 3
_LEAST_SCORE, _LEAST_LEAD = 1.05, 0.25
_CLAUSE = re.compile(r"[，,。；;！!？?\n]")
_SENTENCE = re.compile(r"[。；;！!？?\n]")
_FIVE = re.compile(r"[五5]年")
_MONTH = re.compile(r"度?[0-9一二三四五六七八九十]{1,3}月")
_LIST = re.compile(r"(?:[至到、和]|[-—－–~～]+)[0-9一二]|以[来后前]|起|开始")

_FITS: dict[str, dict[int, float]] = {
    "behind": {-1: 3.0},
    "at hand": {0: 1.5, -1: 0.3},
    "ahead": {0: 1.0, -1: 0.3, 1: 0.3},
    "dated": {-1: 0.5, 0: 0.3, -2: 0.2},
    "told": {-1: 1.0, -2: 0.3, 0: 0.2},
}
"""How a year is spoken of → years from the report's year → how well that fits."""
_LATER = {"behind": -2.0, "at hand": -1.0, "ahead": 0.0, "dated": -1.2, "told": -0.6}
"""What a year later than that counts against the report's year."""


def year_of_body(text: str, words: Words) -> int | None:
    """The year in which a report was given, by its body alone; None where it is in doubt.

    Examples
    --------
    >>> from reportlens.reading.words import words_of
    >>> text = "2016年粮食产量增长3%。2016年新建学校两所。2017年预计收成更好。"
    >>> year_of_body(text, words_of())
    2017
    """
    plain = narrow(text)
    return (
        _after_plan_period(plain, words)
        or _five_years_on(plain, words)
        or _best_fit(_spoken_of(plain, words))
    )


def last_year_told(text: str, words: Words) -> int | None:
    """The latest year that a text tells of at least twice: of a summary, the year summed up."""
    told = _spoken_of(narrow(text), words)["told"]
    return max((year for year, count in told.items() if count >= 2), default=None)


def _after_plan_period(text: str, words: Words) -> int | None:
    """The year after a plan period that a heading looks back on."""
    for match in words.plan_period.finditer(text):
        before = text[max(0, match.start() - _SHORT_HEADING) : match.start()]
        after = text[match.end() : match.end() + _SHORT_HEADING]
        line = before.rpartition("\n")[2] + match[0] + after.partition("\n")[0]
        if len(line) <= _SHORT_HEADING and words.looks_back.search(line):
            return words.plan_start[match[1]] + 5
    return None


def _five_years_on(text: str, words: Words) -> int | None:
    """The first session of the next congress, five years after that of the one named."""
    opening = _FIVE.search(text[:_OPENING])
    for match in SESSION.finditer(text):
        if match["session"] and number_of(match["session"]) != 1:
            continue
        around = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        if opening or _FIVE.search(around):
            return words.congress.get((number_of(match["congress"]) + 1, 1))
    return None


def _spoken_of(text: str, words: Words) -> dict[str, Counter[int]]:
    """How often each year is spoken of in each way."""
    ways: dict[str, Counter[int]] = {way: Counter() for way in _FITS}
    for mention in years_in(text):
        if text[mention.end : mention.end + 1] != "年":
            continue
        before = text[max(0, mention.start - 6) : mention.start]
        after = text[mention.end + 1 : mention.end + 1 + _WINDOW].removeprefix("度")
        way = _way(before, after, words)
        if way:
            ways[way][mention.year] += 1
    horizon = _horizon(sorted(set().union(*ways.values())))
    return {
        way: Counter({year: n for year, n in counts.items() if year < horizon})
        for way, counts in ways.items()
    }


def _way(before: str, after: str, words: Words) -> str:
    """How a year is spoken of, a key of `_FITS`; empty for a mere measure of comparison."""
    if words.year_behind.search(before):
        return "behind"
    if _MONTH.match(after):
        return "dated"
    if words.year_compared.search(before) or _LIST.match(after):
        return ""
    clause = (_SENTENCE if after[:1] in "，," else _CLAUSE).split(after, maxsplit=1)[0]
    if words.year_at_hand.search(clause[:10]):
        return "at hand"
    return "ahead" if words.year_ahead.search(clause) else "told"


def _horizon(years: list[int]) -> int:
    """The first round year far after the one before: a goal, as 2035 in a report of 2021."""
    for earlier, later in pairwise(years):
        if later % 5 == 0 and later - earlier >= _HORIZON_GAP:
            return later
    return 9999


def _best_fit(ways: dict[str, Counter[int]]) -> int | None:
    """The year that fits best what is said of all years; None without a clear lead."""
    named = set().union(*ways.values())
    scores = {year: _fit(year, ways) for year in named | {year + 1 for year in named}}
    if not scores:
        return None
    best, *others = sorted(scores, key=lambda year: scores[year], reverse=True)
    lead = scores[best] - max((scores[year] for year in others), default=0.0)
    return best if scores[best] >= _LEAST_SCORE and lead >= _LEAST_LEAD else None


def _fit(year: int, ways: dict[str, Counter[int]]) -> float:
    """How well a year fits, each way's years counted by the logarithm of how often."""
    total = 0.0
    for way, counts in ways.items():
        for named, count in counts.items():
            weight = _LATER[way] if named > year else 0.0
            total += _FITS[way].get(named - year, weight) * math.log1p(count)
    return total


__all__ = ["last_year_told", "year_of_body"]
