"""What a report took over from another: sentences kept, revised, dropped and new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from reportlens.comparison.groups import Member, by_group, series
from reportlens.comparison.prepared import Prepared, PreparedReports
from reportlens.comparison.similarity import (
    changes,
    edit_ratio,
    nearest,
    weigh,
)
from reportlens.lexicon import Lexicon
from reportlens.scores.shingles import ngram_hashes, squeeze
from reportlens.text.characters import to_codes

if TYPE_CHECKING:
    import pandas as pd

KEPT = 0.95
"""From this edit ratio on a sentence counts as kept."""
REVISED = 0.55
"""From this edit ratio on a sentence counts as revised."""
CANDIDATE = 0.2
"""Pairs with a lower TF-IDF cosine are not looked at further."""

ROWS_AT_ONCE = 20_000
"""Rows that are gathered before they become columns, which take a third of the memory."""

COLUMNS = (
    "group",
    "earlier_group",
    "region",
    "text",
    "earlier_text",
    "similarity",
    "relation",
    "changes",
    "label",
    "report_id",
    "start",
    "end",
    "earlier_report_id",
    "earlier_start",
    "earlier_end",
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A report and the one that it may have taken sentences from."""

    later: Member
    earlier: Member


def pairs(members: Sequence[Member]) -> Iterator[Pair]:
    """Each report with the one before it of the same place; with the centre's of its year.

    A series of years gives a pair for each two neighbouring reports of one region and
    organ. Where a year has a national report beside those of regions, each region's
    report is paired with it as well.
    """
    for years in series(members).values():
        inside = list(years.values())
        yield from (Pair(b, a) for a, b in pairwise(inside))
    centre = {m.year: m for m in members if m.report.metadata.region_level == "national"}
    for member in members:
        if member.report.metadata.region_level == "province" and member.year in centre:
            yield Pair(member, centre[member.year])


def align(later: Prepared, earlier: Prepared) -> tuple[list[int], list[float]]:
    """The sentence of `earlier` that each sentence of `later` comes from, and the edit ratio.

    Candidates by TF-IDF cosine over character n-grams, which is sparse and fast; the
    ratio of edits then decides. -1 where nothing reaches `REVISED`.
    """
    if not later.sentences or not earlier.sentences:
        return [-1] * len(later.sentences), [0.0] * len(later.sentences)
    index, cosine = nearest(*weigh(later.matrix, earlier.matrix))
    sources, ratios = [], []
    for text, at, alike in zip(later.squeezed, index.tolist(), cosine.tolist(), strict=True):
        close = at >= 0 and alike >= CANDIDATE
        ratio = edit_ratio(text, earlier.squeezed[at], least=REVISED) if close else 0.0
        sources.append(at if ratio >= REVISED else -1)
        ratios.append(ratio)
    return sources, ratios


def reuse(
    members: Sequence[Member], lexicon: Lexicon, *, prepared: PreparedReports | None = None
) -> pd.DataFrame:
    """Sentences kept, revised, dropped and new between each report and its predecessor.

    Columns: group, earlier_group, region, text, earlier_text, similarity (edit ratio),
    relation (`kept`, `revised`, `new`, `dropped`), changes, label, report_id, start, end,
    earlier_report_id, earlier_start, earlier_end.
    """
    import pandas as pd

    prepared = prepared or PreparedReports()
    frames: list[pd.DataFrame] = []
    rows: list[tuple[Any, ...]] = []
    for pair in pairs(members):
        rows += _rows(pair, prepared)
        if len(rows) >= ROWS_AT_ONCE:
            frames.append(_frame(rows))
            rows = []
    if rows or not frames:
        frames.append(_frame(rows))
    return frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)


def _frame(rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    import pandas as pd

    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    places = ["start", "end", "earlier_start", "earlier_end"]
    empty = [name for name in places if frame[name].isna().all()]
    return frame.astype(dict.fromkeys(empty, "float64"))


def _rows(pair: Pair, prepared: PreparedReports) -> Iterator[tuple[Any, ...]]:
    both = prepared[pair.later], prepared[pair.earlier]
    sources, ratios = align(*both)
    later, earlier = both[0].sentences, both[1].sentences
    head = (pair.later.group, pair.earlier.group, pair.later.region)
    ids = (pair.later.report_id, pair.earlier.report_id)
    for sentence, at, ratio in zip(later, sources, ratios, strict=True):
        place = (sentence.label, ids[0], sentence.start, sentence.end)
        if at < 0:
            yield (*head, sentence.text, "", ratio, "new", "", *place, ids[1], None, None)
            continue
        old = earlier[at]
        kept = ratio >= KEPT
        plain = pair.earlier.plain[old.start : old.end], pair.later.plain[place[2] : place[3]]
        marked = "" if kept else changes(old.text, sentence.text, plain=plain)
        relation = "kept" if kept else "revised"
        yield (*head, sentence.text, old.text, ratio, relation, marked, *place,
               ids[1], old.start, old.end)  # fmt: skip
    used = set(sources)
    for at, old in enumerate(earlier):
        if at not in used:
            yield (*head, "", old.text, 0.0, "dropped", "", old.label, ids[0], None, None,
                   ids[1], old.start, old.end)  # fmt: skip


def reuse_matrix(members: Sequence[Member], *, size: int = 8) -> pd.DataFrame:
    """Share of each group's character `size`-grams that stand in each other group.

    Returns
    -------
    DataFrame, groups × groups
        Row: the group that takes over; column: the group that it is found in.
    """
    import pandas as pd

    grams = {group: _hashed_grams(inside, size) for group, inside in by_group(members).items()}
    names = list(grams)
    matrix = np.ones((len(names), len(names)))
    for i, a in enumerate(names):
        for j, b in enumerate(names):
            if i != j:
                common = np.intersect1d(grams[a], grams[b], assume_unique=True).size
                matrix[i, j] = common / max(grams[a].size, 1)
    return pd.DataFrame(matrix, index=names, columns=names)


def _hashed_grams(members: Sequence[Member], size: int) -> np.ndarray[Any, np.dtype[np.uint64]]:
    """The distinct character n-grams of reports as 64-bit hashes, sorted."""
    parts = []
    for member in members:
        parts.append(ngram_hashes(to_codes(squeeze(member.plain)), size))
    return np.unique(np.concatenate(parts)) if parts else np.zeros(0, dtype=np.uint64)
