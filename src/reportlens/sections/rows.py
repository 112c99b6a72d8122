"""From labels of passages to rows: headings, evidence, sections, sentences, warnings."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reportlens.report import LABELS, Label, Paragraph, Section, Sentence
from reportlens.sections.cues import PLACES, Cues, heading_hits
from reportlens.sections.features import Passages
from reportlens.text.outline import Block

_OTHER = LABELS.index("other")
_PLACE_ORDER = ("start", "end", "opening", "sentence")


def label_headings(blocks: list[Block], labels: list[int], confidence: list[float]) -> None:
    """Give each heading the label of most of what stands under it, in place."""
    chars = np.zeros((len(blocks), len(LABELS)))
    sure = np.zeros((len(blocks), len(LABELS)))
    for i, block in enumerate(blocks):
        if block.kind == "heading" or block.role:
            continue
        parent = block.parent
        while parent >= 0:
            chars[parent, labels[i]] += block.end - block.start
            sure[parent, labels[i]] += (block.end - block.start) * confidence[i]
            parent = blocks[parent].parent
    below, below_confidence = _OTHER, 0.5
    for i in range(len(blocks) - 1, -1, -1):
        if blocks[i].kind == "heading" and not blocks[i].role:
            if chars[i].any():
                labels[i] = int(chars[i].argmax())
                confidence[i] = float(sure[i, labels[i]] / chars[i, labels[i]])
            else:
                labels[i], confidence[i] = below, below_confidence
        if not blocks[i].role:
            below, below_confidence = labels[i], confidence[i]


def evidence_of(
    text: str, blocks: list[Block], passages: Passages, labels: NDArray[np.intp], cues: Cues
) -> list[str]:
    """What a person can read for each passage: ``heading: …``, ``cue: …`` or ``model``."""
    heading, announced = passages.group("heading"), passages.group("announced")
    best: list[tuple[int, int, str]] = [(9, 0, "")] * len(labels)
    hits = passages.hits
    chosen = hits.label == labels[hits.passage] if len(labels) else hits.label < -1
    for at, cue, place in zip(
        hits.passage[chosen].tolist(),
        hits.cue[chosen].tolist(),
        hits.place[chosen].tolist(),
        strict=True,
    ):
        word = cues.words[cue]
        rank = (_RANK[place], -len(word), word)
        if rank < best[at] and len(word) > 1:
            best[at] = rank
    result = []
    for row, (place, label) in enumerate(
        zip(passages.block.tolist(), labels.tolist(), strict=True)
    ):
        strong = best[row][0] <= 2
        if announced[row, label]:
            result.append("announced above")
        elif heading[row, label]:
            result.append(f"heading: {_said_by(text, blocks, place, label, cues)}")
        elif best[row][2] and (strong or len(best[row][2]) > 2):
            result.append(f"cue: {best[row][2].replace('.', '…')}")
        else:
            result.append("model")
    return result


_RANK = {PLACES.index(name): rank for rank, name in enumerate(("sure", *_PLACE_ORDER))}


def _said_by(text: str, blocks: list[Block], place: int, label: int, cues: Cues) -> str:
    """The nearest heading above that speaks for a label."""
    at = blocks[place].parent
    while at >= 0:
        heading = text[blocks[at].start + len(blocks[at].number) : blocks[at].end]
        if label in heading_hits(heading, cues):
            break
        at = blocks[at].parent
    return (heading if at >= 0 else blocks[place].heading).strip(" 。：")[:24]


def heading_evidence(text: str, block: Block, label: int, cues: Cues) -> str:
    """A heading's own cue when it speaks for its label, else what stands under it."""
    said = heading_hits(text[block.start : block.end], cues)
    return f"heading: {said[label]}" if label in said else "what it heads"


def place_furniture(
    paragraphs: list[Paragraph],
    sentences: list[Sentence],
    spans: tuple[tuple[int, int], ...],
    source: str,
) -> list[Paragraph]:
    """Put in rows for what the view left out inside paragraphs: page numbers, headers.

    Works on located rows. A row goes after the paragraph that it interrupts; the row
    numbers that sentences hold move along.
    """
    if not spans:
        return paragraphs
    extra = [
        Paragraph(
            start,
            end,
            source[start:end],
            label="other",
            confidence=0.97,
            evidence="layout: furniture",
        )
        for start, end in spans
    ]
    order = sorted(
        [*enumerate(paragraphs), *((-1, row) for row in extra)], key=lambda pair: pair[1].start
    )
    moved = {old: new for new, (old, _) in enumerate(order) if old >= 0}
    for sentence in sentences:
        sentence.paragraph = moved[sentence.paragraph]
    return [row for _, row in order]


def build_sections(paragraphs: list[Paragraph], blocks: list[Block], text: str) -> list[Section]:
    """Runs of rows with one label; a salutation inside a run does not break it."""
    sections: list[Section] = []
    waiting: list[int] = []
    for i, row in enumerate(paragraphs):
        if blocks[i].role == "salutation" and sections:
            waiting.append(i)
            continue
        if not sections or sections[-1].label != row.label:
            for j in waiting:
                _extend(sections, paragraphs[j], text)
        elif sections[-1].label == "other":
            for j in waiting:
                sections[-1].chars += _visible(text, paragraphs[j])
        waiting.clear()
        _extend(sections, row, text)
    for j in waiting:
        _extend(sections, paragraphs[j], text)
    return sections


def _extend(sections: list[Section], row: Paragraph, text: str) -> None:
    if sections and sections[-1].label == row.label:
        sections[-1].end = row.end
        sections[-1].chars += _visible(text, row)
        return
    heading = text[row.start + len(row.number) : row.end] if row.kind == "heading" else row.heading
    sections.append(
        Section(row.start, row.end, "", row.label, heading.strip(" 。："), _visible(text, row))
    )


def _visible(text: str, row: Paragraph) -> int:
    span = text[row.start : row.end]
    return len(span) - sum(map(span.count, " \n\t"))


def build_sentences(
    blocks: list[Block], labels: list[int], scores: dict[tuple[int, int], int]
) -> list[Sentence]:
    """Sentences with their paragraph's label, or their own where they clearly differ."""
    names: tuple[Label, ...] = LABELS
    return [
        Sentence(start, end, "", names[scores.get((start, end), labels[i])], i)
        for i, block in enumerate(blocks)
        for start, end in block.sentences
    ]
