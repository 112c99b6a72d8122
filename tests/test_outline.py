"""The outline: what is a heading, what stands under it, where sentences end."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlens.text.numbering import Levels, numbering
from reportlens.text.outline import outline
from reportlens.text.sentences import split_sentences
from reportlens.text.view import clean_view

BODY = (
    "全乡上下齐心协力，修水渠、建粮仓、办学校，村村有了硬化路，户户通了自来水，"
    "群众的日子一天比一天红火，干部的作风也一天比一天扎实。"
)


def tree(text: str) -> list[tuple[int, str]]:
    view = clean_view(text)
    return [(b.level, view.text[b.start : b.end]) for b in outline(view) if b.kind == "heading"]


def roles(text: str) -> dict[str, str]:
    view = clean_view(text)
    return {view.text[b.start : b.end]: b.role for b in outline(view) if b.role}


TREES = {
    "numbered on three levels": (
        f"一、去年的工作\n（一）农业\n1.种粮\n{BODY}\n（二）工业\n{BODY}\n二、今年的打算\n{BODY}",
        [
            (1, "一、去年的工作"),
            (2, "（一）农业"),
            (3, "1.种粮"),
            (2, "（二）工业"),
            (1, "二、今年的打算"),
        ],
    ),
    "parts and chapters": (
        f"第一部分 主要工作\n第一章 农业\n{BODY}\n第二部分 打算\n{BODY}",
        [(1, "第一部分 主要工作"), (2, "第一章 农业"), (1, "第二部分 打算")],
    ),
    "ordinals under numbers": (
        f"二、今年的建议\n第一，进一步办好农业\n{BODY}\n第二，进一步办好工业\n{BODY}",
        [(1, "二、今年的建议"), (2, "第一，进一步办好农业"), (2, "第二，进一步办好工业")],
    ),
    "bullets": (
        f"◆固本强基，组织往实里建\n一是抓标准。{BODY}\n◆正风肃纪\n{BODY}",
        [(1, "◆固本强基，组织往实里建"), (1, "◆正风肃纪")],
    ),
    "mottos without numbers": (
        f"2022年，全镇很忙。{BODY}\n收——应收尽收\n{BODY}\n改——改出活力\n{BODY}",
        [(1, "收——应收尽收"), (1, "改——改出活力")],
    ),
    "short sentences over long ones, again and again": (
        f"一、回顾\n粮食丰收了。\n{BODY}\n道路修通了。\n{BODY}\n学校办好了。\n{BODY}",
        [(1, "一、回顾"), (2, "粮食丰收了。"), (2, "道路修通了。"), (2, "学校办好了。")],
    ),
    "a list of short items is no list of headings": (
        "今年要办三件事：\n一是修路；\n二是架桥；\n三是挖井。",
        [],
    ),
    "a part without number": (
        f"一、今年的任务\n{BODY}\n结束语\n各位代表！\n{BODY}",
        [(1, "一、今年的任务"), (1, "结束语")],
    ),
    "a year may begin a heading, a date does not": (
        f"青禾镇工作总结\n2021年工作回顾\n{BODY}\n2022年1月5日\n{BODY}\n2022年工作打算\n{BODY}",
        [(1, "2021年工作回顾"), (1, "2022年工作打算")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), TREES.values(), ids=TREES.keys())
def test_heading_tree(text: str, expected: list[tuple[int, str]]) -> None:
    assert tree(text) == expected


def test_a_paragraph_knows_the_heading_above_and_its_lead() -> None:
    view = clean_view(f"一、去年的工作\n（一）道路修好了。{BODY}")
    paragraph = outline(view)[1]
    assert (paragraph.heading, paragraph.number, paragraph.level) == ("去年的工作", "（一）", 1)
    assert paragraph.lead is not None
    assert view.text[slice(*paragraph.lead)] == "（一）道路修好了。"


def test_what_stands_around_a_report() -> None:
    text = (
        "某县人民政府门户网站\n【字号：大 中 小】\n打印\n某县2022年政府工作报告\n"
        "——2022年1月8日在会上\n"
        f"县长 张三\n各位代表：\n现在我报告工作，请予审议。\n一、回顾\n{BODY}\n- 3 -\n{BODY}\n"
        "名词解释：\n1.“三变”：指资源变资产。\n责任编辑：李四"
    )
    assert roles(text) == {
        "某县人民政府门户网站": "furniture",
        "【字号：大中小】": "furniture",
        "打印": "furniture",
        "某县2022年政府工作报告": "title",
        "——2022年1月8日在会上": "title",
        "县长 张三": "title",
        "各位代表：": "salutation",
        "- 3 -": "furniture",
        "名词解释：": "notes",
        "1.“三变”：指资源变资产。": "notes",
        "责任编辑：李四": "furniture",
    }


def test_a_table_of_contents_is_no_tree() -> None:
    text = (
        "某镇工作总结\n目录\n一、去年的工作……1\n二、存在的问题……3\n三、今年的打算……5\n"
        f"一、去年的工作\n{BODY}\n二、存在的问题\n{BODY}\n三、今年的打算\n{BODY}"
    )
    assert tree(text) == [(1, "一、去年的工作"), (1, "二、存在的问题"), (1, "三、今年的打算")]
    assert sum(role == "contents" for role in roles(text).values()) == 4


def test_a_report_pasted_as_one_line() -> None:
    part = BODY * 6
    text = (
        f"各位代表：现在，我报告工作。一、去年工作回顾 {part}二、存在的问题 {part}"
        f"三、今年工作安排 （一）抓好农业。{part}（二）抓好工业。{part}各位代表！{part}"
    )
    assert [heading for _, heading in tree(text)] == [
        "一、去年工作回顾",
        "二、存在的问题",
        "三、今年工作安排",
    ]
    assert "各位代表！" in roles(text)


SENTENCES = {
    "plain": ("路修好了。桥也修好了！", ["路修好了。", "桥也修好了！"]),
    "a quoted sentence at the end": ("大家说：“好！”我们就干了。", ["大家说：“好！”我们就干了。"]),
    "a quotation that is a sentence": ("“干得好！”“再来！”", ["“干得好！”", "“再来！”"]),
    "a quotation inside": ("发扬“拼！”的精神。", ["发扬“拼！”的精神。"]),
    "an ellipsis after a list": ("水利、交通……样样都好。", ["水利、交通……样样都好。"]),
    "an ellipsis that ends": ("说来话长……如今好了。", ["说来话长……", "如今好了。"]),
    "brackets": ("收入增长（见表。）不小。", ["收入增长（见表。）不小。"]),
    "semicolons hold together": ("一是修路；二是架桥。", ["一是修路；二是架桥。"]),
}


@pytest.mark.parametrize(("text", "expected"), SENTENCES.values(), ids=SENTENCES.keys())
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in split_sentences(text)] == expected


NUMBERS = {
    "一、总体要求": "han",
    "（三）抓教育": "bracket_han",
    "3.抓就业": "arabic",
    "3、抓就业": "arabic",
    "（2）抓养老": "bracket_arabic",
    "第二部分 打算": "part",
    "第三章 目标": "chapter",
    "第一，抓收入": "ordinal",
    "一要抓班子": "item",
    "二是抓队伍": "item",
    "——粮食增产": "dash",
    "①抓党建": "circled",
}


@pytest.mark.parametrize(("line", "style"), NUMBERS.items())
def test_numbering(line: str, style: str) -> None:
    number = numbering(line)
    assert number is not None
    assert number.style == style


@pytest.mark.parametrize(
    "line", ["3.5万人", "2023年", "——2022年1月8日在会上", "一年来", "十分重要"]
)
def test_what_is_no_numbering(line: str) -> None:
    assert numbering(line) is None


def test_levels_follow_the_order_of_the_styles() -> None:
    levels = Levels()
    styles = ["han", "bracket_han", "arabic", "bracket_han", "han"]
    assert [levels.level(style) for style in styles] == [1, 2, 3, 2, 1]


@given(st.text(alphabet="一二、（）。！\n 各位代表：目录1.“”…—第，abc", max_size=200))
@settings(max_examples=200, deadline=None)
def test_blocks_cover_the_text_in_order(text: str) -> None:
    view = clean_view(text)
    at = 0
    for block in outline(view):
        assert at <= block.start < block.end <= len(view.text)
        assert not view.text[at : block.start].strip()
        at = block.end
        for start, end in block.sentences:
            assert block.start <= start < end <= block.end
    assert not view.text[at:].strip()


@pytest.mark.parametrize("unit", ["一、\n", "（", "。", "各位代表！", "一", "目录\n一、甲\n", "“"])
def test_hostile_input_takes_linear_time(unit: str) -> None:
    def seconds(size: int) -> float:
        view = clean_view(unit * (size // len(unit)))
        begin = time.perf_counter()
        outline(view)
        return time.perf_counter() - begin

    seconds(1000)
    assert seconds(200_000) < 40 * seconds(20_000) + 0.5
