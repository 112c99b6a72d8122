"""Dates: what kind they are and which year they name."""

from __future__ import annotations

import pytest

from reportlens.text.dates import find_dates, plan_years
from reportlens.text.view import clean_view

GOLDEN = [
    # text, found, kind, first year, year — in a report given in 2024
    ("2015年建成", "2015年", "year", None, 2015),
    ("截至2023年末", "2023年", "year", None, 2023),
    ("二〇二五年的目标", "二〇二五年", "year", None, 2025),
    ("一九五四年通过", "一九五四年", "year", None, 1954),
    ("一九五三、一九五四两年", "一九五三", "year", None, 1953),
    ("2024年1月20日召开", "2024年1月20日", "day", None, 2024),
    ("2024年3月起", "2024年3月", "month", None, 2024),
    ("3月5日开幕", "3月5日", "day", None, None),
    ("十二月举行", "十二月", "month", None, None),
    ("2021—2025年投资", "2021—2025年", "span", 2021, 2025),
    ("1953至1957年", "1953至1957年", "span", 1953, 1957),
    ("“十四五”期间", "十四五", "plan", 2021, 2025),
    ("十三五时期", "十三五", "plan", 2016, 2020),
    ("“九五”计划", "九五", "plan", 1996, 2000),
    ("第七个五年计划", "第七个五年计划", "plan", 1986, 1990),
    ("20世纪90年代初", "20世纪90年代初", "decade", 1990, 1999),
    ("八十年代末", "八十年代末", "decade", 1980, 1989),
    ("二十一世纪", "二十一世纪", "century", 2001, 2100),
    ("本世纪中叶", "本世纪中叶", "century", 2001, 2100),
    ("去年建成", "去年", "relative", None, 2023),
    ("今年安排", "今年", "relative", None, 2024),
    ("明年完成", "明年", "relative", None, 2025),
    ("过去五年", "过去五年", "relative", 2019, 2023),
    ("五年来", "五年来", "relative", 2019, 2023),
    ("今后三年", "今后三年", "relative", 2024, 2026),
]


@pytest.mark.parametrize(("text", "found", "kind", "first", "year"), GOLDEN)
def test_date(text: str, found: str, kind: str, first: int | None, year: int | None) -> None:
    dates = find_dates(clean_view(text), 2024)
    assert dates, text
    date = dates[0]
    assert (date.text, date.kind, date.first_year, date.year) == (found, kind, first, year)


@pytest.mark.parametrize(
    "text", ["安排2024万元", "新增3个月", "第2023号", "12345热线", "十分重要", "三峡工程"]
)
def test_no_date(text: str) -> None:
    assert find_dates(clean_view(text), 2024) == []


def test_relative_years_need_the_year_of_the_report() -> None:
    (date,) = find_dates(clean_view("去年建成"), None)
    assert (date.kind, date.year) == ("relative", None)


def test_plans_around_the_years_of_adjustment() -> None:
    assert plan_years(2) == (1958, 1962)
    assert plan_years(3) == (1966, 1970)
    assert plan_years(15) == (2026, 2030)
    assert plan_years(40) is None


def test_offsets_are_those_of_the_view() -> None:
    view = clean_view("到2030年，比2020年提高；“十五五”时期再提高。")
    for date in find_dates(view, 2026):
        assert view.text[date.start : date.end] == date.text
