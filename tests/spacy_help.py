"""What the tests of the spaCy components share: a text, and pipelines that read it."""

from __future__ import annotations

from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.util import registry
from spacy.vocab import Vocab

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


def through_docbin(doc: Doc) -> Doc:
    data = DocBin(docs=[doc], store_user_data=True).to_bytes()
    (loaded,) = DocBin().from_bytes(data).get_docs(Vocab())
    return loaded
