"""Plain text and Markdown."""

from __future__ import annotations

import re

from reportlens.reading.document import Extracted
from reportlens.reading.encoding import decode
from reportlens.report import Places


def extract(content: bytes, name: str, *, encoding: str | None = None) -> Extracted:
    """Text as it stands; places are line numbers."""
    decoded = decode(content, name=name, encoding=encoding)
    warnings = []
    if decoded.damaged:
        warnings.append(f"{decoded.damaged} characters could not be read as {decoded.encoding}")
    return Extracted(decoded.text, lines_of(decoded.text), warnings=warnings)


def lines_of(text: str) -> Places:
    """The lines of a text as places.

    >>> lines_of("一、回顾\\n\\n全县生产总值增长6%。").of(8)
    'line 3'
    """
    starts, numbers, at = [], [], 0
    for number, line in enumerate(text.split("\n"), start=1):
        if line:
            starts.append(at)
            numbers.append(number)
        at += len(line) + 1
    return Places("line", starts, numbers)


# Inline markup, with the group that stays; each is linear, as nothing inside it repeats.
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+|(?<![ \t])[ \t]{1,20}#{1,6}[ \t]{0,20}$", re.M)
_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\([^()\n]{0,2000}\)")
_EMPHASIS = re.compile(r"(\*\*|__|~~)(?=\S)([^*_~\n]{1,2000})\1|(?<!\*)\*([^*\n\s][^*\n]{0,500})\*")
_TAG = re.compile(r"<[a-zA-Z/][^<>\n]{0,300}>")
_LINE_MARKS = re.compile(r"^ {0,3}(?:>[ \t]?|[-*+][ \t]+(?=\S)|(?:[-*_][ \t]*){3,}$)", re.M)
_FRONT_MATTER = re.compile(r"\A---\n.{0,5000}?\n---\n", re.S)


def extract_markdown(content: bytes, name: str, *, encoding: str | None = None) -> Extracted:
    """Markdown with its markup taken away: headings, emphasis, links, quotes, front matter."""
    text = decode(content, name=name, encoding=encoding).text
    text = _FRONT_MATTER.sub("", text)
    text = _without_comments(text)
    for pattern in (_TAG, _HEADING, _LINE_MARKS):
        text = pattern.sub("", text)
    text = _LINK.sub(r"\1", text)
    text = _EMPHASIS.sub(lambda match: match[2] or match[3], text)
    return Extracted(text, lines_of(text))


def _without_comments(text: str) -> str:
    pieces, at = [], 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start)
        if end < 0:
            break
        pieces.append(text[at:start])
        at = end + 3
    return "".join([*pieces, text[at:]])
