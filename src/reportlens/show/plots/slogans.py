"""Slogans over the groups: a heat map, and their lives as small multiples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reportlens.show.plots.canvas import finish, group_ticks, new_axes, no_data
from reportlens.show.style import Language

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from reportlens.comparison import Comparison


def _rates(comparison: Comparison, most: int) -> pd.DataFrame:
    """Slogans × groups, per 10,000 characters; the most said, by first appearance."""
    frame = comparison.frame("slogans")
    table = frame.pivot_table(index="canonical", columns="group", values="per_10k", aggfunc="sum")
    table = table.reindex(columns=comparison.groups).fillna(0.0)
    spread = (table > 0).sum(axis=1)
    strongest = (table.sum(axis=1) * np.sqrt(spread)).sort_values(ascending=False, kind="stable")
    table = table.loc[strongest.index[:most]]
    first = (table > 0).to_numpy().argmax(axis=1)
    peak = table.to_numpy().argmax(axis=1)
    ordered: pd.DataFrame = table.iloc[np.lexsort((peak, first))]
    return ordered


def plot_slogans(
    comparison: Comparison, *, ax: Axes | None = None, most: int = 25, language: Language = "zh"
) -> Axes:
    """Heat map of the `most` frequent slogans, mentions per 10,000 characters."""
    from matplotlib.colors import PowerNorm

    table = _rates(comparison, most)
    ax = new_axes(ax, height=1.0 + 0.2 * max(len(table), 6))
    title = "口号出现频率（每万字）" if language == "zh" else "Slogans per 10,000 characters"
    if table.empty:
        no_data(ax, "没有找到口号" if language == "zh" else "no slogans found")
        return finish(ax, title=title)
    values = table.to_numpy()
    shown = np.ma.masked_equal(values, 0.0)
    # A square-root scale: one slogan at its height must not wash out all the others.
    norm = PowerNorm(0.5, vmin=0.0, vmax=float(values.max()) or 1.0)
    image = ax.imshow(shown, aspect="auto", cmap="cividis_r", norm=norm, interpolation="nearest")
    ax.set_yticks(range(len(table)), list(table.index))
    group_ticks(ax, list(table.columns))
    bar = ax.figure.colorbar(image, ax=ax, pad=0.01)
    bar.ax.tick_params(labelsize=8)
    return finish(ax, title=title)


def plot_lives(
    comparison: Comparison, *, ax: Axes | None = None, most: int = 16, language: Language = "zh"
) -> Axes:
    """Small multiples: one strip a slogan, its height the rate per 10,000 characters."""
    table = _rates(comparison, most)
    ax = new_axes(ax, height=1.0 + 0.28 * max(len(table), 6))
    title = "口号的兴衰" if language == "zh" else "Lives of slogans"
    if table.empty:
        no_data(ax, "没有找到口号" if language == "zh" else "no slogans found")
        return finish(ax, title=title)
    groups = list(table.columns)
    for row, values in enumerate(table.to_numpy()):
        base = len(table) - 1 - row
        heights = values / (values.max() or 1.0) * 0.85
        ax.bar(range(len(groups)), heights, 0.9, bottom=base, color="#0072B2")
        ax.axhline(base, color="#cccccc", linewidth=0.5, zorder=0)
        ax.text(len(groups) - 0.3, base + 0.1, f"{values.max():.1f}", fontsize=7, color="#777777")
    ax.set_yticks([len(table) - 1 - i + 0.3 for i in range(len(table))], list(table.index))
    ax.tick_params(axis="y", length=0)
    ax.set_xlim(-0.7, len(groups) + 0.6)
    group_ticks(ax, groups)
    note = (
        "（右端数字：峰值，每万字）" if language == "zh" else " (right: peak per 10,000 characters)"
    )
    return finish(ax, title=title + note)
