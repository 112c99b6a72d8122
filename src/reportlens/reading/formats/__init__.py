"""The file formats that can be read: ending → reader.

A reader is a function ``(content, name) -> Extracted`` in a module of its own, imported when
the first file of its format is met. To add a format, write such a function and a line here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from reportlens.reading.document import Extracted


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its name, and where its reader is found."""

    name: str
    module: str
    function: str = "extract"
    needs: str = ""
    """A package or program that must be there; empty when the core suffices."""

    def extract(self, content: bytes, name: str, **options: Any) -> Extracted:
        """Take the text out of the bytes of a file called `name`."""
        module = import_module(f"{__name__}.{self.module}")
        function: Callable[..., Extracted] = getattr(module, self.function)
        return function(content, name, **options)


_TEXT = Format("plain text", "plain")
_HTML = Format("HTML", "html")
_OLD_OFFICE = Format("Word 97 or WPS", "office", needs="LibreOffice or antiword")

FORMATS: dict[str, Format] = {
    ".txt": _TEXT,
    ".text": _TEXT,
    ".md": Format("Markdown", "plain", "extract_markdown"),
    ".markdown": Format("Markdown", "plain", "extract_markdown"),
    ".docx": Format("Word", "docx"),
    ".pdf": Format("PDF", "pdf"),
    ".html": _HTML,
    ".htm": _HTML,
    ".shtml": _HTML,
    ".xhtml": _HTML,
    ".mht": Format("saved web page", "html", "extract_mht"),
    ".mhtml": Format("saved web page", "html", "extract_mht"),
    ".doc": _OLD_OFFICE,
    ".wps": _OLD_OFFICE,
    ".rtf": Format("RTF", "office", needs="LibreOffice"),
    ".odt": Format("OpenDocument", "office", needs="LibreOffice"),
    ".ofd": Format("OFD", "ofd"),
}
"""Formats that hold one report a file, by the ending of the file name in lower case."""

TABLES: dict[str, str] = {
    ".csv": "comma-separated values",
    ".tsv": "tab-separated values",
    ".xlsx": "Excel",
    ".jsonl": "JSON lines",
    ".ndjson": "JSON lines",
    ".parquet": "Parquet",
}
"""Formats that hold a corpus in one file, a report a row."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", ".pdf"),
    (b"{\\rtf", ".rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc"),
)


def true_ending(ending: str, content: bytes) -> str:
    """The ending that the contents call for, where the name is one office programs get wrong.

    Portals serve web pages, RTF and new Word files under ``.doc``; a ``.txt`` stays one.

    >>> true_ending(".doc", b"<html><body>")
    '.html'
    """
    if ending not in (".doc", ".docx", ".wps", ".pdf", ".rtf"):
        return ending
    for magic, actual in _MAGIC:
        if content.startswith(magic):
            return ending if actual == ".doc" and ending == ".wps" else actual
    if content.startswith(b"PK\x03\x04"):
        return ".ofd" if b"OFD.xml" in content[:4096] else ".docx"
    head = content[:1024].lower()
    if b"<html" in head or b"<!doctype html" in head:
        return ".html"
    if b"mime-version:" in head:
        return ".mht"
    return ending
