#!/usr/bin/env python3
"""What `pip install reportlens` weighs beside the five libraries that its users have anyway.

    python benchmarks/weight.py

Makes two virtual environments in a temporary folder, installs into each, and compares the
bytes of what pip put there (pip and setuptools themselves left out).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BASE = ("jieba", "scikit-learn", "pandas", "spacy", "matplotlib")
ALLOWED = 1.5


def installed_bytes(folder: Path, *requirements: str) -> int:
    """Bytes in site-packages after installing `requirements` into a new environment."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "-q", *requirements]
    site = next((folder / "lib").glob("python*/site-packages"))
    before = weight(site)
    subprocess.run(pip, check=True, stderr=subprocess.DEVNULL)
    return weight(site) - before


def weight(folder: Path) -> int:
    files = (p for p in folder.rglob("*") if "__pycache__" not in p.parts)
    return sum(p.stat().st_size for p in files if p.is_file())


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        base = installed_bytes(Path(scratch) / "base", *BASE)
        ours = installed_bytes(Path(scratch) / "ours", str(ROOT))
    print(f"{', '.join(BASE)}: {base / 1e6:,.0f} MB")
    print(f"reportlens with all core dependencies: {ours / 1e6:,.0f} MB")
    print(f"ratio {ours / base:.2f} (at most {ALLOWED})")


if __name__ == "__main__":
    main()
