#!/usr/bin/env python3
"""Characters a second of every stage and of the whole, beside `jieba.lcut` in the same run.

    python benchmarks/throughput.py [FOLDER] [--rounds 3]

Only the ratios count: they compare figures of one run on one machine. A ratio of 0.2
means: a fifth of the time that jieba.lcut alone takes on the same text.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from texts import benchmark_texts

if TYPE_CHECKING:
    from reportlens import Report

STAGES = {
    "view": "clean_view",
    "outline": "outline",
    "sections": "label_sections",
    "dates": "find_dates",
    "slogans": "find_slogans",
    "quantities": "find_quantities",
    "indicators": "find_indicators",
}
"""Name in the table → name of the function that the pipeline calls."""


def timed(work: Callable[..., Any], *args: Any, **options: Any) -> tuple[float, Any]:
    """Seconds that a call takes, and what it gives."""
    start = time.perf_counter()
    result = work(*args, **options)
    return time.perf_counter() - start, result


@contextmanager
def stopwatch(spent: dict[str, float]) -> Iterator[None]:
    """Time each stage inside `analyze` by wrapping the functions that the pipeline calls."""
    from reportlens import pipeline

    originals = {name: getattr(pipeline, function) for name, function in STAGES.items()}

    def wrapped(name: str) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            seconds, result = timed(originals[name], *args, **options)
            spent[name] += seconds
            return result

        return call

    for name, function in STAGES.items():
        setattr(pipeline, function, wrapped(name))
    try:
        yield
    finally:
        for name, function in STAGES.items():
            setattr(pipeline, function, originals[name])


def all_frames(report: Report) -> list[Any]:
    return [report.frame(table) for table in report.TABLES]


def one_round(texts: Iterable[str], years: Iterable[int | None]) -> dict[str, float]:
    """Seconds spent in each stage, in `analyze` as a whole and in jieba.lcut."""
    import jieba

    import reportlens as rl

    names = (*STAGES, "analyze", "words", "analyze + words", "tables", "everything", "jieba")
    spent = dict.fromkeys(names, 0.0)
    with stopwatch(spent):
        for text, year in zip(texts, years, strict=True):
            seconds, report = timed(rl.analyze, text, year=year)
            spent["analyze"] += seconds
            spent["words"] += timed(getattr, report, "words")[0]
            spent["tables"] += timed(all_frames, report)[0]
            spent["jieba"] += timed(jieba.lcut, text)[0]
    spent["analyze + words"] = spent["analyze"] + spent["words"]
    spent["everything"] = spent["analyze + words"] + spent["tables"]
    return spent


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()

    import jieba

    import reportlens as rl

    named = benchmark_texts(options.folder)
    chars = sum(map(len, named.values()))
    jieba.setLogLevel(60)
    jieba.lcut("预热")
    first = next(iter(named.values()))
    all_frames(rl.analyze(first))  # loads lexicons, dictionaries, pandas
    years = [rl.analyze(text).year for text in named.values()]
    rounds = [one_round(named.values(), years) for _ in range(options.rounds)]
    print(f"{len(named)} reports, {chars:,} characters, median of {options.rounds} rounds\n")
    print(f"{'':18s}{'seconds':>9s}{'chars/s':>12s}{'of jieba':>10s}{'spread':>16s}")
    for name in rounds[0]:
        seconds = statistics.median(r[name] for r in rounds)
        ratios = sorted(r[name] / r["jieba"] for r in rounds)
        ratio = statistics.median(ratios)
        speed = chars / seconds if seconds else float("inf")
        spread = f"{ratios[0]:.3f}-{ratios[-1]:.3f}"
        print(f"{name:18s}{seconds:9.2f}{speed:12,.0f}{ratio:10.3f}{spread:>16s}")
    whole = statistics.median(r["jieba"] / r["analyze"] for r in rounds)
    with_words = statistics.median(r["jieba"] / r["analyze + words"] for r in rounds)
    print(f"\nanalyze without words: {whole:.2f} times as fast as jieba.lcut")
    print(f"analyze with words:    {with_words:.2f} times as fast as jieba.lcut")


if __name__ == "__main__":
    main()
