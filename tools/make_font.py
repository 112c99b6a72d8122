#!/usr/bin/env python3
"""Cut the Chinese font that the plots use out of Noto Sans CJK SC (SIL Open Font License 1.1).

    python tools/make_font.py NotoSansCJKsc-Regular.otf

Keeps the characters of GB 2312, ASCII, punctuation and the characters of the lexicons;
needs fontTools. The result is src/reportlens/show/fonts/ReportLensSans-Regular.otf.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "reportlens" / "show" / "fonts" / "ReportLensSans-Regular.otf"
NAME = "ReportLens Sans"


def wanted_characters() -> set[int]:
    """Code points to keep."""
    chars = {chr(c) for c in range(0x20, 0x7F)} | set("—–…·“”‘’《》〈〉「」『』×÷±≤≥≈→←↑↓•％‰℃㎡")
    for lead in range(0xA1, 0xF8):
        for trail in range(0xA1, 0xFF):
            chars |= set(bytes([lead, trail]).decode("gb2312", "ignore"))
    for file in (ROOT / "lexicons").rglob("*.t*"):
        chars |= set(file.read_text("utf-8"))
    return {ord(c) for c in chars if not c.isspace()} | {0x20}


def main(source: str) -> None:
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(
        layout_features=[], hinting=False, notdef_outline=True, desubroutinize=False
    )
    font = TTFont(source)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted_characters())
    subsetter.subset(font)
    # A name of its own keeps it apart from a full Noto Sans on the same machine.
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 16):
            record.string = NAME
        elif record.nameID == 6:
            record.string = NAME.replace(" ", "") + "-Regular"
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [NAME.replace(" ", "") + "-Regular"]
        cff.topDictIndex[0].FamilyName = NAME
        cff.topDictIndex[0].FullName = NAME
    font.save(TARGET)
    print(f"{TARGET.name}: {TARGET.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(sys.argv[1])
