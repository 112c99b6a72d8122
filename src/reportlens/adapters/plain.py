"""A `Report` as plain data (dicts, lists, numbers, strings) and back.

This is what travels inside a spaCy ``Doc``: msgpack and JSON can take it. The text is not
stored, since the ``Doc`` has it; a checksum tells whether the data belong to a text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any
from zlib import crc32

import msgspec

from reportlens.report import ROW_TYPES, Metadata, Places, Report, Row
from reportlens.tables import row_columns
from reportlens.text.words import WordCutter

VERSION = 1


def to_plain(report: Report) -> dict[str, Any]:
    """A report as plain data, without its text.

    Examples
    --------
    >>> import reportlens as rl
    >>> report = rl.analyze("城镇新增就业1200万人以上。", year=2025)
    >>> to_plain(report)["tables"]["quantities"]["low"]
    [12000000.0]
    """
    cutter = report.make_words if isinstance(report.make_words, WordCutter) else WordCutter()
    tables = {}
    for table in ROW_TYPES:
        columns = row_columns(table, report.rows(table))
        del columns["text"]
        tables[table] = columns
    return {
        "version": VERSION,
        "checksum": checksum(report.text),
        "lexicon": list(cutter.paths),
        "replace": cutter.replace,
        "engine": cutter.engine,
        "metadata": msgspec.to_builtins(asdict(report.metadata), enc_hook=str),
        "warnings": list(report.warnings),
        "places": asdict(report.places),
        "tables": msgspec.to_builtins(tables),
    }


def from_plain(data: Mapping[str, Any], text: str) -> Report | None:
    """The report that plain data tell of; None when they are not of this text.

    Examples
    --------
    >>> import reportlens as rl
    >>> report = rl.analyze("城镇新增就业1200万人以上。", year=2025)
    >>> from_plain(to_plain(report), report.text).quantities == report.quantities
    True
    >>> from_plain(to_plain(report), "另一篇。") is None
    True
    """
    if data["version"] != VERSION or data["checksum"] != checksum(text):
        return None
    tables = {
        table: _rows(row_type, data["tables"][table], text) for table, row_type in ROW_TYPES.items()
    }
    places = data["places"]
    cutter = WordCutter(tuple(data["lexicon"]), data["replace"], data["engine"])
    return Report(
        text=text,
        metadata=Metadata(**data["metadata"]),
        warnings=list(data["warnings"]),
        places=Places(places["kind"], list(places["starts"]), list(places["numbers"])),
        make_words=cutter,
        own_lexicon=cutter.lexicon,
        **tables,  # type: ignore[arg-type]
    )


def checksum(text: str) -> int:
    """Tells texts apart; halves of surrogate pairs count as question marks, as in a ``Doc``."""
    return crc32(text.encode("utf-8", "replace"))


def _rows(row_type: type[Row], columns: Mapping[str, Any], text: str) -> list[Row]:
    # Lists come back from msgpack as lists or tuples, as the reader is set; rows have tuples.
    make: Callable[..., Row] = row_type
    names = list(columns)
    lists = [name for name in names if name == "stands_for"]
    rows = []
    for values in zip(*columns.values(), strict=True):
        fields = dict(zip(names, values, strict=True))
        for name in lists:
            fields[name] = tuple(fields[name])
        rows.append(make(text=text[fields["start"] : fields["end"]], **fields))
    return rows
