"""Pieces of text with places on pages into paragraphs: what PDF and OFD leave to the eye.

Columns are read one after the other, headers, footers and page numbers go, and the lines of a
paragraph are joined, also over the end of a page, without hyphens or spaces between Chinese
characters.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from reportlens.reading.document import TextBuilder
from reportlens.report import Places


@dataclass(slots=True)
class Piece:
    """Text on one line of a page; `y` grows downwards."""

    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(slots=True)
class Line:
    """A line of a column, with the margins of its column."""

    left: float
    top: float
    right: float
    bottom: float
    text: str
    size: float
    margin_left: float = 0.0
    margin_right: float = 0.0


_PAGE_NUMBER = re.compile(
    r"^[\s\-—–―－·•~～_|]{0,6}(?:第\s{0,2})?(?:\d{1,4}|[ivxIVX]{1,6}|[一二三四五六七八九十百]{1,5})(?:\s{0,2}页)?"
    r"(?:\s{0,2}[/,，／]?\s{0,2}(?:共\s{0,2})?\d{1,4}(?:\s{0,2}页)?)?[\s\-—–―－·•~～_|]{0,6}$"
)
_DIGITS = re.compile(r"\d+")
_EDGE_LINES = 2
_SENTENCE_END = ("。", "！", "？", "：", "；", "”", "）")
_LATIN = re.compile(r"[A-Za-z0-9,;:.)%]$")
_LATIN_START = re.compile(r"^[A-Za-z0-9(]")


def paragraphs(pages: list[list[Piece]]) -> tuple[str, Places]:
    """The text of pages in reading order, a line a paragraph; places are pages."""
    lines_of_pages = [_columns(page) for page in pages]
    _drop_furniture(lines_of_pages)
    builder = TextBuilder("page")
    previous: Line | None = None
    for number, lines in enumerate(lines_of_pages, start=1):
        for at, line in enumerate(lines):
            glue = "\n"
            if previous is not None and _continues(previous, line, new_page=at == 0):
                both = _LATIN.search(previous.text) and _LATIN_START.match(line.text)
                glue = " " if both and not line.text[0].isdigit() else ""
            builder.add(line.text, number, glue=glue)
            previous = line
    return builder.build()


def _columns(pieces: list[Piece]) -> list[Line]:
    """The lines of a page in reading order, column by column."""
    pieces = [piece for piece in pieces if piece.text.strip()]
    if not pieces:
        return []
    rows = [_merged(row) for row in _rows(pieces)]
    for first in range(min(8, len(rows))):
        rest = [piece for row in rows[first:] for piece in row]
        gutter = _gutter(rest)
        if gutter is not None:
            left = [piece for piece in rest if (piece.left + piece.right) / 2 < gutter]
            right = [piece for piece in rest if (piece.left + piece.right) / 2 >= gutter]
            return [*_lines(rows[:first]), *_columns(left), *_columns(right)]
    return _lines(rows)


def _merged(row: list[Piece]) -> list[Piece]:
    """Pieces of a row that stand close to each other as one; wide gaps stay."""
    merged: list[Piece] = []
    for piece in row:
        last = merged[-1] if merged else None
        size = max(piece.height, last.height) if last else 0.0
        if last is None or piece.left - last.right > 1.2 * size:
            merged.append(
                Piece(piece.left, piece.top, piece.right, piece.bottom, piece.text.strip())
            )
            continue
        gap = piece.left - last.right
        latin = _LATIN.search(last.text) and _LATIN_START.match(piece.text)
        last.text += (" " if gap > (0.15 if latin else 0.7) * size else "") + piece.text.strip()
        last.right = max(last.right, piece.right)
        last.top, last.bottom = min(last.top, piece.top), max(last.bottom, piece.bottom)
    return merged


def _rows(pieces: list[Piece]) -> list[list[Piece]]:
    """Pieces that stand at one height, from top to bottom, each row from left to right."""
    rows: list[list[Piece]] = []
    bottom = float("-inf")
    for piece in sorted(pieces, key=lambda p: ((p.top + p.bottom) / 2, p.left)):
        middle = (piece.top + piece.bottom) / 2
        if rows and middle < bottom:
            rows[-1].append(piece)
        else:
            rows.append([piece])
            bottom = middle + max(piece.height, 1.0) * 0.5
    for row in rows:
        row.sort(key=lambda p: p.left)
    return rows


def _gutter(pieces: list[Piece]) -> float | None:
    """The middle of a white band from top to bottom, with running text on both sides."""
    if len(pieces) < 12:
        return None
    left, right = min(p.left for p in pieces), max(p.right for p in pieces)
    size = sorted(p.height for p in pieces)[len(pieces) // 2] or 1.0
    spans = sorted((p.left, p.right) for p in pieces)
    reach = spans[0][1]
    for start, end in spans:
        if start - reach > size and left + 0.3 * (right - left) < (start + reach) / 2 < (
            left + 0.7 * (right - left)
        ):
            middle = (start + reach) / 2
            sides = (
                [p for p in pieces if p.right <= middle],
                [p for p in pieces if p.left >= middle],
            )
            if all(_running(side) for side in sides):
                return middle
        reach = max(reach, end)
    return None


def _running(pieces: list[Piece]) -> bool:
    """Whether pieces are lines of prose: most fill their column, as cells of tables do not."""
    if len(pieces) < 5:
        return False
    width = max(p.right for p in pieces) - min(p.left for p in pieces)
    full = sum(p.right - p.left > 0.75 * width for p in pieces)
    return full >= 0.5 * len(pieces) and sum(len(p.text) for p in pieces) >= 8 * len(pieces)


def _lines(rows: list[list[Piece]]) -> list[Line]:
    lines = []
    for row in rows:
        text, right = "", 0.0
        for piece in row:
            gap = piece.left - right
            if text:
                text += "\t" if gap > 3 * piece.height else " "
            text += piece.text
            right = piece.right
        lines.append(
            Line(
                row[0].left,
                min(p.top for p in row),
                max(p.right for p in row),
                max(p.bottom for p in row),
                text.strip(),
                max(p.height for p in row),
            )
        )
    if lines:
        starts = Counter(round(line.left / 3) for line in lines)
        often = [start for start, count in starts.items() if count >= max(2, 0.2 * len(lines))]
        margin_left = 3 * min(often or starts)
        margin_right = max(line.right for line in lines)
        for line in lines:
            line.margin_left, line.margin_right = margin_left, margin_right
    return lines


def _drop_furniture(pages: list[list[Line]]) -> None:
    """Take page numbers away, and lines that stand at the edge of most pages."""
    seen: Counter[str] = Counter()
    for lines in pages:
        edges = {_DIGITS.sub("#", line.text) for line in _edges(lines)}
        seen.update(edges)
    often = max(3, 0.4 * len(pages))
    for lines in pages:
        for line in _edges(lines):
            known = seen[_DIGITS.sub("#", line.text)] >= often
            if known or (_PAGE_NUMBER.match(line.text) and line in (lines[0], lines[-1])):
                lines.remove(line)
        while lines and _PAGE_NUMBER.match(lines[-1].text):
            lines.pop()


def _edges(lines: list[Line]) -> list[Line]:
    ordered = sorted(lines, key=lambda line: line.top)
    if len(ordered) <= 2 * _EDGE_LINES:
        return ordered
    return ordered[:_EDGE_LINES] + ordered[-_EDGE_LINES:]


def _continues(previous: Line, line: Line, *, new_page: bool) -> bool:
    """Whether a line goes on with the paragraph of the line before."""
    size = max(previous.size, 1.0)
    if abs(previous.size - line.size) > 0.25 * size or "\t" in previous.text + line.text:
        return False
    if line.left - line.margin_left > 0.9 * size:
        return False
    if previous.left - previous.margin_left > 4 * size:
        return False
    # The next line is not indented: only a line that ends early, as the last ones of
    # paragraphs do, parts the two; lines set ragged end early by a few characters.
    short = previous.margin_right - previous.right
    ended = previous.text.endswith(_SENTENCE_END)
    if short > (1.6 * size if ended else 0.3 * (previous.margin_right - previous.margin_left)):
        return False
    column_ended = new_page or line.top < previous.top
    return column_ended or line.top - previous.bottom < 1.8 * size
