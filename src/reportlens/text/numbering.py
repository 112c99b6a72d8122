"""How headings and items are numbered, and which numbering stands above which."""

from __future__ import annotations

import re
from typing import NamedTuple

_HAN = "[一二三四五六七八九十百]"
_STYLES: tuple[tuple[str, str], ...] = (
    ("part", rf"第(?:{_HAN}{{1,4}}|\d{{1,3}})(?:部分|[篇编])[：、]?"),
    ("chapter", rf"第(?:{_HAN}{{1,4}}|\d{{1,3}})章[：、]?"),
    ("section", rf"第(?:{_HAN}{{1,4}}|\d{{1,3}})节[：、]?"),
    ("han", rf"{_HAN}{{1,4}}[、.](?!{_HAN}{{1,3}}[、.])"),
    ("bracket_han", rf"（{_HAN}{{1,4}}）[、，]?"),
    ("ordinal", rf"第{_HAN}{{1,3}}[，、：]"),
    ("arabic", r"\d{1,2}(?:、|\.(?!\d))|\d{1,2}\.(?=\d{4}年)"),
    ("bracket_arabic", r"（\d{1,2}）[、]?|\d{1,2}）"),
    ("circled", r"[①-⑳]"),
    ("item", rf"{_HAN}{{1,2}}(?:是|要)[，、：]?"),
    ("bullet", r"[◆◇●■□★☆▲△▪►※•]"),
    ("dash", r"—(?!—?\d{4}年\d)—?"),
)
"""Name and pattern, from what usually stands highest in the tree to the lowest."""

RANK = {name: rank for rank, (name, _) in enumerate(_STYLES)}
HEADING_STYLES = frozenset(
    ("part", "chapter", "section", "han", "bracket_han", "ordinal", "arabic", "bracket_arabic")
)
_NUMBER = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _STYLES))


class Number(NamedTuple):
    """The numbering at the start of a line."""

    style: str
    text: str
    length: int


def numbering(line: str) -> Number | None:
    """The numbering that a line begins with.

    Examples
    --------
    >>> numbering("（二）抓好春耕")
    Number(style='bracket_han', text='（二）', length=3)
    >>> numbering("一年来，大家很忙。") is None
    True
    """
    match = _NUMBER.match(line)
    if match is None or not match.group():
        return None
    return Number(str(match.lastgroup), match.group(), match.end())


class Levels:
    """The level of each heading, from the numbering styles met so far."""

    def __init__(self) -> None:
        self.open: list[str] = []

    def level(self, style: str) -> int:
        """The level of a heading with this numbering; 1 is the top."""
        if style in self.open:
            del self.open[self.open.index(style) + 1 :]
        else:
            while self.open and RANK[self.open[-1]] > RANK[style]:
                self.open.pop()
            self.open.append(style)
        return len(self.open)

    @property
    def depth(self) -> int:
        """The level of the last numbered heading."""
        return len(self.open)
