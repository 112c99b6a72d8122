"""Which indicator each figure of a sentence is for, read from the clauses.

A clause names its subject (``国内生产总值增长5%``), or goes on about the one before
(``，比上年增长5%``), in which case it holds nothing but words of growing and reaching.
Lists give several subjects to several figures (``甲、乙分别增长4.4%、5.9%``).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from reportlens.quantities.indicator_cues import Cues
from reportlens.quantities.indicator_names import Mention, Names
from reportlens.report import Date, Quantity

_BREAK = re.compile(r"[，；：,;:（）()]")
_JOIN = re.compile(r"[、和与]|以及")
_LIST = re.compile(r"[\s、和与及]*|\s*以及\s*")
_DATE_REST = 4
"""How many characters may stand between a date and its figure: 年末的."""
_EDGE = ' \t\u3000\u200b—－-“”‘’"、，。：:；;（）()【】0123456789.．'


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
class _Item:
    """A member of a list of subjects; without a mention it is something else."""

    mention: Mention | None


@dataclass(slots=True)
class Sentence:
    """A sentence with what was found in it."""

    text: str
    """The text of the whole view; offsets below index it."""
    start: int
    end: int
    mentions: list[Mention]
    quantities: list[Quantity]
    dates: list[Date]
    title: str = ""
    """The head of the report, where it names its own area."""


@dataclass(slots=True)
class _State:
    topic: list[_Item] = field(default_factory=list)
    topic_at: int = 0
    said: list[_Item] = field(default_factory=list)
    """The subjects of the sentence so far, for figures given in one go at its end."""
    context: set[str] = field(default_factory=set)
    part_of: set[str] = field(default_factory=set)
    """After 其中: the indicators of which a part is spoken."""
    region: bool = False
    """A clause before spoke of a part of the area."""
    strangers: int = 0
    """Clauses since the topic that neither name it nor go on about it."""


def figures(sentence: Sentence, names: Names, cues: Cues) -> Iterator[Figure]:
    """The figures of a sentence that belong to an indicator, in text order."""
    reader = _Reader(sentence, names, cues)
    runs = list(_runs(sentence))
    for run in runs:
        yield from reader.run(run)


def _runs(sentence: Sentence) -> Iterator[list[Quantity]]:
    """Figures of one unit that stand in a list: ``4.4%、5.9%``."""
    run: list[Quantity] = []
    for quantity in sentence.quantities:
        if run:
            between = sentence.text[run[-1].end : quantity.start]
            if quantity.unit == run[-1].unit and len(between) < 6 and _LIST.fullmatch(between):
                run.append(quantity)
                continue
            yield run
        run = [quantity]
    if run:
        yield run


class _Reader:
    """Walks a sentence from figure to figure and keeps in mind what it is about."""

    def __init__(self, sentence: Sentence, names: Names, cues: Cues) -> None:
        self.s = sentence
        self.names = names
        self.cues = cues
        self.state = _State()
        self.at = sentence.start
        self.start_of_rise = ""
        self.starts = [m.start for m in sentence.mentions]
        self.date_starts = [d.start for d in sentence.dates]

    def run(self, run: list[Quantity]) -> Iterator[Figure]:
        """Read up to a run of figures and give each its indicator."""
        text, state = self.s.text, self.state
        first = run[0].start
        start = self._clause_start(first)
        self._between(self.at, start)
        self.at = run[-1].end
        mentions = self._mentions(start, first)
        clause = text[start:first]
        self._part(start, first)
        state.region = state.region and not self.cues.area.search(clause)
        items = self._items(start, first, mentions)
        named = any(item.mention for item in items)
        tail = None if named else self._tail(mentions, start)
        if tail is not None:
            items, named = [_Item(tail)], True
        lead_start = start
        if named:
            last = max(item.mention.end for item in items if item.mention)
            lead_start = last
            lead = text[last:first]
            self._take(items, start)
            if state.region:
                state.topic = []
                return
            if not self._direct(items, lead):
                if self._strict(items) or self.cues.block.search(lead):
                    state.topic = []
                return
        elif mentions and any(not m.name.context or m.name.ids for m in mentions):
            state.topic = []
            return
        elif self._goes_on(clause, start):
            lead = clause
            if not state.topic:
                return
        else:
            state.topic = []
            return
        if self._held_by_others(run[-1].end) or self._share(run[0], lead):
            return
        # 由A增加到B: what is said of A is said of B.
        clause, self.start_of_rise = (
            self.start_of_rise + clause,
            clause if self.cues.origin.search(lead.strip()) else "",
        )
        name, fallback = self._name()
        for quantity, ids in self._share_out(run, lead, named):
            for indicator in ids:
                if indicator in state.part_of:
                    continue
                yield Figure(
                    quantity,
                    indicator,
                    text[lead_start : quantity.start] if quantity is run[0] else lead,
                    clause,
                    start if named else min(state.topic_at, start),
                    named,
                    name,
                    fallback,
                )

    def _name(self) -> tuple[str, bool]:
        topic = next((i.mention for i in self.state.topic if i.mention), None)
        if topic is None:
            return "", False
        return self.s.text[topic.start : topic.end], topic.name.fallback

    def _clause_start(self, first: int) -> int:
        """Where the clause of a figure begins, not before the end of the last figure."""
        start = self.at
        for mark in _BREAK.finditer(self.s.text, self.at, first):
            if not self._inside_name(mark.start()):
                start = mark.end()
        return start

    def _mentions(self, start: int, end: int) -> list[Mention]:
        first = bisect_left(self.starts, start)
        mentions = self.s.mentions[first : bisect_left(self.starts, end)]
        return mentions[:-1] if mentions and mentions[-1].end > end else mentions

    def _inside_name(self, at: int) -> bool:
        """Whether a mark belongs to a name: 固定资产投资（不含农户）."""
        number = bisect_right(self.starts, at) - 1
        return number >= 0 and at < self.s.mentions[number].end

    def _between(self, start: int, end: int) -> None:
        """Clauses without a figure: they can name a topic, or lead away from it."""
        text, state = self.s.text, self.state
        at = start
        for mark in [*_BREAK.finditer(text, start, end), None]:
            stop = mark.start() if mark else end
            if mark and self._inside_name(mark.start()):
                continue
            clause = text[at:stop]
            if clause.strip(_EDGE):
                mentions = self._mentions(at, stop)
                self._part(at, stop)
                items = self._items(at, stop, mentions)
                last = max((i.mention.end for i in items if i.mention), default=at)
                if last > at and (not self._strict(items) or self._plain(text[last:stop])):
                    if self.cues.block.search(text[last:stop]):
                        state.topic = []
                    else:
                        self._take(items, at)
                elif not self._goes_on(clause, at):
                    state.strangers += 1
                    state.region = state.region or self._of_region(clause)
                    if state.strangers > 0 or mentions:
                        state.topic = []
            at = stop + 1

    def _of_region(self, clause: str) -> bool:
        """Whether a clause is about a part of the area: ``某某经济圈建设走深走实``."""
        region = self.cues.region.search(clause)
        return region is not None and not self.cues.work.search(clause, 0, region.start())

    def _part(self, start: int, end: int) -> None:
        """After 其中 a part is spoken of, unless a year follows: then it is a year's share."""
        match = self.cues.part.search(self.s.text, start, end)
        if match is None:
            return
        after = bisect_left(self.date_starts, match.end())
        if after < len(self.date_starts) and self.date_starts[after] <= match.end() + 1:
            return
        state = self.state
        whole = [item.mention for item in state.topic or state.said[-1:] if item.mention]
        state.part_of = {i for mention in whole for i in mention.name.ids}
        if not self.s.text[self.s.start : match.start()].strip(_EDGE):
            state.part_of = set(self.names.entries)
        state.topic = []

    def _take(self, items: list[_Item], start: int) -> None:
        state = self.state
        state.topic = items
        state.topic_at = start
        state.said += [i for i in items if i.mention]
        state.strangers = 0
        ids = {i for item in items if item.mention for i in item.mention.name.ids}
        if not ids & state.part_of:
            state.part_of = set()

    def _items(self, start: int, end: int, mentions: list[Mention]) -> list[_Item]:
        """The list of subjects between two places; empty when none is an indicator."""
        text = self.s.text
        for m in mentions:
            self.state.context.update(m.name.context)
        named = [m for m in mentions if m.name.ids]
        if not named:
            return []
        joins = [j for j in _JOIN.finditer(text, start, end) if not self._inside_name(j.start())]
        items: list[_Item] = []
        at = start
        for join in [*joins, None]:
            stop = join.start() if join else end
            inside = [m for m in mentions if at <= m.start and m.end <= stop]
            good = next((m for m in inside if m.name.ids and self._whole(at, m)), None)
            if inside and inside[0] is not good:
                good = None
            if good or text[at:stop].strip(_EDGE):
                items.append(_Item(good))
            at = join.end() if join else end
        return items if any(i.mention for i in items) else []

    def _whole(self, start: int, mention: Mention) -> bool:
        """Whether what stands before a name leaves it the figure of the whole area."""
        text, cues = self.s.text, self.cues
        number = bisect_right(self.date_starts, mention.start) - 1
        if number >= 0 and start < self.s.dates[number].end <= mention.start:
            start = self.s.dates[number].end
        prefix = text[start : mention.start].strip(_EDGE)
        while prefix:
            if match := cues.before_any.search(prefix):
                prefix = prefix[: match.start()].strip(_EDGE)
                return not self._place(prefix)
            match = cues.before.search(prefix)
            if match is None:
                return self._own_area(prefix)
            prefix = prefix[: match.start()].strip(_EDGE)
        return True

    def _place(self, prefix: str) -> bool:
        """Whether a text ends with a part of the area, or another one."""
        match = self.cues.place.search(prefix)
        if match is None:
            return False
        whole = self.cues.before.search(prefix)
        return not (whole and whole.end() - whole.start() > 1) and not self._own_area(prefix)

    def _own_area(self, prefix: str) -> bool:
        known = 1 < len(prefix) <= 8 and prefix in self.s.title
        return known and self.cues.place.search(prefix) is not None

    def _tail(self, mentions: list[Mention], start: int) -> Mention | None:
        """The second half of a name whose first half was said before in the sentence."""
        for m in mentions:
            ids = tuple(i for i in m.name.tail if i in self.state.context)
            before = self.s.text[start : m.start]
            if ids and (self.cues.transparent(before.strip(_EDGE)) or self._context_before(m)):
                return Mention(m.start, m.end, type(m.name)(ids=ids))
        return None

    def _context_before(self, tail: Mention) -> bool:
        number = bisect_left(self.starts, tail.start) - 1
        before = self.s.mentions[number] if number >= 0 else None
        return before is not None and before.end == tail.start and bool(before.name.context)

    def _direct(self, items: list[_Item], lead: str) -> bool:
        """Whether a figure after a name and some words is the figure of that name."""
        if self.cues.block.search(lead):
            return False
        if self._strict(items):
            return self._plain(lead)
        return len(lead) <= 40

    def _strict(self, items: list[_Item]) -> bool:
        return any(i.mention and i.mention.name.strict for i in items)

    def _plain(self, text: str) -> bool:
        return self.cues.transparent(text.strip(_EDGE))

    def _goes_on(self, clause: str, start: int) -> bool:
        """Whether a clause without a name holds only words of growing and reaching."""
        if self.cues.block.search(clause):
            return False
        kept, at = [], start
        first = bisect_left(self.date_starts, start)
        for date in self.s.dates[first : bisect_left(self.date_starts, start + len(clause))]:
            if date.end <= start + len(clause):
                kept.append(self.s.text[at : date.start])
                at = date.end
        kept.append(self.s.text[at : start + len(clause)])
        return self.cues.transparent("".join(kept).strip(_EDGE))

    def _held_by_others(self, end: int) -> bool:
        """``超千亿元的县``: the figure says which members of a class are meant."""
        text = self.s.text
        return text.startswith("的", end) and bool(self.cues.holder.match(text, end + 1, end + 8))

    def _share(self, quantity: Quantity, lead: str) -> bool:
        """``财政收入的60%``: a part of it, unless a date stands before 的."""
        if quantity.unit != "%" or not lead.endswith("的"):
            return False
        number = bisect_left(self.date_starts, quantity.start) - 1
        return number < 0 or self.s.dates[number].end < quantity.start - _DATE_REST

    def _share_out(
        self, run: list[Quantity], lead: str, named: bool
    ) -> Iterator[tuple[Quantity, tuple[str, ...]]]:
        """Pair the figures of a run with the subjects of the topic."""
        unit = run[0].unit
        lists = [self._ids(item, unit) for item in self.state.topic]
        flat = [i for ids in lists for i in ids]
        if len(run) == 1:
            if len(lists) == 1 or self.cues.each.search(lead):
                yield run[0], tuple(i for i in flat if i)
            elif lists[-1] != [""] and not any(i for ids in lists[:-1] for i in ids):
                yield run[0], tuple(i for i in lists[-1] if i)
            return
        if len(flat) != len(run):
            said = [i for item in self.state.said for i in self._ids(item, unit) if i]
            said = list(dict.fromkeys(said))
            if not named and len(said) >= len(run) > len(flat):
                flat = said[-len(run) :]
            else:
                return
        for quantity, indicator in zip(run, flat, strict=True):
            if indicator:
                yield quantity, (indicator,)

    def _ids(self, item: _Item, unit: str) -> list[str]:
        """The indicators of a subject whose figures can have a unit; ``""`` for none."""
        if item.mention is None:
            return [""]
        ids = [i for i in item.mention.name.ids if unit in self.names.entries[i].units]
        return ids or [""]
