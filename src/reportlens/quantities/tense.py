"""Where a plan looks back: ``去年，…。产量达到…。今年要…``.

A sentence that begins with a time of the past makes what follows in its paragraph
reported fact, until a word or date turns to what is to come.
"""

from __future__ import annotations

from bisect import bisect_left

from reportlens.quantities.words import Words
from reportlens.report import Date, Sentence

_HEAD = 16
"""How far into a sentence its time may stand, after a number or a few words."""
_PAUSE = 8
"""Within how many characters behind the time a comma must follow."""
_EDGE = " \u3000\t—-－“”‘’（）()、.．，：:0123456789一二三四五六七八九十"


def looking_back(
    text: str, sentences: list[Sentence], dates: list[Date], year: int | None, words: Words
) -> list[tuple[int, int]]:
    """The stretches of goals and plans that report what was, as offsets in text order.

    Parameters
    ----------
    text : str
        The view's text.
    sentences : list of Sentence
        With their labels.
    dates : list of Date
        In text order.
    year : int or None
        The year that the report's plans are for.
    words : Words
        Of the lexicon.
    """
    stretches: list[tuple[int, int]] = []
    if year is None:
        return stretches
    starts = [date.start for date in dates]
    back = False
    last = 0
    for sentence in sentences:
        if sentence.label not in ("goal", "plan"):
            back = False
            last = sentence.end
            continue
        back = back and "\n" not in text[last : sentence.start + 1]
        last = sentence.end
        first = bisect_left(starts, sentence.start)
        date = dates[first] if first < len(dates) and starts[first] < sentence.end else None
        head = _past_head(text, sentence, date, year, words)
        if head is None and not back:
            continue
        begin = sentence.start if head is None else head
        if head is None and words.resolves.match(text[begin : sentence.end].lstrip(_EDGE)):
            back = False
            continue
        turn = words.turns.search(text, begin, sentence.end)
        end = turn.start() if turn else sentence.end
        for later in dates[first:]:
            if later.start >= end:
                break
            if later.start >= begin and later.year is not None and later.year >= year:
                end = later.start
        back = end == sentence.end
        if end > begin:
            stretches.append((begin, end))
    return stretches


def _past_head(
    text: str, sentence: Sentence, date: Date | None, year: int, words: Words
) -> int | None:
    """Where the time of the past ends that a sentence begins with; None when it does not."""
    near = sentence.start + _HEAD
    said = words.recalls.search(text, sentence.start, near)
    if said is None and (date is None or date.start > near):
        return None
    lead = text[sentence.start : near]
    start = near - len(lead.lstrip(_EDGE)) if len(lead) == _HEAD else sentence.start
    if said is not None and said.start() <= start:
        return said.end()
    if date is None or date.start > sentence.start + _HEAD:
        return None
    past = date.kind in ("relative", "year", "span") and date.year is not None and date.year < year
    if not past:
        return None
    before = text[start : date.start].lstrip(_EDGE)
    before = before[before.rfind("：") + 1 :]
    if words.recall_lead.fullmatch(before) is None:
        return None
    if text[date.end : date.end + 1] in words.compared:
        return date.end  # 2019年比2018年增长……
    comma = text.find("，", date.end, min(date.end + _PAUSE, sentence.end))
    return date.end if comma >= 0 else None
