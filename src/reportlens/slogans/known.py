"""Known slogans: every way of writing them, found in one pass over the folded text.

The rule for nested and overlapping ones is leftmost-longest: of the known phrases that
begin earliest the longest wins, so ``不忘初心、牢记使命`` is one slogan and
``邓小平理论`` is not found again inside a longer name that holds it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

import ahocorasick_rs

from reportlens.lexicon import Lexicon
from reportlens.lexicon.schema import SloganEntry
from reportlens.slogans.folding import BREAKS, QUOTE_PAIRS, QUOTES, Folded, fold

_PARTS_REORDERED = 3
"""Slogans of up to so many parts are also known in every other order of the parts."""
_FREE_SIDE = 4
"""A mark may part a phrase that is written without one when so many characters stand
on either side (大众创业、万众创新); nearer the edge it is another phrase (三、农业)."""
_NUMERALS = frozenset("一二三四五六七八九十两0123456789")
_BEFORE_NUMERAL = _NUMERALS | frozenset("第百千万亿零")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One folded way of writing an entry, and where its marks stood."""

    entry: SloganEntry
    breaks: frozenset[int]
    length: int


@dataclass(frozen=True, slots=True)
class Match:
    """A known phrase at an offset of the text."""

    start: int
    end: int
    entry: SloganEntry


class KnownSlogans:
    """The compiled slogans of a lexicon.

    Examples
    --------
    >>> from reportlens.lexicon import load
    >>> from reportlens.slogans.folding import fold_text
    >>> text = "增强“四个意识”"
    >>> [text[m.start : m.end] for m in known_slogans(load()).find(text, fold_text(text))]
    ['四个意识']
    """

    def __init__(self, entries: tuple[SloganEntry, ...]) -> None:
        self.patterns: dict[str, Pattern] = {}
        for entry in entries:
            for form in written_forms(entry):
                self._add(entry, form)
        for entry in entries:  # after all that is written out, so that nothing is shadowed
            for form in written_forms(entry):
                for other in _other_orders(form):
                    self._add(entry, other)
        self._ordered = list(self.patterns.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(self.patterns) or ["\0"])

    def _add(self, entry: SloganEntry, form: str) -> None:
        folded = fold(form)
        if not folded:
            return
        breaks = _break_places(form)
        known = self.patterns.get(folded)
        if known is None:
            self.patterns[folded] = Pattern(entry, breaks, len(folded))
        elif known.entry is entry:
            self.patterns[folded] = Pattern(entry, known.breaks | breaks, len(folded))

    def find(self, text: str, folded: Folded) -> list[Match]:
        """The known phrases of a text in order, concepts among them; they do not overlap."""
        hits = self._automaton.find_matches_as_indexes(folded.text, overlapping=True)
        hits.sort(key=lambda hit: (hit[1], -hit[2]))
        found: list[Match] = []
        origin = folded.origin
        at = 0
        for number, first, behind in hits:
            if first < at:
                continue
            pattern = self._ordered[number]
            start, end = int(origin[first]), int(origin[behind - 1]) + 1
            if end - start > pattern.length and not _same_marks(text, start, end, pattern):
                continue
            if text[start] in _NUMERALS and text[start - 1 : start] in _BEFORE_NUMERAL:
                continue  # 二十四风力站, 第三农场: the end of a longer numeral
            if pattern.entry.quoted_only and not is_quoted(text, start, end):
                continue
            found.append(Match(start, end, pattern.entry))
            at = behind
        return found

    def get(self, phrase: str) -> SloganEntry | None:
        """The entry that a phrase as a whole is a mention of."""
        pattern = self.patterns.get(fold(phrase))
        return pattern.entry if pattern else None


@lru_cache(maxsize=8)
def known_slogans(lexicon: Lexicon) -> KnownSlogans:
    """The compiled slogans of a lexicon, made once."""
    return KnownSlogans(lexicon.of(SloganEntry))


def is_quoted(text: str, start: int, end: int) -> bool:
    """Does the span stand alone between quotation marks?"""
    return start > 0 and end < len(text) and text[start - 1] in QUOTES and text[end] in QUOTES


def written_forms(entry: SloganEntry) -> Iterator[str]:
    """The forms of an entry that mentions are looked for by.

    A variant that only puts words around the canonical form (``三个代表重要思想``) is no form
    of its own: the slogan is the phrase within.
    """
    yield entry.canonical
    core = fold(entry.canonical)
    yield from (form for form in entry.variants if core not in fold(form))


def _break_places(form: str) -> frozenset[int]:
    """How many folded characters stand before each mark inside a written form."""
    return frozenset(len(fold(form[:i])) for i, char in enumerate(form) if char in BREAKS and i > 0)


def _same_marks(text: str, start: int, end: int, pattern: Pattern) -> bool:
    """Do the marks inside a mention stand where the phrase may have them?

    Quotation marks must pair: in ``“三公”经费`` the quoted part is the slogan, not the
    whole, and in ``金融“五篇大文章”`` it does not begin outside.
    """
    mention = text[start:end]
    if any(mention.count(pair[0]) != mention.count(pair[1]) for pair in QUOTE_PAIRS):
        return False
    before = 0
    for char in mention:
        if char in BREAKS:
            left_over = pattern.length - before
            if before not in pattern.breaks and min(before, left_over) < _FREE_SIDE:
                return False
        elif char not in QUOTES and not char.isspace():
            before += 1
    return True


def _other_orders(form: str) -> list[str]:
    parts = form.replace("，", "、").split("、")
    if not 1 < len(parts) <= _PARTS_REORDERED or not all(parts):
        return []
    return ["、".join(order) for order in permutations(parts)]
