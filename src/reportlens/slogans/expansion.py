"""What a report itself says that a slogan stands for.

Four ways are read: a list straight behind (``“四个聚焦”，即……`` or in brackets), the
sentences behind (``一是……二是……``), a list straight before (``甲、乙、丙“三根支柱”``), and
the glossary at the report's end.
"""

from __future__ import annotations

import re

from reportlens.slogans.counting import counted_by
from reportlens.slogans.folding import QUOTES

_LIST = re.compile(
    r"[”’」\"]?[^，。；：:（）()、\n“”]{0,8}"
    r"(?:[，,—]{1,2}(?:即|也就是|就是|是指|指的是|分别是|分别为|具体是|包括)|[：:]{1,2}(?:即|指|是指)?|[（(](?:即|指)?)"
    r"(?P<list>[^。\n（）()]{4,160})"
)
_ORDERED = re.compile(r"[”’」\"]?[^\n]{0,40}?[：:。，]一(?:是|要)(?P<list>[^\n]{4,600})")
_ORDINAL = re.compile(r"[一二三四五六七八九十]{1,2}(?:是|要)")
_BEFORE = re.compile(r"(?P<list>[^，。；：:\n“”]{4,60})[“‘「\"]?$")
_NOTE = re.compile(
    r"^[ \[［【（(]*[0-9①-⑳]{0,3}[ \]］】）).、．]*"
    r"(?:[“\"](?P<quoted>[^“”\"\n]{2,20})[”\"][^：:\n]{0,8}|(?P<plain>[^“”\"：:，。、\n]{2,20}))[：:]\s*"
    r"(?:指|是指|即)?(?P<list>[^。\n]{4,200})",
    re.MULTILINE,
)
_SEPARATORS = ("；", "，", "、")
_LONGEST_ITEM = 40
_WINDOW = 64


def find_expansion(text: str, start: int, end: int) -> tuple[str, ...]:
    """What the phrase at ``text[start:end]`` stands for by the words around it.

    Only a list whose length fits the numeral is believed.

    Examples
    --------
    >>> text = "做到“三个到位”，即责任到位、措施到位、资金到位。"
    >>> find_expansion(text, 3, 7)
    ('责任到位', '措施到位', '资金到位')
    """
    number = counted_by(text[start:end])
    if number is None or number < 2:
        return ()
    match = _LIST.match(text, end)
    if (
        match
        and not _ORDINAL.match(match["list"])
        and (items := split_list(match.group("list"), number))
    ):
        return items
    match = _ORDERED.match(text, end)
    if match and (items := _ordered(match.group("list"), number)):
        return items
    match = _BEFORE.search(text[max(0, start - _WINDOW) : start])
    return _tail(match.group("list"), number) if match else ()


def read_glossary(text: str) -> dict[str, str]:
    """The notes of a report, ``3.“两带三区”：……``: term → what is said of it.

    Examples
    --------
    >>> read_glossary("名词解释\\n1.“两带三区”：甲带、乙带和丙区、丁区、戊区。")
    {'两带三区': '甲带、乙带和丙区、丁区、戊区'}
    """
    notes: dict[str, str] = {}
    for match in _NOTE.finditer(text):
        notes.setdefault(match["quoted"] or match["plain"], match["list"])
    return notes


def split_list(items: str, number: int) -> tuple[str, ...]:
    """The items of a list, when one separator parts it into just so many.

    Examples
    --------
    >>> split_list("学得深、悟得透、用得好", 3)
    ('学得深', '悟得透', '用得好')
    >>> split_list("学得深、悟得透", 3)
    ()
    """
    for separator in _SEPARATORS:
        parts = items.split(separator)
        if len(parts) == number - 1 and separator == "、":
            parts = [*parts[:-1], *re.split("和|与|以及", parts[-1], maxsplit=1)]
        cleaned = tuple(part.strip(QUOTES + " ，、；") for part in parts)
        if len(cleaned) == number and all(0 < len(part) <= _LONGEST_ITEM for part in cleaned):
            return cleaned
    return ()


def _ordered(items: str, number: int) -> tuple[str, ...]:
    """The heads of ``一是……二是……``."""
    parts = _ORDINAL.split(items)
    if len(parts) < number:
        return ()
    heads = tuple(re.split("[，。；：]", part, maxsplit=1)[0] for part in parts[:number])
    return heads if all(0 < len(head) <= _LONGEST_ITEM for head in heads) else ()


def _tail(items: str, number: int) -> tuple[str, ...]:
    """The last items of a clause, when they are alike: 抓好甲乡、乙乡、丙乡“三个乡”."""
    parts = items.split("、")
    if len(parts) != number or number < 2:
        return ()
    size = len(parts[-1])
    first = parts[0][-size:]  # a verb before the first item is no part of it
    middle = parts[1:]
    if size < 2 or any(len(part) != size for part in middle) or len(first) != size:
        return ()
    if number == 2 and len(parts[0]) > size:
        return ()  # of two, nothing tells where the first begins
    return (first, *middle)
