"""The subjects that a clause names: which indicators, of the whole area or of a part of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportlens.quantities.indicator_cues import Cues
from reportlens.quantities.indicator_names import Mention, Name
from reportlens.quantities.indicator_sentence import EDGE, Sentence

_JOIN = re.compile(r"[、和与]|以及")
_OWN_NAME_CHARS = 8


@dataclass(slots=True)
class Item:
    """A member of a list of subjects; without a mention it is something else."""

    mention: Mention | None


class Subjects:
    """Reads the subjects of the clauses of one sentence."""

    def __init__(self, sentence: Sentence, cues: Cues) -> None:
        self.sentence = sentence
        self.cues = cues
        self.context: set[str] = set()
        """Indicators of whose name the first half was said."""

    def items(self, start: int, end: int) -> list[Item]:
        """The list of subjects between two places; empty when none is an indicator."""
        mentions = self.sentence.mentions_in(start, end)
        for m in mentions:
            self.context.update(m.name.context)
        if not any(m.name.ids for m in mentions):
            return []
        text = self.sentence.text
        items: list[Item] = []
        at = start
        for join in [*_JOIN.finditer(text, start, end), None]:
            if join and self.sentence.inside_name(join.start()):
                continue
            stop = join.start() if join else end
            inside = self.sentence.mentions_in(at, stop)
            # The first name in an item decides: 税收占一般公共预算收入 is about 税收.
            good = inside[0] if inside and inside[0].name.ids else None
            good = good if good and self.of_whole_area(at, good) else None
            if good or text[at:stop].strip(EDGE):
                items.append(Item(good))
            at = join.end() if join else end
        return items if any(i.mention for i in items) else []

    def tail(self, start: int, end: int) -> Mention | None:
        """The second half of a name whose first half was said before in the sentence."""
        for m in self.sentence.mentions_in(start, end):
            ids = tuple(i for i in m.name.tail if i in self.context)
            if not ids:
                continue
            before = self.sentence.mention_before(m.start)
            adjacent = before is not None and before.end == m.start and before.name.context
            if adjacent or self.cues.transparent(self.sentence.text[start : m.start].strip(EDGE)):
                return Mention(m.start, m.end, Name(ids=ids))
        return None

    def of_whole_area(self, start: int, mention: Mention) -> bool:
        """Whether what stands before a name leaves it the figure of the whole area."""
        date = self.sentence.date_before(mention.start)
        if date and start < date.end <= mention.start:
            start = date.end
        prefix = self.sentence.text[start : mention.start].strip(EDGE)
        while prefix:
            if match := self.cues.before_any.search(prefix):
                return not self._place(prefix[: match.start()].strip(EDGE))
            match = self.cues.before.search(prefix)
            if match is None:
                return self._own_area(prefix)
            prefix = prefix[: match.start()].strip(EDGE)
        return True

    def _place(self, prefix: str) -> bool:
        """Whether a text ends with a part of the area, or another one."""
        if self.cues.place.search(prefix) is None:
            return False
        whole = self.cues.before.search(prefix)
        return not (whole and whole.end() - whole.start() > 1) and not self._own_area(prefix)

    def _own_area(self, prefix: str) -> bool:
        """Whether a text is the name of the report's own area."""
        known = 1 < len(prefix) <= _OWN_NAME_CHARS and prefix in self.sentence.title
        return known and self.cues.place.search(prefix) is not None
