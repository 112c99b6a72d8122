"""How much faster are two processes than one? Scores the same folder with each, in turns.

    python benchmarks/parallel.py
    python benchmarks/parallel.py --reports 1600 --rounds 5

The machine is noisy, so both are measured in every round and the ratio of the round counts;
printed are all rounds and the median. On a machine with other work to do, look at the processor
time: two processes should need hardly more of it than one.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from scale import ROOT, make_reports, paragraphs

_RUN = """
import sys, time
sys.path.insert(0, sys.argv[4])
from reportlens.batch import score_folder
started = time.perf_counter()
summary = score_folder(sys.argv[1], sys.argv[2], workers=int(sys.argv[3]), force=True)
assert not summary.failed
print(time.perf_counter() - started)
"""


def seconds(folder: Path, out: Path, workers: int) -> tuple[float, float]:
    """The time of a run in a process of its own, its start left out; and its processor time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", _RUN, str(folder), str(out), str(workers), str(ROOT / "src")]
    wall = float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--reports", type=int, default=800)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="reportlens-parallel-") as base:
        folder, out = Path(base) / "in", Path(base) / "out"
        make_reports(folder, options.reports, paragraphs())
        seconds(folder, out, 1)  # warms the disk
        ratios = []
        for number in range(options.rounds):
            (one, one_cpu), (two, two_cpu) = seconds(folder, out, 1), seconds(folder, out, 2)
            ratios.append(one / two)
            print(
                f"round {number + 1}: one {one:.1f} s ({one_cpu:.1f} s of processor), "
                f"two {two:.1f} s ({two_cpu:.1f} s), {ratios[-1]:.2f} times",
                flush=True,
            )
        print(f"median: two processes are {statistics.median(ratios):.2f} times as fast as one")


if __name__ == "__main__":
    main()
