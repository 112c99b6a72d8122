"""How much a report counts: numbers behind achievements and targets, masks, bindingness."""

from __future__ import annotations

from bisect import bisect_left
from statistics import fmean

from reportlens.report import Report
from reportlens.scores.base import NAN, Score, per_10k, share
from reportlens.scores.commitment import target_wordings


def quantity_rate(report: Report) -> float:
    """Quantities per 10,000 characters."""
    return per_10k(len(report.quantities), report)


def numbered_share(report: Report, labels: frozenset[str], status: str) -> float:
    """Share of the sentences with one of `labels` that carry a quantity of that status."""
    starts = [q.start for q in report.quantities if q.status == status]
    sentences = [s for s in report.sentences if s.label in labels]
    carrying = sum(bisect_left(starts, s.end) > bisect_left(starts, s.start) for s in sentences)
    return share(carrying, len(sentences))


def numbered_achievements(report: Report) -> float:
    """Share of achievement sentences with at least one number."""
    return numbered_share(report, frozenset({"achievement"}), "actual")


def numbered_targets(report: Report) -> float:
    """Share of goal and plan sentences with at least one number."""
    return numbered_share(report, frozenset({"goal", "plan"}), "target")


def masked_share(report: Report) -> float:
    """Share of quantities that are masked (X名, XX%)."""
    return share(sum(q.bound == "masked" for q in report.quantities), len(report.quantities))


def bindingness(report: Report) -> float:
    """Mean strength of the wording of all targets that carry a number."""
    strengths = [wording.strength for wording in target_wordings(report)]
    return fmean(strengths) if strengths else NAN


NUMBER_SCORES: tuple[Score, ...] = (
    Score("quantities_per_10k", "per 10,000 characters", "quantities", quantity_rate),
    Score(
        "achievements_numbered",
        "share",
        "share of achievement sentences that carry a reported number",
        numbered_achievements,
    ),
    Score(
        "targets_numbered",
        "share",
        "share of goal and plan sentences that carry a target number",
        numbered_targets,
    ),
    Score("masked_share", "share", "share of quantities that are masked (X名, XX%)", masked_share),
    Score(
        "bindingness",
        "0 to 1",
        "mean strength of the wording of numeric targets, from `lexicons/commitment.toml`: "
        "确保 or a floor binds, 左右 less, 力争 least",
        bindingness,
        "after Li, Liu, Weng and Zhou (2019), Target setting in tournaments, "
        "The Economic Journal 129(623), who tell 左右 from 以上 and 力争 in growth targets",
    ),
)
