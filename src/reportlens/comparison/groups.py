"""Which reports stand side by side: the members of a comparison and their groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from reportlens.comparison.plain import plain_text
from reportlens.errors import ReportLensError
from reportlens.report import Metadata, Report

METADATA_COLUMNS = frozenset(f.name for f in fields(Metadata)) - {"extra"}


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """One report in a comparison, with the group that it belongs to."""

    report: Report
    group: Any
    chars: int
    """Characters that are not white space: the base of all rates."""
    plain: str
    """The report's text in simplified, half-width characters; same length, same offsets."""

    @property
    def year(self) -> int | None:
        return self.report.metadata.year

    @property
    def region(self) -> str:
        return self.report.metadata.region

    @property
    def report_id(self) -> str:
        return self.report.metadata.report_id or self.report.metadata.path


def group_of(report: Report, by: str) -> Any:
    """The value of a metadata column, also of a column from a metadata.csv."""
    if by in METADATA_COLUMNS:
        return getattr(report.metadata, by)
    if by in report.metadata.extra:
        return report.metadata.extra[by]
    known = ", ".join(sorted(METADATA_COLUMNS | report.metadata.extra.keys()))
    raise ReportLensError(f"cannot compare by {by!r}: no such metadata column; there are {known}")


def members_of(reports: Iterable[Report], by: str) -> list[Member]:
    """The reports with their groups, in the order of the groups; reports without one are left out.

    Examples
    --------
    >>> import reportlens as rl
    >>> reports = [rl.analyze("修路。", year=2022), rl.analyze("架桥。", year=2021)]
    >>> [member.group for member in members_of(reports, "year")]
    [2021, 2022]
    """
    members = []
    for report in reports:
        group = group_of(report, by)
        if group not in (None, ""):
            chars = len("".join(report.text.split()))
            members.append(Member(report, group, chars, plain_text(report.text)))
    numeric = all(isinstance(m.group, int) for m in members)
    return sorted(
        members,
        key=lambda m: (m.group if numeric else str(m.group), m.region, m.year or 0),
    )


def by_group(members: Sequence[Member]) -> dict[Any, list[Member]]:
    """The members of each group, in the order of the groups."""
    groups: dict[Any, list[Member]] = defaultdict(list)
    for member in members:
        groups[member.group].append(member)
    return dict(groups)


def series(members: Sequence[Member]) -> dict[tuple[str, str], dict[int, Member]]:
    """The yearly series of each region and organ: one report a year, the longest if several."""
    by_place: dict[tuple[str, str], dict[int, Member]] = defaultdict(dict)
    for member in members:
        if member.year is None:
            continue
        years = by_place[member.region, member.report.metadata.organ]
        if member.year not in years or years[member.year].chars < member.chars:
            years[member.year] = member
    return {place: dict(sorted(years.items())) for place, years in sorted(by_place.items())}
