"""One character for one: half-width digits, Chinese punctuation, simplified characters.

Everything here keeps the length of the text, so offsets stay what they are.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]
Classes = NDArray[np.uint8]

OTHER, SPACE, HIDDEN, NEWLINE, DIGIT, LATIN, HAN, PUNCT, ASCII_PUNCT = range(9)
"""Classes of characters: as many as the rules for spaces and punctuation need."""

_NUMERALS = "一二三四五六七八九十零〇"
_SPACES = " \t\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_HIDDEN = "\u00ad\u034f\u061c\u180e\u2060\u2061\u2062\u2063\u2064\ufeff" + "".join(
    map(chr, [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0xFE00, 0xFE10)])
)
_NEWLINES = "\n\r\u000b\u000c\u0085\u2028\u2029"
_PUNCTUATION = "，、。；：！？（）《》〈〉“”‘’【】〔〕「」『』…—·～"
_SAME = {
    **dict(zip("「」『』〝〞〟﹁﹂﹃﹄", "“”‘’“””“”‘’", strict=True)),
    **dict(zip("﹐﹑﹔﹕﹖﹗﹙﹚﹪﹣", "，、；：？！（）%-", strict=True)),
    **dict.fromkeys("―─━–", "—"),
    **dict.fromkeys("~〜∼", "～"),
    **dict.fromkeys("・‧∙", "·"),
    "−": "-",
    "｡": "。",
    "､": "、",
}
_KEPT_WIDE = "，；：？！（）～"
"""Full-width forms that are the normal Chinese punctuation."""

_TRADITIONAL = (
    "這國們為會對發後來個時於業產經濟過學還與關點進現開長實總動體萬億農內說從種義給線條間"
    "問題無電車東書見馬貝門風飛鳥魚黨導設計議據報應當勞務員壓調統絕結級組織續紀約純"
)


@lru_cache(maxsize=1)
def _tables() -> tuple[Codes, Classes]:
    """Look-up tables for the basic plane: the character to put, and its class."""
    to = np.arange(0x10000, dtype=np.uint32)
    wide = [*range(0xFF01, 0xFF5F), *range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00), 0x2E9F, 0x2EF3]
    for code in wide:
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and chr(code) not in _KEPT_WIDE:
            to[code] = ord(plain)
    for char, plain in _SAME.items():
        to[ord(char)] = ord(plain)
    for char in _SPACES:
        to[ord(char)] = ord(" ")
    for char in _NEWLINES:
        to[ord(char)] = ord("\n")
    # Half of a surrogate pair: what is not written in Python takes nothing that UTF-8 lacks.
    to[0xD800:0xE000] = 0xFFFD

    kind = np.zeros(0x10000, dtype=np.uint8)
    kind[0x3400:0xA000] = HAN
    kind[0x3007] = HAN
    kind[0x21:0x7F] = ASCII_PUNCT
    kind[ord("0") : ord("9") + 1] = DIGIT
    for first, last in (("A", "Z"), ("a", "z")):
        kind[ord(first) : ord(last) + 1] = LATIN
    for chars, value in ((_PUNCTUATION, PUNCT), (_HIDDEN, HIDDEN)):
        for char in chars:
            kind[ord(char)] = value
    kind[ord(" ")] = SPACE
    kind[ord("\n")] = NEWLINE
    return to, kind


def to_codes(text: str) -> Codes:
    """The code points of a text, shape (len(text),); lone surrogates are let through."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def to_text(codes: Codes) -> str:
    """The text of an array of code points."""
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


def plain_characters(codes: Codes) -> tuple[Codes, Classes]:
    """Map every character to its plain form; also the classes of the plain characters."""
    to, kind = _tables()
    if len(codes) and int(codes.max()) > 0xFFFF:
        low = np.minimum(codes, 0xFFFF)
        plain = np.where(codes > 0xFFFF, codes, to[low])
        classes = kind[np.minimum(plain, 0xFFFF)]
        classes[codes > 0xFFFF] = OTHER
    else:
        plain = to[codes]
        classes = kind[plain]
    # A carriage return before a line feed is part of one line break.
    returns = codes == 0x0D
    if returns.any():
        before_feed = np.zeros(len(codes), dtype=bool)
        before_feed[:-1] = returns[:-1] & (codes[1:] == 0x0A)
        classes[before_feed] = HIDDEN
        plain[before_feed] = 0x200B
    return plain, classes


def chinese_punctuation(plain: Codes, classes: Classes) -> None:
    """Turn half-width punctuation in Chinese text into the Chinese one, in place.

    Commas, colons and full stops inside numbers stay; a colon between digits becomes
    half-width; straight double quotes alternate within a line.
    """
    after = np.empty_like(classes)
    after[:-1], after[-1:] = classes[1:], NEWLINE
    before = np.empty_like(classes)
    before[1:], before[:1] = classes[:-1], NEWLINE
    in_number = (before == DIGIT) & (after == DIGIT)
    is_colon = (plain == ord("：")) & in_number
    plain[is_colon] = ord(":")
    classes[is_colon] = ASCII_PUNCT

    at = np.flatnonzero(classes == ASCII_PUNCT)
    if len(at) and (classes == HAN).any():
        here = plain[at]
        chinese = np.isin(before[at], (HAN, PUNCT)) | np.isin(after[at], (HAN, PUNCT))
        for half, full in zip(",:;!?", "，：；！？", strict=True):
            put = at[(here == ord(half)) & chinese & ~in_number[at]]
            plain[put], classes[put] = ord(full), PUNCT
        for half, full in zip("()", "（）", strict=True):
            put = at[here == ord(half)]
            plain[put], classes[put] = ord(full), PUNCT
        stops = at[(here == ord(".")) & (before[at] == HAN) & np.isin(after[at], (HAN, NEWLINE))]
        stops = stops[~np.isin(plain[stops - 1], [ord(c) for c in _NUMERALS])]
        plain[stops], classes[stops] = ord("。"), PUNCT
        _pair_quotes(plain, classes, at[here == ord('"')])
    _zeros_in_chinese_years(plain, classes)


def _pair_quotes(plain: Codes, classes: Classes, at: NDArray[np.intp]) -> None:
    if not len(at):
        return
    newlines = np.flatnonzero(classes == NEWLINE)
    line = np.searchsorted(newlines, at)
    order = np.arange(len(at)) - np.searchsorted(line, line)
    count = np.bincount(line)[line]
    paired = count % 2 == 0
    plain[at[paired & (order % 2 == 0)]] = ord("“")
    plain[at[paired & (order % 2 == 1)]] = ord("”")
    classes[at[paired]] = PUNCT


def _zeros_in_chinese_years(plain: Codes, classes: Classes) -> None:
    """The circle in a year written in Chinese numerals is a zero."""
    at = np.flatnonzero((plain == 0x25CB) | (plain == 0x25EF) | (plain == ord("0")))
    at = at[(at > 0) & (at < len(plain) - 1)]
    numerals = [ord(c) for c in _NUMERALS + "○◯0"]
    before, after = np.isin(plain[at - 1], numerals), np.isin(plain[at + 1], numerals)
    chinese = (plain[at - 1] > 0x7F) | (plain[at + 1] > 0x7F) | (plain[at] > 0x7F)
    put = at[before & after & chinese]
    plain[put], classes[put] = ord("〇"), HAN


def simplified(text: str, plain: Codes) -> str:
    """The text in simplified characters, of the same length; unchanged if it is simplified.

    Uses OpenCC, by phrases where that keeps the length, else by characters.
    """
    if int(np.isin(plain, _traditional_codes()).sum()) < 3:
        return text
    from opencc import OpenCC

    convert = OpenCC("t2s").convert
    try:
        by_phrases: str = convert(text)
        if len(by_phrases) == len(text):
            return by_phrases
    except (UnicodeError, ValueError):
        pass
    table = {}
    for char in set(text):
        if not 0xD800 <= ord(char) < 0xE000 and char not in "\n\x00":
            one = convert(char)
            if len(one) == 1:
                table[ord(char)] = one
    return text.translate(table)


@lru_cache(maxsize=1)
def _traditional_codes() -> Codes:
    return np.array(sorted({ord(c) for c in _TRADITIONAL}), dtype=np.uint32)
