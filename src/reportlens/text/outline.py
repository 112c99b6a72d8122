"""The outline: headings and paragraphs as a flat list in text order, with their levels.

Works over the lines of the clean view. A line is a heading when it is numbered and short,
when it is a short line that keeps recurring above long ones (mottos, bold leads that a
scraper broke off), or when it names a part of a report without numbering. What stands
around the report (navigation, tables of contents, glossaries, page numbers) gets a role.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from reportlens.lexicon import Lexicon, load
from reportlens.text.layout import Layout, compile_layout, mark_roles
from reportlens.text.numbering import HEADING_STYLES, RANK, Levels, Number, numbering
from reportlens.text.pasted import part_pasted
from reportlens.text.sentences import split_sentences
from reportlens.text.view import View

Role = Literal["", "title", "salutation", "contents", "notes", "furniture", "signature"]

_END = "。！？…"
_HEADING = 50
"""Characters that a heading has at most."""
_LEAD = 45
_LONG = 60
_YEAR_FIRST = re.compile(r"(?:19|20)\d\d年度?(?!\d)")
"""How a heading may begin with digits: 2023年工作回顾, but not a date."""


@dataclass(slots=True)
class Block:
    """A heading or a paragraph; offsets are into the view's text."""

    start: int
    end: int
    kind: Literal["heading", "paragraph"] = "paragraph"
    level: int = 0
    """Of a heading its depth (1 is the top); of a paragraph that of the heading above."""
    number: str = ""
    heading: str = ""
    """The text of the nearest heading above, without its number."""
    lead: tuple[int, int] | None = None
    """The span of a run-in lead at the start of a paragraph (``一是……。``)."""
    furniture: bool = False
    """Page number, navigation, advertisement: not part of the report."""
    sentences: list[tuple[int, int]] = field(default_factory=list)
    role: Role = ""
    """What it is when it is no passage of the report: title, salutation, notes …"""
    parent: int = -1
    """The place in the list of the heading that it stands under; -1 for none."""


@dataclass(slots=True)
class _Line:
    start: int
    text: str
    number: Number | None
    role: str = ""

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def outline(view: View, lexicon: Lexicon | None = None) -> list[Block]:
    """Part the view into headings and paragraphs with their sentences.

    Parameters
    ----------
    view : View
        Made by `clean_view`.
    lexicon : Lexicon, optional
        Its `layout` entries tell titles, salutations, notes and page furniture.

    Returns
    -------
    list of Block
        In the order of the text, without overlaps, over all that is not white space.

    Examples
    --------
    >>> from reportlens.text.view import clean_view
    >>> view = clean_view("一、去年的工作\\n（一）修路。修了三条路。\\n二、今年的打算\\n再修五条。")
    >>> [(b.kind, b.level, b.number, b.heading) for b in outline(view)][1:3]
    [('paragraph', 1, '（一）', '去年的工作'), ('heading', 1, '二、', '')]
    """
    layout = compile_layout(lexicon or load())
    lines = _lines(view.text, layout)
    mark_roles(lines, layout)
    recurring = _broken_off_leads(lines, view)
    levels = Levels()
    blocks: list[Block] = []
    above: list[tuple[int, int]] = []  # place and level of the open headings
    for i, line in enumerate(lines):
        block = Block(line.start, line.end, role=line.role)  # type: ignore[arg-type]
        block.furniture = line.role in ("furniture", "contents")
        number = line.number
        block.number = number.text.rstrip() if number else ""
        if line.role:
            blocks.append(block)
            if line.role == "notes":
                above.clear()
            continue
        following = next(
            (x for x in lines[i + 1 : i + 5] if x.role not in ("furniture", "salutation")), None
        )
        if number and _is_numbered_heading(line, number, following):
            block.kind = "heading"
            block.level = levels.level(number.style)
        elif line.text in layout.parts:
            block.kind = "heading"
            block.level = 1
        elif not number and (i in recurring or _is_plain_heading(line, following)):
            block.kind = "heading"
            block.level = levels.depth + 1
        else:
            block.lead = _lead(line)
        if block.kind == "heading":
            while above and above[-1][1] >= block.level:
                above.pop()
        if above:
            block.parent = above[-1][0]
            block.heading = _title(view.text, blocks[block.parent])
            if block.kind == "paragraph":
                block.level = above[-1][1]
        if block.kind == "heading":
            above.append((len(blocks), block.level))
        blocks.append(block)
    _share_out(blocks, split_sentences(view.text))
    return blocks


def _title(text: str, block: Block) -> str:
    return text[block.start + len(block.number) : block.end].strip(" 。：")


def _lines(text: str, layout: Layout) -> list[_Line]:
    lines: list[_Line] = []
    start = 0
    for raw in text.split("\n"):
        if raw.strip():
            for a, b in part_pasted(raw, len(text), layout):
                piece = raw[a:b]
                a += len(piece) - len(piece.lstrip())
                piece = piece.strip()
                if piece:
                    lines.append(_Line(start + a, piece, numbering(piece)))
        start += len(raw) + 1
    return lines


def _one_sentence(text: str) -> bool:
    return not any(c in _END for c in text[:-1])


def _is_numbered_heading(line: _Line, number: Number, following: _Line | None) -> bool:
    text = line.text
    if len(text) > _HEADING or len(text) - number.length < 2 or not _one_sentence(text):
        return False
    ended = text[-1] in _END + "；"
    if number.style not in HEADING_STYLES:
        # Items: a heading only when the lead was broken off from a longer text.
        if following is None or following.role:
            return False
        if following.number is not None:
            return number.style == "bullet" and not ended and following.number.style != "bullet"
        return text[-1] not in "；，、：" and len(following.text) > _LONG
    if not ended:
        return text[-1] not in "，、" and (text[-1] != "：" or RANK[number.style] < RANK["ordinal"])
    if following is None or text[-1] == "；":
        return False
    return following.number is None or RANK[following.number.style] > RANK[number.style]


def _is_plain_heading(line: _Line, following: _Line | None) -> bool:
    """A short line without number and full stop over a longer text."""
    text = line.text
    return (
        2 <= len(text) <= 40
        and text[-1] not in "。！？…；，、：”）】"
        and following is not None
        and not following.role
        and (len(following.text) > _LONG or following.number is not None)
        and (not text[0].isdigit() or _YEAR_FIRST.match(text) is not None)
        and not any(c in text for c in "；|>")
    )


def _broken_off_leads(lines: list[_Line], view: View) -> set[int]:
    """Short sentences on lines of their own above long ones, if the text has several.

    Where blank lines part the paragraphs, nothing but a line break may follow a lead.
    """
    tight = [
        view.source.count("\n", *view.span(line.end - 1, following.start + 1)) < 2
        for line, following in pairwise(lines)
    ]
    spaced = sum(tight) < 0.5 * len(tight)
    found = []
    for i, (line, following) in enumerate(pairwise(lines)):
        text = line.text
        if (
            not (line.role or line.number or following.role or following.number)
            and 4 <= len(text) <= (80 if spaced else _LEAD)
            and text[-1] == "。"
            and _one_sentence(text)
            and len(following.text) > _LONG
            and (tight[i] or not spaced)
            and (i == 0 or lines[i - 1].role or len(lines[i - 1].text) > 30 or lines[i - 1].number)
        ):
            found.append(i)
    return set(found) if len(found) >= 3 or spaced else set()


def _lead(line: _Line) -> tuple[int, int] | None:
    """A short first sentence of a numbered paragraph, or before a colon-free longer text."""
    if not line.number or len(line.text) <= _LEAD:
        return None
    begin = line.number.length
    for mark in "。：":
        at = line.text.find(mark, begin, begin + _LEAD)
        if at > begin and at + 1 < len(line.text):
            return line.start, line.start + at + 1
    return None


def _share_out(blocks: list[Block], sentences: list[tuple[int, int]]) -> None:
    """Give every block its sentences, cutting those that reach over a block's end."""
    starts = [start for start, _ in sentences]
    for block in blocks:
        i = max(0, bisect_left(starts, block.start) - 1)
        while i < len(sentences) and sentences[i][0] < block.end:
            start, end = max(sentences[i][0], block.start), min(sentences[i][1], block.end)
            if start < end:
                block.sentences.append((start, end))
            i += 1
