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

_LEFT_EDGE = " \u3000\t、，的了”（）()—－-·"
_RIGHT_EDGE = " \u3000\t、，的了“（(—－-"
_LONGEST_NAME = 24
_LONGEST_TOPIC = 16

_SHORT_FRAME = 8
"""A setting no longer than this holds no name."""
_LONGEST_LIST = 24
"""No list of a report names as many things; keeps endless lists linear."""


class Namer:
    """Names the quantities of one sentence."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def name(self, rows: list[Quantity], places: list[Place]) -> None:
        """Fill `indicator` of the rows of one sentence."""
        subject = outer = ""
        recent: list[str] = []
        at = 0
        counted = ""
        links = self._links(rows, places)
        counts: list[bool] = []
        """Whether each got its name from behind."""
        inherited: list[bool] = []
        """Whether each only goes on about what was named before."""
        while at < len(rows):
            run = self._run(links, places, at)
            names = self._distributed(rows, places, at, run, recent)
            if names:
                for row, name in zip(rows[at : at + run], names, strict=True):
                    row.indicator = name
                subject = names[-1]
                recent.extend(names)
                counts.extend([False] * run)
                inherited.extend([False] * run)
                at += run
                continue
            row, place = rows[at], places[at]
            clause = place.clause
            if row.kind == "rank" and place.continued and rows[at - 1].kind == "count":
                clause = places[at - 1].clause  # 产量在14个乡镇中排第三位
                subject = outer or subject
            elif counted and place.continued and clause.startswith(counted):
                # 30个项目完成投资5亿元: it is the investment of the projects.
                clause = clause[len(counted) :]
                subject = counted if self._before(clause) in self.words.hollow else subject
            own = self._before(clause)
            if at and place.continued and self._becomes(places[at - 1], clause):
                own = ""  # 国企由51家整合为39家
            if row.kind == "duration" and not self._lasts(own or place.clause, row, place):
                subject = subject or own  # 吸收外资五年累计80亿元
                own = ""
            if not subject and (not own or own in self.words.hollow):
                subject = self._topic(place.clause_before, self._strip(clause))
            if own in self.words.hollow and subject and not subject.endswith(own):
                own = _joined(subject, own, place.clause)
            if own.endswith(self.words.ends_list):
                own = ""  # of a list only what counts it says what it is: 等8家企业
            behind = counted = self._behind(row, place, own)
            if own and row.kind == "count" and clause.endswith(self.words.spreads):
                behind = ""  # 产品远销30个国家 is about the products
            row.indicator = behind or own or self._own(row, place) or subject
            if own or behind:
                outer, subject = subject, self._without_rate(own) or behind
            if own and (not recent or recent[-1] != own):
                recent.append(own)
            at += 1
            counts.append(bool(behind))
            inherited.append(not own and not behind)
        for number in range(len(rows) - 2, -1, -1):
            row, following = rows[number], rows[number + 1]
            # 6户22人: what is named behind the second is what the first counts.
            next_to = places[number].gap == 0 and not places[number].found.bare
            listed = links[number + 1] == 1 and inherited[number] and row.kind == "count"
            if listed and counts[number + 1]:
                row.indicator = following.indicator  # 剩余的4户、9名监测对象
                counts[number] = True
            elif next_to and (counts[number + 1] or not row.indicator):
                row.indicator = following.indicator
                counts[number] = counts[number + 1]

    def _lasts(self, own: str, row: Quantity, place: Place) -> bool:
        """Whether a length of time is what a name is measured by: 工期压缩到3个月."""
        found = self.words.lasting_name.search
        return bool(found(own[-4:]) or found(place.clause[-6:]) or found(row.text))

    def _own(self, row: Quantity, place: Place) -> str:
        """``14亿人口`` names what it counts itself, ``惠及300户`` what is done."""
        words = self.words
        noun = next((noun for noun in words.own_nouns if row.text.endswith(noun)), "")
        return noun or next((verb for verb in words.own_verbs if place.clause.endswith(verb)), "")

    def _without_rate(self, name: str) -> str:
        """``外贸增速`` is about 外贸: what comes next inherits that."""
        for rate in self.words.change_names:
            if name.endswith(rate) and len(name) > len(rate):
                return name.removesuffix(rate)
        return name

    def _links(self, rows: list[Quantity], places: list[Place]) -> list[int]:
        """How each quantity goes on with a list: not at all (0), alone (1), with a verb (2)."""
        links = []
        for number, place in enumerate(places):
            joint = self.words.joint.match(place.clause.strip(" ")) if place.continued else None
            link = 0
            if joint is not None and number and rows[number].kind == rows[number - 1].kind:
                rest = joint.string[joint.end() :]
                if not self._strip(rest):
                    link = 2 if rest and self.words.change.search(rest) else 1
            links.append(link)
        return links

    def _run(self, links: list[int], places: list[Place], at: int) -> int:
        """How many quantities from `at` on stand in one list of one kind."""
        end = at + 1
        last = min(len(links), at + _LONGEST_LIST)
        # 分别增长3%、下降2% is still one list, 5万元、增长3% is not.
        while end < last and links[end]:
            if links[end] > 1 and not self.words.each.search(places[at].whole_clause):
                break
            end += 1
        return end - at

    def _distributed(
        self, rows: list[Quantity], places: list[Place], at: int, run: int, recent: list[str]
    ) -> list[str] | None:
        """Names for a list of numbers, when it has several or names several things."""
        if run < 2:
            return None
        clause = places[at].clause
        if rows[at].kind == "rank" and places[at].continued and rows[at - 1].kind == "count":
            clause = places[at - 1].clause
        head = self._strip(self.words.each.split(clause, maxsplit=1)[0])
        parts = self.words.joint.split(head) if head else ()
        names = [n for n in (self._trim(part) for part in parts) if n]
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

    def _topic(self, clause: str, rest: str) -> str:
        """What the clause before is about: 粮食产量 in ``粮食产量再创新高，达到…``.

        A clause without a predicate is a name as it stands, when nothing but verbs and
        times follow it (`rest` is empty): ``城镇居民收入，去年为3万元``.
        """
        if not clause:
            return ""
        end = len(clause)
        setting = self.words.frame.match(clause)
        closing = next((word for word in self.words.abouts if clause.endswith(word)), "")
        if setting and closing:
            return self._trim(clause[setting.end() : -len(closing)])  # 在工业生产方面：
        if not rest and clause.endswith((*self.words.kept_ends, *self.words.hollow_ends)):
            return self._trim(clause)
        for pattern in (self.words.change, self.words.stop, self.words.adverb):
            match = pattern.search(clause, 2)
            if match:
                end = min(end, match.start())
        if end == len(clause) and rest:
            return ""
        name = self._before(clause[:end])
        return name if 1 < len(name) <= _LONGEST_TOPIC else ""

    def _before(self, clause: str) -> str:
        """The name at the end of a clause before its number."""
        if not clause:
            return ""
        name = self._trim(self._strip(clause))
        return name if len(name) > 1 or name in self.words.short_names else ""

    def _strip(self, clause: str) -> str:
        """The clause without the verbs, times and comparisons that lead to the number."""
        words = self.words
        name = clause.rstrip(_RIGHT_EDGE)
        while name and not name.endswith(words.kept_ends):
            time = words.time_end.search(name) if name[-1] in words.time_lasts else None
            if time:
                name = name[: time.start()].rstrip(_RIGHT_EDGE)
                continue
            for verb in words.verb_ends.get(name[-1], ()):
                if name.endswith(verb):
                    name = name[: -len(verb)].rstrip(_RIGHT_EDGE)
                    break
            else:
                last: re.Match[str] | None = None
                for last in words.comparison.finditer(name):  # noqa: B007
                    pass
                if last is None or "、" in name[last.end() :]:
                    break
                name = name[: last.start()].rstrip(_RIGHT_EDGE)
        return name

    def _trim(self, name: str) -> str:
        """The name without adverbs, times and settings in front, no longer than a name is."""
        name = _unquoted(_unedged(name))
        words = self.words
        again = True
        while again and name and name[0] in words.fronts:
            again = False
            joint = words.joint.match(name)
            front = joint or words.time_front.match(name)
            if front and len(name) > front.end() + 1:
                name = name[front.end() :].lstrip(_LEFT_EDGE)
                again = True
                continue
            if words.frame.match(name):
                closing = words.frame_end.search(name, 2)
                if closing and closing.end() < len(name):
                    name = name[closing.end() :].lstrip(_LEFT_EDGE)
                    again = True
                    continue
                if len(name) <= _SHORT_FRAME and words.frame_alone.match(name):
                    return ""  # 在我们这样一个
            lead = words.lead.match(name)
            if lead and lead.end() == len(name):
                return ""
            if lead and len(name) > lead.end() + 1:
                name = name[lead.end() :].lstrip(_LEFT_EDGE)
                again = True
        if len(name) > _LONGEST_NAME:
            # Cut where a member of a list begins, not within a word.
            at = name.find("、", len(name) - _LONGEST_NAME)
            name = name[at + 1 :] if at >= 0 else name[-_LONGEST_NAME:]
        ending = words.joint_end.search(name)
        return _unquoted(name[: ending.start()] if ending else name)

    def _becomes(self, place: Place, between: str) -> bool:
        """Whether the number at `place` turns into the next one, with `between` in between."""
        turns = place.clause[-1:] in self.words.froms and len(between) <= _SHORT_FRAME
        return turns and between.endswith(self.words.becomes)

    def _behind(self, row: Quantity, place: Place, own: str) -> str:
        """The noun that the number counts: ``308个便民事项实现…`` gives 便民事项."""
        after = place.after if place.gap < 0 else place.after[: place.gap]
        words = self.words
        if row.text.endswith(words.own_nouns):
            return ""  # 3亿人口安居乐业
        if own and self._becomes(place, after):
            return ""  # 国企由51家整合为39家
        if after.startswith("的"):
            # 总投资9亿元的电站 is about the power station, 税收超千万元的企业 about taxes.
            whole = row.kind in _OF and row.change == "level" and row.bound == "exact"
            if own and own not in words.hollow and not whole:
                return ""
        elif (
            row.kind in _NOT_COUNTED
            or (own and row.kind == "duration")
            or (row.kind == "rank" and (own or row.text[-1] in "位名"))
        ):
            return ""
        described = words.adjective.match(after)
        match = words.behind.match(after, described.end() if described else 0)
        if match is None:
            return ""
        name = match.group(1)
        if row.unit != "次":
            stop = words.stop.search(name, name.find("”") + 1 if name[0] == "“" else 0)
            if stop and name[: stop.end()] in words.verbs:
                return ""  # 由2个发展到9个
            if stop:
                name = name[: stop.start()]
            if name in words.verbs or name.startswith(words.predicates) or name in words.hollow:
                return ""
        name = _unedged(name)
        counted = row.kind in ("count", "duration") and row.unit != "人" and not place.found.bare
        if (
            name.endswith(words.never_counted if counted else words.carriers)
            or name.startswith(words.not_behind)
            or not 0 < len(name) <= _LONGEST_NAME
            or (len(name) == 1 and name not in words.short_names)
            or words.joint.match(name)
        ):
            return ""
        return _unquoted(name)


def _unedged(name: str) -> str:
    """Without marks on either side; a bracket that closes one inside stays."""
    bare = name.lstrip(_LEFT_EDGE).rstrip(_RIGHT_EDGE)
    while bare.endswith(("）", ")")) and not ("（" in bare or "(" in bare):
        bare = bare[:-1].rstrip(_RIGHT_EDGE)
    return bare


def _joined(subject: str, own: str, clause: str) -> str:
    """``居民存款`` and ``存款余额`` make ``居民存款余额``, unless the clause says both."""
    start, end = clause.find(subject), clause.rfind(own) + len(own)
    if 0 <= start < end <= start + _LONGEST_NAME:
        return clause[start:end]
    overlap = next((n for n in range(len(own), 0, -1) if subject.endswith(own[:n])), 0)
    return subject + own[overlap:]


def _unquoted(name: str) -> str:
    """Without quotation marks that have lost their partner or hold the whole name."""
    if "“" not in name and "”" not in name:
        return name
    if name[0] == "“" and name[-1] == "”" and "”" not in name[1:-1]:
        return name[1:-1]
    closing = name.find("”")
    if closing >= 0 and "“" not in name[:closing]:
        # The end of a quotation that began further left says nothing alone.
        return name[closing + 1 :] if closing + 1 < len(name) else name[:closing]
    if name.rfind("“") > name.rfind("”"):
        return name[: name.rfind("“")] or name[1:]
    return name


_OF = frozenset(("count", "measure", "money"))
_NOT_COUNTED = frozenset(("percent", "point", "multiple", "ratio"))
