"""How much of a report goes to each label, and how much it speaks in slogans."""

from __future__ import annotations

from collections import Counter
from functools import partial

from reportlens.report import LABELS, Label, Report
from reportlens.scores.base import NAN, Score, characters, per_10k, share


def label_characters(report: Report) -> Counter[Label]:
    """Characters (without white space) a label, counted over the paragraphs."""
    counts: Counter[Label] = Counter()
    for row in report.paragraphs:
        counts[row.label] += characters(row.text)
    return counts


def label_share(report: Report, *, label: Label) -> float:
    """Share of one label in the characters of all labelled passages but `other`."""
    counts = label_characters(report)
    if label == "other":
        return share(counts["other"], counts.total())
    return share(counts[label], counts.total() - counts["other"])


def slogan_rate(report: Report) -> float:
    """Mentions of slogans per 10,000 characters."""
    return per_10k(len(report.slogans), report)


def slogan_variety(report: Report) -> float:
    """Distinct slogans per mention: 1 when none is repeated."""
    return share(len({row.canonical for row in report.slogans}), len(report.slogans))


def known_slogan_share(report: Report) -> float:
    """Share of mentions that the lexicon knows: the rest are coined here."""
    return share(sum(row.known for row in report.slogans), len(report.slogans))


_DEFINITION = "share of {} in the characters of all passages that are not `other`"

SHARE_SCORES: tuple[Score, ...] = tuple(
    Score(
        f"share_{label}",
        "share",
        "share of `other` (title, salutation, thanks, notes) in all characters"
        if label == "other"
        else _DEFINITION.format(f"`{label}` passages"),
        partial(label_share, label=label),
    )
    for label in LABELS
)

SLOGAN_SCORES: tuple[Score, ...] = (
    Score("slogans_per_10k", "per 10,000 characters", "mentions of slogans", slogan_rate),
    Score(
        "slogan_variety",
        "share",
        "distinct slogans divided by mentions of slogans",
        slogan_variety,
    ),
    Score(
        "slogans_known",
        "share",
        "share of the mentions of slogans that stand in the lexicon",
        known_slogan_share,
    ),
)

__all__ = ["NAN", "SHARE_SCORES", "SLOGAN_SCORES", "label_characters", "label_share"]
