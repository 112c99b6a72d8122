"""Title, year, region, organ, speaker and date of a report, from its text and its file name.

The text goes before the file name, and the file name before its folders; where they differ,
``extra["conflicts"]`` says so.

`year` is the year a report is known by. A report to a congress is known by the year in which
it is given (the 2024 report reviews 2023), a summary (总结) by the year it sums up, though the
day it was signed, kept in `date`, may lie in the January after. `reported_year` is the year
looked back on, for both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from reportlens.lexicon import Lexicon
from reportlens.reading.body import last_year_told, region_of_body, year_of_body
from reportlens.reading.heads import Head, add_around, read_head
from reportlens.reading.regions import CHINA, RANKS, Region, find_region
from reportlens.reading.sessions import session_of_head
from reportlens.reading.titles import TitleFacts, read_title
from reportlens.reading.words import Words, words_of
from reportlens.reading.years import PARTY_CONGRESS, PARTY_REPORT, narrow, years_in
from reportlens.report import Metadata

_BARE_YEAR = re.compile(r"((?:19[2-9]|20\d)\d)年?度?$")
_GENERAL_LEVELS = (("全省", "province"), ("全区", ""), ("全市", "prefecture"), ("全县", "county"))
_BODY_CHARS = 3000
_PARTY_NAMES = ("中国共产党", "中共")
_LATE_MONTH = "12"
_REPORTS_WORK = re.compile(r"报告[^，。、]{0,12}工作")
_SPOKEN_KIND = re.compile(r"[作做提出](关于[^，。、]{4,40}的报告|政府工作报告|工作报告|政治报告)")


def find_metadata(
    text: str,
    path: str = "",
    *,
    recorded_title: str = "",
    around: str = "",
    lexicon: Lexicon | None = None,
) -> Metadata:
    """Find what a report's text and file name say about the report.

    Parameters
    ----------
    text : str
        The whole text; its head, its opening and its last lines are looked at.
    path : str
        The path of the file with its folders; nothing is read from it.
    recorded_title : str
        The title that a file format records, used where the text has none.
    around : str
        Lines that stood around the text in its source, such as a web page's dateline; they fill
        what the text's own head does not say.
    lexicon : Lexicon, optional
        Whose ``[[reading]]`` entries are used; the shipped one when left out.

    Returns
    -------
    Metadata
        Empty where nothing was found; `report_id` is left empty.

    Examples
    --------
    >>> found = find_metadata("2019年度某县公安局党建工作总结\\n过去一年，……", "a/b.txt")
    >>> found.year, found.reported_year, found.region_level
    (2019, 2019, 'department')
    >>> found = find_metadata("", "reports/2024_青海.txt")
    >>> found.year, found.region, found.region_code
    (2024, '青海省', '630000')
    """
    words = words_of(lexicon)
    head = read_head(text, words)
    named = _read_path(path, words)
    if around:
        add_around(head, around, words)
    if not head.title and recorded_title:
        recorded = read_title(narrow(recorded_title), words)
        if recorded.kind:
            head.title, head.facts = narrow(recorded_title).strip(), recorded
    metadata = Metadata(path=path, title=head.title or named.title)
    if not head.title:
        spoken = _SPOKEN_KIND.search(head.opening[:400])
        governs = words.government.search(head.depute) and _REPORTS_WORK.search(head.opening[:400])
        if not named.title:
            metadata.title = spoken[1] if spoken else "政府工作报告" if governs else ""
        head.facts.kind = "given" if spoken or governs else ""
    conflicts: list[str] = []
    _set_years(metadata, head, named.facts, text, words, conflicts)
    _set_region(metadata, head, named, text, words, conflicts)
    metadata.speaker = head.speaker
    if conflicts:
        metadata.extra["conflicts"] = "; ".join(conflicts)
    if head.published:
        metadata.extra["published"] = head.published
    return metadata


class _Named:
    """What a path says: its file name, and its folders where the name is silent."""

    def __init__(self) -> None:
        self.title = ""
        self.facts = TitleFacts()


def _read_path(path: str, words: Words) -> _Named:
    named = _Named()
    if not path:
        return named
    parts = PurePath(path.replace("\\", "/"))
    stem = parts.stem.partition("#")[0] if "#" in parts.name else parts.stem
    stem = _with_han_names(narrow(stem).strip(), words)
    named.facts = facts = read_title(stem, words)
    title = re.sub(r"^\d{1,3}[_.、-]+", "", stem).strip("_- ")
    if facts.kind or PARTY_REPORT.match(title) or len(re.findall(r"[\u4e00-\u9fff]", title)) >= 8:
        named.title = title
    if facts.region is None and not facts.level:
        code = re.search(r"(?<!\d)([1-8]\d{5})(?!\d)", stem)
        region = find_region(code[1]) if code else None
        if PARTY_CONGRESS.search(stem) or PARTY_REPORT.match(stem):
            region = CHINA
        if region is None and any(p.lower() in words.national for p in re.split(r"[_\W\d]+", stem)):
            region = CHINA
        facts.region, facts.level = region, region.level if region else ""
    for folder in reversed(parts.parts[:-1][-4:]):
        folder = _with_han_names(narrow(folder).strip(), words)
        bare = _BARE_YEAR.match(folder)
        if bare and facts.year is None:
            facts.year = int(bare[1])
        if facts.region is None and not facts.level:
            region = CHINA if folder.lower() in words.national else find_region(folder)
            if region is None and len(folder) <= 10:
                region = read_title(folder, words).region
            facts.region, facts.level = region, region.level if region else ""
    return named


def _with_han_names(name: str, words: Words) -> str:
    """A name with the names of provinces in Latin letters made Chinese."""
    for latin, han in words.region_alias.items():
        if latin in name.lower():
            name = re.sub(rf"(?i)(?<![a-z]){latin}(?![a-z])", han, name)
    return name


def _set_years(
    metadata: Metadata,
    head: Head,
    named: TitleFacts,
    text: str,
    words: Words,
    conflicts: list[str],
) -> None:
    facts = head.facts
    kind = facts.kind or named.kind
    metadata.date = head.date or head.closing_date or facts.date or named.date
    dated = int(metadata.date[:4]) if metadata.date else None
    year, reported = facts.year, facts.reported_year
    sure = year is not None
    if kind == "summary":
        if year is None:
            year = reported = named.year or _opening_year(head)
        if year is None and dated is not None:
            year = reported = dated - (int(metadata.date[5:7]) <= 2)
        if year is None:
            year = reported = last_year_told(text, words)
    else:
        given = int(head.date[:4]) if head.date and (head.meeting or year is None) else None
        if given is not None:
            if year is not None and year != given:
                conflicts.append(f"year: {year} in the title, given {head.date}")
            year, sure = given, True
        if year is None:
            year = session_of_head(head.meeting, head.opening, words)
            sure = year is not None
        heading = _heading_years(text, words)
        if year is None and heading:
            year, sure = heading[1], heading[2]
        if kind == "plan":
            heading = None
        reported = reported or (
            heading[0] if heading and year and year - heading[0] in (0, 1) else None
        )
        if year is None and named.year is None:
            year = dated or _opening_year(head, forward=1) or year_of_body(text, words)
            if year is None and head.published:
                year = int(head.published[:4])
        if reported is None and kind != "plan" and not _party(head, metadata.title):
            given_in = year or named.year
            # A session late in a year looks back on that year.
            late = head.date[:4] == str(given_in) and head.date[5:7] >= _LATE_MONTH
            reported = given_in - (not late) if given_in else None
    if year is None or (named.year is not None and not sure):
        metadata.year = named.year if named.year is not None else year
    else:
        metadata.year = year
        if named.year is not None and named.year != year:
            conflicts.append(f"year: {year} in the text, {named.year} in the file name")
    if named.reported_year and reported is None:
        reported = named.reported_year
    metadata.reported_year = reported


def _party(head: Head, title: str) -> bool:
    """Whether this is a report to a congress of the party."""
    named = PARTY_CONGRESS.search(head.opening[:400] + title + head.meeting)
    return bool(named or PARTY_REPORT.match(title)) and ("国务院" not in head.depute)


def _heading_years(text: str, words: Words) -> tuple[int, int, bool] | None:
    """Year reported on, year of the report, and whether a heading of review says so.

    Such as 一、2023年工作回顾; a heading that only plans may plan for a later year.
    """
    reviewed = planned = None
    for line in text.split("\n"):
        line = line.strip()
        if not 6 <= len(line) <= 40:
            continue
        line = narrow(line)
        for mention in years_in(line[:24]):
            rest = line[mention.end : mention.end + 22]
            said_before = words.review_before.search(line[: mention.start])
            if (reviewed is None and ("回顾" in rest or said_before)) or (
                reviewed is None
                and planned is None
                and words.review_heading.match(rest.lstrip("年"))
            ):
                reviewed = mention.year
            elif planned is None and words.plan_heading.search(rest):
                planned = mention.year
        if reviewed and planned:
            break
    if reviewed and planned:
        return reviewed, planned if 0 <= planned - reviewed <= 1 else reviewed + 1, True
    if reviewed:
        return reviewed, reviewed + 1, True
    return (planned - 1, planned, False) if planned else None


_SENTENCE_YEAR = re.compile(
    r"(?:^|[。！\s])(?:刚刚)?(?:过去的|在)?((?:19[2-9]|20\d)\d)年(?:是|，|,|以来|，?我|全)"
)


def _opening_year(head: Head, *, forward: int = 0) -> int | None:
    """The year that a first sentence opens with; of a report to a congress, one more."""
    match = _SENTENCE_YEAR.search(narrow(head.opening))
    return int(match[1]) + forward if match else None


def _set_region(
    metadata: Metadata, head: Head, named: _Named, text: str, words: Words, conflicts: list[str]
) -> None:
    year = metadata.year
    sources = [
        head.facts,
        read_title(head.meeting, words, year=year),
        read_title(head.depute, words, year=year),
        named.facts,
    ]
    issuer = read_title(words.office_of.sub("", head.issuer), words, year=year)
    if not head.facts.organ:
        sources.insert(3, issuer)
    region, candidates = next(((f.region, f.candidates) for f in sources if f.region), (None, ()))
    for source in (read_title(source, words, year=year) for source in head.sources):
        if region is None and source.region:
            region, candidates = source.region, source.candidates
            if not head.depute:
                sources.append(source)
    if region is None and not words.national_organ.search(head.depute):
        hint = next((f.level for f in sources if f.level and f.level != "department"), "")
        region = region_of_body(text, hint or _level_by_words(text), year=year)
    beginning = head.opening[:400] + head.meeting
    if region is None and (words.national_organ.search(beginning) or _party(head, "")):
        region = CHINA
    in_file = named.facts.region
    if region and in_file and region.name != in_file.name:
        if any(in_file == candidate for candidate in candidates):
            region = in_file
        elif not (region.within(in_file) or in_file.within(region)):
            conflicts.append(f"region: {region.name} in the text, {in_file.name} in the file name")
    if region and candidates and not region.code:
        region = _by_context(region, candidates, text[:_BODY_CHARS])
        if not region.code:
            metadata.extra["region_candidates"] = " ".join(sorted(c.code for c in candidates))
    level = _level(sources, region, text)
    if region is None and level == "national":
        region = CHINA
    if region is not None:
        metadata.region, metadata.region_code = region.name, region.code
    metadata.region_level = level
    metadata.organ = _organ(metadata, head, named, region, words)


def _by_context(region: Region, candidates: tuple[Region, ...], text: str) -> Region:
    """Of regions with one name, the one whose province or prefecture the text names most."""
    counted = Counter({c: sum(text.count(name) for name in _parents(c)) for c in candidates})
    (best, most), *others = counted.most_common()
    return best if most and (not others or others[0][1] < most) else region


def _level(sources: Sequence[TitleFacts], region: Region | None, text: str) -> str:
    """The level of the body that reports: of its region, or ``department``."""
    title = sources[0]
    if title.kind != "given" and any(facts.level == "department" for facts in sources):
        return "department"
    if title.level == "department":
        return "department"
    if region is not None:
        return region.level
    named = next((f.level for f in sources if f.level and f.level != "department"), "")
    return named or _level_by_words(text)


def _parents(region: Region) -> list[str]:
    """The names, short and full, of the province and prefecture that a county lies in."""
    found = [find_region(region.code[:2] + "0000"), find_region(region.code[:4] + "00")]
    return [parent.short for parent in found if parent and parent.short]


def _level_by_words(text: str) -> str:
    """The level of an unnamed region: 全县 is said in a county, 我国 by the State Council."""
    sample = text[:_BODY_CHARS]
    counted = {level: sample.count(word) for word, level in _GENERAL_LEVELS}
    level = max(counted, key=lambda level: counted[level])
    if counted[level] >= 2:
        return level
    return "national" if sample.count("我国") >= 4 and not counted[level] else ""


def _organ(
    metadata: Metadata, head: Head, named: _Named, region: Region | None, words: Words
) -> str:
    """The organ as the title names it; of a government report, the region's government."""
    for organ in (head.facts.organ, named.facts.organ):
        if organ and organ not in ("政府", "人大"):
            return organ
    if head.issuer and metadata.region_level == "department" and not head.facts.organ:
        return head.issuer
    if metadata.region_level == "national":
        return "中国共产党中央委员会" if _party(head, metadata.title) else "国务院"
    if metadata.region_level in RANKS and region is not None:
        if head.title.startswith(_PARTY_NAMES):
            return f"中共{region.name}委员会"
        return _government(region, words)
    named_by = [source for source in head.sources if words.organ.search(source)]
    # 市教育局, and 云河市教育局 as the site calls itself.
    return head.depute or max(
        (source for source in named_by if source.endswith(named_by[0])), key=len, default=""
    )


def _government(region: Region, words: Words) -> str:
    """The government of a region by its usual name: 行政公署 of a 地区, 管理委员会 of a zone."""
    if not region.code and words.zone.search(region.name):
        return region.name + "管理委员会"
    special = (
        name for ending, name in words.administration.items() if region.name.endswith(ending)
    )
    return region.name + next(special, "人民政府")


__all__ = ["find_metadata"]
