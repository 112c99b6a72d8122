"""What stands around a report: titles, navigation, tables of contents, notes, signatures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reportlens.lexicon import Lexicon
from reportlens.lexicon.schema import LayoutWords
from reportlens.text.lines import is_page_number

_NO_HEADING = ("dash", "item", "arabic")
_BODY = 70
_LINE = 40
"""Characters that a line of a title has at most."""
"""A line this long that ends like a sentence is text of the report."""
_END = "。！？；：…”）"
_CONTENTS_TAIL = re.compile(r"[ .·…]{0,40}\d{0,3}$")
_NOTE = re.compile(r"(?:\[\d{1,3}\]|［\d{1,3}］|〔\d{1,3}〕|（\d{1,3}）|\d{1,3}[.、]|[①-⑳]|“)")


@dataclass(frozen=True, slots=True)
class Layout:
    """The layout words of a lexicon, compiled."""

    furniture: re.Pattern[str]
    furniture_lines: frozenset[str]
    salutation: re.Pattern[str]
    contents: frozenset[str]
    notes: re.Pattern[str]
    note_says: re.Pattern[str]
    parts: frozenset[str]
    review: re.Pattern[str]
    announces: re.Pattern[str]
    announces_colon: re.Pattern[str]
    basis: tuple[str, ...]
    titles: re.Pattern[str]
    opens: re.Pattern[str]


@lru_cache(maxsize=8)
def compile_layout(lexicon: Lexicon) -> Layout:
    """Compile the layout words of a lexicon."""
    words: dict[str, tuple[str, ...]] = {e.role: e.words for e in lexicon.of(LayoutWords)}

    def any_of(role: str) -> str:
        ordered = sorted(words.get(role, ()), key=len, reverse=True)
        return "|".join(map(re.escape, ordered)) or "(?!)"

    return Layout(
        furniture=re.compile(any_of("furniture")),
        furniture_lines=frozenset(words.get("furniture_line", ())),
        salutation=re.compile(rf"(?:{any_of('salutation')})(?:[、，]?(?:{any_of('salutation')}))*"),
        contents=frozenset(words.get("contents", ())),
        notes=re.compile(
            rf"(?:附件?\d{{0,2}}[：、]?)?[《（【]?.{{0,12}}(?:{any_of('notes')})[》）】]?[：]?$"
        ),
        note_says=re.compile(any_of("note_says")),
        parts=frozenset(words.get("part", ())),
        review=re.compile(
            rf"(?:(?:19|20)\d\d年)?(?:{any_of('review_time')}){{0,2}}(?:{any_of('review')})$"
        ),
        announces=re.compile(any_of("announces")),
        announces_colon=re.compile(rf"(?:{any_of('announces_colon')}).{{0,6}}[：:]$"),
        basis=words.get("basis", ()),
        titles=re.compile(any_of("title")),
        opens=re.compile(rf"(?<=[。！？”])(?:{any_of('opens')})"),
    )


def is_salutation(text: str, layout: Layout) -> bool:
    """Whether a line only addresses the audience: ``各位代表！``."""
    if len(text) > 24:
        return False
    match = layout.salutation.match(text)
    return match is not None and len(text) - match.end() <= 1 and text[-1] in "！：，。、表员们志"


def mark_roles(lines: list[Any], layout: Layout) -> None:
    """Set the role of every line that is no passage of the report.

    `lines` are objects with `text`, `number` and `role`.
    """
    for line in lines:
        if is_salutation(line.text, layout):
            line.role = "salutation"
        elif _is_furniture(line.text, layout):
            line.role = "furniture"
    first = _first_of_body(lines, layout)
    for line in lines[:first]:
        line.role = line.role or "title"
    _mark_contents(lines, layout)
    _mark_notes(lines, layout)
    _mark_tail(lines, layout)


def _is_furniture(text: str, layout: Layout) -> bool:
    if text in layout.furniture_lines or is_page_number(text):
        return True
    if len(text) > 400:
        return False
    match = layout.furniture.search(text)
    if match is None:
        return False
    # In running text such a word is a word like any other.
    return (len(text) <= 60 and "。" not in text) or match.start() < 12 or _licence(text, layout)


def _licence(text: str, layout: Layout) -> bool:
    return len(layout.furniture.findall(text)) >= 2


def _first_of_body(lines: list[Any], layout: Layout) -> int:
    for i, line in enumerate(lines):
        if line.role == "salutation":
            return i
        if line.role or (i > 40 and i > len(lines) // 2):
            continue
        text = line.text
        if len(text) >= _BODY and text[-1] in _END:
            return i
        if (
            line.number
            and line.number.style not in ("dash", "item", "arabic")
            and i + 1 < len(lines)
        ):
            return i
        if len(text) >= 30 and text[-1] in "。：" and "，" in text:
            return i
        if (
            i
            and i + 1 < len(lines)
            and layout.review.match(text)
            and (lines[i + 1].number or len(lines[i + 1].text) > _LINE)
        ):
            return i
    return 0


def _mark_contents(lines: list[Any], layout: Layout) -> None:
    """A table of contents: headings in a row at the front that come again later."""
    limit = max(12, len(lines) // 3)
    for i, line in enumerate(lines[:limit]):
        named = line.text.replace(" ", "").strip("：") in layout.contents
        if not named and not (line.number and len(line.text) < 60):
            continue
        run = []
        for j in range(i + named, min(len(lines), i + 80)):
            text = lines[j].text
            if len(text) > 60 or text[-1] in "。；！" or lines[j].role == "salutation":
                break
            run.append(j)
        later = {_heading_key(x.text) for x in lines[i + named + len(run) :] if len(x.text) <= 60}
        # The run may reach into the text when it goes on with the first heading itself.
        seen: set[str] = set()
        marked = []
        for j in run:
            key = _heading_key(lines[j].text)
            if key in seen:
                break
            seen.add(key)
            if key in later or key in {_heading_key(lines[k].text) for k in run if k > j}:
                marked.append(j)
        if len(marked) >= (2 if named else 3) and len(marked) >= 0.6 * (marked[-1] - i):
            for j in range(i, marked[-1] + 1):
                lines[j].role = "contents"
            return
        if named:
            line.role = "contents"


def _heading_key(text: str) -> str:
    return _CONTENTS_TAIL.sub("", text).replace(" ", "")


def _mark_notes(lines: list[Any], layout: Layout) -> None:
    """A glossary or notes at the end: all from its heading on."""
    for i in range(len(lines) // 3, len(lines)):
        text = lines[i].text
        if len(text) <= 30 and lines[i].role in ("", "furniture") and layout.notes.match(text):
            start = i
            while start and len(lines[start - 1].text) < 8 and "附" in lines[start - 1].text:
                start -= 1
            for line in lines[start:]:
                line.role = line.role or "notes"
            return
    # Notes without a heading: a run of numbered explanations at the very end.
    last = len(lines)
    while last and lines[last - 1].role == "furniture":
        last -= 1
    first = last
    while first and _is_note(lines[first - 1].text, layout):
        first -= 1
    if last - first >= 2 and first > len(lines) // 3:
        for line in lines[first:last]:
            line.role = "notes"


def _is_note(text: str, layout: Layout) -> bool:
    return _NOTE.match(text) is not None and layout.note_says.search(text[:60]) is not None


def _mark_tail(lines: list[Any], layout: Layout) -> None:
    """Signatures, dates and lists of attachments after the last sentence."""
    i = len(lines) - 1
    while i > 0 and (
        lines[i].role in ("furniture", "notes")
        or (
            len(lines[i].text) <= 40 and lines[i].text[-1] not in "。！；？：" and not lines[i].role
        )
    ):
        i -= 1
    if i <= 0:
        return
    tail = [line for line in lines[i + 1 :] if not line.role]
    if len(tail) <= 8:
        for line in tail:
            line.role = "signature"
