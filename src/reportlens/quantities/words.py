"""The words around numbers, compiled once a lexicon into what the stages look up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, cast

from reportlens.lexicon import Lexicon
from reportlens.lexicon.schema import QuantityWords
from reportlens.report import Bound, Change

SEEDS = "零〇○一二两三四五六七八九十百千万亿几数半"
"""Characters that a Chinese numeral can begin with."""


class BoundWord(NamedTuple):
    """What a bound word says, and where it is only part of another word."""

    bound: Bound
    not_after: tuple[str, ...]
    not_before: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """Compiled words of `lexicons/quantities.toml`, by role."""

    before: dict[str, BoundWord]
    """Bound words glued before a number."""
    after: dict[str, BoundWord]
    before_longest: int
    after_longest: int
    apart: tuple[tuple[str, Bound], ...]
    idioms: dict[str, tuple[tuple[int, int, frozenset[str]], ...]]
    """Numeral character → (its offset in the idiom, length, idioms)."""
    people: tuple[str, ...]
    rank_places: re.Pattern[str]
    change: re.Pattern[str]
    change_of: dict[str, Change]
    adjacent: tuple[tuple[str, Change], ...]
    """Change words that count only right before the number: 多, 加快."""
    change_names: frozenset[str]
    added: frozenset[str]
    lasting: frozenset[str]
    ahead: tuple[str, ...]
    """What puts a length of time that follows into the future."""
    recent: re.Pattern[str]
    """What puts a length of time that follows into the past (近五年), at the end of a text."""
    since: re.Pattern[str]
    """What puts the length of time before it into the past."""
    target: re.Pattern[str]
    actual: re.Pattern[str]
    perfect: re.Pattern[str]
    must: re.Pattern[str]
    will: re.Pattern[str]
    recalls: re.Pattern[str]
    recall_lead: re.Pattern[str]
    """What may stand before a date at the head of a sentence, and nothing else."""
    turns: re.Pattern[str]
    resolves: re.Pattern[str]
    totals: tuple[str, ...]
    leads: dict[str, tuple[str, ...]]
    """First character → words that stand before a name, longest first."""
    verbs: frozenset[str]
    predicates: tuple[str, ...]
    """Verbs that no name behind a number begins with."""
    verb_ends: dict[str, tuple[str, ...]]
    """Last character → verbs that lead to a number, longest first."""
    stop: re.Pattern[str]
    attributes: tuple[str, ...]
    carriers: tuple[str, ...]
    short_names: frozenset[str]
    hollow: frozenset[str]
    """Names that say too little alone: 总量, 占比."""

    def is_idiom(self, text: str, at: int) -> bool:
        """Whether the numeral character at `at` belongs to a set phrase."""
        for offset, size, idioms in self.idioms.get(text[at], ()):
            if at >= offset and text[at - offset : at - offset + size] in idioms:
                return True
        return False


def _alternatives(words: list[str]) -> re.Pattern[str]:
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return re.compile("|".join(map(re.escape, ordered)) or r"(?!)")


def _guarded(entries: list[QuantityWords]) -> str:
    """Alternatives of words that are not parts of the longer words their entries name."""
    guarded = []
    for entry in sorted(entries, key=lambda e: -max(map(len, e.words))):
        ordered = sorted(entry.words, key=lambda w: (-len(w), w))
        before = "".join(f"(?<!{re.escape(word)})" for word in entry.not_after)
        after = f"(?!{'|'.join(map(re.escape, entry.not_before))})" if entry.not_before else ""
        guarded.append(f"{before}(?:{'|'.join(map(re.escape, ordered))}){after}")
    return "|".join(guarded) or r"(?!)"


def _by_character(words: list[str], at: int) -> dict[str, tuple[str, ...]]:
    """Words by their character at `at`, longest first."""
    groups: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda w: -len(w)):
        groups.setdefault(word[at], []).append(word)
    return {char: tuple(group) for char, group in groups.items()}


@lru_cache(maxsize=8)
def compiled_words(lexicon: Lexicon) -> Words:
    """The compiled words of a lexicon; built once."""
    entries = lexicon.of(QuantityWords)
    by_role: dict[str, dict[str, str]] = {}
    for entry in entries:
        by_role.setdefault(entry.role, {}).update(dict.fromkeys(entry.words, entry.value))

    def words(role: str, value: str | None = None) -> list[str]:
        return [w for w, v in by_role.get(role, {}).items() if value is None or v == value]

    idioms: dict[str, dict[tuple[int, int], set[str]]] = {}
    for idiom in words("idiom"):
        for offset, char in enumerate(idiom):
            if char in SEEDS:
                group = idioms.setdefault(char, {}).setdefault((offset, len(idiom)), set())
                group.add(idiom)

    def bounds(role: str) -> dict[str, BoundWord]:
        return {
            word: BoundWord(cast(Bound, entry.value), entry.not_after, entry.not_before)
            for entry in entries
            if entry.role == role
            for word in entry.words
        }

    def guarded(role: str) -> str:
        return _guarded([entry for entry in entries if entry.role == role])

    def longest_first(role: str) -> tuple[str, ...]:
        return tuple(sorted(words(role), key=lambda w: -len(w)))

    before, after = bounds("bound_before"), bounds("bound_after")
    return Words(
        before=before,
        after=after,
        before_longest=max(map(len, before), default=0),
        after_longest=max(map(len, after), default=0),
        apart=tuple(
            (w, cast(Bound, by_role["bound_apart"][w])) for w in longest_first("bound_apart")
        ),
        idioms={
            char: tuple((*place, frozenset(found)) for place, found in places.items())
            for char, places in idioms.items()
        },
        people=tuple(words("people")),
        rank_places=_alternatives(words("rank_place")),
        change=_alternatives(words("change")),
        change_of={w: cast(Change, v) for w, v in by_role.get("change", {}).items()},
        adjacent=tuple(
            (w, cast(Change, by_role["change_adjacent"][w]))
            for w in longest_first("change_adjacent")
        ),
        change_names=frozenset(words("change_name")),
        added=frozenset(words("change_added")),
        lasting=frozenset(words("change_lasting")),
        ahead=tuple(words("ahead")),
        recent=re.compile(rf"(?:{guarded('recent')})\Z"),
        since=re.compile(guarded("since")),
        target=_alternatives(words("status", "target")),
        actual=_alternatives(words("status", "actual")),
        perfect=re.compile(guarded("perfect")),
        must=re.compile(guarded("must")),
        will=re.compile(guarded("will")),
        recalls=re.compile(guarded("recalls")),
        recall_lead=re.compile(rf"(?:{guarded('recall_lead')})*+"),
        turns=re.compile(guarded("turns")),
        resolves=re.compile(guarded("resolves")),
        totals=tuple(words("total")),
        leads=_by_character(words("lead"), 0),
        verbs=frozenset(words("verb")),
        predicates=tuple(
            verb
            for verb in words("verb")
            if len(verb) > 1 and verb not in by_role["rank_place"] and verb not in by_role["lead"]
        ),
        verb_ends=_by_character(words("verb"), -1),
        stop=_alternatives(words("stop")),
        attributes=longest_first("attribute"),
        short_names=frozenset(words("short_name")),
        carriers=tuple(words("carrier")),
        hollow=frozenset(words("hollow")),
    )
