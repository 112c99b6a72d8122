"""What holds across stages: rows lie in the text, and say what their passage does."""

from __future__ import annotations

from pathlib import Path

import pytest

import reportlens as rl
from reportlens.report import Quantity, Slogan


def test_slogans_and_quantities_carry_the_label_of_their_passage() -> None:
    report = rl.analyze(
        "一、2021年工作回顾\n一年来，我们增强“四个意识”，修路12公里。\n"
        "二、2022年工作安排\n今年，我们将落实“河长制”，再修路15公里。",
        year=2022,
    )
    rows: list[Slogan | Quantity] = [*report.slogans, *report.quantities]
    for row in rows:
        around = next(s for s in report.sentences if s.start <= row.start < s.end)
        assert row.label == around.label, row
    assert [row.label for row in report.slogans][:1] == ["achievement"]


@pytest.mark.parametrize("name", ["2020_青禾县政府工作报告.txt", "2021_青禾县政府工作报告.pdf"])
def test_every_row_is_where_it_says(samples: Path, name: str) -> None:
    report = rl.read(samples / name)
    for table in ("paragraphs", "sections", "sentences", "dates", "quantities", "slogans"):
        rows = report.rows(table)
        assert rows, table
        assert all(report.text[row.start : row.end] == row.text for row in rows), table
        assert [row.start for row in rows] == sorted(row.start for row in rows), table
