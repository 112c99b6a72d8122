"""Candidates for new slogans and terms: which to keep, what they are, how good they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from math import log, log1p

from reportlens.slogans.folding import fold
from reportlens.slogans.grammar import Grammar
from reportlens.slogans.quoted import is_numeral_form

_HELD_SHARE = 0.8
"""A phrase that so often is part of one longer candidate is no candidate of its own."""
OFTEN_QUOTED = 0.3
_SLOGAN_LENGTH = 4


@dataclass(slots=True)
class Candidate:
    """A phrase that may be a slogan or a term."""

    phrase: str
    count: int
    reports: int
    cohesion: float
    freedom: float
    quoted: float
    promoted: float = 0.0
    by_year: Counter[int] = field(default_factory=Counter)
    type: str = "term"
    score: float = 0.0


def outermost(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Without those that mostly occur inside one longer candidate."""
    by_length = sorted(candidates, key=lambda c: -len(c.phrase))
    held: Counter[str] = Counter()
    kept = []
    for candidate in by_length:
        if held[candidate.phrase] >= _HELD_SHARE * candidate.count:
            continue
        kept.append(candidate)
        phrase = candidate.phrase
        for size in range(2, len(phrase)):
            for start in range(len(phrase) - size + 1):
                part = phrase[start : start + size]
                held[part] = max(held[part], candidate.count)
    return kept


def ranked(candidates: Iterable[Candidate], grammar: Grammar) -> Iterable[Candidate]:
    """Give each candidate its type and score.

    The score is how bound and how free a phrase is, weighted by how far it is spread. A
    phrase that is quoted, counts something, has like parts or is what programmes are made
    of is more likely a slogan than a term; a word of jieba's dictionary is seldom new.
    """
    import rjieba

    dictionary = rjieba.Jieba()
    for candidate in candidates:
        phrase, quoted = candidate.phrase, candidate.quoted
        common = dictionary.has_word(phrase)
        counts = is_numeral_form(fold(phrase), grammar) and not (common and quoted == 0)
        if counts and (quoted > 0 or phrase[1] in grammar.words["classifier"]):
            candidate.type = "numeral"
        elif (len(phrase) > 2 and quoted >= OFTEN_QUOTED) or has_like_parts(
            phrase, dictionary.has_word
        ):
            candidate.type = "motto"
        base = min(candidate.cohesion, 10.0) + 2 * min(candidate.freedom, 3.0)
        term = candidate.type == "term"
        coined = 1 + 2 * quoted + candidate.promoted + (not term)
        new = (0.6 if term else 1.0) * (0.5 if common and term else 1.0)
        shape = 1.5 if len(phrase) >= _SLOGAN_LENGTH else 1.0
        candidate.score = base * coined * new * shape * log1p(candidate.reports)
        yield candidate


def parts_of(phrase: str) -> list[str]:
    """The parts of a phrase that may be alike: at its marks, else two characters each.

    Examples
    --------
    >>> parts_of("又红又专"), parts_of("学得深、用得好")
    (['又红', '又专'], ['学得深', '用得好'])
    """
    if "、" in phrase:
        return phrase.split("、")
    if len(phrase) in (4, 6):
        return [phrase[i : i + 2] for i in range(0, len(phrase), 2)]
    return [phrase]


def has_like_parts(phrase: str, is_word: Callable[[str], bool]) -> bool:
    """Does a character come back at the same place of each part, and is it no list of words?"""
    parts = parts_of(phrase)
    alike = len(parts) > 1 and any(len(set(chars)) == 1 for chars in zip(*parts, strict=False))
    return alike and not all(map(is_word, parts))


def burst_year(by_year: Mapping[int, int], chars: Mapping[int, int]) -> tuple[int | None, float]:
    """The year in which a phrase is most unusually frequent, and the log-likelihood of that.

    Parameters
    ----------
    by_year : mapping of int to int
        Mentions by year.
    chars : mapping of int to int
        Characters of text by year.

    Examples
    --------
    >>> burst_year({2019: 1, 2020: 9}, {2018: 1000, 2019: 1000, 2020: 1000})[0]
    2020
    """
    whole, size = sum(by_year.values()), sum(chars.values())
    best: tuple[int | None, float] = (None, 0.0)
    for year, count in by_year.items():
        expected = whole * chars.get(year, 0) / size if size else 0.0
        if expected <= 0 or count <= expected:
            continue
        rest, rest_expected = whole - count, whole - expected
        g2 = 2 * count * log(count / expected)
        if rest > 0 and rest_expected > 0:
            g2 += 2 * rest * log(rest / rest_expected)
        if g2 > best[1]:
            best = (year, g2)
    return best
