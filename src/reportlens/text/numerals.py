"""Numerals in both scripts, from characters to numbers.

The grammar is the common one of Chinese integers (亿, 万 and 千 as nested places), with
what reports mix into it: Arabic figures before a Chinese place (``1.2万亿``), decimals
spoken out (``七点八``), two neighbouring digits for a range (``三四百``), and words that
leave the rest open (``多``, ``余``, ``几``, ``来``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

DIGITS = {"零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4}
DIGITS |= {"五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "壹": 1, "贰": 2, "叁": 3, "肆": 4}
DIGITS |= {"伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9, "俩": 2, "仨": 3}
PLACES = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000, "廿": 20}
GREAT_PLACES = {"万": 10_000, "亿": 100_000_000, "萬": 10_000, "億": 100_000_000}
OPEN = frozenset("多余几数来")
"""Words inside a numeral that leave the rest open: ``十几亿``, ``三千多万``."""

_TOKEN = re.compile(r"[0-9][0-9,，]*+(?:\.[0-9]++)?|.", re.S)
_LONGEST = 64
"""Longer runs of numeral characters are not numbers that anybody wrote."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A parsed numeral.

    Attributes
    ----------
    low, high : float
        The number; they differ where the digits give a range (``三四百``).
    open : bool
        Whether the rest is left open (``多``, ``余``, ``几``).
    scale : float
        The places that the numeral ends with: 10,000 in ``5.2万``, 10⁷ in ``5千万``, else 1.
    """

    low: float
    high: float
    open: bool = False
    scale: float = 1.0


@lru_cache(maxsize=8192)
def parse_numeral(text: str) -> Numeral | None:
    """The number that a numeral stands for.

    Parameters
    ----------
    text : str
        A numeral alone, without unit: ``三百二十万``, ``1.2万亿``, ``十几亿``, ``三四百``.

    Returns
    -------
    Numeral or None
        None when the characters are not a numeral.

    Examples
    --------
    >>> parse_numeral("1.2万亿").low
    1200000000000.0
    >>> parse_numeral("三四百")
    Numeral(low=300.0, high=400.0, open=False, scale=100.0)
    >>> parse_numeral("三千七百多万").open
    True
    """
    if not text or len(text) > _LONGEST:
        return None
    reader = _Reader()
    for token in _TOKEN.findall(text):
        if not reader.take(token):
            return None
    value = reader.value()
    if value is None:
        return None
    scale = 1.0
    for char in reversed(text):
        place = PLACES.get(char) or GREAT_PLACES.get(char)
        if place is None and char not in OPEN:
            break
        scale *= place or 1
    return Numeral(value[0], value[1], reader.open, scale)


class _Reader:
    """Reads a numeral token by token; `low` and `high` run in parallel."""

    def __init__(self) -> None:
        self.done = [0.0, 0.0]
        self.section = [0.0, 0.0]
        self.digits: list[float] = []
        self.decimals: list[int] | None = None
        self.open = False
        self.zero = False
        self.place = 1.0
        self.seen = False
        self.arabic = False

    def take(self, token: str) -> bool:
        if token in DIGITS:
            if self.decimals is not None:
                self.decimals.append(DIGITS[token])
                return True
            self.zero |= DIGITS[token] == 0
            self.digits.append(DIGITS[token])
        elif token[0] in "0123456789":
            if self.digits or self.decimals is not None:
                return False
            self.arabic = True
            try:
                self.digits.append(float(token.replace(",", "").replace("，", "")))
            except ValueError:
                return False
        elif token in PLACES:
            self._close(PLACES[token])
        elif token in GREAT_PLACES:
            self._close_great(GREAT_PLACES[token])
        elif token in ("点", "."):
            if self.decimals is not None or not (self.digits or self.section[0]):
                return False
            self.digits = self.digits or [0.0]  # 三十点五
            self.decimals = []
            return True
        elif token in OPEN:
            self.open = True
        else:
            return False
        self.seen = True
        return True

    def _number(self) -> tuple[float, float] | None:
        """The pending digits as (low, high); None when there are none."""
        digits, self.digits = self.digits, []
        decimals, self.decimals = self.decimals, None
        if not digits:
            return None
        if len(digits) == 2 and 0 < digits[0] == digits[1] - 1 and decimals is None:
            return digits[0], digits[1]
        if digits == [3, 5] and not self.arabic and decimals is None:
            return 3.0, 5.0
        value = 0.0
        for digit in digits:
            value = value * 10 + digit
        for power, digit in enumerate(decimals or (), start=1):
            value += digit / 10**power
        return value, value

    def _close(self, place: float) -> None:
        low, high = self._number() or (1.0, 1.0)
        self.section = [self.section[0] + low * place, self.section[1] + high * place]
        self.place = place
        self.zero = False

    def _close_great(self, place: float) -> None:
        pending = self._number()
        if pending is None and self.section == [0.0, 0.0] and self.done == [0.0, 0.0]:
            pending = (1.0, 1.0)
        low, high = pending or (0.0, 0.0)
        section = [self.section[0] + low, self.section[1] + high]
        again = section == [0.0, 0.0] and self.place == place  # 万万, the older word for 亿
        if place > 10_000 or again:
            self.done = [(d + s) * place for d, s in zip(self.done, section, strict=True)]
        else:
            self.done = [d + s * place for d, s in zip(self.done, section, strict=True)]
        self.section = [0.0, 0.0]
        self.place = place
        self.zero = False

    def value(self) -> tuple[float, float] | None:
        """The number read, as (low, high)."""
        if not self.seen or self.decimals == []:
            return None
        pending = self._number()
        if pending is not None:
            # 三万五 is 35,000: a last digit right after a place stands one place lower.
            spoken = self.place >= 100 and not self.zero and not self.arabic
            factor = self.place / 10 if spoken and pending[0] < 10 else 1.0
            pending = (pending[0] * factor, pending[1] * factor)
        low, high = pending or (0.0, 0.0)
        return (
            round(self.done[0] + self.section[0] + low, 6),
            round(self.done[1] + self.section[1] + high, 6),
        )
