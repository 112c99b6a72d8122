"""A long fuzz run by hand: texts through `analyze`, edited files through every reader.

    python benchmarks/fuzz.py --inputs 100000
    python benchmarks/fuzz.py --inputs 100000 --only files --seed 7

Half of the inputs are texts, half are files. Ends with the first input that breaks a promise,
made as small as it can be; prints how many went through, and how fast.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from fuzzing import check_file, check_text, files, made, texts
from hypothesis import HealthCheck, Phase, given, seed, settings


def go(name: str, strategy: Any, check: Callable[[Any], None], inputs: int, start: int) -> None:
    """Put so many inputs through a check."""
    count = 0
    began = time.perf_counter()

    @seed(start)
    @settings(
        max_examples=inputs,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def every(value: Any) -> None:
        nonlocal count
        count += 1
        check(value)
        if count % 5_000 == 0:
            print(f"  {name}: {count:,}", flush=True)

    every()
    seconds = time.perf_counter() - began
    print(f"{name}: {count:,} inputs in {seconds:.0f} s, none of them broke a promise", flush=True)


def main() -> None:
    """Fuzz."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--only", choices=["texts", "files"])
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    each = options.inputs if options.only else options.inputs // 2
    if options.only != "files":
        go("texts", texts, check_text, each, options.seed)
    if options.only != "texts":
        with tempfile.TemporaryDirectory() as folder:

            def check(file: Any) -> None:
                check_file(file[0], made(*file[1:]), Path(folder))

            go("files", files, check, each, options.seed)


if __name__ == "__main__":
    main()
