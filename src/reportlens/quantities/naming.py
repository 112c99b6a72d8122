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
_COMPARISON = re.compile("(?:比|较|同比|高于|低于|超过|快于|相当于|占)[^比较、]*$")
_BEHIND = re.compile("的?((?:“[^”]{1,16}”|[^，。；：、！？,;:!?\n（）()“”])+)")
_EDGE = " 　、，的和及与了”“（）()"
_LONGEST_NAME = 24


class Namer:
    """Names the quantities of one sentence."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def name(self, rows: list[Quantity], places: list[Place]) -> None:
        """Fill `indicator` of the rows of one sentence."""
        subject = ""
        recent: list[str] = []
        at = 0
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
            own = self._before(place)
            behind = self._behind(row, place)
            if behind:
                row.indicator = behind
                subject = own or behind
            elif own:
                row.indicator = subject = own
            else:
                row.indicator = subject
            if own and (not recent or recent[-1] != own):
                recent.append(own)
            at += 1

    def _run(self, rows: list[Quantity], places: list[Place], at: int) -> int:
        """How many quantities from `at` on stand in one list of one kind."""
        size = 1
        while at + size < len(rows):
            place = places[at + size]
            if not place.continued or rows[at + size].unit != rows[at].unit:
                break
            if self._strip(place.clause):
                break
            if not place.clause.strip(" ") or not _JOINTS.match(place.clause.strip(" ")):
                break
            if place.clause.strip(" 、和及与") and self._changes(place.clause):
                # 分别增长3%、下降2% is still one list, 5%、增长3% is not.
                if "分别" not in places[at].whole_clause:
                    break
            size += 1
        return size

    def _changes(self, clause: str) -> bool:
        return bool(self.words.change.search(clause))

    def _distributed(
        self, places: list[Place], at: int, run: int, recent: list[str]
    ) -> list[str] | None:
        if run < 2 and "分别" not in places[at].clause:
            return None
        clause = places[at].clause
        if "分别" in clause or run > 1:
            head = clause.split("分别")[0] if "分别" in clause else clause
            head = self._strip(head)
            names = [n for n in (self._trim(p) for p in _JOINTS.split(head)) if n]
            if len(names) == run and run > 1:
                return self._share_tail(names)
            if len(names) > 1 or (names and "分别" in clause):
                return [head] * run if run > 1 or "分别" in clause else None
            if not names and run > 1 and len(recent) >= run:
                return recent[-run:]
            if names:
                return [head] * run
        return None

    def _share_tail(self, names: list[str]) -> list[str]:
        """``城镇、农村居民人均可支配收入``: both have the tail of the last."""
        last = names[-1]
        for attribute in self.words.attributes:
            if last.startswith(attribute) and len(last) > len(attribute):
                tail = last[len(attribute) :]
                return [
                    name + tail if name in self.words.attributes else name for name in names[:-1]
                ] + [last]
        return names

    def _before(self, place: Place) -> str:
        name = self._strip(place.clause)
        return self._trim(name)

    def _strip(self, clause: str) -> str:
        """The clause without the verbs and comparisons that lead to the number."""
        name = clause.strip(_EDGE)
        while name:
            for verb in self.words.verbs:
                if name.endswith(verb):
                    name = name[: -len(verb)].rstrip(_EDGE)
                    break
            else:
                comparison = _COMPARISON.search(name)
                if comparison is None:
                    break
                name = name[: comparison.start()].rstrip(_EDGE)
        return name

    def _trim(self, name: str) -> str:
        """The name without adverbs and times in front, no longer than a name is."""
        name = name.strip(_EDGE)
        again = True
        while again and name:
            again = False
            for lead in self.words.leads:
                if name.startswith(lead) and len(name) > len(lead) + 1:
                    name = name[len(lead) :].lstrip(_EDGE)
                    again = True
                    break
        return name[-_LONGEST_NAME:]

    def _behind(self, row: Quantity, place: Place) -> str:
        """The noun that the number counts: ``308个便民事项实现…`` gives 便民事项."""
        if row.kind not in ("count", "money", "measure") and not place.after.startswith("的"):
            return ""
        match = _BEHIND.match(place.after)
        if match is None:
            return ""
        name = match.group(1)
        stop = self.words.stop.search(name)
        if stop:
            name = name[: stop.start()]
        name = name.strip(_EDGE)
        return name if 1 < len(name) <= _LONGEST_NAME else ""
