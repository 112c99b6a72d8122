"""A Chinese font for pictures on any machine: a subset of Noto Sans CJK ships with the package."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

FAMILY = "ReportLens Sans"


def font_path() -> Path:
    """The packaged font file: GB 2312, ASCII and punctuation, SIL Open Font License."""
    return Path(str(files("reportlens.show") / "fonts" / "ReportLensSans-Regular.otf"))


@lru_cache(maxsize=1)
def families() -> list[str]:
    """Font families for matplotlib, the packaged one first; registers it when first asked.

    Rare characters beyond GB 2312 come from a Chinese font of the machine, where it has one.
    """
    from matplotlib import font_manager

    font_manager.fontManager.addfont(str(font_path()))
    installed = {font.name for font in font_manager.fontManager.ttflist}
    fallbacks = ("Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei")
    return [FAMILY, *(name for name in fallbacks if name in installed), "DejaVu Sans"]
