"""The sentences that a page's numbers link to."""

from __future__ import annotations

import math
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from reportlens.show.markup import report_name

if TYPE_CHECKING:
    from reportlens.comparison import Comparison


class Sources:
    """The sentences that numbers on the page link to, each kept once."""

    def __init__(self, comparison: Comparison) -> None:
        self._reports = {m.report_id: m.report for m in comparison.members}
        self._starts = {k: [s.start for s in r.sentences] for k, r in self._reports.items()}
        self._numbers: dict[tuple[str, int], int] = {}
        self.sentences: list[list[Any]] = []
        """Report, year, offset and text of each sentence."""

    def link(self, report_id: Any, start: Any, end: Any) -> list[int] | None:
        """[sentence number, start, end of the number inside it]; None where there is no place."""
        if report_id not in self._reports or missing(start) or missing(end):
            return None
        report, start, end = self._reports[report_id], int(start), int(end)
        at = max(bisect_right(self._starts[report_id], start) - 1, 0)
        sentence = report.sentences[at]
        key = (str(report_id), at)
        if key not in self._numbers:
            self._numbers[key] = len(self.sentences)
            self.sentences.append(
                [report_name(report), report.metadata.year, sentence.start, sentence.text]
            )
        length = len(sentence.text)
        first = min(max(start - sentence.start, 0), length)
        return [self._numbers[key], first, min(max(end - sentence.start, first), length)]


def missing(value: Any) -> bool:
    """Whether a cell of a table holds nothing."""
    return value is None or (isinstance(value, float) and math.isnan(value))
