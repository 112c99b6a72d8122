"""The table that researchers type by hand: year by indicator, targets and actual figures.

    python benchmarks/indicator_table.py FOLDER [--region 全国] [--csv table.csv]

Reads every report of a folder and prints, for each region, a row a year with what was
aimed at and what was reported afterwards, then the figures on which reports disagree:
two values of one indicator for one region, year and status, rounding set aside.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import reportlens as rl

if TYPE_CHECKING:
    import pandas as pd

_SIGNS = {
    "about": "≈",
    "at_least": "≥",
    "more_than": ">",
    "at_most": "≤",
    "less_than": "<",
    "nearly": "~",
}
_LARGE = ((1e12, "万亿"), (1e8, "亿"), (1e4, "万"))


def number(value: float) -> str:
    """A number as such tables write it: 1.35e13 is 13.5万亿."""
    for factor, name in _LARGE:
        if abs(value) >= factor:
            return f"{value / factor:.5g}{name}"
    return f"{value:.6g}"


def cell(rows: pd.DataFrame) -> str:
    """The figures of one indicator for one year, each said once."""
    texts = []
    for row in rows.itertuples():
        text = number(row.low) if row.low == row.high else f"{number(row.low)}–{number(row.high)}"
        texts.append(_SIGNS.get(row.bound, "") + text)
    return " / ".join(dict.fromkeys(texts))


def table(figures: pd.DataFrame, status: str) -> pd.DataFrame:
    """Year × indicator, the figures of one status as text."""
    chosen = figures[(figures["status"] == status) & figures["low"].notna()]
    if chosen.empty:
        return chosen
    cells = chosen.groupby(["year", "indicator"]).apply(cell, include_groups=False)
    return cells.unstack("indicator").fillna("")


def conflicts(figures: pd.DataFrame, tolerance: float = 0.02) -> pd.DataFrame:
    """Exact figures of one indicator and year that differ by more than rounding."""
    exact = figures[figures["bound"].eq("exact") & figures["low"].notna()]
    keys = ["region", "year", "indicator", "status", "unit"]
    spread = exact.groupby(keys)["low"].agg(["min", "max", "count"])
    scale = spread.abs()[["min", "max"]].max(axis=1)
    differ = spread["max"] - spread["min"] > (tolerance * scale).clip(lower=1e-9)
    found = exact.merge(spread[differ].reset_index()[keys], on=keys)
    return found.sort_values([*keys, "low"])[[*keys, "low", "report_year", "text"]]


def main() -> None:
    """Print the tables."""
    import pandas as pd

    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--region", help="only this region")
    parser.add_argument("--csv", type=Path, help="also write the long table here")
    options = parser.parse_args()
    figures = rl.compare(rl.read_folder(options.folder)).frame("indicators")
    if options.region:
        figures = figures[figures["region"].eq(options.region)]
    if options.csv:
        figures.to_csv(options.csv, index=False, encoding="utf-8-sig")
    with pd.option_context(
        "display.max_rows", None, "display.max_columns", None, "display.width", 220,
        "display.unicode.east_asian_width", True,
    ):  # fmt: skip
        for region, rows in figures.groupby("region"):
            for status in ("target", "actual"):
                print(f"\n## {region}: {status}\n")
                print(table(rows, status))
        print("\n## Figures on which reports disagree\n")
        print(conflicts(figures).to_string(index=False))


if __name__ == "__main__":
    main()
