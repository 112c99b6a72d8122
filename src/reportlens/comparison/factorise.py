"""Non-negative matrix factorisation, small: rows of weights as mixtures of a few topics.

The algorithm is that of scikit-learn's ``NMF``: a start from the singular value
decomposition (NNDSVDa; Boutsidis and Gallopoulos 2008, Pattern Recognition 41(4)), then
coordinate descent, one topic at a time (HALS; Cichocki and Phan 2009, IEICE Transactions
E92-A(3)). Written out here because loading scikit-learn takes longer than all topics of
some fifty reports.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


def factorise(
    weights: Any, count: int, *, iterations: int = 150, tolerance: float = 1e-3, seed: int = 0
) -> tuple[Matrix, Matrix]:
    """Two non-negative matrices whose product is close to `weights`.

    Parameters
    ----------
    weights : scipy.sparse.csr_matrix of float, shape (documents, terms)
        Non-negative.
    count : int
        Topics; at most the smaller side of `weights`.
    iterations, tolerance : int, float
        Stop after so many rounds, or when a round moves less than this share of the first.
    seed : int
        For the random projection by which singular vectors are found.

    Returns
    -------
    loadings : ndarray of float, shape (documents, count)
    topics : ndarray of float, shape (count, terms)

    Examples
    --------
    >>> import numpy as np
    >>> from scipy.sparse import csr_matrix
    >>> two = csr_matrix(np.array([[1.0, 2, 0, 0], [2, 4, 0, 0], [0, 0, 3, 1]]))
    >>> loadings, topics = factorise(two, 2)
    >>> bool(np.allclose(loadings @ topics, two.toarray(), atol=0.05))
    True
    """
    from threadpoolctl import threadpool_limits

    across = weights.T.tocsr()
    # Products of a few columns: threads would wait for each other longer than they count.
    with threadpool_limits(1):
        loadings, topics = _start(weights, across, count, seed)
        first = None
        for _ in range(iterations):
            moved = _descend(loadings, topics @ topics.T, weights @ topics.T)
            moved += _descend(topics.T, loadings.T @ loadings, across @ loadings)
            first = moved if first is None else first
            if moved <= tolerance * first:
                break
    return loadings, topics


def _descend(factor: Matrix, gram: Matrix, target: Matrix) -> float:
    """One round of coordinate descent on the columns of `factor`, in place.

    Returns the sum of what the gradients would still move: the measure of convergence.
    """
    moved = 0.0
    for k in range(len(gram)):
        column = factor[:, k]
        gradient = factor @ gram[:, k] - target[:, k]
        moved += float(np.abs(np.where(column > 0, gradient, np.minimum(gradient, 0))).sum())
        if gram[k, k] > 0:
            np.maximum(column - gradient / gram[k, k], 0, out=column)
    return moved


def _start(weights: Any, across: Any, count: int, seed: int) -> tuple[Matrix, Matrix]:
    """NNDSVDa: the positive or the negative half of each singular pair, whichever is larger."""
    left, values, right = _singular(weights, across, count, seed)
    loadings = np.zeros((weights.shape[0], count), order="F")
    topics = np.zeros((count, weights.shape[1]))
    for k in range(count):
        u, v = left[:, k], right[k]
        halves = [(np.maximum(s * u, 0), np.maximum(s * v, 0)) for s in (1, -1)]
        sizes = [float(np.linalg.norm(a) * np.linalg.norm(b)) for a, b in halves]
        a, b = halves[int(np.argmax(sizes))]
        if max(sizes) > 0:
            root = np.sqrt(values[k] * max(sizes))
            loadings[:, k] = root * a / np.linalg.norm(a)
            topics[k] = root * b / np.linalg.norm(b)
    mean = weights.mean()
    loadings[loadings < 1e-6] = mean
    topics[topics < 1e-6] = mean
    return loadings, topics


def _singular(weights: Any, across: Any, count: int, seed: int) -> tuple[Matrix, Matrix, Matrix]:
    """The largest singular triplets by random projection.

    Source: Halko, Martinsson and Tropp (2011), SIAM Review 53(2), with four power rounds.
    """
    width = min(count + 10, *weights.shape)
    basis = np.random.default_rng(seed).standard_normal((weights.shape[1], width))
    for _ in range(4):
        basis = np.linalg.qr(across @ np.linalg.qr(weights @ basis)[0])[0]
    span = np.linalg.qr(weights @ basis)[0]
    left, values, right = np.linalg.svd((across @ span).T, full_matrices=False)
    return (span @ left)[:, :count], values[:count], right[:count]
