"""Time a character on hostile input against ordinary text.

    python benchmarks/hostile.py [characters]

Each text is one line of the kind that makes careless patterns quadratic. The stages for
dates and quantities must stay within five times the time a character of ordinary text;
texts made of nothing but quantities may take longer, but no more than in proportion to
their length. The script ends with an error when one does not.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from reportlens.lexicon import load
from reportlens.quantities import find_quantities
from reportlens.report import Sentence
from reportlens.text.dates import find_dates
from reportlens.text.view import View, clean_view
from texts import benchmark_texts

LIMIT = 5.0
GROWTH = 2.0


def hostile_texts(size: int) -> dict[str, str]:
    """Texts of about `size` characters, by what they repeat."""
    pieces = {
        "digits": "7",
        "一": "一",
        "十": "十",
        "万": "万",
        "亿多": "亿多",
        "（": "（",
        "“": "“",
        "第一": "第一",
        "第一，": "第一，",
        "nested ranges": "3—5至",
        "thousands": "1,234,",
        "decimals": "1.2.",
        "ratios": "1:2:",
        "百分之": "百分之",
        "masks": "X",
        "masks with points": "X.X",
        "翻": "翻了",
        "year spans": "2021至",
        "plans": "十四五",
        "超过": "超过",
        "分别": "甲、乙分别增长",
        "spaces": " ",
        "的": "的",
    }
    return {name: piece * (size // len(piece)) for name, piece in pieces.items()}


def dense_texts(size: int) -> dict[str, str]:
    """Texts that are nothing but quantities, in one endless sentence."""
    pieces = {
        "percent ranges": "1%—2%至",
        "years": "2024年",
        "三分之一": "三分之一",
        "growing list": "增长5%、",
        "named list": "粮食产量增长5%、",
        "no sentence end": "新增就业12万人，",
    }
    return {name: piece * (size // len(piece)) for name, piece in pieces.items()}


def stage(view: View) -> Callable[[], object]:
    """Dates and quantities of a text that is one sentence."""
    lexicon = load()
    sentence = [Sentence(0, len(view.text), label="plan")]
    return lambda: find_quantities(view, sentence, find_dates(view, 2024), [], 2024, lexicon)


def per_character(text: str) -> float:
    """Seconds a character."""
    run = stage(clean_view(text))
    return best(run) / max(1, len(text))


def best(run: Callable[[], object]) -> float:
    """The fastest of three runs, in seconds."""
    fastest = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        run()
        fastest = min(fastest, time.perf_counter() - start)
    return fastest


def main() -> None:
    """Measure, print and judge."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    line = "\n".join(benchmark_texts().values())
    ordinary = (line * (size // max(1, len(line)) + 1))[:size]
    view = clean_view(ordinary)
    per_character(ordinary[:10_000])
    sentences = [
        Sentence(start, start + len(part), label="plan") for start, part in _lines(view.text)
    ]
    lexicon = load()
    normal = (
        best(lambda: find_quantities(view, sentences, find_dates(view, 2024), [], 2024, lexicon))
        / size
    )
    print(f"{'ordinary text':20s} {normal * 1e6:8.3f} µs a character")
    worst = 0.0
    for name, text in hostile_texts(size).items():
        taken = per_character(text)
        worst = max(worst, taken / normal)
        print(f"{name:20s} {taken * 1e6:8.3f} µs a character   {taken / normal:6.2f} times")
    print(f"worst: {worst:.2f} times ordinary text; allowed {LIMIT}")
    grown = 0.0
    for name, text in dense_texts(size).items():
        short, long = per_character(text[: size // 10]), per_character(text)
        grown = max(grown, long / short)
        print(f"{name:20s} {long * 1e6:8.3f} µs a character   {long / short:6.2f} of a tenth's")
    sys.exit(worst > LIMIT or grown > GROWTH)


def _lines(text: str) -> list[tuple[int, str]]:
    found, start = [], 0
    for part in text.split("\n"):
        found.append((start, part))
        start += len(part) + 1
    return found


if __name__ == "__main__":
    main()
