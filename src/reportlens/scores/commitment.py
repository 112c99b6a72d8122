"""How binding targets are worded: 确保 and 以上 against 左右 and 力争."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reportlens.lexicon import Lexicon, lexicon_of
from reportlens.lexicon.schema import CommitmentEntry
from reportlens.report import Quantity, Report

_CLAUSE_ENDS = re.compile("[，；：。,;:]")


@dataclass(frozen=True, slots=True)
class TargetWording:
    """A numeric target and the wording that says how binding it is."""

    quantity: Quantity
    wording: str
    strength: float


@lru_cache(maxsize=8)
def _strengths(lexicon: Lexicon) -> tuple[dict[str, float], dict[str, float]]:
    """Strength by verb (longest first) and by bound."""
    verbs: dict[str, float] = {}
    bounds: dict[str, float] = {}
    for entry in lexicon.of(CommitmentEntry):
        verbs |= dict.fromkeys(entry.verbs, entry.strength)
        bounds |= dict.fromkeys(entry.bounds, entry.strength)
    return dict(sorted(verbs.items(), key=lambda item: -len(item[0]))), bounds


def target_wordings(report: Report, lexicon: Lexicon | None = None) -> Iterator[TargetWording]:
    """Every numeric target of a report with the wording that governs it.

    A verb of commitment (确保, 力争 …) before the number, in its own clause and behind the
    preceding number, decides; of several the nearest. Without one, the bound of the number
    does. Durations and masked numbers are left out. Without `lexicon` the report's own counts.
    """
    verbs, bounds = _strengths(lexicon or lexicon_of(report))
    starts = [s.start for s in report.sentences]
    previous_end = 0
    for quantity in report.quantities:
        if quantity.status == "target" and quantity.kind != "duration" and quantity.low is not None:
            at = bisect_right(starts, quantity.start) - 1
            sentence_start = starts[at] if at >= 0 else 0
            before = report.text[max(sentence_start, previous_end) : quantity.start]
            clause = _CLAUSE_ENDS.split(before)[-1]
            # The nearest verb; of two that end together (不低于, 低于) the longer one.
            verb = max(verbs, key=lambda v: (clause.rfind(v) + len(v)) * (v in clause), default="")
            verb = verb if verb in clause else ""
            strength = verbs[verb] if verb else bounds.get(quantity.bound, 0.5)
            yield TargetWording(quantity, verb or quantity.bound, strength)
        previous_end = quantity.end
