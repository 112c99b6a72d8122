"""Statistics of repeated character strings, level by level, in memory linear in the text.

A string of n characters is counted only where both strings of n - 1 characters inside it
are frequent (Agrawal and Srikant 1994), so no level holds more than one row a character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_FIRST_HAN, _LAST_HAN = 0x4E00, 0x9FFF
_PART_MARK = ord("、")
_QUOTES = np.array([ord(c) for c in '“”‘’「」『』"'], dtype=np.uint32)


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """Texts in one array, with a boundary between any two.

    Attributes
    ----------
    codes : ndarray of uint32, shape (n,)
        Code points.
    chars : ndarray of int64, shape (n,)
        Number of the character among those that occur, -1 for what is no Chinese character.
    starts : ndarray of int64, shape (number of texts,)
        Where each text begins.
    opens, closes : ndarray of bool, shape (n,)
        Whether a programme's verb ends straight before, a programme's noun begins here.
    """

    codes: NDArray[np.uint32]
    chars: Ints
    starts: Ints
    opens: NDArray[np.bool_]
    closes: NDArray[np.bool_]

    def text_at(self, positions: Ints) -> Ints:
        """The number of the text that each position lies in."""
        return np.searchsorted(self.starts, positions, side="right") - 1


def join_texts(texts: Sequence[str], verbs: re.Pattern[str], nouns: re.Pattern[str]) -> Texts:
    """Put texts into one array, with the places of verbs and nouns of programmes."""
    arrays, starts, at = [], [], 0
    opens, closes = [], []
    for text in texts:
        opens += [at + match.end() for match in verbs.finditer(text)]
        closes += [at + match.start() for match in nouns.finditer(text)]
        code = np.frombuffer((text + "\n").encode("utf-32-le", "replace"), dtype=np.uint32)
        starts.append(at)
        arrays.append(code)
        at += len(code)
    codes = np.concatenate(arrays) if arrays else np.zeros(0, dtype=np.uint32)
    # The mark between the parts of a motto (甲乙、丙丁) is a character like others.
    han = ((codes >= _FIRST_HAN) & (codes <= _LAST_HAN)) | (codes == _PART_MARK)
    chars = np.full(len(codes), -1, dtype=np.int64)
    chars[han] = np.unique(codes[han], return_inverse=True)[1]
    return Texts(
        codes,
        chars,
        np.array(starts, dtype=np.int64),
        _at(opens, len(codes)),
        _at(closes, len(codes)),
    )


def _at(places: Sequence[int], size: int) -> NDArray[np.bool_]:
    mask = np.zeros(size + 1, dtype=bool)
    mask[np.array(places, dtype=np.int64)] = True
    return mask


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """The repeated strings of one length; every array but the last two has a row a string.

    Attributes
    ----------
    length : int
    first : ndarray
        Where the string occurs first.
    count : ndarray
        How often it occurs.
    reports : ndarray
        In how many texts.
    cohesion : ndarray
        The least pointwise mutual information (nats) over the ways to part it in two.
    left, right : ndarray
        Branching entropy (nats) of the characters beside it; marks count as all different.
    quoted : ndarray
        Share of its mentions that stand between quotation marks.
    promoted : ndarray
        Share of its mentions behind a verb or before a noun of programmes.
    positions, ids : ndarray
        Every occurrence, and the string that occurs there.
    """

    length: int
    first: Ints
    count: Ints
    reports: Ints
    cohesion: Floats
    left: Floats
    right: Floats
    quoted: Floats
    promoted: Floats
    positions: Ints
    ids: Ints


def levels(texts: Texts, *, longest: int, min_count: int) -> Iterator[Level]:
    """The strings of 2, 3, … characters that occur at least `min_count` times."""
    size = len(texts.codes)
    chars = texts.chars
    total = max(1, int((chars >= 0).sum()))
    counts = [np.zeros(0, dtype=np.int32)]  # counts[n][i]: how often the n characters at i occur
    one = np.bincount(chars[chars >= 0])
    at_one = np.zeros(size + 1, dtype=np.int32)
    at_one[:-1][chars >= 0] = one[chars[chars >= 0]]
    counts.append(at_one)
    ids_at = chars.copy()
    for length in range(2, longest + 1):
        shorter = counts[length - 1]
        where = np.flatnonzero((shorter[: size - 1] >= min_count) & (shorter[1:size] >= min_count))
        where = where[where + length <= size]
        keys = ids_at[where] * (int(chars.max(initial=0)) + 1) + chars[where + length - 1]
        _, ids, count = np.unique(keys, return_inverse=True, return_counts=True)
        frequent = count >= min_count
        here = np.zeros(size + 1, dtype=np.int32)
        here[where] = count[ids]
        counts.append(here)
        keep = frequent[ids]
        positions = where[keep]
        if not len(positions):
            return
        _, first, ids = np.unique(ids[keep], return_index=True, return_inverse=True)
        ids_at = np.full(size, -1, dtype=np.int64)
        ids_at[positions] = ids
        yield _describe(texts, length, positions, ids, positions[first], counts, total)


def _describe(
    texts: Texts,
    length: int,
    positions: Ints,
    ids: Ints,
    first: Ints,
    counts: Sequence[NDArray[np.int32]],
    total: int,
) -> Level:
    number = len(first)
    count = np.bincount(ids, minlength=number)
    size = len(texts.codes)
    before, behind = np.maximum(positions - 1, 0), np.minimum(positions + length, size - 1)
    reports = np.bincount(_pairs(ids, texts.text_at(positions))[0], minlength=number)
    quoted = np.isin(texts.codes[before], _QUOTES) & np.isin(texts.codes[behind], _QUOTES)
    promoted = (
        texts.opens[positions]
        | (texts.opens[before] & np.isin(texts.codes[before], _QUOTES))
        | texts.closes[positions + length]
        | (texts.closes[behind + 1] & np.isin(texts.codes[behind], _QUOTES))
    )
    return Level(
        length,
        first,
        count,
        reports,
        _cohesion(first, length, counts, total),
        _entropy(ids, _neighbours(texts, before), number),
        _entropy(ids, _neighbours(texts, behind), number),
        np.bincount(ids, weights=quoted, minlength=number) / count,
        np.bincount(ids, weights=promoted, minlength=number) / count,
        positions,
        ids,
    )


def _cohesion(first: Ints, length: int, counts: Sequence[NDArray[np.int32]], total: int) -> Floats:
    whole = np.log(counts[length][first].astype(np.float64) * total)
    parted = [
        whole
        - np.log(counts[k][first].astype(np.float64))
        - np.log(counts[length - k][first + k].astype(np.float64))
        for k in range(1, length)
    ]
    least: Floats = np.min(parted, axis=0)
    return least


def _neighbours(texts: Texts, places: Ints) -> Ints:
    """The character at each place; a mark or the end of a text is like no other."""
    chars = texts.chars[places]
    free = (chars < 0) | (texts.codes[places] == _PART_MARK)
    return np.where(free, -1 - places, chars)


def _entropy(ids: Ints, neighbours: Ints, number: int) -> Floats:
    owner, count = _pairs(ids, neighbours)
    totals = np.asarray(np.bincount(owner, count, number), dtype=np.float64)
    share = count / totals[owner]
    return np.asarray(np.bincount(owner, -share * np.log(share), number), dtype=np.float64)


def _pairs(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """The different pairs: the left member of each, and how often it occurs."""
    order = np.lexsort((right, left))
    a, b = left[order], right[order]
    new = np.ones(len(a), dtype=bool)
    new[1:] = (a[1:] != a[:-1]) | (b[1:] != b[:-1])
    at = np.flatnonzero(new)
    return a[at], np.diff(np.append(at, len(a)))
