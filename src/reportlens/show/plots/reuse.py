"""How much text groups share: the reuse matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reportlens.show.plots.canvas import finish, group_ticks, new_axes
from reportlens.show.style import Language

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from reportlens.comparison import Comparison


def plot_reuse(
    comparison: Comparison, *, ax: Axes | None = None, size: int = 8, language: Language = "zh"
) -> Axes:
    """Share of each group's runs of `size` characters that stand in each other group."""
    from reportlens.comparison.reuse import reuse_matrix

    matrix = reuse_matrix(comparison.members, size=size)
    ax = new_axes(ax, height=5.4)
    values = matrix.to_numpy(dtype=float, copy=True)
    np.fill_diagonal(values, np.nan)
    image = ax.imshow(values, cmap="cividis", interpolation="nearest")
    group_ticks(ax, list(matrix.columns))
    group_ticks(ax, list(matrix.index), axis="y")
    bar = ax.figure.colorbar(image, ax=ax, format="{x:.0%}", pad=0.02, shrink=0.8)
    bar.ax.tick_params(labelsize=8)
    if language == "zh":
        return finish(ax, title=f"文字沿用（连续{size}字）", xlabel="见于", ylabel="报告")
    return finish(ax, title=f"Shared runs of {size} characters", xlabel="found in", ylabel="report")
