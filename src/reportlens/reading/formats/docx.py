"""Word documents (.docx): body in its order, tables, text boxes, footnotes, generated numbers.

The XML is read directly: what Word generates (numbers of headings) or keeps apart (text
boxes, footnotes) is not part of what document libraries call a paragraph's text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportlens.errors import ReadingError
from reportlens.reading.archive import Archive
from reportlens.reading.document import Extracted, TextBuilder
from reportlens.reading.formats.numbering import Numbering, W

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MARKS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}ptab": "\t",
}
_LEFT_OUT = frozenset(
    f"{W}{name}"
    for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sectPr", "rt", "tblPr")
)


def extract(content: bytes, name: str) -> Extracted:
    """The text of a Word document, a line a paragraph or table row; places are paragraphs."""
    archive = Archive(content, name)
    main = _main_part(archive)
    if main not in archive:
        raise ReadingError(
            f"{name}: an archive, but not a Word document; give it the right ending, or unpack it"
        )
    folder = main.rpartition("/")[0]
    numbering = Numbering(
        _part(archive, f"{folder}/numbering.xml"), _part(archive, f"{folder}/styles.xml")
    )
    body = _part(archive, main).find(f"{W}body")
    builder = TextBuilder("paragraph")
    count = 0
    if body is not None:
        for line in _blocks(body, numbering):
            count += 1
            builder.add(line, count)
    for notes in ("footnotes", "endnotes"):
        root = _part(archive, f"{folder}/{notes}.xml")
        if root is None:
            continue
        for note in root:
            # Word keeps the lines above notes as notes of a type.
            if note.get(f"{W}type") in (None, "normal"):
                for line in _blocks(note, numbering):
                    if line.strip():
                        count += 1
                        builder.add(line, count)
    text, places = builder.build()
    return Extracted(text, places, title=_title(archive))


def _part(archive: Archive, part: str) -> Any:
    """The root of an XML part in the transitional namespace; None where there is no such part."""
    if part not in archive:
        return None
    content = archive.read(part)
    if _STRICT in content[:4096]:
        content = content.replace(_STRICT, _TRANSITIONAL)
    from reportlens.reading.archive import parse_xml

    return parse_xml(content, f"{archive.name}: {part}")


def _main_part(archive: Archive) -> str:
    if "_rels/.rels" in archive:
        for relation in archive.xml("_rels/.rels").iter(f"{_RELATIONS}Relationship"):
            if str(relation.get("Type")).endswith("/officeDocument"):
                return str(relation.get("Target")).lstrip("/")
    return "word/document.xml"


def _title(archive: Archive) -> str:
    if "docProps/core.xml" not in archive:
        return ""
    found = archive.xml("docProps/core.xml").find("{http://purl.org/dc/elements/1.1/}title")
    return (found.text or "").strip() if found is not None else ""


def _blocks(parent: Any, numbering: Numbering) -> Iterator[str]:
    """The paragraphs and table rows under an element, each as a line of text."""
    for child in parent:
        if child.tag == f"{W}p":
            boxes: list[Any] = []
            pieces: list[str] = []
            _run_text(child, pieces, boxes)
            yield numbering.label(child) + "".join(pieces)
            for box in boxes:
                yield from _blocks(box, numbering)
        elif child.tag == f"{W}tbl":
            yield from _rows(child, numbering)
        elif child.tag == f"{_COMPATIBILITY}AlternateContent":
            yield from _blocks(_choice(child), numbering)
        elif child.tag not in _LEFT_OUT and len(child):
            # Content controls, custom XML, tracked insertions wrap paragraphs.
            yield from _blocks(child, numbering)


def _rows(table: Any, numbering: Numbering) -> Iterator[str]:
    """Rows as lines with tabs between cells; a table of one column is only a frame."""
    for row in table.iter(f"{W}tr"):
        if next(row.iterancestors(f"{W}tbl")) is not table:
            continue
        cells = [c for c in row.iter(f"{W}tc") if next(c.iterancestors(f"{W}tr")) is row]
        if len(cells) == 1:
            yield from _blocks(cells[0], numbering)
            continue
        lines = (" ".join(filter(None, _blocks(cell, numbering))) for cell in cells)
        yield "\t".join(line.replace("\n", " ") for line in lines)


def _choice(alternatives: Any) -> Any:
    """One of the forms that a drawing is kept in, as both hold the same text."""
    choice = alternatives.find(f"{_COMPATIBILITY}Choice")
    return choice if choice is not None else alternatives


def _run_text(element: Any, pieces: list[str], boxes: list[Any]) -> None:
    for child in element:
        tag = child.tag
        if tag == f"{W}t":
            pieces.append(child.text or "")
        elif tag in _MARKS:
            if child.get(f"{W}type") not in ("page", "column"):
                pieces.append(_MARKS[tag])
        elif tag == f"{W}txbxContent":
            boxes.append(child)
        elif tag == f"{_COMPATIBILITY}AlternateContent":
            _run_text(_choice(child), pieces, boxes)
        elif tag == f"{W}r":
            if child.find(f"{W}rPr/{W}vanish") is None:
                _run_text(child, pieces, boxes)
        elif tag not in _LEFT_OUT and len(child):
            _run_text(child, pieces, boxes)
