"""Coined phrases without quotation marks, found only where their form is strong."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    marks = set(_MARK.findall(run))
    parts = _MARK.split(run)
    size = len(parts[0])
    if len(marks) != 1 or size > _PART_LONGEST:
        return 0
    if len(parts) < _MOTTO_PARTS or size < _PART_LENGTH or len(parts[-1]) < size:
        return 0
    if any(len(part) != size for part in parts[:-1]):
        return 0
    return len(parts) * (size + 1) - 1
