"""Row tables as pandas DataFrames."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, get_args

from reportlens.report import (
    LABELS,
    ROW_TYPES,
    TABLES,
    Bound,
    Change,
    Kind,
    Report,
    Row,
    Status,
    columns,
)

if TYPE_CHECKING:
    import pandas as pd

CATEGORIES: dict[str, tuple[str, ...]] = {
    "label": LABELS,
    "status": get_args(Status),
    "bound": get_args(Bound),
    "change": get_args(Change),
}
"""Columns with a closed set of values become categorical; `kind` depends on the table."""


def row_columns(table: str, rows: list[Any]) -> dict[str, list[Any]]:
    """The rows of a table as columns, without pandas."""
    return {name: [getattr(row, name) for row in rows] for name in columns(ROW_TYPES[table])}


def word_columns(report: Report) -> dict[str, list[Any]]:
    """The words of a report as columns."""
    words = report.words
    pos = words.pos or [""] * len(words)
    return {"start": words.start, "end": words.end, "text": words.text, "pos": pos}


def term_columns(report: Report) -> dict[str, list[Any]]:
    """Counts of the words that are terms: without stop words, punctuation and numbers."""
    from reportlens.lexicon import load

    stop = load().stop_words
    counts = Counter(
        word for word in report.words.text if word not in stop and _is_term(word)
    ).most_common()
    chars = sum(not c.isspace() for c in report.text) or 1
    return {
        "term": [term for term, _ in counts],
        "count": [count for _, count in counts],
        "per_10k": [count * 1e4 / chars for _, count in counts],
    }


def _is_term(word: str) -> bool:
    return len(word) > 1 and any("\u4e00" <= c <= "\u9fff" for c in word)


def frame(report: Report, table: str) -> pd.DataFrame:
    """A table of a report as a DataFrame with categorical columns for closed sets of values."""
    import pandas as pd

    if table not in TABLES:
        raise KeyError(f"no table {table!r}; there are: {', '.join(TABLES)}")
    if table == "words":
        return pd.DataFrame(word_columns(report))
    if table == "terms":
        return pd.DataFrame(term_columns(report))
    data: dict[str, Any] = dict(row_columns(table, report.rows(table)))
    for name, values in data.items():
        if name in CATEGORIES:
            data[name] = pd.Categorical(values, categories=CATEGORIES[name])
        elif name == "kind" and table == "quantities":
            data[name] = pd.Categorical(values, categories=get_args(Kind))
        elif name in ("low", "high"):
            data[name] = pd.array(values, dtype="Float64").astype("float64")
        elif name in ("year", "first_year"):
            data[name] = pd.array(values, dtype="Int64")
    return pd.DataFrame(data, columns=list(columns(ROW_TYPES[table])))


__all__ = ["CATEGORIES", "Row", "frame", "row_columns", "term_columns", "word_columns"]
