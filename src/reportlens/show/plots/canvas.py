"""What all pictures have in common: axes, fonts, a plain look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from reportlens.show.fonts import families

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLUMN_WIDTH = 6.3
"""Inches: the text width of a paper on A4."""


def new_axes(ax: Axes | None, *, height: float = 3.6, width: float = COLUMN_WIDTH) -> Axes:
    """The axes to draw on: those handed in, or a new figure's without touching pyplot's state."""
    if ax is not None:
        return ax
    import matplotlib.pyplot as plt

    _, fresh = plt.subplots(figsize=(width, height), layout="constrained", dpi=150)
    return fresh


def finish(ax: Axes, *, title: str, xlabel: str = "", ylabel: str = "") -> Axes:
    """Titles and labels, a font that has Chinese for every text, no frame but the axes."""
    from matplotlib.text import Text

    ax.set_title(title, fontsize=11, loc="left")
    ax.set_xlabel(xlabel)
    ax.set_ylabel(ylabel)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    ax.tick_params(labelfontfamily=families(), labelsize=8)
    for text in ax.findobj(Text):
        text.set_fontfamily(families())
    legend = ax.get_legend()
    if legend is not None:
        for text in legend.get_texts():
            text.set_fontfamily(families())
    return ax


def legend_beside(ax: Axes, **options: Any) -> None:
    """A legend to the right of the axes, in the order of the stack."""
    handles, labels = ax.get_legend_handles_labels()
    ax.legend(
        handles[::-1],
        labels[::-1],
        loc="center left",
        bbox_to_anchor=(1.0, 0.5),
        frameon=False,
        fontsize=8,
        prop={"family": families(), "size": 8},
        **options,
    )


def group_ticks(ax: Axes, groups: Sequence[Any], *, axis: str = "x", most: int = 18) -> None:
    """Ticks named by the groups; of many years every second, third …"""
    if not all(isinstance(group, int) for group in groups):
        most = 2 * most  # the names of regions cannot be guessed from their neighbours
    step = max(1, -(-len(groups) // most))
    places = list(range(0, len(groups), step))
    names = [str(groups[i]) for i in places]
    if axis == "x":
        turned = len(places) > 8 or any(len(name) > 5 for name in names)
        upright = len(places) > 18
        ax.set_xticks(
            places,
            names,
            rotation=90 if upright else 60 if turned else 0,
            ha="right" if turned and not upright else "center",
            rotation_mode="anchor" if turned and not upright else "default",
        )
    else:
        ax.set_yticks(places, names)


def no_data(ax: Axes, message: str) -> None:
    """Say in the picture why it is empty."""
    ax.text(0.5, 0.5, message, ha="center", va="center", transform=ax.transAxes, color="#777777")
    ax.set_xticks([])
    ax.set_yticks([])


def whole_years(ax: Axes) -> None:
    """Years on the x axis, never a half one."""
    from matplotlib.ticker import MaxNLocator

    ax.xaxis.set_major_locator(MaxNLocator(7, integer=True))
