"""Which indicator each figure of a sentence is for, read from the clauses.

A clause names its subject (``国内生产总值增长5%``), or goes on about the one before
(``，比上年增长5%``), in which case it holds nothing but words of growing and reaching.
Lists give several subjects to several figures (``甲、乙分别增长4.4%、5.9%``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportlens.quantities.indicator_cues import Cues
from reportlens.quantities.indicator_names import Names
from reportlens.quantities.indicator_sentence import EDGE, Sentence
from reportlens.quantities.indicator_subjects import Item, Subjects
from reportlens.report import Quantity

_LEAD_CHARS = 40
"""How far a figure may stand from the name in its clause."""
_DATE_REST = 4
"""How many characters may stand between a date and its figure: 年末的."""


@dataclass(slots=True)
class Figure:
    """A figure and the indicator it is for."""

    quantity: Quantity
    indicator: str
    lead: str
    """What is said between the name (or the start of the clause) and the figure."""
    clause: str
    """The clause up to the figure, with the name."""
    clause_start: int
    """Where the clause begins, or the name when it stands in an earlier one."""
    named: bool
    """The clause itself names the indicator."""
    name: str
    """The name as written, wherever in the sentence."""
    fallback: bool
    """The name counts only when no other gives a figure for the year."""


@dataclass(slots=True)
class _Clause:
    """A clause up to its figure, once it is clear what it is about."""

    start: int
    text: str
    lead: str
    named: bool


def figures(sentence: Sentence, names: Names, cues: Cues) -> Iterator[Figure]:
    """The figures of a sentence that belong to an indicator, in text order."""
    reader = _Reader(sentence, names, cues)
    for run in sentence.runs():
        yield from reader.read(run)


class _Reader:
    """Walks a sentence from figure to figure and keeps in mind what it is about."""

    def __init__(self, sentence: Sentence, names: Names, cues: Cues) -> None:
        self.sentence = sentence
        self.names = names
        self.cues = cues
        self.subjects = Subjects(sentence, cues)
        self.at = sentence.start
        """How far the sentence is read."""
        self.topic: list[Item] = []
        self.topic_at = sentence.start
        self.said: list[Item] = []
        """All subjects so far, for figures given in one go at the end of the sentence."""
        self.part_of: set[str] = set()
        """After 其中: the indicators of which a part is spoken."""
        self.region = False
        """A clause spoke of a part of the area."""
        self.rise = ""
        """The clause before, when it named where a rise began."""

    def read(self, run: list[Quantity]) -> Iterator[Figure]:
        """Read up to a run of figures and give each its indicator."""
        begun, first, end = self.at, run[0].start, run[-1].end
        start = self._clause_start(first)
        if start > begun:
            self._pass(begun, start)
        self.at = end
        clause = self._clause(start, first)
        if clause is None or self._is_aside(run, clause.lead):
            return
        # 由A增加到B: what is said of A is said of B.
        whole = self.rise + clause.text
        self.rise = clause.text if self.cues.origin.search(clause.lead.strip()) else ""
        topic = next((i.mention for i in self.topic if i.mention), None)
        for quantity, ids in self._share_out(run, clause):
            for indicator in ids:
                if indicator not in self.part_of:
                    yield Figure(
                        quantity,
                        indicator,
                        clause.lead,
                        whole,
                        start if clause.named else min(self.topic_at, start),
                        clause.named,
                        self.sentence.text[topic.start : topic.end] if topic else "",
                        topic is not None and topic.name.fallback,
                    )

    def _clause_start(self, first: int) -> int:
        """Where the clause of a figure begins, not before the end of the last figure."""
        start = self.sentence.clauses(self.at, first)[-1][0]
        if start == self.at and not self.sentence.mentions_in(start, first):
            # 达5万亿元、居全国第四、增长5%: after a figure, commas of lists part clauses.
            start = max(start, self.sentence.text.rfind("、", start, first) + 1)
        # 投资由负转正、增长3%: the comma of lists before a mere predicate parts clauses too.
        comma = self.sentence.text.rfind("、", start, first) + 1
        if comma and not self.sentence.mentions_in(comma, first) and self._goes_on(comma, first):
            start = comma
        return start

    def _clause(self, start: int, first: int) -> _Clause | None:
        """The clause of a figure, or None when it is about no indicator."""
        text = self.sentence.text[start:first]
        self._note_part(start, first)
        self.region = self.region and not self.cues.area.search(text)
        items = self.subjects.items(start, first)
        if not items and (tail := self.subjects.tail(start, first)):
            items = [Item(tail)]
        if items:
            return self._naming(items, start, first)
        others = self.sentence.mentions_in(start, first)
        if any(not m.name.context or m.name.ids for m in others):
            self.topic = []
        elif self._goes_on(start, first):
            return _Clause(start, text, text, named=False) if self.topic else None
        elif not self._comments(text):
            self.topic = []
        return None

    def _naming(self, items: list[Item], start: int, first: int) -> _Clause | None:
        """The clause of a figure when it names indicators."""
        self._take(items, start)
        text = self.sentence.text
        lead = text[max(i.mention.end for i in items if i.mention) : first]
        blocked = self.cues.block.search(lead) is not None
        strict = _strict(items)
        if self.region or blocked or (strict and not self._plain(lead)):
            self.topic = []
            return None
        return (
            _Clause(start, text[start:first], lead, named=True)
            if len(lead) <= _LEAD_CHARS
            else None
        )

    def _pass(self, start: int, end: int) -> None:
        """Read clauses without a figure: they can name a topic, or lead away from it."""
        text = self.sentence.text
        for at, stop in self.sentence.clauses(start, end):
            clause = text[at:stop]
            if not clause.strip(EDGE):
                continue
            self._note_part(at, stop)
            items = self.subjects.items(at, stop)
            last = max((i.mention.end for i in items if i.mention), default=at)
            if items and (not _strict(items) or self._plain(text[last:stop])):
                if self.cues.block.search(text, last, stop):
                    self.topic = []
                else:
                    self._take(items, at)
            elif not self._goes_on(at, stop) and not self._comments(clause):
                self.topic = []
                after_figure = at == start > self.sentence.start
                self.region = self.region or (not after_figure and self._of_region(clause))

    def _take(self, items: list[Item], start: int) -> None:
        """Make a list of subjects the topic."""
        self.topic = items
        self.topic_at = start
        self.said += [i for i in items if i.mention]
        if not {i for item in items if item.mention for i in item.mention.name.ids} & self.part_of:
            self.part_of = set()

    def _note_part(self, start: int, end: int) -> None:
        """After 其中 a part is spoken of, unless a year follows: then it is a year's share."""
        match = self.cues.part.search(self.sentence.text, start, end)
        if match is None or self.sentence.date_at(match.end(), match.end() + 1):
            return
        whole = [item.mention for item in self.topic or self.said[-1:] if item.mention]
        self.part_of = {i for mention in whole for i in mention.name.ids}
        if not self.sentence.text[self.sentence.start : match.start()].strip(EDGE):
            self.part_of = set(self.names.entries)
        self.topic = []

    def _of_region(self, clause: str) -> bool:
        """Whether a clause is about a part of the area: ``某某经济圈建设走深走实``."""
        region = self.cues.region.search(clause)
        return region is not None and not self.cues.work.search(clause, 0, region.start())

    def _plain(self, text: str) -> bool:
        return self.cues.transparent(text.strip(EDGE))

    def _goes_on(self, start: int, end: int) -> bool:
        """Whether a clause without a name holds only words of growing and reaching."""
        if self.cues.block.search(self.sentence.text, start, end):
            return False
        return self.cues.transparent(self.sentence.without_dates(start, end))

    def _comments(self, clause: str) -> bool:
        """``居全国第4位``, ``高于全国0.4个百分点``: about the figure before."""
        return self.cues.comment.match(clause.strip(EDGE)) is not None

    def _is_aside(self, run: list[Quantity], lead: str) -> bool:
        """Whether figures are no report of the topic.

        ``在……增长9%的基础上`` is background, ``超千亿元的县`` says which counties are
        meant, ``财政收入的60%`` is a share (unless a date stands before 的).
        """
        text, end = self.sentence.text, run[-1].end
        if text.startswith("的", end) and (
            self.cues.background.match(text, end + 1)
            or self.cues.holder.match(text, end + 1, end + 8)
        ):
            return True
        if run[0].unit != "%" or not lead.endswith("的"):
            return False
        date = self.sentence.date_before(run[0].start)
        return date is None or date.end < run[0].start - _DATE_REST

    def _share_out(
        self, run: list[Quantity], clause: _Clause
    ) -> Iterator[tuple[Quantity, tuple[str, ...]]]:
        """Pair the figures of a run with the subjects of the topic."""
        unit = run[0].unit
        lists = [self._ids(item, unit) for item in self.topic]
        flat = [i for ids in lists for i in ids]
        if len(run) == 1:
            if len(lists) == 1 or self.cues.each.search(clause.lead):
                yield run[0], tuple(i for i in flat if i)
            elif not any(i for ids in lists[:-1] for i in ids):
                yield run[0], tuple(i for i in lists[-1] if i)
            return
        if len(flat) != len(run):
            said = [i for item in self.said for i in self._ids(item, unit) if i]
            said = list(dict.fromkeys(said))
            if clause.named or not len(said) >= len(run) > len(flat):
                return
            flat = said[-len(run) :]
        for quantity, indicator in zip(run, flat, strict=True):
            if indicator:
                yield quantity, (indicator,)

    def _ids(self, item: Item, unit: str) -> list[str]:
        """The indicators of a subject whose figures can have a unit; ``""`` for none."""
        if item.mention is None:
            return [""]
        ids = [i for i in item.mention.name.ids if unit in self.names.entries[i].units]
        return ids or [""]


def _strict(items: list[Item]) -> bool:
    return any(i.mention and i.mention.name.strict for i in items)
