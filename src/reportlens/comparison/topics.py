"""Attention to policy fields: by a lexicon of their words, and topics found by NMF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from reportlens.comparison.groups import Member, by_group
from reportlens.lexicon import Lexicon
from reportlens.lexicon.schema import TopicEntry
from reportlens.tables import only_terms

if TYPE_CHECKING:
    import pandas as pd

SHORTEST_PASSAGE = 20
"""Words that a passage needs to count as a document for NMF; shorter ones join the next."""


def topics(
    members: Sequence[Member], lexicon: Lexicon, *, nmf_topics: int = 10, seed: int = 0
) -> pd.DataFrame:
    """Each group's attention to policy fields.

    Columns: group, topic, method (`lexicon`, `nmf`), share. For `lexicon` the share is
    that of a field's words among all words of fields; for `nmf` (non-negative matrix
    factorisation, Lee and Seung 1999, of TF-IDF weights of passages) a topic's share of the
    group's weight, and the topic is named by its five strongest words.
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
            hits = [hit[0] for hit in matcher.find_matches_as_indexes(member.report.text)]
            counts += np.bincount(field[hits], minlength=len(entries)) if hits else 0
        whole = counts.sum() or 1.0
        for entry, count in zip(entries, counts, strict=True):
            yield group, entry.topic, "lexicon", float(count / whole)


def passages(member: Member, stop_words: frozenset[str]) -> Iterator[list[str]]:
    """The terms of each paragraph; short paragraphs are joined to the next."""
    words = member.report.words
    starts = np.asarray(words.start)
    gathered: list[str] = []
    for paragraph in member.report.paragraphs:
        first, last = np.searchsorted(starts, [paragraph.start, paragraph.end])
        gathered += [w for w in only_terms(words.text[first:last]) if w not in stop_words]
        if len(gathered) >= SHORTEST_PASSAGE:
            yield gathered
            gathered = []
    if gathered:
        yield gathered


def _by_nmf(
    members: Sequence[Member], lexicon: Lexicon, count: int, seed: int
) -> Iterator[tuple[Any, ...]]:
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfVectorizer

    documents: list[list[str]] = []
    groups: list[Any] = []
    for member in members:
        found = list(passages(member, lexicon.stop_words))
        documents += found
        groups += [member.group] * len(found)
    if len(documents) < 2 * count:
        return
    vectorizer = TfidfVectorizer(
        analyzer=_as_is,
        min_df=min(5, len(documents) // 10 + 1),
        max_df=0.3,
        max_features=4000,
        sublinear_tf=True,
        dtype=np.float32,
    )
    try:
        weights = vectorizer.fit_transform(documents)
    except ValueError:  # every word is too rare or too common: there is nothing to factorise
        return
    if min(weights.shape) < count:
        return
    model = NMF(count, init="nndsvda", random_state=seed, max_iter=150, tol=1e-3)
    loadings = model.fit_transform(weights)
    vocabulary = vectorizer.get_feature_names_out()
    names = ["、".join(vocabulary[np.argsort(-row)[:5]]) for row in model.components_]
    loadings = loadings / np.maximum(loadings.sum(axis=1, keepdims=True), 1e-12)
    for group in dict.fromkeys(groups):
        shares = loadings[[g == group for g in groups]].mean(axis=0)
        for name, share in zip(names, shares, strict=True):
            yield group, name, "nmf", float(share)


def _as_is(words: list[str]) -> list[str]:
    return words
