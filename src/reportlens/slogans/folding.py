"""The folded form of a text, in which the ways of writing one slogan are the same string.

Quotation marks, inner punctuation, white space and the case of letters differ between
mentions of one slogan: ``“不忘初心、牢记使命”``, ``不忘初心，牢记使命``, ``不忘初心 牢记使命``.
Folding drops what differs and keeps the way back to every character.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

QUOTES = "“”‘’\"'「」『』〝〞＂"
"""Marks that enclose a slogan; dropped wherever they stand."""
QUOTE_PAIRS = ("“”", "‘’", "「」", "『』")
BREAKS = "、，,·・•—－-–/／"
"""Marks between the parts of a slogan; dropped, but see `breaks_between`."""
BLANKS = " \t\u3000\u00a0"
_SAME = {
    ord("＋"): "+",
    ord("﹢"): "+",
    ord("＊"): "*",
    ord("Ｎ"): "n",
    ord("✕"): "×",
    ord("％"): "%",
}
_SAME |= {code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)}
_SAME |= {code: chr(code - 0xFEE0 + 32) for code in range(0xFF21, 0xFF3B)}
_SAME |= {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
_DROPPED = np.zeros(0x10000, dtype=bool)
_DROPPED[[ord(c) for c in QUOTES + BREAKS + BLANKS]] = True
_CHANGED = np.zeros(0x10000, dtype=bool)
_CHANGED[list(_SAME)] = True
_DELETE = {ord(c): None for c in QUOTES + BREAKS + BLANKS} | _SAME


def fold(text: str) -> str:
    """The folded form of a phrase.

    Examples
    --------
    >>> fold("“不忘初心，牢记使命”") == fold("不忘初心、牢记使命")
    True
    """
    return text.translate(_DELETE)


@dataclass(frozen=True, slots=True, eq=False)
class Folded:
    """A folded text with the way back.

    Attributes
    ----------
    text : str
        The folded text.
    origin : ndarray of int64, shape (len(text),)
        The offset of each of its characters in the text it was made from.
    """

    text: str
    origin: NDArray[np.int64]


def fold_text(text: str) -> Folded:
    """Fold a whole text, remembering where each kept character stood."""
    # "surrogatepass": text from broken PDFs may hold lone surrogates.
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kept = np.flatnonzero(~_DROPPED[np.minimum(codes, 0xFFFF)])
    folded = codes[kept]
    special = np.flatnonzero(_CHANGED[np.minimum(folded, 0xFFFF)])
    for at in special.tolist():
        folded[at] = ord(_SAME[int(folded[at])])
    folded[(folded >= 0xD800) & (folded < 0xE000)] = 0xFFFD
    return Folded(folded.tobytes().decode("utf-32-le"), kept)
