"""The year and the region of a report whose head names none, from what its body speaks of.

A region is named by its own report many times as often as any other. Of a year there are three
sorts of evidence, the surest first: a heading that reviews a plan period
(“十一五”时期的回顾), a session since which five years have gone by, and the years themselves: a
report says most of the year before its own, tells what is expected of the running one, and plans
for it. No one of the years decides; each adds to the years that it would fit.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import pairwise

from reportlens.reading.regions import Region, gazetteer
from reportlens.reading.words import Words
from reportlens.reading.years import SESSION, narrow, number_of, years_in

_REGION_CHARS = 20_000
_OFTEN, _FAR_OFTENER = 10, 4
_OUTSIDE_THE_MAINLAND = ("71", "81", "82")
"""Reports of the State Council name them often."""
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


def region_of_body(text: str, level: str, *, year: int | None = None) -> Region | None:
    """The province, or prefecture where `level` says so, that a text speaks of all the time.

    Parameters
    ----------
    text : str
        Its first 20,000 characters are read.
    level : str
        What is known of the region's level; empty for nothing.
    year : int, optional
        The year in which the region must have borne the name.

    Returns
    -------
    Region or None
        None unless one region is named often, and far oftener than every other.

    Examples
    --------
    >>> found = region_of_body("青海湖更清，青海大道更宽，青海的朋友更多。" * 5, "province")
    >>> found.name
    '青海省'
    """
    if level not in ("", "province", "prefecture"):
        return None
    named: Counter[Region] = Counter()
    for mention in gazetteer().mentions(text[:_REGION_CHARS]):
        named.update(
            region
            for region in mention.regions
            if region.code[:2] not in _OUTSIDE_THE_MAINLAND
            and _ranks_as(region, level or "province")
            and (region.stood(year) if year else region.last is None)
        )
    if not named:
        return None
    (most, often), *others = named.most_common(2)
    second = others[0][1] if others else 0
    return most if often >= _OFTEN and often >= _FAR_OFTENER * second else None


def _ranks_as(region: Region, level: str) -> bool:
    """Whether a region has a level; municipalities say 全市 and rank as provinces."""
    return region.level == level or (region.level == "province" and region.name.endswith("市"))


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


__all__ = ["last_year_told", "region_of_body", "year_of_body"]
