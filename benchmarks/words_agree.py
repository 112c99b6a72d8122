"""Do rjieba and jieba give the same words? And how much faster is the one?

    python benchmarks/words_agree.py FOLDER        every .txt file below it

Both engines get the shipped terms and names. Differences are counted as words of jieba's
that rjieba does not give at the same place: as rjieba comes, and as reportlens uses it.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

from reportlens.lexicon import load
from reportlens.text.engines import RustEngine
from reportlens.text.view import clean_view
from reportlens.text.words import cut_text, engine_of


def places(tokens: Sequence[str]) -> set[tuple[int, int]]:
    """The tokens of a text as spans."""
    spans, at = set(), 0
    for token in tokens:
        spans.add((at, at + len(token)))
        at += len(token)
    return spans


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", type=int, default=10, help="differences to list")
    options = parser.parse_args()
    lexicon = load()
    rust, reference = engine_of(lexicon, "rjieba"), engine_of(lexicon, "jieba")
    assert isinstance(rust, RustEngine)
    reference.cut("热身")
    words = raw = left = chars = 0
    seconds = {"rjieba": 0.0, "jieba": 0.0, "cut_text": 0.0}
    shown = []
    for file in sorted(options.folder.rglob("*.txt")):
        text = clean_view(file.read_text(encoding="utf-8", errors="replace")).text
        chars += len(text)
        start = time.perf_counter()
        cut_text(text)
        seconds["cut_text"] += time.perf_counter() - start
        start = time.perf_counter()
        found = rust.cut(text)
        seconds["rjieba"] += time.perf_counter() - start
        start = time.perf_counter()
        wanted = reference.cut(text)
        seconds["jieba"] += time.perf_counter() - start
        words += len(wanted)
        if found != wanted:
            missing = sorted(places(wanted) - places(found))
            left += len(missing)
            shown += [(file.stem, text[max(0, a - 5) : b + 5], text[a:b]) for a, b in missing]
        unevened = rust.raw_cut(text)
        if unevened != wanted:
            raw += len(places(wanted) - places(unevened))
    for row in shown[: options.show]:
        print(*row)
    print(f"characters {chars}, words {words}")
    print(f"differing words: rjieba as it comes {raw}, evened out {left}")
    for name, value in seconds.items():
        share = value / seconds["jieba"]
        print(f"{name:9s} {value / chars * 1e6:.3f} µs a character, {share:.3f} of jieba")


if __name__ == "__main__":
    main()
