"""How alike sentences are: character n-grams find the candidates, an edit ratio decides."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reportlens.scores.shingles import ngram_hashes
from reportlens.text.characters import to_codes

Candidates = tuple[NDArray[np.intp], NDArray[np.float64]]


_BITS = 18


def ngram_matrix(texts: Sequence[str], *, sizes: Sequence[int] = (2, 3)) -> Any:
    """Counts of hashed character n-grams, one sparse row a text.

    Returns
    -------
    scipy.sparse.csr_matrix of float32, shape (len(texts), 2**18)
    """
    from scipy import sparse

    codes = to_codes("".join(texts))
    owner = np.repeat(np.arange(len(texts), dtype=np.int32), [len(text) for text in texts])
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
    """TF-IDF weights over the rows of all matrices together, each row of length 1.

    Counts are weighed as 1 + ln(count), columns as 1 + ln((1 + rows) / (1 + rows with it)),
    which is what scikit-learn's ``TfidfTransformer(sublinear_tf=True)`` does.

    Parameters
    ----------
    matrix, *others : scipy.sparse.csr_matrix of float
        Counts without duplicate entries, one row a text.
    """
    from scipy import sparse

    together = (matrix, *others)
    rows = sum(m.shape[0] for m in together)
    columns = np.concatenate([m.indices for m in together])
    found_in = np.bincount(columns, minlength=matrix.shape[1])
    idf = (1 + np.log((1 + rows) / (1 + np.arange(rows + 1)))).astype(np.float32)
    weighed = []
    for m in together:
        data = (1 + np.log(m.data)) * idf[found_in[m.indices]]
        owner = np.repeat(np.arange(m.shape[0]), np.diff(m.indptr))
        length = np.sqrt(np.bincount(owner, weights=data * data, minlength=m.shape[0]))
        data /= length.astype(np.float32)[owner]
        weighed.append(sparse.csr_matrix((data, m.indices, m.indptr), shape=m.shape))
    return tuple(weighed)


def nearest(queries: Any, corpus: Any, *, block: int = 2048) -> Candidates:
    """For each row of `queries` the most similar row of `corpus`, and the cosine.

    Works in blocks, so memory stays bounded by ``block × rows of the corpus``.

    Returns
    -------
    index : ndarray of int, shape (queries,)
        -1 where no row of the corpus has anything in common.
    cosine : ndarray of float, shape (queries,)
    """
    count = queries.shape[0]
    index = np.full(count, -1, dtype=np.intp)
    cosine = np.zeros(count)
    if corpus.shape[0] == 0:
        return index, cosine
    across = corpus.T.tocsr()
    for start in range(0, count, block):
        product = queries[start : start + block] @ across
        filled = np.flatnonzero(np.diff(product.indptr))
        if not len(filled):
            continue
        first = product.indptr[filled]
        best = np.maximum.reduceat(product.data, first)
        # The first entry of each row that has the row's greatest value.
        row_of = np.repeat(np.arange(len(filled)), np.diff(np.append(first, len(product.data))))
        at = np.flatnonzero(product.data == best[row_of])
        index[start + filled] = product.indices[at[np.searchsorted(at, first)]]
        cosine[start + filled] = best
    return index, cosine


def edit_ratio(first: str, second: str, *, least: float = 0.0) -> float:
    """Share of two squeezed sentences' characters that stay, in runs of two or more.

    Single characters that happen to stand in the same order say little in Chinese: nearly
    every two sentences share some.

    Parameters
    ----------
    least : float
        Where the ratio cannot reach this, which a count of characters tells, it is 0.

    >>> edit_ratio("继续修好农村公路", "继续修好农村道路")
    0.75
    """
    if first == second:
        return 1.0
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    stay = sum(block.size for block in matcher.get_matching_blocks() if block.size > 1)
    return 2 * stay / (len(first) + len(second))


def changes(
    earlier: str, later: str, *, plain: tuple[str, str] | None = None, shortest: int = 2
) -> str:
    """The wording that changed: ``[-taken out-]`` and ``{+put in+}``.

    Parameters
    ----------
    plain : pair of str, optional
        Both texts as they are to be compared (simplified characters), character by character.
    shortest : int
        A shorter run that stays between two changes is part of the change: marks around
        every other character cannot be read.

    >>> changes("修路30公里。", "修路45公里。")
    '修路[-30-]{+45+}公里。'
    >>> changes("大力发展农业和工业", "发展壮大服务业")
    '[-大力-]发展[-农业和工业-]{+壮大服务业+}'
    """
    a, b = plain or (earlier, later)
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    out, i, k = [], 0, 0
    for block in blocks:
        ends = block.a + block.size == len(a) and block.b + block.size == len(b)
        begins = block.a == block.b == 0
        if block.size < shortest and not begins and not ends:
            continue
        out.append(_marked(earlier[i : block.a], later[k : block.b]))
        i, k = block.a + block.size, block.b + block.size
        out.append(later[block.b : k])
    return "".join(out)


def _marked(deleted: str, inserted: str) -> str:
    return (f"[-{deleted}-]" if deleted else "") + (f"{{+{inserted}+}}" if inserted else "")
