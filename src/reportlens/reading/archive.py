"""Zip containers and XML (.docx, .ofd, .xlsx) from anywhere: bounded before they are opened."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

from reportlens.errors import ReadingError

MAX_UNPACKED = 512 * 2**20
"""All members together, unpacked; pictures of an honest report stay far below."""
MAX_PART = 32 * 2**20
"""One part that is unpacked; the text of the longest report takes some 5 MB of XML."""
MAX_MEMBERS = 20_000
MAX_RATIO = 1000
"""XML packs to a hundredth at most; a bomb to a thousandth."""


def check_archive(content: bytes, name: str) -> list[zipfile.ZipInfo]:
    """The members of a zip archive, if its directory promises reasonable sizes.

    Raises
    ------
    ReadingError
        When the archive is broken, encrypted, or would unpack to an absurd size.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise ReadingError(
            f"{name}: broken archive ({error}); open and save it again in its own program"
        ) from error
    if len(members) > MAX_MEMBERS:
        raise ReadingError(f"{name}: {len(members):,} parts in the archive; refused as unsafe")
    total = sum(member.file_size for member in members)
    if total > MAX_UNPACKED or total > MAX_RATIO * max(len(content), 1):
        raise ReadingError(
            f"{name}: would unpack from {len(content) / 2**20:,.1f} MB to "
            f"{total / 2**20:,.0f} MB; refused as unsafe; save it as text"
        )
    return members


def check_true_sizes(content: bytes, name: str) -> None:
    """Unpack a checked archive for its sizes alone, for readers that trust its directory."""
    total = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in archive.infolist():
            # The local header repeats the name, and may have another extra field.
            start = member.header_offset
            lengths = content[start + 26 : start + 30]
            start += (
                30 + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
            )
            packed = content[start : start + member.compress_size]
            if member.compress_type != zipfile.ZIP_DEFLATED:
                total += len(packed)
                continue
            unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
            while packed and total <= MAX_UNPACKED // 2:
                try:
                    total += len(unpacker.decompress(packed, 2**20))
                except zlib.error as error:
                    raise ReadingError(f"{name}: broken archive ({error})") from error
                packed = unpacker.unconsumed_tail
    if total > MAX_UNPACKED // 2:
        raise ReadingError(f"{name}: unpacks to an absurd size; refused as unsafe; save it as CSV")


class Archive:
    """The parts of a checked zip archive, unpacked one at a time within bounds."""

    def __init__(self, content: bytes, name: str) -> None:
        self.name = name
        self.members = {member.filename: member for member in check_archive(content, name)}
        self._file = zipfile.ZipFile(io.BytesIO(content))
        self._left = MAX_UNPACKED

    def __contains__(self, part: str) -> bool:
        return part in self.members

    def read(self, part: str) -> bytes:
        """Unpack one part; what the directory said of its size is not trusted."""
        try:
            with self._file.open(self.members[part]) as stream:
                data = stream.read(min(MAX_PART, self._left) + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            RuntimeError,
            NotImplementedError,
        ) as error:
            encrypted = "password" in str(error)
            raise ReadingError(
                f"{self.name}: encrypted; save it without a password"
                if encrypted
                else f"{self.name}: broken archive ({error})"
            ) from error
        self._left -= len(data)
        if len(data) > MAX_PART or self._left < 0:
            raise ReadingError(f"{self.name}: {part} unpacks to an absurd size; refused as unsafe")
        return data

    def xml(self, part: str) -> Any:
        """One part as an lxml element tree's root."""
        return parse_xml(self.read(part), f"{self.name}: {part}")


def parse_xml(content: bytes, name: str) -> Any:
    """The root of an XML document; no entities, no network, no giant trees.

    Raises
    ------
    ReadingError
        When it is broken, declares entities, or is nested absurdly deep.
    """
    from lxml import etree

    if b"<!ENTITY" in content or b"<!DOCTYPE" in content[:4096]:
        raise ReadingError(f"{name}: XML with a document type or entities; refused as unsafe")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ReadingError(f"{name}: broken XML ({error})") from error
    if root.getroottree().docinfo.doctype:
        raise ReadingError(f"{name}: XML with a document type; refused as unsafe")
    return root
