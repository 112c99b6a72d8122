"""jieba's algorithm twice: in Rust for use, in Python for reference."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import compress
from typing import Any, Protocol

_OUTSIDE = re.compile("([\u3400-\u4dbf\u9fd6-\u9fff\U00020000-\U0003ffff])")
"""Rare characters that jieba takes one by one and rjieba joins."""
_MERGED = re.compile(r"[A-Za-z0-9][-_.]|[-_][A-Za-z0-9]")
"""Where rjieba may hold together what jieba parts: 2011-2020, PM_2.5."""
_SKIPPED = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")
"""jieba's own pattern for runs of letters and digits (``finalseg.re_skip``)."""


_SURROGATE = re.compile("[\ud800-\udfff]")


class Engine(Protocol):
    """Cuts and tags text; the tokens joined are the text."""

    def cut(self, text: str) -> list[str]:
        """The tokens of a text, white space among them."""
        ...

    def tag(self, text: str) -> tuple[list[str], list[str]]:
        """The tokens of a text and the part of speech of each."""
        ...


class RustEngine:
    """rjieba, with what it joins beyond jieba parted again."""

    def __init__(self, terms: Mapping[str, str]) -> None:
        import rjieba

        self._jieba: Any = rjieba.Jieba()
        for word, freq in frequencies(self._jieba, terms).items():
            self._jieba.add_word(word, freq, terms[word])

    def cut(self, text: str) -> list[str]:
        if _OUTSIDE.search(text):
            tokens: list[str] = []
            for piece in _OUTSIDE.split(text):
                tokens += [piece] if _OUTSIDE.fullmatch(piece) else self._cut(piece)
            return tokens
        return self._cut(text)

    def raw_cut(self, text: str) -> list[str]:
        """The tokens as rjieba gives them, before they are evened out to jieba's."""
        try:
            tokens: list[str] = self._jieba.cut(text)
        except UnicodeEncodeError:  # a lone surrogate, from a broken file
            return list(self._jieba.cut(_SURROGATE.sub("\ufffd", text)))
        return tokens

    def _cut(self, text: str) -> list[str]:
        tokens = self.raw_cut(text)
        if not _MERGED.search(text):
            return tokens
        ascii_at = list(compress(range(len(tokens)), map(str.isascii, tokens)))
        for i in reversed(ascii_at):  # from behind, so that the places before stay right
            if len(tokens[i]) > 1:
                tokens[i : i + 1] = [part for part in _SKIPPED.split(tokens[i]) if part]
        return tokens

    def tag(self, text: str) -> tuple[list[str], list[str]]:
        # rjieba cuts as without tags and looks each word up, so tags can be had a word at a time.
        tokens = self.cut(text)
        known: dict[str, str] = {}
        for word, tag in self._jieba.tag(text):
            known.setdefault(word, tag)
        return tokens, [known.get(token, "x") for token in tokens]


class JiebaEngine:
    """jieba itself, with a dictionary of its own."""

    def __init__(self, terms: Mapping[str, str]) -> None:
        import jieba
        import rjieba

        self._jieba: Any = jieba.Tokenizer()
        # The same frequencies as in Rust, so that both weigh the same words the same.
        for word, freq in frequencies(rjieba.Jieba(), terms).items():
            self._jieba.check_initialized()
            # jieba counts a word that it has already twice in its total; rjieba does not.
            self._jieba.total -= self._jieba.FREQ.get(word, 0)
            self._jieba.add_word(word, freq, terms[word])

    def cut(self, text: str) -> list[str]:
        tokens: list[str] = self._jieba.lcut(text)
        return tokens

    def tag(self, text: str) -> tuple[list[str], list[str]]:
        import jieba.posseg

        tokens = self.cut(text)
        tagger = jieba.posseg.POSTokenizer(self._jieba)
        tags = []
        known: dict[str, str] = {}
        for pair in tagger.cut(text):
            known.setdefault(pair.word, pair.flag)
        for token in tokens:
            if token not in known:
                known[token] = tagger.lcut(token)[0].flag if token.strip() else "x"
            tags.append(known[token])
        return tokens, tags


def frequencies(dictionary: Any, terms: Mapping[str, str]) -> dict[str, int]:
    """For each term the frequency by which the dictionary would cut it as one word."""
    return {word: max(2, int(dictionary.suggest_freq(word))) for word in terms}
