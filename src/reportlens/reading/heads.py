"""The head of a report: title, dateline and speaker, among the furniture of a web page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from reportlens.reading.titles import TitleFacts, read_title
from reportlens.reading.words import Words
from reportlens.reading.years import DATE, date_of, narrow

_HEAD_CHARS = 3000
_TAIL_CHARS = 500
_LONG_LINE = 70
"""A longer line is a paragraph of the body."""
_MAX_TITLE = 80
_ONLY_DATE = re.compile(r"^\W{0,3}$")
_MEETING = re.compile(r"在([^\s，。在]{0,30}?(?:代表大会|人大|全会|全体会议|会议|大会))")
_SENTENCE_END = ("。", "；", "，", "！", "？", "、", ",", ";")
_LEAD_IN = 8
"""What may stand before a late dateline: （ or 注：本报告于."""
_LONGEST_ORGAN = 30
_SENTENCE_MARK = re.compile(r"[，。：；:、“”\s]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TRADITIONAL = re.compile("[國會報縣東廳長處區島灣務級]")


@dataclass(slots=True)
class Head:
    """What stands before the speech itself, and its opening and close."""

    title: str = ""
    facts: TitleFacts = field(default_factory=TitleFacts)
    """What the title says."""
    date: str = ""
    meeting: str = ""
    """The meeting at which the report was given, as the dateline names it."""
    speaker: str = ""
    depute: str = ""
    """On whose behalf the speaker reports: 国务院, 省人民政府."""
    opening: str = ""
    closing_date: str = ""
    issuer: str = ""
    """The organ on a line of its own: under the title, before the speaker, or signing the end."""
    published: str = ""
    """The date of publishing; says nothing of the report but its latest year."""
    sources: tuple[str, ...] = ()
    """The organs that a page names as its source; the report's own, if nothing else tells it."""


def read_head(text: str, words: Words) -> Head:
    """Find title, dateline and speaker at the beginning of a report."""
    begin = simplified(narrow(text[: 2 * _HEAD_CHARS].lstrip("\ufeff")))[:_HEAD_CHARS]
    salutation = words.salutation.search(begin)
    lines = _head_lines(begin, salutation.start() if salutation else None)
    head = Head(opening=begin[salutation.start() if salutation else 0 :][:1500])
    head.title = _title(lines, words)
    head.facts = read_title(head.title, words)
    _read_datelines(lines, words, head)
    head.speaker = _speaker(lines, words, head)
    head.sources = tuple(match[1] for match in words.source.finditer("\n".join(lines)))
    deputed = words.deputes.search(head.opening[:600])
    head.depute = deputed[1] if deputed else ""
    tail = narrow(text[-_TAIL_CHARS:])
    head.closing_date = _closing_date(tail)
    if not head.date and not head.meeting:
        head.date, head.meeting = _late_dateline(tail)
    head.issuer = _issuer(lines, words, head) or _signed(tail, words)
    return head


def add_around(head: Head, around: str, words: Words) -> None:
    """Fill what the text's own head does not say from the lines that stood around the text."""
    outer = read_head(around[:_HEAD_CHARS], words)
    if not head.title:
        head.title, head.facts = outer.title, outer.facts
    if not head.date and outer.date and (outer.meeting or not head.meeting):
        head.date = outer.date
    head.meeting = head.meeting or outer.meeting
    head.published = head.published or outer.published
    head.sources += outer.sources
    head.issuer = head.issuer or outer.issuer
    if not head.speaker:
        author = words.author.search(narrow(around))
        head.speaker = outer.speaker or (_closed(author[1]) if author else "")


def simplified(text: str) -> str:
    """Traditional characters made simplified, if there are any; other text as it is."""
    if not _TRADITIONAL.search(text):
        return text
    from opencc import OpenCC

    converted: str = OpenCC("t2s").convert(_SURROGATE.sub("\ufffd", text))
    return converted


def _head_lines(begin: str, end: int | None) -> list[str]:
    """The lines before the salutation or, where there is none, before the first paragraph."""
    lines = [line.strip() for line in begin[:end].split("\n")]
    if end is None:
        for number, line in enumerate(lines):
            if len(line) > _LONG_LINE or (len(line) > 30 and line.endswith("。")):
                return lines[:number]
        return lines[:12]
    return lines


def _title(lines: list[str], words: Words) -> str:
    """The line that names a kind of report, with the parts a scraper broke off."""
    whole = "\n".join(lines)
    best, best_score = "", -1
    for match in words.loose_kind.finditer(whole):
        start = whole.rfind("\n", 0, match.start()) + 1
        end = whole.find("\n", match.end())
        line = whole[start : end if end >= 0 else len(whole)].replace("\n", "")
        line = line.strip("—―-– \t*#>")
        if len(line) > _MAX_TITLE or line.endswith(_SENTENCE_END) or ">" in line:
            continue
        if words.publication.search(line) or re.match(r"[一二三四五六七八九十]{1,2}、|（|\(", line):
            continue
        previous = whole[:start].rstrip("\n").rpartition("\n")[2] if start else ""
        organ = words.organ.search(previous[-8:])
        if (
            organ
            and len(previous) <= 30
            and not words.publication.search(previous)
            and not words.organ.search(line[: match.start() - start])
            and whole[start - 1 : start] == "\n"
            and whole[start - 2 : start - 1] != "\n"
        ):
            line = previous + line
        facts = read_title(line, words)
        score = (
            2 * bool(facts.year) + 2 * bool(facts.region or facts.level) + (facts.kind == "given")
        )
        if score > best_score:
            best, best_score = line, score
    return best


def _read_datelines(lines: list[str], words: Words, head: Head) -> None:
    whole = "\n".join(lines)
    flat = whole.replace("\n", "")
    meeting = None
    for match in DATE.finditer(flat):
        meeting = _MEETING.match(flat, match.end())
        if meeting:
            head.date, head.meeting = date_of(match), meeting[1]
            break
    if not meeting:
        meeting = _MEETING.search(flat)
        if meeting and "第" in meeting[1]:
            head.meeting = meeting[1]
    for number, line in enumerate(lines):
        for match in DATE.finditer(line):
            if words.written.search(line[: match.start()]):
                head.date = head.date or date_of(match)
                continue
            around = line + (lines[number - 1] if number else "")
            if words.publication.search(around) or re.search(r"\d:\d|\d时\d", line):
                head.published = head.published or date_of(match)
            elif _ONLY_DATE.match(line[: match.start()] + line[match.end() :]):
                head.date = head.date or date_of(match)


def _closing_date(tail: str) -> str:
    """The date under the signature at the end."""
    for line in reversed(tail.split("\n")):
        match = DATE.search(line)
        if match and _ONLY_DATE.match(line[: match.start()].strip() + line[match.end() :].strip()):
            return date_of(match)
    return ""


def _late_dateline(tail: str) -> tuple[str, str]:
    """Date and meeting of a dateline below the report: （2021年1月5日在……会议上）."""
    for line in reversed(tail.split("\n")):
        date = DATE.search(line) if len(line) <= _LONG_LINE else None
        meeting = _MEETING.match(line, date.end()) if date else None
        if date and meeting and len(line[: date.start()].strip()) <= _LEAD_IN:
            return date_of(date), meeting[1]
    return "", ""


def _issuer(lines: list[str], words: Words, head: Head) -> str:
    """The organ that a line under the title names, alone or before the speaker's office."""
    for line in lines:
        named = words.office_and_name.search(line) or words.office_line.search(line)
        organ = (line[: named.start()] if named else line).strip(" ()（）")
        if organ not in head.title and _is_organ(organ, words):
            return organ
    return ""


def _signed(tail: str, words: Words) -> str:
    """The organ that signs, on the line before the date at the end."""
    lines = [line.strip() for line in tail.split("\n") if line.strip()]
    for above, line in pairwise(lines):
        date = DATE.search(line)
        if date and not line.replace(date[0], "").strip(" ()（）") and _is_organ(above, words):
            return above
    return ""


def _is_organ(line: str, words: Words) -> bool:
    """Whether a line is the name of an organ and nothing else."""
    return (
        3 <= len(line) <= _LONGEST_ORGAN
        and not words.publication.search(line)
        and not words.kind.search(line)
        and not _SENTENCE_MARK.search(line)
        and any(match.end() == len(line) for match in words.organ.finditer(line))
    )


def _speaker(lines: list[str], words: Words, head: Head) -> str:
    """The name after an office, or alone on a line under the title."""
    alone = ""
    office_before = False
    under_title = not head.title
    for line in lines:
        if not line:
            continue
        under_title = under_title or line[-6:] in head.title
        if words.publication.search(line) and len(line) > 6:
            office_before = False
            continue
        match = words.office_and_name.search(line)
        if match:
            return _closed(match[1])
        match = words.name_line.match(line)
        if match and line != head.title and not words.place.fullmatch(line):
            if office_before:
                return _closed(match[1])
            if under_title:
                alone = alone or _closed(match[1])
        office_before = bool(words.office_line.search(line))
    return alone


def _closed(name: str) -> str:
    """A name without the gaps that set it in print."""
    return re.sub(r"\s", "", name)
