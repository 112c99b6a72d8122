"""The columns of the result tables as Arrow schemas, derived from the row types.

A column added to a row type or a score added to the registry appears here by itself; the
fingerprint changes with it, so that results of two layouts are never mixed.
"""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from hashlib import blake2b
from typing import Any, get_origin, get_type_hints

import pyarrow as pa

from reportlens.report import ROW_TYPES, Metadata, Row, columns

SCHEMA_VERSION = 1
"""Raised when the meaning of a column or the layout of the folder changes."""

_METADATA = tuple(f.name for f in fields(Metadata) if f.name != "extra")
_ARROW: dict[Any, pa.DataType] = {
    int: pa.int32(),
    int | None: pa.int32(),
    float: pa.float64(),
    float | None: pa.float64(),
    bool: pa.bool_(),
    str: pa.string(),
}

FILES = pa.schema(
    [
        ("name", pa.binary()),
        ("path", pa.string()),
        ("key", pa.string()),
        ("report_id", pa.string()),
        ("bytes", pa.int64()),
        ("done", pa.bool_()),
        ("copy_of", pa.string()),
    ]
)
"""What became of every file: the ledger that a part is committed by. `name` is the path
under the folder as bytes, with the row of a table after it."""

ERRORS = pa.schema(
    [
        ("report_id", pa.string()),
        ("path", pa.string()),
        ("stage", pa.string()),
        ("message", pa.string()),
    ]
)

WORDS = pa.schema(
    [
        ("report_id", pa.string()),
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("text", pa.string()),
        ("pos", pa.string()),
    ]
)

TERMS = pa.schema(
    [
        ("report_id", pa.string()),
        ("term", pa.string()),
        ("count", pa.int32()),
        ("per_10k", pa.float64()),
    ]
)


@cache
def score_names() -> tuple[str, ...]:
    """The scores, in the order of the registry."""
    from reportlens.scores import SCORES

    return tuple(score.name for score in SCORES)


@cache
def table_schemas() -> dict[str, pa.Schema]:
    """The Arrow schema of every result table, `report_id` first."""
    schemas = {"reports": _reports_schema()}
    for table, row_type in ROW_TYPES.items():
        schemas[table] = _row_schema(row_type)
    return schemas | {"words": WORDS, "terms": TERMS, "errors": ERRORS}


def _row_schema(row_type: type[Row]) -> pa.Schema:
    hints = get_type_hints(row_type)
    names = columns(row_type)
    return pa.schema(
        [("report_id", pa.string()), *((name, arrow_type(hints[name])) for name in names)]
    )


def _reports_schema() -> pa.Schema:
    hints = get_type_hints(Metadata)
    return pa.schema(
        [
            *((name, arrow_type(hints[name])) for name in _METADATA),
            ("chars", pa.int32()),
            *((name, pa.float64()) for name in score_names()),
            ("warnings", pa.string()),
            ("extra", pa.string()),
            ("copy_of", pa.string()),
        ]
    )


def arrow_type(hint: Any) -> pa.DataType:
    """The Arrow type of a column from its Python annotation; closed sets of values are text."""
    if hint in _ARROW:
        return _ARROW[hint]
    if get_origin(hint) is tuple:
        return pa.list_(pa.string())
    return pa.string()


@cache
def fingerprint() -> str:
    """A short hash of the version and all columns: equal for results that fit together."""
    layout = [f"version {SCHEMA_VERSION}"]
    for table, schema in {**table_schemas(), "files": FILES}.items():
        layout += [f"{table}.{field.name}: {field.type}" for field in schema]
    return blake2b("\n".join(layout).encode(), digest_size=8).hexdigest()
