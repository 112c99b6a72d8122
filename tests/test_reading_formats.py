"""Word, PDF, OFD, web pages and Markdown: what is text, in which order, from which page."""

from __future__ import annotations

from pathlib import Path

import pytest
import reading_files as make
from reading_files import LINES, message, read_text

from reportlens.reading import load_document
from reportlens.reading.formats.numbering import format_number


class TestWord:
    def test_body_tables_text_boxes_and_footnotes_in_their_order(self, tmp_path: Path) -> None:
        content = make.docx(
            make.paragraph(LINES[0]),
            make.table([["指标", "完成情况"], ["生产总值", "增长6%"]]),
            make.paragraph("财政收入增长。", inside=make.text_box("十件实事全部办成")),
            make.paragraph(LINES[3]),
            footnotes=["按可比价格计算。"],
        )
        assert read_text(tmp_path, "a.docx", content).split("\n") == [
            LINES[0],
            "指标\t完成情况",
            "生产总值\t增长6%",
            "财政收入增长。",
            "十件实事全部办成",
            LINES[3],
            "按可比价格计算。",
        ]

    def test_numbers_that_word_generates(self, tmp_path: Path) -> None:
        content = make.docx(
            make.paragraph("工作回顾", numbered=(1, 0)),
            make.paragraph("经济稳中向好", numbered=(1, 1)),
            make.paragraph("工业增长", numbered=(1, 2)),
            make.paragraph("农业增产", numbered=(1, 2)),
            make.paragraph("民生持续改善", numbered=(1, 1)),
            make.paragraph("没有编号的一段"),
            make.paragraph("工作安排", numbered=(1, 0)),
            make.paragraph("扩大投资", numbered=(1, 1)),
            levels=[("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")],
        )
        assert read_text(tmp_path, "a.docx", content).split("\n") == [
            "一、工作回顾",
            "（一）经济稳中向好",
            "1. 工业增长",
            "2. 农业增产",
            "（二）民生持续改善",
            "没有编号的一段",
            "二、工作安排",
            "（一）扩大投资",
        ]

    @pytest.mark.parametrize(
        ("number", "style", "shown"),
        [
            (10, "chineseCounting", "十"),
            (21, "chineseCountingThousand", "二十一"),
            (105, "chineseCounting", "一百零五"),
            (3, "decimalEnclosedCircle", "③"),
            (4, "upperRoman", "IV"),
            (2, "ideographTraditional", "乙"),
            (28, "upperLetter", "BB"),
            (3, "chineseLegalSimplified", "叁"),
        ],
    )
    def test_number_formats(self, number: int, style: str, shown: str) -> None:
        assert format_number(number, style) == shown

    def test_deleted_and_hidden_text_is_left_out(self, tmp_path: Path) -> None:
        body = (
            "<w:p><w:r><w:t>增长6%，实现了</w:t></w:r><w:del><w:r><w:delText>不该有</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>预期目标</w:t></w:r></w:ins>"
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r></w:p>"
        )
        assert read_text(tmp_path, "a.docx", make.docx(body)) == "增长6%，实现了预期目标"

    def test_the_place_of_an_offset_is_its_paragraph(self, tmp_path: Path) -> None:
        path = tmp_path / "a.docx"
        path.write_bytes(make.docx(*map(make.paragraph, LINES)))
        document = load_document(path)
        assert document.place_of(document.text.index("粮食")) == "paragraph 6"


def set_page(
    lines: list[str], *, number: int, left: float = 72, top: float = 100
) -> list[tuple[float, float, float, str]]:
    """A page with a running header and a page number; first lines of paragraphs are indented."""
    page = [(200.0, 40.0, 9.0, "青禾县人民政府公报"), (290.0, 800.0, 9.0, f"— {number} —")]
    for at, line in enumerate(lines):
        indent = 24.0 if line.startswith("　") else 0.0
        page.append((left + indent, top + 20.0 * at, 12.0, line.lstrip("　")))
    return page


class TestPdf:
    FULL = "增强发展动力优化经济结构保障改善民生推进乡村振兴守好生态底线防范各类风险"

    def test_lines_are_joined_headers_and_page_numbers_go(self, tmp_path: Path) -> None:
        pages = [
            set_page(["　" + self.FULL[:34], self.FULL, self.FULL], number=1),
            set_page([self.FULL, "到此结束。", "　另起一段。"], number=2),
            set_page(["　第三页的一段。"], number=3),
        ]
        path = tmp_path / "a.pdf"
        path.write_bytes(make.pdf(pages))
        document = load_document(path)
        assert document.text.split("\n") == [
            self.FULL[:34] + self.FULL * 3 + "到此结束。",
            "另起一段。",
            "第三页的一段。",
        ]
        assert document.place_of(3) == "page 1"
        assert document.place_of(document.text.index("到此")) == "page 2"
        assert document.place_of(document.text.index("第三页")) == "page 3"

    def test_columns_are_read_one_after_the_other(self, tmp_path: Path) -> None:
        column = "增强发展动力优化经济结构保障改善民"
        page = [(180.0, 60.0, 20.0, "青禾县政府工作报告")]
        for at in range(8):
            page.append((60.0, 120.0 + 20 * at, 12.0, column if at < 7 else "左栏末行。"))
            page.append((320.0, 120.0 + 20 * at, 12.0, column if at < 7 else "右栏末行。"))
        text = read_text(tmp_path, "a.pdf", make.pdf([page]))
        assert text.split("\n") == [
            "青禾县政府工作报告",
            column * 7 + "左栏末行。",
            column * 7 + "右栏末行。",
        ]

    def test_a_scanned_pdf_names_the_remedy(self, tmp_path: Path) -> None:
        assert "OCR" in message(tmp_path, "a.pdf", make.pdf([[], []]))

    def test_a_broken_pdf(self, tmp_path: Path) -> None:
        assert "broken" in message(tmp_path, "a.pdf", b"%PDF-1.4\nnothing here")


class TestOfd:
    def test_text_by_its_position(self, tmp_path: Path) -> None:
        page = [(20.0, 60.0, 4.0, "第二行。"), (28.0, 50.0, 4.0, "增强发展动力优化经济结构，")]
        path = tmp_path / "a.ofd"
        path.write_bytes(make.ofd([page, [(28.0, 50.0, 4.0, "第二页的文字。")]]))
        document = load_document(path)
        assert document.text.split("\n") == [
            "增强发展动力优化经济结构，",
            "第二行。",
            "第二页的文字。",
        ]
        assert document.place_of(len(document.text) - 1) == "page 2"


PORTAL = """<!DOCTYPE html><html><head><meta charset="{charset}">
<title>2021年政府工作报告_青禾县人民政府</title>
<meta name="ArticleTitle" content="青禾县2021年政府工作报告">
<script>var 点击 = "脚本里的文字，不该出现。";</script><style>.a{{}}</style></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/gk">政务公开</a></li></ul></div>
<div class="article"><h1>青禾县2021年政府工作报告</h1><div>发布日期：2021-01-28 浏览：128次</div>
<div id="zoom"><p>各位代表：</p><p>一、2020年工作回顾</p>
<p>全县生产总值增长<b>6%</b>，城镇新增就业3200人，
<a href="#">“一号工程”</a>进展顺利，群众生活持续改善。</p>
<table><tr><td>指标</td><td>增速</td></tr><tr><td>工业</td><td>7%</td></tr></table>
<p>二、2021年工作安排<br>新建农村公路120公里，力争粮食产量稳中有增，办好十件实事。</p></div></div>
<div style="display:none">看不见的文字，也不该出现。</div>
<div class="footer">主办：青禾县人民政府办公室，联系电话：12345。</div></body></html>"""


class TestHtml:
    @pytest.mark.parametrize(
        ("charset", "encoding"), [("gb2312", "gbk"), ("utf-8", "utf-8"), ("utf-8", "gbk")]
    )
    def test_the_report_without_the_portal(
        self, tmp_path: Path, charset: str, encoding: str
    ) -> None:
        text = read_text(tmp_path, "a.html", PORTAL.format(charset=charset).encode(encoding))
        assert text.split("\n") == [
            "青禾县2021年政府工作报告",
            "各位代表：",
            "一、2020年工作回顾",
            "全县生产总值增长6%，城镇新增就业3200人，“一号工程”进展顺利，群众生活持续改善。",
            "指标\t增速",
            "工业\t7%",
            "二、2021年工作安排",
            "新建农村公路120公里，力争粮食产量稳中有增，办好十件实事。",
        ]

    def test_a_web_page_under_the_name_of_a_word_file(self, tmp_path: Path) -> None:
        text = read_text(tmp_path, "a.doc", PORTAL.format(charset="gbk").encode("gbk"))
        assert "脚本" not in text
        assert "办好十件实事" in text


class TestMarkdown:
    def test_markup_goes_and_text_stays(self, tmp_path: Path) -> None:
        source = (
            "# 青禾县2021年政府工作报告\n\n## 一、回顾\n\n"
            "- 生产总值**增长6%**，见[附件](a.html)\n> 引语\n"
        )
        assert read_text(tmp_path, "a.md", source.encode()).split("\n") == [
            "青禾县2021年政府工作报告",
            "",
            "一、回顾",
            "",
            "生产总值增长6%，见附件",
            "引语",
            "",
        ]
