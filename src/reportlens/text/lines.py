"""Logical lines: which line breaks end a paragraph and which only break a line.

Pages and PDFs break paragraphs at a fixed width; scrapers break them wherever a link
stood (``细颗粒物（PM⏎2.5⏎）``). Page numbers can stand in between. The decision uses
what the lines look like, the punctuation around the break and statistics of the text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

_SPACES = " \u200b\u200c\u200d\u2060\ufeff\u00ad"
_LINE = re.compile(r"[^\n]+")

_OPENING = "（《“‘〈【〔["
_CLOSING = "）》”’〉】〕]"
_CONTINUES = "，、。；：！？%‰" + _CLOSING
_PAUSE = "，、"
_END = "。！？；：…"

HAN_NUMERAL = "[一二三四五六七八九十百]"
NUMBERING = re.compile(
    rf"第{HAN_NUMERAL}{{1,4}}(?:部分|[章节篇])|第\d{{1,3}}(?:部分|[章节篇])"
    rf"|{HAN_NUMERAL}{{1,4}}[、.]|（(?:{HAN_NUMERAL}{{1,4}}|\d{{1,3}})）"
    r"|\d{1,3}(?:、|\.(?!\d))|[①-⑳◆◇●■□★☆▲△▪►※]|——"
    rf"|第{HAN_NUMERAL}{{1,2}}[，、]"
)
"""How a numbered heading or item begins."""
_NUMBER_ALONE = re.compile(rf"(?:{NUMBERING.pattern}|{HAN_NUMERAL}(?:是|要))$")
_PAGE_NUMBER = re.compile(
    r"[-—·•]{1,3} ?\d{1,4} ?[-—·•]{1,3}$|第 ?\d{1,4} ?页(?:[，/ ]{0,2}共 ?\d{1,4} ?页)?$"
    r"|\d{1,4} ?/ ?\d{1,4}$|[Pp]age \d{1,4}(?: of \d{1,4})?$"
)

_PAGE_EDGE = 3
"""At most so many lines stand at the edge of a page: number, footer, header."""

Span = tuple[int, int]


@dataclass(slots=True)
class Lines:
    """What of a text to keep: pieces of lines, and the newlines that part paragraphs."""

    pieces: list[Span] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    furniture: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    text: str
    indent: bool
    blank_before: bool


@dataclass(slots=True)
class _Habits:
    """How this text sets its lines."""

    width: int = 0
    """Characters in a full line of a text wrapped at a fixed width; else 0."""
    indents: bool = False
    """Paragraphs begin with an indentation."""
    spaced: bool = False
    """Blank lines part the paragraphs, so that a single line break is suspicious."""
    torn: bool = False
    """Lines are broken at links."""


def _goes_on(line: str) -> bool:
    """Whether a line can only be the middle of a sentence."""
    return line[0] in _CONTINUES or line.startswith(("是：", "是，"))


def is_page_number(line: str) -> bool:
    """Whether a line is nothing but a page number: ``— 3 —``, ``第3页 共9页``."""
    return len(line) < 24 and _PAGE_NUMBER.match(line) is not None


def join_lines(text: str) -> Lines:
    """Decide for every line break of a text whether it ends a paragraph."""
    lines = _split(text)
    result = Lines()
    if not lines:
        return result
    habits = _habits(lines)
    repeated = _repeated(lines)
    kept = 0
    result.pieces.append((lines[0].start, lines[0].end))
    paragraph = lines[0].start
    i = 1
    while i < len(lines):
        last, line = lines[kept], lines[i]
        skipped = i
        while skipped < min(len(lines) - 1, i + _PAGE_EDGE) and (
            is_page_number(lines[skipped].text) or lines[skipped].text in repeated
        ):
            skipped += 1
        if skipped > i and _joins_over_page(
            last, lines[skipped], last.end - paragraph, habits, text[paragraph : paragraph + 12]
        ):
            result.furniture.extend((lines[k].start, lines[k].end) for k in range(i, skipped))
            i = skipped
            line = lines[i]
        else:
            following = lines[i + 1] if i + 1 < len(lines) else None
            begin = text[paragraph : min(paragraph + 60, last.end)]
            if not _joins(last, line, following, begin, last.end - paragraph, habits):
                result.breaks.append(text.index("\n", last.end))
                paragraph = line.start
        result.pieces.append((line.start, line.end))
        kept = i
        i += 1
    return result


def _split(text: str) -> list[_Line]:
    """The lines that hold something, without the white space around them."""
    lines: list[_Line] = []
    last_end = 0
    for match in _LINE.finditer(text):
        raw = match.group()
        body = raw.strip(_SPACES)
        if not body:
            continue
        start = match.start() + len(raw) - len(raw.lstrip(_SPACES))
        gap = text[last_end : match.start()]
        # A line of nothing but a zero-width character is a torn-out link, no blank line.
        blank = "\n\n" in gap.replace(" ", "")
        lines.append(_Line(start, start + len(body), body, raw[0] == " ", blank))
        last_end = start + len(body)
    return lines


def _habits(lines: list[_Line]) -> _Habits:
    habits = _Habits()
    gaps = len(lines) - 1
    if gaps < 1:
        return habits
    blank = sum(line.blank_before for line in lines[1:])
    torn = sum(
        not b.blank_before and (a.text[-1] in _OPENING or _goes_on(b.text))
        for a, b in pairwise(lines)
    )
    habits.torn = torn >= 3
    habits.spaced = blank >= 4 and (blank >= 0.6 * gaps or (habits.torn and blank >= 0.2 * gaps))
    habits.indents = sum(line.indent for line in lines) >= max(2, 0.05 * len(lines))
    lengths = [line.end - line.start + 2 * line.indent for line in lines]
    ordered = sorted(lengths)
    full = ordered[int(0.9 * (len(ordered) - 1))]
    near = sum(full - 3 <= length <= full + 2 for length in lengths)
    longer = sum(length > full + 6 for length in lengths)
    if len(lines) >= 6 and 15 <= full <= 90 and near >= 0.35 * len(lines) and not longer:
        ending = sum(line.text[-1] in _END for line in lines)
        if ending < 0.6 * len(lines):
            habits.width = full
    return habits


def _repeated(lines: list[_Line]) -> set[str]:
    """Running headers: short lines without punctuation that come again and again."""
    counts = Counter(line.text for line in lines if len(line.text) < 40)
    return {
        text
        for text, count in counts.items()
        if count >= 3 and text[-1] not in _END and not _goes_on(text) and len(text) > 3
    }


def _ends_sentence(text: str) -> bool:
    return text.rstrip(_CLOSING + " ")[-1:] in _END or (text[-1] in "）》" and "。" in text[-3:])


def _joins_over_page(last: _Line, line: _Line, so_far: int, habits: _Habits, begin: str) -> bool:
    """Whether a paragraph goes on after a page number or running header."""
    if line.indent or NUMBERING.match(line.text) or _ends_sentence(last.text):
        return False
    if last.text[-1] in _OPENING or _goes_on(line.text):
        return False  # what stands between is a torn-out link
    if habits.width and len(last.text) + 2 * last.indent >= habits.width - 4:
        return True
    return so_far > 60 or (so_far > 25 and not NUMBERING.match(begin))


def _joins(
    last: _Line, line: _Line, following: _Line | None, begin: str, so_far: int, habits: _Habits
) -> bool:
    """Whether `line` goes on with the sentence that `last` left off.

    `begin` is how the paragraph begins that `last` belongs to, `so_far` its length.
    """
    a, b = last.text, line.text
    ends = _ends_sentence(a)
    if a[-1] in _OPENING or (_goes_on(b) and not ends):
        return True
    if line.blank_before:
        torn_out = following is not None and _goes_on(following.text)
        return torn_out and not ends and len(b) < 40 and so_far > 40
    if _NUMBER_ALONE.match(a) or _goes_on(b):
        return True
    if habits.width:
        return _joins_wrapped(last, line, following, ends, habits)
    if ends or line.indent or NUMBERING.match(b):
        return False
    if a[-1] in _PAUSE:
        return True
    if following is not None and _goes_on(following.text) and len(b) < 40 and so_far > 8:
        return True
    if not habits.spaced:
        return False
    heading = so_far < 60 and NUMBERING.match(begin) is not None
    if any(c in begin for c in "，。；") and not heading:
        return True
    return len(b) <= 2 or len(a) <= 2 or habits.torn


def _joins_wrapped(
    last: _Line, line: _Line, following: _Line | None, ends: bool, habits: _Habits
) -> bool:
    length = len(last.text) + 2 * last.indent
    full = length >= habits.width - 4
    if habits.indents and not ends and not NUMBERING.match(line.text):
        # Half-width characters make full lines of fewer characters.
        full = full or length >= 0.7 * habits.width
    if not full or line.indent:
        return not line.indent and not ends and last.text[-1] in _PAUSE
    if not ends:
        return habits.indents or not NUMBERING.match(line.text) or len(line.text) > 30
    # The sentence ended with the line: an unindented heading may follow.
    if not habits.indents:
        return False
    heading = (
        len(line.text) < habits.width - 6
        and line.text[-1] not in _END
        and (following is None or following.indent or following.blank_before)
    )
    return not heading
