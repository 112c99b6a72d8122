"""The components on any Chinese pipeline: spans, tokens, and one analysis of a ``Doc``."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span
from spacy_help import COMPONENTS, TEXT, TOKENIZERS, blank, through_docbin

import reportlens as rl
import reportlens.adapters.spacy as adapter
from reportlens.adapters.spacy import displacy_view, to_doc
from reportlens.text.words import cut_report


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


def test_pkuseg_words_work_too(tmp_path: Path) -> None:
    pkuseg = pytest.importorskip("spacy_pkuseg", reason="needs spacy-pkuseg")
    # A model of three sentences will do, as those that it is known for must be downloaded.
    cut = "全县 新建 公路 。\n城镇 新增 就业 三千 人 。\n财政 支出 控制 在 二十亿 元 以内 。\n"
    (tmp_path / "cut.txt").write_text(cut * 20, encoding="utf-8")
    sentences, model = str(tmp_path / "cut.txt"), str(tmp_path / "model")
    pkuseg.train(sentences, sentences, model, train_iter=2)
    nlp = spacy.blank(
        "zh", config={"nlp": {"tokenizer": TOKENIZERS["jieba"] | {"segmenter": "pkuseg"}}}
    )
    nlp.tokenizer.initialize(pkuseg_model=model)  # type: ignore[union-attr]
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
