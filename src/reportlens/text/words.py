"""The words of a report: marked spans are kept whole, jieba's algorithm cuts the rest.

Two engines give the same words: `rjieba` (jieba's algorithm in Rust, the default) and
`jieba` itself, the reference. ``docs/words.md`` tells where they would differ and how that
is evened out. An engine is made once for a lexicon; nothing is added to jieba's own global
dictionary.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress
from operator import not_
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from reportlens.lexicon import Lexicon, load
from reportlens.report import Report, Words
from reportlens.text.characters import to_codes
from reportlens.text.engines import Engine, JiebaEngine, RustEngine
from reportlens.text.view import View, clean_view
from reportlens.text.vocabulary import vocabulary

EngineName = Literal["rjieba", "jieba"]
KEPT_TABLES = ("slogans", "quantities", "dates")
"""Tables whose rows are words: a slogan, a quantity or a date is never cut."""
_KEPT_POS = {"slogans": "nz", "quantities": "m", "dates": "t"}
_MARKS = "\ue000\ue001\ue002\uf8ff"


@dataclass(frozen=True, slots=True)
class WordCutter:
    """Cuts reports with one lexicon and engine; small, so that a report can be pickled.

    Examples
    --------
    >>> import reportlens as rl
    >>> report = rl.analyze("增强“四个意识”，推进乡村振兴。")
    >>> WordCutter()(report).text
    ['增强', '“', '四个意识', '”', '，', '推进', '乡村振兴', '。']
    """

    paths: tuple[str, ...] = ()
    """The user's lexicon files, as `reportlens.lexicon.load` takes them."""
    replace: bool = False
    engine: EngineName = "rjieba"

    @classmethod
    def of(cls, lexicon: Lexicon, engine: EngineName = "rjieba") -> WordCutter:
        """The cutter for a lexicon."""
        return cls(lexicon.paths, lexicon.replace, engine)

    def __call__(self, report: Report, pos: bool = False) -> Words:
        return cut_report(report, pos, lexicon=self.lexicon(), engine=self.engine)

    def lexicon(self) -> Lexicon:
        """The lexicon that it cuts with."""
        return load(*self.paths, replace=self.replace)


def cut_report(
    report: Report,
    pos: bool = False,
    *,
    lexicon: Lexicon | None = None,
    engine: EngineName = "rjieba",
) -> Words:
    """The words of a report; slogans, quantities and dates stay whole.

    Parameters
    ----------
    report : Report
    pos : bool
        Also tag parts of speech, in jieba's tag set (ICTCLAS: n, v, ns, m, t …). `rjieba`
        tags by dictionary; `jieba` by its hidden Markov model.
    lexicon : Lexicon, optional
        Whose terms and names are words; the shipped one when left out.
    engine : {"rjieba", "jieba"}
        Which implementation of jieba's algorithm cuts.

    Returns
    -------
    Words
        Columns start, end (offsets into ``report.text``), text, and pos when asked for.
        White space is no word.
    """
    spans = [(row.start, row.end, _KEPT_POS[t]) for t in KEPT_TABLES for row in report.rows(t)]
    view = clean_view(report.text)
    if view.text == report.text:
        return cut_text(view.text, spans, pos=pos, lexicon=lexicon, engine=engine)
    words = cut_text(view.text, _into_view(spans, view), pos=pos, lexicon=lexicon, engine=engine)
    _into_source(words, view)
    return words


def _into_view(spans: Sequence[tuple[int, int, str]], view: View) -> list[tuple[int, int, str]]:
    """Spans of the source as spans of the view."""
    if not spans:
        return []
    starts = np.searchsorted(view.origin, [start for start, _, _ in spans]).tolist()
    ends = np.searchsorted(view.origin, [end for _, end, _ in spans]).tolist()
    return [(a, b, tag) for a, b, (_, _, tag) in zip(starts, ends, spans, strict=True)]


def _into_source(words: Words, view: View) -> None:
    """Turn words of the view into words of its source, in place."""
    if not words.start:
        return
    starts, ends = np.asarray(words.start), np.asarray(words.end)
    words.start = _compact(view.origin[starts])
    words.end = _compact(view.origin[ends - 1] + 1)
    # Only where the source is written otherwise does a word need another text.
    source, text = to_codes(view.source), to_codes(view.text)
    differs = np.zeros(len(text) + 1, dtype=np.int64)
    differs[1:] = np.cumsum((source[view.origin] != text) | (np.diff(view.origin, prepend=0) > 1))
    changed = np.flatnonzero(differs[ends] != differs[starts])
    for i in changed.tolist():
        words.text[i] = view.source[words.start[i] : words.end[i]]


def cut_text(
    text: str,
    kept: Iterable[tuple[int, int, str]] = (),
    *,
    pos: bool = False,
    lexicon: Lexicon | None = None,
    engine: EngineName = "rjieba",
) -> Words:
    """The words of a plain text.

    Parameters
    ----------
    text : str
    kept : iterable of (start, end, pos)
        Spans that are one word each; of overlapping ones the first and longest is kept.

    Examples
    --------
    >>> cut_text("一般公共预算收入增长").text
    ['一般公共预算收入', '增长']
    """
    cutter = engine_of(lexicon or load(), engine)
    mark = next((m for m in _MARKS if m not in text), "")
    spans = _disjoint(kept) if mark else []
    pieces, at = [], 0
    for start, end, _ in spans:
        pieces.append(text[at:start])
        at = end
    pieces.append(text[at:])
    # One call for the whole text: the mark parts words just as a line break would.
    cut_here = mark.join(pieces)
    tags: list[str] = []
    if pos:
        tokens, tags = cutter.tag(cut_here)
    else:
        tokens = cutter.cut(cut_here)
    at = -1
    for start, end, tag in spans:
        at = tokens.index(mark, at + 1)
        tokens[at] = text[start:end]
        if pos:
            tags[at] = tag
    # Column by column: a text has tens of thousands of words.
    once: dict[str, str] = {}
    tokens = [once.setdefault(token, token) for token in tokens]
    lengths = np.fromiter(map(len, tokens), dtype=np.int32, count=len(tokens))
    solid = np.fromiter(map(not_, map(str.isspace, tokens)), dtype=bool, count=len(tokens))
    ends = np.cumsum(lengths, dtype=np.int32)
    return Words(
        _compact((ends - lengths)[solid]),
        _compact(ends[solid]),
        list(compress(tokens, solid)),
        list(compress(tags, solid)),
    )


def _compact(numbers: NDArray[np.int32]) -> array[int]:
    """Offsets as a plain array: four bytes each, Python's own numbers when looked at."""
    return array("i", numbers.astype(np.intc, copy=False).tobytes())


@lru_cache(maxsize=4)
def engine_of(lexicon: Lexicon, name: EngineName = "rjieba") -> Engine:
    """An engine that knows the terms and names of a lexicon, made once."""
    terms = vocabulary(lexicon)
    if name == "jieba":
        return JiebaEngine(terms)
    return RustEngine(terms)


def stop_words(lexicon: Lexicon | None = None) -> frozenset[str]:
    """The words left out of terms: the shipped ones with a user's additions and removals.

    A user changes them by a file ``stop_words.txt`` given to `reportlens.lexicon.load`: a
    line adds a word, a line ``-word`` takes one out, ``replace=True`` begins anew.

    Examples
    --------
    >>> "进一步" in stop_words()
    True
    """
    return (lexicon or load()).stop_words


def _disjoint(kept: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    spans: list[tuple[int, int, str]] = []
    at = 0
    for start, end, tag in sorted(kept, key=lambda span: (span[0], -span[1])):
        if at <= start < end:
            spans.append((start, end, tag))
            at = end
    return spans
