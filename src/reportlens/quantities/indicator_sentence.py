"""A sentence with the names, figures and dates found in it, and quick ways to look them up."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from reportlens.quantities.indicator_names import Mention
from reportlens.report import Date, Quantity

EDGE = ' \t\u3000\u200b—－-“”‘’"、，。：:；;（）()【】0123456789.．'
"""What is stripped from a clause before it is judged: marks, and numbers of lists."""
_BREAK = re.compile(r"[，；：,;:（）()]")
_LIST_CHARS = 6
_LIST = re.compile(r"[\s、和与及]*|\s*以及\s*")


@dataclass(slots=True)
class Sentence:
    """A sentence with what was found in it; all offsets index `text`."""

    text: str
    """The text of the whole view."""
    start: int
    end: int
    mentions: list[Mention]
    quantities: list[Quantity]
    dates: list[Date]
    title: str = ""
    """The head of the report, where it names its own area."""
    _mention_starts: list[int] = field(init=False)
    _date_starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._mention_starts = [m.start for m in self.mentions]
        self._date_starts = [d.start for d in self.dates]

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """The names that lie between two places."""
        first = bisect_left(self._mention_starts, start)
        mentions = self.mentions[first : bisect_left(self._mention_starts, end)]
        return mentions[:-1] if mentions and mentions[-1].end > end else mentions

    def mention_before(self, at: int) -> Mention | None:
        """The last name that begins before a place."""
        number = bisect_left(self._mention_starts, at) - 1
        return self.mentions[number] if number >= 0 else None

    def inside_name(self, at: int) -> bool:
        """Whether a mark belongs to a name: 固定资产投资（不含农户）."""
        number = bisect_right(self._mention_starts, at) - 1
        return number >= 0 and at < self.mentions[number].end

    def date_before(self, at: int) -> Date | None:
        """The last date that begins at or before a place."""
        number = bisect_right(self._date_starts, at) - 1
        return self.dates[number] if number >= 0 else None

    def date_at(self, start: int, end: int) -> bool:
        """Whether a date begins between two places, both included."""
        number = bisect_left(self._date_starts, start)
        return number < len(self.dates) and self._date_starts[number] <= end

    def without_dates(self, start: int, end: int) -> str:
        """The text between two places with its dates left out, stripped of marks."""
        kept, at = [], start
        first = bisect_left(self._date_starts, start)
        for date in self.dates[first : bisect_left(self._date_starts, end)]:
            if date.end <= end:
                kept.append(self.text[at : date.start])
                at = date.end
        kept.append(self.text[at:end])
        return "".join(kept).strip(EDGE)

    def clauses(self, start: int, end: int) -> list[tuple[int, int]]:
        """The clauses between two places."""
        parts, at = [], start
        for mark in _BREAK.finditer(self.text, start, end):
            if not self.inside_name(mark.start()):
                parts.append((at, mark.start()))
                at = mark.end()
        return [*parts, (at, end)]

    def runs(self) -> list[list[Quantity]]:
        """Figures of one unit that stand in a list (``4.4%、5.9%``), else each alone."""
        runs: list[list[Quantity]] = []
        for quantity in self.quantities:
            if runs and self._lists(runs[-1][-1], quantity):
                runs[-1].append(quantity)
            else:
                runs.append([quantity])
        return runs

    def _lists(self, last: Quantity, next_one: Quantity) -> bool:
        near = next_one.start - last.end < _LIST_CHARS and next_one.unit == last.unit
        return near and _LIST.fullmatch(self.text, last.end, next_one.start) is not None
