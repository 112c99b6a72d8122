"""Where the quantities are: numeral, range, unit and glued bound, read over characters.

One pattern finds where a numeral begins; everything after it is read forward with
anchored patterns, everything before it with a look back of a few characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reportlens.lexicon.schema import UnitEntry
from reportlens.quantities import shapes
from reportlens.quantities.glue import glue, is_bounded
from reportlens.quantities.patterns import (
    AND_MONTHS,
    BARE_PLACE,
    CHAIN,
    GROUP_COUNT,
    LIST_NUMBER,
    NUMERAL,
    POSITIONAL,
    RANGE,
    RANGE_SIGNS,
    SEED,
    Found,
)
from reportlens.quantities.units import Units
from reportlens.quantities.words import Words
from reportlens.report import Bound, Kind
from reportlens.text.numerals import Numeral, parse_numeral

_AFTER_ONE = frozenset("成倍年个天至到—–-－~～、周度半小")
"""One thing counts nothing (一个园区); what can follow where 一 does."""
_MINUS = frozenset("-−－")
_OPEN_QUOTES = frozenset('“‘「『"《〈')
_LARGE = 10_000
"""From here on a number stands without a unit: ``71.3万``监测对象."""


class UnitHere(NamedTuple):
    """A unit found behind a number."""

    entry: UnitEntry
    name: str
    """Canonical; with both sides where it is written with a stroke."""
    end: int


class Grammar:
    """Finds quantities with the units and words of one lexicon."""

    def __init__(self, units: Units, words: Words) -> None:
        self.units = units
        self.words = words

    def find(self, text: str, blocked: bytearray) -> Iterator[Found]:
        """The quantities of a text in order; none begins or ends where `blocked` is set."""
        past = 0
        for seed in SEED.finditer(text):
            if seed.start() < past or blocked[seed.start()] or blocked[seed.end() - 1]:
                continue
            found = self._read(text, seed, blocked)
            if found is not None:
                yield glue(found, text, past, self.words)
                past = found.end

    def _read(self, text: str, seed: re.Match[str], blocked: bytearray) -> Found | None:
        match seed.lastgroup:
            case "numeral":
                return self._numeral(text, seed, blocked)
            case "parts":
                return shapes.parts(text, seed, self.units)
            case "half":
                return shapes.half(text, seed)
            case "fan":
                return shapes.doubled(seed)
            case _:
                return self._mask(text, seed)

    # -- a number and its unit ---------------------------------------------------------

    def _numeral(self, text: str, seed: re.Match[str], blocked: bytearray) -> Found | None:
        start, end = seed.span()
        before = text[start - 1] if start else ""
        after = text[end : end + 1]
        first = text[start]
        if before == "第":
            return shapes.rank(text, seed, self.words)
        if before == "前" and (found := shapes.top(text, seed)):
            return found
        if first == "一" and end - start == 1 and after not in _AFTER_ONE:
            return None
        if after in RANGE_SIGNS and CHAIN.match(text, end):
            return None
        arabic = first.isascii()
        if arabic:
            if before and (before in "._/〇○" or (before.isascii() and before.isalpha())):
                return None
            if after in (":", "：", "∶") and (found := shapes.ratio(text, start, end)):
                return found
        elif POSITIONAL.fullmatch(seed.group()):
            return None
        number = parse_numeral(seed.group())
        if number is None or number.high == 0 < number.open:
            return None
        if arabic and after == "/" and (found := shapes.fraction(text, start, end, number)):
            return found
        found = self._with_unit(text, seed, number, blocked)
        if found is None:
            found = self._without_unit(text, seed, number)
        if found is None or self._is_name(text, seed, number, found):
            return None
        signed = before in _MINUS and arabic and found.kind in ("percent", "point")
        if signed and not _joins(text, start - 2):
            found.start, found.low, found.high = start - 1, -number.high, -number.low
        return found

    def _is_name(self, text: str, seed: re.Match[str], number: Numeral, found: Found) -> bool:
        """Whether the numeral belongs to a name, a set phrase or a numbering."""
        start, first = seed.start(), text[seed.start()]
        before = text[start - 1] if start else ""
        if before in _OPEN_QUOTES and found.kind in ("count", "duration", "measure"):
            return True
        if first.isascii():
            clock = before == "时" and found.unit == "分"
            return clock or (found.unit == "年" and bool(LIST_NUMBER.match(text, start)))
        if self.words.is_idiom(text, start) or (before == "届" and found.unit == "次"):
            return True
        if first in BARE_PLACE and not number.open:
            # 百, 千, 万 and 亿 alone are numbers only where something bounds them.
            counted = len(seed.group()) == 1 and found.unit in self.words.by_hundreds
            if before == "每" or not counted or text.startswith(self.words.programmes, found.end):
                return before == "每" or not is_bounded(found, text, self.words)
        elif seed.group() == "一":
            share = found.kind in ("multiple", "percent") or found.bound != "exact"
            return not share and found.low == found.high == 1
        # 二期 and 二轮 are ordinals: what is counted is 两.
        return seed.group() == "二" and found.kind == "count"

    def _with_unit(
        self, text: str, seed: re.Match[str], number: Numeral, blocked: bytearray
    ) -> Found | None:
        start, end = seed.span()
        low, high = number.low, number.high
        bound: Bound = "more_than" if number.open else "exact"
        after = text[end : end + 1]
        if after == "成":
            return shapes.tenths(text, start, end, number, self.words)
        if text.startswith(("个多", "个半"), end):
            # 个多月 is looked up as 个月, 个多百分点 as 个百分点
            far = self._unit_at("个" + text[end + 2 : end + 8], 0)
            half = text[end + 1] == "半"
            if far and far.end > 1 and (far.entry.kind == "duration" or not half):
                more = 0.5 if half else 0.0
                far = far._replace(end=end + 1 + far.end)
                return _made(start, low + more, high + more, far, bound if half else "more_than")
        if after in RANGE_SIGNS or (after == "、" and end - start == 1):
            return self._range(text, start, end, number, bound, blocked)
        arabic = text[start].isascii()
        unit = self._unit_at(text, end, arabic or end - start > 1, arabic)
        if unit is None:
            return None
        if text[unit.end : unit.end + 1] in RANGE_SIGNS:
            ranged = self._range(text, start, unit.end, number, bound, blocked, unit)
            if ranged:
                return ranged
        if unit.entry.kind == "duration":
            if unit.name == "年" and (months := AND_MONTHS.match(text, unit.end)):
                part = parse_numeral(months.group(1))
                if part:
                    years = (low + part.low / 12, high + part.high / 12)
                    return _made(start, *years, unit._replace(end=months.end()), bound)
            elif (
                text.startswith("半", unit.end) and text[unit.end + 1 : unit.end + 2] not in "年数"
            ):
                longer = unit._replace(end=unit.end + 1)
                return _made(start, low + 0.5, high + 0.5, longer, bound)
        return _made(start, low, high, unit, bound)

    def _range(
        self,
        text: str,
        start: int,
        end: int,
        first: Numeral,
        bound: Bound,
        blocked: bytearray,
        unit: UnitHere | None = None,
    ) -> Found | None:
        """``3—5年``, ``五、六个``, ``5%至6%``, ``0.4个至0.9个百分点``."""
        joined = RANGE.match(text, end)
        at = joined.end() if joined else end + 1
        match = NUMERAL.match(text, at)
        if match is None or blocked[at]:
            return None
        second = parse_numeral(match.group())
        far = self._unit_at(text, match.end())
        if second is None or far is None:
            return None
        low = first.low
        if unit is None:
            if not joined and second.low != low + 1:
                return None
            # 3至5万: the place of the second is that of the first.
            if first.scale == 1 < second.scale and low * second.scale < second.high:
                low *= second.scale
        elif far.name != unit.name and not (unit.name == "个" and text[match.end()] == "个"):
            return None
        elif joined and joined.group() == "到" and text[start - 1 : start] in ("从", "由"):
            return None  # a change between two figures
        return _made(start, low, second.high, far, bound) if low < second.high else None

    def _unit_at(
        self, text: str, at: int, several: bool = True, arabic: bool = True
    ) -> UnitHere | None:
        matched = self.units.match(text, at, several=several, arabic=arabic)
        if matched is None:
            return None
        entry, end = matched
        after = text[end : end + 1]
        if after in ("/", "／") and (per := self.units.end_of_per(text, end + 1)):
            return UnitHere(entry, f"{entry.unit}/{text[end + 1 : per]}", per)
        if after in ("（", "(") and entry.kind == "count":
            group = GROUP_COUNT.match(text, end)
            if group:
                return UnitHere(entry, entry.unit + "次", group.end())
        return UnitHere(entry, entry.unit, end)

    def _without_unit(self, text: str, seed: re.Match[str], number: Numeral) -> Found | None:
        """A numeral straight before a noun: ``71.3万监测对象``, ``6部门``."""
        start, end = seed.span()
        arabic = text[start].isascii()
        large = number.scale >= _LARGE or (number.low >= _LARGE and not arabic)
        if not large and not (arabic and text.startswith("部门", end)):
            return None
        bound: Bound = "more_than" if number.open else "exact"
        return Found(start, end, number.low, number.high, "", "count", bound, bare=True)

    def _mask(self, text: str, seed: re.Match[str]) -> Found | None:
        """``X名``, ``XX%``, ``xx.x亿元``: figures left out on purpose."""
        start, end = seed.span()
        before = text[start - 1] if start else ""
        if before.isascii() and (before.isalnum() or before in "._-/"):
            return None
        unit = self._unit_at(text, end)
        if unit is None or unit.name in ("年", "月", "日") or text.startswith("家庭", end):
            return None
        found = _made(start, 0.0, 0.0, unit, "masked")
        found.low = found.high = None
        return found


def _joins(text: str, at: int) -> bool:
    """Whether a sign behind `at` joins two things and is no minus."""
    char = text[at] if at >= 0 else "，"
    return (char.isascii() and char.isalnum()) or char in "%％个元年月日万亿"


def _made(start: int, low: float, high: float, unit: UnitHere, bound: Bound) -> Found:
    kind: Kind = unit.entry.kind
    if unit.name == "‰":
        return Found(start, unit.end, round(low / 10, 9), round(high / 10, 9), "%", kind, bound)
    return Found(start, unit.end, low, high, unit.name, kind, bound)
