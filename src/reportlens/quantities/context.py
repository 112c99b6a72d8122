"""Quantities in their sentences: bound from afar, change, status, period, name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from reportlens.quantities.attributes import bound_apart, change_of, status_of, unit_of_bare
from reportlens.quantities.naming import Namer
from reportlens.quantities.patterns import Found
from reportlens.quantities.period import period_of, plan_year
from reportlens.quantities.tense import looking_back
from reportlens.quantities.words import Words
from reportlens.report import Date, Quantity, Sentence

_FAR = 160
_CLAUSE_END = re.compile("[，；。：！？,;:!?\n]")


@dataclass(slots=True)
class Place:
    """A quantity with the text around it that the rules read."""

    found: Found
    clause: str
    """From the last clause mark, or the quantity before, to the number."""
    continued: bool
    """No clause mark stands between the quantity before and this one."""
    whole_clause: str
    """From the last clause mark to the number, quantities before included; its last 160
    characters, so that a hostile list takes no quadratic time."""
    after: str
    """The text behind, to the end of the sentence and at most 40 characters."""
    clause_before: str
    """The clause before that, when no quantity stands in it."""
    part_start: int
    """Where the part of the sentence between semicolons begins."""
    gap: int
    """Characters to the next quantity of the sentence; -1 when there is none."""


def read_context(
    text: str,
    found: list[Found],
    sentences: list[Sentence],
    dates: list[Date],
    year: int | None,
    words: Words,
) -> list[Quantity]:
    """Rows for what the grammar found, each read in its sentence."""
    rows: list[Quantity] = []
    planned_year = plan_year(text, dates, year, words)
    date_starts = [date.start for date in dates]
    recalled = looking_back(text, sentences, dates, planned_year, words)
    recall = 0
    for sentence, group in _by_sentence(text, found, sentences):
        namer = Namer(words)
        places = _places(text, group, sentence)
        row: Quantity | None = None
        named: list[Quantity] = []
        at = bisect_left(date_starts, sentence.start)
        date: Date | None = None
        lasting: Date | None = None
        for place in places:
            item = place.found
            while at < len(dates) and dates[at].end <= item.start:
                before = text[max(0, dates[at].start - 2) : dates[at].start].rstrip('“‘"')[-1:]
                # 比上年 names the year of the figure compared with, 由上年的 of the first alone.
                if before not in words.compared and (dates[at].year is not None or date is None):
                    date = dates[at]
                    lasting = lasting if before in words.froms else date
                at += 1
            previous = row
            row = Quantity(
                item.start,
                item.end,
                text[item.start : item.end],
                low=without_noise(item.low),
                high=without_noise(item.high),
                unit=item.unit,
                kind=item.kind,
                bound=item.bound,
                label=sentence.label,
            )
            if row.bound == "exact":
                row.bound = bound_apart(row, place, words)
            row.change = change_of(row, place, previous, words)
            near = date if date is not None and date.start >= place.part_start else None
            while recall < len(recalled) and recalled[recall][1] <= item.start:
                recall += 1
            back = recall < len(recalled) and recalled[recall][0] <= item.start
            row.status = status_of(row, place, previous, near, planned_year, back, words)
            if (
                item.kind == "duration"
                and row.status == "actual"
                and place.after.startswith(words.within)
            ):
                row.bound = "exact"  # 五年内 looking back is a time, no limit
            row.period = period_of(
                row, near if date is None or date.kind == "relative" else date, planned_year
            )
            date = lasting
            named.append(row)
        namer.name(named, places)
        following: Quantity | None = None
        for named_row, place in zip(reversed(named), reversed(places), strict=True):
            if place.found.bare:
                unit_of_bare(named_row, place, following, words)
            elif named_row.unit == "度" and _is_power(text, sentence.start, named_row.start, words):
                named_row.unit = "千瓦时"
            following = named_row
        rows.extend(named)
    return rows


def _is_power(text: str, start: int, end: int, words: Words) -> bool:
    """Whether 度 is a kilowatt hour: 电 stands before it, and nothing of warmth."""
    before = text[max(start, end - 80) : end]
    warmth = max((before.rfind(word) for word in words.warmth), default=-1)
    return max((before.rfind(word) for word in words.power), default=-1) > warmth


def _by_sentence(
    text: str, found: list[Found], sentences: list[Sentence]
) -> Iterator[tuple[Sentence, list[Found]]]:
    """Quantities with the sentence they stand in; a line where no sentence is given."""
    starts = [sentence.start for sentence in sentences]
    at = 0
    while at < len(found):
        item = found[at]
        number = bisect_left(starts, item.start + 1) - 1
        if number >= 0 and item.start < sentences[number].end:
            sentence = sentences[number]
        else:
            start = text.rfind("\n", 0, item.start) + 1
            end = text.find("\n", item.end)
            sentence = Sentence(start, end if end >= 0 else len(text))
        group = [item]
        at += 1
        while at < len(found) and found[at].start < sentence.end:
            group.append(found[at])
            at += 1
        yield sentence, group


def _places(text: str, group: list[Found], sentence: Sentence) -> list[Place]:
    places = []
    past = sentence.start
    clause_start = part_start = sentence.start
    for item, following in zip(group, [*group[1:], None], strict=True):
        gap = text[past : item.start]
        marks = list(_CLAUSE_END.finditer(gap))
        continued = not marks and past > sentence.start
        clause_before = ""
        if marks and (len(marks) > 1 or past == sentence.start):
            begin = marks[-2].end() if len(marks) > 1 else 0
            clause_before = gap[begin : marks[-1].start()][:40]
        part_start = max((past + m.end() for m in marks if m.group() in "；;"), default=part_start)
        if marks:
            clause_start = past + marks[-1].end()
            clause = gap[marks[-1].end() :]
        else:
            clause = gap
        places.append(
            Place(
                item,
                clause,
                continued,
                text[max(clause_start, item.start - _FAR) : item.start],
                text[item.end : min(item.end + 40, max(sentence.end, item.end))],
                clause_before,
                part_start,
                following.start - item.end if following else -1,
            )
        )
        past = item.end
    return places


def without_noise(value: float | None) -> float | None:
    """A number to fifteen significant digits: 2.76万亿 is 2760000000000, not …759999.9995.

    >>> without_noise(2.76 * 1e4 * 1e8)
    2760000000000.0
    """
    if value is None or value.is_integer():
        return value
    return float(f"{value:.15g}")
