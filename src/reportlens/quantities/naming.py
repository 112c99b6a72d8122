"""What a quantity measures, in the report's own words.

The name stands before the number (``粮食产量达到…``), behind it (``308个便民事项``), or
is that of the quantity before (``…，增长5%``). ``甲、乙分别增长4%、6%`` gives each its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlens.quantities.words import Words
from reportlens.report import Quantity

if TYPE_CHECKING:
    from reportlens.quantities.context import Place

_JOINTS = re.compile("[、和及与]")
_COMPARISON = re.compile(
    "(?:(?<!占)比(?![例重率])|较(?![低高大])|高于|低于|高出|超过|快于|相当于|占(?!比))[^比较、]*$"
)
_TIME = re.compile(
    "(?:到|至)?(?:[0-9]{4}年(?:的|末|底)?|“?十.五”?(?:时期|期间)?的?|本?世纪末|年初的?|年末|上年的?)$"
)
_BEHIND = re.compile(
    "的?((?:“[^”\n]{1,16}”|（[^（）\n]{1,6}）(?=[^，。；、）\n])|（[市区县州省社、]{1,6}）"
    "|[^，。；：、！？,;:!?\n（）()“”])+)"
)
_LASTING = re.compile(
    "连续.{0,3}$|周年|(?:延长|缩短|压缩|减少|控制|保持|达到?|为|平均)[^，]{0,4}$|年限|期限|龄|寿命|岁"
)
_TIME_FRONT = re.compile(
    "^[一二三四五六七八九十]{1,2}是|^[①-⑳]|"
    "^[一二][八九〇○][一二三四五六七八九〇○零]{2}年?(?:的|以来)?|^“?十?.五”?(?:时期|期间)|^[0-9]{4}年(?:的|以来|末)?"
)
_ADVERBS = re.compile("[按连再又也大稳持继总]|不断|创")
_EDGE = " 　、，的和及与了“”（）()—－-"
_RIGHT_EDGE = " 　、，的了“”（）()—－-"
_LONGEST_NAME = 24

_LONGEST_LIST = 24
"""No list of a report names as many things; keeps endless lists linear."""


class Namer:
    """Names the quantities of one sentence."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def name(self, rows: list[Quantity], places: list[Place]) -> None:
        """Fill `indicator` of the rows of one sentence."""
        subject = ""
        recent: list[str] = []
        at = 0
        counted = ""
        while at < len(rows):
            run = self._run(rows, places, at)
            names = self._distributed(places, at, run, recent)
            if names:
                for row, name in zip(rows[at : at + run], names, strict=True):
                    row.indicator = name
                subject = names[-1]
                recent.extend(names)
                at += run
                continue
            row, place = rows[at], places[at]
            clause = place.clause
            if counted and place.continued:
                clause = clause.removeprefix(counted)  # 在14个乡镇中排第三位
            own = self._before(clause)
            if row.kind == "duration" and not _LASTING.search(place.clause + row.text):
                subject = subject or own  # 吸收外资五年累计80亿元
                own = ""
            if not subject and (not own or own in self.words.hollow):
                subject = self._topic(place.clause_before)
            if own in self.words.hollow and subject and not subject.endswith(own):
                own = subject + own
            behind = counted = self._behind(row, place, own)
            row.indicator = behind or own or subject
            if own or behind:
                subject = self._without_rate(own) or behind
            if own and (not recent or recent[-1] != own):
                recent.append(own)
            at += 1
        for row, place, following in zip(rows, places, rows[1:], strict=False):
            if place.gap == 0 and not row.indicator:
                row.indicator = following.indicator

    def _without_rate(self, name: str) -> str:
        """``外贸增速`` is about 外贸: what comes next inherits that."""
        for rate in self.words.change_names:
            if name.endswith(rate) and len(name) > len(rate):
                return name.removesuffix(rate)
        return name.removesuffix("占比")

    def _run(self, rows: list[Quantity], places: list[Place], at: int) -> int:
        """How many quantities from `at` on stand in one list of one kind."""
        size = 1
        while at + size < min(len(rows), at + _LONGEST_LIST):
            place = places[at + size]
            clause = place.clause.strip(" ")
            if not place.continued or rows[at + size].kind != rows[at].kind:
                break
            if not _JOINTS.match(clause) or self._strip(clause):
                break
            changed = clause.strip("、和及与") and self.words.change.search(clause)
            # 分别增长3%、下降2% is still one list, 5万元、增长3% is not.
            if changed and "分别" not in places[at].whole_clause:
                break
            size += 1
        return size

    def _distributed(
        self, places: list[Place], at: int, run: int, recent: list[str]
    ) -> list[str] | None:
        """Names for a list of numbers, when it has several or names several things."""
        clause = places[at].clause
        if run < 2:
            return None
        head = self._strip(clause.split("分别")[0])
        names = [n for n in (self._trim(p) for p in _JOINTS.split(head)) if n]
        if len(names) == run:
            return self._share_tail(names)
        if names:
            return [self._trim(head)] * run
        return recent[-run:] if len(recent) >= run else None

    def _share_tail(self, names: list[str]) -> list[str]:
        """``城镇、农村居民人均可支配收入``: both have the tail of the last."""
        last = names[-1]
        for attribute in self.words.attributes:
            if last.startswith(attribute) and len(last) > len(attribute):
                tail = last[len(attribute) :]
                return [
                    *(
                        name + tail if name in self.words.attributes else name
                        for name in names[:-1]
                    ),
                    last,
                ]
        return names

    def _topic(self, clause: str) -> str:
        """What the clause before is about: 粮食产量 in ``粮食产量再创新高，达到…``."""
        end = len(clause)
        for pattern in (self.words.change, self.words.stop, _ADVERBS):
            match = pattern.search(clause, 2)
            if match:
                end = min(end, match.start())
        name = self._trim(self._strip(clause[:end]))
        return name if 1 < len(name) <= 12 and end < len(clause) else ""

    def _before(self, clause: str) -> str:
        name = self._trim(self._strip(clause))
        return name if len(name) > 1 or name in self.words.short_names else ""

    def _strip(self, clause: str) -> str:
        """The clause without the verbs, times and comparisons that lead to the number."""
        name = clause.lstrip(_EDGE).rstrip(_RIGHT_EDGE)
        while name:
            time = _TIME.search(name)
            if time:
                name = name[: time.start()].rstrip(_RIGHT_EDGE)
                continue
            for verb in self.words.verb_ends.get(name[-1], ()):
                if name.endswith(verb):
                    name = name[: -len(verb)].rstrip(_RIGHT_EDGE)
                    break
            else:
                tail = _COMPARISON.search(name)
                if tail is None:
                    break
                name = name[: tail.start()].rstrip(_RIGHT_EDGE)
        return name

    def _trim(self, name: str) -> str:
        """The name without adverbs and times in front, no longer than a name is."""
        name = name.strip(_EDGE)
        again = True
        while again and name:
            again = False
            front = _TIME_FRONT.match(name)
            if front and len(name) > front.end() + 1:
                name = name[front.end() :].lstrip(_EDGE)
            for lead in self.words.leads.get(name[0], ()):
                if name == lead:
                    return ""
                if name.startswith(lead) and len(name) > len(lead) + 1:
                    name = name[len(lead) :].lstrip(_EDGE)
                    again = True
                    break
        return name[-_LONGEST_NAME:]

    def _behind(self, row: Quantity, place: Place, own: str) -> str:
        """The noun that the number counts: ``308个便民事项实现…`` gives 便民事项."""
        after = place.after if place.gap < 0 else place.after[: place.gap]
        if after.startswith("的"):
            if own and own not in self.words.hollow:
                return ""
        elif (
            row.kind in _NOT_COUNTED
            or (own and row.kind == "duration")
            or (row.kind == "rank" and (own or row.text[-1] in "位名"))
        ):
            return ""
        match = _BEHIND.match(after)
        if match is None:
            return ""
        name = match.group(1)
        if row.unit != "次":
            stop = self.words.stop.search(name, name.find("”") + 1)
            if stop and name[: stop.end()] in self.words.verbs:
                return ""  # 由2个发展到9个
            if stop:
                name = name[: stop.start()]
            if (
                name in self.words.verbs
                or name.startswith(self.words.predicates)
                or name in self.words.hollow
            ):
                return ""
        name = name.strip(_EDGE)
        if (
            name.endswith(self.words.carriers)
            or name.startswith(_AFTER_TIMES)
            or not 0 < len(name) <= _LONGEST_NAME
            or (len(name) == 1 and name not in self.words.short_names)
        ):
            return ""
        return name


def _counts_noun(row: Quantity, own: str) -> bool:
    """Whether a noun right behind can be what the number counts."""
    if row.kind == "rank":
        return not own and row.text[-1] not in "位名"
    return row.kind not in _NOT_COUNTED and not (own and row.kind == "duration")


_NOT_COUNTED = frozenset(("percent", "point", "multiple", "ratio"))
_AFTER_TIMES = ("内", "间", "以前", "之前", "前", "后", "来", "以来", "左右", "以上")
