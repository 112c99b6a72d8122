"""What a report's text and file name say about it: year, region, organ, speaker, date."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportlens.reading import find_metadata
from reportlens.reading.regions import find_region, gazetteer

SHARED = Path(__file__).resolve().parents[2] / "shared" / "corpora"
TABLE = Path(__file__).parent / "data" / "titles.tsv"
BODY = "\n过去一段时间，各项工作有序推进，取得了新的进展。现将有关情况报告如下。\n"


def rows() -> list[tuple[str, ...]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


def found(where: str, text: str) -> tuple[str, ...]:
    metadata = find_metadata(text + BODY) if where == "title" else find_metadata("", text)
    values = (
        metadata.year,
        metadata.reported_year,
        metadata.region,
        metadata.region_code,
        metadata.region_level,
    )
    return tuple(str(value) if value else "-" for value in values)


def test_titles_and_file_names_in_the_styles_people_use() -> None:
    table = rows()
    assert len(table) >= 200
    wrong = [
        (text, found(where, text), wanted)
        for where, text, *wanted in table
        if found(where, text) != tuple(wanted)
    ]
    for text, got, wanted in wrong:
        print(text, got, tuple(wanted))
    assert 1 - len(wrong) / len(table) >= 0.98
