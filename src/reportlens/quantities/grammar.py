"""Where the quantities are: numeral, range, unit and glued bound, read over characters.

One pattern finds where a numeral begins; everything after it is read forward with
anchored patterns, everything before it with a look back of a few characters. The
patterns use possessive quantifiers, so that time stays proportional to the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportlens.lexicon.schema import UnitEntry
from reportlens.quantities.units import Units
from reportlens.quantities.words import Words
from reportlens.report import Bound, Kind
from reportlens.text.numerals import Numeral, parse_numeral

_DIGIT = "零〇○一二两三四五六七八九几俩"
# 千瓦, 千米 and 百分点 begin with a unit's own 千 and 百.
_PLACE = r"(?:十|百(?!分)|千(?![瓦克伏卡赫帕]|米(?!深|宽|高|长))(?!分之)|万(?!分之)|亿)"
_ARABIC = (
    r"[0-9]++(?:[,，][0-9]{3}(?![0-9]))*+(?:\.[0-9]++)?+(?:[多余几来]?" + _PLACE + r")*+"
    r"(?:(?<=[万亿])[0-9]++" + _PLACE + r"++)?+"
)
_CHINESE = (
    rf"(?:数(?=[十百千万亿]))?+(?:[{_DIGIT}]|{_PLACE})++(?:点[{_DIGIT}]++)?+(?:[多余来]?{_PLACE})*+"
)
_NUMERAL = re.compile(rf"(?:{_ARABIC}|{_CHINESE})(?:[多余几]|来(?=[个名位户家件项年天次吨亩公里人]))?+")
_SEED = re.compile(
    rf"(?P<parts>[百千万]分之|[二三四五六七八九十两]十?分之(?=[一二三四五六七八九]))"
    rf"|(?P<half>一半|半数|(?<=[过超])半(?![个年天导])|百分百)"
    rf"|(?P<fan>翻了?(?:[一两二三四五]|[0-9](?:\.[0-9])?)?番)"
    rf"|(?P<numeral>{_ARABIC}|{_CHINESE})(?:[多余几]|来(?=[个名位户家件项年天次吨亩公里人]))?+"
    rf"|(?P<mask>[XxＸ×✕✖＊*○△]++(?:[.．][XxＸ×✕✖＊*]++)?+[多余]?(?:[十百千万亿][多余]?)*+[多余]?)"
)
_RANGE = re.compile(r"(?:—|–|-|－|─|~|～|〜|至|到)+")
_RATIO = re.compile(r"(?:[:：∶][0-9]++(?:\.[0-9]++)?+)++")
_HALF = re.compile(r"个?半")
_AND_MONTHS = re.compile(rf"[零又]?([0-9]++|[{_DIGIT}十]++)个月")
_GROUP_COUNT = re.compile(r"[（(][^）)\n]{1,12}[）)]次")
_FRACTION = re.compile(r"/([0-9]{1,3})(?![0-9/年月])")
_LIST_NUMBER = re.compile(r"[0-9]{1,2}\.(?:19|20)[0-9]{2}年")
_BARE_PLACE = frozenset("百千万亿十")
_OPEN_QUOTES = frozenset("“‘「『\"《〈")
_BIG = 100.0


@dataclass(slots=True)
class Found:
    """A quantity as the grammar sees it, before its context is read."""

    start: int
    end: int
    low: float | None
    high: float | None
    unit: str
    kind: Kind
    bound: Bound = "exact"
    bare: bool = False
    """No unit was written."""


class Grammar:
    """Finds quantities with the units and words of one lexicon."""

    def __init__(self, units: Units, words: Words) -> None:
        self.units = units
        self.words = words

    def find(self, text: str, blocked: bytearray) -> Iterator[Found]:
        """The quantities of a text in order; none begins or lies where `blocked` is set."""
        past = 0
        for seed in _SEED.finditer(text):
            start = seed.start()
            if start < past:
                continue
            kind = seed.lastgroup
            if blocked[start] or blocked[seed.end() - 1]:
                continue
            if kind == "numeral":
                found = self._numeral(text, seed, blocked)
            elif kind == "parts":
                found = self._parts(text, seed)
            elif kind == "half":
                found = Found(start, seed.end(), 50.0, 50.0, "%", "percent")
                if text[start] == "百":
                    found.low = found.high = 100.0
                elif text[start] == "半" and text[start:seed.end()] == "半":
                    found.start -= 1
                    found.bound = "more_than"
                    yield self._finish(found, text, past, glue=False)
                    past = found.end
                    continue
            elif kind == "fan":
                found = self._fan(seed)
            else:
                found = self._mask(text, seed)
            if found is None:
                continue
            yield self._finish(found, text, past)
            past = found.end

    # -- numerals and what follows them ------------------------------------------------

    def _numeral(self, text: str, seed: re.Match[str], blocked: bytearray) -> Found | None:
        start, end = seed.start(), seed.end()
        before = text[start - 1] if start else ""
        first = text[start]
        arabic = first.isascii()
        if not arabic and self.words.is_idiom(text, start):
            return None
        if before == "第":
            return self._rank(text, seed)
        if before == "前" and (found := self._top(text, seed)):
            return found
        if arabic:
            if before and (before in "._/" or (before.isascii() and before.isalpha())):
                return None
            ratio = _RATIO.match(text, end)
            if ratio and not _is_clock(text, start, ratio.end()):
                return Found(start, ratio.end(), None, None, "", "ratio")
        number = parse_numeral(seed.group())
        if number is None or number.high == 0 < number.open:
            return None
        if first in _BARE_PLACE and first != "十" and before == "每":
            return None
        if arabic and (fraction := _FRACTION.match(text, end)):
            share = number.low / float(fraction.group(1)) * 100 if int(fraction.group(1)) else 0.0
            if 0 < share < 100 and number.low < 100:
                return Found(start, fraction.end(), share, share, "%", "percent")
        several = arabic or end - start > 1
        found = self._with_unit(text, start, end, number, several, blocked)
        if found is None:
            found = self._without_unit(text, start, end, number, arabic)
        if found is None:
            return None
        if first in _BARE_PLACE and first != "十" and not number.open:
            # 百, 千, 万 and 亿 alone are numbers only where something bounds them.
            counted = end - start == 1 and found.unit in _COUNTED_BY_HUNDREDS
            if counted and not text.startswith(_NAMES_OF_PROGRAMMES, found.end):
                pass
            elif not self._is_bounded(text, found):
                return None
        elif first == "一" and number.low == number.high == 1 and not number.open:
            single = found.kind in ("multiple", "percent") or found.bound != "exact"
            if not single and found.low == 1.0:
                return None
        elif seed.group() == "二" and found.kind == "count":
            return None  # an ordinal (二期, 二轮): what is counted is 两
        if before in _OPEN_QUOTES and found.kind in ("count", "duration", "measure"):
            return None
        if found.unit == "年" and _LIST_NUMBER.match(text, start):
            return None
        if (before == "届" and found.unit == "次") or (before == "时" and found.unit == "分"):
            return None
        return found

    def _with_unit(
        self,
        text: str,
        start: int,
        end: int,
        number: Numeral,
        several: bool,
        blocked: bytearray,
    ) -> Found | None:
        low, high = number.low, number.high
        bound: Bound = "more_than" if number.open else "exact"
        if text.startswith("成", end):
            return self._tenths(text, start, end, number)
        unit = self._unit_at(text, end, several, text[start].isascii())
        if unit is None or unit[1] != "%":
            joined = _RANGE.match(text, end) or (
                re.compile("、").match(text, end) if end - start == 1 else None
            )
            if joined:
                second = self._second(text, joined.end(), unit, number, blocked)
                if second and (joined.group() != "、" or second[0] == low + 1):
                    high, end, unit, low = second[0], second[1], second[2], second[3]
                    return self._quantity(start, end, low, high, unit, bound)
        if unit is None:
            if (half := _HALF.match(text, end)) and (unit := self._unit_at(text, half.end(), True)):
                if unit[0] is not None and unit[0].kind == "duration":
                    return self._quantity(start, unit[2], low + 0.5, high + 0.5, unit, bound)
            if text.startswith("个多", end) and (unit := self._unit_at(text, end + 2, True)):
                return self._quantity(start, unit[2], low, high, unit, "more_than")
            return None
        end = unit[2]
        if unit[1] in ("%", "百分点", "元") or unit[0] is not None:
            joined = _RANGE.match(text, end)
            if joined:
                second = self._second(text, joined.end(), unit, number, blocked)
                same = second and (
                    second[2][1] == unit[1] or (unit[1] == "个" and text[second[2][2] - 4] == "个")
                )
                if second and same and not _from_before(text, start, joined):
                    return self._quantity(start, second[1], low, second[0], second[2], bound)
        entry = unit[0]
        if entry is not None and entry.kind == "duration":
            if entry.unit == "年" and (more := _AND_MONTHS.match(text, end)):
                months = parse_numeral(more.group(1))
                if months:
                    low, high, end = low + months.low / 12, high + months.high / 12, more.end()
            elif text.startswith("半", end) and not text.startswith(("半年", "半数"), end):
                low, high, end = low + 0.5, high + 0.5, end + 1
        return self._quantity(start, end, low, high, unit, bound)

    def _unit_at(
        self, text: str, at: int, several: bool = True, arabic: bool = True
    ) -> tuple[UnitEntry | None, str, int] | None:
        """Unit entry, canonical unit (compound where written with a stroke) and end."""
        matched = self.units.match(text, at, several=several, arabic=arabic)
        if matched is None:
            return None
        entry, end = matched
        name = entry.unit
        if text[end : end + 1] in ("/", "／"):
            per = self.units.match(text, end + 1)
            if per:
                return entry, f"{name}/{text[end + 1 : per[1]]}", per[1]
        if entry.kind == "count" and (group := _GROUP_COUNT.match(text, end)):
            return entry, name + "次", group.end()
        return entry, name, end

    def _second(
        self,
        text: str,
        at: int,
        unit: tuple[UnitEntry | None, str, int] | None,
        first: Numeral,
        blocked: bytearray,
    ) -> tuple[float, int, tuple[UnitEntry | None, str, int], float] | None:
        """The far end of a range: its number, end, unit, and the near end's number."""
        match = _NUMERAL.match(text, at)
        if match is None or blocked[at]:
            return None
        second = parse_numeral(match.group())
        own = self._unit_at(text, match.end(), True)
        if second is None or own is None:
            return None
        low = first.low
        if unit is None and first.scale == 1 and second.scale > 1 and low * second.scale < second.high:
            low *= second.scale
        if low >= second.high:
            return None
        return second.high, own[2], own, low

    def _quantity(
        self,
        start: int,
        end: int,
        low: float,
        high: float,
        unit: tuple[UnitEntry | None, str, int],
        bound: Bound,
    ) -> Found:
        entry, name, _ = unit
        kind: Kind = entry.kind if entry is not None else "count"
        if name == "‰":
            low, high, name = round(low / 10, 9), round(high / 10, 9), "%"
        return Found(start, end, low, high, name, kind, bound)

    def _tenths(self, text: str, start: int, end: int, number: Numeral) -> Found | None:
        after = text[end + 1 : end + 2]
        if number.high > 10 or after in _NOT_TENTHS:
            return None
        low, high, end = number.low * 10, number.high * 10, end + 1
        if after and after in "一二三四五六七八九" and text[end + 1 : end + 2] not in ("个", "项", "年"):
            part = parse_numeral(after)
            if part:
                low, high, end = low + part.low, high + part.high, end + 1
        elif text.startswith("半", end):
            low, high, end = low + 5, high + 5, end + 1
        return Found(start, end, low, high, "%", "percent", "more_than" if number.open else "exact")

    def _without_unit(
        self, text: str, start: int, end: int, number: Numeral, arabic: bool
    ) -> Found | None:
        """A numeral straight before a noun: ``71.3万监测对象``, ``6部门``."""
        bound: Bound = "more_than" if number.open else "exact"
        if number.scale >= 1e4 or (number.low >= 1e4 and not arabic):
            if text[start : start + 1] in _BARE_PLACE and text[start] != "十" and not self._is_bounded(
                text, Found(start, end, number.low, number.high, "", "count")
            ):
                return None
            return Found(start, end, number.low, number.high, "", "count", bound, bare=True)
        if arabic and number.low == int(number.low) and text.startswith("部门", end):
            return Found(start, end, number.low, number.high, "", "count", bound, bare=True)
        return None

    def _is_bounded(self, text: str, found: Found) -> bool:
        if self._bound_before(text, found.start, found) is not None:
            return True
        return any(
            text[found.end : found.end + size] in self.words.after
            for size in range(1, self.words.after_longest + 1)
        )

    # -- other shapes ---------------------------------------------------------------

    def _parts(self, text: str, seed: re.Match[str]) -> Found | None:
        """``百分之五``, ``千分之三``, ``三分之二``."""
        whole = parse_numeral(seed.group().removesuffix("分之"))
        match = _NUMERAL.match(text, seed.end())
        number = parse_numeral(match.group()) if match else None
        if whole is None or number is None or match is None:
            return None
        factor = 100 / whole.low
        low, high, end = number.low, number.high, match.end()
        joined = _RANGE.match(text, end) or (
            re.compile("、").match(text, end) if high < 10 and text[end - 2] == "之" else None
        )
        if joined:
            at = joined.end()
            if text.startswith(seed.group(), at):
                at += len(seed.group())
            other = _NUMERAL.match(text, at)
            far = parse_numeral(other.group()) if other else None
            unit_after = other and self.units.match(text, other.end())
            if far and other and far.high > low and not unit_after:
                if joined.group() != "、" or far.high == low + 1:
                    high, end = far.high, other.end()
        return Found(
            seed.start(),
            end,
            round(low * factor, 9),
            round(high * factor, 9),
            "%",
            "percent",
            "more_than" if number.open else "exact",
        )

    def _fan(self, seed: re.Match[str]) -> Found | None:
        number = seed.group().strip("翻了番")
        times = parse_numeral(number).low if number and parse_numeral(number) else 1.0  # type: ignore[union-attr]
        value = round(2.0**times, 6)
        return Found(seed.start(), seed.end(), value, value, "倍", "multiple")

    def _mask(self, text: str, seed: re.Match[str]) -> Found | None:
        start, end = seed.span()
        before = text[start - 1] if start else ""
        if before.isascii() and (before.isalnum() or before in "._-/"):
            return None
        unit = self._unit_at(text, end, True)
        if unit is None or unit[1] in ("年", "月", "日") or text.startswith("家庭", end):
            return None
        kind: Kind = unit[0].kind if unit[0] is not None else "count"
        name = "%" if unit[1] == "‰" else unit[1]
        return Found(start, unit[2], None, None, name, kind, "masked")

    def _rank(self, text: str, seed: re.Match[str]) -> Found | None:
        """``第4位``, ``全国第一``; not ``第三届``, ``第一产业``."""
        start, end = seed.start() - 1, seed.end()
        number = parse_numeral(seed.group())
        if number is None or number.scale > 10:
            return None
        if text[end : end + 1] in ("位", "名") and not text.startswith(("名义", "位置"), end):
            return Found(start, end + 1, number.low, number.high, text[end], "rank")
        after = text[end : end + 1]
        if after and after not in _AFTER_BARE_RANK and not text.startswith("经济", end):
            return None
        context = text[max(0, start - 8) : start]
        if not any(context.endswith(place) for place in self._places_before(context)):
            return None
        return Found(start, end, number.low, number.high, "位", "rank")

    def _places_before(self, context: str) -> list[str]:
        return [m.group() for m in self.words.rank_places.finditer(context)]

    def _top(self, text: str, seed: re.Match[str]) -> Found | None:
        """``前三``, ``前50名``: within the first so many."""
        end = seed.end()
        number = parse_numeral(seed.group())
        if number is None:
            return None
        unit = "位"
        if text[end : end + 1] in ("位", "名"):
            unit = text[end]
            end += 1
        elif text[end : end + 1] and text[end] not in _AFTER_BARE_RANK:
            return None
        return Found(seed.start() - 1, end, number.low, number.high, unit, "rank", "at_most")

    # -- bounds glued to the number ---------------------------------------------------

    def _bound_before(self, text: str, start: int, found: Found) -> tuple[int, Bound] | None:
        for size in range(min(self.words.before_longest, start), 0, -1):
            word = text[start - size : start]
            bound = self.words.before.get(word)
            if bound is None:
                continue
            if not self._may_bound(word, text, start - size, found):
                return None
            return start - size, bound  # type: ignore[return-value]
        return None

    def _may_bound(self, word: str, text: str, at: int, found: Found) -> bool:
        before = text[at - 1 : at]
        first = text[at + len(word)]
        if word == "上":
            return first in _BARE_PLACE and before not in ("以", "线", "之", "早", "晚")
        if word in ("过", "破"):
            big = found.low is not None and (found.low >= _BIG or found.unit == "%")
            return big and before not in _NOT_EXCEEDING
        if word == "近":
            if found.kind == "duration" and found.unit in ("年", "月", "周", "天"):
                return text.startswith(("时间", "的"), found.end) or before in ("用", "时", "过", "了")
            return before not in ("最", "远", "附", "临")
        if word == "超":
            return before not in ("赶", "反")
        if word == "约":
            return before not in _AGREEMENTS
        if word in ("高于", "低于", "大于", "多于"):
            return before != "不"
        return True

    def _finish(self, found: Found, text: str, past: int, *, glue: bool = True) -> Found:
        """Take in the bound words glued on both sides."""
        if glue and found.kind not in ("rank", "ratio"):
            before = self._bound_before(text, found.start, found)
            if before and before[0] >= past:
                found.start = before[0]
                if found.bound != "masked":
                    found.bound = before[1]
        if found.kind in ("rank", "ratio"):
            return found
        for size in range(self.words.after_longest, 0, -1):
            word = text[found.end : found.end + size]
            bound = self.words.after.get(word)
            if bound is None or len(word) < size:
                continue
            inside = self._may_follow(word, text, found)
            if inside is None:
                continue
            if inside:
                found.end += size
            if found.bound != "masked":
                found.bound = bound  # type: ignore[assignment]
            break
        return found

    def _may_follow(self, word: str, text: str, found: Found) -> bool | None:
        """Whether a bound word behind belongs to the span; None when it is another word."""
        after = text[found.end + len(word) : found.end + len(word) + 1]
        if word == "内":
            if after in _NOT_WITHIN:
                return None
            return found.kind != "duration" or found.unit not in ("年", "月", "天", "周", "日")
        if word in ("多", "余"):
            if after in ("元", "样", "方", "层", "渠", "种", "点", "个", "项", "次", "少", "于", "为", "数", "出"):
                return None
            return True if found.kind in ("duration", "measure", "percent", "multiple") else None
        if word == "强":
            return None if after and after not in "，。；、的" else True
        if word == "上下":
            return None if found.kind in ("count", "duration") or after in ("联", "功", "游") else True
        if word == "以外":
            return None
        return True


_NOT_TENTHS = frozenset("立为功果员效长人套本分绩都熟品就交活型千渝因份见")
_AFTER_BARE_RANK = frozenset("，。；、！？）)”\n,;.的和及并以，且")
_NOT_EXCEEDING = frozenset("通经超走度渡不去审突打胜越太难好未熬闯")
_AGREEMENTS = frozenset("条签合公契节履守预违缔盟和誓立制大邀")
_COUNTED_BY_HUNDREDS = frozenset(("部", "场", "名", "项", "家", "件"))
_NAMES_OF_PROGRAMMES = ("级", "争", "万", "千", "百", "行动", "工程", "计划", "企", "上")
_NOT_WITHIN = frozenset("容部外需涵陆地设贸河环阁科联在蒙销生供循")


def _from_before(text: str, start: int, joined: re.Match[str]) -> bool:
    """``从5%到6%`` is a change between two figures, no range."""
    return joined.group() == "到" and text[start - 1 : start] in ("从", "由")


def _is_clock(text: str, start: int, end: int) -> bool:
    parts = re.split("[:：∶]", text[start:end])
    if len(parts) != 2 or "." in text[start:end] or len(parts[1]) != 2 or int(parts[0]) > 24:
        return False
    return "比" not in text[max(0, start - 15) : start]
