"""Reports made ready for the comparison of sentences, a bounded number of them kept."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from reportlens.comparison.groups import Member
from reportlens.comparison.similarity import ngram_matrix
from reportlens.report import Sentence
from reportlens.scores.shingles import squeeze

SHORTEST = 8
"""Sentences with fewer characters (salutations, leads) are left out."""
MOST_KEPT = 64
"""Reports that stay prepared, the ones used last: some 40 MB of sentences and n-grams."""


@dataclass(slots=True, eq=False)
class Prepared:
    """The sentences of a report that are long enough to be compared; no headings."""

    sentences: list[Sentence]
    squeezed: list[str]
    """Each sentence in simplified characters, without white space and punctuation."""
    matrix: Any
    """Counts of hashed character n-grams, one sparse row a sentence."""

    @classmethod
    def of(cls, member: Member) -> Prepared:
        paragraphs = member.report.paragraphs
        sentences, texts = [], []
        for sentence in member.report.sentences:
            if paragraphs[sentence.paragraph].kind != "heading":
                text = squeeze(member.plain[sentence.start : sentence.end])
                if len(text) >= SHORTEST:
                    sentences.append(sentence)
                    texts.append(text)
        return cls(sentences, texts, ngram_matrix(texts))


class PreparedReports:
    """Prepares reports when asked; a report that is asked for again soon is kept."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._kept: OrderedDict[int, tuple[Member, Prepared]] = OrderedDict()

    def __getitem__(self, member: Member) -> Prepared:
        key = id(member)  # the member is kept beside, so that its id stays its own
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key][1]
        prepared = Prepared.of(member)
        self._kept[key] = member, prepared
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return prepared

    def __len__(self) -> int:
        return len(self._kept)
