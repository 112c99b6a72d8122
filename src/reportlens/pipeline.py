"""The stages in their order: text in, report out."""

from __future__ import annotations

from bisect import bisect_right
from itertools import chain

from reportlens.lexicon import Lexicon, load
from reportlens.quantities import find_indicators, find_quantities
from reportlens.reading.metadata import find_metadata
from reportlens.report import Metadata, Report, Sentence, Slogan
from reportlens.sections import PassageClassifier, label_sections, place_furniture
from reportlens.slogans import find_slogans
from reportlens.text.dates import find_dates
from reportlens.text.outline import outline
from reportlens.text.view import clean_view
from reportlens.text.words import WordCutter


def analyze(
    text: str,
    *,
    year: int | None = None,
    metadata: Metadata | None = None,
    lexicon: Lexicon | None = None,
    section_model: PassageClassifier | None = None,
) -> Report:
    """Analyse the text of one report.

    Parameters
    ----------
    text : str
        The raw text. All offsets in the result index exactly this string.
    year : int, optional
        The year in which the report was given; found in the text when left out.
    metadata : Metadata, optional
        What is known from elsewhere, such as the file name; found in the text when left out.
    lexicon : Lexicon, optional
        Made by `reportlens.lexicon.load`; the shipped one when left out.
    section_model : PassageClassifier, optional
        A fitted `SectionClassifier`, or any object with ``classes_`` and ``predict_proba``,
        that says what passages do in place of the shipped model; headings, cues and the order
        of passages count as before.

    Returns
    -------
    Report

    Examples
    --------
    >>> import reportlens as rl
    >>> report = rl.analyze("城镇新增就业1200万人以上。", year=2025)
    >>> report.year
    2025
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be a str, not {type(text).__name__}; rl.read() reads files")
    lexicon = lexicon or load()
    metadata = metadata or find_metadata(text, lexicon=lexicon)
    if year is not None:
        metadata.year = year

    view = clean_view(text)
    blocks = outline(view, lexicon)
    labelled = label_sections(view, blocks, metadata.year, lexicon, section_model)
    dates = find_dates(view, metadata.year)
    slogans = find_slogans(view, blocks, dates, lexicon)
    _carry_labels(labelled.sentences, slogans)
    quantities = find_quantities(view, labelled.sentences, dates, slogans, metadata.year, lexicon)
    indicators = find_indicators(
        view, quantities, labelled.sentences, dates, metadata.year, lexicon
    )
    view.locate(
        chain(
            labelled.paragraphs,
            labelled.sections,
            labelled.sentences,
            dates,
            slogans,
            quantities,
            indicators,
        )
    )
    paragraphs = place_furniture(labelled.paragraphs, labelled.sentences, view.furniture, text)
    cutter = WordCutter.of(lexicon)
    return Report(
        text=text,
        metadata=metadata,
        paragraphs=paragraphs,
        sections=labelled.sections,
        sentences=labelled.sentences,
        dates=dates,
        quantities=quantities,
        slogans=slogans,
        indicators=indicators,
        warnings=labelled.warnings,
        make_words=cutter,
        own_lexicon=cutter.lexicon,
    )


def _carry_labels(sentences: list[Sentence], slogans: list[Slogan]) -> None:
    """Give each slogan the label of the sentence that it stands in."""
    starts = [sentence.start for sentence in sentences]
    for slogan in slogans:
        at = bisect_right(starts, slogan.start) - 1
        if at >= 0:
            slogan.label = sentences[at].label
