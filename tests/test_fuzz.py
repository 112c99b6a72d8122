"""No input ends in an error other than ours; offsets are right; time grows with length alone.

A longer run: ``python benchmarks/fuzz.py --inputs 100000``.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from fuzzing import check_file, check_text, files, made, texts
from hypothesis import HealthCheck, given, settings

import reportlens as rl

relaxed = settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)


@relaxed
@given(texts)
def test_any_text_is_analysed_with_right_offsets(text):
    check_text(text)


@relaxed
@given(files)
def test_any_file_is_read_or_refused(tmp_path: Path, file):
    ending, seed, inside, changes = file
    check_file(ending, made(seed, inside, changes), tmp_path)


HOSTILE = {
    "digits": "1",
    "digits with points": "1.",
    "Chinese digits": "一",
    "multipliers": "万",
    "opening brackets": "（",
    "opening quotation marks": "“",
    "full-width spaces": "　",
    "spaces between digits": "1 ",
    "line breaks": "\n",
    "headings": "一、\n",
    "list commas": "甲、",
    "numbered slogans": "三个",
    "percent signs": "5%",
    "ranges": "5—",
    "years": "2020年",
    "masks": "×",
    "commas": "，",
    "a lead": "一是",
    "indicators": "国内生产总值",
    "increases": "增长5%、",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_grows_with_the_length_alone(piece):
    """Eight times the text may take sixteen times as long, on a noisy machine, not sixty-four."""

    def cost(chars: int) -> float:
        text = piece * (chars // len(piece))
        best = float("inf")
        for _ in range(2):
            started = time.process_time()
            rl.analyze(text)
            best = min(best, time.process_time() - started)
        return best

    cost(1_000)
    short = cost(20_000)
    assert cost(160_000) < 16 * short + 0.2
