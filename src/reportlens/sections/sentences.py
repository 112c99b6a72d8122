"""Sentences that do something else than their paragraph: an admitted problem in a review."""

from __future__ import annotations

import numpy as np

from reportlens.lexicon import Lexicon
from reportlens.report import LABELS
from reportlens.sections.cues import PLACES, Cues, count_cues, place_cues
from reportlens.sections.features import Passages
from reportlens.text.layout import compile_layout
from reportlens.text.outline import Block

_PROBLEM, _OTHER = LABELS.index("problem"), LABELS.index("other")
_START, _OPENING, _ANYWHERE, _, _SURE = range(len(PLACES))
_SALUTATION = 20

Span = tuple[int, int]


def own_labels(
    text: str,
    blocks: list[Block],
    labels: list[int],
    passages: Passages,
    cues: Cues,
    lexicon: Lexicon,
) -> dict[Span, int]:
    """Labels of the sentences that clearly differ from their paragraph.

    A salutation and a sentence of thanks are `other`; a sentence that opens like an
    admission and speaks of shortcomings is a `problem`.

    Parameters
    ----------
    text : str
    blocks : list of Block
    labels : list of int
        The label of each block.
    passages : Passages
    cues : Cues
    lexicon : Lexicon

    Returns
    -------
    dict
        From the span of a sentence to its label.
    """
    spans = [
        (start, end, labels[place])
        for place in passages.block.tolist()
        for start, end in blocks[place].sentences
    ]
    if not spans:
        return {}
    table = np.array(spans, dtype=np.intp)
    counts = count_cues(place_cues(passages.matches, cues, table[:, 0], table[:, 1]), len(table))
    problem = counts[:, :, _PROBLEM]
    admits = (problem[:, _START] + problem[:, _SURE] > 0) & (problem[:, _ANYWHERE] >= 1)
    admits |= (problem[:, _OPENING] > 0) & (problem[:, _ANYWHERE] >= 2)
    thanks = counts[:, _SURE, _OTHER] > 0
    own: dict[Span, int] = {}
    for at in np.flatnonzero(admits & (table[:, 2] != _PROBLEM) & (table[:, 2] != _OTHER)).tolist():
        own[spans[at][:2]] = _PROBLEM
    for at in np.flatnonzero(thanks).tolist():
        own[spans[at][:2]] = _OTHER
    salutation = compile_layout(lexicon).salutation
    for start, end, _label in spans:
        if end - start <= _SALUTATION and salutation.match(text, start, end):
            own[start, end] = _OTHER
    return own
