"""One indicator across regions: what each aimed at, and what it reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlens.comparison.outcomes import ABOUT
from reportlens.show.fonts import families
from reportlens.show.plots.canvas import finish, new_axes
from reportlens.show.plots.scales import scale_of
from reportlens.show.style import ACTUAL, TARGET, Language

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


def plot_regions(
    frame: pd.DataFrame, *, ax: Axes | None = None, name: str, language: Language = "zh"
) -> Axes:
    """A line a region: the target for the latest year, the figure for the year before it.

    Parameters
    ----------
    frame : DataFrame
        Rows of the table ``indicators`` of one indicator.
    name : str
        The indicator's name, for the title.
    """
    unit = str(frame["unit"].mode().iloc[0])
    frame = frame[frame["unit"] == unit]
    latest = frame[frame["report_year"] == frame["report_year"].max()]
    year = int(latest["report_year"].max())
    targets = latest[(latest["status"] == "target") & (latest["year"] == year)]
    actuals = latest[(latest["status"] == "actual") & (latest["year"] == year - 1)]
    targets, actuals = (f.drop_duplicates("region") for f in (targets, actuals))
    middle = targets.set_index("region")[["low", "high"]].mean(axis=1)
    reported = actuals.set_index("region")[["low", "high"]].mean(axis=1)
    regions = sorted(
        {*middle.index, *reported.index},
        key=lambda r: (float(middle.get(r, -1e30)), float(reported.get(r, -1e30)), r),
    )
    ax = new_axes(ax, height=1.2 + 0.19 * len(regions))
    largest = [*middle.abs(), *reported.abs()]
    factor, word = scale_of(max(largest, default=1.0), language)
    place = {region: i for i, region in enumerate(regions)}
    names = {"zh": (f"{year - 1}年实际", f"{year}年目标"),
             "en": (f"{year - 1} actual", f"{year} target")}[language]  # fmt: skip
    ax.plot(reported / factor, [place[r] for r in reported.index], "o", color=ACTUAL, ms=4,
            label=names[0], zorder=3)  # fmt: skip
    ax.plot(middle / factor, [place[r] for r in middle.index], "|", color=TARGET, ms=8, mew=1.8,
            label=names[1], zorder=2)  # fmt: skip
    for row in targets.to_dict("records"):
        _bound(ax, row, place[row["region"]], factor, unit)
    ax.set_yticks(range(len(regions)), regions)
    ax.set_ylim(-0.7, len(regions) - 0.3)
    ax.grid(axis="x", color="#eeeeee")
    ax.set_axisbelow(True)
    _legend_below(ax)
    title = f"{name}：各地目标与实际" if language == "zh" else f"{name}: targets and actuals"
    return finish(ax, title=title, xlabel=f"{word}{unit}")


def _legend_below(ax: Axes) -> None:
    """A legend in the line of the axis label: bars may fill the axes, names the title."""
    from matplotlib.transforms import ScaledTranslation

    below = ScaledTranslation(0, -18 / 72, ax.figure.dpi_scale_trans)
    ax.legend(frameon=False, loc="upper right", bbox_to_anchor=(1.0, 0.0), ncols=2,
              bbox_transform=ax.transAxes + below, borderaxespad=0, handletextpad=0.2,
              columnspacing=1.0, prop={"family": families(), "size": 8})  # fmt: skip


def _bound(ax: Axes, row: dict[Any, Any], place: int, factor: float, unit: str) -> None:
    """How exact a target is: a span, or an arrow to where it may lie."""
    low, high, bound = row["low"] / factor, row["high"] / factor, row["bound"]
    if low != high:
        ax.barh(place, high - low, 0.6, left=low, color=TARGET, alpha=0.35)
    elif bound in ("about", "nearly"):
        reach = ABOUT.of(row["low"], unit) / factor
        ax.barh(place, 2 * reach, 0.6, left=low - reach, color=TARGET, alpha=0.2)
    elif bound in ("at_least", "more_than", "at_most", "less_than"):
        right = 1 if bound in ("at_least", "more_than") else -1
        ax.annotate("", (low, place), xytext=(11 * right, 0), textcoords="offset points",
                    arrowprops={"arrowstyle": "<-", "color": TARGET, "lw": 1})  # fmt: skip
