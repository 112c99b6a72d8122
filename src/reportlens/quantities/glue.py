"""Bound words glued to a number on either side: ``近30万亿元``, ``5%左右``."""

from __future__ import annotations

from reportlens.quantities.patterns import BARE_PLACE, Found
from reportlens.quantities.words import Words
from reportlens.report import Bound

_BIG = 100.0
_LONG_TIMES = ("年", "月", "周", "天", "日")


def glue(found: Found, text: str, past: int, words: Words) -> Found:
    """Take the bound words on both sides into the span; `past` is where the one before ended."""
    if found.kind in ("rank", "ratio"):
        return found
    before = bound_before(found, text, words)
    if before and before[0] >= past:
        found.start = before[0]
        if found.bound != "masked":
            found.bound = before[1]
    for word, bound in words.after.get(text[found.end : found.end + 1], ()):
        if not text.startswith(word, found.end) or text.startswith(
            bound.not_before, found.end + len(word)
        ):
            continue
        inside = _belongs(word, found, text)
        if inside is None:
            continue
        if inside:
            found.end += len(word)
        if found.bound == "exact" or (inside and found.bound != "masked"):
            found.bound = bound.bound
        break
    return found


def is_bounded(found: Found, text: str, words: Words) -> bool:
    """Whether a bound word stands right before or behind."""
    behind = words.after.get(text[found.end : found.end + 1], ())
    return bound_before(found, text, words) is not None or any(
        text.startswith(word, found.end) for word, _ in behind
    )


def bound_before(found: Found, text: str, words: Words) -> tuple[int, Bound] | None:
    """Where the bound word before a number begins, and what it says."""
    start = found.start
    for word, said in words.before.get(text[start - 1 : start], ()):
        at = start - len(word)
        if at >= 0 and text.startswith(word, at):
            if text.endswith(said.not_after, max(0, at - 4), at) or not _fits(
                word, found, text, words
            ):
                return None
            return at, said.bound
    return None


def _fits(word: str, found: Found, text: str, words: Words) -> bool:
    """Whether a bound word can bound this number: 上 only 百 and 万, 过 only large ones."""
    if word == "上":
        return text[found.start] in BARE_PLACE
    if word in ("过", "破"):
        return found.low is not None and (found.low >= _BIG or found.unit == "%")
    if word == "近" and found.kind == "duration" and found.unit in _LONG_TIMES:
        # 近三年 is a recent time, 用了近三年时间 a length of time.
        before = text[found.start - 2 : found.start - 1]
        lasting = text.startswith(words.lasting_behind, found.end)
        return lasting or before in words.lasting_before
    return True


def _belongs(word: str, found: Found, text: str) -> bool | None:
    """Whether a bound word behind is in the span; None when it says nothing here."""
    if word == "内":
        return found.kind != "duration" or found.unit not in _LONG_TIMES
    if word in ("多", "余"):
        return True if found.kind in ("duration", "measure", "percent", "multiple") else None
    if word == "上下":
        return None if found.kind in ("count", "duration") else True
    return True
