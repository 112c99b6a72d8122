"""The components on any Chinese pipeline; the analysis travels with the ``Doc``."""

from __future__ import annotations

import pickle
import subprocess
import sys
import warnings
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.util import registry
from spacy.vocab import Vocab

import reportlens as rl
import reportlens.adapters.spacy as adapter
from reportlens import lexicon
from reportlens.adapters.spacy import displacy_view, to_doc
from reportlens.text.words import cut_report

COMPONENTS = ("reportlens_sections", "reportlens_slogans", "reportlens_quantities")
TEXT = (
    "政府工作报告\n"
    "一、2023年工作回顾\n"
    "  全县地区生产总值增长6.1%，增强“四个意识”。\r\n"
    "　　我们也清醒看到，短板还不少，产业基础不牢固。\n"
    "二、2024年工作安排\n"
    "新建农村公路１２０ 公里，城镇新增就业3000人以上，财政支出控制在20亿元以内。\n"
)


def blank(*components: str, tokenizer: dict[str, Any] | None = None, **config: Any) -> Language:
    """A blank Chinese pipeline with components of the same config."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": tokenizer}} if tokenizer else {})
    for name in components or COMPONENTS:
        nlp.add_pipe(name, config=config)
    return nlp


@pytest.fixture(scope="module")
def doc() -> Doc:
    return blank(year=2024)(TEXT)


# Spans ---------------------------------------------------------------------------------


def test_entry_points_name_the_components() -> None:
    found = {point.name for point in entry_points(group="spacy_factories")}
    if not found & set(COMPONENTS):
        pytest.skip("needs an installed reportlens: entry points are read from its metadata")
    assert found >= set(COMPONENTS)
    assert "reportlens.words.v1" in {p.name for p in entry_points(group="spacy_tokenizers")}


def test_nothing_of_reportlens_need_be_imported() -> None:
    if not entry_points(group="spacy_factories", name=COMPONENTS[0]):
        pytest.skip("needs an installed reportlens: entry points are read from its metadata")
    code = (
        "import spacy; nlp = spacy.blank('zh'); nlp.add_pipe('reportlens_quantities');"
        "doc = nlp('财政收入增长5%左右。'); print(doc.spans['reportlens_quantities'][0]._.bound)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "about"


def test_spans_carry_the_columns_of_their_rows(doc: Doc) -> None:
    found = {span.text: span for span in doc.spans["reportlens_quantities"]}
    jobs = found["3000人以上"]
    assert (jobs.label_, jobs.kb_id_) == ("count", "urban_new_jobs")
    assert (jobs._.low, jobs._.high, jobs._.unit) == (3000, 3000, "人")
    row = jobs._.reportlens
    assert row.text == "3000人以上"
    assert (jobs._.bound, jobs._.status, jobs._.section) == ("at_least", row.status, row.label)
    assert found["20亿元以内"]._.bound == "at_most"
    (slogan,) = doc.spans["reportlens_slogans"]
    assert (slogan.text, slogan.label_, slogan.kb_id_) == ("四个意识", "numeral", "四个意识")
    assert slogan._.known
    assert "核心意识" in slogan._.stands_for
    assert slogan._.low is None, "a slogan has no such column"


def test_ids_are_row_numbers(doc: Doc) -> None:
    table = doc._.reportlens.frame("quantities")
    for span in doc.spans["reportlens_quantities"]:
        name, number = span.id_.split("-")
        assert name == "quantities"
        assert table.loc[int(number), "low"] == span._.low


def test_sections_are_labelled_runs_paragraphs_or_sentences() -> None:
    nlp = blank("reportlens_sections")
    nlp.add_pipe("reportlens_sections", "by_paragraph", config={"unit": "paragraphs"})
    nlp.replace_pipe(
        "reportlens_sections",
        "reportlens_sections",
        config={"unit": "sentences", "spans_key": "sentences"},
    )
    doc = nlp(TEXT)
    report = doc._.reportlens
    assert [s._.reportlens for s in doc.spans["reportlens_sections"]] == report.paragraphs
    assert [s.label_ for s in doc.spans["sentences"]] == [r.label for r in report.sentences]
    doc = blank("reportlens_sections")(TEXT)
    assert [s._.section for s in doc.spans["reportlens_sections"]] == [
        row.label for row in doc._.reportlens.sections
    ]


def test_other_spans_have_no_row(doc: Doc) -> None:
    plain = doc[2:5]
    assert plain._.reportlens is None
    assert plain._.low is None
    foreign = Span(doc, 0, 2, span_id="quantities-99999")
    assert foreign._.reportlens is None
    assert Span(doc, 0, 2, span_id="Q42")._.reportlens is None


TOKENIZERS: dict[str, dict[str, Any]] = {
    "characters": {"@tokenizers": "spacy.zh.ChineseTokenizer", "segmenter": "char"},
    "jieba": {"@tokenizers": "spacy.zh.ChineseTokenizer", "segmenter": "jieba"},
    "the library's words": {"@tokenizers": "reportlens.words.v1"},
    "white space only": {"@tokenizers": "whitespace_only.v1"},
}


@registry.tokenizers("whitespace_only.v1")
def whitespace_only() -> Any:
    """The worst case: a token is a whole line."""

    def make(nlp: Language) -> Any:
        def tokenize(text: str) -> Doc:
            words = text.split("\n")
            lines = [part for word in words[:-1] for part in (word, "\n")] + words[-1:]
            lines = [line for line in lines if line]
            return Doc(nlp.vocab, words=lines, spaces=[False] * len(lines))

        return tokenize

    return make


@pytest.mark.parametrize("name", TOKENIZERS)
def test_no_row_is_lost_with_any_tokenizer(name: str) -> None:
    doc = blank(tokenizer=TOKENIZERS[name])(TEXT)
    report = doc._.reportlens
    assert doc.text == TEXT
    for key in COMPONENTS:
        rows = report.rows(key.removeprefix("reportlens_"))
        spans = list(doc.spans[key])
        assert len(spans) == len(rows), key
        for span, row in zip(spans, rows, strict=True):
            assert span.start_char <= row.start
            assert span.end_char >= row.end
            assert span._.reportlens == row
            if name == "characters":
                assert span.text == row.text


def test_pkuseg_words_work_too() -> None:
    pytest.importorskip("spacy_pkuseg", reason="needs spacy-pkuseg")
    nlp = spacy.blank(
        "zh", config={"nlp": {"tokenizer": TOKENIZERS["jieba"] | {"segmenter": "pkuseg"}}}
    )
    nlp.tokenizer.initialize(pkuseg_model="mixed")  # type: ignore[union-attr]
    nlp.add_pipe("reportlens_quantities")
    doc = nlp(TEXT)
    assert len(doc.spans["reportlens_quantities"]) == len(doc._.reportlens.quantities)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "。", "a", "　", "\u200b"])
def test_texts_of_nothing(text: str) -> None:
    for tokenizer in ("characters", "the library's words"):
        doc = blank(tokenizer=TOKENIZERS[tokenizer])(text)
        assert doc.text == text
        assert set(doc.spans) == set(COMPONENTS)


# One analysis --------------------------------------------------------------------------


@pytest.fixture
def analyses(monkeypatch: pytest.MonkeyPatch) -> list[int | None]:
    """The years that texts are analysed with, as it happens."""
    calls: list[int | None] = []

    def counted(text: str, **options: Any) -> rl.Report:
        calls.append(options["year"])
        return rl.analyze(text, **options)

    monkeypatch.setattr(adapter, "analyze", counted)
    return calls


@pytest.mark.parametrize("tokenizer", ["characters", "the library's words"])
def test_a_doc_is_analysed_once(tokenizer: str, analyses: list[int | None]) -> None:
    blank(tokenizer=TOKENIZERS[tokenizer])(TEXT)
    assert analyses == [None]


def test_settings_of_the_first_component_hold_for_all(analyses: list[int | None]) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("reportlens_slogans", config={"year": 2021})
    nlp.add_pipe("reportlens_quantities")
    assert nlp(TEXT)._.reportlens.year == 2021
    assert analyses == [2021]


def test_contradicting_settings_are_refused() -> None:
    nlp = blank("reportlens_slogans", year=2021)
    with pytest.raises(ValueError, match="different settings"):
        nlp.add_pipe("reportlens_quantities", config={"year": 2022})


def test_each_doc_may_have_its_own_year() -> None:
    nlp = blank("reportlens_quantities", tokenizer=TOKENIZERS["the library's words"])
    docs = [nlp.make_doc("增长5%。") for _ in range(2)]
    for doc, year in zip(docs, (2019, 2020), strict=True):
        doc._.reportlens_year = year
    assert [doc._.reportlens.year for doc in nlp.pipe(docs)] == [2019, 2020]


def test_an_analysis_with_other_settings_is_made_anew_with_all_its_spans() -> None:
    doc = blank("reportlens_slogans", "reportlens_quantities", year=2020)(TEXT)
    nlp = blank("reportlens_slogans", year=2024)
    doc = nlp(doc)
    assert doc._.reportlens.year == 2024
    rows = doc._.reportlens.quantities
    assert [s._.reportlens for s in doc.spans["reportlens_quantities"]] == rows


def test_a_wrong_setting_is_refused_by_spacy() -> None:
    with pytest.raises(Exception, match="unit"):
        blank("reportlens_sections", unit="chapters")


# Travelling ----------------------------------------------------------------------------


def summary(doc: Doc) -> list[tuple[Any, ...]]:
    """What must survive a journey."""
    return [
        (key, span.text, span.label_, span.kb_id_, span._.low, span._.stands_for, span._.section)
        for key in doc.spans
        for span in doc.spans[key]
    ]


def through_docbin(doc: Doc) -> Doc:
    data = DocBin(docs=[doc], store_user_data=True).to_bytes()
    (loaded,) = DocBin().from_bytes(data).get_docs(Vocab())
    return loaded


JOURNEYS = {
    "DocBin": through_docbin,
    "bytes": lambda doc: Doc(Vocab()).from_bytes(doc.to_bytes()),
    "pickle": lambda doc: pickle.loads(pickle.dumps(doc)),
    "copy": lambda doc: doc.copy(),
}


@pytest.mark.parametrize("journey", JOURNEYS)
def test_the_analysis_survives(journey: str, doc: Doc) -> None:
    loaded = JOURNEYS[journey](doc)
    assert summary(loaded) == summary(doc)
    there, here = loaded._.reportlens, doc._.reportlens
    assert there is not here
    for table in ("paragraphs", "sections", "sentences", "dates", "indicators"):
        assert there.rows(table) == here.rows(table)
    assert there.metadata == here.metadata
    assert there.warnings == here.warnings
    assert there.words == here.words
    again = JOURNEYS[journey](loaded)
    assert summary(again) == summary(doc)


def test_several_processes_give_the_same() -> None:
    nlp = blank(year=2024)
    texts = [TEXT, "", TEXT.replace("3000", "4000")]
    alone = [summary(doc) for doc in nlp.pipe(texts)]
    assert [summary(doc) for doc in nlp.pipe(texts, n_process=2)] == alone
    assert alone[0] != alone[2]


def test_a_part_of_a_doc_does_not_pretend_to_be_analysed(doc: Doc) -> None:
    part = doc[4:20].as_doc(copy_user_data=True)
    assert part._.reportlens is None
    assert doc._.reportlens is not None


def test_merged_docs_keep_their_spans(doc: Doc) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # spaCy tells that Doc extensions are left
        merged = Doc.from_docs([doc, doc.copy()], ensure_whitespace=False)
    assert len(merged.spans["reportlens_quantities"]) == 2 * len(doc.spans["reportlens_quantities"])
    assert merged._.reportlens is None


# The generic tests of spaCy for components -----------------------------------------------


def test_config_round_trip() -> None:
    nlp = blank(year=2024, tokenizer={"@tokenizers": "reportlens.words.v1", "engine": "jieba"})
    again = spacy.util.load_model_from_config(
        spacy.Config().from_str(nlp.config.to_str()), auto_fill=False, validate=True
    )
    assert again.config["components"] == nlp.config["components"]
    assert again.config["nlp"] == nlp.config["nlp"]
    assert summary(again(TEXT)) == summary(nlp(TEXT))


def test_to_disk_and_bytes_round_trip(tmp_path: Path) -> None:
    nlp = blank(year=2024, tokenizer=TOKENIZERS["the library's words"])
    nlp.to_disk(tmp_path / "pipeline")
    loaded = spacy.load(tmp_path / "pipeline")
    assert loaded.config == nlp.config
    assert loaded.pipe_names == list(COMPONENTS)
    assert summary(loaded(TEXT)) == summary(nlp(TEXT))
    from_bytes = spacy.util.load_model_from_config(nlp.config).from_bytes(nlp.to_bytes())
    assert summary(from_bytes(TEXT)) == summary(nlp(TEXT))


OWN = '[[slogan]]\ncanonical = "五抓五看"\ntype = "numeral"\nstands_for = ["抓路", "看桥"]\n'


@pytest.mark.parametrize("tokenizer", ["characters", "the library's words"])
def test_a_lexicon_of_ones_own_moves_with_the_pipeline(tokenizer: str, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(OWN, encoding="utf-8")
    where = TOKENIZERS[tokenizer]
    config: dict[str, Any] = {"lexicon": [str(own)]}
    if tokenizer == "characters":
        nlp = blank("reportlens_slogans", tokenizer=where, **config)
    else:
        nlp = blank("reportlens_slogans", tokenizer=where | config)
    text = "全县推行五抓五看。"
    doc = nlp(text)
    (before,) = doc.spans["reportlens_slogans"]
    assert before._.known

    nlp.to_disk(tmp_path / "pipeline")
    own.unlink()
    lexicon._load.cache_clear()
    moved = (tmp_path / "pipeline").rename(tmp_path / "moved")
    loaded = spacy.load(moved)
    assert summary(loaded(text)) == summary(doc)
    loaded.to_disk(moved)  # over itself
    assert summary(spacy.load(moved)(text)) == summary(doc)


def test_pipes_can_be_listed_disabled_and_removed() -> None:
    nlp = blank()
    assert not nlp.analyze_pipes()["problems"]["reportlens_slogans"]
    with nlp.select_pipes(disable="reportlens_sections"):
        assert set(nlp(TEXT).spans) == set(COMPONENTS[1:])
    nlp.remove_pipe("reportlens_slogans")
    assert set(nlp(TEXT).spans) == {COMPONENTS[0], COMPONENTS[2]}
    nlp.initialize()
    pairs = list(nlp.pipe([(TEXT, "a"), ("", "b")], as_tuples=True))
    assert [context for _, context in pairs] == ["a", "b"]


def test_extensions_of_others_are_left_alone() -> None:
    theirs = Span.get_extension("unit")
    Span.set_extension("unit", default="theirs", force=True)
    try:
        adapter.register_extensions()
        assert Span.get_extension("unit")[0] == "theirs"
        blank()
        assert Span.get_extension("unit")[0] == "theirs"
    finally:
        default, method, getter, setter = theirs
        Span.set_extension("unit", getter=getter, force=True)
    assert (default, method, setter) == (None, None, None)


# Words as tokens -------------------------------------------------------------------------


def test_tokens_are_the_words() -> None:
    nlp = blank("reportlens_quantities", tokenizer=TOKENIZERS["the library's words"])
    words = rl.analyze(TEXT).words.text
    assert [token.text for token in nlp(TEXT) if token.text in words] == words
    assert "四个意识" in words
    assert "20亿元以内" in words


def test_a_report_gives_its_doc() -> None:
    report = rl.analyze(TEXT, year=2024)
    doc = report.doc
    assert doc.text == TEXT
    assert doc._.reportlens.quantities == report.quantities
    assert [s.text.strip() for s in doc.sents] == [s.text for s in report.sentences]
    indented = rl.analyze("　　修路。\n架桥。").doc
    assert len(list(indented.sents)) == 2
    assert set(doc.spans) == set(COMPONENTS)
    assert doc.vocab is rl.analyze("另一篇。").doc.vocab


def test_a_doc_can_have_tags_and_go_on_in_a_pipeline() -> None:
    nlp = blank("reportlens_slogans")
    report = rl.analyze(TEXT, year=2023)
    doc = to_doc(report, nlp.vocab, pos=True)
    tags = {token.text: token.tag_ for token in doc}
    assert tags["四个意识"] == "nz"
    assert tags["增长"] == "v"
    assert nlp(doc)._.reportlens is report, "a report that was handed in is not analysed again"
    assert [t.text for t in doc if t.text.strip()] == cut_report(report).text


SCRAPS = ["增长5%", " ", "  ", "\n", "　", "\u200b", "\ufeff", "１ ２ 亿元", "。", "四个意识"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(SCRAPS) | st.text(max_size=3), max_size=8).map("".join))
def test_the_text_of_a_doc_is_the_text_of_the_report(text: str) -> None:
    report = rl.analyze(text)
    doc = report.doc
    assert doc.text == text.encode("utf-8", "replace").decode()
    assert len(doc.spans["reportlens_quantities"]) == len(report.quantities)
    by_start = {token.idx: token.text for token in doc}
    for start, word in zip(report.words.start, report.words.text, strict=True):
        assert by_start[start] == word.encode("utf-8", "replace").decode()


def test_half_of_a_surrogate_pair() -> None:
    doc = rl.analyze("增长\ud8005%。").doc
    assert doc.text == "增长?5%。"
    assert doc._.reportlens.text == "增长\ud8005%。"
    assert len(through_docbin(doc).spans["reportlens_quantities"]) == 1


# displaCy --------------------------------------------------------------------------------


@pytest.mark.parametrize("style", ["ent", "span"])
def test_displacy_shows_spans_and_no_markup_of_the_text(style: Any) -> None:
    doc = blank()("<script>alert(1)</script>财政收入增长5%左右，增强“四个意识”。")
    html = displacy_view(doc, style=style, jupyter=False)
    assert "<script>" not in html
    assert "percent".upper() in html.upper()
    assert "numeral".upper() in html.upper()
    assert displacy_view(doc, ["reportlens_sections"], page=True, jupyter=False).startswith("<!DOC")
    assert displacy_view(spacy.blank("zh")("空。"), jupyter=False)
