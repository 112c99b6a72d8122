"""Numerals in both scripts: what each stands for, and agreement with a converter."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlens.text.numerals import parse_numeral

GOLDEN = [
    ("0", 0, 0),
    ("47.2", 47.2, 47.2),
    ("12,345.6", 12345.6, 12345.6),
    ("12，345", 12345, 12345),
    ("零", 0, 0),
    ("十", 10, 10),
    ("十五", 15, 15),
    ("二十", 20, 20),
    ("一百零五", 105, 105),
    ("两千", 2000, 2000),
    ("三百二十万", 3_200_000, 3_200_000),
    ("三亿零四百七十五万", 304_750_000, 304_750_000),
    ("二千零三十亿", 203_000_000_000, 203_000_000_000),
    ("十亿七千万", 1_070_000_000, 1_070_000_000),
    ("十四万六千", 146_000, 146_000),
    ("三万五", 35_000, 35_000),
    ("六万万", 600_000_000, 600_000_000),
    ("一万万五千万", 150_000_000, 150_000_000),
    ("四千万万", 4e11, 4e11),
    ("一万亿", 1e12, 1e12),
    ("1.2万亿", 1.2e12, 1.2e12),
    ("5千万", 5e7, 5e7),
    ("3亿5000万", 350_000_000, 350_000_000),
    ("七点八", 7.8, 7.8),
    ("三十点五", 30.5, 30.5),
    ("二点四五亿", 245_000_000, 245_000_000),
    ("五六", 5, 6),
    ("三四百", 300, 400),
    ("十五六", 15, 16),
    ("三五", 3, 5),
    ("七八千万", 7e7, 8e7),
    ("二〇二五", 2025, 2025),
    ("百", 100, 100),
    ("千万", 1e7, 1e7),
]


@pytest.mark.parametrize(("text", "low", "high"), GOLDEN)
def test_number(text: str, low: float, high: float) -> None:
    number = parse_numeral(text)
    assert number is not None
    assert (number.low, number.high) == (low, high)
    assert not number.open


@pytest.mark.parametrize(
    ("text", "low"),
    [("十几亿", 1e9), ("70多亿", 7e9), ("三千七百多万", 3.7e7), ("200余", 200), ("十多", 10)],
)
def test_open_numbers_keep_what_is_known(text: str, low: float) -> None:
    number = parse_numeral(text)
    assert number is not None
    assert number.open
    assert number.low == number.high == low


@pytest.mark.parametrize("text", ["", "点", "三点", "3万5.2.", "元", "一" * 65])
def test_not_a_number(text: str) -> None:
    assert parse_numeral(text) is None


@pytest.mark.parametrize(
    ("text", "scale"), [("5.2万", 1e4), ("5千万", 1e7), ("52", 1), ("三百", 100)]
)
def test_places_at_the_end(text: str, scale: float) -> None:
    number = parse_numeral(text)
    assert number is not None
    assert number.scale == scale


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=10**16))
def test_chinese_integers_read_back(number: int) -> None:
    """Whatever a converter writes, we read."""
    cn2an = pytest.importorskip("cn2an", reason="cn2an is only used to check against")
    if number >= 10**16:
        return
    written = cn2an.an2cn(number, "low")
    ours = parse_numeral(written)
    assert ours is not None
    # Ours takes two neighbouring digits for a range only without a place between.
    assert ours.low == float(number)


@given(st.integers(min_value=1, max_value=10**9), st.sampled_from(["", "万", "亿", "万亿"]))
def test_arabic_digits_with_a_place(number: int, place: str) -> None:
    ours = parse_numeral(f"{number}{place}")
    factor = {"": 1, "万": 1e4, "亿": 1e8, "万亿": 1e12}[place]
    assert ours is not None
    assert ours.low == pytest.approx(number * factor)


@given(st.text(alphabet="零一二三四五六七八九十百千万亿点多几0123456789.,", max_size=40))
def test_any_run_is_a_number_or_nothing(text: str) -> None:
    number = parse_numeral(text)
    assert number is None or number.low <= number.high
