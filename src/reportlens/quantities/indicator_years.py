"""Which year or span of years a stretch of a report speaks of."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from reportlens.quantities.indicator_cues import Cues
from reportlens.report import Date

Years = tuple[int, int]
"""First and last year."""

_SENTENCE_START = re.compile(r"[。！？!?；;][\s—\-－“”‘’（）()]*")
_NUMBERING = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}[、，．.]|[（(][一二三四五六七八九十\d]{1,2}[）)]|\d{1,2}[.．、])\s*"
)
_OPENING = "，！!、：: —－-“”‘’（）()\u3000\t"
_HEADING_CHARS = 45
_LEAD_CHARS = 8
_FIRST_CHARS = 30
_NESTED = 6
"""How many stretches begun last are looked at for one that holds a place."""


@dataclass(slots=True)
class Timeline:
    """What was said last, at every place, about the time under review and the time ahead."""

    reported: int | None
    """The year that the report looks back on."""
    coming: int | None
    """The year that it plans."""
    part_of_year: bool = False
    """The report was given in mid-year on the months before."""
    _kept: dict[str, tuple[list[int], list[Years | None]]] = field(default_factory=dict)
    _local: dict[str, list[tuple[int, int, Years]]] = field(default_factory=dict)

    def years_of(self, date: Date) -> Years | None:
        """First and last year of a date, as this report means it.

        一年来 ends with the year under review, which in a summary is the year of the report.
        """
        years = years_of(date)
        backward = date.kind == "relative" and date.first_year is not None
        if years and backward and self.reported and years[1] == self.reported - 1:
            return years[0] + 1, years[1] + 1
        return years

    def years(self, at: int, status: str) -> Years | None:
        """The years that a figure at a place is for, when its sentence names none."""
        side = "past" if status == "actual" else "future"
        local = self._local.get(side, [])
        last = bisect_right(local, at, key=lambda part: part[0])
        for start, end, years in reversed(local[max(0, last - _NESTED) : last]):
            if start <= at < end:
                return years
        starts, spans = self._kept.get(side, ([], []))
        before = bisect_right(starts, at) - 1
        if before >= 0 and spans[before]:
            return spans[before]
        year = self.reported if side == "past" else self.coming
        return (year, year) if year else None


def years_of(date: Date) -> Years | None:
    """First and last year of a date."""
    if date.year is None:
        return None
    return (date.first_year or date.year, date.year)


def timeline(
    text: str, dates: list[Date], year: int | None, cues: Cues, summary: str | None = None
) -> Timeline:
    """Follow a report's headings and the heads of its paragraphs and sentences.

    Parameters
    ----------
    text : str
        The view's text.
    dates : list of Date
        In text order, with offsets into `text`.
    year : int or None
        The year in which the report was given. Without it only spans with explicit years
        are known.
    cues : Cues
        Words of spans, salutations and titles.
    summary : str, optional
        Of a summary: what its title says behind its year.
    """
    reported = None if year is None else year - 1
    coming = year
    part = False
    if year is not None and summary is not None:
        reported, coming = year, year + 1
        part = cues.part_year.search(summary) is not None
    line = Timeline(reported, coming, part)
    if year is None:
        return line
    kept: dict[str, list[tuple[int, Years | None]]] = {"past": [], "future": []}
    local: dict[str, list[tuple[int, int, Years]]] = {"past": [], "future": []}
    for place in _heads(text, dates, cues):
        _note(place, line, kept, local)
    for side, events in kept.items():
        events.sort(key=lambda event: event[0])
        line._kept[side] = ([e[0] for e in events], [e[1] for e in events])
        line._local[side] = sorted(local[side])
    return line


@dataclass(slots=True)
class _Head:
    """The date at the head of a heading, paragraph or sentence."""

    date: Date
    start: int
    line_end: int
    heading: bool
    first: bool
    """At the head of the paragraph, not of a sentence inside it."""
    others: list[Date] = field(default_factory=list)
    """Of a heading: all its dates."""
    after: str = ""
    just_past: bool = False
    names: bool = False
    """The date is part of a name (“十四五”规划)."""


def _heads(text: str, dates: list[Date], cues: Cues) -> list[_Head]:
    heads: list[_Head] = []
    line_start = line_end = start = scanned = -1
    taken = -1
    """Where the sentence began whose head is known already."""
    heading = False
    for number, date in enumerate(dates):
        if date.start >= line_end:
            line_start = text.rfind("\n", max(line_end, 0), date.start) + 1 or max(line_end, 0)
            line_end = text.find("\n", date.start)
            line_end = len(text) if line_end < 0 else line_end
            start = scanned = line_start
            heading = _is_heading(text, line_start, line_end)
            if heading:
                heads.append(_heading(text, dates, number, line_start, line_end))
        if heading or date.year is None or date.kind in ("decade", "century"):
            continue
        for mark in _SENTENCE_START.finditer(text, scanned, date.start):
            start = mark.end()
        scanned = date.start
        lead = text[start : min(date.start, start + _FIRST_CHARS)]
        just_past = cues.just_past.search(text, max(start, date.start - 6), date.start)
        if just_past:
            lead = just_past.group()
        elif start == taken or len(lead) == _FIRST_CHARS:
            continue
        numbered = _NUMBERING.match(lead)
        lead = lead[numbered.end() :] if numbered else lead
        lead = cues.salutation.sub("", lead).lstrip(_OPENING)
        if len(lead) <= _LEAD_CHARS and "，" not in lead:
            taken = start
            opening = text[line_start : min(start, line_start + _FIRST_CHARS)]
            greeting = cues.salutation.search(opening) is not None
            after = text[date.end : date.end + 8]
            heads.append(
                _Head(
                    date,
                    start,
                    line_end,
                    heading=False,
                    first=greeting or not opening.strip(_OPENING),
                    after=after,
                    just_past=just_past is not None,
                    names=cues.date_name.match(after.lstrip('”’"')) is not None,
                )
            )
    return heads


def _is_heading(text: str, start: int, end: int) -> bool:
    if end - start > _HEADING_CHARS + 20:
        return False
    line = text[start:end].strip()
    return len(line) <= _HEADING_CHARS and not line.endswith(tuple("。！；：，"))


def _heading(text: str, dates: list[Date], first: int, start: int, end: int) -> _Head:
    last = first
    while last < len(dates) and dates[last].start < end:
        last += 1
    return _Head(dates[first], start, end, heading=True, first=True, others=dates[first:last])


def _note(
    head: _Head,
    line: Timeline,
    kept: dict[str, list[tuple[int, Years | None]]],
    local: dict[str, list[tuple[int, int, Years]]],
) -> None:
    """Turn one head into what it says about the text after it."""
    reported, coming = line.reported or 0, line.coming or 0
    if head.heading:
        spans = [y for d in head.others if (y := line.years_of(d)) and y[0] < y[1]]
        singles = [d.year for d in head.others if d.year and not (d.first_year or d.year) < d.year]
        for side, end in (("past", reported), ("future", coming)):
            fits = [s for s in spans if (s[1] <= reported) == (side == "past")]
            if fits and end not in singles:
                kept[side].append((head.start, fits[0]))
            elif end in singles or fits:
                kept[side].append((head.start, None))
        later = [s for s in singles if s > coming]
        if later and not spans and reported not in singles and coming not in singles:
            kept["future"].append((head.start, (later[0], later[0])))
        return
    years = line.years_of(head.date)
    if years is None:
        return
    single = years[0] == years[1]
    side = "past" if years[1] <= reported else "future"
    if not single:
        if head.names:
            return
        if side == "future" and years[0] < coming - 1:
            return
        if head.first:
            kept[side].append((head.start, years))
        else:
            local[side].append((head.start, head.line_end, years))
        return
    lasting = (
        head.after.startswith("是")
        or (head.date.kind == "relative" and head.date.year == coming)
        or (head.date.kind == "relative" and head.date.first_year is not None)
        or head.just_past
    )
    if years[1] not in (reported, coming):
        if years[1] == coming + 1 and head.first:
            local[side].append((head.start, head.line_end, years))
        return
    if head.first and lasting:
        kept[side].append((head.start, None))
    elif head.first or lasting:
        local[side].append((head.start, head.line_end, years))
