"""Runs of characters as 64-bit hashes: what sentences of two reports have in common."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

_NOT_COMPARED = re.compile(r"[\W_]+")
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
"""2**64 divided by the golden ratio: multiplicative hashing (Knuth, TAOCP 3, 6.4)."""


def squeeze(text: str) -> str:
    """A text without white space and punctuation: what is compared.

    >>> squeeze("修路，30公里。")
    '修路30公里'
    """
    return _NOT_COMPARED.sub("", text)


def ngram_hashes(codes: NDArray[np.uint32], size: int) -> NDArray[np.uint64]:
    """A 64-bit hash of every run of `size` characters, in order.

    Parameters
    ----------
    codes : ndarray of uint32, shape (n,)
        Code points.

    Returns
    -------
    ndarray of uint64, shape (max(n - size + 1, 0),)
    """
    count = max(len(codes) - size + 1, 0)
    hashed = np.zeros(count, dtype=np.uint64)
    for offset in range(size):
        hashed = (hashed ^ codes[offset : offset + count]) * _MULTIPLIER
        hashed ^= hashed >> np.uint64(29)
    return hashed
