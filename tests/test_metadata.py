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


def report(head: str, *, body: str = "各位代表：\n现在，我代表县人民政府向大会报告工作。\n") -> str:
    return f"{head}\n{body}\n一、工作回顾\n全县经济稳中有进，群众生活持续改善。\n"


class TestHead:
    """The head of a report, as portals and scanners leave it."""

    def test_title_dateline_and_speaker(self) -> None:
        got = find_metadata(
            report(
                "当前位置：首页 > 政府工作报告\n青禾县2021年政府工作报告\n"
                "——2021年1月20日在青禾县第十七届人民代表大会第六次会议上\n"
                "县人民政府县长　顾　禾　生\n发布日期：2021-02-01　来源：县政府办"
            )
        )
        assert got.title == "青禾县2021年政府工作报告"
        assert (got.year, got.reported_year, got.date) == (2021, 2020, "2021-01-20")
        assert (got.region, got.region_level) == ("青禾县", "county")
        assert (got.organ, got.speaker) == ("青禾县人民政府", "顾禾生")
        assert got.extra == {"published": "2021-02-01"}

    def test_a_title_that_a_scraper_broke(self) -> None:
        got = find_metadata(
            report(
                "政府工作报\n告\n\n"
                "二○二二年一月五日在湖北省襄阳市第十八届人民代表大会第一次会议上\n市长 王某某"
            )
        )
        assert (got.title, got.year, got.date) == ("政府工作报告", 2022, "2022-01-05")
        assert (got.region, got.region_code) == ("襄阳市", "420600")

    def test_a_dateline_below_the_report(self) -> None:
        text = (
            report("政府工作报告") + "（2021年1月20日在青禾县第十七届人民代表大会第六次会议上）\n"
        )
        got = find_metadata(text)
        assert (got.year, got.date, got.region) == (2021, "2021-01-20", "青禾县")

    def test_traditional_characters(self) -> None:
        got = find_metadata(
            "廣東省人民政府工作報告\n（一九五七年八月一日）\n各位代表：\n過去一年。\n"
        )
        assert (got.year, got.region, got.region_code) == (1957, "广东省", "440000")

    def test_the_state_council_by_its_session(self) -> None:
        body = "各位代表：\n我代表国务院，向第九届全国人民代表大会第四次会议报告工作，请予审议。\n"
        got = find_metadata(report("", body=body))
        assert (got.year, got.region, got.region_level, got.organ) == (
            2001,
            "全国",
            "national",
            "国务院",
        )

    def test_a_heading_tells_the_year(self) -> None:
        got = find_metadata(
            "各位代表：\n我向大会报告工作。\n一、2018年工作回顾\n略。\n二、今年的安排\n"
        )
        assert (got.year, got.reported_year) == (2019, 2018)

    def test_the_name_of_an_uyghur_speaker(self) -> None:
        got = find_metadata(report("云河县政府工作报告\n2020年1月3日\n县长 买买提·阿不都拉"))
        assert got.speaker == "买买提·阿不都拉"

    def test_a_summary_is_known_by_the_year_it_sums_up_and_keeps_its_date(self) -> None:
        text = (
            "云河县财政局2017年工作总结\n一年来，全局工作有序推进。\n云河县财政局\n2018年1月12日\n"
        )
        got = find_metadata(text)
        assert (got.year, got.reported_year, got.date) == (2017, 2017, "2018-01-12")

    def test_a_summary_without_a_year_in_its_title(self) -> None:
        got = find_metadata("党建工作总结\n2022年，局党委认真落实各项部署，工作取得新进展。\n")
        assert (got.year, got.reported_year) == (2022, 2022)

    @pytest.mark.parametrize(
        ("text", "region", "level", "organ"),
        [
            (
                "在第三次会议上的法院工作报告（摘要）\n各位代表：\n请予审议。",
                "",
                "department",
                "法院",
            ),
            # Before the speaker's office.
            (
                "述职述廉报告\n云河县财政局局长 何清\n一年来，认真履职。\n2023年12月20日\n",
                "云河县",
                "department",
                "云河县财政局",
            ),
            # On a line of its own.
            (
                "2020年工作总结和2021年工作计划\n云河镇人民政府\n一年来，我镇认真工作。\n",
                "云河镇",
                "township",
                "云河镇人民政府",
            ),
            # Under the text, above the date.
            (
                "2020年工作总结\n一年来，工作有序。\n　　杭州市西湖区民政局\n　　2020年12月3日",
                "西湖区",
                "department",
                "杭州市西湖区民政局",
            ),
            (
                "2020年工作总结\n一年来，工作有序。\n云河县石桥镇人民政府\n2020年12月3日\n",
                "石桥镇",
                "township",
                "石桥镇人民政府",
            ),
            # A government's office signs for the government.
            (
                "云河县2020年工作总结\n一年来，工作有序。\n云河县人民政府办公室\n2020年12月3日\n",
                "云河县",
                "county",
                "云河县人民政府",
            ),
            # The place stands inside the name of the body.
            (
                "政协云河县第九届委员会常务委员会工作报告\n2021年1月6日\n各位委员：\n",
                "云河县",
                "department",
                "政协云河县第九届委员会常务委员会",
            ),
        ],
    )
    def test_the_organ_that_signs(self, text: str, region: str, level: str, organ: str) -> None:
        got = find_metadata(text)
        assert (got.region, got.region_level, got.organ) == (region, level, organ)

    def test_a_report_given_in_december_looks_back_on_its_own_year(self) -> None:
        got = find_metadata(report("云河市政府工作报告\n2018年12月27日\n市长 何清"))
        assert (got.year, got.reported_year) == (2018, 2018)

    def test_a_speech_that_reports_the_work_of_a_government(self) -> None:
        body = "各位代表：\n现在，我代表国务院，向大会报告过去五年的政府工作，请予审议。\n"
        assert find_metadata(body).title == "政府工作报告"


class TestConflicts:
    def test_text_goes_before_the_file_name_and_the_conflict_is_recorded(self) -> None:
        text = report(
            "青海省2023年政府工作报告\n2023年1月15日在青海省第十四届人民代表大会第一次会议上"
        )
        got = find_metadata(text, "2022_甘肃省.txt")
        assert (got.year, got.region) == (2023, "青海省")
        assert got.extra["conflicts"] == (
            "year: 2023 in the text, 2022 in the file name; "
            "region: 青海省 in the text, 甘肃省 in the file name"
        )

    def test_a_file_name_that_agrees_is_no_conflict(self) -> None:
        got = find_metadata(report("青海省2023年政府工作报告"), "a/2023_青海.txt")
        assert "conflicts" not in got.extra

    def test_one_name_borne_by_several_regions(self) -> None:
        alone = find_metadata("西湖区2022年政府工作报告")
        assert (alone.region, alone.region_code) == ("西湖区", "")
        assert alone.extra["region_candidates"] == "330106 360103"
        told = find_metadata(
            "西湖区2022年政府工作报告\n各位代表：\n杭州的发展给我们带来机遇，杭州全市共同努力。"
        )
        assert told.region_code == "330106"


class TestRegions:
    @pytest.mark.parametrize(
        ("name", "within", "year", "code"),
        [
            ("青海", "", None, "630000"),
            ("恩施州", "", None, "422800"),
            ("襄樊市", "", None, "420600"),
            ("襄阳地区", "", None, "422500"),
            ("鼓楼区", "南京市", None, "320106"),
            ("420600", "", None, "420600"),
            ("思茅市", "", 1998, "532701"),
            ("思茅市", "", 2005, "530800"),
            ("重庆市", "", 1990, "510200"),
        ],
    )
    def test_names_full_short_old_and_shared(
        self, name: str, within: str, year: int | None, code: str
    ) -> None:
        region = find_region(name, within=within, year=year)
        assert region is not None
        assert region.code == code

    def test_all_provinces_and_prefectures_are_there(self) -> None:
        standing = [r for rs in gazetteer().by_code.values() for r in rs if r.last is None]
        levels = [region.level for region in standing]
        assert levels.count("province") == 34
        assert levels.count("prefecture") >= 330
        assert levels.count("county") >= 2800


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real reports are not beside the checkout")
@pytest.mark.parametrize("kind", ["national", "provincial"])
def test_year_and_region_of_every_real_report(kind: str) -> None:
    wrong = []
    for path in sorted((SHARED / kind).glob("*.txt")):
        got = find_metadata(path.read_text(encoding="utf-8"), str(path))
        year, _, region = path.stem.partition("_")
        if (got.year, got.region) != (int(year), region or "全国"):
            wrong.append((path.name, got.year, got.region))
    assert not wrong
