"""The clean view: normalised text with the way back to every original character.

Real text has full-width digits, digits with spaces between, lines broken in
mid-sentence, zero-width characters and traditional characters. Nothing rewrites the
report's text: a `View` holds the normalised text together with an array that maps each
of its characters to the original. All stages read the view.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reportlens.report import Row


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
    """

    source: str
    text: str
    origin: NDArray[np.int32]

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


_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}
_FULL_WIDTH |= {code: code - 0xFEE0 for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_FULL_WIDTH |= {0xFF05: ord("%"), 0xFF0E: ord("."), 0xFF0B: ord("+"), 0x3000: ord(" ")}
_DROPPED = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]|(?<=[0-9.]) +(?=[0-9.%年月日万亿])")


def clean_view(text: str) -> View:
    """The clean view of a text (see the module's docstring)."""
    cleaned = text.translate(_FULL_WIDTH)
    keep = np.ones(len(text), dtype=bool)
    for match in _DROPPED.finditer(cleaned):
        keep[match.start() : match.end()] = False
    origin = np.flatnonzero(keep).astype(np.int32)
    if len(origin) < len(cleaned):
        cleaned = "".join([cleaned[i] for i in origin.tolist()])
    return View(source=text, text=cleaned, origin=origin)
