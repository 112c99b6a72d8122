"""Cue words of the lexicon, found in one pass and counted by passage."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reportlens.lexicon import Lexicon
from reportlens.lexicon.schema import SectionCue
from reportlens.report import LABELS

Floats = NDArray[np.float32]
Ints = NDArray[np.intp]

PLACES = ("start", "opening", "sentence", "end", "sure")
"""Where in a passage a cue is counted; `start` is an opening cue in its very first words."""
_REACH = {"start": 6, "opening": 40, "end": 70, "sure": 80}
"""Characters from the start or the end of the passage within which a cue counts."""
_GAP = 6
"""Characters that a dot in a cue stands for at most."""


@dataclass(frozen=True, slots=True, eq=False)
class Cues:
    """The section cues of a lexicon, compiled."""

    words: tuple[str, ...]
    automaton: Any
    """Finds the first part of every cue that is no heading cue."""
    rest: tuple[str, ...]
    """What must follow the first part; empty for most cues."""
    use_count: Ints
    use_first: Ints
    use_place: Ints
    use_label: Ints
    """The (place, label) pairs of all cues in a row, and where each cue's pairs begin."""
    headings: re.Pattern[str]
    heading_labels: dict[str, tuple[int, ...]]


@lru_cache(maxsize=8)
def compile_cues(lexicon: Lexicon) -> Cues:
    """Compile the section cues of a lexicon."""
    from ahocorasick_rs import AhoCorasick, Implementation

    uses: dict[str, set[tuple[int, int]]] = {}
    headings: dict[str, set[int]] = {}
    for entry in lexicon.of(SectionCue):
        label = LABELS.index(entry.label)
        for cue in entry.cues:
            if entry.place == "heading":
                headings.setdefault(cue, set()).add(label)
            else:
                uses.setdefault(cue, set()).add((PLACES.index(entry.place), label))
    words = tuple(uses)
    parts = [word.split(".", 1) for word in words]
    pairs = [sorted(uses[word]) for word in words]
    flat = np.array([pair for row in pairs for pair in row], dtype=np.intp).reshape(-1, 2)
    count = np.array([len(row) for row in pairs], dtype=np.intp)
    ordered = sorted(headings, key=len, reverse=True)
    return Cues(
        words=words,
        automaton=AhoCorasick([p[0] for p in parts], implementation=Implementation.ContiguousNFA),
        rest=tuple(part[1] if len(part) > 1 else "" for part in parts),
        use_count=count,
        use_first=np.cumsum(count) - count,
        use_place=flat[:, 0],
        use_label=flat[:, 1],
        headings=re.compile("|".join(map(re.escape, ordered)) or "(?!)"),
        heading_labels={word: tuple(sorted(labels)) for word, labels in headings.items()},
    )


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """Cues found in passages: which, in what passage, where it is counted, for which label."""

    passage: Ints
    cue: Ints
    place: Ints
    label: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """The cues found in a text: which, and their spans."""

    cue: Ints
    begin: Ints
    end: Ints


def match_cues(text: str, cues: Cues) -> Matches:
    """Find every cue in a text."""
    found = cues.automaton.find_matches_as_indexes(text, overlapping=True)
    rest = cues.rest
    if any(rest):
        found = [f for f in found if not rest[f[0]] or _follows(text, f[2], rest[f[0]])]
    table = np.array(found, dtype=np.intp).reshape(-1, 3)
    return Matches(table[:, 0], table[:, 1], table[:, 2])


def place_cues(matches: Matches, cues: Cues, starts: Ints, ends: Ints) -> Hits:
    """Say of each cue in what passage and where in it it counts.

    Parameters
    ----------
    matches : Matches
    cues : Cues
    starts, ends : ndarray of int, shape (n,)
        The spans of the passages, in the order of the text and without overlap.
    """
    if not len(starts) or not len(matches.cue):
        none = np.zeros(0, dtype=np.intp)
        return Hits(none, none, none, none)
    passage = np.searchsorted(starts, matches.begin, side="right") - 1
    inside = (passage >= 0) & (matches.end <= ends[np.maximum(passage, 0)])
    cue, passage = matches.cue[inside], passage[inside]
    from_start = matches.begin[inside] - starts[passage]
    to_end = ends[passage] - matches.end[inside]
    length = (ends - starts)[passage]

    count = cues.use_count[cue]
    which = np.repeat(np.arange(len(cue)), count)
    nth = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
    use = cues.use_first[cue[which]] + nth
    place, label = cues.use_place[use], cues.use_label[use]
    from_start, to_end = from_start[which], to_end[which]
    start, opening, _, end, sure = range(len(PLACES))
    counted = (place != opening) | (from_start <= _REACH["opening"])
    counted &= (place != end) | (to_end <= _REACH["end"])
    # What comes late in a passage says little of the whole, but thanks and requests do.
    early = from_start <= np.minimum(_REACH["sure"], length[which] // 2)
    late = (label == LABELS.index("other")) & (to_end <= _REACH["sure"])
    counted &= (place != sure) | early | late
    place = np.where((place == opening) & (from_start <= _REACH["start"]), start, place)
    return Hits(passage[which][counted], cue[which][counted], place[counted], label[counted])


def _follows(text: str, end: int, rest: str) -> bool:
    return text.find(rest, end, end + _GAP + len(rest)) >= 0


def count_cues(hits: Hits, passages: int) -> Floats:
    """Cues by passage, place and label; shape (passages, places, labels)."""
    shape = (passages, len(PLACES), len(LABELS))
    cell = (hits.passage * shape[1] + hits.place) * shape[2] + hits.label
    return np.bincount(cell, minlength=int(np.prod(shape))).reshape(shape).astype(np.float32)


def heading_hits(text: str, cues: Cues) -> dict[int, str]:
    """The labels that a heading's words speak for, each with its longest cue."""
    found: dict[int, str] = {}
    for match in cues.headings.finditer(text):
        for label in cues.heading_labels[match.group()]:
            if len(match.group()) > len(found.get(label, "")):
                found[label] = match.group()
    return found
