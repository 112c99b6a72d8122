"""Reports and spaCy ``Doc`` objects: the analysis kept with a ``Doc``, spans, words.

The analysis travels in ``doc.user_data`` as plain data, so that ``DocBin``, ``Doc.to_bytes``
and the processes of ``nlp.pipe`` can carry it; the `Report` is made from it when asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from typing import Any

from spacy.tokens import Doc, Span, SpanGroup
from spacy.vocab import Vocab

from reportlens.adapters.plain import from_plain, to_plain
from reportlens.report import ROW_TYPES, Report, Row, Words

SPAN_TABLES = {"sections": "label", "slogans": "type", "quantities": "kind"}
"""The tables that become spans by themselves, with the column that names a span."""
_LABEL_COLUMN = {**SPAN_TABLES, "paragraphs": "label", "sentences": "label", "dates": "kind"}
_LINK_COLUMN = {"slogans": "canonical", "quantities": "indicator_id"}
"""What a span's ``kb_id_`` says: the entry of the lexicon that it is an instance of."""

FIELDS = (
    "low",
    "high",
    "unit",
    "bound",
    "change",
    "status",
    "indicator",
    "indicator_id",
    "period",
    "canonical",
    "known",
    "stands_for",
    "section",
    "confidence",
    "evidence",
    "heading",
)
"""Span extensions: the columns of the row that a span stands for, None where it has no such
column. ``span._.section`` is the column `label` (what the passage does)."""


class KeptReport(dict[str, Any]):
    """Plain data with the `Report` that they tell of; to msgpack and copies a mere dict."""

    def __init__(self, data: Mapping[str, Any], report: Report | None) -> None:
        super().__init__(data)
        self.report = report

    # A copy may go to a Doc of another text (Span.as_doc), so it leaves the report behind.
    def __copy__(self) -> dict[str, Any]:
        return dict(self)

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, Any]:
        return dict(self)

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self),)


def keep_report(doc: Doc, report: Report, settings: Mapping[str, Any] | None) -> None:
    """Keep an analysis with a ``Doc``; `settings` are None when it was made elsewhere."""
    doc._.reportlens_data = KeptReport({**to_plain(report), "settings": settings}, report)


def kept_report(doc: Doc) -> Report | None:
    """The analysis kept with a ``Doc`` (``doc._.reportlens``); None where there is none."""
    data = doc._.reportlens_data
    if data is None:
        return None
    if not isinstance(data, KeptReport):
        data = KeptReport(data, from_plain(data, doc.text))
        doc._.reportlens_data = data
    return data.report


def row_of(span: Span) -> Row | None:
    """The row that a span stands for (``span._.reportlens``); None for other spans."""
    # A merged or loaded Doc may bring ids whose names are unknown to this vocabulary.
    strings: Any = span.vocab.strings
    if not span.id or span.id not in strings:
        return None
    table, _, number = span.id_.partition("-")
    if table not in ROW_TYPES or not number.isdecimal():
        return None
    report = kept_report(span.doc)
    rows: list[Row] = report.rows(table) if report else []
    return rows[int(number)] if int(number) < len(rows) else None


def field_of(span: Span, *, name: str) -> Any:
    """One column of the row that a span stands for."""
    row = row_of(span)
    return getattr(row, "label" if name == "section" else name, None)


def register_extensions() -> None:
    """Make ``doc._.reportlens`` and its kin known to spaCy, once; nobody's are overwritten."""
    for name in ("reportlens_data", "reportlens_year"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
    if not Doc.has_extension("reportlens"):
        Doc.set_extension("reportlens", getter=kept_report)
    if not Span.has_extension("reportlens"):
        Span.set_extension("reportlens", getter=row_of)
    for name in FIELDS:
        if not Span.has_extension(name):
            Span.set_extension(name, getter=partial(field_of, name=name))


def put_spans(doc: Doc, report: Report, table: str, key: str) -> None:
    """Put the rows of a table into ``doc.spans[key]``.

    A row whose ends lie inside tokens gets all tokens that it touches, so that none is
    lost; ``span._.reportlens`` has its exact offsets.
    """
    label = _LABEL_COLUMN[table]
    link = _LINK_COLUMN.get(table, "")
    spans = []
    for number, row in enumerate(report.rows(table)):
        span = doc.char_span(
            row.start,
            row.end,
            label=getattr(row, label),
            kb_id=getattr(row, link, ""),
            span_id=f"{table}-{number}",
            alignment_mode="expand",
        )
        if span is not None:
            spans.append(span)
    doc.spans[key] = SpanGroup(doc, name=key, attrs={"reportlens_table": table}, spans=spans)


def to_doc(report: Report, vocab: Vocab | None = None, *, pos: bool = False) -> Doc:
    """A report as a spaCy ``Doc`` whose tokens are the report's words.

    Parameters
    ----------
    report : Report
    vocab : spacy.vocab.Vocab, optional
        That of the pipeline that is to go on with the ``Doc``; one shared vocabulary of a
        blank Chinese pipeline when left out.
    pos : bool
        Also fill ``token.tag_`` with jieba's tags (n, v, ns, m, t …).

    Returns
    -------
    spacy.tokens.Doc
        With ``doc.text == report.text``, sentences, the spans of all three components and
        ``doc._.reportlens``. Halves of surrogate pairs, which spaCy cannot hold, are
        question marks.

    Examples
    --------
    >>> import reportlens as rl
    >>> doc = to_doc(rl.analyze("城镇新增就业1200万人以上。", year=2025))
    >>> [token.text for token in doc]
    ['城镇新增就业', '1200万人以上', '。']
    >>> doc.spans["reportlens_quantities"][0]._.bound
    'at_least'
    """
    register_extensions()
    # Words are cut without tags unless tags are wanted, as tagging takes a multiple of the time.
    words = report.make_words(report, True) if pos and report.make_words else report.words
    doc = word_doc(report, words, shared_vocab() if vocab is None else vocab)
    keep_report(doc, report, None)
    for table in SPAN_TABLES:
        put_spans(doc, report, table, f"reportlens_{table}")
    return doc


def word_doc(report: Report, words: Words, vocab: Vocab) -> Doc:
    """A bare ``Doc`` of a report's words and sentences."""
    tokens: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    starts: list[int] = []
    text = report.text
    at = 0
    word_tags = words.pos or [""] * len(words)
    for start, end, tag in zip(words.start, words.end, word_tags, strict=True):
        for gap, space in _gap_tokens(text[at:start], spaces):
            tokens.append(gap)
            spaces.append(space)
            tags.append("")
            starts.append(at)
        tokens.append(text[start:end])
        spaces.append(False)
        tags.append(tag)
        starts.append(start)
        at = end
    for gap, space in _gap_tokens(text[at:], spaces):
        tokens.append(gap)
        spaces.append(space)
        tags.append("")
        starts.append(at)
    return Doc(
        vocab,
        words=[_encodable(token) for token in tokens],
        spaces=spaces,
        tags=tags if any(tags) else None,
        sent_starts=_sentence_starts(report, starts),
    )


def _gap_tokens(gap: str, spaces: list[bool]) -> Iterable[tuple[str, bool]]:
    """What stands between two words as tokens; one leading space goes to the token before."""
    if gap[:1] == " " and spaces and not spaces[-1]:
        spaces[-1] = True
        gap = gap[1:]
    return [(gap, False)] if gap else []


def _sentence_starts(report: Report, starts: list[int]) -> list[bool | int | None] | None:
    """For each token whether a sentence begins there."""
    if not report.sentences or not starts:
        return None
    waiting = sorted(row.start for row in report.sentences)
    marks: list[bool | int | None] = []
    i = 0
    for start in starts:
        reached = i
        while i < len(waiting) and waiting[i] <= start:
            i += 1
        marks.append(i > reached)
    if not marks[0]:  # what stands before the first sentence, such as an indentation, joins it
        first = next((n for n, mark in enumerate(marks) if mark), 0)
        marks[first], marks[0] = False, True
    return marks


def _encodable(token: str) -> str:
    try:
        token.encode()
    except UnicodeEncodeError:
        return token.encode("utf-8", "replace").decode()
    return token


@lru_cache(maxsize=1)
def shared_vocab() -> Vocab:
    """One vocabulary for the ``Doc`` objects of all reports, so that they can be compared."""
    import spacy

    return spacy.blank("zh").vocab
