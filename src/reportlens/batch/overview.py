"""index.html: what a folder of results holds, for whoever opens it first."""

from __future__ import annotations

import math
import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

from reportlens.batch.results import Results
from reportlens.batch.store import LocalStore

_MOST_ROWS = 2_000
"""Rows of the table; a longer page would not be readable, and scores.csv has them all."""
_SHOWN = ("title", "year", "region", "chars")


def overview(results: Results, folder: str) -> str:
    """The page: counts, years, files and tables, errors, and the scores of each report."""
    from jinja2 import Environment, PackageLoader

    from reportlens import __version__
    from reportlens.scores import SCORES

    environment = Environment(
        loader=PackageLoader("reportlens.batch"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["figure"] = _figure
    return environment.get_template("overview.html").render(
        version=__version__,
        folder=folder,
        counts=_one(results, "select count(*), count(distinct year), min(year), max(year), "
                    "count(distinct nullif(region, '')), sum(chars), "
                    "count(nullif(copy_of, '')) from reports"),
        errors=_all(results, f"select path, stage, message from errors order by path limit "
                    f"{_MOST_ROWS}"),
        error_count=_one(results, "select count(*) from errors")[0],
        tables=[
            (table, _one(results, f"select count(*) from {table}")[0])
            for table in results.tables
        ],
        scores=SCORES,
        rows=_rows(results, folder),
        most=_MOST_ROWS,
    )  # fmt: skip


def _rows(results: Results, folder: str) -> list[dict[str, Any]]:
    from reportlens.batch.schema import score_names

    columns = ", ".join(f'"{name}"' for name in (*_SHOWN, *score_names()))
    rows = _all(results, f"select path, {columns} from reports order by path limit {_MOST_ROWS}")
    return [
        {"path": path, "link": _link(results, folder, path), "title": title, "year": year,
         "region": region, "chars": chars, "scores": scores}
        for path, title, year, region, chars, *scores in rows
    ]  # fmt: skip


def _link(results: Results, folder: str, path: str) -> str:
    """A relative link from the page to a report; none for a row of a table."""
    if not isinstance(results.store, LocalStore) or "#" in path:
        return ""
    file = Path(folder) / path if Path(folder).is_dir() else Path(folder)
    if not file.exists():
        return ""
    try:
        return quote(os.path.relpath(file.absolute(), results.store.root).replace(os.sep, "/"))
    except ValueError:  # on another drive
        return ""


def _figure(value: Any) -> str:
    """A score as it is read best: three figures that count."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return "–"
    if isinstance(value, int) or abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def _one(results: Results, query: str) -> tuple[Any, ...]:
    row: tuple[Any, ...] = results.connection.execute(query).fetchone() or ()
    return row


def _all(results: Results, query: str) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = results.connection.execute(query).fetchall()
    return rows
