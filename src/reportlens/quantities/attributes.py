"""Bound from afar, change and status of a quantity, from the words around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlens.quantities.words import Words
from reportlens.report import Bound, Change, Date, Quantity, Status

if TYPE_CHECKING:
    from reportlens.quantities.context import Place


def bound_apart(row: Quantity, place: Place, words: Words) -> Bound:
    """The bound that words apart from the number set; ``exact`` when there are none."""
    clause = place.clause
    if words.or_more.match(place.after):
        return "at_least"
    if row.kind in ("point", "rank", "ratio"):
        return "exact"
    for word, bound in words.apart if words.any_apart.search(clause) else ():
        at = clause.rfind(word)
        if at < 0:
            continue
        tail = clause[at + len(word) :]
        near = not tail or (
            row.kind in ("multiple", "percent", "money") and len(tail) < 25 and tail.endswith("的")
        )
        if not tail or near or (row.kind == "percent" and len(tail) <= 4 and bound == "more_than"):
            return bound
    if place.after.startswith(words.within) and row.kind == "duration":
        return "at_most"
    return "exact"


def change_of(row: Quantity, place: Place, previous: Quantity | None, words: Words) -> Change:
    """What the number says of what it measures: a level, an increase or a decrease."""
    if row.kind in ("rank", "ratio"):
        return "level"
    if row.kind == "multiple" and "番" in row.text:
        return "increase"
    if row.kind in ("percent", "point") and (behind := words.rate_behind.match(place.after)):
        return words.rate_of[behind.group()]
    clause = place.clause
    for word, change in words.adjacent.get(clause[-1:], ()):
        if clause.endswith(word) and _speaks_of_change(word, row, clause, words):
            return change
    last: re.Match[str] | None = None
    for last in words.change.finditer(clause) if clause else ():  # noqa: B007
        pass
    if last is not None and _governs(last, row, clause, words):
        if last.group() not in words.change_names and words.reached.match(clause, last.end()):
            # 涨幅回落到2% still says by how much it rose.
            rate = words.rate_of.get(clause[max(0, last.start() - 2) : last.start()])
            return rate or "level"
        return words.change_of[last.group()]
    if clause.endswith("高") and words.against_before.search(clause):
        return "increase"
    listed = place.continued and (not clause or words.list_goes_on.match(clause))
    if last is None and listed and previous is not None and previous.kind == row.kind:
        return previous.change
    if previous is not None and words.that_is.match(clause):
        return previous.change
    return "level"


def _speaks_of_change(word: str, row: Quantity, clause: str, words: Words) -> bool:
    if word in ("多", "少"):
        return bool(words.than.search(clause))
    if word == "提前":
        return row.kind == "duration"
    return True


def _governs(word: re.Match[str], row: Quantity, clause: str, words: Words) -> bool:
    """Whether a change word speaks of this number and not of something between."""
    text, between = word.group(), clause[word.end() :]
    if between.startswith("的") and (len(between) > 1 or row.kind == "duration"):
        return False  # what follows is only described by the word: 新增的企业纳税
    if row.kind == "duration":
        return len(between) <= 8 and text in words.lasting
    if row.kind in ("count", "measure") and text not in words.added:
        if "、" in between or between.endswith(words.ends_list) or row.unit == "次":
            return False
        return not (between and not words.reached.match(between) and text in words.two_way)
    return not (row.kind == "percent" and text in words.added)


def status_of(
    row: Quantity,
    place: Place,
    previous: Quantity | None,
    last: Date | None,
    year: int | None,
    recalled: bool,
    words: Words,
) -> Status:
    """Whether the figure is reported or aimed at, from section, tense words and dates.

    `last` is the last date before the number that is not compared with (``比上年``), `year`
    the year that the report's plans are for; `recalled` says that the number stands where
    a plan looks back.
    """
    clause = place.whole_clause
    if words.anniversary.search(row.text) or words.basis.match(place.after):
        return "actual"
    if row.kind == "duration" and (
        words.since.match(place.after) or words.recent.search(place.clause)
    ):
        return "actual"
    if not place.clause and place.continued and previous is not None:
        return previous.status
    says = row.kind == "count" and words.says.search(clause) is not None
    if row.label in ("goal", "plan"):
        if words.origin.search(clause) and words.goes_to.match(place.after):
            return "actual"
        if _in_clause(last, row, clause) and _is_past(last, year):
            # 由今年的52%提高到60%: the year is that of the first figure.
            first = previous is None or last is None or last.start > previous.start
            if first or not words.to.search(place.clause):
                return "actual"
        arrives = place.continued and words.to.search(place.clause) is not None
        for match in words.actual.finditer(clause):
            before = clause[match.start() - 1 : match.start()]
            # 由去年的52%提高到60%: 去年 is the year of the first figure.
            if before not in words.thans and not (arrives and before in words.froms):
                return "actual"
        if says:
            return "actual"
        return "actual" if recalled or words.perfect.search(place.clause) else "target"
    if row.kind == "duration" and clause.removesuffix("的").endswith(words.ahead):
        return "target"
    if year and last and last.year is not None and last.year > year and last.kind != "century":
        return "target"
    if words.will.search(place.clause):
        return "target"
    if (
        row.label == "other"
        and not says
        and not words.actual.search(clause)
        and _aims(clause, words)
    ):
        return "actual" if _in_clause(last, row, clause) and _is_past(last, year) else "target"
    return "actual"


def _in_clause(date: Date | None, row: Quantity, clause: str) -> bool:
    return date is not None and date.end > row.start - len(clause)


def _is_past(date: Date | None, year: int | None) -> bool:
    if date is None or year is None or date.year is None:
        return False
    return date.year < year and date.kind != "plan"


def _aims(clause: str, words: Words) -> bool:
    """Whether a word of aiming stands in the clause, and not in a comparison with a plan."""
    return bool(words.must.search(clause)) or any(
        not words.measured_against.search(clause, max(0, m.start() - 6), m.start())
        for m in words.target.finditer(clause)
    )


def unit_of_bare(row: Quantity, place: Place, following: Quantity | None, words: Words) -> None:
    """Unit of a number written without one: that of the list, 人 for people, 元 for totals."""
    if following is not None and following.kind in ("count", "money"):
        between = place.after[: following.start - row.end]
        if between and not between.strip("、和及与至"):
            row.unit, row.kind = following.unit, following.kind
            return
    if "人次" in place.clause or row.indicator.endswith("人次"):
        row.unit = "人次"
        return
    noun = _NOUN.match(place.after)
    behind = noun.group() if noun else ""
    if any(person in (behind or place.clause + row.indicator) for person in words.people):
        row.unit = "人"
    elif (not behind and any(word in row.indicator for word in words.totals)) or (
        row.low is not None and row.low >= _TRILLION
    ):
        row.unit, row.kind = "元", "money"


_TRILLION = 1e12
"""So much without a unit can only be money."""
_NOUN = re.compile("[^，。；、！？,;的”“（）()]{0,12}")
