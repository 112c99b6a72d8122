"""Quantities: spans, numbers, units, kinds, bounds, change, status, names, periods."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quantity_help import only, read

from reportlens.lexicon import load
from reportlens.quantities import find_quantities, to_si
from reportlens.report import Label, Slogan
from reportlens.text.dates import find_dates
from reportlens.text.view import clean_view

GOLDEN = [
    # text, span, low, high, unit, kind, bound
    ("森林覆盖率达到45.6%", "45.6%", 45.6, 45.6, "%", "percent", "exact"),
    ("增长5%左右", "5%左右", 5, 5, "%", "percent", "about"),
    ("增长5.5%—6%", "5.5%—6%", 5.5, 6, "%", "percent", "exact"),
    ("增长5%至6%", "5%至6%", 5, 6, "%", "percent", "exact"),
    ("增长5—6%", "5—6%", 5, 6, "%", "percent", "exact"),
    ("增长百分之七点八", "百分之七点八", 7.8, 7.8, "%", "percent", "exact"),
    ("增长百分之五至六", "百分之五至六", 5, 6, "%", "percent", "exact"),
    ("占比三分之二", "三分之二", 200 / 3, 200 / 3, "%", "percent", "exact"),
    ("死亡率2.1‰", "2.1‰", 0.21, 0.21, "%", "percent", "exact"),
    ("占比近三成", "近三成", 30, 30, "%", "percent", "nearly"),
    ("占七成八", "七成八", 78, 78, "%", "percent", "exact"),
    ("压缩一半以上", "一半以上", 50, 50, "%", "percent", "at_least"),
    ("首次过半", "过半", 50, 50, "%", "percent", "more_than"),
    ("办结率百分之百", "百分之百", 100, 100, "%", "percent", "exact"),
    ("提高1.2个百分点", "1.2个百分点", 1.2, 1.2, "百分点", "point", "exact"),
    ("上升0.4个至0.9个百分点", "0.4个至0.9个百分点", 0.4, 0.9, "百分点", "point", "exact"),
    ("财政收入近30万亿元", "近30万亿元", 3e13, 3e13, "元", "money", "nearly"),
    ("收入突破80亿元", "突破80亿元", 8e9, 8e9, "元", "money", "more_than"),
    ("投资70多亿元", "70多亿元", 7e9, 7e9, "元", "money", "more_than"),
    ("税收过千万元", "过千万元", 1e7, 1e7, "元", "money", "more_than"),
    ("亿元以上项目", "亿元以上", 1e8, 1e8, "元", "money", "at_least"),
    ("进口3.2亿美元", "3.2亿美元", 3.2e8, 3.2e8, "美元", "money", "exact"),
    ("投资5000万至6000万元", "5000万至6000万元", 5e7, 6e7, "元", "money", "exact"),
    ("就业超过1.2亿人", "超过1.2亿人", 1.2e8, 1.2e8, "人", "count", "more_than"),
    ("惠及十几万户", "十几万户", 1e5, 1e5, "户", "count", "more_than"),
    ("培养5至8名", "5至8名", 5, 8, "名", "count", "exact"),
    ("引进五到六个项目", "五到六个", 5, 6, "个", "count", "exact"),
    ("新建三、四座桥梁", "三、四座", 3, 4, "座", "count", "exact"),
    ("三四百家企业", "三四百家", 300, 400, "家", "count", "exact"),
    ("服务群众4.7万余人次", "4.7万余人次", 47000, 47000, "人次", "count", "more_than"),
    ("飞行2061架次", "2061架次", 2061, 2061, "架次", "count", "exact"),
    ("旅客近2亿人口", "近2亿人口", 2e8, 2e8, "人", "count", "nearly"),
    ("抓好十方面工作", "十方面", 10, 10, "方面", "count", "exact"),
    ("设置5大类指标", "5大类", 5, 5, "类", "count", "exact"),
    ("获得9金、", "9金", 9, 9, "枚", "count", "exact"),
    ("通航5.2万公里", "5.2万公里", 52000, 52000, "公里", "measure", "exact"),
    ("产粮1300多亿斤", "1300多亿斤", 1.3e11, 1.3e11, "斤", "measure", "more_than"),
    ("装机2617万千瓦", "2617万千瓦", 26_170_000, 26_170_000, "千瓦", "measure", "exact"),
    ("发电4455亿千瓦小时", "4455亿千瓦小时", 4.455e11, 4.455e11, "千瓦时", "measure", "exact"),
    ("发电量二百亿度", "二百亿度", 2e10, 2e10, "千瓦时", "measure", "exact"),
    ("抽检4.2批次/千人", "4.2批次/千人", 4.2, 4.2, "批次/千人", "count", "exact"),
    ("工资2000元/月", "2000元/月", 2000, 2000, "元/月", "money", "exact"),
    ("浓度29微克/立方米", "29微克/立方米", 29, 29, "微克/立方米", "measure", "exact"),
    ("换乘距离50米内", "50米内", 50, 50, "米", "measure", "at_most"),
    ("是上年的2.5倍", "2.5倍", 2.5, 2.5, "倍", "multiple", "exact"),
    ("收入翻一番", "翻一番", 2, 2, "倍", "multiple", "exact"),
    ("收入翻了两番", "翻了两番", 4, 4, "倍", "multiple", "exact"),
    ("用5个半小时", "5个半小时", 5.5, 5.5, "小时", "duration", "exact"),
    ("历时两年多", "两年多", 2, 2, "年", "duration", "more_than"),
    ("历时三个多月", "三个多月", 3, 3, "月", "duration", "more_than"),
    ("历时一年零三个月", "一年零三个月", 1.25, 1.25, "年", "duration", "exact"),
    ("建校70周年", "70周年", 70, 70, "年", "duration", "exact"),
    ("65岁以上老人", "65岁以上", 65, 65, "岁", "duration", "at_least"),
    ("1个工作日以内", "1个工作日以内", 1, 1, "工作日", "duration", "at_most"),
    ("居全省第4位", "第4位", 4, 4, "位", "rank", "exact"),
    ("提高2个多百分点", "2个多百分点", 2, 2, "百分点", "point", "more_than"),
    ("价格指数为-2.5%", "-2.5%", -2.5, -2.5, "%", "percent", "exact"),
    ("增速第二", "第二", 2, 2, "位", "rank", "exact"),
    ("资金12，345元", "12，345元", 12345, 12345, "元", "money", "exact"),
    ("总量居全国第一", "第一", 1, 1, "位", "rank", "exact"),
    ("进入全省前三", "前三", 3, 3, "位", "rank", "at_most"),
    ("进入全省前50名", "前50名", 50, 50, "名", "rank", "at_most"),
    ("结构为8.1:40.2:51.7", "8.1:40.2:51.7", None, None, "", "ratio", "exact"),
    ("处理X名干部", "X名", None, None, "名", "count", "masked"),
    ("办结率XX%", "XX%", None, None, "%", "percent", "masked"),
    ("资金xx.x亿元", "xx.x亿元", None, None, "元", "money", "masked"),
    ("走访×余次", "×余次", None, None, "次", "count", "masked"),
    ("1000多万高中毕业生", "1000多万", 1e7, 1e7, "人", "count", "more_than"),
    ("等6部门发文", "6", 6, 6, "", "count", "exact"),
]


@pytest.mark.parametrize(("text", "span", "low", "high", "unit", "kind", "bound"), GOLDEN)
def test_quantity(
    text: str, span: str, low: float | None, high: float | None, unit: str, kind: str, bound: str
) -> None:
    row = only(text)
    assert row.text == span == text[row.start : row.end]
    assert row.low == (None if low is None else pytest.approx(low))
    assert row.high == (None if high is None else pytest.approx(high))
    assert (row.unit, row.kind, row.bound) == (unit, kind, bound)


@pytest.mark.parametrize(
    "text",
    [
        "2019年建成，9月5日开通。",
        "二〇二五年、一九五四年和20世纪90年代。",
        "“十四五”时期和第七个五年计划，五年计划要求很高。",
        "一是抓投资。（二）抓消费。3.抓项目。",
        "县十七届人大三次会议和省委十二届七次、八次全会。",
        "建设5G基站，C919首飞，G60走廊，PM2.5下降。",
        "第三届博览会、第二批试点、第一产业。",
        "一批项目、一系列措施，进一步统一思想，十分重要。",
        "千方百计帮助百姓，千家万户受益。",
        "万家灯火映着新街，做法不能一成不变，采购要货比三家。",
        "三峡工程、四川和三门峡。",
        "建设一个园区，架起一座桥。",
        "万元地区生产总值能耗下降，每千人床位增加。",
        "二期工程和二轮承包。",
        "拨打12345热线，时间为09:30。",
        "2023年三季度，上半年。",
        "双方签订公约，三方会谈。",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert [row.text for row in read(text)] == []


def test_numerals_in_slogans_and_quotes_count_nothing() -> None:
    text = "树牢四个意识，打造“3小时交通圈”，完成四个项目。"
    at = text.index("四个意识")
    rows = read(text, slogans=[Slogan(at, at + 4)])
    assert [row.text for row in rows] == ["四个"]
    assert rows[0].start > at


def test_ranks_in_a_list() -> None:
    assert [row.low for row in read("产量、销量居全省第一、第三。")] == [1, 3]
    assert [row.low for row in read("三项增速分别居全省第二、第七、第九。")][-3:] == [2, 7, 9]


def test_a_noun_that_begins_like_a_bound_word() -> None:
    assert only("应对9轮强降雨").text == "9轮"


def test_a_comma_between_a_year_and_a_count_is_no_separator() -> None:
    assert [row.text for row in read("编号2023，100个项目开工")] == ["100个"]


def test_a_recent_time_and_a_length_of_time() -> None:
    assert only("近三年最低").text == "三年"
    assert only("用了近三年时间").text == "近三年"


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("涨幅控制在3%", "at_most"),
        ("涨幅控制在3%左右", "about"),
        ("涨幅控制在3%以内", "at_most"),
        ("标准不低于最低生活费的1.6倍", "at_least"),
        ("税率降到不足2%", "less_than"),
        ("成绩不低于98分", "at_least"),
        ("增长10%或者更多一些", "at_least"),
        ("完成率达到95%", "exact"),
        ("约占职工总数的一半", "about"),
    ],
)
def test_bound_apart_from_the_number(text: str, bound: str) -> None:
    assert only(text).bound == bound


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("产值增长5.2%", "increase"),
        ("增速5.2%", "increase"),
        ("涨幅为2%左右", "increase"),
        ("新增就业1200人", "increase"),
        ("较上年多96户", "increase"),
        ("收入翻一番", "increase"),
        ("承包期再延长30年", "increase"),
        ("能耗降低3%左右", "decrease"),
        ("办理时间缩短4天", "decrease"),
        ("审批环节压减三分之一", "decrease"),
        ("8.1%的降幅", "decrease"),
        ("增加到82.7亿元", "level"),
        ("价格涨幅回落到2%", "increase"),
        ("水平不断提高的五年", "level"),
        ("1980年增加到56个", "level"),
        ("占比提高至45%", "level"),
        ("新建学校8所", "level"),
        ("高于全省2个百分点", "level"),
        ("拉动消费762万元", "level"),
        ("增值税23.4亿元", "level"),
        ("新增产能占全省一半", "level"),
        ("居全省第5位", "level"),
    ],
)
def test_change(text: str, change: str) -> None:
    assert only(text).change == change


def test_from_one_figure_to_another_is_two_levels() -> None:
    rows = read("产值从54亿元增加到82.7亿元。")
    assert [(row.low, row.change) for row in rows] == [(5.4e9, "level"), (8.27e9, "level")]
    assert {row.indicator for row in rows} == {"产值"}


@pytest.mark.parametrize(
    ("text", "label", "period"),
    [
        ("2015年产值达到12亿元", "achievement", "2015"),
        ("“十三五”时期年均增长6%", "achievement", "2016-2020"),
        ("2021—2023年投资12亿元", "achievement", "2021-2023"),
        ("去年增长5%", "achievement", "2023"),
        ("比“十三五”末增长5%", "achievement", "2023"),
        ("产值增长5%", "achievement", "2023"),
        ("产值增长5%", "plan", "2024"),
        ("到2030年达到71%", "goal", "2030"),
        ("产值增长5%", "other", ""),
    ],
)
def test_period(text: str, label: Label, period: str) -> None:
    assert only(text, label).period == period


def test_a_year_end_summary_plans_for_the_next_year() -> None:
    rows = read("2025年工作打算。新增就业300人。", "plan", year=2024)
    assert rows[-1].period == "2025"


def test_conversion() -> None:
    assert to_si(1, "公顷") == (10000.0, "area")
    assert to_si(1, "亿立方米") is None  # multipliers are no part of a unit
    assert to_si(2, "微克/立方米") == (pytest.approx(2e-9), "mass/volume")
    assert to_si(5, "美元") is None
    assert to_si(1, "户") is None


def test_a_users_own_unit_and_words(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[[unit]]\nunit = "驮"\nkind = "measure"\ndimension = "mass"\nfactor = 75.0\n'
        '[[quantity_words]]\nrole = "bound_before"\nvalue = "about"\nwords = ["大略"]\n',
        encoding="utf-8",
    )
    lexicon = load(own)
    (row,) = read("运盐大略300驮。", lexicon=lexicon)
    assert (row.text, row.low, row.unit, row.bound) == ("大略300驮", 300, "驮", "about")
    assert to_si(2, "驮", lexicon) == (150.0, "mass")


@given(
    st.text(
        alphabet="零一二三百万亿第前约近超个％%元年、至—到.:：/（）多余半成分之Xx0129，。增长",
        max_size=60,
    )
)
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_without_harm(text: str) -> None:
    view = clean_view(text)
    rows = read(text)
    ends = 0
    for row in rows:
        assert ends <= row.start < row.end
        assert view.text[row.start : row.end] == row.text
        assert (row.low is None) == (row.high is None)
        assert row.low is None or row.high is None or row.low <= row.high
        ends = row.end


@pytest.mark.parametrize("piece", ["7", "一", "（", "第一", "3—5至", "增长5%、", "1:2:"])
def test_time_stays_proportional_to_the_text(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        best = float("inf")
        for _ in range(3):
            start = time.perf_counter()
            read(text)
            best = min(best, time.perf_counter() - start)
        return best

    # Ten times the text may take ten times as long; quadratic would be a hundred.
    assert seconds(60_000) < 40 * max(seconds(6_000), 1e-4)


GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold" / "dev"


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold files of real reports are not here")
def test_gold_spans_values_and_bounds() -> None:
    """What a careful reader marked; labels of sentences are taken from the gold files."""
    found = wanted = right = 0
    for path in sorted(GOLD.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        text = (GOLD.parents[1] / "corpora" / gold["source"]).read_text("utf-8")
        view = clean_view(text)
        dates = find_dates(view, gold["year"])
        rows = find_quantities(view, [], dates, [], gold["year"], load())
        view.locate(rows)
        ranges, marked = gold["ranges"], gold["quantities"]
        other = [
            (r["start"], r["end"])
            for r in [*marked, *gold["slogans"]]
            if r.get("ignore") or "canonical" in r
        ]
        spans = {(r["start"], r["end"]): r for r in marked if not r.get("ignore")}
        wanted += len(spans)
        for row in rows:
            if not any(a <= row.start and row.end <= b for a, b in ranges):
                continue
            record = spans.get((row.start, row.end))
            if record is None and any(row.start < b and a < row.end for a, b in other):
                continue
            found += 1
            right += record is not None and (row.low, row.unit, row.bound) == (
                None if record["low"] is None else pytest.approx(record["low"]),
                record["unit"],
                record["bound"],
            )
    assert 2 * right / (found + wanted) > 0.98
