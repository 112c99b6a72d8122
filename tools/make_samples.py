#!/usr/bin/env python3
"""Build the eight files of corpus_samples/ from the plain texts in tools/samples/.

    python tools/make_samples.py [--font FONT]

Needs python-docx and fpdf2, and for the PDF a Chinese font: Noto Sans CJK SC is looked for where
Debian's fonts-noto-cjk puts it; --font names another. Run twice, it writes the same bytes twice
(with the same versions of the two libraries and of the font), so that a change in a sample is
always a change in its text.

The folder is meant to look as a reader's own would: Word files with and without headings, a page
saved from a government portal, a scan that broke the lines and the numbers, a PDF with running
headers, and three encodings.
"""

import argparse
import datetime
import html
import io
import re
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "tools" / "samples"
OUT = ROOT / "corpus_samples"
FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
NOTO_SC = 2  # where Debian's collection keeps the simplified Chinese face
NUMBERS = re.compile(r"[0-9０-９.．%％“”（）()一二三四五六七八九十两百千万亿半]")
FIGURES = re.compile(r"[0-9０-９.．%％“”X×]")


def paragraphs(name: str) -> list[str]:
    return [
        line for line in (SOURCES / f"{name}.txt").read_text("utf-8").splitlines() if line.strip()
    ]


# -- lines and pages ---------------------------------------------------------------------------


def width(text: str) -> float:
    """How wide a text is on paper, in full-width characters."""
    return sum(0.5 if c < "\u0300" else 1 for c in text)


def wrap(text: str, room: int) -> list[str]:
    """Break a paragraph into lines, as a page does: not in a number nor before a closing mark."""
    lines = []
    while width(text) > room:
        cut = room
        while width(text[: cut + 1]) <= room:
            cut += 1
        while cut > room // 2 and (
            re.match(r"[，。；：、！？）”》%％]", text[cut])
            or re.search(r"[0-9０-９.:．\s（“《]$", text[:cut])
        ):
            cut -= 1
        lines.append(text[:cut])
        text = text[cut:].lstrip(" ")
    return [*lines, text]


def paginate(lines: list[str], height: int) -> list[list[str]]:
    """Cut lines into pages in mid-sentence, with no number or quotation close to the cut."""

    def fits(cut: int, avoid: re.Pattern) -> bool:
        here, after = lines[cut - 1], lines[cut]
        return (
            not after.startswith("　")
            and len(here) > 20
            and not avoid.search(here[-10:] + after[:10])
        )

    pages = []
    while len(lines) > height:
        cuts = range(height, height - 7, -1)
        good = (cut for avoid in (NUMBERS, FIGURES) for cut in cuts if fits(cut, avoid))
        cut = next(good, height)
        pages.append(lines[:cut])
        lines = lines[cut:]
    return [*pages, lines]


# -- plain text --------------------------------------------------------------------------------


def write_text(name: str, encoding: str, newline: str = "\n", indent: str = "") -> None:
    body = "\n".join(indent + line for line in paragraphs(name)) + "\n"
    (OUT / f"{name}.txt").write_bytes(body.replace("\n", newline).encode(encoding))


def scanned(text: str, turn: int) -> tuple[str, int]:
    """Number by number, in turn: spaces between the digits, full-width digits, untouched."""

    def damage(match: re.Match) -> str:
        nonlocal turn
        turn += 1
        number = match.group()
        if turn % 3 == 0:
            return " ".join(number)
        if turn % 3 == 1:
            return "".join(chr(ord(c) + 0xFEE0) for c in number)
        return number

    return re.sub(r"\d+(?:\.\d+)?", damage, text), turn


def write_scan(name: str) -> None:
    lines, turn = [], 0
    for number, paragraph in enumerate(paragraphs(name)):
        text, turn = scanned(paragraph, turn)
        lines += wrap(text if number < 4 else "　　" + text, 30)
    out = []
    for number, page in enumerate(paginate(lines, 28), 1):
        out += [*page, "", f"－ {number} －" if number % 2 else f"第 {number} 页", ""]
    (OUT / f"{name}.txt").write_text("\n".join(out) + "\n", "utf-8", newline="\n")


# -- Word --------------------------------------------------------------------------------------


def write_docx(name: str, first: str, second: str, lead: str, front: int) -> None:
    """`first`, `second` match headings, `lead` a bold lead; `front` paragraphs are the title."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn

    document = Document()
    stamp = datetime.datetime(2023, 1, 1)
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "", "", ""
    properties.created = properties.modified = stamp
    for style in ("Normal", "Title", "Heading 1", "Heading 2"):
        fonts = document.styles[style].element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), "仿宋" if style == "Normal" else "黑体")
    for number, text in enumerate(paragraphs(name)):
        if number == 0:
            document.add_heading(text, 0).alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif number < front:
            document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif re.match(first, text):
            document.add_heading(text, 1)
        elif re.match(second, text):
            document.add_heading(text, 2)
        else:
            paragraph = document.add_paragraph()
            match = re.match(lead, text)
            if match:
                paragraph.add_run(match.group()).bold = True
            paragraph.add_run(text[match.end() if match else 0 :])
    buffer = io.BytesIO()
    document.save(buffer)
    with (
        zipfile.ZipFile(buffer) as source,
        zipfile.ZipFile(OUT / f"{name}.docx", "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            info = zipfile.ZipInfo(entry, stamp.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(entry))


# -- a saved page ------------------------------------------------------------------------------

PAGE = SOURCES / "portal.html"


def write_html(name: str) -> None:
    title, *rest = paragraphs(name)
    body = []
    for number, text in enumerate(rest):
        centred = ' style="text-align:center"' if number < 2 else ""
        lead = re.match(r"——[^。，]{4,16}。|[一二三四五六七]是[^。，]{4,16}。", text)
        inner = html.escape(text, quote=False)
        if re.match(r"[一二三]、", text) or lead:
            end = lead.end() if lead else len(text)
            inner = f"<strong>{inner[:end]}</strong>{inner[end:]}"
        body.append(
            f"<p{centred}>&nbsp;&nbsp;&nbsp;&nbsp;{inner}</p>"
            if not centred
            else f"<p{centred}>{inner}</p>"
        )
    page = PAGE.read_text("utf-8").format(title=title, body="\n".join(body))
    (OUT / f"{name}.html").write_bytes(page.encode("gb18030"))


# -- PDF ---------------------------------------------------------------------------------------


def write_pdf(name: str, font: str) -> None:
    from fpdf import FPDF

    lines = []
    for number, text in enumerate(paragraphs(name)):
        lines += wrap(text if number < 3 else "　　" + text, 34)
    document = FPDF()
    document.set_creation_date(datetime.datetime(2023, 1, 1, tzinfo=datetime.UTC))
    document.set_title("青禾县政府工作报告")
    document.set_margins(22, 20)
    document.set_auto_page_break(False)
    document.add_font(
        "song", fname=font, collection_font_number=NOTO_SC if font.endswith(".ttc") else 0
    )
    for number, page in enumerate(paginate(lines, 36), 1):
        document.add_page()
        document.set_font("song", size=9)
        document.set_xy(22, 10)
        document.cell(0, 6, "青禾县人民政府公报　2021年第1期", align="C")
        document.set_xy(22, 20)
        for line in page:
            head = number == 1 and line in lines[:3]
            document.set_font("song", size=18 if head and line == lines[0] else 13)
            document.cell(0, 7, line, align="C" if head else "L", new_x="LMARGIN", new_y="NEXT")
        document.set_font("song", size=9)
        document.set_xy(22, 284)
        document.cell(0, 6, f"— {number} —", align="C")
    document.output(str(OUT / f"{name}.pdf"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--font", default=FONT, help="a Chinese font for the PDF (default: %(default)s)"
    )
    font = parser.parse_args().font
    OUT.mkdir(exist_ok=True)
    write_docx(
        "2018_青禾县政府工作报告",
        r"[一二三]、",
        r"$^",
        r"（[一二三四五六七]）[^。]{4,20}。",
        front=3,
    )
    write_html("2019_青禾县政府工作报告")
    write_scan("2020_青禾县政府工作报告")
    write_pdf("2021_青禾县政府工作报告", font)
    write_text("2022_青禾县政府工作报告", "gb18030", newline="\r\n", indent="　　")
    write_text("2023_青禾县政府工作报告", "utf-8-sig")
    write_text("2021_青禾县交通运输局党建工作总结", "utf-8")
    write_docx(
        "2022_青禾县教育局党建工作总结",
        r"第[一二三四]部分",
        r"第[一二三四五六七]，.{4,24}。$",
        r"——[^。]{4,10}。",
        front=2,
    )


if __name__ == "__main__":
    main()
