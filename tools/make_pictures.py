#!/usr/bin/env python3
"""Draw the pictures of the README and the documentation from corpus_samples/.

    python tools/make_pictures.py

The screenshot of the report page needs Chromium; without it that picture is left as it is.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import matplotlib as mpl

import reportlens as rl

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
PICTURES = {
    "indicators": {"indicator": "gdp_growth"},
    "pledges": {},
    "sections": {},
    "lives": {"most": 14},
    "slogans": {"most": 18},
    "terms": {"group": 2020, "most": 10},
    "topics": {},
    "strength": {},
    "reuse": {},
}


def screenshot(page: Path, picture: Path, size: tuple[int, int]) -> None:
    """A picture of a page by headless Chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print(f"no Chromium: {picture.name} is left as it is")
        return
    with tempfile.TemporaryDirectory() as profile:
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                 "--no-first-run", "--disable-background-networking", "--disable-sync",
                 f"--user-data-dir={profile}", f"--window-size={size[0]},{size[1]}"]  # fmt: skip
        subprocess.run(
            [chromium, *flags, f"--screenshot={picture}", page.as_uri()],
            check=True, capture_output=True,
        )  # fmt: skip


def main() -> None:
    mpl.use("Agg")
    IMAGES.mkdir(parents=True, exist_ok=True)
    corpus = rl.read_folder(ROOT / "corpus_samples").filter(lambda m: "政府" in m.title)
    comparison = rl.compare(corpus)
    for table, options in PICTURES.items():
        ax = comparison.plot(table, **options)
        ax.figure.savefig(IMAGES / f"{table}.png", dpi=130)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        rl.read(ROOT / "corpus_samples" / "2023_青禾县政府工作报告.txt").to_html(page)
        screenshot(page, IMAGES / "report.png", (1000, 1150))
        page = Path(folder) / "compare.html"
        comparison.to_html(page)
        screenshot(page, IMAGES / "compare.png", (1200, 1500))


if __name__ == "__main__":
    main()
