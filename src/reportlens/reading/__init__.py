"""Files into text and metadata: formats, encodings, titles, years and regions.

>>> from reportlens.reading import FORMATS
>>> ".docx" in FORMATS
True
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportlens.errors import ReadingError
from reportlens.reading.corpus import Corpus, Failure, Source, list_files
from reportlens.reading.document import Document, content_id
from reportlens.reading.formats import FORMATS, TABLES
from reportlens.reading.load import load_document, shown
from reportlens.reading.metadata import find_metadata

if TYPE_CHECKING:
    from reportlens.lexicon import Lexicon
    from reportlens.report import Report
    from reportlens.sections import PassageClassifier

__all__ = [
    "FORMATS",
    "TABLES",
    "Corpus",
    "Document",
    "Failure",
    "Source",
    "content_id",
    "find_metadata",
    "load_document",
    "read",
    "read_folder",
]


def read(
    path: str | Path,
    *,
    year: int | None = None,
    lexicon: Lexicon | None = None,
    section_model: PassageClassifier | None = None,
    encoding: str | None = None,
) -> Report:
    """Read a file and analyse it.

    Parameters
    ----------
    path : str or Path
        A file in one of the formats of `reportlens.reading.FORMATS`; ``reportlens doctor``
        lists them with what each needs. A ``metadata.csv`` beside it goes before what is
        found in the file.
    year : int, optional
        The year in which the report was given; found in the text or the file name when
        left out.
    lexicon : Lexicon, optional
        Made by `reportlens.lexicon.load`; the shipped one when left out.
    section_model : PassageClassifier, optional
        Says what passages do in place of the shipped model; see `reportlens.analyze`.
    encoding : str, optional
        Of a text or HTML file; found out when left out.

    Returns
    -------
    Report
        With `metadata`, and `places` that tell the page or paragraph of every offset.

    Raises
    ------
    ReadingError
        When the file is missing, empty, too short, binary, scanned or broken; the message
        names the file and the remedy.
    """
    path = Path(path)
    overrides = Overrides(path.parent).of(path)
    document = load_document(path, year=year, encoding=encoding, overrides=overrides)
    return analyzed(document, lexicon=lexicon, section_model=section_model)


def analyzed(
    document: Document,
    *,
    lexicon: Lexicon | None = None,
    section_model: PassageClassifier | None = None,
) -> Report:
    """Analyse a document that has been read."""
    from reportlens.pipeline import analyze

    report = analyze(
        document.text, metadata=document.metadata, lexicon=lexicon, section_model=section_model
    )
    report.places = document.places
    report.warnings[:0] = document.warnings
    return report


def read_folder(
    folder: str | Path,
    *,
    lexicon: Lexicon | None = None,
    section_model: PassageClassifier | None = None,
    text_column: str | None = None,
    recursive: bool = True,
) -> Corpus:
    """The reports of a folder, or of a table, as a lazy corpus.

    Parameters
    ----------
    folder : str or Path
        A folder with files in known formats; a ``metadata.csv`` in it goes before what is
        found. Or one table (.csv, .tsv, .xlsx, .jsonl, .parquet) with a report a row.
    lexicon : Lexicon, optional
        Used for the analysis; the shipped one when left out.
    section_model : PassageClassifier, optional
        Says what passages do in place of the shipped model; see `reportlens.analyze`.
    text_column : str, optional
        The column of a table that holds the text; other columns become metadata. When left
        out, a column called ``text``, ``正文`` or the like is taken.
    recursive : bool
        Also take the folders inside the folder.

    Returns
    -------
    Corpus
        Nothing is read until it is iterated over; see `Corpus`.

    Raises
    ------
    ReadingError
        When the folder is missing, or has nothing in it that can be read.
    """
    folder = Path(folder)
    name = shown(folder)
    if not folder.exists():
        raise ReadingError(
            f"{name}: no such folder; check the spelling, and from which folder the path starts"
        )
    if folder.is_file():
        sources = _sources_in_file(folder, text_column)
        return Corpus(sources, lexicon=lexicon, section_model=section_model, name=name)
    files, others = list_files(folder, recursive=recursive)
    if text_column is not None:
        files += [path for path in others if path.suffix.lower() in TABLES]
    if not files:
        found = f"{len(others)} files, none in a known format" if others else "nothing in it"
        raise ReadingError(
            f"{name}: a folder with {found}; put reports there as {', '.join(FORMATS)}"
        )
    overrides = Overrides(folder)
    sources = []
    for path in sorted(files):
        if path.suffix.lower() in TABLES:
            sources += _sources_in_file(path, text_column)
        else:
            sources.append(Source(path, overrides=overrides.of(path)))
    read = set(files)
    skipped = tuple(shown(path) for path in others if path not in read)
    return Corpus(sources, lexicon=lexicon, section_model=section_model, name=name, skipped=skipped)


def _sources_in_file(path: Path, text_column: str | None) -> list[Source]:
    if path.suffix.lower() not in TABLES:
        return [Source(path)]
    from reportlens.reading.tables import count_rows

    rows, column = count_rows(path, text_column)
    return [Source(path, row, column) for row in range(rows)]


class Overrides:
    """The rows of the ``metadata.csv`` files of a folder and the folders in it, by file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._rows: dict[Path, dict[str, dict[str, Any]]] = {}
        self._rows_in(folder)

    def of(self, path: Path) -> dict[str, Any]:
        """The row for a file, named by its path, its name or its stem; the nearest file's."""
        folder = path.parent
        while True:
            rows = self._rows_in(folder)
            if rows:
                for key in (path.relative_to(folder).as_posix(), path.name, path.stem):
                    if key in rows:
                        return rows[key]
            if folder in (self.folder, folder.parent):
                return {}
            folder = folder.parent

    def _rows_in(self, folder: Path) -> dict[str, dict[str, Any]]:
        if folder not in self._rows:
            file = folder / "metadata.csv"
            self._rows[folder] = {}
            if file.is_file():
                from reportlens.reading.tables import read_overrides

                try:
                    self._rows[folder] = read_overrides(file)
                except ReadingError as error:
                    # One folder's broken table must not end the reading of all folders.
                    if folder == self.folder:
                        raise
                    warnings.warn(f"left out: {error}", stacklevel=2)
        return self._rows[folder]
