"""Dates, years, spans of years and plan periods named in a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal

from reportlens.report import Date
from reportlens.text.numerals import DIGITS, parse_numeral
from reportlens.text.view import View

DateKind = Literal["day", "month", "year", "span", "plan", "decade", "century", "relative"]

_HAN = "零〇○一二三四五六七八九"
_YEAR = (
    r"(?:(?<![0-9])(?<![0-9]{2}[.])(?:1[89]|2[01])[0-9]{2}(?![0-9.])"
    rf"|(?<![{_HAN}])[一二][八九〇○零一0][{_HAN}0]{{2}}(?![{_HAN}0]))"
)
_SMALL = r"(?:[0-9]{1,2}(?![0-9])|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_MONTH = r"(?<![0-9.])(?:1[0-2]|0?[1-9](?![0-9])|十[一二]?|[一二三四五六七八九])月"
_TO = r"[至到—–\-－─~～〜／/]{1,2}"
_COUNT = rf"(?:[0-9]{{1,3}}|[{_HAN}两十百几]{{1,4}})"
_ORDINALS = "一二三四五六七八九十"
_PLAN_NAMES = (
    *(f"{c}五" for c in "一二三四五六七八九"),
    "十五",
    *(f"十{c}五" for c in "一二三四五六七八九"),
)
_PLANS = {name: 1953 + 5 * at for at, name in enumerate(_PLAN_NAMES)}
# 1963 to 1965 stood between the second and the third plan.
_PLANS |= {n: y + 3 for n, y in _PLANS.items() if y >= 1963}
_PLAN_AT = dict(enumerate(_PLANS.values(), start=1))

_DATE = re.compile(
    rf"(?P<span>(?:从|自)?(?P<s1>{_YEAR})年?{_TO}(?P<s2>{_YEAR})年(?!代)度?)"
    rf"|(?P<ymd>(?P<y>{_YEAR})(?:年度?(?!代)|[.\-/](?=[0-9]))(?:(?P<m>{_SMALL})(?:月份?|[.\-/](?=[0-9]))(?:(?P<d>{_SMALL})[日号]?(?:{_TO}(?:{_SMALL}月)?{_SMALL}日)?)?)?)"
    rf"|(?P<han>(?<![{_HAN}])(?:一[八九]|二[〇○零])[{_HAN}]{{2}}(?=[两、和至到与－—]))"
    rf"|(?P<md>{_MONTH}份?(?:(?P<d2>{_SMALL})(?:[日号](?:{_TO}(?:{_SMALL}月)?{_SMALL}日)?|(?={_TO}{_SMALL}日){_TO}{_SMALL}日))?)"
    rf"|(?P<months>(?<![0-9.])[0-9]{{1,2}}{_TO}[0-9]{{1,2}}月份?)"
    rf"|(?P<plan>(?<=[“\"‘「『])(?P<p1>十?[一二三四五六七八九]五|十五)(?=[”\"’」』、])|(?P<p2>十[一二三四五六七八九]五)(?!个)|(?P<p3>[一二三四五六七八九]五)(?=期间|时期|计划|规划)|第(?P<p4>十?[{_ORDINALS}])个五年(?:计划|规划)?)"
    rf"|(?P<decade>(?:(?P<dc>[0-9]{{2}}|[{_HAN}十]{{1,3}}|上|本)世纪)?(?P<dd>[一二三四五六七八九]十|[0-9]0)年代(?:初期?|中后?期?|后期|末期?)?)"
    rf"|(?P<century>(?:(?:[12][0-9]|十[八九]|二十一?)世纪|[本上新]世纪)(?:初期?|中叶?|末期?|上半叶|下半叶)?)"
    rf"|(?P<years>(?P<yw>过去|近|最近|今后|未来|前|此后|以后|后|这|头)(?P<yn>{_COUNT})年(?!代|级|龄)(?:多|间|时间|里)?(?:以?来)?|(?P<yn2>{_COUNT})年(?:多)?以?来)"
    rf"|(?P<relative>去年|今年|上年|上一年|前年|明年|本年度?|当年|次年|下一年|本届政府|届末|年末|年底|年初|近年来|上半年|下半年|目前)"
    rf"|(?P<hant>(?<![0-9]){_SMALL}月{_SMALL}日)"
)
_RELATIVE = {"去年": -1, "上年": -1, "上一年": -1, "今年": 0, "前年": -2, "明年": 1, "下一年": 1}
_RELATIVE |= {"本年": 0, "本年度": 0, "次年": 1, "上半年": 0, "下半年": 0}
_BACKWARD = frozenset(("过去", "近", "最近", "前", "这", "头"))


def year_number(text: str) -> int | None:
    """The year that four digits of either script name: ``二〇二五`` → 2025."""
    digits = [DIGITS.get(char) if not char.isascii() else int(char) for char in text]
    if len(digits) != 4 or any(digit is None for digit in digits):
        return None
    return int("".join(map(str, digits)))


def plan_years(ordinal: int) -> tuple[int, int] | None:
    """First and last year of the national plan with this number: 14 → (2021, 2025)."""
    first = _PLAN_AT.get(ordinal)
    return (first, first + 4) if first else None


def find_dates(view: View, year: int | None = None) -> list[Date]:
    """The dates of a view in text order, with offsets into the view.

    Parameters
    ----------
    view : View
        The clean view.
    year : int, optional
        The year in which the report was given, against which ``去年`` is resolved.

    Returns
    -------
    list of Date
        Kinds: ``day``, ``month``, ``year``; ``span`` (``2021—2025年``); ``plan``
        (``十四五``, ``第七个五年计划``); ``decade``; ``century``; ``relative``
        (``去年``, ``五年来``, ``年末``). A relative date has a year only when it can be
        resolved.
    """
    dates = []
    for match in _matches(view.text):
        kind, last, first = _MAKERS[match.lastgroup or ""](match, year)
        dates.append(Date(match.start(), match.end(), match.group(), kind, last, first))
    return dates


_START = re.compile(
    r"[0-9](?<![0-9]{2})(?=[0-9年月/.世]|[至到—–\-－─~～〜][0-9]{1,2}月)"
    rf"|[{_HAN}十两百几](?<![{_HAN}]{{2}})(?=[{_HAN}十百几多年月五世0])"
    rf"|第(?=[{_ORDINALS}]{{1,3}}个五年)|[“\"‘「『](?=[{_ORDINALS}])"
    r"|[从自去今上本明当前次届年初末目近最过未此以后这头下新]"
)
"""Where a date can begin."""


def _matches(text: str) -> Iterator[re.Match[str]]:
    """The matches of `_DATE`, tried only where a date can begin."""
    past = 0
    for start in _START.finditer(text):
        at = start.start()
        if at >= past and (match := _DATE.match(text, at)):
            past = match.end()
            yield match


_Resolved = tuple[DateKind, int | None, int | None]


def _span(match: re.Match[str], _: int | None) -> _Resolved:
    return "span", year_number(match["s2"]), year_number(match["s1"])


def _day(match: re.Match[str], _: int | None) -> _Resolved:
    kind: DateKind = "day" if match["d"] else "month" if match["m"] else "year"
    return kind, year_number(match["y"]), None


def _han(match: re.Match[str], _: int | None) -> _Resolved:
    return "year", year_number(match["han"]), None


def _month(match: re.Match[str], year: int | None) -> _Resolved:
    return ("day" if match["d2"] else "month"), None, None


def _months(match: re.Match[str], year: int | None) -> _Resolved:
    return "month", None, None


def _plan(match: re.Match[str], _: int | None) -> _Resolved:
    if match["p4"]:
        number = parse_numeral(match["p4"])
        years = plan_years(int(number.low)) if number else None
        return ("plan", years[1], years[0]) if years else ("plan", None, None)
    first = _PLANS.get(match["p1"] or match["p2"] or match["p3"])
    return "plan", first + 4 if first else None, first


def _decade(match: re.Match[str], year: int | None) -> _Resolved:
    decade = parse_numeral(match["dd"])
    if decade is None:
        return "decade", None, None
    named = match["dc"]
    if named and named not in ("上", "本"):
        number = parse_numeral(named)
        century = (int(number.low) - 1) * 100 if number else 1900
    elif named == "上" and year:
        century = (year - 1) // 100 * 100 - 100
    elif named == "本" and year:
        century = (year - 1) // 100 * 100
    else:
        century = 1900
    first = century + int(decade.low)
    return "decade", first + 9, first


def _century(match: re.Match[str], year: int | None) -> _Resolved:
    name = match["century"].split("世纪")[0]
    number = parse_numeral(name)
    if number:
        first = (int(number.low) - 1) * 100 + 1
    elif year:
        first = (year - 1) // 100 * 100 + (1 if name != "上" else -99)
    else:
        return "century", None, None
    return "century", first + 99, first


def _years(match: re.Match[str], year: int | None) -> _Resolved:
    count = parse_numeral(match["yn"] or match["yn2"])
    if year is None or count is None or count.open:
        return "relative", None, None
    length = int(count.low)
    if match["yw"] is None or match["yw"] in _BACKWARD:
        return "relative", year - 1, year - length
    return "relative", year + length - 1, year


def _relative(match: re.Match[str], year: int | None) -> _Resolved:
    offset = _RELATIVE.get(match["relative"])
    return "relative", None if year is None or offset is None else year + offset, None


_MAKERS: dict[str, Callable[[re.Match[str], int | None], _Resolved]] = {
    "span": _span,
    "ymd": _day,
    "han": _han,
    "md": _month,
    "months": _months,
    "plan": _plan,
    "decade": _decade,
    "century": _century,
    "years": _years,
    "relative": _relative,
    "hant": _months,
}
