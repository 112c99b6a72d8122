"""A corpus in one file: tables with a report a row, and the ``metadata.csv`` of a folder.

Rows of .csv, .tsv and .jsonl files are found again by their place in the file, and Parquet
is read by row group, so that memory does not grow with the table.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from reportlens.errors import ReadingError
from reportlens.lexicon import load
from reportlens.lexicon.schema import ColumnEntry
from reportlens.reading.archive import check_archive, check_true_sizes
from reportlens.reading.document import Document, Extracted, content_id
from reportlens.reading.encoding import decode, detect
from reportlens.reading.formats.plain import lines_of
from reportlens.reading.load import MAX_BYTES, make_document, read_bytes, shown

_NUMBERS = ("year", "reported_year")
_MAX_RECORD = 64 * 2**20
_SAMPLE = 200_000

csv.field_size_limit(2**31 - 1)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """An opened table: its column names, and where its rows are."""

    path: Path
    columns: tuple[str, ...]
    rows: int
    spans: Sequence[tuple[int, int]] = ()
    """Of a text file, the first byte of each row and the byte after its last."""
    encoding: str = "utf-8"
    delimiter: str = ","
    groups: tuple[int, ...] = ()
    """Of a Parquet file, the rows of each row group."""

    def text_column(self, wanted: str | None) -> str:
        """The column that holds the text: the one asked for, or one with a usual name."""
        if wanted is not None:
            if wanted in self.columns:
                return wanted
            raise ReadingError(
                f"{shown(self.path)}: no column {wanted!r}; there are {', '.join(self.columns)}"
            )
        for column in self.columns:
            if standard_name(column) == "text":
                return column
        raise ReadingError(
            f"{shown(self.path)}: which column holds the text? Name it with text_column= "
            f"(--text-column); there are {', '.join(self.columns)}"
        )

    def record(self, row: int) -> dict[str, Any]:
        """One row as a dict by column name."""
        if self.path.suffix.lower() in (".jsonl", ".ndjson"):
            value = json.loads(self._bytes(row).decode(self.encoding))
            return value if isinstance(value, dict) else {"text": value}
        if self.path.suffix.lower() == ".parquet":
            return self._parquet_record(row)
        if self.path.suffix.lower() == ".xlsx":
            return dict(zip(self.columns, _sheet(*_key(self.path))[row + 1], strict=False))
        text = self._bytes(row).decode(self.encoding, "replace")
        values = next(csv.reader(io.StringIO(text, newline=""), delimiter=self.delimiter), [])
        return dict(zip(self.columns, values, strict=False))

    def _bytes(self, row: int) -> bytes:
        start, end = self.spans[row]
        if end - start > _MAX_RECORD:
            raise ReadingError(
                f"{shown(self.path)}#{row + 1}: a row of {(end - start) / 2**20:,.0f} MB; "
                "a quotation mark is probably not closed"
            )
        with self.path.open("rb") as file:
            file.seek(start)
            return file.read(end - start)

    def _parquet_record(self, row: int) -> dict[str, Any]:
        group, before = 0, 0
        while row - before >= self.groups[group]:
            before += self.groups[group]
            group += 1
        rows = _row_group(*_key(self.path), group)
        return {name: rows[name][row - before].as_py() for name in self.columns}


def count_rows(path: Path, text_column: str | None = None) -> tuple[int, str]:
    """The number of rows of a table, and the column that holds the text."""
    table = _open(path)
    return table.rows, table.text_column(text_column)


def load_row(
    path: Path, row: int, text_column: str | None, *, overrides: dict[str, Any] | None = None
) -> Document:
    """One row of a table as a document; the columns beside the text become metadata."""
    text, given = _text_and_metadata(path, row, text_column)
    given |= overrides or {}
    name = f"{shown(path)}#{row + 1}"
    extracted = Extracted(text, lines_of(text), title=str(given.get("title", "")))
    return make_document(extracted, _row_id(text, given), name, overrides=given)


def row_id(path: Path, row: int, text_column: str | None) -> str:
    """The `report_id` of a row, without looking for metadata in its text."""
    return _row_id(*_text_and_metadata(path, row, text_column))


def _row_id(text: str, given: dict[str, Any]) -> str:
    # Rows are told apart by all that they say: texts alone may repeat from row to row.
    identity = json.dumps([text, given], ensure_ascii=False, sort_keys=True, default=str)
    return content_id(identity.encode("utf-8", "replace"))


def _text_and_metadata(path: Path, row: int, text_column: str | None) -> tuple[str, dict[str, Any]]:
    table = _open(path)
    column = table.text_column(text_column)
    try:
        record = table.record(row)
    except (ReadingError, MemoryError):
        raise
    except Exception as error:
        raise ReadingError(
            f"{shown(path)}#{row + 1}: broken row ({type(error).__name__}: {str(error)[:200]})"
        ) from error
    text = record.pop(column, None)
    text = text.replace("\r\n", "\n").replace("\r", "\n") if isinstance(text, str) else ""
    return text, metadata_of(record)


def read_overrides(path: Path) -> dict[str, dict[str, Any]]:
    """The rows of a ``metadata.csv`` by the file they are about.

    Raises
    ------
    ReadingError
        When no column names the files.
    """
    table = _open(path)
    names = [column for column in table.columns if standard_name(column) == "path"]
    if not names:
        raise ReadingError(
            f"{shown(path)}: no column names the files; call one path; "
            f"there are {', '.join(table.columns)}"
        )
    rows = {}
    for row in range(table.rows):
        record = table.record(row)
        key = str(record.pop(names[0], "") or "").strip().replace("\\", "/")
        if key:
            rows[key] = metadata_of(record)
    return rows


def metadata_of(record: dict[str, Any]) -> dict[str, Any]:
    """Columns as metadata fields by their usual names; others keep theirs; empty ones go.

    >>> metadata_of({"年份": "2023", "地区": "青海省", "批次": "甲", "note": ""})
    {'year': 2023, 'region': '青海省', '批次': '甲'}
    """
    found: dict[str, Any] = {}
    for column, value in record.items():
        if value is None or value == "" or value != value:
            continue
        name = standard_name(column)
        if name in _NUMBERS:
            try:
                value = int(float(str(value).strip().rstrip("年度")))
            except ValueError:
                name = column
        elif name != column or name in ("title", "region", "organ", "speaker", "date"):
            value = str(value).removesuffix(".0") if name == "region_code" else str(value)
        found.setdefault(name, value)
    found.pop("path", None)
    return found


def standard_name(column: str) -> str:
    """The metadata field that a column name stands for, or the name itself.

    >>> standard_name("发文机关")
    'organ'
    """
    return _aliases().get(column.strip().lower(), column)


@lru_cache(maxsize=1)
def _aliases() -> dict[str, str]:
    names: dict[str, str] = {}
    for entry in load().of(ColumnEntry):
        names |= dict.fromkeys(
            (entry.name, *(alias.lower() for alias in entry.aliases)), entry.name
        )
    return names


def _key(path: Path) -> tuple[Path, int, int]:
    """What tells a file's present contents apart in a cache."""
    try:
        status = path.stat()
    except OSError as error:
        raise ReadingError(f"{shown(path)}: cannot be read ({error.strerror})") from error
    return path, status.st_mtime_ns, status.st_size


def _open(path: Path) -> Table:
    return _opened(*_key(path))


@lru_cache(maxsize=4)
def _opened(path: Path, _modified: int, _size: int) -> Table:
    ending = path.suffix.lower()
    try:
        if ending == ".parquet":
            return _open_parquet(path)
        if ending == ".xlsx":
            rows = _sheet(*_key(path))
            return Table(path, tuple(str(c) for c in rows[0]) if rows else (), len(rows) - 1)
        return _open_lines(path, ending)
    except (ReadingError, MemoryError):
        raise
    except Exception as error:
        raise ReadingError(
            f"{shown(path)}: broken table ({type(error).__name__}: {str(error)[:200]})"
        ) from error


def _open_lines(path: Path, ending: str) -> Table:
    with path.open("rb") as file:
        encoding, sample = detect(file.read(_SAMPLE))
    if not sample.strip():
        raise ReadingError(f"{shown(path)}: the table is empty")
    if encoding.startswith("utf-16"):
        raise ReadingError(f"{shown(path)}: a table in UTF-16; save it as CSV in UTF-8")
    if ending in (".jsonl", ".ndjson"):
        spans = list(_records(path, quotes=False))
        table = Table(path, ("text",), len(spans), spans, encoding)
        columns = tuple(table.record(0)) if spans else ()
        return Table(path, columns, len(spans), spans, encoding)
    spans = list(_records(path, quotes=True))
    start, end = spans[0]
    header = decode(sample[: end - start], name=shown(path), encoding=encoding).text
    delimiter = max("\t,;" if ending == ".tsv" else ",;\t", key=header.count)
    header_row = csv.reader([header.lstrip("\ufeff")], delimiter=delimiter)
    names = tuple(column.strip() for column in next(header_row))
    return Table(path, names, len(spans) - 1, spans[1:], encoding, delimiter)


def _records(path: Path, *, quotes: bool) -> Iterator[tuple[int, int]]:
    """The byte spans of records: lines, or lines joined while a quotation mark is open.

    Neither mark nor line end can be the second byte of a character in UTF-8, GB18030 or Big5.
    """
    start = at = 0
    inside = False
    with path.open("rb") as file:
        for line in file:
            at += len(line)
            if quotes and line.count(b'"') % 2:
                inside = not inside
            if not inside:
                if line.strip():
                    yield start, at
                start = at
    if inside and start < at:
        yield start, at


def _open_parquet(path: Path) -> Table:
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        details = file.metadata
        groups = tuple(details.row_group(i).num_rows for i in range(details.num_row_groups))
        return Table(path, tuple(file.schema_arrow.names), details.num_rows, groups=groups)


@lru_cache(maxsize=1)
def _row_group(path: Path, _modified: int, _size: int, group: int) -> Any:
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        return file.read_row_group(group)


@lru_cache(maxsize=1)
def _sheet(path: Path, _modified: int, size: int) -> list[list[Any]]:
    """The first sheet that has rows."""
    if size > MAX_BYTES:
        raise ReadingError(f"{shown(path)}: too large for a spreadsheet; save it as CSV")
    content = read_bytes(path)
    check_archive(content, shown(path))
    check_true_sizes(content, shown(path))
    try:
        from python_calamine import CalamineWorkbook
    except ModuleNotFoundError as error:
        raise ReadingError(
            f"{shown(path)}: reading Excel files needs the package python-calamine"
        ) from error
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for name in book.sheet_names:
        rows: list[list[Any]] = book.get_sheet_by_name(name).to_python(skip_empty_area=True)
        if rows:
            return rows
    raise ReadingError(f"{shown(path)}: the table is empty")
