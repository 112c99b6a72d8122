"""The stated rule for what came of a target, case by case."""

from __future__ import annotations

import pytest

from reportlens.comparison.outcomes import outcome

CASES = [
    # target low, high, bound, actual, unit, better, outcome
    (5, 5, "about", 5.2, "%", "higher", "met"),
    (5, 5, "about", 4.9, "%", "higher", "met"),
    (5, 5, "about", 4.5, "%", "higher", "met"),
    (5, 5, "about", 5.6, "%", "higher", "exceeded"),
    (5, 5, "about", 4.2, "%", "higher", "close"),
    (5, 5, "about", 3.0, "%", "higher", "missed"),
    (3, 3, "about", 2.0, "%", "lower", "exceeded"),
    (3, 3, "about", 5.9, "%", "lower", "missed"),
    (5, 5, "at_least", 5.0, "%", "higher", "met"),
    (5, 5, "at_least", 4.9, "%", "higher", "close"),
    (5, 5, "at_least", 4.6, "%", "higher", "missed"),
    (5, 5, "at_least", 5.6, "%", "higher", "exceeded"),
    (7, 7, "exact", 7.2, "%", "higher", "met"),
    (4.6, 4.6, "at_most", 4.2, "%", "lower", "met"),
    (4.6, 4.6, "at_most", 4.6, "%", "lower", "met"),
    (4.6, 4.6, "at_most", 4.8, "%", "lower", "close"),
    (4.6, 4.6, "at_most", 5.2, "%", "lower", "missed"),
    (3, 3, "at_most", 0.5, "%", "lower", "exceeded"),
    (6, 6.5, "exact", 6.1, "%", "higher", "met"),
    (6, 6.5, "exact", 6.8, "%", "higher", "exceeded"),
    (6, 6.5, "exact", 5.8, "%", "higher", "close"),
    (6, 6.5, "exact", 5.0, "%", "higher", "missed"),
    (-3, -3, "exact", -3.4, "%", "lower", "met"),
    (-3, -3, "at_least", -2.8, "%", "lower", "close"),
    (-3, -3, "about", -2.0, "%", "lower", "close"),
    (1.1e7, 1.1e7, "at_least", 1.352e7, "人", "higher", "exceeded"),
    (1.1e7, 1.1e7, "at_least", 1.12e7, "人", "higher", "met"),
    (1.1e7, 1.1e7, "at_least", 1.05e7, "人", "higher", "close"),
    (1.1e7, 1.1e7, "at_least", 0.9e7, "人", "higher", "missed"),
    (12, 12, "about", 11.3, "%", "", "close"),
    (12, 12, "about", 14.0, "%", "", "missed"),
]


@pytest.mark.parametrize(("low", "high", "bound", "actual", "unit", "better", "expected"), CASES)
def test_outcome(
    low: float, high: float, bound: str, actual: float, unit: str, better: str, expected: str
) -> None:
    assert outcome(low, high, bound, actual, unit=unit, better=better) == expected  # type: ignore[arg-type]
