"""Sentences: where they end, quotation marks and ellipses minded."""

from __future__ import annotations

import re
from bisect import bisect_right

_END = re.compile(r"(?:[。！？]|…{1,6}|\n)[。！？…]{0,8}[”’）》】]{0,4}")
_ASIDE = re.compile(r"“[^“”\n]{1,40}”|‘[^‘’\n]{1,40}’|（[^（）\n]{1,80}）|《[^《》\n]{1,60}》")
"""Short quotations, brackets and titles: what ends inside them ends no sentence."""
_GOES_ON = frozenset("，、；：的地得等之和与及或")

Span = tuple[int, int]


def split_sentences(text: str) -> list[Span]:
    """The spans of the sentences of a text; a line break always ends one.

    A sentence ends after ``。`` ``！`` ``？`` or ``……`` and the closing quotation marks
    and brackets that follow. Inside a short quotation, and where the sentence goes on
    after it (``发扬“拼！”的精神``), it does not end.

    Parameters
    ----------
    text : str
        Text as in a clean view.

    Returns
    -------
    list of (int, int)
        Spans without surrounding white space, in the order of the text.

    Examples
    --------
    >>> text = "他说：“干！”大家笑了。水利、交通……都好。"
    >>> [text[a:b] for a, b in split_sentences(text)]
    ['他说：“干！”大家笑了。', '水利、交通……都好。']
    """
    asides = [match.span() for match in _ASIDE.finditer(text)]
    aside_starts = [start for start, _ in asides]
    spans: list[Span] = []
    begin = 0
    for match in _END.finditer(text):
        first, end = match.span()
        if text[first] == "\n":
            _add(spans, text, begin, first)
            begin = first + 1
            continue
        at = bisect_right(aside_starts, first) - 1
        if at >= 0 and first < asides[at][1]:
            if end < asides[at][1] or not _quotation_ends_sentence(text, asides[at], begin, end):
                continue
        elif (end < len(text) and text[end] in _GOES_ON) or (
            text[first] == "…" and end < len(text) and _ellipsis_goes_on(text, first, end)
        ):
            continue
        _add(spans, text, begin, end)
        begin = end
    _add(spans, text, begin, len(text))
    return spans


def _quotation_ends_sentence(text: str, aside: Span, begin: int, end: int) -> bool:
    """A quotation that makes up the whole sentence ends it; one that is a part does not."""
    return aside[0] == begin or end >= len(text) or text[end] == "\n" or text[end] in "“（"


def _ellipsis_goes_on(text: str, first: int, end: int) -> bool:
    """An ellipsis after a list (``水利、交通……都好``) stands inside the sentence."""
    before = text[max(0, first - 12) : first]
    return "、" in before and text[end] != "\n" and not text[first:end].endswith("”")


def _add(spans: list[Span], text: str, begin: int, end: int) -> None:
    while begin < end and text[begin].isspace():
        begin += 1
    while begin < end and text[end - 1].isspace():
        end -= 1
    if begin < end:
        spans.append((begin, end))
