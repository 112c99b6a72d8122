"""The concordance: every mention with its context."""

from __future__ import annotations

import pytest

import reportlens as rl

TEXT = "一、工作回顾\n大力推进乡村振兴，建成宜居村十个。\n二、工作安排\n继续推进乡村振兴战略。"


def test_a_row_a_mention_with_context_and_label() -> None:
    report = rl.analyze(TEXT, year=2024)
    table = rl.kwic(report, "乡村振兴", width=5)
    assert list(table.columns) == [
        "report_id", "path", "year", "start", "end", "left", "keyword", "right", "label",
    ]  # fmt: skip
    assert table["left"].tolist() == ["大力推进", "继续推进"]
    assert table["right"].tolist() == ["，建成宜居", "战略。"]
    assert table["year"].tolist() == [2024, 2024]
    for row in table.itertuples():
        assert TEXT[row.start : row.end] == row.keyword


def test_a_mention_broken_by_a_line_end_is_found_in_its_place() -> None:
    text = "我们大力推进乡村全面建设和产业发展的各项工作，在全县范围内推进乡村振\n兴，建成宜居村。"
    table = rl.kwic(rl.analyze(text, year=2024), "乡村振兴")
    assert [text[row.start : row.end] for row in table.itertuples()] in (["乡村振\n兴"], [])


def test_several_reports_and_regular_expressions() -> None:
    reports = [rl.analyze("增长5%。", year=2023), rl.analyze("下降3%。", year=2024)]
    table = rl.kwic(reports, "增长|下降", regex=True)
    assert table["keyword"].tolist() == ["增长", "下降"]
    assert table["year"].tolist() == [2023, 2024]


def test_nothing_found_is_an_empty_table() -> None:
    assert rl.kwic(rl.analyze(TEXT), "扶贫").empty


def test_a_keyword_is_taken_literally_and_must_not_be_empty() -> None:
    assert len(rl.kwic(rl.analyze("实施1+6工程"), "+")) == 1
    with pytest.raises(ValueError, match="empty"):
        rl.kwic(rl.analyze(TEXT), "")
