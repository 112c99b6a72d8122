"""Whether a target was met: one stated rule for every bound and direction.

The reported figure is set against the target in the direction in which the indicator
improves (`better` in ``lexicons/indicators.toml``). Rates (unit ``%``) have tolerances in
percentage points, other figures as a share of the target.

======================  =========================================================
target                  outcome
======================  =========================================================
``5%左右`` (about)       `met` within 0.5 points (10 %) on either side; beyond that
                        `exceeded` on the better side; `close` up to twice that on the
                        worse side, else `missed`
a range ``6%—6.5%``      `met` inside; `exceeded` beyond the better end; `close` within
                        0.3 points (5 %) of the worse end, else `missed`
a floor or plain number  `met` at the target or better; `exceeded` when better by more
where more is better    than 0.5 points (10 %); `close` when short by at most
                        0.3 points (5 %), else `missed`
a ceiling or plain      `met` at the target or below; `exceeded` when below by more than
number where less is    half of it; `close` when above by at most 0.3 points (5 %), else
better                  `missed`
======================  =========================================================

An indicator without a better direction (money supply) is met within the `about`
tolerance and otherwise `close` or `missed` by distance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportlens.report import Bound

Outcome = Literal["exceeded", "met", "close", "missed", "unreported", "no_report"]


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far from a target a figure may be: points for rates, shares for the rest."""

    points: float
    share: float

    def of(self, target: float, unit: str) -> float:
        return self.points if unit in ("%", "百分点") else abs(target) * self.share


ABOUT = Tolerance(points=0.5, share=0.10)
CLOSE = Tolerance(points=0.3, share=0.05)
_FLOAT_SLACK = 1e-9


def outcome(
    low: float,
    high: float,
    bound: Bound,
    actual: float,
    *,
    unit: str = "%",
    better: Literal["higher", "lower", ""] = "higher",
) -> Outcome:
    """The outcome of a numeric target.

    Parameters
    ----------
    low, high : float
        The target as written, in the unit of `actual`; equal unless it is a range.
    bound : Bound
        The bound of the target.
    actual : float
        What was reported.
    unit : str
        Decides whether tolerances are points or shares.
    better : {'higher', 'lower', ''}
        The direction of improvement.

    Examples
    --------
    >>> outcome(5, 5, "about", 4.9), outcome(5, 5, "about", 5.2)
    ('met', 'met')
    >>> outcome(5, 5, "at_least", 4.9)
    'close'
    >>> outcome(4.6, 4.6, "at_most", 4.2, better="lower")
    'met'
    """
    about = ABOUT.of((low + high) / 2, unit) + _FLOAT_SLACK
    close = CLOSE.of((low + high) / 2, unit) + _FLOAT_SLACK
    if low != high:
        short = max(low - actual, actual - high, 0.0)
        if short <= _FLOAT_SLACK:
            return "met"
        past = (actual > high) == (better == "higher") and better != ""
        return "exceeded" if past else "close" if short <= close else "missed"
    gain = actual - low if better != "lower" else low - actual
    if bound in ("about", "nearly") or not better:
        if abs(gain) <= about:
            return "met"
        if gain > 0 and better:
            return "exceeded"
        return "close" if abs(gain) <= 2 * about else "missed"
    if gain >= -_FLOAT_SLACK:
        ceiling = better == "lower" and low > 0
        room = abs(low) / 2 + _FLOAT_SLACK if ceiling else about
        return "exceeded" if gain > room else "met"
    return "close" if -gain <= close else "missed"
