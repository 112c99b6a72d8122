"""How alike sentences are: character n-grams find the candidates, an edit ratio decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Candidates = tuple[NDArray[np.intp], NDArray[np.float64]]


def squeeze(text: str) -> str:
    """A sentence without white space and punctuation: what is compared."""
    return "".join(c for c in text if c.isalnum())


def ngram_matrix(texts: Sequence[str], *, size: tuple[int, int] = (2, 3)) -> Any:
    """Hashed character n-grams of each text, one sparse row a text of length 1.

    Returns
    -------
    scipy.sparse matrix, shape (len(texts), 2**18)
    """
    from sklearn.feature_extraction.text import HashingVectorizer

    vectorizer = HashingVectorizer(
        analyzer="char",
        ngram_range=size,
        n_features=2**18,
        alternate_sign=False,
        lowercase=False,
        dtype=np.float32,
    )
    return vectorizer.transform(texts)


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


def edit_ratio(first: str, second: str) -> float:
    """Similarity of two sentences by insertions and deletions, 0 to 1 (rapidfuzz).

    >>> round(edit_ratio("继续修好农村公路", "继续修好农村道路"), 2)
    0.88
    """
    from rapidfuzz import fuzz

    return float(fuzz.ratio(squeeze(first), squeeze(second))) / 100


def changes(earlier: str, later: str) -> str:
    """The wording that changed: ``[-taken out-]`` and ``{+put in+}``.

    >>> changes("修路30公里。", "修路45公里。")
    '修路[-30-]{+45+}公里。'
    """
    from rapidfuzz.distance import Indel

    out, inserted, deleted = [], "", ""
    for op in Indel.opcodes(earlier, later):
        if op.tag == "equal":
            out.append(_marked(deleted, inserted) + earlier[op.src_start : op.src_end])
            inserted = deleted = ""
        else:
            deleted += earlier[op.src_start : op.src_end]
            inserted += later[op.dest_start : op.dest_end]
    out.append(_marked(deleted, inserted))
    return "".join(out)


def _marked(deleted: str, inserted: str) -> str:
    return (f"[-{deleted}-]" if deleted else "") + (f"{{+{inserted}+}}" if inserted else "")
