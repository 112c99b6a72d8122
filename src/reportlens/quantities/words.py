"""The words around numbers, compiled once a lexicon into what the stages look up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reportlens.lexicon import Lexicon
from reportlens.lexicon.schema import QuantityWords

SEEDS = "零〇○一二两三四五六七八九十百千万亿几数半"
"""Characters that a Chinese numeral can begin with."""


@dataclass(frozen=True)
class Words:
    """Compiled words of `lexicons/quantities.toml`, by role."""

    before: dict[str, str]
    """Bound words glued before a number → bound."""
    after: dict[str, str]
    before_longest: int
    after_longest: int
    apart: tuple[tuple[str, str], ...]
    idioms: dict[str, tuple[tuple[str, int], ...]]
    """First numeral character → idioms with the offset of that character in them."""
    people: tuple[str, ...]
    rank_places: re.Pattern[str]
    change: re.Pattern[str]
    change_of: dict[str, str]
    adjacent: tuple[tuple[str, str], ...]
    """Change words that count only right before the number: 多, 加快."""
    target: re.Pattern[str]
    actual: re.Pattern[str]
    share: re.Pattern[str]
    leads: tuple[str, ...]
    verbs: tuple[str, ...]
    stop: re.Pattern[str]
    attributes: tuple[str, ...]
    hollow: frozenset[str]
    """Names that say too little alone: 总量, 占比."""

    def is_idiom(self, text: str, at: int) -> bool:
        """Whether the numeral character at `at` belongs to a set phrase."""
        return any(
            at >= offset and text.startswith(idiom, at - offset)
            for idiom, offset in self.idioms.get(text[at], ())
        )


def _alternatives(words: list[str]) -> re.Pattern[str]:
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return re.compile("|".join(map(re.escape, ordered)) or r"(?!)")


@lru_cache(maxsize=8)
def compiled_words(lexicon: Lexicon) -> Words:
    """The compiled words of a lexicon; built once."""
    by_role: dict[str, dict[str, str]] = {}
    for entry in lexicon.of(QuantityWords):
        by_role.setdefault(entry.role, {}).update(dict.fromkeys(entry.words, entry.value))

    def words(role: str, value: str | None = None) -> list[str]:
        return [w for w, v in by_role.get(role, {}).items() if value is None or v == value]

    idioms: dict[str, list[tuple[str, int]]] = {}
    for idiom in words("idiom"):
        for offset, char in enumerate(idiom):
            if char in SEEDS:
                idioms.setdefault(char, []).append((idiom, offset))
    before, after = by_role.get("bound_before", {}), by_role.get("bound_after", {})
    longest_first = lambda role: tuple(sorted(words(role), key=lambda w: -len(w)))  # noqa: E731
    return Words(
        before=before,
        after=after,
        before_longest=max(map(len, before), default=0),
        after_longest=max(map(len, after), default=0),
        apart=tuple(
            sorted(by_role.get("bound_apart", {}).items(), key=lambda pair: -len(pair[0]))
        ),
        idioms={char: tuple(found) for char, found in idioms.items()},
        people=tuple(words("people")),
        rank_places=_alternatives(words("rank_place")),
        change=_alternatives(words("change")),
        change_of=by_role.get("change", {}),
        adjacent=tuple(by_role.get("change_adjacent", {}).items()),
        target=_alternatives(words("status", "target")),
        actual=_alternatives(words("status", "actual")),
        share=_alternatives(words("share")),
        leads=longest_first("lead"),
        verbs=longest_first("verb"),
        stop=_alternatives(words("stop")),
        attributes=longest_first("attribute"),
        hollow=frozenset(words("hollow")),
    )
