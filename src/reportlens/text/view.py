"""The clean view: normalised text with the way back to every original character.

Real text has full-width digits, digits with spaces between, lines broken in
mid-sentence, zero-width characters and traditional characters. Nothing rewrites the
report's text: a `View` holds the normalised text together with an array that maps each
of its characters to the original. All stages read the view.

In the view's text a line is a paragraph: it has no indentation and no blank lines
between, digits, Latin letters and ``%`` are half-width, punctuation is Chinese
(``，；：（）“”``; ``,`` ``.`` ``:`` inside numbers stay), spaces are single and stand
only where they part words, and characters are simplified.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from reportlens.report import Row
from reportlens.text.characters import (
    DIGIT,
    HAN,
    HIDDEN,
    LATIN,
    NEWLINE,
    OTHER,
    PUNCT,
    SPACE,
    Classes,
    Codes,
    chinese_punctuation,
    plain_characters,
    simplified,
    to_codes,
    to_text,
)
from reportlens.text.lines import join_lines


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """Normalised text over a source text.

    Attributes
    ----------
    source : str
        The text as it was handed in.
    text : str
        The normalised text; lines are logical lines, parted by one newline.
    origin : ndarray of int32, shape (len(text),)
        The offset in `source` of each character of `text`; strictly increasing.
    furniture : tuple of (int, int)
        Spans of `source` left out of the text because they stand in the middle of a
        paragraph and are no part of it: page numbers, running headers.
    """

    source: str
    text: str
    origin: NDArray[np.int32]
    furniture: tuple[tuple[int, int], ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the source of a span of the view."""
        if start >= end:
            at = int(self.origin[start]) if start < len(self.origin) else len(self.source)
            return at, at
        return int(self.origin[start]), int(self.origin[end - 1]) + 1

    def locate(self, rows: Iterable[Row]) -> None:
        """Turn rows with offsets into the view into rows with offsets into the source."""
        origin = self.origin.tolist()
        source = self.source
        for row in rows:
            row.start, row.end = origin[row.start], origin[row.end - 1] + 1
            row.text = source[row.start : row.end]


# Words are mostly asked for right after the analysis: the last view is kept for them.
@lru_cache(maxsize=1)
def clean_view(text: str) -> View:
    """The clean view of a text (see the module's docstring).

    Runs in time linear in the length of the text.

    Examples
    --------
    >>> view = clean_view("　　１ ９ ９ ８ 年增长８ ．５ ％。")
    >>> view.text
    '1998年增长8.5%。'
    >>> view.span(0, 5)
    (2, 11)
    """
    if not text:
        return View(text, "", np.zeros(0, dtype=np.int32))
    plain, classes = plain_characters(to_codes(text))
    chinese_punctuation(plain, classes)
    even = simplified(to_text(plain), plain)
    lines = join_lines(even)

    keep = np.zeros(len(text), dtype=bool)
    for start, end in lines.pieces:
        keep[start:end] = True
    keep[lines.breaks] = True
    keep &= classes != HIDDEN
    keep[_spaces_to_drop(plain, classes)] = False
    origin = np.flatnonzero(keep).astype(np.int32)
    if len(origin) == len(text):
        return View(text, even, origin)
    return View(text, to_text(to_codes(even)[origin]), origin, tuple(lines.furniture))


def _spaces_to_drop(plain: Codes, classes: Classes) -> NDArray[np.intp]:
    """Spaces that part nothing: beside punctuation, between Chinese and digits, in ``1 9``.

    Between Chinese words and between numbers one space stays.
    """
    at = np.flatnonzero(classes == SPACE)
    if not len(at):
        return at
    first = np.ones(len(at), dtype=bool)
    first[1:] = np.diff(at) != 1
    run_start = at[first]
    run_end = at[np.append(first[1:], True)]

    def around(where: NDArray[np.intp], values: NDArray[np.generic], edge: int) -> NDArray[np.intp]:
        inside = (where >= 0) & (where < len(values))
        found = np.full(len(where), edge, dtype=np.intp)
        found[inside] = values[where[inside]]
        return found

    before, after = around(run_start - 1, classes, NEWLINE), around(run_end + 1, classes, NEWLINE)
    before2 = around(run_start - 2, classes, NEWLINE)
    after2 = around(run_end + 2, classes, NEWLINE)
    char_before, char_after = around(run_start - 1, plain, 0), around(run_end + 1, plain, 0)

    drop = (before == PUNCT) | (after == PUNCT)
    word = (LATIN, DIGIT)
    drop |= (before == HAN) & np.isin(after, word) | np.isin(before, word) & (after == HAN)
    percent = [ord("%"), ord("‰")]
    drop |= (before == DIGIT) & np.isin(char_after, percent)
    drop |= np.isin(char_before, percent) & (after == HAN)
    single = (before2 != DIGIT) & (after2 != DIGIT)
    drop |= (before == DIGIT) & (after == DIGIT) & single
    drop |= (before == DIGIT) & (char_after == ord(".")) & np.isin(after2, (DIGIT, SPACE))
    drop |= (char_before == ord(".")) & (before2 == SPACE) & (after == DIGIT)
    alone = np.isin(before2, (SPACE, NEWLINE, PUNCT, OTHER))
    alone &= np.isin(after2, (SPACE, NEWLINE, PUNCT, OTHER))
    drop |= (before == HAN) & (after == HAN) & alone

    dropped: NDArray[np.bool_] = drop[np.cumsum(first) - 1] | ~first
    return at[dropped]
