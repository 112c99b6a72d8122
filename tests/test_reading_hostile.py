"""Files made to do harm: refused or bounded, in time and memory, and never another error."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import pytest
import reading_files as make
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportlens.errors import ReadingError
from reportlens.reading import FORMATS, find_metadata, load_document
from reportlens.reading import archive as bounds
from reportlens.reading.encoding import decode
from reportlens.reading.load import extract

BODY = f'<w:document xmlns:w="{make.W}"><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body>'
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "啊啊啊啊啊啊啊啊啊啊">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + f"]>{BODY % '&i;'}</w:document>"
)
EXTERNAL = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    f"{BODY % '&x;'}</w:document>"
)


def refused(name: str, content: bytes, *, seconds: float = 10.0) -> str:
    begin = time.monotonic()
    with pytest.raises(ReadingError) as raised:
        extract(content, Path(name))
    assert time.monotonic() - begin < seconds
    return str(raised.value)


@pytest.mark.parametrize(
    "document", [ENTITIES, EXTERNAL], ids=["billion laughs", "external entity"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(document: str, encoding: str) -> None:
    assert refused("a.docx", make.zipped({"word/document.xml": document.encode(encoding)}))


def test_an_archive_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked() -> None:
    content = make.zipped(
        {"word/document.xml": b"\0" * (40 * 2**20)}
        | {f"word/media/{n}": b"\0" * (60 * 2**20) for n in range(9)}
    )
    assert len(content) < 2**20
    assert "refused" in refused("a.docx", content)


def test_a_part_that_lies_about_its_size_is_bounded() -> None:
    size = bounds.MAX_PART + 2**20
    content = make.zipped({"word/document.xml": b" " * size})
    said = size.to_bytes(4, "little")
    assert content.count(said) >= 1
    assert refused("a.docx", content.replace(said, (100).to_bytes(4, "little")))
    with pytest.raises(ReadingError, match="absurd"):
        bounds.check_true_sizes(make.zipped({"a": b" " * bounds.MAX_UNPACKED}), "a.xlsx")


@pytest.mark.parametrize("tag", ["w:tbl><w:tr><w:tc", "w:sdt", "w:txbxContent"])
def test_deeply_nested_word_is_refused_or_read(tag: str) -> None:
    names = tag.replace("><", ">").split(">")
    opened = "".join(f"<{n}>" for n in names) * 50_000
    body = f'<w:document xmlns:w="{make.W}"><w:body>{opened}'
    assert refused("a.docx", make.zipped({"word/document.xml": body}))


def test_deeply_nested_html_is_refused_or_read() -> None:
    begin = time.monotonic()
    with contextlib.suppress(ReadingError):
        extract(("<div>" * 200_000 + "各位代表，一年来工作取得新进展。").encode(), Path("a.html"))
    assert time.monotonic() - begin < 10


def test_a_table_row_with_very_many_cells() -> None:
    page = "<table><tr>" + "<td>格</td>" * 50_000 + "</tr></table>"
    begin = time.monotonic()
    extract(page.encode(), Path("a.html"))
    assert time.monotonic() - begin < 10


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "一",
        "（",
        "年",
        " ",
        "\n",
        "2021年",
        "政府工作报告",
        "政府工作报告\n",
        "<!--",
        "[](",
        "**a",
        "# ",
        "- ",
        "在",
        "第一届",
        "<a",
        "云河县",
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_time_is_linear_on_repeated_text(unit: str, name: str) -> None:
    text = unit * (1_000_000 // len(unit))
    begin = time.monotonic()
    extracted = extract(text.encode(), Path(name))
    find_metadata(extracted.text, name)
    find_metadata("各位代表：\n" + extracted.text, "/".join([unit.strip("/\n") * 40] * 3) + ".txt")
    assert time.monotonic() - begin < 5


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=st.binary(min_size=1, max_size=3000), ending=st.sampled_from(sorted(FORMATS)))
def test_random_bytes_give_text_or_our_own_error(content: bytes, ending: str) -> None:
    if FORMATS[ending].module == "office":
        return
    with contextlib.suppress(ReadingError):
        extract(content, Path("x" + ending))


_DOCX = make.docx(
    make.paragraph("一、工作回顾"), make.table([["甲", "乙"]]), levels=[("decimal", "%1.")]
)
_PDF = make.pdf([[(72.0, 100.0, 12.0, "一、工作回顾")]])
_OFD = make.ofd([[(20.0, 60.0, 4.0, "一、工作回顾")]])


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    which=st.sampled_from([("a.docx", _DOCX), ("a.pdf", _PDF), ("a.ofd", _OFD)]),
    at=st.floats(0, 1, exclude_max=True),
    patch=st.binary(min_size=0, max_size=8),
    cut=st.booleans(),
)
def test_damaged_files_give_text_or_our_own_error(
    which: tuple[str, bytes], at: float, patch: bytes, cut: bool
) -> None:
    name, content = which
    place = int(at * len(content))
    damaged = content[:place] + patch + (b"" if cut else content[place + len(patch) :])
    with contextlib.suppress(ReadingError):
        extract(damaged, Path(name))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400), st.text(max_size=60))
def test_metadata_of_any_text_and_any_path(text: str, path: str) -> None:
    metadata = find_metadata(text, path)
    assert metadata.year is None or 1900 < metadata.year < 2100


@settings(max_examples=200, deadline=None)
@given(st.text(min_size=1, max_size=200))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    try:
        decoded = decode(("政府工作报告。" + text).encode("utf-8", "ignore"))
    except ReadingError:
        return
    if decoded.encoding == "utf-8":
        wanted = ("政府工作报告。" + text).encode("utf-8", "ignore").decode()
        assert decoded.text == wanted.replace("\r\n", "\n").replace("\r", "\n")


def test_a_huge_file_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(300 * 2**20)
    with pytest.raises(ReadingError, match="MB"):
        load_document(path)


def test_halves_of_characters_do_no_harm() -> None:
    assert find_metadata("廣東省2020年政府工作報告\ud900\n", "\udcff.txt").region == "广东省"
