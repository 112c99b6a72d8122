"""PDF: the text layer by PDFium, put into reading order by `layout`."""

from __future__ import annotations

import ctypes
import time
import unicodedata
from typing import Any

from reportlens.errors import ReadingError
from reportlens.reading.document import Extracted
from reportlens.reading.formats.layout import Piece, paragraphs

MAX_PAGES = 2000
MAX_SECONDS = 60.0
MAX_CHARS_A_PAGE = 200_000
_SCANNED = (
    "a scanned PDF without text; run OCR first (for example ocrmypdf -l chi_sim in.pdf out.pdf) "
    "and read what it makes"
)


def extract(content: bytes, name: str) -> Extracted:
    """The text of a PDF, a line a paragraph; places are pages.

    Raises
    ------
    ReadingError
        When it is encrypted or broken, has no text layer, or takes absurdly long.
    """
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadingError(f"{name}: encrypted; save it without a password") from error
        raise ReadingError(
            f"{name}: broken PDF ({error}); download it again, or print it to a new PDF"
        ) from error
    try:
        count = len(document)
        if count > MAX_PAGES:
            raise ReadingError(f"{name}: {count:,} pages, more than any report has; split it")
        deadline = time.monotonic() + MAX_SECONDS
        pages: list[list[Piece]] = []
        for number in range(count):
            pages.append(_pieces(document, number))
            if time.monotonic() > deadline:
                raise ReadingError(
                    f"{name}: not read after {MAX_SECONDS:.0f} seconds; print it to a new PDF"
                )
        title = (document.get_metadata_value("Title") or "").strip()
    finally:
        document.close()
    text, places = paragraphs(pages)
    empty = sum(not page for page in pages)
    if len(text.strip()) < 8 * count or not text.strip():
        if empty:
            raise ReadingError(f"{name}: {_SCANNED}")
        if not text.strip():
            raise ReadingError(f"{name}: no text in the PDF")
    warnings = []
    if 0 < empty < count:
        warnings.append(f"{empty} of {count} pages have no text layer; they may be scanned")
    return Extracted(text, places, title=title, warnings=warnings)


def _pieces(document: Any, number: int) -> list[Piece]:
    """The pieces of text on a page: characters in the order of the file while on one line."""
    import pypdfium2.raw as raw

    page = document[number]
    textpage = page.get_textpage()
    try:
        height = page.get_height()
        count = min(textpage.count_chars(), MAX_CHARS_A_PAGE)
        # The loose box is the same for a comma and for a character that fills its square.
        box = raw.FS_RECTF()
        reference = ctypes.byref(box)
        pieces: list[Piece] = []
        current: Piece | None = None
        for index in range(count):
            code = raw.FPDFText_GetUnicode(textpage, index)
            if code in _IGNORED:
                if code in (10, 13):
                    current = None
                continue
            if not raw.FPDFText_GetLooseCharBox(textpage, index, reference):
                continue
            left, right, bottom, top = box.left, box.right, box.bottom, box.top
            char = chr(code) if code not in _RADICALS else _RADICALS[code]
            if char.isspace():
                # Gaps say where spaces are: PDFium puts some in between 2023 and 年.
                continue
            top, bottom = height - top, height - bottom
            if current is not None and _joins(current, left, top, bottom):
                current.text += char
                current.right = max(current.right, right)
                current.top, current.bottom = min(current.top, top), max(current.bottom, bottom)
            else:
                current = Piece(left, top, right, bottom, char)
                pieces.append(current)
        for piece in pieces:
            # PDFium gives rare characters as the two halves of UTF-16.
            if any("\ud800" <= char <= "\udfff" for char in piece.text):
                halves = piece.text.encode("utf-16-le", "surrogatepass")
                piece.text = halves.decode("utf-16-le", "replace")
        return pieces
    finally:
        textpage.close()
        page.close()


# PDFium marks hyphens at line ends that are no part of a word by these.
_IGNORED = frozenset((0, 2, 10, 13, 0xAD, 0xFFFE, 0xFFFF, 0x200B, 0xFEFF))
_RADICALS = {
    code: unicodedata.normalize("NFKC", chr(code))
    for code in (*range(0x2E80, 0x2FD6), *range(0xF900, 0xFAFF))
    if len(unicodedata.normalize("NFKC", chr(code))) == 1
}
"""Characters that fonts of PDFs put in place of the ordinary ones that look the same."""


def _joins(piece: Piece, left: float, top: float, bottom: float) -> bool:
    """Whether a character stands next to a piece, on the same line."""
    middle = (top + bottom) / 2
    size = max(piece.height, bottom - top, 1.0)
    return (
        piece.top - 0.3 * size < middle < piece.bottom + 0.3 * size
        and -0.5 * size < left - piece.right < 0.1 * size
    )
