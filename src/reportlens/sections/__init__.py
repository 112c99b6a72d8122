"""What every passage of a report does: achievements, problems, goals, plans …"""

from __future__ import annotations

from dataclasses import dataclass, field

from reportlens.lexicon import Lexicon
from reportlens.report import LABELS, Paragraph, Section, Sentence
from reportlens.sections.cues import compile_cues
from reportlens.sections.features import describe
from reportlens.sections.genre import is_short, looks_like_report
from reportlens.sections.model import PassageClassifier, calibrated, label_passages, load_model
from reportlens.sections.rows import (
    build_sections,
    build_sentences,
    evidence_of,
    heading_evidence,
    label_headings,
    place_furniture,
)
from reportlens.sections.sentences import own_labels
from reportlens.text.outline import Block
from reportlens.text.view import View

_OTHER = LABELS.index("other")
_LAYOUT_CONFIDENCE = 0.97
_DOUBT = 0.5
"""What the confidence in labels of a text is multiplied by that looks like no report."""


@dataclass(slots=True)
class Labelled:
    """The labelled rows of a report, with offsets into the view."""

    paragraphs: list[Paragraph]
    sections: list[Section]
    sentences: list[Sentence]
    warnings: list[str] = field(default_factory=list)


def label_sections(
    view: View,
    blocks: list[Block],
    year: int | None,
    lexicon: Lexicon,
    classifier: PassageClassifier | None = None,
) -> Labelled:
    """Label every block and sentence of an outline with what it does in the report.

    Headings, cue words, years, the place in the report and a linear model over character
    n-grams give each passage its odds; a hidden Markov chain adds the order in which such
    reports run. A heading gets the label of most of what it heads.

    Parameters
    ----------
    view : View
    blocks : list of Block
        Made by `outline`.
    year : int or None
        The year in which the report was given.
    lexicon : Lexicon
        Its `section_cue` entries are the cues.
    classifier : PassageClassifier, optional
        Gives the odds of passages by their words in place of the shipped model.

    Returns
    -------
    Labelled

    Examples
    --------
    >>> from reportlens.lexicon import load
    >>> from reportlens.text.outline import outline
    >>> from reportlens.text.view import clean_view
    >>> text = "二、存在的问题\\n一是村集体底子薄，五个村没有产业。二是路灯少，夜里出门难。"
    >>> view = clean_view(text)
    >>> labelled = label_sections(view, outline(view), 2023, load())
    >>> [(p.label, p.evidence) for p in labelled.paragraphs]
    [('problem', 'heading: 存在的'), ('problem', 'heading: 存在的问题')]
    """
    cues = compile_cues(lexicon)
    model = load_model()
    passages = describe(view, blocks, year, lexicon)
    posterior = label_passages(view.text, passages, model, classifier)
    found = posterior.argmax(axis=1)
    sure = calibrated(posterior.max(axis=1), model) if len(posterior) else found

    labels = [_OTHER] * len(blocks)
    confidence = [_LAYOUT_CONFIDENCE] * len(blocks)
    evidence = [f"layout: {block.role}" if block.role else "" for block in blocks]
    reasons = evidence_of(view.text, blocks, passages, found, cues)
    for row, place in enumerate(passages.block.tolist()):
        labels[place], confidence[place] = int(found[row]), float(sure[row])
        evidence[place] = reasons[row]
    label_headings(blocks, labels, confidence)

    warnings = []
    if is_short(passages):
        warnings.append("there is too little text to tell what its passages do")
    elif not looks_like_report(view.text, blocks, passages, lexicon):
        warnings.append("this does not look like a work report: its labels are guesses")
    if warnings:
        confidence = [value * _DOUBT for value in confidence]
    paragraphs = [
        Paragraph(
            block.start,
            block.end,
            "",
            block.kind,
            block.level,
            block.number,
            block.heading,
            LABELS[label],
            round(sure_of, 3),
            why or heading_evidence(view.text, block, label, cues),
        )
        for block, label, sure_of, why in zip(blocks, labels, confidence, evidence, strict=True)
    ]
    own = own_labels(view.text, blocks, labels, passages, cues, lexicon)
    return Labelled(
        paragraphs,
        build_sections(paragraphs, blocks, view.text),
        build_sentences(blocks, labels, own),
        warnings,
    )


__all__ = ["Labelled", "PassageClassifier", "label_sections", "place_furniture"]
