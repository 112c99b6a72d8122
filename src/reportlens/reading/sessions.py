"""The year of a report by the session of the congress that it was given to.

Sessions of the National People's Congress and of the party's congresses are known by their
numbers (tables in ``lexicons/reading.toml``), those of the provinces' congresses too, as they
all sit in the same terms; the terms of cities and counties differ.
"""

from __future__ import annotations

import re

from reportlens.reading.regions import gazetteer
from reportlens.reading.words import Words
from reportlens.reading.years import (
    LOCAL_SESSION,
    PARTY_CONGRESS,
    PARTY_REPORT,
    SESSION,
    local_session_year,
    number_of,
    session_year,
)

_CENTRAL_COMMITTEE = re.compile(r"第?([一二三四五六七八九十]{1,3})届中央委员会")
_FIVE_YEARS_SINCE = re.compile(r"以来[的，,]?[五四5]年")
_LIKE_THE_NATIONAL = 14
_SINCE = re.compile(r"闭幕|以来|到现在|到这次|到我们")
_AT = re.compile(r"向(?:中华人民共和国)?$")
_GIVEN_TO = re.compile(r"[向在]([^，。\s]{2,40}?次会议)")
_OPENS = re.compile(r"[，,]?(?:现在|的主题|是|将|在[^，。]{4,40}召开)|作报告|作政治报告")


def session_of_head(meeting: str, opening: str, words: Words) -> int | None:
    """The year by the session that a dateline, or the opening of the speech, names."""
    source = meeting + "\n" + opening[:800]
    for match in SESSION.finditer(source):
        year = session_year(match["congress"], match["session"], words.congress)
        if year is None:
            continue
        if _FIVE_YEARS_SINCE.match(source, match.end()):
            return words.congress.get((number_of(match["congress"]) + 1, 1))
        if _SINCE.match(source, match.end()):
            # Sessions were not yearly from the second congress to the fourth.
            yearly = number_of(match["congress"]) not in (2, 3, 4)
            return year + 1 if match["session"] and yearly else None
        if match.end() <= len(meeting) or _AT.search(source[: match.start()]):
            return year
    deputed = _CENTRAL_COMMITTEE.search(opening[:400])
    if deputed:
        return words.party_congress.get(number_of(deputed[1]) + 1)
    for match in PARTY_CONGRESS.finditer(source[:600]):
        if _OPENS.match(source, match.end()) or match.end() <= len(meeting):
            return words.party_congress.get(number_of(match["congress"] or match["short"]))
    return _local(meeting, words) or _local(_to(opening[:400]), words)


def session_in_title(text: str, words: Words) -> int | None:
    """The year by the session that a title or a file name holds."""
    match = SESSION.search(text)
    if match:
        return session_year(match["congress"], match["session"], words.congress)
    match = PARTY_CONGRESS.search(text)
    if match:
        return words.party_congress.get(number_of(match["congress"] or match["short"]))
    match = PARTY_REPORT.match(text.strip())
    if match:
        return words.party_congress.get(number_of(match["short"]))
    return _local(text, words)


def _to(opening: str) -> str:
    """The session that a first sentence says the report is given to."""
    match = _GIVEN_TO.search(opening)
    return match[1] if match else ""


def _local(text: str, words: Words) -> int | None:
    """The year of the session of a province's congress that a short text names."""
    match = LOCAL_SESSION.search(text)
    if match is None:
        return None
    named = list(gazetteer().mentions(text[: match.start()]))
    if not named or named[-1].end != match.start():
        return None
    standing = [r for r in named[-1].regions if r.last is None and r.level == "province"]
    if not standing:
        return None
    number = words.provincial_congress.get(standing[0].name, _LIKE_THE_NATIONAL)
    return local_session_year(match["congress"], match["session"], number)


__all__ = ["session_in_title", "session_of_head"]
