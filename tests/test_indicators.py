"""Indicator records: what a researcher would type into a table by hand.

Every example is our own wording. The rows of the tables below read: what is said, and
the records that a careful reader takes from it, as (id, year, status, low, high).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlens.lexicon import Lexicon, load
from reportlens.quantities import find_indicators, find_quantities
from reportlens.quantities.indicator_names import compiled_names, expand
from reportlens.report import Indicator, Label, Sentence
from reportlens.text.dates import find_dates
from reportlens.text.view import clean_view


def read(
    text: str, label: Label = "achievement", year: int | None = 2024, lexicon: Lexicon | None = None
) -> list[Indicator]:
    """The records of a passage that does one thing in a report of a year."""
    lexicon = lexicon or load()
    view = clean_view(text)
    sentences = [Sentence(0, len(view.text), "", label, 0)]
    dates = find_dates(view, year)
    quantities = find_quantities(view, sentences, dates, [], year, lexicon)
    return find_indicators(view, quantities, sentences, dates, year, lexicon)


def records(
    text: str, label: Label = "achievement", year: int | None = 2024
) -> list[tuple[str, int, str, float | None, float | None]]:
    return [(r.indicator, r.year, r.status, r.low, r.high) for r in read(text, label, year)]


def brief(
    text: str, label: Label = "achievement", year: int | None = 2024
) -> list[tuple[str, int, float | None]]:
    return [(r.indicator, r.year, r.low) for r in read(text, label, year)]


REVIEWED = {
    # A clause names its subject; the next goes on about it.
    "国内生产总值达到88.8万亿元，比上年增长6.2%。": [
        ("gdp", 2023, 8.88e13),
        ("gdp_growth", 2023, 6.2),
    ],
    "全县地区生产总值300亿元、增长7%、高于全市0.5个百分点。": [
        ("gdp", 2023, 3e10),
        ("gdp_growth", 2023, 7),
    ],
    "财政收入突破9万亿元，再创新高，增长8.8%。": [
        ("fiscal_revenue", 2023, 9e12),
        ("fiscal_revenue_growth", 2023, 8.8),
    ],
    "粮食播种面积66万亩，总产量33.3万吨。": [("grain_output", 2023, 333000)],
    "规模以上工业企业达到800家、增加值增长9.5%。": [("industry_growth", 2023, 9.5)],
    # Names through the decades.
    "国民生产总值比上年增长百分之九点五。": [("gdp_growth", 2023, 9.5)],
    "社会商品零售总额增长百分之十五。": [("retail_sales_growth", 2023, 15)],
    "农民人均纯收入实际增长6%，城镇居民人均生活费收入增长4%。": [
        ("rural_income_growth", 2023, 6),
        ("urban_income_growth", 2023, 4),
    ],
    "万元生产总值能耗下降4.4%。": [("energy_intensity", 2023, -4.4)],
    "广义货币（M2）余额增长11%。": [("m2_growth", 2023, 11)],
    "研发经费支出占地区生产总值比重达到2.2%。": [("rd_intensity", 2023, 2.2)],
    # Lists.
    "城乡居民人均可支配收入分别增长5.5%和7.5%。": [
        ("urban_income_growth", 2023, 5.5),
        ("rural_income_growth", 2023, 7.5),
    ],
    "城镇居民人均可支配收入达到4万元，农村居民人均可支配收入达到2万元，分别增长5%、6%。": [
        ("urban_income_growth", 2023, 5),
        ("rural_income_growth", 2023, 6),
    ],
    "固定资产投资、进出口总额分别增长8%和9%。": [
        ("fixed_investment_growth", 2023, 8),
        ("trade_growth", 2023, 9),
    ],
    "规上工业增加值、文旅收入分别增长8%和20%。": [("industry_growth", 2023, 8)],
    # Falls are negative.
    "进出口总额下降0.7%，居民消费价格下降0.3%。": [
        ("trade_growth", 2023, -0.7),
        ("cpi", 2023, -0.3),
    ],
    "居民消费价格涨幅回落到1.1%。": [("cpi", 2023, 1.1)],
    # A mark that was passed, and the number itself.
    "一般公共预算收入突破400亿元、达到412亿元。": [("fiscal_revenue", 2023, 4.12e10)],
    "常住人口城镇化率达到50.6%，首次超过50%。": [("urbanization", 2023, 50.6)],
    # A figure given twice is one record.
    "地区生产总值增长6%。回头看，地区生产总值增长6%来之不易。": [("gdp_growth", 2023, 6)],
}

NO_RECORD = [
    "地区生产总值年均增长6.6%。",
    "五年来，国内生产总值增长44%。",
    "上半年，地区生产总值增长6%，规上工业增加值增长7%。",
    "前三季度全县固定资产投资增长12%。",
    "地区生产总值比2015年增长60%。",
    "人均地区生产总值达到9万元，增长5%。",
    "服务业增加值占地区生产总值比重达到52%。",
    "税收占一般公共预算收入比重达到80%。",
    "高新区规上工业增加值增长15%。",
    "对东盟进出口增长20%，服务进出口增长9%。",
    "民间投资增长5%，工业投资增长6%。",
    "商品零售价格上涨2%，工业生产者出厂价格下降3%。",
    "户籍人口城镇化率达到45%。",
    "消费对经济增长的贡献率达到60%。",
    "世界经济增长3%。",
    "城镇新增就业完成年度目标的110%。",
    "财政收入比上年增加300亿元。",
    "失业率下降0.2个百分点。",
    "企业研发投入强度达到5%。",
    "在地区生产总值上年增长9%的基础上，我们继续努力。",
    "新增地区生产总值超过百亿元的镇3个。",
    "财政收入的60%来自园区。",
]


@pytest.mark.parametrize("text", REVIEWED)
def test_the_review_gives_figures_of_the_year_before(text: str) -> None:
    assert brief(text) == REVIEWED[text]


@pytest.mark.parametrize("text", NO_RECORD)
def test_sums_averages_shares_and_parts_give_no_record(text: str) -> None:
    assert records(text) == []


def test_targets_are_for_the_coming_year_with_their_bounds() -> None:
    rows = read(
        "今年的主要预期目标是：地区生产总值增长6%—6.5%；城镇新增就业5万人以上；"
        "城镇调查失业率控制在5.5%以内；居民消费价格涨幅2%左右；单位生产总值能耗降低3%左右。",
        "goal",
    )
    assert [(r.indicator, r.year, r.status, r.low, r.high, r.unit, r.bound) for r in rows] == [
        ("gdp_growth", 2024, "target", 6, 6.5, "%", "exact"),
        ("urban_new_jobs", 2024, "target", 50000, 50000, "人", "at_least"),
        ("surveyed_unemployment", 2024, "target", 5.5, 5.5, "%", "at_most"),
        ("cpi", 2024, "target", 2, 2, "%", "about"),
        ("energy_intensity", 2024, "target", -3, -3, "%", "about"),
    ]


def test_from_a_to_b_over_five_years_gives_both_ends() -> None:
    text = (
        "五年来，地区生产总值从200亿元增加到300亿元，年均增长8%，常住人口城镇化率由50%提高到56%。"
    )
    assert brief(text, year=2023) == [
        ("gdp", 2017, 2e10),
        ("gdp", 2022, 3e10),
        ("urbanization", 2017, 50),
        ("urbanization", 2022, 56),
    ]


def test_a_year_in_the_sentence_decides() -> None:
    text = (
        "2022年地区生产总值达到280亿元，比2017年增长41%；"
        "一般公共预算收入由2017年的15亿元增加到21亿元。"
    )
    assert brief(text, year=2023) == [
        ("gdp", 2022, 2.8e10),
        ("fiscal_revenue", 2017, 1.5e9),
        ("fiscal_revenue", 2022, 2.1e9),
    ]


def test_two_years_in_chinese_numerals() -> None:
    text = (
        "工业总产值一九八三年比一九八二年增长百分之十点五，一九八四年又比一九八三年增长百分之十四。"
    )
    assert brief(text, year=1985) == [
        ("industry_growth", 1983, 10.5),
        ("industry_growth", 1984, 14),
    ]


def test_the_end_of_a_plan_period_is_its_last_year() -> None:
    text = (
        "“十五五”时期的主要目标是：地区生产总值年均增长5%，常住人口城镇化率达到70%。\n"
        "今年，常住人口城镇化率提高到66%。"
    )
    assert records(text, "goal", 2026) == [
        ("urbanization", 2030, "target", 70, 70),
        ("urbanization", 2026, "target", 66, 66),
    ]
    assert records("到2030年，粮食产量达到50亿斤。", "goal", 2026) == [
        ("grain_output", 2030, "target", 5e9, 5e9)
    ]


def test_what_a_whole_sentence_compares_with() -> None:
    text = "2022年同2017年相比，地区生产总值由200亿元增加到300亿元，规上工业增加值增长60%。"
    assert brief(text, year=2023) == [("gdp", 2017, 2e10), ("gdp", 2022, 3e10)]


def test_jobs_and_deficits_of_five_years_are_no_yearly_figures() -> None:
    assert records("今后五年，城镇新增就业20万人。", "goal", 2026) == []
    assert records("五年来，城镇新增就业20万人，地区生产总值迈上300亿元台阶。", year=2026) == []


def test_a_figure_aimed_at_is_a_target_in_any_passage() -> None:
    assert records("今年工业总产值计划比上年增长6%。") == [
        ("industry_growth", 2024, "target", 6, 6)
    ]


def test_background_is_not_reported() -> None:
    text = "在出口下降两成的情况下，进出口总额在对外部市场下降超3成的情况下增长12%。"
    assert brief(text) == [("trade_growth", 2023, 12)]


def test_half_a_year_at_the_start_of_a_fall() -> None:
    assert brief("年末城镇调查失业率从上半年5.5%降到5.2%。") == [
        ("surveyed_unemployment", 2023, 5.2)
    ]


def test_a_summary_of_a_year_looks_back_on_that_year() -> None:
    text = "青禾镇2021年工作总结\n一年来，全镇固定资产投资增长9%。"
    assert brief(text, year=2021) == [("fixed_investment_growth", 2021, 9)]


def test_a_summary_may_be_called_a_report_of_duties() -> None:
    text = "青禾镇2021年度履职述职报告\n一年来，全镇固定资产投资增长9%。"
    assert brief(text, year=2021) == [("fixed_investment_growth", 2021, 9)]


def test_without_the_year_only_explicit_years_are_known() -> None:
    assert brief("2018年国内生产总值增长6.6%。去年增长5%。", year=None) == [
        ("gdp_growth", 2018, 6.6)
    ]


def test_part_of_a_total_is_not_the_total() -> None:
    text = "财政赤字8000亿元，其中中央财政赤字6000亿元，地方财政赤字2000亿元。"
    assert brief(text, "plan") == [("deficit", 2024, 8e11)]
    text = "财政收入两年合计300亿元，其中2023年160亿元。"
    assert brief(text) == [("fiscal_revenue", 2023, 1.6e10)]


@pytest.mark.parametrize("turn", ["由负转正", "止跌回升", "稳步回升"])
def test_a_predicate_may_follow_the_comma_of_lists(turn: str) -> None:
    assert brief(f"固定资产投资{turn}、增长3%以上。", "plan") == [
        ("fixed_investment_growth", 2024, 3)
    ]


def test_the_whole_deficit_counts_before_that_of_the_centre() -> None:
    text = "拟安排中央财政赤字6000亿元，发行地方债券2000亿元。"
    assert brief(text, "plan") == [("deficit", 2024, 6e11)]
    text += "全国财政赤字合计8000亿元，占国内生产总值比重在3%以内。"
    assert brief(text, "plan") == [("deficit", 2024, 8e11), ("deficit_ratio", 2024, 3)]


def test_the_reports_own_name_is_the_whole_area() -> None:
    assert brief(
        "云岭县政府工作报告\n云岭县地区生产总值增长6%，云岭县工业园区工业增加值增长9%。"
    ) == [("gdp_growth", 2023, 6)]


def test_a_name_of_last_resort_gives_way() -> None:
    assert brief("经济总量达到500亿元。") == [("gdp", 2023, 5e10)]
    assert brief("经济总量超过400亿元。地区生产总值达到412亿元。") == [("gdp", 2023, 4.12e10)]


def test_quantities_that_measure_an_indicator_carry_its_id() -> None:
    lexicon = load()
    view = clean_view("地区生产总值年均增长6.6%，民间投资增长5%。")
    quantities = find_quantities(view, [], [], [], 2024, lexicon)
    assert find_indicators(view, quantities, [], [], 2024, lexicon) == []
    assert [q.indicator_id for q in quantities] == ["gdp_growth", ""]


def test_offsets_are_those_of_the_quantity() -> None:
    text = "全年粮食产量达到66.6万吨。"
    (row,) = read(text)
    assert text[row.start : row.end] == "66.6万吨"


def test_a_user_adds_an_indicator_in_toml(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[[indicator]]\nid = "tourists"\nname = "游客人次"\nunits = ["人次"]\n'
        'aliases = ["接待{国内|}游客"]\n',
        encoding="utf-8",
    )
    rows = read("全年接待游客3000万人次。", lexicon=load(own))
    assert [(r.indicator, r.year, r.low) for r in rows] == [("tourists", 2023, 3e7)]


def test_every_id_of_the_guidelines_is_there() -> None:
    ids = (
        "gdp gdp_growth cpi urban_new_jobs surveyed_unemployment registered_unemployment "
        "fiscal_revenue_growth fiscal_revenue deficit_ratio deficit fixed_investment_growth "
        "retail_sales_growth trade_growth industry_growth resident_income_growth "
        "urban_income_growth rural_income_growth grain_output energy_intensity urbanization "
        "m2_growth rd_intensity"
    )
    assert set(compiled_names(load()).entries) == set(ids.split())


def test_expand() -> None:
    assert expand("{城镇|}新增{就业|岗位}") == [
        "城镇新增就业",
        "城镇新增岗位",
        "新增就业",
        "新增岗位",
    ]


PIECES = st.sampled_from(
    [
        "国内生产总值",
        "财政收入",
        "城乡居民收入",
        "粮食",
        "总产量",
        "增长",
        "达到",
        "从",
        "到",
        "分别",
        "其中",
        "5%",
        "3万亿元",
        "60万吨",
        "2019年",
        "去年",
        "“十四五”",
        "，",
        "、",
        "。",
        "；",
        "和",
        "的",
        "比",
        "（",
        "）",
        "占",
        "园区",
        "\n",
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_text_gives_sound_records(text: str) -> None:
    seen = set()
    for row in read(text, "plan"):
        assert 0 <= row.start < row.end
        assert row.low is not None
        assert row.high is not None
        assert row.low <= row.high
        assert 1900 < row.year < 2100
        key = (row.indicator, row.year, row.status, row.low, row.high)
        assert key not in seen
        seen.add(key)
