"""What an analysis gives back: plain typed rows, and the `Report` that holds them.

This module knows nothing of how rows are found. Stages fill rows, the pipeline
puts them into a `Report`; pandas, spaCy, HTML and scores are views that are
imported only when they are asked for.

Every row has `start` and `end`, half-open offsets into ``report.text``, and
`text`, so that ``report.text[row.start:row.end] == row.text``.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, ClassVar, Literal

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd
    from spacy.tokens import Doc

    from reportlens.lexicon import Lexicon

Label = Literal["achievement", "experience", "problem", "situation", "goal", "plan", "other"]
LABELS: tuple[Label, ...] = (
    "achievement",
    "experience",
    "problem",
    "situation",
    "goal",
    "plan",
    "other",
)
Status = Literal["actual", "target"]
Bound = Literal[
    "exact", "about", "at_least", "more_than", "at_most", "less_than", "nearly", "masked"
]
Change = Literal["level", "increase", "decrease"]
Kind = Literal[
    "percent", "point", "money", "count", "measure", "multiple", "duration", "rank", "ratio"
]


@dataclass(slots=True)
class Row:
    """A stretch of the report's text: ``report.text[start:end] == text``."""

    start: int
    end: int
    text: str = ""


@dataclass(slots=True)
class Paragraph(Row):
    """A paragraph or a heading, with what it does in the report."""

    kind: Literal["heading", "paragraph"] = "paragraph"
    level: int = 0
    """Depth in the heading tree; 0 for text under no numbered heading."""
    number: str = ""
    """The numbering as written: ``一、``, ``（二）``, ``1.``."""
    heading: str = ""
    """The nearest heading above."""
    label: Label = "other"
    confidence: float = 0.0
    evidence: str = ""


@dataclass(slots=True)
class Section(Row):
    """A run of paragraphs with one label."""

    label: Label = "other"
    heading: str = ""
    chars: int = 0
    """Characters that are not white space."""


@dataclass(slots=True)
class Sentence(Row):
    """A sentence; `paragraph` is the row number in the paragraphs table."""

    label: Label = "other"
    paragraph: int = 0


@dataclass(slots=True)
class Date(Row):
    """A date, year, month, span of years or plan period named in the text."""

    kind: Literal["day", "month", "year", "span", "plan", "decade", "century", "relative"] = "year"
    year: int | None = None
    """The year; of a span or plan period, its last year."""
    first_year: int | None = None
    """Of a span or plan period, its first year."""


@dataclass(slots=True)
class Quantity(Row):
    """A number that measures or counts; multipliers are applied to `low` and `high`."""

    low: float | None = None
    high: float | None = None
    unit: str = ""
    kind: Kind = "count"
    bound: Bound = "exact"
    change: Change = "level"
    status: Status = "actual"
    indicator: str = ""
    indicator_id: str = ""
    period: str = ""
    label: Label = "other"


@dataclass(slots=True)
class Slogan(Row):
    """A coined phrase that stands for a set or a programme."""

    canonical: str = ""
    type: Literal["numeral", "motto", "doctrine"] = "numeral"
    known: bool = False
    label: Label = "other"
    stands_for: tuple[str, ...] = ()
    """What a numeral slogan counts, from the lexicon or as the report explains it."""


@dataclass(slots=True)
class Indicator(Row):
    """One reported figure of a standard indicator for one year."""

    indicator: str = ""
    year: int = 0
    status: Status = "actual"
    low: float | None = None
    high: float | None = None
    unit: str = ""
    bound: Bound = "exact"


@dataclass(slots=True)
class Words:
    """The words of a report as columns: word ``i`` is ``report.text[start[i]:end[i]]``."""

    # Most of a report's memory is its words: compact numbers, each text once.
    start: Sequence[int] = field(default_factory=lambda: array("i"))
    end: Sequence[int] = field(default_factory=lambda: array("i"))
    text: list[str] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.start)


@dataclass(slots=True)
class Metadata:
    """What is known about a report beside its text; empty where nothing is known."""

    report_id: str = ""
    path: str = ""
    title: str = ""
    year: int | None = None
    """The year in which the report was given."""
    reported_year: int | None = None
    """The year that the report looks back on."""
    region: str = ""
    region_level: str = ""
    region_code: str = ""
    organ: str = ""
    speaker: str = ""
    date: str = ""
    extra: dict[str, Any] = field(default_factory=dict)
    """Further columns: a metadata.csv beside the reports, conflicts found."""


@dataclass(slots=True)
class Places:
    """The page, paragraph, row or line of the file that each offset comes from.

    Place ``i`` reaches from ``starts[i]`` to ``starts[i + 1]`` and is called
    ``kind numbers[i]``; without `starts` (a report made from a string) nothing is known.
    """

    kind: str = ""
    starts: list[int] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)

    def of(self, offset: int) -> str:
        """The place of an offset, such as ``page 3``; empty where none is known.

        >>> Places("page", [0, 1200], [1, 2]).of(1500)
        'page 2'
        """
        at = bisect_right(self.starts, offset) - 1
        return f"{self.kind} {self.numbers[at]}" if at >= 0 else ""


ROW_TYPES: dict[str, type[Row]] = {
    "paragraphs": Paragraph,
    "sections": Section,
    "sentences": Sentence,
    "dates": Date,
    "quantities": Quantity,
    "slogans": Slogan,
    "indicators": Indicator,
}
"""The row tables of a report; `words` and `terms` are columnar and made when asked for."""

TABLES: tuple[str, ...] = (*ROW_TYPES, "words", "terms")


@dataclass(slots=True, eq=False)
class Report:
    """An analysed report.

    Attributes
    ----------
    text : str
        The report exactly as it was handed in. Every offset indexes this string.
    metadata : Metadata
        Title, year, region and so on.
    paragraphs, sections, sentences, dates, quantities, slogans, indicators : list
        The rows of the tables, in the order of the text.
    warnings : list of str
        What a reader of the results should know ("this does not look like a report").
    places : Places
        The page or paragraph of the file that each offset comes from.

    See Also
    --------
    reportlens.analyze : makes a report from a string.
    reportlens.read : makes a report from a file.
    """

    text: str
    metadata: Metadata = field(default_factory=Metadata)
    paragraphs: list[Paragraph] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    dates: list[Date] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    slogans: list[Slogan] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    places: Places = field(default_factory=Places)
    make_words: Callable[[Report, bool], Words] | None = field(default=None, repr=False)
    """Cuts the text when words are first asked for; set by the pipeline."""
    own_lexicon: Callable[[], Lexicon] | None = field(default=None, repr=False)
    """Gives the lexicon that the report was made with; set by the pipeline."""
    _words: Words | None = field(default=None, repr=False)
    _scores: dict[str, float] | None = field(default=None, repr=False)

    TABLES: ClassVar[tuple[str, ...]] = TABLES

    @property
    def year(self) -> int | None:
        """The year in which the report was given."""
        return self.metadata.year

    @property
    def words(self) -> Words:
        """The words as columns, cut when first asked for."""
        if self._words is None:
            self._words = self.make_words(self, False) if self.make_words else Words()
        return self._words

    @property
    def scores(self) -> dict[str, float]:
        """The named figures of this report; ``reportlens score --list`` defines them."""
        if self._scores is None:
            from reportlens.scores import score

            self._scores = score(self)
        return self._scores

    @property
    def doc(self) -> Doc:
        """The report as a spaCy ``Doc`` with spans, made when asked for."""
        from reportlens.adapters.spacy import to_doc

        return to_doc(self)

    def rows(self, table: str) -> list[Any]:
        """The rows of a row table (not `words` or `terms`)."""
        if table not in ROW_TYPES:
            raise KeyError(f"no row table {table!r}; there are: {', '.join(ROW_TYPES)}")
        rows: list[Any] = getattr(self, table)
        return rows

    def frame(self, table: str) -> pd.DataFrame:
        """A table as a pandas DataFrame, one row a row of the table.

        Parameters
        ----------
        table : str
            One of ``Report.TABLES``.
        """
        from reportlens.tables import frame

        return frame(self, table)

    def show(self) -> None:
        """Show the text with its sections, slogans and quantities in colour."""
        from reportlens.show.display import show

        show(self)

    def to_html(self, path: str | Path | None = None) -> str:
        """One self-contained page: the text in colour with a legend; also written to `path`."""
        from reportlens.show.report_page import report_page

        page = report_page(self)
        if path is not None:
            from pathlib import Path

            Path(path).write_text(page, encoding="utf-8")
        return page

    def _repr_html_(self) -> str:
        from reportlens.show.display import report_html

        return report_html(self)

    def __repr__(self) -> str:
        name = self.metadata.title or self.metadata.path or "untitled"
        counts = ", ".join(f"{len(getattr(self, t))} {t}" for t in ROW_TYPES)
        return f"<Report {name!r} ({self.year or 'year unknown'}): {counts}>"


def columns(row_type: type[Row]) -> Iterator[str]:
    """The column names of a row type, in the order of the tables."""
    return (f.name for f in fields(row_type))
