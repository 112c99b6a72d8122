"""Row tables as columns, and as pandas DataFrames."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import compress
from operator import attrgetter
from typing import TYPE_CHECKING, Any, get_args

import numpy as np

from reportlens.lexicon import lexicon_of
from reportlens.report import (
    LABELS,
    ROW_TYPES,
    TABLES,
    Bound,
    Change,
    Kind,
    Report,
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
"""Columns with a closed set of values become categorical; `kind` only of quantities."""

INTEGERS = frozenset({"start", "end", "level", "paragraph", "chars", "count"})
FLOATS = frozenset({"low", "high", "confidence", "per_10k"})
BOOLEANS = frozenset({"known"})
LISTS = frozenset({"stands_for"})
MAYBE_INTEGERS = frozenset({"year", "first_year"})


def row_columns(table: str, rows: Sequence[Any]) -> dict[str, list[Any]]:
    """The rows of a table as columns, without pandas.

    Examples
    --------
    >>> from reportlens.report import Sentence
    >>> row_columns("sentences", [Sentence(0, 3, "修路。", "plan", 0)])["text"]
    ['修路。']
    """
    return {name: list(map(attrgetter(name), rows)) for name in columns(ROW_TYPES[table])}


def word_columns(report: Report) -> dict[str, Sequence[Any]]:
    """The words of a report as columns."""
    words = report.words
    pos = words.pos or [""] * len(words)
    return {"start": words.start, "end": words.end, "text": words.text, "pos": pos}


_TERM = re.compile("^[\u4e00-\u9fff]{2,}$", re.MULTILINE)


def only_terms(words: Iterable[str]) -> list[str]:
    """The words that can be terms: two or more Chinese characters, nothing else.

    >>> only_terms(["公路", "修", "5.2%", "桥梁"])
    ['公路', '桥梁']
    """
    return _TERM.findall("\n".join(words))


def term_counts(report: Report, stop_words: frozenset[str]) -> Counter[str]:
    """How often each term stands in a report: words without stop words, dates and quantities."""
    words = report.words
    counted = {row.start for row in (*report.dates, *report.quantities)}
    counts = Counter(words.text)
    counts.subtract(compress(words.text, map(counted.__contains__, words.start)))
    for word in [w for w in counts if len(w) > 2 and len(w.split()) > 1]:  # parted by a line's end
        counts["".join(word.split())] += counts.pop(word)
    found = (w for w in only_terms(counts) if w not in stop_words)
    return Counter({w: counts[w] for w in found if counts[w] > 0})


def term_columns(report: Report) -> dict[str, list[Any]]:
    """The terms of a report by falling count, with their rate per 10,000 characters."""
    counts = term_counts(report, lexicon_of(report).stop_words).most_common()
    chars = len("".join(report.text.split())) or 1
    return {
        "term": [term for term, _ in counts],
        "count": [count for _, count in counts],
        "per_10k": [count * 1e4 / chars for _, count in counts],
    }


def frame(report: Report, table: str) -> pd.DataFrame:
    """A table of a report as a DataFrame; columns with a closed set of values are categorical.

    Raises
    ------
    KeyError
        When there is no such table; the message lists those that there are.
    """
    import pandas as pd

    if table not in TABLES:
        raise KeyError(f"no table {table!r}; there are: {', '.join(TABLES)}")
    if table == "words":
        data: dict[str, Any] = word_columns(report)
    elif table == "terms":
        data = term_columns(report)
    else:
        data = row_columns(table, report.rows(table))
    return pd.DataFrame({name: _typed(table, name, values) for name, values in data.items()})


def _typed(table: str, name: str, values: Sequence[Any]) -> Any:
    """A column with the type that its name stands for."""
    import pandas as pd

    if name in CATEGORIES:
        return _categorical(values, CATEGORIES[name])
    if name == "kind" and table == "quantities":
        return _categorical(values, get_args(Kind))
    if name in INTEGERS:
        return np.array(values, dtype=np.int64)
    if name in FLOATS:
        return np.array(values, dtype=np.float64)
    if name in MAYBE_INTEGERS:
        return pd.array(values, dtype="Int64")
    if name in BOOLEANS:
        return np.array(values, dtype=bool)
    if name in LISTS:
        return pd.Series(values, dtype=object)
    return _strings(values)


def _strings(values: Sequence[str]) -> Any:
    """A column of text, by way of Arrow where this version of pandas holds text in it."""
    import pyarrow as pa

    dtype = _arrow_strings()
    if dtype is None:
        return np.array(values, dtype=object)
    try:
        column = pa.array(values, pa.large_string())
    except UnicodeEncodeError:  # half of a surrogate pair, which Arrow does not take
        column = pa.array([v.encode("utf-8", "replace").decode() for v in values])
    return dtype.__from_arrow__(column)


@cache
def _arrow_strings() -> Any:
    """The type that this version of pandas gives text, if it is held in Arrow."""
    import pandas as pd

    dtype = pd.Series((), dtype="str").dtype
    return dtype if isinstance(dtype, pd.StringDtype) and dtype.storage == "pyarrow" else None


def _categorical(values: Sequence[Any], categories: tuple[str, ...]) -> Any:
    """A categorical column from its codes, which spares pandas the factorising."""
    import pandas as pd

    code = {value: i for i, value in enumerate(categories)}.__getitem__
    codes = np.fromiter(map(code, values), dtype=np.int8, count=len(values))
    return pd.Categorical.from_codes(codes, dtype=pd.CategoricalDtype(list(categories)))
