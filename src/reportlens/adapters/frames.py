"""Tables in files and back: Parquet keeps the types of columns, CSV is given them again.

``frame.to_parquet`` and ``frame.to_csv`` work as always. These functions add what pandas
alone does not do: the list column of slogans, categorical columns after CSV, text of any
content after CSV.
"""

from __future__ import annotations

import ast
import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from reportlens.report import TABLES, Kind
from reportlens.tables import BOOLEANS, CATEGORIES, FLOATS, INTEGERS, LISTS, MAYBE_INTEGERS

if TYPE_CHECKING:
    import pandas as pd


def write_parquet(frame: pd.DataFrame, path: str | Path) -> None:
    """Write a table to Parquet; list columns become lists of text, even when all are empty.

    Parameters
    ----------
    frame : DataFrame
        From `Report.frame`, `Results.frame` or `Comparison.frame`.
    path : str or Path
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.Table.from_pandas(frame, preserve_index=False)
    for name in _lists(frame):
        values = pa.array([list(value) for value in frame[name]], pa.list_(pa.string()))
        table = table.set_column(table.schema.get_field_index(name), name, values)
    pq.write_table(table, path)


def write_csv(frame: pd.DataFrame, path: str | Path) -> None:
    """Write a table to CSV in UTF-8; a list becomes a JSON array, as ``["甲", "乙"]``.

    Parameters
    ----------
    frame : DataFrame
        From `Report.frame`, `Results.frame` or `Comparison.frame`.
    path : str or Path
    """
    frame = frame.copy(deep=False)
    for name in _lists(frame):
        frame[name] = [json.dumps(list(value), ensure_ascii=False) for value in frame[name]]
    # All text in quotes: a carriage return inside a passage would end the line otherwise.
    frame.to_csv(path, index=False, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)


def read_table(path: str | Path, table: str) -> pd.DataFrame:
    """Read a table of a report back with the types that `Report.frame` gives it.

    Parameters
    ----------
    path : str or Path
        A ``.csv`` or ``.parquet`` file, written by the functions here or by pandas.
    table : str
        One of ``Report.TABLES``; further columns (`report_id`) stay as they are read.

    Returns
    -------
    DataFrame

    Raises
    ------
    KeyError
        When there is no such table.

    Examples
    --------
    >>> import reportlens as rl, tempfile
    >>> table = rl.analyze("增强“四个意识”。").frame("slogans")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_csv(table, f"{folder}/slogans.csv")
    ...     again = read_table(f"{folder}/slogans.csv", "slogans")
    >>> again.equals(table), again["label"].dtype.name
    (True, 'category')
    """
    import pandas as pd

    if table not in TABLES:
        raise KeyError(f"no table {table!r}; there are: {', '.join(TABLES)}")
    if Path(path).suffix.lower() == ".parquet":
        frame = pd.read_parquet(path)
    else:
        # All as text: "NA" and "null" may be words of a report.
        frame = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    return frame.assign(**{name: _typed(table, name, frame[name]) for name in frame.columns})


def _typed(table: str, name: str, values: pd.Series[Any]) -> Any:
    """A column with the type that `reportlens.tables.frame` gives it."""
    import pandas as pd

    if name in CATEGORIES:
        return pd.Categorical(values, categories=list(CATEGORIES[name]))
    if name == "kind" and table == "quantities":
        return pd.Categorical(values, categories=list(get_args(Kind)))
    if name in INTEGERS:
        return values.astype("int64")
    if name in FLOATS:
        return _numbers(values)
    if name in MAYBE_INTEGERS:
        return _numbers(values).astype("Int64")
    if name in BOOLEANS:
        return values if values.dtype == bool else values.astype("str").str.lower() == "true"
    if name in LISTS:
        return pd.Series([_list(value) for value in values], index=values.index, dtype=object)
    return values.astype("str")


def _numbers(values: pd.Series[Any]) -> pd.Series[Any]:
    """Numbers; of a CSV, nothing and R's ``NA`` are missing values."""
    return values.where(~values.isin(["", "NA"])).astype("float64")


def _list(value: Any) -> tuple[str, ...]:
    """A list as pandas, Parquet, JSON or Python's own notation give it."""
    if not isinstance(value, str):
        return tuple(value) if isinstance(value, Iterable) else ()
    if not value:
        return ()
    return tuple(ast.literal_eval(value) if value.startswith("(") else json.loads(value))


def _lists(frame: pd.DataFrame) -> list[str]:
    return [name for name in frame.columns if name in LISTS]
