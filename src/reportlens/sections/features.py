"""What is known of each passage beside its n-grams: headings, cues, years, place, shape."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reportlens.lexicon import Lexicon
from reportlens.report import LABELS
from reportlens.sections.cues import (
    PLACES,
    Cues,
    Hits,
    Matches,
    compile_cues,
    count_cues,
    heading_hits,
    match_cues,
    place_cues,
)
from reportlens.text.layout import Layout, compile_layout
from reportlens.text.numbering import RANK, numbering
from reportlens.text.outline import Block
from reportlens.text.view import View

Floats = NDArray[np.float32]
Ints = NDArray[np.intp]

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年?(?!\d)")
_PLACES = 8
_ANNOUNCES = 18
"""Characters at the end of a sentence in which it announces what follows."""
_WHOLE = 6
"""Fewer passages than this are an excerpt: first, last and place say nothing."""
_TENSES = ("long_past", "past", "now", "future")

HEADING_FEATURES: tuple[str, ...] = (
    *(f"heading:{label}" for label in LABELS),
    *(f"root:{label}" for label in LABELS),
    "under_heading",
    "first_under_heading",
)
FEATURES: tuple[str, ...] = (
    *HEADING_FEATURES,
    *(f"lead:{label}" for label in LABELS),
    *(f"announced:{label}" for label in LABELS),
    "announced",
    *(f"{place}:{label}" for place in PLACES for label in LABELS),
    *(f"dense:{label}" for label in LABELS),
    *(f"before:{label}" for label in LABELS),
    *(f"after:{label}" for label in LABELS),
    *(f"opening_year:{tense}" for tense in _TENSES),
    *(f"year:{tense}" for tense in _TENSES),
    *(f"place:{i}" for i in range(_PLACES)),
    "short",
    "long",
    "numbered",
    "exclaims",
    "last",
    "first",
    "after_salutation",
    "looks_back",
    "looks_back_in_plan",
)
"""The names of the columns that `describe` fills."""
_ACHIEVEMENT, _PLAN, _OTHER = map(LABELS.index, ("achievement", "plan", "other"))
_AT = {name: i for i, name in enumerate(FEATURES)}


@dataclass(slots=True, eq=False)
class Passages:
    """The passages of a report that need a label, with their features.

    Attributes
    ----------
    block : ndarray of int, shape (n,)
        The place of each passage in the list of blocks.
    starts, ends : ndarray of int, shape (n,)
        Spans in the view's text.
    features : ndarray of float32, shape (n, len(FEATURES))
    new_part : ndarray of bool, shape (n,)
        Whether a heading of the two top levels or a salutation stands before the passage.
    hits : Hits
        The cues that count, for evidence.
    matches : Matches
        All cues found in the text.
    """

    block: Ints
    starts: Ints
    ends: Ints
    features: Floats
    new_part: NDArray[np.bool_]
    hits: Hits
    matches: Matches

    def group(self, name: str) -> Floats:
        """The columns of a group of features, such as ``heading``; shape (n, labels)."""
        return _columns(self.features, name)

    def column(self, name: str) -> Floats:
        """The column of one feature; shape (n,)."""
        column: Floats = self.features[:, _AT[name]]
        return column


def passages(blocks: list[Block]) -> Ints:
    """The blocks that are passages of the report: no headings, no furniture, titles, notes."""
    return np.array(
        [i for i, b in enumerate(blocks) if b.kind == "paragraph" and not b.role], dtype=np.intp
    )


def describe(view: View, blocks: list[Block], year: int | None, lexicon: Lexicon) -> Passages:
    """The features of every passage of an outlined report."""
    which = passages(blocks)
    starts = np.array([blocks[i].start for i in which], dtype=np.intp)
    ends = np.array([blocks[i].end for i in which], dtype=np.intp)
    text, cues = view.text, compile_cues(lexicon)
    table = np.zeros((len(which), len(FEATURES)), dtype=np.float32)
    matches = match_cues(text, cues)
    hits = place_cues(matches, cues, starts, ends)
    if len(which):
        pivot = pivot_year(text, blocks, year)
        _add_cues(table, count_cues(hits, len(which)), ends - starts)
        _add_years(table, text, starts, ends, pivot)
        _add_place(table, starts, ends)
        new_part = _add_headings(table, text, blocks, which, cues, pivot)
        _add_announced(table, text, blocks, which, cues, compile_layout(lexicon))
        _add_shape(table, text, blocks, which)
        _add_looks_back(table)
    else:
        new_part = np.zeros(0, dtype=bool)
    return Passages(which, starts, ends, table, new_part, hits, matches)


def pivot_year(text: str, blocks: list[Block], year: int | None) -> int | None:
    """The year that the report looks back on.

    Reports of January look back on the year before; summaries of December on their own.
    What is named in headings and titles decides, as the year after is then planned for.
    """
    heads = " ".join(
        text[b.start : b.end] for b in blocks if b.kind == "heading" or b.role == "title"
    )
    in_heads = Counter(int(y) for y in _YEAR.findall(heads))
    in_text = Counter(int(y) for y in _YEAR.findall(text))
    if year is None:
        if not in_text:
            return None
        # The latest year that is named more than now and then, unless it is far ahead.
        often = [y for y, n in in_text.items() if n >= max(2, 0.2 * max(in_text.values()))]
        year = max(often or in_text)
        if in_heads and year > max(in_heads):
            year = max(in_heads)
    plans_ahead = in_heads[year + 1] > 0 and in_heads[year - 1] == 0
    titles = " ".join(text[b.start : b.end] for b in blocks if b.role == "title")
    named = str(year) in titles and str(year - 1) not in titles
    named_only = named and in_text[year - 1] < in_text[year + 1]
    return year if plans_ahead or named_only else year - 1


def _add_cues(table: Floats, counts: Floats, lengths: Ints) -> None:
    first, last = _AT[f"{PLACES[0]}:{LABELS[0]}"], _AT[f"{PLACES[-1]}:{LABELS[-1]}"]
    table[:, first : last + 1] = np.minimum(counts, 3).reshape(len(table), -1) / 2
    _columns(table, "sure")[:] = counts[:, PLACES.index("sure")] > 0
    density = counts[:, PLACES.index("sentence")] / np.sqrt(np.maximum(lengths, 20))[:, None]
    _columns(table, "dense")[:] = density
    _columns(table, "before")[1:] = density[:-1]
    _columns(table, "after")[:-1] = density[1:]


def _columns(table: Floats, group: str) -> Floats:
    """The columns of a group of features, one for each label."""
    first = _AT[f"{group}:{LABELS[0]}"]
    return table[:, first : first + len(LABELS)]


def _tense(year: int, pivot: int) -> int:
    return 0 if year < pivot else min(year - pivot, 2) + 1


def _add_years(table: Floats, text: str, starts: Ints, ends: Ints, pivot: int | None) -> None:
    if pivot is None:
        return
    for match in _YEAR.finditer(text):
        at = int(np.searchsorted(starts, match.start(), side="right")) - 1
        if at < 0 or match.start() >= ends[at]:
            continue
        tense = _TENSES[_tense(int(match.group(1)), pivot)]
        table[at, _AT[f"year:{tense}"]] = min(1.0, table[at, _AT[f"year:{tense}"]] + 0.5)
        if match.start() - starts[at] < 30:
            table[at, _AT[f"opening_year:{tense}"]] = 1.0


def _add_place(table: Floats, starts: Ints, ends: Ints) -> None:
    """How far into the report a passage stands, as a soft choice among a few places."""
    if len(table) < _WHOLE:
        return
    lengths = ends - starts
    middle = np.cumsum(lengths) - lengths / 2
    where = middle / max(1, int(lengths.sum())) * (_PLACES - 1)
    low = np.floor(where).astype(np.intp)
    rows = np.arange(len(table))
    first = _AT["place:0"]
    table[rows, first + low] = 1 - (where - low)
    table[rows, first + np.minimum(low + 1, _PLACES - 1)] += where - low


def _add_headings(
    table: Floats, text: str, blocks: list[Block], which: Ints, cues: Cues, pivot: int | None
) -> NDArray[np.bool_]:
    """Heading features; also whether a new part begins before each passage."""
    said: dict[int, Floats] = {}

    def speaks(i: int) -> Floats:
        if i not in said:
            said[i] = heading_vector(text[blocks[i].start : blocks[i].end], cues, pivot)
        return said[i]

    new_part = np.zeros(len(which), dtype=bool)
    previous = -1
    heading, root = _columns(table, "heading"), _columns(table, "root")
    for row, place in enumerate(which.tolist()):
        block = blocks[place]
        new_part[row] = any(
            b.role == "salutation" or (b.kind == "heading" and b.level <= 2)
            for b in blocks[previous + 1 : place]
        )
        previous = place
        if block.lead is not None:
            begin = block.start + len(block.number)
            _columns(table, "lead")[row] = heading_vector(text[begin : block.lead[1]], cues, pivot)
        if block.parent < 0:
            continue
        table[row, _AT["under_heading"]] = 1
        table[row, _AT["first_under_heading"]] = block.parent == place - 1
        chain = [block.parent]
        while blocks[chain[-1]].parent >= 0:
            chain.append(blocks[chain[-1]].parent)
        root[row] = speaks(chain[-1])
        heading[row] = next((speaks(i) for i in chain if speaks(i).any()), root[row])
    return new_part


def heading_vector(heading: str, cues: Cues, pivot: int | None) -> Floats:
    """The labels that a heading speaks for; shape (labels,), each 0 or 1.

    A year that lies ahead makes the work that a heading names planned work.
    """
    vector = np.zeros(len(LABELS), dtype=np.float32)
    vector[list(heading_hits(heading, cues))] = 1
    if pivot is not None:
        years = [int(y) for y in _YEAR.findall(heading)]
        if years and min(years) > pivot:
            vector[_ACHIEVEMENT] = 0
            if not vector.any():
                vector[_PLAN] = 1
        elif years and max(years) <= pivot and not vector.any():
            vector[_ACHIEVEMENT] = 1
    return vector


def _add_looks_back(table: Floats) -> None:
    """Whether a passage opens with the time reported on and then speaks more of deeds than plans.

    ``过去一年，……`` reviews a field wherever it stands, also where the headings promise plans.
    """
    opens = _columns(table, "start")[:, _ACHIEVEMENT] > 0
    opens |= table[:, _AT["opening_year:past"]] > 0
    ahead = table[:, _AT["opening_year:now"]] + table[:, _AT["opening_year:future"]] > 0
    # The opening counts as a sentence about deeds.
    said = _columns(table, "sentence") + _columns(table, "start")
    back = opens & ~ahead & (said[:, _ACHIEVEMENT] >= said[:, _PLAN])
    planned = _columns(table, "heading")[:, _PLAN] + _columns(table, "root")[:, _PLAN] > 0
    table[:, _AT["looks_back"]] = back
    table[:, _AT["looks_back_in_plan"]] = back & planned


def _last_said(sentence: str, cues: Cues, layout: Layout) -> Floats:
    """The label of the last heading cue in a sentence that announces.

    Clauses that name what the items rest on (``根据上述目标，``) say nothing of the items.
    Nobody announces `other`: its words (``有几点说明：``) say nothing of what follows either.
    """
    vector = np.zeros(len(LABELS), dtype=np.float32)
    for clause in reversed(sentence.split("，")):
        if clause.startswith(layout.basis):
            continue
        said = [match.group() for match in cues.headings.finditer(clause)]
        if said:
            vector[list(cues.heading_labels[said[-1]])] = 1
            vector[_OTHER] = 0
            break
    return vector


def _announces(sentence: str, layout: Layout) -> bool:
    """Whether the last clause of a sentence says that items follow."""
    clause = sentence[max(sentence.rfind("，") + 1, len(sentence) - _ANNOUNCES, 0) :]
    return bool(layout.announces.search(clause) or layout.announces_colon.search(clause))


def _add_announced(
    table: Floats, text: str, blocks: list[Block], which: Ints, cues: Cues, layout: Layout
) -> None:
    """What the sentence before a run of numbered items said that they are.

    ``我们有以下几点体会：`` stands over all the items that follow, and over what stands
    under them, like a heading.
    """
    row_of = {place: row for row, place in enumerate(which.tolist())}
    said: Floats | None = None
    rank = -1
    opening = ""
    for i, block in enumerate(blocks):
        number = numbering(text[block.start : block.start + 12]) if block.number else None
        if block.role == "salutation" or block.role == "notes":
            said = None
        elif said is not None and number is not None:
            if RANK[number.style] < rank:
                said = None
        elif said is not None and block.kind == "heading" and rank >= RANK["item"]:
            said = None
        elif said is not None and opening and text.startswith(opening, block.start):
            pass  # one more item without a number
        elif said is not None and block.kind == "paragraph":
            # Under an announced heading paragraphs go on; after announced items they end it.
            under = block.parent >= 0 and blocks[block.parent].number
            if not under or RANK[_style(text, blocks[block.parent])] < rank:
                said = None
        if said is not None and i in row_of:
            _columns(table, "announced")[row_of[i]] = said
            table[row_of[i], _AT["announced"]] = 1
        if block.kind == "paragraph" and not block.role and i + 1 < len(blocks):
            following = blocks[i + 1]
            last = block.sentences[-1] if block.sentences else (block.start, block.end)
            sentence = text[max(last[0], last[1] - 80) : last[1]]
            if not _announces(sentence, layout):
                continue
            vector = _last_said(sentence, cues, layout)
            if not vector.any():
                continue
            if following.number and following.parent in _numbered_above(blocks, block.parent):
                style = _style(text, following)
                if said is None or RANK[style] < rank:
                    said, rank, opening = vector, RANK[style], ""
            elif shared := _shared_opening(text, blocks[i + 1 : i + 3]):
                said, rank, opening = vector, RANK["item"], shared


def _shared_opening(text: str, blocks: list[Block]) -> str:
    """The two characters that paragraphs without numbers open with, if it is the same two."""
    openings = {text[block.start : block.start + 2] for block in blocks}
    plain = all(block.kind == "paragraph" and not block.number for block in blocks)
    return openings.pop() if len(blocks) > 1 and plain and len(openings) == 1 else ""


def _numbered_above(blocks: list[Block], parent: int) -> set[int]:
    """A heading and, as long as they have no number, those above it."""
    above = {parent}
    while parent >= 0 and not blocks[parent].number:
        parent = blocks[parent].parent
        above.add(parent)
    return above


def _style(text: str, block: Block) -> str:
    number = numbering(text[block.start : block.start + 12])
    return number.style if number else "dash"


def _add_shape(table: Floats, text: str, blocks: list[Block], which: Ints) -> None:
    for row, place in enumerate(which.tolist()):
        block = blocks[place]
        length = block.end - block.start
        table[row, _AT["short"]] = length < 40
        table[row, _AT["long"]] = length > 250
        table[row, _AT["numbered"]] = bool(block.number)
        table[row, _AT["exclaims"]] = text[block.end - 1] == "！"
        table[row, _AT["after_salutation"]] = place > 0 and blocks[place - 1].role == "salutation"
    if len(table) >= _WHOLE:
        table[-1, _AT["last"]] = 1
        table[0, _AT["first"]] = 1


__all__ = ["FEATURES", "HEADING_FEATURES", "Passages", "describe", "passages"]
