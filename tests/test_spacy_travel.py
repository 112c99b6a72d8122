"""The analysis travels with the ``Doc``: bytes, files, processes, other pipelines."""

from __future__ import annotations

import pickle
import warnings
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab
from spacy_help import COMPONENTS, TEXT, TOKENIZERS, blank, through_docbin

import reportlens.adapters.spacy as adapter
from reportlens import lexicon


@pytest.fixture(scope="module")
def doc() -> Doc:
    return blank(year=2024)(TEXT)


# Travelling ----------------------------------------------------------------------------


def summary(doc: Doc) -> list[tuple[Any, ...]]:
    """What must survive a journey."""
    return [
        (key, span.text, span.label_, span.kb_id_, span._.low, span._.stands_for, span._.section)
        for key in doc.spans
        for span in doc.spans[key]
    ]


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
