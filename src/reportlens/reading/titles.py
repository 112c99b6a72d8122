"""What a title or a file name says: kind of report, years, region, organ.

Both are written in the same few styles, so one reading serves both:
``清河县2021年政府工作报告``, ``2019年度县公安局党建工作总结``, ``2024_青海省``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportlens.reading.regions import CHINA, RANKS, Mention, Region, gazetteer, level_of_name
from reportlens.reading.sessions import session_in_title
from reportlens.reading.words import SEPARATORS, Words
from reportlens.reading.years import (
    DATE,
    LOCAL_SESSION,
    SESSION,
    YEAR,
    YearMention,
    date_of,
    years_in,
)

_KINDS = ("given", "review_to_congress", "summary", "plan", "")
"""Kinds of report; the first of those that a title names is the kind of the whole."""
_SPAN = frozenset(("-", "—", "－", "–", "~", "至", "到", "——", "～"))
_AFTER_YEAR = re.compile(r"\s?年?度?的?")
_YEAR_WORD = re.compile(rf"(?:{YEAR.pattern})\s?年?度?")
_BREAKS = re.compile(r"[\s_—\-()（）《》【】\[\],，。:：]")
# A name of a region that left the standard longer ago than this is another place's by now.
_SLACK = 2


@dataclass(slots=True)
class TitleFacts:
    """What a title says; None and empty where it says nothing."""

    kind: str = ""
    """``given``, ``review_to_congress``, ``summary`` or ``plan``."""
    year: int | None = None
    reported_year: int | None = None
    date: str = ""
    region: Region | None = None
    candidates: tuple[Region, ...] = ()
    """The regions that bear the name, where it is several regions' name."""
    level: str = ""
    organ: str = ""


def read_title(text: str, words: Words, *, year: int | None = None) -> TitleFacts:
    """Read a title or a file name; `year` helps to tell regions apart where it names none."""
    facts = TitleFacts()
    _read_years(text, words, facts)
    _read_region(text, words, facts, year=facts.year or year)
    return facts


def _read_years(text: str, words: Words, facts: TitleFacts) -> None:
    kinds = [(match.start(), words.kind_of[match[0]]) for match in words.kind.finditer(text)]
    facts.kind = min((kind for _, kind in kinds), key=_KINDS.index, default="")
    undated = text
    for match in DATE.finditer(text):
        facts.date = facts.date or date_of(match)
        undated = undated[: match.start()] + " " * len(match[0]) + undated[match.end() :]
    years = years_in(undated)
    if not years:
        facts.year = session_in_title(text, words) or (int(facts.date[:4]) if facts.date else None)
        return
    # Each year goes with the kind of report named next: 2021年工作总结暨2022年工作打算.
    of_kind: dict[str, int] = {}
    for mention, following in zip(years, [*years[1:], None], strict=True):
        limit = following.start if following else len(text)
        named = [kind for at, kind in kinds if mention.end <= at < limit]
        of_kind.setdefault(named[0] if named else "", mention.year)
    plain = _plain_year(undated, years)
    if facts.kind == "review_to_congress":
        facts.reported_year = of_kind.get("review_to_congress", of_kind.get("summary"))
        reviewed = facts.reported_year
        given = of_kind.get("plan") or of_kind.get("given") or of_kind.get("")
        facts.year = given or (reviewed + 1 if reviewed else None)
    elif facts.kind == "summary":
        facts.year = facts.reported_year = of_kind.get("summary", plain)
    else:
        facts.year = of_kind.get(facts.kind or "given", plain)


def _plain_year(text: str, years: list[YearMention]) -> int:
    """The first year; of a span such as 2016—2020 its last."""
    if len(years) > 1 and text[years[0].end : years[1].start].strip("年度 ") in _SPAN:
        return years[1].year
    return years[0].year


def _read_region(text: str, words: Words, facts: TitleFacts, *, year: int | None) -> None:
    end = _listed_region(text, words, facts, year)
    _unlisted_region(_without_years(text[max(end, 0) :]), words, facts)
    facts.organ = _organ(text, words)
    if words.national_organ.search(text):
        facts.region, facts.level = CHINA, "national"
    if facts.organ and not _governs(facts.organ, words):
        facts.level = "department"


def _listed_region(text: str, words: Words, facts: TitleFacts, year: int | None) -> int:
    """Fill in the finest region of the first run of names (某省某市某县); give its end or -1."""
    known = gazetteer()
    parents: tuple[Region, ...] = ()
    end = -1
    for mention in known.mentions(text):
        if end >= 0 and mention.start - end > 1:
            break
        zone = _zone(mention, text, words)
        if zone:
            facts.region, facts.candidates, facts.level = Region(zone, "county"), (), "county"
            return mention.start + len(zone)
        regions = tuple(r for r in mention.regions if year is None or r.stood(year, _SLACK))
        if not regions or not _meant(mention, text, words):
            continue
        region = known.choose(regions, parents=parents, year=year)
        if region is None:
            facts.candidates = tuple(r for r in regions if r.last is None)
            region = Region(regions[0].name, regions[0].level)
        facts.region, facts.level = region, region.level
        parents = (*parents, region)
        end = mention.end
    return end


def _zone(mention: Mention, text: str, words: Words) -> str:
    """The name of a zone that begins with the short name of its city: 合肥高新区, 哈尔滨新区."""
    city = text[mention.start : mention.end]
    zone = words.zone.match(text, mention.end)
    if zone is None or any(region.name == city for region in mention.regions):
        return ""
    if any(inner.start == 0 and inner.end > 2 for inner in gazetteer().mentions(zone[0])):
        return ""  # 河北雄安新区: the zone is listed itself.
    before = text[: mention.start]
    if before and not (
        before[-1] in SEPARATORS
        or before[-1].isdigit()
        or words.before_place.fullmatch(before)
        or before[-1] in "省市州"
    ):
        return ""
    return city + zone[0]


def _meant(mention: Mention, text: str, words: Words) -> bool:
    """Whether the name of a region is meant as one: 青海 is in 2024_青海, 公安 not in 县公安局."""
    name = text[mention.start : mention.end]
    full = any(region.name == name for region in mention.regions)
    if len(name) > 2 and (full or name[-1] in "州县旗"):
        return True
    if full:
        # 丰县 is also the end of 年丰县.
        return _starts_fresh(mention.start, text, words)
    after = text[mention.end : mention.end + 20]
    if after and not (after[0] in SEPARATORS or after[0].isdigit()):
        followed = words.place_follows.match(after) or next(
            (m for m in gazetteer().mentions(after) if m.start == 0), None
        )
        if not followed and (mention.regions[0].level == "county" or not words.organ.match(after)):
            return False
    return _starts_fresh(mention.start, text, words)


def _starts_fresh(at: int, text: str, words: Words) -> bool:
    """Whether a name may begin here: after a mark, a year, or the name of a region above."""
    before = text[at - 1 : at]
    return (
        (before in SEPARATORS and not (before == "年" and not words.year_end.search(text[:at])))
        or before.isdigit()
        or before in "共省市州"
        or words.before_place.fullmatch(text[:at]) is not None
        or any(m.end == at for m in gazetteer().mentions(text[:at]))
    )


def _unlisted_region(rest: str, words: Words, facts: TitleFacts) -> None:
    """A township, or a county in no list, before an organ, a kind of report or a year."""
    rank = RANKS[facts.region.level] if facts.region else -1
    rest = words.body_before_place.sub(lambda match: " " * len(match[0]), rest)
    end = -1
    for match in words.place.finditer(rest):
        after = rest[match.end() : match.end() + 8]
        # 某县某镇政府, and not 县农业农村局.
        if end >= 0 and not (match.start() == end and words.place_follows.match(after)):
            return
        stem, suffix = words.before_place.sub("", match[1], count=1), match[2]
        # 某县某镇, 某总局某县: the last name in the run is the finest.
        for inner in words.inner_break.finditer(stem):
            if len(stem) - inner.end() >= 2:
                stem = stem[inner.end() :]
                break
        level = level_of_name(suffix)
        if RANKS[level] <= rank:
            continue
        facts.level, end, rank = level, match.end(), RANKS[level]
        if len(stem) >= 2 and not any(char in words.unnamed for char in stem):
            facts.region, facts.candidates = Region(stem + suffix, level), ()


def _without_years(text: str) -> str:
    """The text with its dates and years made spaces."""
    for pattern in (DATE, _YEAR_WORD):
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    return text


def _organ(text: str, words: Words) -> str:
    """The organ that reports: what ends in the last name of an organ before the report's kind."""
    head = text[:80]
    for phrase in (words.no_organ, SESSION, LOCAL_SESSION):
        head = phrase.sub(lambda match: " " * len(match[0]), head)
    kind = words.kind.search(head)
    last = None
    for match in words.organ.finditer(head, 0, kind.start() if kind else len(head)):
        last = match
    if last is None:
        return ""
    start = 0
    for mention in years_in(head[: last.start()]):
        after = _AFTER_YEAR.match(head, mention.end)
        start = after.end() if after else mention.end
    name: str = _BREAKS.split(head[start : last.end()])[-1]
    return name.rpartition("上的")[2].lstrip("的关于在")  # 在某某会议上的法院工作报告


def _governs(organ: str, words: Words) -> bool:
    """Whether an organ is a region's own government, party committee or congress."""
    return any(match.end() == len(organ) for match in words.government.finditer(organ))
