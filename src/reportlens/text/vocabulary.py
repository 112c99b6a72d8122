"""The terms and names of a lexicon that are one word each, with their part of speech."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import lru_cache

from reportlens.lexicon import Lexicon, shipped_folder
from reportlens.lexicon.schema import IndicatorEntry, SloganEntry, TopicEntry

_LONGEST = 12
_LONGEST_CONCEPT = 7
_SHORTEST_PLACE = 3
"""Short names of places (东城, 朝阳) are left to the dictionary: they are words too often."""


def vocabulary(lexicon: Lexicon) -> dict[str, str]:
    """Word → part of speech, in a fixed order: terms, indicators, topics, concepts, places."""
    terms = dict.fromkeys(sorted(lexicon.words), "n")
    for indicator in lexicon.of(IndicatorEntry):
        for name in (indicator.name, *indicator.aliases):
            terms.setdefault(name, "n")
    for topic in lexicon.of(TopicEntry):
        for word in topic.words:
            terms.setdefault(word, "n")
    concepts = [slogan.canonical for slogan in lexicon.of(SloganEntry) if slogan.type == "concept"]
    short = {concept for concept in concepts if len(concept) <= _LONGEST_CONCEPT}
    for concept in concepts:
        # 推动高质量发展 is a phrase about 高质量发展, not a word.
        if concept in short and not any(part in short for part in _inner(concept)):
            terms.setdefault(concept, "n")
    for place in place_names():
        terms[place] = "ns"
    return {word: tag for word, tag in terms.items() if _is_word(word)}


def _inner(phrase: str) -> Iterator[str]:
    """The strings of three and more characters inside a phrase."""
    for start in range(len(phrase)):
        for end in range(start + 3, len(phrase) + 1):
            if end - start < len(phrase):
                yield phrase[start:end]


def _is_word(word: str) -> bool:
    return 1 < len(word) <= _LONGEST and all("\u4e00" <= char <= "\u9fd5" for char in word)


@lru_cache(maxsize=1)
def place_names() -> tuple[str, ...]:
    """Full names of provinces, prefectures and counties, present and past."""
    path = shipped_folder() / "reading" / "regions.tsv"
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        names = {row["name"] for row in rows}
    return tuple(sorted(name for name in names if len(name) >= _SHORTEST_PLACE))
