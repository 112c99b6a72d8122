"""Which words set one group apart from the others.

Two measures, group against the rest of the comparison:

- log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008,
  Fightin' Words, Political Analysis 16(4)), eqs. 15, 16, 19 and 22; the prior is the
  word's share in the whole comparison;
- log-likelihood keyness G2 (Dunning 1993, Computational Linguistics 19(1)) over the
  two-by-two table, signed by direction, with the log ratio (Hardie 2014) as effect size.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from reportlens.comparison.counts import group_chars
from reportlens.comparison.groups import Member, by_group
from reportlens.comparison.vocabulary import TermNumbers
from reportlens.lexicon import Lexicon

if TYPE_CHECKING:
    import pandas as pd

Counts = NDArray[np.float64]


def log_odds(inside: Counts, outside: Counts, prior: Counts) -> tuple[Counts, Counts]:
    """Log-odds ratio with a Dirichlet prior, and its z-score.

    Parameters
    ----------
    inside, outside, prior : ndarray of float, shape (terms,)
        Counts in the group and in the rest, and the prior's pseudo-counts.

    Returns
    -------
    delta, z : ndarray of float, shape (terms,)

    Examples
    --------
    >>> import numpy as np
    >>> delta, z = log_odds(np.array([8.0, 2.0]), np.array([2.0, 8.0]), np.array([1.0, 1.0]))
    >>> delta.round(3).tolist(), z.round(3).tolist()
    ([2.197, -2.197], [3.296, -3.296])
    """
    whole = prior.sum()
    first, second = inside + prior, outside + prior
    delta = np.log(first / (inside.sum() + whole - first)) - np.log(
        second / (outside.sum() + whole - second)
    )
    return delta, delta / np.sqrt(1 / first + 1 / second)


def keyness(inside: Counts, outside: Counts) -> tuple[Counts, Counts]:
    """Signed log-likelihood G2 of the two-by-two table, and the log2 ratio of relative frequency.

    Parameters
    ----------
    inside, outside : ndarray of float, shape (terms,)
        Counts in the group and in the rest.

    Examples
    --------
    >>> import numpy as np
    >>> g2, ratio = keyness(np.array([8.0, 2.0]), np.array([2.0, 8.0]))
    >>> g2.round(3).tolist(), ratio.round(3).tolist()
    ([7.71, -7.71], [2.0, -2.0])
    """
    n1, n2 = inside.sum(), outside.sum()
    if n1 == 0 or n2 == 0:
        return np.zeros_like(inside), np.zeros_like(inside)
    table = np.stack([inside, outside, n1 - inside, n2 - outside])
    rows = np.stack([inside + outside, n1 + n2 - inside - outside])
    expected = np.stack([rows[0] * n1, rows[0] * n2, rows[1] * n1, rows[1] * n2]) / (n1 + n2)
    with np.errstate(divide="ignore", invalid="ignore"):
        g2 = 2 * np.where(table > 0, table * np.log(table / expected), 0.0).sum(axis=0)
    # A word that one side never uses gets half an occurrence, so that the ratio is finite.
    share1 = np.where(inside > 0, inside, 0.5) / n1
    share2 = np.where(outside > 0, outside, 0.5) / n2
    return np.where(share1 >= share2, g2, -g2), np.log2(share1 / share2)


def terms(
    members: Sequence[Member],
    lexicon: Lexicon,
    *,
    min_count: int = 5,
    prior_size: float = 500.0,
) -> pd.DataFrame:
    """The words of each group against the rest of the comparison.

    Columns: term, group, count, per_10k, log_odds, z, g2, log_ratio; the most
    distinctive words of each group first. With one group only, there is no rest and the
    measures are NaN.
    """
    import pandas as pd

    groups = by_group(members)
    numbers = TermNumbers(lexicon.stop_words)
    counted = [_count(numbers, inside) for inside in groups.values()]
    everything = np.zeros(len(numbers.terms))
    for term, count in counted:
        everything[term] += count
    often = np.flatnonzero(everything >= min_count).tolist()
    vocabulary = sorted(often, key=numbers.terms.__getitem__)
    place = np.full(len(numbers.terms), -1, dtype=np.int32)
    place[vocabulary] = np.arange(len(vocabulary), dtype=np.int32)
    everything = everything[vocabulary]
    prior = prior_size * everything / max(everything.sum(), 1.0)
    chars = group_chars(members)
    parts = []
    for group, (term, count) in zip(groups, counted, strict=True):
        inside = np.zeros(len(vocabulary))
        inside[place[term][place[term] >= 0]] = count[place[term] >= 0]
        measures = [np.full(len(vocabulary), np.nan)] * 4
        if len(groups) > 1:
            outside = everything - inside
            measures = [*log_odds(inside, outside, prior), *keyness(inside, outside)]
        # By z, then count, then the term itself, which is its place in the vocabulary.
        order = np.lexsort((np.arange(len(inside)), -inside, -measures[1]))
        order = order[inside[order] > 0]
        rate = inside * 1e4 / max(chars[group], 1)
        parts.append((order, *(column[order] for column in (inside, rate, *measures))))
    at, *columns = (np.concatenate(column) for column in zip(*parts, strict=True))
    spoken = pd.array([numbers.terms[i] for i in vocabulary], dtype="str")
    sizes = [len(part[0]) for part in parts]
    data = {"term": spoken.take(at), "group": np.repeat(list(groups), sizes)}
    names = ("count", "per_10k", "log_odds", "z", "g2", "log_ratio")
    frame = pd.DataFrame(data | dict(zip(names, columns, strict=True)))
    return frame.astype({"count": "int64"})


def _count(
    numbers: TermNumbers, members: Sequence[Member]
) -> tuple[NDArray[np.int32], NDArray[np.intp]]:
    """The terms that some reports have, by number, and how often."""
    found = np.concatenate([numbers.of(member) for member in members])
    return np.unique(found[found >= 0], return_counts=True)
