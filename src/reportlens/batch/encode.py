"""A `Report` as a worker keeps it until its part is written: small, and ready for Arrow."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from reportlens.batch.schema import table_schemas
from reportlens.report import ROW_TYPES
from reportlens.tables import row_columns, term_columns, word_columns

if TYPE_CHECKING:
    from reportlens.report import Report

Encoded = dict[str, pa.RecordBatch | dict[str, Any]]
"""By table: its rows; of `reports` and `errors`, which get one row a report, that row."""

_INT32 = 2**31


def encode(report: Report, *, path: str, copy_of: str = "", words: bool = False) -> Encoded:
    """All tables of a report; of a copy of another file only its row in `reports`."""
    report_id = report.metadata.report_id
    encoded: Encoded = {"reports": _report_row(report, path, copy_of)}
    if copy_of:
        return encoded
    tables: dict[str, Mapping[str, Sequence[Any]]] = {
        table: row_columns(table, report.rows(table)) for table in ROW_TYPES
    }
    tables["terms"] = term_columns(report)
    if words:
        tables["words"] = word_columns(report)
    for table, data in tables.items():
        size = len(next(iter(data.values())))
        if size:
            rows: dict[str, Sequence[Any]] = {"report_id": [report_id] * size, **data}
            encoded[table] = _batch(table, rows)
    return encoded


def error_row(report_id: str, path: str, stage: str, message: str) -> dict[str, Any]:
    """A row of the `errors` table."""
    row = {"report_id": report_id, "path": path, "stage": stage, "message": message}
    return {name: storable(value) for name, value in row.items()}


def _report_row(report: Report, path: str, copy_of: str) -> dict[str, Any]:
    row: dict[str, Any] = {
        name: getattr(report.metadata, name)
        for name in report.metadata.__slots__
        if name != "extra"
    }
    row |= report.scores
    row["path"] = path
    row["chars"] = len("".join(report.text.split()))
    row["warnings"] = "; ".join(report.warnings)
    extra = report.metadata.extra
    row["extra"] = json.dumps(extra, ensure_ascii=False, default=str) if extra else ""
    row["copy_of"] = copy_of
    schema = table_schemas()["reports"]
    return {field.name: _fitting(row.get(field.name), field.type) for field in schema}


def _fitting(value: Any, wanted: pa.DataType) -> Any:
    """A metadata value as the column has it; metadata.csv may say ``"2024"`` for a year."""
    if pa.types.is_string(wanted):
        return "" if value is None else storable(str(value))
    try:
        if pa.types.is_integer(wanted):
            number = int(value)
            return number if -_INT32 <= number < _INT32 else None
        return float(value)
    except (TypeError, ValueError, OverflowError):
        return None


def _batch(table: str, data: Mapping[str, Sequence[Any]]) -> pa.RecordBatch:
    schema = table_schemas()[table]
    arrays = []
    for field in schema:
        values = data[field.name]
        try:
            arrays.append(pa.array(values, field.type))
        except (UnicodeEncodeError, pa.ArrowInvalid):
            arrays.append(pa.array([storable(v) for v in values], field.type))
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def storable(value: Any) -> Any:
    """Text that UTF-8 can hold: half of a surrogate pair becomes a question mark.

    >>> storable("甲\\ud800乙")
    '甲?乙'
    """
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
