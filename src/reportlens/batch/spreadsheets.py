"""scores.csv, scores.xlsx and errors.csv, made from the parts, row after row.

Whoever opens them in a spreadsheet must see text as text: a title that begins with ``=``
is no formula.
"""

from __future__ import annotations

import csv
import math
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reportlens.batch.results import Results
from reportlens.batch.store import Store

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Spreadsheets take a cell that begins so for a formula; full-width ones in some languages."""
_XLSX_ROWS = 1_048_575
"""More rows a sheet cannot hold."""


def defused(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula; numbers stay numbers.

    >>> defused("=1+1"), defused(-2.5), defused("-5")
    ("'=1+1", -2.5, "'-5")
    """
    if isinstance(value, str) and value.startswith(_DANGEROUS):
        return "'" + value
    return value


def rows_of(results: Results, query: str) -> Iterator[tuple[list[str], list[tuple[Any, ...]]]]:
    """The column names and the rows of a query, some hundreds of rows at a time."""
    cursor = results.connection.execute(query)
    names = [column[0] for column in cursor.description or ()]
    yield names, []
    while rows := cursor.fetchmany(500):
        yield names, rows


def write_csv(results: Results, query: str, store: Store, name: str) -> None:
    """A query's rows as CSV: UTF-8 with the mark that Excel needs to see it is UTF-8."""
    with tempfile.TemporaryDirectory(prefix="reportlens-") as folder:
        file = Path(folder) / "table.csv"
        with file.open("w", encoding="utf-8-sig", newline="") as text:
            writer = csv.writer(text)
            for names, rows in rows_of(results, query):
                if not rows:
                    writer.writerow(names)
                writer.writerows([defused(_blank(value)) for value in row] for row in rows)
        store.write_file(name, file)


def write_xlsx(results: Results, query: str, store: Store, name: str) -> None:
    """A query's rows as an Excel sheet; strings are written as strings, whatever they hold."""
    import xlsxwriter

    with tempfile.TemporaryDirectory(prefix="reportlens-") as folder:
        file = Path(folder) / "scores.xlsx"
        book = xlsxwriter.Workbook(
            str(file), {"constant_memory": True, "tmpdir": folder, "nan_inf_to_errors": False}
        )
        sheet = book.add_worksheet("scores")
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 1)
        at = 1
        for names, rows in rows_of(results, query):
            if not rows:
                for column, heading in enumerate(names):
                    sheet.write_string(0, column, heading, bold)
            for row in rows:
                if at > _XLSX_ROWS:
                    break
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(at, column, value[:32_000])
                    elif _blank(value) != "":
                        sheet.write_number(at, column, value)
                at += 1
        book.close()
        store.write_file(name, file)


def _blank(value: Any) -> Any:
    """Nothing and NaN as an empty cell."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    return value
