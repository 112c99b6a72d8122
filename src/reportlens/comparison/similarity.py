"""How alike sentences are: character n-grams find the candidates, an edit ratio decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

import numpy as np
from numpy.typing import NDArray

Candidates = tuple[NDArray[np.intp], NDArray[np.float64]]


_NOT_COMPARED = re.compile(r"[\W_]+")
_BITS = 18
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
"""2**64 divided by the golden ratio: multiplicative hashing (Knuth, TAOCP 3, 6.4)."""


def squeeze(text: str) -> str:
    """A sentence without white space and punctuation: what is compared.

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


def code_points(text: str) -> NDArray[np.uint32]:
    """The code points of a text, shape (len(text),)."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def ngram_matrix(texts: Sequence[str], *, sizes: Sequence[int] = (2, 3)) -> Any:
    """Counts of hashed character n-grams, one sparse row a text.

    Returns
    -------
    scipy.sparse.csr_matrix of float32, shape (len(texts), 2**18)
    """
    from scipy import sparse

    codes = code_points("".join(texts))
    owner = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
    rows, columns = [], []
    for size in sizes:
        hashed = ngram_hashes(codes, size)
        inside = owner[: len(hashed)] == owner[len(owner) - len(hashed) :]
        rows.append(owner[: len(hashed)][inside])
        columns.append((hashed[inside] >> np.uint64(64 - _BITS)).astype(np.int32))
    row, column = np.concatenate(rows), np.concatenate(columns)
    ones = np.ones(len(row), dtype=np.float32)
    return sparse.csr_matrix((ones, (row, column)), shape=(len(texts), 2**_BITS))


def weigh(matrix: Any, *others: Any) -> tuple[Any, ...]:
    """TF-IDF weights over all matrices together, rows of length 1 again."""
    from scipy import sparse
    from sklearn.feature_extraction.text import TfidfTransformer

    both = TfidfTransformer(sublinear_tf=True).fit(sparse.vstack([matrix, *others]))
    return tuple(both.transform(m) for m in (matrix, *others))


def nearest(queries: Any, corpus: Any, *, block: int = 2048) -> Candidates:
    """For each row of `queries` the most similar row of `corpus`, and the cosine.

    Works in blocks, so memory stays bounded by ``block × rows of the corpus``.

    Returns
    -------
    index : ndarray of int, shape (queries,)
        -1 where the corpus is empty.
    cosine : ndarray of float, shape (queries,)
    """
    count = queries.shape[0]
    index = np.full(count, -1, dtype=np.intp)
    cosine = np.zeros(count)
    if corpus.shape[0] == 0:
        return index, cosine
    across = corpus.T.tocsr()
    for start in range(0, count, block):
        product = (queries[start : start + block] @ across).tocsr()
        for row in range(product.shape[0]):
            a, b = product.indptr[row], product.indptr[row + 1]
            if a < b:
                best = a + int(np.argmax(product.data[a:b]))
                index[start + row] = product.indices[best]
                cosine[start + row] = product.data[best]
    return index, cosine


def edit_ratio(first: str, second: str, *, least: float = 0.0) -> float:
    """Similarity of two squeezed sentences by matching blocks, 0 to 1 (difflib).

    Parameters
    ----------
    least : float
        Where the ratio cannot reach this, which a count of characters tells, it is 0.

    >>> round(edit_ratio("继续修好农村公路", "继续修好农村道路"), 2)
    0.88
    """
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    return matcher.ratio()


def changes(earlier: str, later: str) -> str:
    """The wording that changed: ``[-taken out-]`` and ``{+put in+}``.

    >>> changes("修路30公里。", "修路45公里。")
    '修路[-30-]{+45+}公里。'
    """
    out = []
    for tag, i, j, k, n in SequenceMatcher(None, earlier, later, autojunk=False).get_opcodes():
        same = tag == "equal"
        out.append(earlier[i:j] if same else _marked(earlier[i:j], later[k:n]))
    return "".join(out)


def _marked(deleted: str, inserted: str) -> str:
    return (f"[-{deleted}-]" if deleted else "") + (f"{{+{inserted}+}}" if inserted else "")
