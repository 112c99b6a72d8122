"""One file into one `Document`: bytes, format, text, metadata, and the reasons why not."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from reportlens.errors import ReadingError
from reportlens.reading.document import Document, Extracted, content_id
from reportlens.reading.formats import FORMATS, TABLES, true_ending
from reportlens.reading.metadata import find_metadata

_SURROGATE = re.compile("[\ud800-\udfff]")
MAX_BYTES = 200 * 2**20
"""A larger file is no report."""
MAX_TEXT_BYTES = 64 * 2**20
MAX_CHARS = 20_000_000
"""A longer text is no report; the longest real ones have some 60,000 characters."""
MIN_CHARS = 10
"""Fewer characters than this, white space left out, are not even a sentence."""


def load_document(
    path: str | Path,
    *,
    year: int | None = None,
    encoding: str | None = None,
    overrides: dict[str, Any] | None = None,
) -> Document:
    """Read the text of one file and find its metadata, without analysing it.

    Parameters
    ----------
    path : str or Path
        A file in one of `reportlens.reading.FORMATS`.
    year : int, optional
        The year in which the report was given, where it is known better than the file says.
    encoding : str, optional
        Of a text or HTML file; found out when left out.
    overrides : dict, optional
        Metadata that go before what is found, such as a row of ``metadata.csv``.

    Raises
    ------
    ReadingError
        When the file is missing, empty, too short, binary, scanned or broken.
    """
    path = Path(path)
    content = read_bytes(path)
    extracted = extract(content, path, encoding=encoding)
    return make_document(
        extracted, content_id(content), shown(path), year=year, overrides=overrides
    )


def make_document(
    extracted: Extracted,
    report_id: str,
    path: str,
    *,
    year: int | None = None,
    overrides: dict[str, Any] | None = None,
) -> Document:
    """Check an extracted text and put its metadata beside it."""
    # Halves of characters, which broken files have, could be stored nowhere.
    text = _SURROGATE.sub("\ufffd", extracted.text)
    if len(text) > MAX_CHARS:
        raise ReadingError(
            f"{path}: {len(text):,} characters, more than any report has ({MAX_CHARS:,}); "
            "split the file"
        )
    chars = len(text) if len(text) > 10_000 else len("".join(text.split()))
    if chars < MIN_CHARS:
        found = "no text" if chars == 0 else f"{chars} character{'s' if chars > 1 else ''}"
        raise ReadingError(
            f"{path}: {found} in the file, too short for a report "
            f"(at least {MIN_CHARS}); check that the file was saved whole"
        )
    metadata = find_metadata(text, path, recorded_title=extracted.title, around=extracted.around)
    metadata.report_id = report_id
    metadata.path = path
    for name, value in (overrides or {}).items():
        if name != "extra" and hasattr(metadata, name):
            setattr(metadata, name, value)
        else:
            metadata.extra[name] = value
    if year is not None:
        metadata.year = year
    return Document(text, metadata, extracted.places, list(extracted.warnings))


def extract(content: bytes, path: Path, *, encoding: str | None = None) -> Extracted:
    """The text of a file's bytes by the reader for its format."""
    ending = true_ending(path.suffix.lower(), content)
    name = shown(path)
    reader = FORMATS.get(ending)
    if reader is None:
        if ending in TABLES:
            raise ReadingError(
                f"{name}: a table holds many reports; read it with "
                'rl.read_folder(path, text_column="…")'
            )
        raise ReadingError(
            f"{name}: no reader for {ending or 'files without an ending'}; "
            f"known are {' '.join([*FORMATS, *TABLES])}"
        )
    takes_encoding = reader.module in ("plain", "html")
    if reader.module == "plain" and len(content) > MAX_TEXT_BYTES:
        raise ReadingError(f"{name}: {len(content) / 2**20:,.0f} MB of text; split the file")
    options = {"encoding": encoding} if takes_encoding and reader.function != "extract_mht" else {}
    try:
        return reader.extract(content, name, **options)
    except (ReadingError, MemoryError):
        raise
    except ModuleNotFoundError as error:
        raise ReadingError(
            f"{name}: reading {reader.name} needs the package {error.name}"
        ) from error
    except RecursionError as error:
        raise ReadingError(f"{name}: nested too deeply to be a report") from error
    except Exception as error:
        # Parsers meet hostile and broken files in ways that no list of exceptions covers.
        raise ReadingError(
            f"{name}: broken {reader.name} file ({type(error).__name__}: {str(error)[:200]}); "
            "open and save it again in its own program, or save it as text"
        ) from error


def read_bytes(path: Path) -> bytes:
    """The contents of a file, or the reason why there are none."""
    name = shown(path)
    try:
        if path.is_dir():
            raise ReadingError(f"{name}: a folder; rl.read_folder() reads folders")
        size = path.stat().st_size
        if not path.is_file():
            raise ReadingError(f"{name}: neither a file nor a folder")
        if size > MAX_BYTES:
            raise ReadingError(
                f"{name}: {size / 2**20:,.0f} MB, more than any report has "
                f"({MAX_BYTES // 2**20} MB); save it without pictures, or as text"
            )
        content = path.read_bytes()
    except FileNotFoundError:
        raise ReadingError(
            f"{name}: no such file; check the spelling, and from which folder the path starts"
        ) from None
    except PermissionError:
        raise ReadingError(f"{name}: no permission to read it; change its rights") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ReadingError(f"{name}: cannot be read ({reason})") from error
    if not content:
        raise ReadingError(f"{name}: the file is empty; download or save it again")
    return content


def shown(path: str | Path) -> str:
    """A path as text that can be printed and stored, also when its bytes are GBK.

    >>> shown(Path("2024_青海省.txt"))
    '2024_青海省.txt'
    """
    text = str(path)
    if text.isascii():
        return text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return os.fsencode(text).decode("gb18030", "replace")
    return text
