#!/usr/bin/env python3
"""What starting costs: importing the library beside pandas, the command line beside typer.

    python benchmarks/startup.py [--rounds 15]

Each command runs in a process of its own, in turn; medians and their ratios are printed.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

COMMANDS = {
    "python": "pass",
    "import pandas": "import pandas",
    "import reportlens": "import reportlens",
    "import typer": "import typer",
    "reportlens --help": "import sys; sys.argv = ['reportlens', '--help']\n"
    "from reportlens.cli import main; main()",
}


def seconds(code: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = [
        {name: seconds(code) for name, code in COMMANDS.items()}
        for _ in range(parser.parse_args().rounds)
    ]
    median = {name: statistics.median(r[name] for r in rounds) for name in COMMANDS}
    for name, value in median.items():
        print(f"{name:20s} {value * 1e3:7.1f} ms")
    bare = median["python"]
    imports = (median["import reportlens"] - bare) / (median["import pandas"] - bare)
    print(f"import reportlens / import pandas (without the interpreter): {imports:.2f} (< 0.5)")
    helps = median["reportlens --help"] / median["import typer"]
    print(f"reportlens --help / import typer: {helps:.2f} (< 1.5)")


if __name__ == "__main__":
    main()
