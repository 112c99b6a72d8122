"""The year of a report whose head names none: by sessions, plan periods and what the body says."""

from __future__ import annotations

import pytest

from reportlens.reading import find_metadata
from reportlens.reading.body import last_year_told, year_of_body
from reportlens.reading.words import words_of
from reportlens.reading.years import local_session_year, session_year

OPENING = "各位代表：\n我代表国务院，向大会作政府工作报告，请予审议。\n"


@pytest.mark.parametrize(
    ("body", "year"),
    [
        # What is told of most is the year before.
        ("2016年粮食产量增长3%。2016年新建学校两所。我们要继续努力。", 2017),
        ("一九五三年修渠十条。一九五三年造林千亩，比一九四九年多一倍。", 1954),
        # A forecast is for the running year.
        ("1979年产煤三万吨。1980年预计产煤四万吨。1980年上半年投产两个矿。", 1980),
        # A year that only measures another says nothing.
        ("1985年钢产量比1980年增长一倍。1985年末存款同1980年相比翻番。", 1986),
        # A far round year is a goal.
        ("2010年新增就业百万人。2010年建成公路千里。到2020年全面达标，2020年人均翻番。", 2011),
        ("刚刚过去的1987年，收成很好。", 1988),
        # A plan period looked back on in a heading.
        ("一、“九五”时期工作的回顾\n五年来，经济稳步发展。", 2001),
        ("一、“六五”计划执行情况的回顾\n各项指标都已完成。", 1986),
        # A heading that says which year is reported on.
        ("首先报告2001年的工作\n一年来，各项事业取得进展。", 2002),
        # Five years since the first session of a congress.
        ("从第七届全国人民代表大会第一次会议以来，五年过去了。", 1993),
        ("第六届全国人民代表大会期间，政府做了许多工作。五年来，成绩不小。", 1988),
        # Too little to tell.
        ("2016年粮食产量增长3%。", None),
        ("各项工作有序推进。", None),
    ],
)
def test_a_body_without_a_dateline(body: str, year: int | None) -> None:
    assert find_metadata(OPENING + body).year == year


def test_what_the_head_says_goes_before_what_the_body_says() -> None:
    body = "2016年粮食产量增长3%。2016年新建学校两所。\n"
    got = find_metadata("政府工作报告\n2015年1月20日\n" + OPENING + body)
    assert got.year == 2015


def test_a_summary_is_of_the_last_year_it_tells_of() -> None:
    got = find_metadata("党建工作总结\n一年来，工作有序。2018年培训两次。2018年走访百户。\n")
    assert (got.year, got.reported_year) == (2018, 2018)


@pytest.mark.parametrize(
    ("congress", "session", "year"),
    [
        ("一", "五", 1958),
        ("二", "二", 1960),
        ("二", "三", 1962),
        ("二", "四", 1963),
        ("三", "一", 1964),
        ("四", None, 1975),
        ("五", "四", 1981),
        ("十三", "三", 2020),
        ("十四", "二", 2024),
        ("四十", "一", None),
    ],
)
def test_sessions_of_the_national_congress(
    congress: str, session: str | None, year: int | None
) -> None:
    assert session_year(congress, session, words_of().congress) == year


def test_sessions_of_provinces_since_their_terms_agree() -> None:
    assert local_session_year("十", "一", 14) == 2003
    assert local_session_year("九", "五", 14) is None
    speech = "各位代表：\n我代表省人民政府，向青海省第十三届人民代表大会第二次会议报告工作。\n"
    assert find_metadata(speech).year == 2019
    # The terms of cities and counties differ.
    assert find_metadata(speech.replace("青海省", "云河县")).year is None


@pytest.mark.parametrize("unit", ["2016年", "“十五”", "第六届全国人民代表大会", "五年"])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    year_of_body(unit * 100_000, words_of())
    last_year_told(unit * 100_000, words_of())


HEADLESS = "各位代表：\n现在，我代表{}人民政府，向大会报告工作。\n一、2021年工作回顾\n"


@pytest.mark.parametrize(
    ("whose", "body", "region"),
    [
        ("省", "青海湖更清，青海的路更宽，全省上下同心。" * 8 + "甘肃的朋友也来了。", "青海省"),
        ("自治区", "宁夏的沙退了，宁夏的水清了，国务院给予支持。" * 8, "宁夏回族自治区"),
        ("市", "全市上下同心，襄阳的路更宽，襄阳更绿。湖北给予支持。" * 8, "襄阳市"),
        ("市", "全市上下同心，重庆的桥更多，重庆更绿。" * 8, "重庆市"),
        # Named now and then, or no oftener than others.
        ("省", "全省上下同心，学习浙江经验。" * 3, ""),
        ("省", "全省上下同心，青海和甘肃一起治水。" * 12, ""),
        # A county's neighbours are not the county.
        ("县", "全县上下同心，融入武汉都市圈，武汉带动。" * 12, ""),
    ],
)
def test_the_region_that_a_body_speaks_of_all_the_time(whose: str, body: str, region: str) -> None:
    assert find_metadata(HEADLESS.format(whose) + body).region == region


def test_the_state_council_may_name_one_region_often() -> None:
    text = OPENING + "香港更繁荣，香港同胞安居。海南更开放。" * 12
    assert find_metadata(text).region == "全国"
