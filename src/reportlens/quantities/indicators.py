"""Indicator records: the table a researcher would otherwise type by hand."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from reportlens.lexicon import Lexicon
from reportlens.lexicon.schema import IndicatorEntry
from reportlens.quantities.indicator_clauses import Figure, figures
from reportlens.quantities.indicator_cues import Cues, compiled_cues
from reportlens.quantities.indicator_dates import figure_year
from reportlens.quantities.indicator_names import Names, compiled_names
from reportlens.quantities.indicator_sentence import Sentence as Clauses
from reportlens.quantities.indicator_years import timeline
from reportlens.quantities.period import summed_up
from reportlens.quantities.words import compiled_words
from reportlens.report import Date, Indicator, Quantity, Sentence
from reportlens.text.view import View

_STOP = re.compile(r"[。！？!?\n]")
_TITLE_CHARS = 120
_SENTENCE_CHARS = 1500
"""Longer sentences are cut, so that time stays in proportion to length."""


def find_indicators(
    view: View,
    quantities: list[Quantity],
    sentences: list[Sentence],
    dates: list[Date],
    year: int | None,
    lexicon: Lexicon,
) -> list[Indicator]:
    """One record a reported single-year figure of a standard indicator.

    Parameters
    ----------
    view : View
        The clean view.
    quantities : list of Quantity
        In text order, with status and change. Those that measure an indicator get its id
        as `indicator_id`, also when they are no figure of a single year.
    sentences : list of Sentence
        Kept for the interface; the status of each quantity carries what they say.
    dates : list of Date
        In text order.
    year : int or None
        The year in which the report was given; without it only explicit years are resolved.
    lexicon : Lexicon
        Indicators and the words around their figures.

    Returns
    -------
    list of Indicator
        In text order, with offsets into the view; a figure given twice is one record.
        Falls of indicators that measure a change are negative.
    """
    names, cues = compiled_names(lexicon), compiled_cues(lexicon)
    summary = summed_up(view.text, dates, year, compiled_words(lexicon))
    line = timeline(view.text, dates, year, cues, summary)
    records: list[Indicator] = []
    stopgaps: list[Indicator] = []
    for sentence in _sentences(view.text, quantities, dates, names):
        found: list[Indicator] = []
        for figure in figures(sentence, names, cues):
            entry = names.entries[figure.indicator]
            value = _value(figure, entry, cues)
            if value is None:
                continue
            quantity = figure.quantity
            quantity.indicator_id = figure.indicator
            known = figure_year(figure, sentence, entry, line, cues)
            if known is None or quantity.low is None:
                continue
            record = Indicator(
                quantity.start,
                quantity.end,
                indicator=figure.indicator,
                year=known[0],
                status=known[1],
                low=value[0],
                high=value[1],
                unit=quantity.unit,
                bound=quantity.bound,
            )
            (stopgaps if figure.fallback else found).append(record)
        records += _settle(found, view.text, cues)
    known_ones = {_subject(r) for r in records}
    records += [r for r in stopgaps if _subject(r) not in known_ones]
    records.sort(key=lambda r: r.start)
    return _without_marks(_once(records), view.text, cues)


def _sentences(
    text: str, quantities: list[Quantity], dates: list[Date], names: Names
) -> Iterator[Clauses]:
    """The sentences that name an indicator and hold a figure."""
    mentions = names.find(text)
    quantity_starts = [q.start for q in quantities]
    date_starts = [d.start for d in dates]
    title = text[:_TITLE_CHARS]
    at = floor = 0
    while at < len(mentions):
        if not mentions[at].name.ids and not mentions[at].name.context:
            at += 1
            continue
        first = mentions[at].start
        start = max(text.rfind(mark, floor, first) for mark in "。！？!?\n") + 1 or floor
        stop = _STOP.search(text, mentions[at].end, first + _SENTENCE_CHARS)
        end = stop.start() if stop else min(first + _SENTENCE_CHARS, len(text))
        floor = end
        last = at
        while last < len(mentions) and mentions[last].start < end:
            last += 1
        inside = quantities[bisect_left(quantity_starts, start) : bisect_left(quantity_starts, end)]
        inside = [q for q in inside if q.kind not in ("duration", "rank", "ratio")]
        if inside and inside[-1].start >= first - 30:
            before = at
            while before and mentions[before - 1].start >= start:
                before -= 1
            around = dates[bisect_left(date_starts, start) : bisect_right(date_starts, end)]
            yield Clauses(text, start, end, mentions[before:last], inside, around, title[:start])
        at = last


def _value(figure: Figure, entry: IndicatorEntry, cues: Cues) -> tuple[float, float] | None:
    """The figure with its sign, or None when it is not one of this indicator."""
    quantity = figure.quantity
    low, high = _clean(quantity.low or 0.0), _clean(quantity.high or quantity.low or 0.0)
    move = next(reversed(list(cues.move.finditer(figure.lead))), None)
    stepped = (
        move is not None
        and not move["reached"]
        and cues.reaches.search(figure.lead, move.end()) is None
    )
    if entry.measure == "level":
        return None if stepped else (low, high)
    if quantity.kind != "percent":
        return None
    if move is None and quantity.change == "level" and not _says_growth(figure, cues):
        return None
    fall = stepped and move is not None and bool(move["fall"])
    if not fall and move is None:
        fall = quantity.change == "decrease"
    fall = fall or (entry.falls and (move is None or not move["rise"]))
    return (-high, -low) if fall and low >= 0 else (low, high)


def _clean(number: float) -> float:
    """Without the noise of binary fractions: 2.76 × 10¹² is 2760000000000."""
    return float(f"{number:.12g}")


def _says_growth(figure: Figure, cues: Cues) -> bool:
    """Whether a bare percentage after a name of a change can only be that change."""
    if cues.move.search(figure.name):
        return True
    return figure.named and (
        cues.move.search(figure.clause) is not None
        or figure.quantity.status == "target"
        or len(figure.lead.strip()) == 0
    )


def _settle(found: list[Indicator], text: str, cues: Cues) -> list[Indicator]:
    """Of ``突破6万亿元，达到6.2万亿元`` or ``达到50.3%，首次过半`` keep the number itself."""
    kept: list[Indicator] = []
    for record in found:
        if kept:
            last = kept[-1]
            same = all(
                getattr(last, field) == getattr(record, field)
                for field in ("indicator", "year", "status", "unit")
            )
            passed = last.bound == "more_than" or cues.mark.match(text, last.end) is not None
            if same and passed and (record.low or 0) >= (last.low or 0):
                kept.pop()
            elif same and record.bound == "more_than" and (record.low or 0) <= (last.low or 0):
                continue
            elif same and "（" in text[last.end : record.start]:
                continue  # 增长1.7%（同口径增长2.5%）
        kept.append(record)
    return kept


def _subject(record: Indicator) -> tuple[str, int, str]:
    return record.indicator, record.year, record.status


def _without_marks(records: list[Indicator], text: str, cues: Cues) -> list[Indicator]:
    """Leave out round amounts that were passed when the report gives the amount itself."""
    amounts: dict[tuple[str, int, str], float] = {}
    for r in records:
        if r.unit != "%" and r.bound in ("exact", "about"):
            amounts[_subject(r)] = max(amounts.get(_subject(r), 0.0), r.low or 0.0)
    return [
        r
        for r in records
        if r.unit == "%"
        or not (r.bound == "more_than" or cues.mark.match(text, r.end))
        or amounts.get(_subject(r), 0.0) <= (r.low or 0.0)
    ]


def _once(records: list[Indicator]) -> list[Indicator]:
    """Leave out figures given before."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for r in records:
        key = (r.indicator, r.year, r.status, r.low, r.high, r.unit)
        if key not in seen:
            seen.add(key)
            kept.append(r)
    return kept
