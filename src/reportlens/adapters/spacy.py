"""spaCy components, a tokenizer and a displaCy view; found through entry points.

>>> import spacy
>>> nlp = spacy.blank("zh")
>>> _ = nlp.add_pipe("reportlens_quantities", config={"year": 2025})
>>> doc = nlp("城镇新增就业1200万人以上。")
>>> [(span.text, span.label_, span._.bound) for span in doc.spans["reportlens_quantities"]]
[('1200万人以上', 'count', 'at_least')]
"""

# Annotations are real objects here: spaCy checks settings against them.
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args, get_type_hints

from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from reportlens.adapters.spacy_docs import (
    FIELDS,
    keep_report,
    kept_report,
    put_spans,
    register_extensions,
    to_doc,
    word_doc,
)
from reportlens.lexicon import Lexicon, load
from reportlens.pipeline import analyze
from reportlens.report import Kind, Report, Slogan
from reportlens.show.style import LABEL_COLORS
from reportlens.text.words import WordCutter

__all__ = [
    "FIELDS",
    "ReportComponent",
    "ReportTokenizer",
    "Settings",
    "displacy_view",
    "make_quantities",
    "make_sections",
    "make_slogans",
    "make_tokenizer",
    "to_doc",
]

register_extensions()

_DEFAULTS: dict[str, Any] = {"year": None, "lexicon": [], "replace": False}
_LEXICON_FOLDER = "lexicon"
_COLORS: dict[str, str] = {str(label): color for label, color in LABEL_COLORS.items()}
_COLORS |= dict.fromkeys(get_args(get_type_hints(Slogan)["type"]), "#F0E442")
_COLORS |= dict.fromkeys(get_args(Kind), "#56B4E9")


@dataclass(frozen=True, slots=True)
class Settings:
    """How a text is analysed; a setting left at its default follows what others say."""

    year: int | None = None
    lexicon: tuple[str, ...] = ()
    replace: bool = False

    def over(self, base: "Settings") -> "Settings":
        """These settings, with those of `base` where these say nothing."""
        year = base.year if self.year is None else self.year
        if self.lexicon:
            return Settings(year, self.lexicon, self.replace)
        return Settings(year, base.lexicon, base.replace)

    def load(self) -> Lexicon:
        """The lexicon; read once and kept."""
        return load(*self.lexicon, replace=self.replace)


class _WithSettings:
    """Keeps settings on disk: a pipeline that is moved takes the user's lexicon along."""

    settings: Settings

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Copy the user's lexicon files into a folder of the pipeline."""
        if not self.settings.lexicon:
            return
        folder = Path(path) / _LEXICON_FOLDER
        # Written aside first: the files may come from this very folder.
        aside = Path(path) / f"{_LEXICON_FOLDER}.new"
        shutil.rmtree(aside, ignore_errors=True)
        for number, source in enumerate(map(Path, self.settings.lexicon)):
            target = aside / f"{number:02}" / source.name
            target.parent.mkdir(parents=True)
            if source.is_dir():
                shutil.copytree(source, target)
            else:
                shutil.copy(source, target)
        shutil.rmtree(folder, ignore_errors=True)
        aside.rename(folder)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Any:
        """Take the lexicon files that `to_disk` copied, if there are any."""
        folder = Path(path) / _LEXICON_FOLDER
        if folder.is_dir():
            files = tuple(str(file) for each in sorted(folder.iterdir()) for file in each.iterdir())
            self.settings = replace(self.settings, lexicon=files)
        return self


class ReportComponent(_WithSettings):
    """A pipeline component that puts one table of the analysis into ``doc.spans``.

    The components of a pipeline share one analysis a ``Doc``, whichever comes first.
    The year is ``doc._.reportlens_year`` where that is set, else the setting, else what
    the text says.

    Parameters
    ----------
    table : str
        The table of the report.
    settings : Settings
    spans_key : str
        The key in ``doc.spans``.
    """

    def __init__(self, table: str, settings: Settings, spans_key: str) -> None:
        self.table = table
        self.settings = settings
        self.spans_key = spans_key

    def __call__(self, doc: Doc) -> Doc:
        put_spans(doc, _analysis(doc, self.settings), self.table, self.spans_key)
        return doc


class ReportTokenizer(_WithSettings):
    """Cuts a text into the library's words: slogans, quantities and dates stay whole.

    The analysis that this takes is kept with the ``Doc`` for the components.
    """

    def __init__(self, vocab: Vocab, settings: Settings, engine: str) -> None:
        self.vocab = vocab
        self.settings = settings
        self.engine = engine

    def __call__(self, text: str) -> Doc:
        lexicon = self.settings.load()
        report = analyze(text, year=self.settings.year, lexicon=lexicon)
        report.make_words = WordCutter.of(lexicon, self.engine)  # type: ignore[arg-type]
        doc = word_doc(report, report.words, self.vocab)
        keep_report(doc, report, _plain(self.settings))
        return doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Nothing: the settings stand in the config of the pipeline."""
        return b""

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "ReportTokenizer":
        """The tokenizer as the config made it."""
        return self


def _analysis(doc: Doc, settings: Settings) -> Report:
    """The analysis of a ``Doc``: the one that is there if it was made with these settings."""
    settings = replace(settings, year=doc._.reportlens_year or settings.year)
    data = doc._.reportlens_data
    if data is not None:
        report = kept_report(doc)
        made_with = data["settings"]
        # None: made from a Report by to_doc, with settings of the user's own.
        if report is not None and (
            made_with is None or settings.over(_settings(**made_with)) == _settings(**made_with)
        ):
            return report
        if made_with is not None:
            settings = settings.over(_settings(**made_with))
    report = analyze(doc.text, year=settings.year, lexicon=settings.load())
    keep_report(doc, report, _plain(settings))
    # Spans of an earlier analysis would point to rows of this one.
    for key, group in list(doc.spans.items()):
        if group.attrs.get("reportlens_table"):
            put_spans(doc, report, group.attrs["reportlens_table"], key)
    return report


def _plain(settings: Settings) -> dict[str, Any]:
    return asdict(settings) | {"lexicon": list(settings.lexicon)}


def _settings(year: int | None, lexicon: Sequence[str], replace: bool) -> Settings:
    return Settings(year, tuple(map(str, lexicon)), replace)


def _component(nlp: Language, name: str, table: str, settings: Settings, key: str) -> Any:
    """A component, unless another one of the pipeline analyses with other settings."""
    for other_name, other in nlp.components:
        if not isinstance(other, ReportComponent):
            continue
        if settings.over(other.settings) != other.settings.over(settings):
            raise ValueError(
                f"{name!r} and {other_name!r} share one analysis but have different settings "
                f"({settings} and {other.settings}); give the settings to the first of them only"
            )
    return ReportComponent(table, settings, key)


@Language.factory(
    "reportlens_sections",
    assigns=["doc.spans", "doc._.reportlens"],
    default_config={**_DEFAULTS, "unit": "sections", "spans_key": "reportlens_sections"},
)
def make_sections(
    nlp: Language,
    name: str,
    year: int | None,
    lexicon: list[str],
    replace: bool,
    unit: Literal["sections", "paragraphs", "sentences"],
    spans_key: str,
) -> Any:
    """What each passage does; `unit` says whether spans are runs, paragraphs or sentences."""
    return _component(nlp, name, unit, _settings(year, lexicon, replace), spans_key)


@Language.factory(
    "reportlens_slogans",
    assigns=["doc.spans", "doc._.reportlens"],
    default_config={**_DEFAULTS, "spans_key": "reportlens_slogans"},
)
def make_slogans(
    nlp: Language, name: str, year: int | None, lexicon: list[str], replace: bool, spans_key: str
) -> Any:
    """Slogans; labels are their types, ``kb_id_`` is the canonical form."""
    return _component(nlp, name, "slogans", _settings(year, lexicon, replace), spans_key)


@Language.factory(
    "reportlens_quantities",
    assigns=["doc.spans", "doc._.reportlens"],
    default_config={**_DEFAULTS, "spans_key": "reportlens_quantities"},
)
def make_quantities(
    nlp: Language, name: str, year: int | None, lexicon: list[str], replace: bool, spans_key: str
) -> Any:
    """Quantities; labels are their kinds, ``kb_id_`` is the id of the indicator."""
    return _component(nlp, name, "quantities", _settings(year, lexicon, replace), spans_key)


@registry.tokenizers("reportlens.words.v1")  # type: ignore[untyped-decorator]
def make_tokenizer(
    year: int | None = None,
    lexicon: list[str] = [],  # noqa: B006 - never changed; spaCy reads defaults from here
    replace: bool = False,
    engine: Literal["rjieba", "jieba"] = "rjieba",
) -> Callable[[Language], ReportTokenizer]:
    """The library's words as tokens, for ``[nlp.tokenizer]`` in a config."""

    def make(nlp: Language) -> ReportTokenizer:
        return ReportTokenizer(nlp.vocab, _settings(year, lexicon, replace), engine)

    return make


def displacy_view(
    doc: Doc,
    keys: Sequence[str] = ("reportlens_slogans", "reportlens_quantities"),
    *,
    style: Literal["ent", "span"] = "ent",
    page: bool = False,
    jupyter: bool | None = None,
) -> str:
    """The spans of a ``Doc`` in displaCy's view, in the library's colours.

    Parameters
    ----------
    doc : spacy.tokens.Doc
    keys : sequence of str
        Which groups of ``doc.spans``: slogans and quantities when left out.
    style : {"ent", "span"}
        ``ent`` colours the running text and leaves out spans inside others; ``span`` draws
        lines under tokens, also for overlapping spans; better for short texts.
    page : bool
        A whole HTML page rather than a part of one.
    jupyter : bool, optional
        Show it in the notebook rather than give it back; found out when left out.

    Returns
    -------
    str
        HTML; empty in a notebook.
    """
    spans = sorted(
        (span for key in keys for span in doc.spans.get(key, [])),
        key=lambda span: (span.start_char, -span.end_char),
    )
    if style == "ent":
        ends, at = [], 0
        for span in spans:
            if span.start_char >= at:
                at = span.end_char
                ends.append({"start": span.start_char, "end": at, "label": span.label_})
        shown: Any = {"text": doc.text, "ents": ends, "title": None}
    else:
        shown = {
            "text": doc.text,
            "tokens": [token.text for token in doc],
            "spans": [
                {
                    "start": span.start_char,
                    "end": span.end_char,
                    "start_token": span.start,
                    "end_token": span.end,
                    "label": span.label_,
                }
                for span in spans
            ],
        }
    options = {"colors": _COLORS}
    html = displacy.render(
        shown, style=style, manual=True, page=page, jupyter=jupyter, options=options
    )
    return html or ""
