#!/usr/bin/env python3
"""Does the alignment of sentences scale? Time a pair, and memory, as reports grow in number.

    python benchmarks/reuse.py                      # 100 and 1,000 years; 300 provinces
    python benchmarks/reuse.py --sizes 200 800

Two shapes: a series of one region, each report set against the one before it, and provinces
that are each set against the centre of their year. The reports are recombined as
benchmarks/scale.py does it, but half of each comes from the one before it (or from the
centre), as in real ones. The analysis is not timed: reports hold paragraphs and sentences.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time

from scale import CHARS, ROOT, paragraphs

sys.path.insert(0, str(ROOT / "src"))


def report_texts(count: int, pool: list[str], *, centre: bool, seed: int = 1) -> list[list[str]]:
    """Paragraphs of `count` reports, half of each taken from the one before or the first."""
    chance = random.Random(seed)
    reports: list[list[str]] = []
    for _ in range(count):
        source = (reports[0] if centre else reports[-1]) if reports else []
        lines = chance.sample(source, len(source) // 2)
        chars = sum(map(len, lines))
        while chars < CHARS:
            lines.append(chance.choice(pool))
            chars += len(lines[-1])
        chance.shuffle(lines)
        reports.append(lines)
    return reports


def plain_report(lines: list[str], year: int, region: str, level: str):
    """A report with paragraphs and sentences, which is all that reuse looks at."""
    from reportlens.report import Metadata, Paragraph, Report, Sentence
    from reportlens.text.sentences import split_sentences

    paragraphs, sentences, at = [], [], 0
    for number, line in enumerate(lines):
        paragraphs.append(Paragraph(at, at + len(line), line, label="plan"))
        for start, end in split_sentences(line):
            row = Sentence(at + start, at + end, line[start:end], "plan", number)
            sentences.append(row)
        at += len(line) + 1
    metadata = Metadata(report_id=f"{region}{year}", year=year, region=region, region_level=level)
    return Report("\n".join(lines), metadata, paragraphs, sentences=sentences)


def measure(count: int, shape: str) -> dict[str, float]:
    """One comparison, in this process."""
    import resource

    import reportlens as rl

    texts = report_texts(count, paragraphs(), centre=shape == "provinces")
    reports = []
    for number, lines in enumerate(texts):
        if shape == "series":
            reports.append(plain_report(lines, 1000 + number, "某县", "county"))
        else:
            level = "province" if number else "national"
            reports.append(plain_report(lines, 2024, f"第{number}省", level))
    comparison = rl.compare(reports, by="year" if shape == "series" else "region")

    def memory() -> float:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    before, start = memory(), time.perf_counter()
    frame = comparison.frame("reuse")
    seconds = time.perf_counter() - start
    return {
        "pairs": count - 1,
        "rows": len(frame),
        "seconds": seconds,
        "ms": seconds / (count - 1) * 1e3,
        "before": before,
        "grown": memory() - before,
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1_000])
    parser.add_argument("--provinces", type=int, default=300)
    parser.add_argument("--one", nargs=2, metavar=("SHAPE", "COUNT"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(int(options.one[1]), options.one[0])))
        return
    print(f"{'shape':10s}{'pairs':>7}{'rows':>11}{'seconds':>9}{'ms a pair':>11}"
          f"{'MB before':>11}{'MB grown':>10}")  # fmt: skip
    cases = [("series", size) for size in options.sizes] + [("provinces", options.provinces + 1)]
    for shape, count in cases:
        command = [sys.executable, __file__, "--one", shape, str(count)]
        m = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        print(f"{shape:10s}{m['pairs']:7,}{m['rows']:11,}{m['seconds']:9.1f}{m['ms']:11.1f}"
              f"{m['before']:11.0f}{m['grown']:10.0f}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
