"""A folder, or a table, of reports: listed at once, read and analysed one at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from reportlens.errors import ReadingError, ReportLensError
from reportlens.reading.document import Document
from reportlens.reading.formats import FORMATS
from reportlens.reading.load import load_document, read_bytes, shown
from reportlens.report import Metadata, Report

if TYPE_CHECKING:
    import pandas as pd

    from reportlens.lexicon import Lexicon
    from reportlens.sections import PassageClassifier


@dataclass(frozen=True, slots=True)
class Source:
    """A report that has not been read yet: a file, or a row of a table. Small, and pickles."""

    path: Path
    row: int | None = None
    """The row of a table; None for a file of its own."""
    text_column: str | None = None
    overrides: dict[str, Any] = field(default_factory=dict, hash=False)

    @property
    def name(self) -> str:
        """The path as text, with the row where there is one."""
        return shown(self.path) + (f"#{self.row + 1}" if self.row is not None else "")

    def load(self) -> Document:
        """Read it: text and metadata, no analysis."""
        if self.row is None:
            return load_document(self.path, overrides=self.overrides)
        from reportlens.reading.tables import load_row

        return load_row(self.path, self.row, self.text_column, overrides=self.overrides)

    def report_id(self) -> str:
        """The id of the report by its contents, without extracting a file's text."""
        if self.row is not None:
            return self.load().metadata.report_id
        from reportlens.reading.document import content_id

        return content_id(read_bytes(self.path))


@dataclass(frozen=True, slots=True)
class Failure:
    """A report that could not be read or analysed."""

    path: str
    stage: str
    message: str


Condition = Callable[[Metadata], bool]


class Corpus:
    """Reports that are read and analysed when they are asked for.

    Iterating yields a `Report` for every source that can be read; what cannot is kept as a
    row in `errors`, and the iteration goes on.

    Parameters
    ----------
    sources : sequence of Source
        Files, or rows of a table.
    lexicon : Lexicon, optional
        Used for the analysis; the shipped one when left out.
    section_model : PassageClassifier, optional
        Says what passages do in place of the shipped model; see `reportlens.analyze`.

    Attributes
    ----------
    errors : list of Failure
        What the last iteration could not read or analyse: path, stage, message.
    skipped : tuple of str
        Files of the folder in no known format; they are no part of the corpus.
    """

    def __init__(
        self,
        sources: list[Source] | tuple[Source, ...],
        *,
        lexicon: Lexicon | None = None,
        section_model: PassageClassifier | None = None,
        conditions: tuple[Condition, ...] = (),
        name: str = "",
        skipped: tuple[str, ...] = (),
    ) -> None:
        self._all = tuple(sources)
        self._conditions = conditions
        self._chosen: tuple[Source, ...] | None = None if conditions else self._all
        self.lexicon = lexicon
        self.section_model = section_model
        self.name = name
        self.skipped = skipped
        self.errors: list[Failure] = []

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources; after `filter`, those that meet the conditions (reads them once)."""
        if self._chosen is None:
            self._chosen = tuple(source for source, _ in self._loaded())
        return self._chosen

    @property
    def paths(self) -> list[str]:
        """The paths of the reports, with the row for a table."""
        return [source.name for source in self.sources]

    def __len__(self) -> int:
        return len(self.sources)

    def __iter__(self) -> Iterator[Report]:
        from reportlens.pipeline import analyze

        for source, document in self._loaded():
            try:
                report = analyze(
                    document.text,
                    metadata=document.metadata,
                    lexicon=self.lexicon,
                    section_model=self.section_model,
                )
            except ReportLensError as error:
                self.errors.append(Failure(source.name, "analysis", str(error)))
                continue
            report.places = document.places
            report.warnings[:0] = document.warnings
            yield report

    @overload
    def __getitem__(self, index: int) -> Report: ...

    @overload
    def __getitem__(self, index: slice) -> Corpus: ...

    def __getitem__(self, index: int | slice) -> Report | Corpus:
        if isinstance(index, slice):
            return Corpus(
                self.sources[index],
                lexicon=self.lexicon,
                section_model=self.section_model,
                name=self.name,
            )
        from reportlens.reading import analyzed

        return analyzed(
            self.sources[index].load(), lexicon=self.lexicon, section_model=self.section_model
        )

    def documents(self) -> Iterator[Source]:
        """The unread sources, each with ``.load()``; nothing is read by asking."""
        return iter(self.sources)

    def filter(self, condition: Condition | None = None, /, **wanted: Any) -> Corpus:
        """The reports whose metadata meet a condition.

        Parameters
        ----------
        condition : callable, optional
            Gets a `Metadata`, gives a bool.
        **wanted
            Metadata fields or further columns with the value, or a collection or range of
            values, that they must have: ``year=range(2018, 2024)``, ``region="青海省"``.

        Returns
        -------
        Corpus
            As lazy as this one.
        """
        known = {f.name for f in fields(Metadata)}

        def meets(metadata: Metadata) -> bool:
            for name, value in wanted.items():
                has = getattr(metadata, name) if name in known else metadata.extra.get(name)
                several = isinstance(value, list | tuple | set | frozenset | range)
                if has not in value if several else has != value:
                    return False
            return condition is None or condition(metadata)

        return Corpus(
            self._all,
            lexicon=self.lexicon,
            section_model=self.section_model,
            conditions=(*self._conditions, meets),
            name=self.name,
        )

    def frame(self, table: str = "reports") -> pd.DataFrame:
        """The metadata of all reports, or one table over all of them, as a DataFrame.

        Parameters
        ----------
        table : str
            ``"reports"`` (no analysis is made), or one of ``Report.TABLES``, with
            `report_id` and `year` as first columns.
        """
        import pandas as pd

        if table == "reports":
            return pd.DataFrame([metadata_row(doc) for _, doc in self._loaded()])
        frames = []
        for report in self:
            frame = report.frame(table)
            frame.insert(0, "report_id", report.metadata.report_id)
            frame.insert(1, "report_year", report.metadata.year)
            frames.append(frame)
        return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()

    def _loaded(self) -> Iterator[tuple[Source, Document]]:
        """Read source after source; failures become rows of `errors`."""
        self.errors = []
        conditions = self._conditions if self._chosen is None else ()
        for source in self._chosen if self._chosen is not None else self._all:
            try:
                document = source.load()
            except ReadingError as error:
                self.errors.append(Failure(source.name, "reading", str(error)))
                continue
            if all(condition(document.metadata) for condition in conditions):
                yield source, document

    def __repr__(self) -> str:
        counted = f"{len(self._chosen)} reports" if self._chosen is not None else "filtered"
        return f"<Corpus {self.name!r}: {counted}>" if self.name else f"<Corpus: {counted}>"

    def _repr_html_(self) -> str:
        from html import escape

        head = f"<p><b>{escape(self.name or 'Corpus')}</b>: {len(self)} reports</p>"
        rows = "".join(f"<li>{escape(path)}</li>" for path in self.paths[:20])
        more = f"<li>… {len(self) - 20} more</li>" if len(self) > 20 else ""
        return f"{head}<ul>{rows}{more}</ul>"


def metadata_row(document: Document) -> dict[str, Any]:
    """The metadata of a document as one row of the `reports` table."""
    metadata = document.metadata
    row = {f.name: getattr(metadata, f.name) for f in fields(Metadata) if f.name != "extra"}
    row["chars"] = len(document.text)
    row |= {key: value for key, value in metadata.extra.items() if key not in row}
    return row


def list_files(folder: Path, *, recursive: bool = True) -> tuple[list[Path], list[Path]]:
    """The files under a folder, sorted: those in a known format, and the others.

    Links to folders are followed once, so that loops end. What is `passed_over` by its name
    is in neither list.
    """
    known: list[Path] = []
    others: list[Path] = []
    seen: set[tuple[int, int]] = set()
    for root, folders, names in os.walk(folder, followlinks=True):
        try:
            status = Path(root).stat()
        except OSError:
            folders.clear()
            continue
        if (status.st_dev, status.st_ino) in seen:
            folders.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        folders[:] = sorted(f for f in folders if not f.startswith(".")) if recursive else []
        for name in sorted(names):
            if passed_over(name):
                continue
            path = Path(root) / name
            (known if path.suffix.lower() in FORMATS else others).append(path)
    return known, others


_ABOUT = frozenset({"readme", "license", "licence", "changelog", "sources", "notice"})
"""Names under which a folder's keepers write about the folder."""


def passed_over(name: str) -> bool:
    """Whether a file is no report by its name alone: hidden, a lock of an office program, notes.

    >>> passed_over("~$2024.docx"), passed_over("README.md"), passed_over("2024.docx")
    (True, True, False)
    """
    stem = name.lower().split(".")[0]
    return name.startswith((".", "~$")) or name == "metadata.csv" or stem in _ABOUT
