"""Attention to policy fields: by a lexicon of their words, and topics found by NMF."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from reportlens.comparison.groups import Member, by_group
from reportlens.comparison.similarity import weigh
from reportlens.comparison.vocabulary import TermNumbers
from reportlens.lexicon import Lexicon
from reportlens.lexicon.schema import TopicEntry

if TYPE_CHECKING:
    import pandas as pd

RARE, COMMON, MOST_TERMS = 5, 0.3, 4000
"""A word found in fewer passages than `RARE`, or in a larger share than `COMMON`, tells no
topics apart; of the rest the `MOST_TERMS` most frequent are looked at."""
SHORTEST_PASSAGE = 20
"""Words that a passage needs to count as a document for NMF; shorter ones join the next."""
MOST_ROUNDS, TOLERANCE = 150, 1e-3
"""NMF stops after so many rounds, or when a round moves less than this share of the first."""


def topics(
    members: Sequence[Member], lexicon: Lexicon, *, nmf_topics: int = 10, seed: int = 0
) -> pd.DataFrame:
    """Each group's attention to policy fields.

    Columns: group, topic, method (`lexicon`, `nmf`), share. For `lexicon` the share is
    that of a field's words among all words of fields; for `nmf` (non-negative matrix
    factorisation, Lee and Seung 1999, of TF-IDF weights of passages) a topic's share of the
    group's weight, and the topic is named by the five words that are strongest in it and
    weakest elsewhere.
    """
    import pandas as pd

    rows = [*_by_lexicon(members, lexicon), *_by_nmf(members, lexicon, nmf_topics, seed)]
    return pd.DataFrame(rows, columns=["group", "topic", "method", "share"])


def _by_lexicon(members: Sequence[Member], lexicon: Lexicon) -> Iterator[tuple[Any, ...]]:
    from ahocorasick_rs import AhoCorasick, MatchKind

    entries = lexicon.of(TopicEntry)
    if not entries:
        return
    pairs = [(word, number) for number, entry in enumerate(entries) for word in entry.words]
    matcher = AhoCorasick([word for word, _ in pairs], matchkind=MatchKind.LeftmostLongest)
    field = np.array([number for _, number in pairs])
    for group, inside in by_group(members).items():
        counts = np.zeros(len(entries))
        for member in inside:
            hits = [hit[0] for hit in matcher.find_matches_as_indexes(member.plain)]
            counts += np.bincount(field[hits], minlength=len(entries)) if hits else 0
        whole = counts.sum() or 1.0
        for entry, count in zip(entries, counts, strict=True):
            yield group, entry.topic, "lexicon", float(count / whole)


def passages(member: Member, numbers: TermNumbers) -> Iterator[NDArray[np.int32]]:
    """The terms of each paragraph by number; short paragraphs are joined to the next.

    What is labelled `other` (title, thanks, notes, page furniture) is about no field.
    """
    terms = numbers.of(member)
    starts = np.asarray(member.report.words.start)
    paragraphs = [p for p in member.report.paragraphs if p.label != "other"]
    firsts = np.searchsorted(starts, [p.start for p in paragraphs]).tolist()
    lasts = np.searchsorted(starts, [p.end for p in paragraphs]).tolist()
    gathered: list[NDArray[np.int32]] = []
    size = 0
    for first, last in zip(firsts, lasts, strict=True):
        piece = terms[first:last]
        piece = piece[piece >= 0]
        gathered.append(piece)
        size += len(piece)
        if size >= SHORTEST_PASSAGE:
            yield np.concatenate(gathered)
            gathered, size = [], 0
    if size:
        yield np.concatenate(gathered)


def _by_nmf(
    members: Sequence[Member], lexicon: Lexicon, count: int, seed: int
) -> Iterator[tuple[Any, ...]]:
    numbers = TermNumbers(lexicon.stop_words)
    documents: list[NDArray[np.int32]] = []
    groups: list[Any] = []
    for member in members:
        found = list(passages(member, numbers))
        documents += found
        groups += [member.group] * len(found)
    if len(documents) < 2 * count:
        return
    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning
    from threadpoolctl import threadpool_limits

    counts, vocabulary = _counts(documents, numbers.terms)
    if min(counts.shape) < count:
        return
    (weights,) = weigh(counts)
    model = NMF(count, init="nndsvda", max_iter=MOST_ROUNDS, tol=TOLERANCE, random_state=seed)
    # Products of a few columns: threads would wait for each other longer than they count.
    with threadpool_limits(1), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        loadings = model.fit_transform(weights)
    names = topic_names(model.components_, vocabulary)
    loadings = loadings / np.maximum(loadings.sum(axis=1, keepdims=True), 1e-12)
    order = {group: i for i, group in enumerate(dict.fromkeys(groups))}
    of = np.array([order[group] for group in groups])
    for group, i in order.items():
        shares = loadings[of == i].mean(axis=0)
        for name, share in zip(names, shares.tolist(), strict=True):
            yield group, name, "nmf", share


def _counts(documents: Sequence[NDArray[np.int32]], terms: list[str]) -> tuple[Any, list[str]]:
    """Counts of the terms that are neither rare nor everywhere, and those terms."""
    from scipy import sparse

    owner = np.repeat(np.arange(len(documents)), [len(d) for d in documents])
    column = np.concatenate(documents)
    shape = (len(documents), len(terms))
    counts = sparse.csr_matrix((np.ones(len(column), np.float32), (owner, column)), shape=shape)
    found_in = np.bincount(counts.indices, minlength=len(terms))
    often = np.asarray(counts.sum(axis=0)).ravel()
    least = min(RARE, len(documents) // 10 + 1)
    fit = np.flatnonzero((found_in >= least) & (found_in <= COMMON * len(documents)))
    chosen = np.sort(fit[np.argsort(-often[fit], kind="stable")][:MOST_TERMS])
    return counts[:, chosen], [terms[i] for i in chosen.tolist()]


def topic_names(components: NDArray[np.float64], vocabulary: Sequence[str]) -> list[str]:
    """Five words for each topic: heavy in it, and more so than in the other topics.

    >>> import numpy as np
    >>> words = ["公路", "桥梁", "建设", "教师", "学校"]
    >>> topic_names(np.array([[3.0, 2, 3, 0, 0], [0, 0, 3, 2, 3]]), words)
    ['公路、桥梁、建设、教师、学校', '学校、教师、建设、公路、桥梁']
    """
    own = components / np.maximum(components.sum(axis=0), 1e-12)
    best = np.argsort(-components * own, axis=1, kind="stable")[:, :5]
    return ["、".join(vocabulary[i] for i in row) for row in best.tolist()]
