"""Whether a text is a work report at all; a news story or a poem gets doubtful labels."""

from __future__ import annotations

from reportlens.lexicon import Lexicon
from reportlens.sections.cues import PLACES
from reportlens.sections.features import Passages
from reportlens.text.layout import compile_layout
from reportlens.text.outline import Block

_FEW = 200
"""Characters below which a text is too short to tell."""
_ENOUGH = 3.0


def looks_like_report(text: str, blocks: list[Block], passages: Passages, lexicon: Lexicon) -> bool:
    """Whether title, salutation, headings and cues make a text a work report.

    Signs are added up: a title that names a report, a salutation, headings that name
    parts of reports, passages that open like one, and the variety of those parts.
    """
    if not len(passages.block):
        return False
    layout = compile_layout(lexicon)
    points = 0.0
    titles = [text[b.start : b.end] for b in blocks[:12] if b.role in ("title", "salutation", "")]
    points += 2.0 * any(layout.titles.search(title[:160]) is not None for title in titles)
    points += 1.0 * any(block.role == "salutation" for block in blocks)
    headings = passages.group("heading")
    points += min(2.0, 1.0 * float(headings.any(axis=0).sum()))
    sure = passages.group("sure").any(axis=0)
    points += min(3.0, 1.0 * float(sure.sum()))
    starts = passages.group(PLACES[0]).any(axis=1)
    points += 1.0 * float(starts.mean() >= 0.3)
    return points >= _ENOUGH


def is_short(passages: Passages) -> bool:
    """Whether there is too little text to tell what kind it is."""
    return int((passages.ends - passages.starts).sum()) < _FEW
