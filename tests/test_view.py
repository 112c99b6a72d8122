"""The clean view: what a stage reads, and the way back to the report's own text."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlens.text.view import clean_view

CHARACTERS = {
    "full-width digits and percent": ("增长１２．５％", "增长12.5%"),
    "spaces between digits": ("1 9 9 8 年3 月，产值7 4 7 2 亿元", "1998年3月，产值7472亿元"),
    "a spaced decimal": ("增长8 ．5 ％", "增长8.5%"),
    "numbers side by side stay apart": ("表内 2018 2019 2020", "表内2018 2019 2020"),
    "spaces around Latin and digits": ("增长 5.2% 左右", "增长5.2%左右"),
    "a spread-out title": ("政　府　工　作　报　告", "政府工作报告"),
    "words kept apart": ("县长　王某某", "县长 王某某"),
    "zero-width characters": ("就\u200b业\ufeff", "就业"),
    "half-width punctuation": ("稳住了,很好;(一)总结如下:", "稳住了，很好；（一）总结如下："),
    "commas inside numbers stay": ("共1,234人", "共1,234人"),
    "a full-width colon in a ratio": ("26：43：31", "26:43:31"),
    "corner and straight quotes": ('「四个一」和"三变"', "“四个一”和“三变”"),
    "circle as a zero": ("二○○六年", "二〇〇六年"),
    "traditional characters": ("我們對這個問題進行了討論", "我们对这个问题进行了讨论"),
    "indentation": ("　　第一段。\n　　第二段。", "第一段。\n第二段。"),
    "blank lines": ("第一段。\r\n\r\n\r\n第二段。", "第一段。\n第二段。"),
}

LINES = {
    "a link inside brackets": (
        "全县细颗粒物（PM\n2.5\n）浓度继续下降，空气好了。",
        "全县细颗粒物（PM2.5）浓度继续下降，空气好了。",
    ),
    "a title torn out of its brackets": (
        "我们制定了《\n水库管理条例\n》，已经施行。",
        "我们制定了《水库管理条例》，已经施行。",
    ),
    "a number alone": ("（一）\n巩固粮食生产。", "（一）巩固粮食生产。"),
    "a heading and its text": (
        "一、去年工作回顾\n去年，全县很忙。\n（一）农业增产\n粮食丰收。",
        "一、去年工作回顾\n去年，全县很忙。\n（一）农业增产\n粮食丰收。",
    ),
    "a salutation": ("各位代表：\n现在我报告工作。", "各位代表：\n现在我报告工作。"),
    "items that end in semicolons": ("一是修路；\n二是架桥；", "一是修路；\n二是架桥；"),
}

WRAPPED = """　　一年来，我们在全乡范围内修了十二公里的水渠，又把三座旧桥全部
换成新桥，群众出行比过去方便得多。全年粮食总产量达到一万二千三百
吨，比上年增长6.
— 2 —
5%，连续四年保持增长的好势头，各村的仓库都装得满满当当，没有一
户缺粮。
二、存在的不足
　　我们的集体经济底子还很薄，十六个村里有五个村全年收入不到三万
元，有的村至今没有像样的产业，年轻人大多在外面打工，田里缺人手。
"""


@pytest.mark.parametrize(("raw", "plain"), CHARACTERS.values(), ids=CHARACTERS.keys())
def test_characters(raw: str, plain: str) -> None:
    assert clean_view(raw).text == plain


@pytest.mark.parametrize(("raw", "plain"), LINES.values(), ids=LINES.keys())
def test_lines(raw: str, plain: str) -> None:
    assert clean_view(raw).text == plain


def test_hard_wrapped_lines_become_paragraphs_and_page_numbers_step_aside() -> None:
    view = clean_view(WRAPPED)
    lines = view.text.split("\n")
    assert [line[:4] for line in lines] == ["一年来，", "二、存在", "我们的集"]
    assert "增长6.5%，连续" in lines[0]
    assert [WRAPPED[a:b] for a, b in view.furniture] == ["— 2 —"]


def test_links_torn_out_of_paragraphs_that_blank_lines_part() -> None:
    torn = "去年钱多了，广义货币M\n2\n增长了一成，实施了\n稳岗计划\n和扩岗计划。\n\n"
    text = "第一段说明了情况。\n\n第二段也是。\n\n" * 3 + torn
    assert clean_view(text).text.endswith("广义货币M2增长了一成，实施了稳岗计划和扩岗计划。")


def test_a_span_of_the_view_is_a_span_of_the_source() -> None:
    source = "　　收入 ８ ．５ 亿元"
    view = clean_view(source)
    assert view.text == "收入8.5亿元"
    start, end = view.span(2, 5)
    assert source[start:end] == "８ ．５"
    assert view.span(3, 3)[0] == view.span(3, 3)[1]


_USUAL = '一二十、，。（）《》“”"：:0123 １２．.%％\n\n\r\u3000\u200b—-年亿元第们這國'
_MESSY = st.text(
    alphabet=st.one_of(
        st.sampled_from(list(_USUAL)),
        st.characters(),
    ),
    max_size=300,
)


@given(_MESSY)
@settings(max_examples=400, deadline=None)
def test_for_any_string_the_origin_is_strictly_increasing(text: str) -> None:
    view = clean_view(text)
    assert len(view.text) == len(view.origin)
    assert (np.diff(view.origin) > 0).all()
    if len(view.origin):
        assert view.origin[0] >= 0
        assert view.origin[-1] < len(text)
    assert "\n\n" not in view.text
    for start, end in view.furniture:
        assert 0 <= start < end <= len(text)
        assert not ((view.origin >= start) & (view.origin < end)).any()


@given(_MESSY)
@settings(max_examples=100, deadline=None)
def test_nothing_visible_is_lost(text: str) -> None:
    view = clean_view(text)
    kept = set(view.origin.tolist())
    for a, b in view.furniture:
        kept.update(range(a, b))
    lost = [c for i, c in enumerate(text) if i not in kept]
    assert not any("\u4e00" <= c <= "\u9fff" or c.isdigit() for c in lost)


_UNITS = ["1", "一", "（", " ", "\n", "1 ", "\u200b", "— 1 —\n", "一、\n", '"']


@pytest.mark.parametrize("unit", _UNITS)
def test_hostile_input_takes_linear_time(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        begin = time.perf_counter()
        clean_view(text)
        return time.perf_counter() - begin

    seconds(1000)
    assert seconds(400_000) < 30 * seconds(40_000) + 0.5
