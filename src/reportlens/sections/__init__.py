"""What every passage of a report does: achievements, problems, goals, plans …"""

from __future__ import annotations

from dataclasses import dataclass

from reportlens.lexicon import Lexicon
from reportlens.report import Paragraph, Section, Sentence
from reportlens.text.outline import Block
from reportlens.text.view import View


@dataclass(slots=True)
class Labelled:
    """The labelled rows of a report, with offsets into the view."""

    paragraphs: list[Paragraph]
    sections: list[Section]
    sentences: list[Sentence]
    warnings: list[str]


def label_sections(view: View, blocks: list[Block], year: int | None, lexicon: Lexicon) -> Labelled:
    """Label every block and sentence of an outline with what it does in the report."""
    paragraphs = [
        Paragraph(b.start, b.end, "", b.kind, b.level, b.number, b.heading) for b in blocks
    ]
    sentences = [
        Sentence(start, end, "", "other", i)
        for i, b in enumerate(blocks)
        for start, end in b.sentences
    ]
    return Labelled(paragraphs, [], sentences, [])


__all__ = ["Labelled", "label_sections"]
