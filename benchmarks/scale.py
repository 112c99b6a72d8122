"""Does time or memory a report grow with the folder? Scores folders of made-up reports.

The reports are recombined from the paragraphs of real ones where a folder of them stands
beside the checkout (``../shared/corpora``), else of the samples.

    python benchmarks/scale.py                    # 500, 2,000 and 13,000 reports
    python benchmarks/scale.py --sizes 200 800

Prints for each size: seconds, milliseconds a report, the peak memory of the run's own process
and of its largest worker, and the bytes written a report.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CORPORA = ROOT.parent / "shared" / "corpora"
SAMPLES = ROOT / "corpus_samples"
CHARS = 18_000
"""Of a made-up report, as many as real ones have on the average."""


def paragraphs() -> list[str]:
    """The paragraphs that reports are recombined from."""
    files = sorted((CORPORA if CORPORA.is_dir() else SAMPLES).rglob("*.txt"))
    found = []
    for file in files:
        text = file.read_text(encoding="utf-8", errors="replace")
        found += [line for line in text.splitlines() if 10 < len(line.strip()) < 2_000]
    return found


def make_reports(folder: Path, count: int, pool: list[str], seed: int = 1) -> int:
    """Write `count` reports; gives their bytes together."""
    chance = random.Random(seed)
    size = 0
    for number in range(count):
        year, county = 2000 + number % 25, f"第{number}县"
        lines = [f"{county}人民政府{year}年政府工作报告", ""]
        chars = 0
        while chars < CHARS:
            lines.append(chance.choice(pool))
            chars += len(lines[-1])
        inside = folder / f"{number // 500:04d}"
        inside.mkdir(parents=True, exist_ok=True)
        content = "\n".join(lines).encode()
        (inside / f"{year}_{number:06d}.txt").write_bytes(content)
        size += len(content)
    return size


_RUN = """
import json, resource, sys
from reportlens.batch import score_folder
summary = score_folder(sys.argv[1], sys.argv[2], workers=int(sys.argv[3]))
own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps([summary.done, summary.failed, own, summary.peak_memory]))
"""


def measure(count: int, pool: list[str], workers: int, base: Path) -> dict[str, float]:
    """Score `count` reports in a process of its own."""
    folder, out = base / f"in-{count}", base / f"out-{count}"
    read = make_reports(folder, count, pool)
    env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    started = time.perf_counter()
    command = [sys.executable, "-c", _RUN, str(folder), str(out), str(workers)]
    ran = subprocess.run(command, env=env, check=True, capture_output=True, text=True)
    seconds = time.perf_counter() - started
    done, failed, own, worker = json.loads(ran.stdout)
    written = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
    shutil.rmtree(folder)
    shutil.rmtree(out)
    assert failed == 0
    assert done == count, (done, count)
    return {
        "seconds": seconds,
        "ms": seconds / count * 1e3,
        "own": own / 2**20,
        "worker": worker / 2**20,
        "read": read / count / 1024,
        "written": written / count / 1024,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[500, 2_000, 13_000])
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    pool = paragraphs()
    print(f"{options.workers} workers; {len(pool):,} paragraphs to choose from")
    print(f"{'reports':>8} {'seconds':>9} {'ms each':>8} {'run MB':>7} {'worker MB':>10} "
          f"{'KB read':>8} {'KB written':>11}")  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="reportlens-scale-") as folder:
        for count in options.sizes:
            m = measure(count, pool, options.workers, Path(folder))
            print(
                f"{count:8,} {m['seconds']:9.1f} {m['ms']:8.1f} {m['own']:7.0f} "
                f"{m['worker']:10.0f} {m['read']:8.1f} {m['written']:11.1f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
