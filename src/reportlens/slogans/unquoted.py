"""Coined phrases without quotation marks, found only where their form is strong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from reportlens.slogans.grammar import Grammar
from reportlens.slogans.quoted import SloganType

_MOTTO_PARTS = 3
_PART_LENGTH = 4
_PART_LONGEST = 6
_MARK = re.compile("[、，,]")


def unquoted_phrases(text: str, grammar: Grammar) -> Iterator[tuple[int, int, SloganType]]:
    """Structural abbreviations (一核两翼布局) and mottos before 的方针 and the like."""
    for match in grammar.structure.finditer(text):
        yield match.start(), match.end(), "numeral"
    for match in grammar.motto.finditer(text):
        start = match.start("motto")
        length = motto_length(match.group("motto"))
        if length and grammar.motto_after.match(text, start + length):
            yield start, start + length, "motto"


def motto_length(run: str) -> int:
    """How far a motto reaches into a run of parts: 生产发展、生活宽裕、乡风文明的要求.

    A motto here is three or more parts of one length; what follows the last is no part of
    it. Zero when the run is none.

    Examples
    --------
    >>> motto_length("生产发展、生活宽裕、乡风文明的要求")
    14
    """
    mark = _MARK.search(run)
    parts = run.split(mark.group()) if mark else [run]
    size = len(parts[0])
    if not _PART_LENGTH <= size <= _PART_LONGEST:
        return 0
    like = list(takewhile(lambda part: len(part) == size, parts))
    behind = parts[len(like) : len(like) + 1]
    number = len(like) + (1 if behind and len(behind[0]) > size else 0)
    return number * (size + 1) - 1 if number >= _MOTTO_PARTS else 0
