"""Where a text names a standard indicator: names from the lexicon, found in one pass."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import ahocorasick_rs

from reportlens.lexicon import Lexicon
from reportlens.lexicon.schema import IndicatorCue, IndicatorEntry

_GROUP = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Name:
    """What one string names, as indicator ids; all empty for a name of something else."""

    ids: tuple[str, ...] = ()
    strict: bool = False
    """Counts only when no other words stand between it and the figure."""
    fallback: bool = False
    """Counts only when no other name gives a figure for the year."""
    context: tuple[str, ...] = ()
    """Indicators that a later `tail` in the sentence completes."""
    tail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at a place in the text."""

    start: int
    end: int
    name: Name


@dataclass(frozen=True, eq=False)
class Names:
    """The names of a lexicon, compiled."""

    automaton: ahocorasick_rs.AhoCorasick
    names: tuple[Name, ...]
    entries: dict[str, IndicatorEntry]

    def find(self, text: str) -> list[Mention]:
        """All names in a text, the longest at each place, in text order."""
        names = self.names
        return [
            Mention(start, end, names[number])
            for number, start, end in self.automaton.find_matches_as_indexes(text)
        ]


def expand(pattern: str) -> list[str]:
    """All strings that a pattern with ``{a|b|}`` groups stands for.

    Parameters
    ----------
    pattern : str
        Plain text with groups of alternatives in braces; groups do not nest.

    Examples
    --------
    >>> expand("{城镇|}新增就业")
    ['城镇新增就业', '新增就业']
    """
    parts = _GROUP.split(pattern)
    choices = [part.split("|") if i % 2 else [part] for i, part in enumerate(parts)]
    return list(dict.fromkeys("".join(choice) for choice in product(*choices)))


@lru_cache(maxsize=8)
def compiled_names(lexicon: Lexicon) -> Names:
    """The names of a lexicon's indicators, ready to be looked for."""
    entries = {entry.id: entry for entry in lexicon.of(IndicatorEntry)}
    roles: dict[str, dict[str, list[str]]] = {}

    def add(role: str, patterns: tuple[str, ...], entry_id: str) -> None:
        for pattern in patterns:
            for text in expand(pattern):
                ids = roles.setdefault(text, {}).setdefault(role, [])
                if entry_id not in ids:
                    ids.append(entry_id)

    for entry in entries.values():
        for owner in (entry, *(entries[other] for other in entry.names_of if other in entries)):
            add("ids", owner.aliases, entry.id)
            add("strict", owner.strict, entry.id)
            add("fallback", owner.fallback, entry.id)
        add("context", entry.context, entry.id)
        add("tail", entry.tails, entry.id)
    for cue in lexicon.of(IndicatorCue):
        if cue.role == "other_name":
            for pattern in cue.words:
                for text in expand(pattern):
                    roles.setdefault(text, {})
    roles.pop("", None)
    texts = list(roles)
    names = tuple(
        Name(
            ids=tuple(role.get("ids") or role.get("strict") or role.get("fallback") or ()),
            strict="ids" not in role and "strict" in role,
            fallback="fallback" in role and not {"ids", "strict"} & role.keys(),
            context=tuple(role.get("context", ())),
            tail=tuple(role.get("tail", ())),
        )
        for role in roles.values()
    )
    automaton = ahocorasick_rs.AhoCorasick(
        texts, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )
    return Names(automaton, names, entries)
