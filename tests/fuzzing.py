"""Inputs that nobody would write, and what must hold for each of them; also run at length by
benchmarks/fuzz.py."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

import reading_files as make
from hypothesis import strategies as st

import reportlens as rl
from reportlens.batch.encode import encode
from reportlens.errors import ReadingError
from reportlens.reading.formats import FORMATS, TABLES
from reportlens.reading.load import extract, make_document
from reportlens.report import ROW_TYPES

PROGRAMS = frozenset(ending for ending, reader in FORMATS.items() if reader.needs)
"""Formats that are read by programs of the machine, which are not ours to fuzz."""

PIECES = [
    *"一二三四五六七八九十百千万亿两零〇０１５0123456789.,，。；、：！？%％‰°℃×X××+-—～~至/（）()《》“”「」[]【】",
    *"年月日元吨亩户人个项次倍成分之多余几近超约达增降",
    *("　", " ", "\n", "\r\n", "\t", "\u200b", "\ufeff", "\xad", "\x00", "\ud800", "\U00020000"),
    *("一、", "（二）", "3.", "第四章", "——", "一是", "五要", "（三）：", "十一、"),
    *("增长", "下降", "左右", "以上", "不低于", "力争", "确保", "同比", "分别", "其中", "比上年"),
    *("国内生产总值", "地区生产总值", "城镇新增就业", "居民消费价格", "粮食产量", "单位能耗"),
    *("四个意识", "两个维护", "三去一降一补", "“十四五”", "一带一路", "六稳六保", "百日攻坚"),
    *("存在的问题", "工作回顾", "主要目标", "工作安排", "各位代表：", "请予审议", "谢谢大家"),
    *("2023年", "二〇二四年", "１９９３年", "1 9 9 8 年", "“十三五”时期", "XX%", "××名", "3—5%"),
    *("國內生產總值", "增長", "萬", "億", "個", "臺灣", "後", "面"),
]

texts = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=120).map("".join),
    st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=60).map("".join),
    st.text(max_size=200),
    # one piece many times over: what makes patterns slow
    st.tuples(st.sampled_from(PIECES), st.integers(1, 3_000), st.sampled_from(PIECES)).map(
        lambda three: three[0] * three[1] + three[2]
    ),
    st.tuples(st.lists(st.sampled_from(PIECES), max_size=5).map("".join), st.integers(1, 400)).map(
        lambda two: two[0] * two[1]
    ),
)


def check_text(text: str) -> None:
    """Any text is analysed, and every row is where it says that it is."""
    report = rl.analyze(text)
    for table in ROW_TYPES:
        before = 0
        for row in report.rows(table):
            assert 0 <= row.start <= row.end <= len(text), (table, row)
            assert text[row.start : row.end] == row.text, (table, row)
            if table != "indicators":
                assert row.start >= before, (table, row)
                before = row.start
    words = report.words
    assert all(text[s:e] == w for s, e, w in zip(words.start, words.end, words.text, strict=True))
    assert list(words.start) == sorted(words.start)
    assert all(end <= start for end, start in zip(words.end, words.start[1:], strict=False))
    encode(report, path="x.txt", words=True)


_TEXT = """青禾县政府工作报告
——2023年1月8日在县人民代表大会上
一、2022年工作回顾
地区生产总值增长5.5%，城镇新增就业1200人，修建村道31公里。深入开展“三访三问”活动。
二、今年工作安排
地区生产总值增长6%左右，新建水窖300口以上。
"""


@cache
def seeds() -> dict[str, bytes]:
    """A sound file of every format."""
    import pandas as pd

    lines = _TEXT.splitlines()
    page = f"<html><head><meta charset='gbk'></head><body><p>{'</p><p>'.join(lines)}</p></body>"
    placed = [(60.0, 700.0 - 20 * n, 12.0, line) for n, line in enumerate(lines)]
    mail = (
        "From: x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n"
        f"Content-Type: text/html; charset=utf-8\n\n{page}\n--b--\n"
    )
    frame = pd.DataFrame({"text": [_TEXT, _TEXT * 2], "year": [2022, 2023]})
    parquet = io.BytesIO()
    frame.to_parquet(parquet)
    return {
        ".txt": _TEXT.encode("gb18030"),
        ".text": _TEXT.encode("utf-16"),
        ".md": f"# {_TEXT}\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n".encode(),
        ".html": page.encode("gbk"),
        ".mht": mail.encode(),
        ".docx": make.docx("".join(make.paragraph(line) for line in lines)),
        ".pdf": make.pdf([placed, placed]),
        ".ofd": make.ofd([placed]),
        ".csv": frame.to_csv(index=False).encode(),
        ".jsonl": frame.to_json(orient="records", lines=True, force_ascii=False).encode(),
        ".parquet": parquet.getvalue(),
    }


Edit = tuple[str, float, bytes]
edits = st.lists(
    st.tuples(
        st.sampled_from(["put", "drop", "repeat", "cut", "swap"]),
        st.floats(0, 1, exclude_max=True),
        st.binary(min_size=1, max_size=12)
        | st.sampled_from([b"<", b">", b"&", b"\0", b"\xff\xfe", b"<!DOCTYPE x [", b"]]>", b"obj"])
        | st.sampled_from([b'"', b"9999999999", b"-1", b"/", b"<<", b"stream", b"\n", b"\xef\xbb"]),
    ),
    max_size=8,
)
files = st.tuples(
    st.sampled_from(sorted({*FORMATS, *TABLES} - PROGRAMS)),
    st.sampled_from(sorted(seeds())),
    st.booleans(),
    edits,
)
"""The ending it is given, the sound file it is made from, whether the parts of an archive are
edited rather than its bytes, and the edits."""


def made(seed: str, inside: bool, changes: list[Edit]) -> bytes:
    """A sound file with edits in it."""
    content = seeds()[seed]
    if not inside or not content.startswith(b"PK"):
        return _edited(content, changes)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    largest = max(parts, key=lambda name: len(parts[name]))
    parts[largest] = _edited(parts[largest], changes)
    return make.zipped(dict(parts))


def _edited(content: bytes, changes: list[Edit]) -> bytes:
    for kind, place, piece in changes:
        at = int(place * len(content))
        if kind == "put":
            content = content[:at] + piece + content[at:]
        elif kind == "drop":
            content = content[:at] + content[at + 5 * len(piece) :]
        elif kind == "repeat":
            content = content[:at] + content[at : at + 40] * len(piece) + content[at:]
        elif kind == "cut":
            content = content[:at] or content
        else:
            content = content[:at] + piece + content[at + len(piece) :]
    return content


def check_file(ending: str, content: bytes, folder: Path) -> None:
    """Any file is read or refused with a message; what is read can be analysed."""
    path = folder / f"2023_青禾县{ending}"
    if ending in TABLES:
        path.write_bytes(content)
        _expect_reading(lambda: [source.load() for source in rl.read_folder(path).sources])
        return
    document = None

    def read() -> None:
        nonlocal document
        document = make_document(extract(content, path), "0" * 16, str(path))

    _expect_reading(read)
    if document is not None:
        check_text(document.text)


def _expect_reading(action: Callable[[], object]) -> None:
    with suppress(ReadingError):
        action()
