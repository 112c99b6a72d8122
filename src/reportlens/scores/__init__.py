"""Named figures of a report: each one a small function with a unit and a definition.

`SCORES` lists them; `score` computes them all; ``reportlens score --list`` prints the
definitions.
"""

from __future__ import annotations

from reportlens.report import LABELS, Report
from reportlens.scores.base import Score
from reportlens.scores.novelty import NOVELTY, novelty
from reportlens.scores.numbers import NUMBER_SCORES
from reportlens.scores.shares import SHARE_SCORES, SLOGAN_SCORES
from reportlens.scores.style import STYLE_SCORES

SCORES: tuple[Score, ...] = (*SHARE_SCORES, *SLOGAN_SCORES, *NUMBER_SCORES, *STYLE_SCORES)
"""Every score of a single report, in the order of the tables."""


def score(report: Report) -> dict[str, float]:
    """All scores of a report by name; NaN where a score has nothing to measure.

    Examples
    --------
    >>> import reportlens as rl
    >>> report = rl.analyze("二、存在的问题\\n基础还不牢固，短板仍然不少。", year=2022)
    >>> round(score(report)["share_problem"], 2)
    1.0
    """
    return {s.name: s.measure(report) for s in SCORES}


__all__ = ["LABELS", "NOVELTY", "SCORES", "Score", "novelty", "score"]
