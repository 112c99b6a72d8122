"""Coined phrases without quotation marks, found only where their form is strong."""

from __future__ import annotations

from collections.abc import Iterator

from reportlens.slogans.grammar import Grammar
from reportlens.slogans.quoted import SloganType

_MOTTO_PARTS = 3


def unquoted_phrases(text: str, grammar: Grammar) -> Iterator[tuple[int, int, SloganType]]:
    """Structural abbreviations (一核两翼布局) and mottos before 的方针 and the like."""
    for match in grammar.structure.finditer(text):
        yield match.start(), match.end(), "numeral"
    for match in grammar.motto.finditer(text):
        start, end = match.span("motto")
        if is_motto(match.group("motto")) and grammar.motto_after.match(text, end):
            yield start, end, "motto"


def is_motto(phrase: str) -> bool:
    """Three or more parts of one length: 生产发展、生活宽裕、乡风文明."""
    parts = phrase.replace("，", "、").replace(",", "、").split("、")
    return len(parts) >= _MOTTO_PARTS and len(set(map(len, parts))) == 1 and len(parts[0]) >= 4
