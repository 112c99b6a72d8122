"""Portal pages that keep date, speaker and source outside the element that holds the report."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportlens.reading import load_document
from reportlens.report import Metadata

BODY = (
    "<p>各位代表：</p><p>现在，我代表县人民政府向大会报告工作，请予审议，并请各位委员提出意见。</p>"
    "<p>一、过去一年的工作</p><p>全县经济稳中有进，新增就业3200人，群众生活持续改善。</p>"
    "<p>二、今后的安排</p><p>新建农村公路120公里，力争粮食产量稳中有增，办好十件实事。</p>"
)
DATELINE = "——2021年1月20日在青禾县第十七届人民代表大会第六次会议上"
NOTHING = Metadata()


def page(around: str, *, title: str = "政府工作报告", head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
        f"<body><div class='nav'><a href='/'>首页</a><a href='/gk'>政务公开</a></div>{around}"
        "<div class='footer'>主办：某某办公室，联系电话：12345。</div></body></html>"
    )


def loaded(tmp_path: Path, source: str) -> tuple[str, Metadata]:
    path = tmp_path / "page.html"
    path.write_text(source, encoding="utf-8")
    document = load_document(path)
    return document.text, document.metadata


@pytest.mark.parametrize(
    "around",
    [
        # Under the heading, beside the article's text.
        f"<div class='article'><h1>政府工作报告</h1><p>{DATELINE}</p>"
        f"<p>青禾县人民政府县长　顾禾生</p><div>来源：县政府办　发布时间：2021-02-01 10:20</div>"
        f"<div id='zoom'>{BODY}</div></div>",
        # In the page's own header element.
        f"<article><header><h1>政府工作报告</h1><h3>{DATELINE}</h3>"
        f"<span>县长 顾禾生</span></header><p>发布时间：2021-02-01</p>"
        f"<div class='content-body'>{BODY}</div></article>",
        # In the rows of a table that frames the page.
        f"<table><tr><td><b>政府工作报告</b></td></tr><tr>"
        f"<td>{DATELINE}<br>县长　顾 禾 生</td></tr><tr><td>日期：2021-02-01</td></tr>"
        f"<tr><td class='zoom'>{BODY}</td></tr></table>",
        # Broken into several lines.
        "<div class='head'><h2>政府工作报告</h2><p>2021年1月20日</p>"
        "<p>在青禾县第十七届人民代表大会第六次会议上</p><p>县　长</p><p>顾禾生</p></div>"
        f"<div>发布日期：2021-02-01</div><div class='TRS_Editor'>{BODY}</div>",
    ],
)
def test_dateline_and_speaker_beside_the_report(tmp_path: Path, around: str) -> None:
    text, found = loaded(tmp_path, page(around))
    assert (found.year, found.date, found.region) == (2021, "2021-01-20", "青禾县")
    assert (found.speaker, found.organ) == ("顾禾生", "青禾县人民政府")
    assert found.extra["published"] == "2021-02-01"
    assert "发布" not in text
    assert "12345" not in text


def test_the_dateline_may_stand_below_the_report(tmp_path: Path) -> None:
    around = f"<h1>云河县2021年政府工作报告</h1><div id='zoom'>{BODY}</div><p>报告人：顾禾生</p>"
    _, found = loaded(tmp_path, page(around))
    assert (found.year, found.region, found.speaker) == (2021, "云河县", "顾禾生")


def test_what_the_page_records_of_itself(tmp_path: Path) -> None:
    head = (
        "<meta name='ContentSource' content='青禾县财政局'>"
        "<meta name='PubDate' content='2023-01-09'><meta name='Author' content='顾禾生'>"
    )
    body = BODY.replace("我代表县人民政府向大会报告工作", "把全年的工作总结如下")
    source = page(f"<div id='zoom'>{body}</div>", title="2022年工作总结", head=head)
    _, found = loaded(tmp_path, source)
    assert (found.year, found.organ, found.speaker) == (2022, "青禾县财政局", "顾禾生")
    assert (found.region, found.region_level) == ("青禾县", "department")
    assert found.extra["published"] == "2023-01-09"


def test_the_name_of_the_site_tells_the_region_where_nothing_else_does(tmp_path: Path) -> None:
    source = page(f"<div id='zoom'>{BODY}</div>", title="2021年政府工作报告_青禾县人民政府")
    _, found = loaded(tmp_path, source)
    assert (found.region, found.region_level) == ("青禾县", "county")


def test_the_day_of_the_report_and_that_of_its_publishing(tmp_path: Path) -> None:
    around = (
        "<table><tr><td>成文日期：</td><td>2021年01月20日</td><td>发布日期：</td>"
        f"<td>2021年02月01日</td></tr></table><h2>政府工作报告</h2><div id='zoom'>{BODY}</div>"
    )
    _, found = loaded(tmp_path, page(around))
    assert (found.year, found.date) == (2021, "2021-01-20")
    assert found.extra["published"] == "2021-02-01"


def test_the_site_knows_the_full_name_of_the_organ(tmp_path: Path) -> None:
    body = BODY.replace("我代表县人民政府向大会报告工作", "把全年的工作总结如下")
    around = f"<h1>2021年工作总结</h1><p>来源：县教育局</p><div id='zoom'>{body}</div>"
    _, found = loaded(tmp_path, page(around, title="2021年工作总结_青禾县教育局"))
    assert (found.region, found.region_level) == ("青禾县", "department")
    assert found.organ == "青禾县教育局"


def test_the_text_goes_before_the_page(tmp_path: Path) -> None:
    around = (
        "<p>2020年3月3日</p><p>县长 何清</p>"
        "<div id='zoom'><p>青禾县政府工作报告</p><p>2021年1月20日</p><p>县长 顾禾生</p>"
        f"{BODY}</div>"
    )
    _, found = loaded(tmp_path, page(around))
    assert (found.date, found.speaker) == ("2021-01-20", "顾禾生")
