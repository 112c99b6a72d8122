"""Coined phrases between quotation marks, told apart from what else is quoted.

Reports quote numeral abbreviations (``“三地一区”``), mottos (``“马上就办”``) and programme
names (``“筑基”工程``), but also brands, prizes, speech and figures of speech. The form of
the phrase decides first, then what stands around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from reportlens.slogans.folding import fold
from reportlens.slogans.grammar import PLAN_PERIOD, Grammar

SloganType = Literal["numeral", "motto", "doctrine"]

_QUOTED = re.compile(
    r"“([^“”\n]{1,60})”|「([^「」\n]{1,60})」|\"([^\"\n]{1,60})\"|‘([^‘’\n]{1,60})’"
)
_INNER = re.compile(r"‘([^‘’\n]{1,40})’")
_BETWEEN = re.compile(r"[、，,和与及 ]{0,2}")
"""What may stand between the members of a list of quoted phrases, which share a context."""
_SPEECH = re.compile(r"[。！？!?；;：:《》（）()\[\]［］]")
_TECHNICAL = re.compile(r"[0-9a-z+×]")
_CLAUSE_END = re.compile(r"[，。；：！、\n”’]")
_OPENS = re.compile(r"(?:^|[，。；：！\n])\s*$")
"""A phrase that opens its clause is the subject of it, not somebody's word in passing."""
_EVENT = re.compile(r"(?:0?[1-9]|1[0-2])[·•・．.](?:0?[1-9]|[12]\d|3[01])")
"""An event called by its day: the 9·18 of a year."""
_LONGEST = 40
_LONGEST_PART = 10
_UNLIKE = 5
"""Parts that differ more in length make a sentence, not a motto."""
_LONGEST_ALONE = 9
"""A longer phrase without parts is a sentence quoted, not a coinage."""
_SHORTEST_ALONE = 4
"""Shorter phrases are slogans only as numerals or as the names of programmes."""
_WINDOW = 24


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quoted phrase (offsets without the marks) with the text around its list."""

    start: int
    end: int
    text: str
    before: str
    after: str
    own_after: str


def quoted_phrases(text: str) -> Iterator[Quoted]:
    """All quoted phrases of a text in order."""
    spans = []
    for match in _QUOTED.finditer(text):
        start, end = match.span(match.lastindex or 1)
        inner = [m.span(1) for m in _INNER.finditer(text, start, end)]
        # A phrase with a quoted part is a sentence; the part may be coined.
        spans += inner or [(start, end)]
    run: list[tuple[int, int]] = []
    for span in spans:
        if run and not _BETWEEN.fullmatch(text, run[-1][1] + 1, span[0] - 1):
            yield from _with_context(text, run)
            run = []
        run.append(span)
    yield from _with_context(text, run)


def _with_context(text: str, run: list[tuple[int, int]]) -> Iterator[Quoted]:
    for start, end in run:
        first, last = run[0][0] - 1, run[-1][1] + 1
        yield Quoted(
            start,
            end,
            text[start:end],
            before=text[max(0, first - _WINDOW) : first].rpartition("\n")[2],
            after=text[last : last + _WINDOW].partition("\n")[0],
            own_after=text[end + 1 : end + 1 + _WINDOW].partition("\n")[0],
        )


def coined_type(quoted: Quoted, grammar: Grammar, *, trusting: bool = True) -> SloganType | None:
    """What kind of slogan a quoted phrase is, or None when it is none.

    Parameters
    ----------
    trusting : bool
        Believe that a short phrase is coined although nothing around it says so. Right for
        reports since about 2000; older ones quote opponents and figures of speech.
    """
    phrase = quoted.text.strip()
    folded = fold(phrase)
    if not folded or len(folded) > _LONGEST or _SPEECH.search(phrase):
        return None
    if PLAN_PERIOD.fullmatch(folded) or grammar.speech_before.search(quoted.before):
        return None
    if _EVENT.fullmatch(phrase):
        return None
    if phrase in grammar.words.get("figure", ()) or is_title(quoted, grammar):
        return None
    if is_numeral_form(folded, grammar):
        return "numeral"
    if grammar.so_called.search(quoted.before) or is_name(quoted, grammar):
        return None
    if _TECHNICAL.search(folded) or "—" in phrase:
        return None  # 互联网+, 5G, 甲城—乙城: names of things, technologies and lines
    promoted = is_promoted(quoted, grammar)
    programme = grammar.programme.match(quoted.after) or grammar.programme.match(quoted.own_after)
    believed = trusting or promoted or programme or _OPENS.search(quoted.before)
    if is_parallel(phrase):
        counts = re.search(grammar.numeral, folded[:1])
        return ("numeral" if counts else "motto") if believed else None
    if len(folded) > _LONGEST_ALONE:
        return None
    if len(folded) < _SHORTEST_ALONE:
        named = names_programme(quoted, grammar) or (promoted and programme)
        return "motto" if len(folded) > 1 and named else None
    return "motto" if believed else None


def is_promoted(quoted: Quoted, grammar: Grammar) -> bool:
    """Is it what the clause promotes: 深化“…”, 打造新时代更高水平“…”?"""
    clause = _CLAUSE_END.split(quoted.before)[-1]
    return bool(grammar.promote.search(clause) or grammar.promote_first.match(clause))


def names_programme(quoted: Quoted, grammar: Grammar) -> bool:
    """Does the word straight behind make it the name of a programme: “筑基”工程?"""
    return bool(
        grammar.programme_near.match(quoted.own_after) or grammar.programme_near.match(quoted.after)
    )


def is_title(quoted: Quoted, grammar: Grammar) -> bool:
    """Is it called a prize, a title or a work, or does it end as a name does?"""
    return bool(grammar.honour_before.search(quoted.before) or grammar.name_end.search(quoted.text))


def is_name(quoted: Quoted, grammar: Grammar) -> bool:
    """Does what stands behind make it the name of a product, an institution or a person?"""
    return bool(
        grammar.name_after.match(quoted.own_after) or grammar.name_after.match(quoted.after)
    )


def is_numeral_form(folded: str, grammar: Grammar) -> bool:
    """Does the phrase abbreviate by counting: 三地一区, 五个认同, 双碳, 百场万企, 1+6?"""
    if grammar.code.fullmatch(folded):
        return True
    if grammar.counted.fullmatch(folded):
        return False
    if grammar.numeral_pair.fullmatch(folded):
        return len(folded) <= 24
    head = grammar.numeral_head.match(folded)
    if head and head.end() == len(folded):
        return len(set(folded)) > 2  # 百千万
    if head:
        if head.group() == "一" and len(folded) not in (2, 4):
            return False  # 一盘棋, 一站式: a figure more often than a set
        return len(folded) <= 10
    counts = re.search(f"{grammar.numeral}[个大项条]", folded[1:])
    return bool(counts) and len(folded) <= 12


def is_parallel(phrase: str) -> bool:
    """Is it a run of like parts: 网格吹哨、部门报到 or 收、改、服、管、带?"""
    parts = [part.strip() for part in re.split(r"[、，,·]", phrase)]
    if len(parts) < 2 or not all(parts):
        return False
    lengths = [len(part) for part in parts]
    if max(lengths) == 1:
        return len(parts) >= 3
    return min(lengths) >= 2 and max(lengths) <= min(_LONGEST_PART, min(lengths) + _UNLIKE)
