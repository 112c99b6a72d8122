"""``reportlens compare``: groups of reports side by side, as a page and as tables."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from reportlens.commands import UsageError, must_be_writable, must_exist
from reportlens.errors import ReadingError
from reportlens.lexicon import load


def run(
    folder: Path,
    out: Path,
    *,
    by: str,
    tables: Path | None,
    text_column: str | None,
    lexicon: list[Path],
) -> None:
    """Compare the reports of a folder; write the page, and the tables when asked for."""
    from reportlens.comparison import compare
    from reportlens.reading import read_folder

    must_exist(folder)
    must_be_writable(out)
    knowledge = load(*lexicon)
    try:
        corpus = read_folder(folder, lexicon=knowledge, text_column=text_column)
    except ReadingError as error:
        raise UsageError(str(error)) from error
    comparison = compare(corpus, by=by, lexicon=knowledge)
    for failure in corpus.errors:
        typer.echo(f"error: {failure.path}: {failure.stage}: {failure.message}", err=True)
    comparison.to_html(out)
    typer.echo(f"{comparison!r}".strip("<>"))
    typer.echo(f"The page: {out}")
    if tables is not None:
        tables.mkdir(parents=True, exist_ok=True)
        for name in comparison.TABLES:
            _write(comparison.frame(name), tables / name)
        typer.echo(f"The tables: {tables}")
    sys.exit(1 if corpus.errors else 0)


def _write(frame: object, path: Path) -> None:
    """A table as .csv, safe to open in a spreadsheet, and as .parquet."""
    import pandas as pd

    from reportlens.batch.spreadsheets import defused

    assert isinstance(frame, pd.DataFrame)
    frame.to_parquet(path.with_suffix(".parquet"), index=False)
    texts = frame.select_dtypes(exclude="number").columns
    safe = frame.copy()
    for column in texts:
        safe[column] = safe[column].astype(object).map(defused)
    safe.to_csv(path.with_suffix(".csv"), index=False, encoding="utf-8-sig")
