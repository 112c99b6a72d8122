"""Names of regions: provinces, prefectures and counties, present and past, with their codes.

The data are in ``lexicons/reading/regions.tsv``: every name in the national standard GB/T 2260
since 1980 with the years it stood there, and the provinces abolished before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from reportlens.lexicon import shipped_folder

Level = Literal["national", "province", "prefecture", "county", "township"]
_FIRST_STANDARD = 1980
RANKS: dict[str, int] = {"national": 0, "province": 1, "prefecture": 2, "county": 3, "township": 4}


@dataclass(frozen=True, slots=True)
class Region:
    """A region under one of its names.

    `code` is the six-digit code of GB/T 2260, empty where there never was one; `first` and
    `last` are the years in which the name stood (`last` is None while it does).
    """

    name: str
    level: str
    code: str = ""
    short: str = ""
    first: int = 0
    last: int | None = None

    def stood(self, year: int, slack: int = 0) -> bool:
        """Whether the name was in force in a year, or within `slack` years of it."""
        first = self.first if self.first > _FIRST_STANDARD else 0
        return first - slack <= year <= (self.last or 9999) + slack

    def within(self, other: Region) -> bool:
        """Whether this region lies in `other`, by their codes."""
        width = {"national": 0, "province": 2, "prefecture": 4}.get(other.level, 6)
        return bool(self.code) and self.code[:width] == other.code[:width] and self != other


CHINA = Region("全国", "national", "000000", "全国")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of a region in a text, and the regions that bear it."""

    start: int
    end: int
    regions: tuple[Region, ...]


class Gazetteer:
    """All regions by full name, short name and code."""

    def __init__(self, regions: list[Region]) -> None:
        self.by_name: dict[str, list[Region]] = {}
        self.by_short: dict[str, list[Region]] = {}
        self.by_code: dict[str, list[Region]] = {}
        for region in regions:
            self.by_name.setdefault(region.name, []).append(region)
            if region.short:
                self.by_short.setdefault(region.short, []).append(region)
                if "自治" in region.name and region.level != "province":
                    # 湘西州 and 湘西自治州 for 湘西土家族苗族自治州.
                    for ending in (region.name[-1], region.name[region.name.index("自治") :]):
                        self.by_short.setdefault(region.short + ending, []).append(region)
            if region.code:
                self.by_code.setdefault(region.code, []).append(region)
        names = [*self.by_name, *self.by_short]
        self.longest = max(map(len, names))
        self._starts = {name[:2] for name in names}

    def mentions(self, text: str, *, short: bool = True) -> Iterator[Mention]:
        """The names of regions in a short text, longest first, from left to right."""
        at = 0
        while at < len(text) - 1:
            if text[at : at + 2] not in self._starts:
                at += 1
                continue
            for end in range(min(len(text), at + self.longest), at + 1, -1):
                name = text[at:end]
                found = self.by_name.get(name) or (self.by_short.get(name) if short else None)
                if found:
                    yield Mention(at, end, tuple(found))
                    at = end - 1
                    break
            at += 1

    def choose(
        self,
        candidates: tuple[Region, ...],
        *,
        parents: tuple[Region, ...] = (),
        year: int | None = None,
    ) -> Region | None:
        """The region meant by a name, given regions named around it and the year.

        None when several remain that lie in different provinces or prefectures.
        """
        within = ([r for r in candidates if r.within(parent)] for parent in reversed(parents))
        chosen = next(filter(None, within), list(candidates))
        if year is not None:
            chosen = [r for r in chosen if r.stood(year)] or chosen
        chosen = [r for r in chosen if r.last is None] or chosen
        rank = min(RANKS[r.level] for r in chosen)
        chosen = [r for r in chosen if RANKS[r.level] == rank]
        if len({r.code[:4] for r in chosen}) > 1:
            # One region that changed its code is the same as long as the name stood without gap.
            latest = max(r.last or 9999 for r in chosen)
            newest = [r for r in chosen if (r.last or 9999) == latest]
            overlapping = [
                r for r in chosen if r not in newest and (r.last or 9999) >= newest[0].first
            ]
            if len(newest) > 1 or overlapping:
                return None
            return newest[0]
        return max(chosen, key=lambda r: r.last or 9999)


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The shipped gazetteer, read when first asked for.

    >>> [region.code for region in gazetteer().by_name["襄樊市"]]
    ['420600']
    """
    content = (shipped_folder() / "reading" / "regions.tsv").read_text(encoding="utf-8")
    regions = [CHINA]
    for line in content.splitlines():
        if line.startswith(("#", "code\t")):
            continue
        code, name, short, first, *last = line.split("\t")
        regions.append(
            Region(
                name, level_of(code, name), code, short, int(first), int(last[0]) if last else None
            )
        )
    return Gazetteer(regions)


def level_of(code: str, name: str) -> str:
    """The level of a region by its code, or by its name where it has none.

    >>> level_of("420600", "襄阳市"), level_of("", "西康省")
    ('prefecture', 'province')
    """
    if code:
        return (
            "province"
            if code.endswith("0000")
            else "prefecture"
            if code.endswith("00")
            else "county"
        )
    return level_of_name(name) if not name.endswith("行署区") else "province"


def level_of_name(name: str) -> str:
    """The likeliest level of a region that only its name tells of.

    >>> level_of_name("石桥镇"), level_of_name("延边朝鲜族自治州")
    ('township', 'prefecture')
    """
    endings = (
        (("自治区", "特别行政区", "省", "兵团"), "province"),
        (("自治州", "地区", "盟", "州", "市"), "prefecture"),
        (("镇", "乡", "街道", "苏木", "村", "社区"), "township"),
        (("县", "区", "旗", "林区"), "county"),
    )
    for suffixes, level in endings:
        if name.endswith(suffixes):
            return level
    return ""


def find_region(name: str, *, within: str = "", year: int | None = None) -> Region | None:
    """Look a region up by its name, full or short, or by its code.

    Parameters
    ----------
    name : str
        Such as ``青海省``, ``恩施``, ``襄樊市`` or ``420600``.
    within : str
        A region that it lies in, where several bear the name.
    year : int, optional
        The year meant, where the name moved from one region to another.

    Returns
    -------
    Region or None
        None for an unknown name, and for one that several regions bear.

    Examples
    --------
    >>> find_region("西湖区", within="杭州市").code
    '330106'
    """
    known = gazetteer()
    found = known.by_name.get(name) or known.by_short.get(name) or known.by_code.get(name)
    if not found:
        return None
    parents = tuple(known.by_name.get(within) or known.by_short.get(within) or ())
    return known.choose(tuple(found), parents=parents, year=year)
