"""How fast the quantity stage is against cutting the same text with jieba.

    python benchmarks/quantities_speed.py [folder]

Prints microseconds a
character of each part and their ratios; only the ratios of one run mean anything.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import jieba

from reportlens.lexicon import load
from reportlens.quantities import find_quantities
from reportlens.report import Sentence
from reportlens.text.dates import find_dates
from reportlens.text.outline import outline
from reportlens.text.view import clean_view
from texts import benchmark_texts


def best(run: Callable[[], object], times: int = 5) -> float:
    """The fastest of several runs, in seconds."""
    fastest = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        run()
        fastest = min(fastest, time.perf_counter() - start)
    return fastest


def main() -> None:
    """Measure and print."""
    texts = benchmark_texts(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    views = [clean_view(text) for text in texts.values()]
    chars = sum(len(view.text) for view in views)
    lexicon = load()
    dates = [find_dates(view, 2024) for view in views]
    sentences = [
        [Sentence(a, b, label="plan") for block in outline(view) for a, b in block.sentences]
        for view in views
    ]
    found = [
        find_quantities(v, s, d, [], 2024, lexicon)
        for v, s, d in zip(views, sentences, dates, strict=True)
    ]
    jieba.initialize()
    seconds = {
        "jieba.lcut": best(lambda: [jieba.lcut(view.text) for view in views], 3),
        "dates": best(lambda: [find_dates(view, 2024) for view in views]),
        "quantities": best(
            lambda: [
                find_quantities(v, s, d, [], 2024, lexicon)
                for v, s, d in zip(views, sentences, dates, strict=True)
            ]
        ),
    }
    print(f"{len(views)} texts, {chars} characters, {sum(map(len, found))} quantities")
    for name, taken in seconds.items():
        print(
            f"{name:12s} {taken / chars * 1e6:7.3f} µs a character"
            f"   {taken / seconds['jieba.lcut']:6.3f} of jieba.lcut"
        )


if __name__ == "__main__":
    main()
