"""OFD (GB/T 33190-2016), the national fixed-layout format: a zip of XML, text by position."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

from reportlens.errors import ReadingError
from reportlens.reading.archive import Archive
from reportlens.reading.document import Extracted
from reportlens.reading.formats.layout import Piece, paragraphs

_O = "{http://www.ofdspec.org/2016}"
MAX_PAGES = 2000
# Lengths are millimetres; the layout's thresholds are relative to the size of the type.


def extract(content: bytes, name: str) -> Extracted:
    """The text of an OFD document, a line a paragraph; places are pages."""
    archive = Archive(content, name)
    if "OFD.xml" not in archive:
        raise ReadingError(f"{name}: no OFD document; give the file the right ending")
    root = archive.xml("OFD.xml")
    title = ""
    pages: list[list[Piece]] = []
    for body in root.iter(f"{_O}DocBody"):
        title = title or (body.findtext(f"{_O}DocInfo/{_O}Title") or "").strip()
        document = (body.findtext(f"{_O}DocRoot") or "").strip().lstrip("/")
        if document not in archive:
            continue
        folder = posixpath.dirname(document)
        for page in archive.xml(document).iterfind(f"{_O}Pages/{_O}Page"):
            path = posixpath.normpath(posixpath.join(folder, page.get("BaseLoc", "").lstrip("/")))
            if path not in archive:
                path = page.get("BaseLoc", "").lstrip("/")
            if path in archive:
                pages.append(list(_pieces(archive.xml(path))))
            if len(pages) > MAX_PAGES:
                raise ReadingError(f"{name}: too many pages for a report; split it")
    text, places = paragraphs(pages)
    if not text.strip():
        raise ReadingError(
            f"{name}: an OFD without text; it is probably scanned; export it to PDF, run OCR "
            "(for example ocrmypdf -l chi_sim) and read what it makes"
        )
    return Extracted(text, places, title=title)


def _pieces(page: Any) -> Iterator[Piece]:
    for item in page.iter(f"{_O}TextObject"):
        left, top, *_ = _numbers(item.get("Boundary"), 4)
        size = _numbers(item.get("Size"), 1)[0] or 4.0
        scale = 1.0
        if item.get("CTM"):
            scale = abs(_numbers(item.get("CTM"), 6)[0]) or 1.0
        for code in item.iterfind(f"{_O}TextCode"):
            text = "".join(code.itertext()).strip("\n")
            if not text.strip():
                continue
            x = left + scale * _numbers(code.get("X"), 1)[0]
            base = top + scale * _numbers(code.get("Y"), 1)[0]
            advance = _advance(code.get("DeltaX"), len(text), size)
            yield Piece(x, base - 0.8 * size * scale, x + scale * (advance + size), base, text)


def _advance(deltas: str | None, count: int, size: float) -> float:
    """The distance from the first character to the last; ``g 3 4`` stands for 4 4 4."""
    if not deltas:
        return size * (count - 1)
    total, values, at, counted = 0.0, deltas.split(), 0, 0
    while at < len(values) and counted < count - 1:
        if values[at] == "g" and at + 2 < len(values):
            repeat = min(int(float(values[at + 1])), count - 1 - counted)
            total += repeat * _float(values[at + 2])
            counted, at = counted + repeat, at + 3
        else:
            total += _float(values[at])
            counted, at = counted + 1, at + 1
    return total


def _numbers(values: str | None, count: int) -> list[float]:
    found = [_float(value) for value in (values or "").split()[:count]]
    return found + [0.0] * (count - len(found))


def _float(value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        return 0.0
    return number if abs(number) < 1e6 else 0.0
