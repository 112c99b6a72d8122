"""A file that has been read and not yet analysed: its text, what is known of it, its places."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b

from reportlens.report import Metadata, Places


@dataclass(slots=True)
class Document:
    """The text of a file with its metadata, before any analysis.

    Attributes
    ----------
    text : str
        What will be analysed; every offset of a report made from it indexes this string.
    metadata : Metadata
        Found in the text, the file name and a ``metadata.csv``.
    places : Places
        The page, paragraph or line of origin of every offset.
    warnings : list of str
        What was odd about the file, though it could be read.
    """

    text: str
    metadata: Metadata = field(default_factory=Metadata)
    places: Places = field(default_factory=Places)
    warnings: list[str] = field(default_factory=list)

    def place_of(self, offset: int) -> str:
        """The page, paragraph or line that an offset comes from, as a reader would say it."""
        return self.places.of(offset)


@dataclass(slots=True)
class Extracted:
    """What a reader of one format takes out of the bytes of one file."""

    text: str
    places: Places = field(default_factory=Places)
    title: str = ""
    """The title that the file format itself records; often empty or wrong."""
    around: str = ""
    """Lines that stand around the text in its source and are no part of it: a web page's dateline,
    source and author. Read for metadata only."""
    warnings: list[str] = field(default_factory=list)


class TextBuilder:
    """Joins pieces of text and notes where each of them starts.

    Examples
    --------
    >>> builder = TextBuilder("page")
    >>> builder.add("一、工作回顾", 1)
    >>> builder.add("二、工作安排", 2)
    >>> text, places = builder.build()
    >>> places.of(text.index("安排"))
    'page 2'
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._pieces: list[str] = []
        self._starts: list[int] = []
        self._numbers: list[int] = []
        self._length = 0

    def add(self, piece: str, number: int, *, glue: str = "\n") -> None:
        """Add a piece that comes from place `number`, parted from the last one by `glue`."""
        if self._pieces:
            self._pieces.append(glue)
            self._length += len(glue)
        if not self._numbers or self._numbers[-1] != number:
            self._starts.append(self._length)
            self._numbers.append(number)
        self._pieces.append(piece)
        self._length += len(piece)

    def build(self) -> tuple[str, Places]:
        """The whole text and the places of its pieces."""
        return "".join(self._pieces), Places(self.kind, self._starts, self._numbers)


def content_id(content: bytes) -> str:
    """The `report_id` of a file: 16 hexadecimal digits of a hash of its contents.

    >>> content_id("政府工作报告".encode())
    'bba54dae620b6d66'
    """
    return blake2b(content, digest_size=8).hexdigest()
