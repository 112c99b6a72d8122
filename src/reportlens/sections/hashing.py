"""Character n-grams by hashing: two and three characters in a row, and those of the opening.

The same few lines of numpy serve training and analysis, so a whole report is scored in
a few array operations. No vocabulary is kept: a model holds no text.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.intp]
Floats = NDArray[np.float32]

BITS = 15
OPENING_BITS = 14
OPENING = 30
"""Characters at the start of a passage whose n-grams count a second time, as its opening."""
WIDTH = (1 << BITS) + (1 << OPENING_BITS)
"""Number of hashed features."""

_DIGIT = ord("0")


def ngram_cells(text: str) -> tuple[Ints, Ints]:
    """For each character the cell of the two and of the three characters that begin there.

    Digits count as one character, so that no figure is learnt by heart.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).copy()
    codes[(codes >= _DIGIT) & (codes <= _DIGIT + 9)] = _DIGIT
    padded = np.concatenate([codes, np.zeros(2, dtype=np.uint32)])
    first = padded[:-2] * np.uint32(0x9E3779B1)
    second = (first ^ padded[1:-1]) * np.uint32(0x85EBCA6B)
    third = (second ^ padded[2:]) * np.uint32(0xC2B2AE35)
    shift = np.uint32(32 - BITS)
    return (second >> shift).astype(np.intp), (third >> shift).astype(np.intp)


def ngram_sums(text: str, starts: Ints, ends: Ints, weights: Floats) -> Floats:
    """The score of each passage from its n-grams; shape (passages, classes).

    Parameters
    ----------
    text : str
    starts, ends : ndarray of int, shape (n,)
        Spans of the passages, in the order of the text and without overlap.
    weights : ndarray, shape (WIDTH, classes)
    """
    if not len(starts):
        return np.zeros((0, weights.shape[1]), dtype=np.float32)
    two, three = ngram_cells(text)
    body, opening = weights[: 1 << BITS], weights[1 << BITS :]
    per_char = body[two]
    per_char += body[three]
    total = _segments(per_char, starts, ends - 2) / np.sqrt(np.maximum(ends - starts, 4))[:, None]
    first_ends = np.minimum(ends, starts + OPENING)
    at = np.concatenate([np.arange(a, b) for a, b in zip(starts, first_ends, strict=True)])
    drop = BITS - OPENING_BITS
    head = opening[two[at] >> drop] + opening[three[at] >> drop]
    lengths = first_ends - starts
    offsets = np.cumsum(lengths) - lengths
    total += (
        _segments(head, offsets, offsets + lengths - 2) / np.sqrt(np.maximum(lengths, 4))[:, None]
    )
    result: Floats = total.astype(np.float32)
    return result


def _segments(values: Floats, starts: Ints, ends: Ints) -> Floats:
    """Sums over half-open segments; an empty segment sums to 0."""
    padded = np.concatenate([values, np.zeros((1, values.shape[1]), dtype=values.dtype)])
    ends = np.maximum(ends, starts)
    edges = np.column_stack([starts, ends]).ravel()
    sums: Floats = np.add.reduceat(padded, edges, axis=0)[::2]
    sums[ends == starts] = 0
    return sums


def ngram_rows(text: str, starts: Ints, ends: Ints) -> tuple[Floats, Ints, Ints]:
    """The same features as a sparse matrix in CSR form: values, columns and row pointers."""
    two, three = ngram_cells(text)
    values, columns, pointers = [], [], [0]
    drop = BITS - OPENING_BITS
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        body = np.concatenate(
            [two[start : max(start, end - 2)], three[start : max(start, end - 2)]]
        )
        first = min(end, start + OPENING)
        head = np.concatenate(
            [two[start : max(start, first - 2)], three[start : max(start, first - 2)]]
        )
        head = (head >> drop) + (1 << BITS)
        for cells, length in ((body, end - start), (head, first - start)):
            cell, count = np.unique(cells, return_counts=True)
            columns.append(cell)
            values.append(count / np.sqrt(max(length, 4)))
        pointers.append(pointers[-1] + len(columns[-2]) + len(columns[-1]))
    if not columns:
        return np.zeros(0, np.float32), np.zeros(0, np.intp), np.zeros(1, np.intp)
    return (
        np.concatenate(values).astype(np.float32),
        np.concatenate(columns).astype(np.intp),
        np.array(pointers, dtype=np.intp),
    )
