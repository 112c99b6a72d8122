"""The comparison as an object: tables made when asked for, pictures and a page on top."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportlens.comparison.groups import Member, members_of
from reportlens.comparison.prepared import PreparedReports
from reportlens.errors import ReportLensError
from reportlens.lexicon import Lexicon, load
from reportlens.report import Report

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

TableMaker = Callable[[Sequence[Member], Lexicon], "pd.DataFrame"]


def _makers(prepared: PreparedReports) -> dict[str, TableMaker]:
    from reportlens.comparison import (
        counts,
        indicators,
        pledges,
        reuse,
        strength,
        terms,
        topics,
    )

    return {
        "sections": counts.sections,
        "slogans": counts.slogans,
        "lives": counts.lives,
        "terms": terms.terms,
        "indicators": indicators.indicators,
        "pledges": partial(pledges.pledges, prepared=prepared),
        "reuse": partial(reuse.reuse, prepared=prepared),
        "topics": topics.topics,
        "strength": strength.strength,
        "reports": counts.reports,
    }


TABLES: tuple[str, ...] = (
    "sections",
    "slogans",
    "lives",
    "terms",
    "indicators",
    "pledges",
    "reuse",
    "topics",
    "strength",
    "reports",
)


class Comparison:
    """Reports side by side.

    Parameters
    ----------
    reports : iterable of Report
        Analysed reports.
    by : str
        The metadata column whose values are the groups: ``"year"``, ``"region"`` …
    lexicon : Lexicon, optional
        For policy fields and wordings; the shipped one when left out.

    Attributes
    ----------
    members : list of Member
        The reports with their groups, in order.
    errors : list of dict
        Files that could not be read: path, stage, message.
    """

    TABLES = TABLES

    def __init__(
        self,
        reports: Iterable[Report],
        *,
        by: str = "year",
        lexicon: Lexicon | None = None,
        errors: Sequence[dict[str, str]] = (),
    ) -> None:
        self.by = by
        self.lexicon = lexicon or load()
        everything = list(reports)
        self.members = members_of(everything, by)
        self.left_out = len(everything) - len(self.members)
        self.errors = list(errors)
        self._frames: dict[str, pd.DataFrame] = {}
        self._prepared = PreparedReports()
        if not self.members:
            raise ReportLensError(
                f"nothing to compare: none of the {len(everything)} reports has a {by}; "
                f"put the {by} into the file names or a metadata.csv beside the reports"
            )

    @property
    def groups(self) -> list[Any]:
        """The groups, in order."""
        return list(dict.fromkeys(member.group for member in self.members))

    @property
    def reports(self) -> list[Report]:
        """The reports, in the order of the groups."""
        return [member.report for member in self.members]

    def frame(self, table: str) -> pd.DataFrame:
        """A table of the comparison, made when first asked for.

        Parameters
        ----------
        table : str
            One of ``Comparison.TABLES``.
        """
        if table not in TABLES:
            raise KeyError(f"no table {table!r}; there are: {', '.join(TABLES)}")
        if table not in self._frames:
            self._frames[table] = _makers(self._prepared)[table](self.members, self.lexicon)
        return self._frames[table]

    def plot(self, table: str, *, ax: Axes | None = None, **options: Any) -> Axes:
        """Draw a table; see `reportlens.show.plots` for the options of each picture."""
        from reportlens.show.plots import plot

        return plot(self, table, ax=ax, **options)

    def to_html(self, path: str | Path | None = None, **options: Any) -> str:
        """One self-contained page with the pictures and searchable tables."""
        from reportlens.show.comparison_page import comparison_page

        page: str = comparison_page(self, **options)
        if path is not None:
            Path(path).write_text(page, encoding="utf-8")
        return page

    def _repr_html_(self) -> str:
        from reportlens.show.display import comparison_html

        return comparison_html(self)

    def __repr__(self) -> str:
        groups = self.groups
        span = f"{groups[0]} to {groups[-1]}" if len(groups) > 1 else str(groups[0])
        return f"<Comparison of {len(self.members)} reports by {self.by}: {span}>"


def compare(
    source: str | Path | Iterable[Report],
    *,
    by: str = "year",
    lexicon: Lexicon | None = None,
) -> Comparison:
    """Put reports side by side.

    Parameters
    ----------
    source : path, Corpus or iterable of Report
        A folder of files, the result of `read_folder`, or analysed reports.
    by : str
        The metadata column to compare by; years compare within one region,
        regions within one year.
    lexicon : Lexicon, optional
        The shipped one when left out.

    Returns
    -------
    Comparison

    Raises
    ------
    ReportLensError
        When no report has the metadata to compare by.

    Examples
    --------
    >>> import reportlens as rl
    >>> years = {2021: "地区生产总值增长6%以上。", 2022: "地区生产总值增长5.5%左右。"}
    >>> rl.compare(rl.analyze(text, year=year) for year, text in years.items())
    <Comparison of 2 reports by year: 2021 to 2022>
    """
    if isinstance(source, str | Path):
        from reportlens.reading import read_folder

        source = read_folder(source)
    reports = list(source)
    errors = [asdict(failure) for failure in getattr(source, "errors", ())]
    return Comparison(reports, by=by, lexicon=lexicon, errors=errors)
