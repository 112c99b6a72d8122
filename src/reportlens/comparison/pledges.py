"""Promise and outcome: each target against what the next report says came of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from reportlens.comparison.groups import Member, series
from reportlens.comparison.outcomes import Outcome, outcome
from reportlens.comparison.prepared import PreparedReports
from reportlens.comparison.similarity import nearest, weigh
from reportlens.lexicon import Lexicon
from reportlens.lexicon.schema import IndicatorEntry, UnitEntry
from reportlens.report import Indicator, Sentence

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "region",
    "year",
    "kind",
    "indicator",
    "target_low",
    "target_high",
    "target_bound",
    "actual_low",
    "actual_high",
    "unit",
    "outcome",
    "similarity",
    "target_text",
    "target_report_id",
    "target_start",
    "target_end",
    "actual_text",
    "actual_report_id",
    "actual_start",
    "actual_end",
)


def pledges(
    members: Sequence[Member], lexicon: Lexicon, *, prepared: PreparedReports | None = None
) -> pd.DataFrame:
    """Each numeric target with its outcome, each other pledge with the passage that answers it.

    A target for year Y, set in the report of any year up to Y, is answered by the figure
    for Y in the report of Y+1 of the same place. Numeric pledges have `outcome`
    (see `reportlens.comparison.outcomes`), qualitative ones `similarity`: the TF-IDF cosine
    with the most similar achievement sentence of the next report, for a reader to judge.

    Columns: region, year, kind (`numeric`, `qualitative`), indicator, target_low,
    target_high, target_bound, actual_low, actual_high, unit, outcome, similarity, and
    text, report_id, start and end of both sides.
    """
    import pandas as pd

    better = {entry.id: entry.better for entry in lexicon.of(IndicatorEntry)}
    factors = {entry.unit: entry.factor for entry in lexicon.of(UnitEntry) if entry.factor}
    prepared = prepared or PreparedReports()
    rows: list[tuple[Any, ...]] = []
    for years in series(members).values():
        for year, member in years.items():
            rows += _numeric(member, years, better, factors)
            if year + 1 in years:
                rows += _qualitative(member, years[year + 1], prepared)
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype({"similarity": "float64"})
    return frame.sort_values(
        ["region", "kind", "year", "indicator", "target_start"], kind="stable", ignore_index=True
    )


def _numeric(
    member: Member,
    years: dict[int, Member],
    better: dict[str, Any],
    factors: dict[str, float],
) -> Iterator[tuple[Any, ...]]:
    for target in member.report.indicators:
        if target.status != "target" or target.low is None or target.high is None:
            continue
        answer = years.get(target.year + 1)
        actual = _actual(answer, target, factors) if answer else None
        result: Outcome = "unreported" if answer else "no_report"
        low = high = None
        if actual is not None and actual.low is not None and actual.high is not None:
            scale = _scale(actual.unit, target.unit, factors) or 1.0
            low, high = actual.low * scale, actual.high * scale
            result = outcome(
                target.low,
                target.high,
                target.bound,
                (low + high) / 2,
                unit=target.unit,
                better=better.get(target.indicator, "higher"),
            )
        yield (
            member.region, target.year, "numeric", target.indicator,
            target.low, target.high, target.bound, low, high, target.unit, result, None,
            target.text, member.report_id, target.start, target.end,
            *_place(answer, actual),
        )  # fmt: skip


def _scale(unit: str, wanted: str, factors: dict[str, float]) -> float | None:
    """What a figure in `unit` is multiplied by to be one in `wanted`; None if they differ."""
    if unit == wanted:
        return 1.0
    if unit in factors and wanted in factors:
        return factors[unit] / factors[wanted]
    return None


def _actual(member: Member, target: Indicator, factors: dict[str, float]) -> Indicator | None:
    """The figure that a report gives for the target's indicator and year: its first mention."""
    return next(
        (
            row
            for row in member.report.indicators
            if row.status == "actual"
            and row.indicator == target.indicator
            and row.year == target.year
            and row.low is not None
            and _scale(row.unit, target.unit, factors) is not None
        ),
        None,
    )


def _place(member: Member | None, row: Indicator | Sentence | None) -> tuple[Any, ...]:
    if member is None or row is None:
        return ("", "", None, None)
    return (row.text, member.report_id, row.start, row.end)


def _qualitative(
    member: Member, answer: Member, prepared: PreparedReports
) -> Iterator[tuple[Any, ...]]:
    """Plan sentences without a target number, each with its best answer."""
    numbered = [q.start for q in member.report.quantities if q.status == "target"]
    ours, theirs = prepared[member], prepared[answer]
    promises = [
        row
        for row, s in enumerate(ours.sentences)
        if s.label in ("plan", "goal")
        and bisect_left(numbered, s.start) == bisect_left(numbered, s.end)
    ]
    deeds = [row for row, s in enumerate(theirs.sentences) if s.label == "achievement"]
    if not promises or not deeds:
        return
    promised = [ours.sentences[row] for row in promises]
    done = [theirs.sentences[row] for row in deeds]
    first, second = weigh(ours.matrix[promises], theirs.matrix[deeds])
    index, cosine = nearest(first, second)
    for pledge, at, alike in zip(promised, index.tolist(), cosine.tolist(), strict=True):
        found = done[at] if at >= 0 else None
        yield (
            member.region, member.year, "qualitative", "",
            None, None, "", None, None, "", None, alike,
            pledge.text, member.report_id, pledge.start, pledge.end,
            *_place(answer, found),
        )  # fmt: skip
