"""How new a report is against the one before it."""

from __future__ import annotations

import numpy as np

from reportlens.report import Report
from reportlens.scores.base import NAN, Definition, characters
from reportlens.scores.shingles import ngram_hashes, squeeze
from reportlens.text.characters import to_codes


def novelty(report: Report, earlier: Report, *, size: int = 5, same: float = 0.5) -> float:
    """Share of a report's characters in sentences that the earlier report does not have.

    A sentence counts as taken over when at least `same` of its character
    `size`-grams stand anywhere in the earlier report.

    Examples
    --------
    >>> import reportlens as rl
    >>> a = rl.analyze("我们将持续改善农村道路。", year=2021)
    >>> b = rl.analyze("我们将持续改善农村道路。新建两座水厂，保障全镇供水。", year=2022)
    >>> round(novelty(b, a), 2)
    0.54
    """
    known = np.sort(ngram_hashes(to_codes(squeeze(earlier.text)), size))
    if not len(known):
        known = np.zeros(1, dtype=np.uint64)
    texts = [squeeze(sentence.text) for sentence in report.sentences]
    long = [i for i, text in enumerate(texts) if len(text) >= size]
    if not long:
        return NAN
    grams = ngram_hashes(to_codes("".join(texts[i] for i in long)), size)
    owner = np.repeat(np.arange(len(long)), [len(texts[i]) for i in long])
    inside = owner[: len(grams)] == owner[size - 1 :]
    grams, owner = grams[inside], owner[: len(grams)][inside]
    at = np.minimum(np.searchsorted(known, grams), len(known) - 1)
    shared = np.bincount(owner, weights=known[at] == grams, minlength=len(long))
    new = shared < same * np.bincount(owner, minlength=len(long))
    chars = np.array([characters(report.sentences[i].text) for i in long])
    return float(chars[new].sum() / chars.sum())


NOVELTY = Definition(
    "novelty",
    "0 to 1",
    "share of characters in sentences that the report of the year before does not have; in the "
    "table `reports` of a comparison, as it needs both reports",
)
