"""Years and regions side by side."""

from __future__ import annotations

import pytest
from build import add_indicator, add_quantity, add_slogans, report_of

import reportlens as rl
from reportlens.comparison.reuse import reuse_matrix


def test_years_are_in_order_and_shares_add_up_to_one() -> None:
    newer = report_of(("plan", "修路"), ("achievement", "架好两座桥"), year=2022)
    older = report_of(("plan", "架桥"), year=2021)
    comparison = rl.compare([newer, older])
    assert comparison.groups == [2021, 2022]
    frame = comparison.frame("sections")
    assert frame.groupby("group")["share"].sum().tolist() == pytest.approx([1.0, 1.0])
    share = frame.set_index(["group", "label"])["share"]
    assert share[2022, "plan"] == pytest.approx(2 / 7)


def test_reports_of_one_group_are_pooled_by_length() -> None:
    long = add_slogans(report_of(("plan", "字" * 90), year=2021, region="甲县"), "四个意识")
    short = report_of(("plan", "字" * 10), year=2021, region="乙县")
    frame = rl.compare([long, short]).frame("slogans")
    assert frame["per_10k"].tolist() == [pytest.approx(100.0)]


def test_any_metadata_column_can_be_the_group() -> None:
    reports = [
        report_of(("plan", "修路"), year=2021, region="甲县"),
        report_of(("plan", "修路"), year=2021, region="乙县", extra={"belt": "山区"}),
    ]
    assert rl.compare(reports, by="region").groups == ["乙县", "甲县"]
    assert rl.compare(reports[1:], by="belt").groups == ["山区"]
    with pytest.raises(rl.ReportLensError, match="no such metadata column"):
        rl.compare(reports, by="wealth")


def test_nothing_to_compare_says_what_to_do() -> None:
    with pytest.raises(rl.ReportLensError, match=r"metadata\.csv"):
        rl.compare([report_of(("plan", "修路"))])


def test_an_unknown_table_names_those_that_there_are() -> None:
    with pytest.raises(KeyError, match="pledges"):
        rl.compare([report_of(("plan", "修路"), year=2021)]).frame("promises")


def test_indicators_carry_the_place_that_they_came_from() -> None:
    report = report_of(("goal", "生产总值增长8%左右。"), year=2021)
    add_indicator(report, "增长8%左右", indicator="gdp_growth", year=2021, status="target",
                  low=8.0, high=8.0, unit="%", bound="about")  # fmt: skip
    row = rl.compare([report]).frame("indicators").iloc[0]
    assert report.text[row["start"] : row["end"]] == "增长8%左右"
    assert (row["region"], row["report_year"], row["report_id"]) == ("青禾县", 2021, "青禾县2021")


def target_and_answer() -> list[rl.Report]:
    first = report_of(
        ("goal", "生产总值增长8%左右，城镇新增就业4000人以上。"),
        ("plan", "改造老街供水管网，让居民用上放心水。"),
        year=2021,
    )
    for text, indicator, value, unit, bound in [
        ("8%左右", "gdp_growth", 8.0, "%", "about"),
        ("4000人以上", "urban_new_jobs", 4000.0, "人", "at_least"),
    ]:
        add_indicator(first, text, indicator=indicator, year=2021, status="target", low=value,
                      high=value, unit=unit, bound=bound)  # fmt: skip
        add_quantity(first, text, status="target", low=value, high=value)
    second = report_of(
        ("achievement", "生产总值增长7.8%。"),
        ("achievement", "老街供水管网改造完成，居民用上了放心水。"),
        ("achievement", "新建幼儿园一所。"),
        year=2022,
    )
    add_indicator(second, "增长7.8%", indicator="gdp_growth", year=2021, status="actual", low=7.8,
                  high=7.8, unit="%")  # fmt: skip
    return [first, second]


def test_a_target_is_answered_by_the_next_years_report() -> None:
    frame = rl.compare(target_and_answer()).frame("pledges")
    numeric = frame[frame["kind"] == "numeric"].set_index("indicator")
    assert numeric.loc["gdp_growth", "outcome"] == "met"
    assert numeric.loc["gdp_growth", "actual_low"] == 7.8
    assert numeric.loc["gdp_growth", "actual_text"] == "增长7.8%"
    assert numeric.loc["urban_new_jobs", "outcome"] == "unreported"


def test_a_target_without_a_next_report_is_no_miss() -> None:
    frame = rl.compare(target_and_answer()[:1]).frame("pledges")
    assert set(frame["outcome"]) == {"no_report"}


def test_another_regions_figure_answers_nothing() -> None:
    first, second = target_and_answer()
    second.metadata.region = "别县"
    frame = rl.compare([first, second]).frame("pledges")
    assert set(frame["outcome"]) == {"no_report"}


def test_a_task_is_set_beside_the_passage_that_answers_it() -> None:
    frame = rl.compare(target_and_answer()).frame("pledges")
    (row,) = frame[frame["kind"] == "qualitative"].to_dict("records")
    assert row["target_text"].startswith("改造老街供水管网")
    assert row["actual_text"].startswith("老街供水管网改造完成")
    assert 0.3 < row["similarity"] <= 1.0


def years_with_reuse() -> list[rl.Report]:
    first = report_of(
        ("plan", "新建农村公路30公里，通达所有行政村。"),
        ("plan", "持续开展河道清淤和岸线绿化。"),
        ("plan", "举办第一届采茶节和山货市集。"),
        year=2021,
    )
    second = report_of(
        ("plan", "新建农村公路45公里，通达所有行政村。"),
        ("plan", "持续开展河道清淤和岸线绿化。"),
        ("plan", "启动县人民医院门诊楼改扩建。"),
        year=2022,
    )
    return [first, second]


def test_sentences_are_kept_revised_dropped_and_new() -> None:
    frame = rl.compare(years_with_reuse()).frame("reuse")
    relation = {row["text"] or row["earlier_text"]: row for row in frame.to_dict("records")}
    assert {text[:4]: row["relation"] for text, row in relation.items()} == {
        "新建农村": "revised",
        "持续开展": "kept",
        "启动县人": "new",
        "举办第一": "dropped",
    }
    revised = next(r for r in relation.values() if r["relation"] == "revised")
    assert "[-30-]{+45+}" in revised["changes"]
    assert (frame["group"] == 2022).all()
    assert (frame["earlier_group"] == 2021).all()


def test_novelty_is_against_the_year_before_of_the_same_place() -> None:
    first, second = years_with_reuse()
    elsewhere = report_of(("plan", "修建一座新的图书馆。"), year=2022, region="乙县")
    frame = rl.compare([first, second, elsewhere]).frame("reports")
    new = frame.set_index(["year", "region"])["novelty"]
    same_place = new[2022, first.metadata.region]
    assert 0.2 < same_place < 0.5  # one sentence of three is new
    assert new[[(2021, first.metadata.region), (2022, "乙县")]].isna().all()


def test_a_province_is_set_beside_the_centre_of_its_year() -> None:
    centre, province = years_with_reuse()
    centre.metadata.region, centre.metadata.region_level = "全国", "national"
    province.metadata.region, province.metadata.region_level = "某省", "province"
    province.metadata.year = 2021
    frame = rl.compare([centre, province], by="region").frame("reuse")
    assert set(zip(frame["group"], frame["earlier_group"], strict=True)) == {("某省", "全国")}


def test_the_reuse_matrix_is_one_on_its_diagonal() -> None:
    matrix = reuse_matrix(rl.compare(years_with_reuse()).members, size=4)
    assert matrix.loc[2021, 2021] == 1.0
    assert 0 < matrix.loc[2022, 2021] < 1


def test_topics_by_lexicon_count_only_words_of_fields() -> None:
    report = report_of(("plan", "办好教育，建好学校，修好公路。"), year=2021)
    frame = rl.compare([report]).frame("topics").set_index("topic")
    assert frame.loc["教育", "share"] == pytest.approx(2 / 3)
    assert frame.loc["城乡与基础设施", "share"] == pytest.approx(1 / 3)


def test_strength_names_the_wording() -> None:
    report = report_of(("goal", "确保粮食产量30万吨。"), year=2021)
    add_quantity(report, "30万吨", status="target", indicator="粮食产量")
    (row,) = rl.compare([report]).frame("strength").to_dict("records")
    assert (row["indicator"], row["wording"], row["strength"]) == ("粮食产量", "确保", 1.0)


def test_tables_without_rows_keep_their_columns() -> None:
    comparison = rl.compare([rl.analyze("修路。", year=year) for year in (2021, 2022)])
    for table in comparison.TABLES:
        assert len(comparison.frame(table).columns), table


def test_lives_tell_which_parts_of_a_list_are_said_too() -> None:
    report = add_slogans(report_of(("plan", "增强大局意识和看齐意识。"), year=2018), "四个意识")
    (row,) = rl.compare([report]).frame("lives").to_dict("records")
    assert row["parts_said"] == "大局意识、看齐意识"


def test_traditional_and_full_width_reports_are_compared_like_all_others() -> None:
    older = report_of(("plan", "發展農村經濟，建設鄉鎮學校８．５所。"), year=1954)
    newer = report_of(("plan", "发展农村经济，建设乡镇学校8.5所。"), year=1955)
    frame = rl.compare([older, newer]).frame("reuse")
    assert frame["relation"].tolist() == ["kept"]
    assert frame["earlier_text"].tolist() == [older.sentences[0].text]
    topics = rl.compare([older]).frame("topics").set_index("topic")["share"]
    assert topics["教育"] > 0


def test_dates_and_quantities_in_chinese_numerals_are_no_terms() -> None:
    text = "一九五三年，公路达到三千六百公里。" * 6
    terms = rl.compare([rl.analyze(text, year=1954)]).frame("terms")["term"].tolist()
    assert "公路" in terms
    assert not {"一九五三年", "三千六百公里"} & set(terms)
