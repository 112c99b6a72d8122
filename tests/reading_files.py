"""Makes the files that the reading tests read: Word, PDF, OFD, by their own formats' rules."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import reportlens as rl
from reportlens.reading import load_document

LINES = (
    "青禾县2021年政府工作报告",
    "各位代表：",
    "一、2020年工作回顾",
    "全县生产总值增长百分之六，城镇新增就业三千二百人。",
    "二、2021年工作安排",
    "新建改建农村公路一百二十公里，力争粮食产量稳中有增。",
)
TEXT = "\n".join(LINES) + "\n"


def read_text(tmp_path: Path, name: str, content: bytes) -> str:
    path = tmp_path / name
    path.write_bytes(content)
    return load_document(path).text


def message(tmp_path: Path, name: str, content: bytes) -> str:
    import pytest

    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(rl.ReadingError) as raised:
        load_document(path)
    text = str(raised.value)
    assert name in text
    return text


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEAD = (
    f'<w:document xmlns:w="{W}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:body>'
)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip archive of parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def paragraph(text: str, *, numbered: tuple[int, int] | None = None, inside: str = "") -> str:
    """A Word paragraph; `numbered` is (list, level), `inside` is XML put before the text."""
    properties = ""
    if numbered:
        num, level = numbered
        properties = (
            f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr></w:pPr>'
        )
    return f"<w:p>{properties}{inside}<w:r><w:t>{text}</w:t></w:r></w:p>"


def table(rows: list[list[str]]) -> str:
    """A Word table."""
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl>{cells}</w:tbl>"


def text_box(*lines: str) -> str:
    """A run with a text box, kept in both forms as Word does."""
    content = f"<w:txbxContent>{''.join(paragraph(line) for line in lines)}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{content}"
        f"</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>{content}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def docx(
    *body: str,
    levels: list[tuple[str, str]] | None = None,
    footnotes: list[str] | None = None,
    extra: dict[str, str | bytes] | None = None,
) -> bytes:
    """A Word document; `levels` are (number format, text) of the levels of list 1."""
    parts: dict[str, str | bytes] = {
        "word/document.xml": _HEAD + "".join(body) + "</w:body></w:document>"
    }
    if levels:
        parts["word/numbering.xml"] = (
            f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7">'
            + "".join(
                f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
                f'<w:lvlText w:val="{text}"/></w:lvl>'
                for at, (style, text) in enumerate(levels)
            )
            + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
            + "</w:numbering>"
        )
    if footnotes:
        parts["word/footnotes.xml"] = (
            f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="0">'
            f"{paragraph('——')}</w:footnote>"
            + "".join(
                f'<w:footnote w:id="{n}">{paragraph(t)}</w:footnote>'
                for n, t in enumerate(footnotes, 1)
            )
            + "</w:footnotes>"
        )
    return zipped({**parts, **(extra or {})})


def pdf(pages: list[list[tuple[float, float, float, str]]]) -> bytes:
    """A PDF with text at (x, y from the top, size, text), in an unembedded Chinese font."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        "/DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> "
        "/FontDescriptor 5 0 R >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] "
        "/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    kids = []
    for page in pages:
        stream = "\n".join(
            f"BT /F1 {size} Tf {x} {842 - y} Td <{text.encode('utf-16-be').hex()}> Tj ET"
            for x, y, size, text in page
        )
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects) + 2} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    out += "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("ascii")


def ofd(pages: list[list[tuple[float, float, float, str]]]) -> bytes:
    """An OFD document with text at (x, baseline, size in millimetres, text)."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    parts: dict[str, str | bytes] = {
        "OFD.xml": f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {space}><ofd:Pages>"
        + "".join(
            f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages))
        )
        + "</ofd:Pages></ofd:Document>",
    }
    for number, page in enumerate(pages):
        objects = "".join(
            f'<ofd:TextObject Boundary="{x} {y - size} {size * len(text)} {size}" Size="{size}">'
            f'<ofd:TextCode X="0" Y="{size}" DeltaX="g {len(text) - 1} {size}">{text}'
            "</ofd:TextCode></ofd:TextObject>"
            for x, y, size, text in page
        )
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f"<ofd:Page {space}><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content>"
            "</ofd:Page>"
        )
    return zipped(parts)
