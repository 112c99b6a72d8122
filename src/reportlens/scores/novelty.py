"""How new a report is against the one before it."""

from __future__ import annotations

from reportlens.report import Report
from reportlens.scores.base import NAN, characters


def shingles(text: str, size: int = 5) -> set[str]:
    """All runs of `size` characters, punctuation and white space left out."""
    squeezed = "".join(c for c in text if c.isalnum())
    return {squeezed[i : i + size] for i in range(len(squeezed) - size + 1)}


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
    known = shingles(earlier.text, size)
    new = whole = 0
    for sentence in report.sentences:
        grams = shingles(sentence.text, size)
        if not grams:
            continue
        chars = characters(sentence.text)
        whole += chars
        if len(grams & known) < same * len(grams):
            new += chars
    return new / whole if whole else NAN
