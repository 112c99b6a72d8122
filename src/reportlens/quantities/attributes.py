"""Bound from afar, change and status of a quantity, from the words around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlens.quantities.words import Words
from reportlens.report import Bound, Change, Date, Label, Quantity, Status

if TYPE_CHECKING:
    from reportlens.quantities.context import Place

_TO = re.compile("[了]?[到至为成]")
_CHANGE_BEHIND = re.compile("^的?(增速|增幅|增长|涨幅|速度|降幅|增长率)")
_LIST_JOINT = re.compile("^[、和及与或以]")
_FROM = re.compile("[由从](?:[^由从到至]{0,16})$")
_FROM_TO = re.compile("^[^，；。]{0,12}?(?:到|至|为)")
_MORE = re.compile("^(?:或者?|，)?(?:更多|再多)|^或者?更")


def bound_apart(row: Quantity, place: Place, words: Words) -> Bound:
    """The bound that words apart from the number set; ``exact`` when there are none."""
    clause = place.clause
    if _MORE.match(place.after):
        return "at_least"
    if row.kind in ("point", "rank", "ratio"):
        return "exact"
    for word, bound in words.apart:
        at = clause.rfind(word)
        if at < 0:
            continue
        tail = clause[at + len(word) :]
        near = not tail or (
            row.kind in ("multiple", "percent", "money") and len(tail) < 25 and tail.endswith("的")
        )
        if not tail or near or (row.kind == "percent" and len(tail) <= 4 and bound == "more_than"):
            return bound  # type: ignore[return-value]
    if place.after.startswith("内") and row.kind == "duration":
        return "at_most"
    return "exact"


def change_of(row: Quantity, place: Place, previous: Quantity | None, words: Words) -> Change:
    """What the number says of what it measures: a level, an increase or a decrease."""
    if row.kind in ("rank", "ratio"):
        return "level"
    if row.text.startswith("翻") and row.kind == "multiple":
        return "increase"
    behind = _CHANGE_BEHIND.match(place.after)
    if behind:
        return "decrease" if behind.group(1) == "降幅" else "increase"
    clause = place.clause
    last: re.Match[str] | None = None
    for match in words.change.finditer(clause):
        if len(match.group()) > 1 or match.end() == len(clause):
            last = match
    if last is not None and row.kind == "duration" and len(clause) - last.end() > 8:
        last = None
    if last is not None:
        if _TO.match(clause, last.end()):
            return "level"
        change = words.change_of[last.group()]
        if change == "increase" and last.group() == "多" and "比" not in clause and "较" not in clause:
            return "level"
        return change  # type: ignore[return-value]
    if clause.endswith("高") and re.search("比(?:去年|上年|.{0,6}预算)", clause):
        return "increase"
    if place.continued and previous is not None and previous.kind == row.kind:
        if _LIST_JOINT.match(clause) or not clause:
            return previous.change
    return "level"


def status_of(
    row: Quantity,
    place: Place,
    previous: Quantity | None,
    label: Label,
    dates: list[Date],
    year: int | None,
    words: Words,
) -> Status:
    """Whether the figure is reported or aimed at, from section, tense words and dates."""
    planned = label in ("goal", "plan")
    clause = place.whole_clause
    before = [d for d in dates if d.end <= row.start]
    last = before[-1] if before else None
    if planned:
        if _FROM.search(place.clause) and _FROM_TO.match(place.after):
            return "actual"
        if year and last and last.year is not None and last.end > row.start - len(clause):
            compared = place.sentence_before[: last.start - row.start][-1:] in ("比", "较", "与")
            if last.year < year and not compared and last.kind != "plan":
                return "actual"
        for match in words.actual.finditer(clause):
            if clause[match.start() - 1 : match.start()] not in ("比", "较") and len(match.group()) > 1:
                return "actual"
        return "target"
    if row.kind == "duration" and re.search("(?:今后|未来|以后)(?:的)?$", clause):
        return "target"
    if year and last and last.year is not None and last.year > year and last.kind != "century":
        return "target"
    if label == "other":
        if words.target.search(place.sentence_before[-40:]) and not words.actual.search(clause):
            return "target"
    return "actual"


def unit_of_bare(row: Quantity, place: Place, following: Quantity | None, words: Words) -> None:
    """Unit of a number written without one: that of the list, 人 for people, 元 for totals."""
    if following is not None and not place.after[: following.start - row.end].strip("、和及与至"):
        if following.kind == "count" or following.kind == "money":
            row.unit, row.kind = following.unit, following.kind
            return
    noun = re.match("[^，。；、！？,;的”“（）()]{0,12}", place.after)
    behind = noun.group() if noun else ""
    names = (behind, place.clause) if behind else (place.clause,)
    for name in names:
        if any(person in name for person in words.people):
            row.unit = "人"
            return
    if any(word in row.indicator for word in ("总量", "总值", "产值", "收入", "投资")):
        row.unit, row.kind = "元", "money"
