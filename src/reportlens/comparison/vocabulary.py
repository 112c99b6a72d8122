"""The terms of many reports as numbers, so that they are counted by NumPy."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reportlens.comparison.groups import Member
from reportlens.tables import only_terms
from reportlens.text.characters import to_codes


class TermNumbers(dict[str, int]):
    """Gives each term a number when it is first met; stop words and other tokens get -1.

    >>> numbers = TermNumbers(frozenset({"进一步"}))
    >>> [numbers[word] for word in ("公路", "进一步", "，", "桥梁", "公路")], numbers.terms
    ([0, -1, -1, 1, 0], ['公路', '桥梁'])
    """

    def __init__(self, stop_words: frozenset[str]) -> None:
        super().__init__()
        self._stop_words = stop_words
        self.terms: list[str] = []
        """The terms; number ``i`` is ``terms[i]``."""

    def __missing__(self, word: str) -> int:
        number = -1
        whole = "".join(word.split())  # a word may be broken by the end of a line
        if whole != word:
            number = self[whole]
        elif word not in self._stop_words and only_terms([word]):
            number = len(self.terms)
            self.terms.append(word)
        self[word] = number
        return number

    def of(self, member: Member) -> NDArray[np.int32]:
        """The number of each word of a report, -1 for what is no term.

        Words are taken in simplified characters; dates and quantities are no terms, also
        where they are written in Chinese numerals.
        """
        report = member.report
        words = report.words.text
        if _traditional(member):
            places = zip(report.words.start, report.words.end, strict=True)
            words = [member.plain[start:end] for start, end in places]
        found = np.fromiter(map(self.__getitem__, words), dtype=np.int32, count=len(words))
        counted = [row.start for row in (*report.dates, *report.quantities)]
        found[np.isin(np.asarray(report.words.start), counted)] = -1
        return found


def _traditional(member: Member) -> bool:
    """Whether any Chinese character of a report differs in simplified characters."""
    if member.plain is member.report.text:
        return False
    written, plain = to_codes(member.report.text), to_codes(member.plain)
    return bool(np.any((written != plain) & (written >= 0x4E00) & (written <= 0x9FFF)))
