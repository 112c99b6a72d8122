"""All slogans of a report: known ones, quoted coinages, strong unquoted forms, in that order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reportlens.lexicon import Lexicon
from reportlens.report import Date, Slogan
from reportlens.slogans.counting import counted_by
from reportlens.slogans.expansion import find_expansion, read_glossary, split_list
from reportlens.slogans.folding import fold_text
from reportlens.slogans.grammar import Grammar, grammar_of
from reportlens.slogans.known import Match, known_slogans
from reportlens.slogans.quoted import (
    Quoted,
    SloganType,
    coined_type,
    names_programme,
    quoted_phrases,
)
from reportlens.slogans.unquoted import unquoted_phrases
from reportlens.text.outline import Block
from reportlens.text.view import View

_REPEATED_FROM = 3
"""A quoted coinage of so many characters is found again without its marks."""
_TRUSTED_SINCE = 2000
"""Reports since then quote coinages rather than opponents."""
_SHORT_LEAD = 3
"""So short an addition before a known phrase makes a longer coinage of it (双向揭榜挂帅)."""


def find_slogans(
    view: View, blocks: list[Block], dates: list[Date], lexicon: Lexicon
) -> list[Slogan]:
    """The slogans of a report in text order, with offsets into the view.

    Of nested and overlapping phrases the longest known one wins. A quoted coinage wins over
    known phrases inside it that make up less than half of it; what is found without
    quotation marks yields to both.
    """
    text = view.text
    grammar = grammar_of(lexicon)
    known = known_slogans(lexicon).find(text, fold_text(text))
    coined = _quoted(text, known, dates, grammar)
    taken = bytearray(len(text))
    _take(taken, coined)
    slogans = coined + [
        _known(text, match)
        for match in known
        if match.entry.type != "concept" and 1 not in taken[match.start : match.end]
    ]
    _take(taken, (match for match in known if match.entry.type != "concept"))
    for start, end, kind in (*_again(text, coined, grammar), *unquoted_phrases(text, grammar)):
        if 1 not in taken[start:end]:
            slogans.append(_unknown(text, start, end, kind))
            taken[start:end] = b"\1" * (end - start)
    slogans.sort(key=lambda slogan: slogan.start)
    _explain(text, slogans)
    return slogans


def _explain(text: str, slogans: Iterable[Slogan]) -> None:
    """Give each numeral slogan without a known expansion the one the report gives."""
    explained: dict[str, tuple[str, ...]] = {}
    unexplained = [s for s in slogans if s.type == "numeral" and not s.stands_for]
    for slogan in unexplained:
        if not explained.get(slogan.canonical):
            explained[slogan.canonical] = find_expansion(text, slogan.start, slogan.end)
    if not all(explained.values()):
        notes = read_glossary(text)
        for canonical, parts in explained.items():
            number = counted_by(canonical)
            if not parts and number and canonical in notes:
                explained[canonical] = split_list(notes[canonical], number)
    for slogan in unexplained:
        slogan.stands_for = explained[slogan.canonical]


def _quoted(
    text: str, known: Sequence[Match], dates: Sequence[Date], grammar: Grammar
) -> list[Slogan]:
    """Unknown coinages between quotation marks."""
    found = []
    at = 0
    dated = {(date.start, date.end) for date in dates}
    years = sorted(date.year for date in dates if date.year)
    trusting = not years or years[len(years) // 2] >= _TRUSTED_SINCE
    for quoted in quoted_phrases(text):
        while at < len(known) and known[at].end <= quoted.start:
            at += 1
        behind = at
        while behind < len(known) and known[behind].start < quoted.end:
            behind += 1
        inside = known[at:behind]
        if _is_quoted_concept(inside, quoted) and names_programme(quoted, grammar):
            found.append(_known(text, inside[0]))
            continue
        if _known_wins(inside, quoted, grammar) or (quoted.start, quoted.end) in dated:
            continue
        kind = coined_type(quoted, grammar, trusting=trusting)
        if kind:
            found.append(_unknown(text, quoted.start, quoted.end, kind))
    return found


def _known_wins(inside: Sequence[Match], quoted: Quoted, grammar: Grammar) -> bool:
    """Do known phrases inside leave a quoted one nothing of its own?

    They do when they reach outside, when only a verb stands before them (“树牢四个意识”), or
    when they make up half of a longer phrase.
    """
    if not inside:
        return False
    first, last = inside[0], inside[-1]
    if first.start < quoted.start or last.end > quoted.end:
        return True
    held = sum(match.end - match.start for match in inside)
    if 2 * held < quoted.end - quoted.start:
        return False
    lead = quoted.text[: first.start - quoted.start]
    short = quoted.end - quoted.start - held <= _SHORT_LEAD
    return not (lead and short and len(inside) == 1 and not grammar.promote.fullmatch(lead))


def _is_quoted_concept(inside: Sequence[Match], quoted: Quoted) -> bool:
    """A concept alone between marks; straight before 政策 or 行动 it is a programme's name."""
    return (
        len(inside) == 1
        and inside[0].entry.type == "concept"
        and (inside[0].start, inside[0].end) == (quoted.start, quoted.end)
    )


def _again(
    text: str, coined: Iterable[Slogan], grammar: Grammar
) -> Iterator[tuple[int, int, SloganType]]:
    """Mentions without marks of what the report quotes elsewhere: numerals, paired mottos."""
    phrases = {
        s.text: s.type
        for s in coined
        if (s.type == "numeral" or "、" in s.text)
        and len(s.text) >= _REPEATED_FROM
        and not s.text[0].isascii()
    }
    for phrase, kind in sorted(phrases.items(), key=lambda item: (-len(item[0]), item[0])):
        start = text.find(phrase)
        while start >= 0:
            end = start + len(phrase)
            if not grammar.numeral_end.match(text, max(0, start - 1), start):
                yield start, end, kind
            start = text.find(phrase, end)


def _take(taken: bytearray, spans: Iterable[Slogan | Match]) -> None:
    for span in spans:
        taken[span.start : span.end] = b"\1" * (span.end - span.start)


def _known(text: str, match: Match) -> Slogan:
    entry = match.entry
    return Slogan(
        match.start,
        match.end,
        text[match.start : match.end],
        canonical=entry.canonical,
        type="motto" if entry.type == "concept" else entry.type,
        known=True,
        stands_for=entry.stands_for,
    )


def _unknown(text: str, start: int, end: int, kind: SloganType) -> Slogan:
    phrase = text[start:end]
    return Slogan(start, end, phrase, canonical=canonical_form(phrase), type=kind)


def canonical_form(phrase: str) -> str:
    """The form by which mentions of an unknown phrase are counted.

    Examples
    --------
    >>> canonical_form("抓住机遇，深化改革")
    '抓住机遇、深化改革'
    """
    kept = "".join(char for char in phrase if not char.isspace() and char not in "“”‘’\"'「」")
    return kept.replace("，", "、").replace(",", "、")
