#!/usr/bin/env python3
"""All tables of a comparison beside `jieba.lcut` on the same texts.

    python benchmarks/comparison.py [FOLDER] [--rounds 3]

Every round runs in a fresh process: imports, lexicons and the analysis of all reports count.
Only the ratio says something: to the time that jieba.lcut, loaded and warm, takes to cut the
same texts three times in the same process. FOLDER is ../shared/corpora/national where it
stands beside the checkout, else corpus_samples/.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path

from texts import CORPORA, ROOT

_ROUND = """
import json, sys, time

def seconds(work):
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result

def compare():
    import reportlens
    return reportlens.compare(sys.argv[1])

spent = {}
spent["analysis"], comparison = seconds(compare)
spent["words"], _ = seconds(lambda: [report.words for report in comparison.reports])
def pandas():
    import pandas
spent["import pandas"], _ = seconds(pandas)
for table in comparison.TABLES:
    spent[table], _ = seconds(lambda: comparison.frame(table))
spent["all"] = sum(spent.values())

import jieba
jieba.setLogLevel(60)
jieba.lcut("warm")
texts = [report.text for report in comparison.reports]
spent["jieba.lcut x 3"] = 3 * seconds(lambda: [jieba.lcut(text) for text in texts])[0]
print(json.dumps([len(texts), sum(map(len, texts)), spent]))
"""


def one_round(folder: Path) -> tuple[int, int, dict[str, float]]:
    """Reports, characters, and seconds by table, from a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-c", _ROUND, str(folder)], check=True, capture_output=True, text=True
    )
    reports, chars, spent = json.loads(ran.stdout)
    return reports, chars, spent


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    national = CORPORA / "national"
    default = national if national.is_dir() else ROOT / "corpus_samples"
    parser.add_argument("folder", nargs="?", type=Path, default=default)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    rounds = [one_round(options.folder) for _ in range(options.rounds)]
    reports, chars, _ = rounds[0]
    print(f"{reports} reports, {chars:,} characters, median of {options.rounds} rounds\n")
    for name in rounds[0][2]:
        print(f"{name:16s}{statistics.median(spent[name] for _, _, spent in rounds):7.2f} s")
    ratios = sorted(spent["all"] / spent["jieba.lcut x 3"] for _, _, spent in rounds)
    middle = statistics.median(ratios)
    print(f"\nall / (jieba.lcut x 3): {middle:.2f}   ({ratios[0]:.2f} to {ratios[-1]:.2f})")


if __name__ == "__main__":
    main()
