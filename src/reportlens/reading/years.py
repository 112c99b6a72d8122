"""Years and dates as titles, datelines and file names write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIGITS = str.maketrans("〇零○Ｏ０OoО一二三四五六七八九", "00000000123456789")
_HAN = "〇零○ＯOoО一二三四五六七八九"
_NARROW = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF5B))}
_NARROW |= {0x3000: " ", 0xA0: " ", 0xFF0D: "-", 0xFF0E: ".", 0xFF3F: "_"}
_NARROW |= dict.fromkeys([0x200B, 0x200C, 0x200D, 0xFEFF, 0x2060, 0xAD])
_WIDE = re.compile(f"[{''.join(map(chr, _NARROW))}]")
_SPACED = re.compile(r"(?<=\d) +(?=[\d年月日])(?!\d{1,2}[:：时点])|(?<=[年月]) +(?=\d)")

YEAR = re.compile(
    rf"(?<![\d.])(?:(?P<arabic>(?:19[2-9]|20\d)\d)(?![\d.]*[万亿%元])|(?P<han>[一二][九{_HAN[:7]}][{_HAN}]{{2}})(?=年)"
    r"|(?P<short>\d\d)(?=年))"
)
_MONTH_DAY = (
    r"\s?(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s?月"
    r"(?:\s?(?P<day>3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])\s?[日号])?"
)
DATE = re.compile(
    rf"(?<!\d)(?:(?P<year>(?:19[2-9]|20\d)\d)|(?P<han_year>[一二][九{_HAN[:7]}][{_HAN}]{{2}}))\s?年{_MONTH_DAY}"
    r"|(?<!\d)(?P<y2>(?:19[2-9]|20\d)\d)(?P<sep>[-./_]?)(?P<m2>1[0-2]|0[1-9]|(?<=[-./_])[1-9])(?P=sep)"
    r"(?P<d2>3[01]|[12]\d|0[1-9]|(?<=[-./_])[1-9])(?!\d)"
)


@dataclass(frozen=True, slots=True)
class YearMention:
    """A year in a short text."""

    start: int
    end: int
    year: int


def narrow(text: str) -> str:
    """Full-width digits and letters made narrow, invisible characters and gaps in dates gone.

    >>> narrow("２０２３ 年")
    '2023年'
    >>> narrow("2021-02-01 10:20")
    '2021-02-01 10:20'
    """
    # str.translate looks up every character; few of a report's are wide.
    if _WIDE.search(text):
        text = _WIDE.sub(lambda wide: wide[0].translate(_NARROW), text)
    return _SPACED.sub("", text)


def years_in(text: str) -> list[YearMention]:
    """The years written in a title or a file name.

    >>> [mention.year for mention in years_in("二〇二三年总结和2024年计划")]
    [2023, 2024]
    """
    found = []
    for match in YEAR.finditer(text):
        if match["arabic"]:
            year = int(match["arabic"])
        elif match["han"]:
            year = int(match["han"].translate(_DIGITS))
        else:
            year = int(match["short"])
            before = text[match.start() - 1] if match.start() else " "
            if 40 < year < 49 or before in "第近前这过":
                continue
            year += 1900 if year >= 49 else 2000
        if 1921 <= year <= 2099:
            found.append(YearMention(match.start(), match.end(), year))
    return found


def date_of(match: re.Match[str]) -> str:
    """A match of `DATE` as ISO date: year and month, and day where it is written."""
    year = match["year"] or match["y2"] or match["han_year"].translate(_DIGITS)
    if match["y2"]:
        return f"{year}-{int(match['m2']):02}-{int(match['d2']):02}"
    month = f"{year}-{number_of(match['month']):02}"
    return f"{month}-{number_of(match['day']):02}" if match["day"] else month


def number_of(numeral: str) -> int:
    """A numeral up to 99, in digits or Chinese.

    >>> number_of("二十七"), number_of("十"), number_of("08")
    (27, 10, 8)
    """
    if numeral.isdigit() and numeral.isascii():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return int(numeral.translate(_DIGITS))
    return 10 * (int(tens.translate(_DIGITS)) if tens else 1) + (
        int(ones.translate(_DIGITS)) if ones else 0
    )


_NUMERAL = r"[0-9一二三四五六七八九十]{1,3}"
SESSION = re.compile(
    rf"第?(?P<congress>{_NUMERAL})届\s?(?:全国人民代表大会|全国人大)\s?(?:第?(?P<session>{_NUMERAL})次会议)?"
)
PARTY_CONGRESS = re.compile(
    rf"第(?P<congress>{_NUMERAL})次\s?全国\s?代表大会|[（(](?P<short>{_NUMERAL})大[)）]"
)


PARTY_REPORT = re.compile(
    r"^(?:党的)?(?P<short>二?十[一二三四五六七八九]?)大(?:上的)?(?:政治)?报告(?:全文)?$"
)
"""A whole title such as 党的二十大报告; in a sentence the words are only a mention of it."""
LOCAL_SESSION = re.compile(
    rf"第?(?P<congress>{_NUMERAL})届\s?(?:人民代表大会|人大)\s?第?(?P<session>{_NUMERAL})次会议"
)
_LOCAL_SINCE = 2003
"""Since then the congresses of all provinces sit in the same terms of five years."""


def session_year(
    congress: str, session: str | None, years: dict[tuple[int, int], int]
) -> int | None:
    """The year of a session of the National People's Congress.

    `years` has the year of each first session, and of the few later ones that were not held
    a year after the one before.

    >>> session_year("十四", "二", {(14, 1): 2023})
    2024
    >>> session_year("二", "四", {(2, 1): 1959, (2, 3): 1962})
    1963
    """
    number, at = number_of(congress), number_of(session) if session else 1
    for known in range(at, 0, -1):
        if (number, known) in years:
            return years[number, known] + at - known
    return None


def local_session_year(congress: str, session: str, number_in_2023: int) -> int | None:
    """The year of a session of a province's people's congress.

    >>> local_session_year("十四", "三", 14), local_session_year("五", "一", 6)
    (2025, 2018)
    """
    first = 2023 + 5 * (number_of(congress) - number_in_2023)
    at = number_of(session)
    return first + at - 1 if first >= _LOCAL_SINCE and at <= 6 else None
