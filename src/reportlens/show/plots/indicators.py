"""Targets against actuals, with bounds drawn as ranges; outcomes as a grid."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Any

from reportlens.comparison.outcomes import ABOUT
from reportlens.lexicon.schema import IndicatorEntry
from reportlens.show.fonts import families
from reportlens.show.plots.canvas import finish, new_axes, no_data, whole_years
from reportlens.show.plots.regions import plot_regions
from reportlens.show.plots.scales import scale_of
from reportlens.show.style import (
    ACTUAL,
    OUTCOME_COLORS,
    OUTCOME_NAMES,
    TARGET,
    Language,
    name_of,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from reportlens.comparison import Comparison


def indicator_names(comparison: Comparison, language: Language) -> dict[str, str]:
    """The names of the standard indicators by id."""
    return {
        entry.id: (entry.name if language == "zh" else entry.english or entry.id)
        for entry in comparison.lexicon.of(IndicatorEntry)
    }


def plot_indicators(
    comparison: Comparison,
    *,
    ax: Axes | None = None,
    indicator: str = "gdp_growth",
    region: str | None = None,
    language: Language = "zh",
) -> Axes:
    """One indicator's targets and actuals by year, or by region in the latest year.

    A target with a floor points up (right), one with a ceiling down (left), ``左右`` is drawn
    as the span that counts as met, a range as its span. Where a comparison is not by year and
    has several regions, each region has a line.

    Parameters
    ----------
    indicator : str
        An id of ``lexicons/indicators.toml``.
    region : str, optional
        The region; when left out all of them, or by year the one with most figures.
    """
    frame = comparison.frame("indicators")
    frame = frame[frame["indicator"] == indicator]
    if region is None and comparison.by != "year" and frame["region"].nunique() > 1:
        name = indicator_names(comparison, language).get(indicator, indicator)
        return plot_regions(frame, ax=ax, name=name, language=language)
    ax = new_axes(ax)
    if region is None and not frame.empty:
        region = frame["region"].value_counts().index[0]
    frame = frame[frame["region"] == region].drop_duplicates(["year", "status"])
    name = indicator_names(comparison, language).get(indicator, indicator)
    title = (
        f"{region or ''} {name}：目标与实际" if language == "zh" else f"{name}: targets and actuals"
    )
    if frame.empty:
        no_data(ax, "没有这个指标的数字" if language == "zh" else "no figures of this indicator")
        return finish(ax, title=title.strip())
    unit = str(frame["unit"].mode().iloc[0])
    frame = frame[frame["unit"] == unit]
    factor, word = scale_of(float(frame["high"].abs().max()), language)
    frame = frame.assign(low=frame["low"] / factor, high=frame["high"] / factor)
    targets = frame[frame["status"] == "target"]
    actuals = frame[frame["status"] == "actual"]
    ax.plot(actuals["year"], actuals[["low", "high"]].mean(axis=1), "o-", color=ACTUAL, ms=3.5,
            lw=1.2, label="实际" if language == "zh" else "actual", zorder=3)  # fmt: skip
    _draw_targets(ax, targets, unit, language)
    whole_years(ax)
    ax.margins(x=0.02, y=0.12)
    ax.grid(axis="y", color="#eeeeee")
    ax.set_axisbelow(True)
    ax.legend(frameon=False, prop={"family": families(), "size": 8})
    return finish(ax, title=title.strip(), ylabel=f"{word}{unit}")


def _draw_targets(ax: Axes, targets: pd.DataFrame, unit: str, language: Language) -> None:
    label = "目标" if language == "zh" else "target"
    if targets.empty:
        return
    ax.plot(targets["year"], targets[["low", "high"]].mean(axis=1), "_", color=TARGET, ms=8,
            mew=1.8, label=label, zorder=2)  # fmt: skip
    for row in targets.to_dict("records"):
        year, low, high, bound = (row[name] for name in ("year", "low", "high", "bound"))
        if low != high:
            ax.bar(year, high - low, 0.5, bottom=low, color=TARGET, alpha=0.35)
        elif bound in ("about", "nearly"):
            reach = ABOUT.of(low, unit)
            ax.bar(year, 2 * reach, 0.5, bottom=low - reach, color=TARGET, alpha=0.2)
        elif bound in ("at_least", "more_than", "at_most", "less_than"):
            up = 1 if bound in ("at_least", "more_than") else -1
            ax.annotate("", (year, low), xytext=(0, 10 * up), textcoords="offset points",
                        arrowprops={"arrowstyle": "<-", "color": TARGET, "lw": 1})  # fmt: skip


def plot_pledges(
    comparison: Comparison,
    *,
    ax: Axes | None = None,
    region: str | None = None,
    language: Language = "zh",
) -> Axes:
    """Indicator × year, coloured by what came of the target."""
    frame = comparison.frame("pledges")
    frame = frame[frame["kind"] == "numeric"]
    if region is None and not frame.empty:
        region = frame["region"].value_counts().index[0]
    frame = frame[frame["region"] == region]
    title = "目标完成情况" if language == "zh" else "What came of the targets"
    if frame.empty:
        ax = new_axes(ax)
        no_data(ax, "没有数字目标" if language == "zh" else "no numeric targets")
        return finish(ax, title=title)
    order = frame["indicator"].value_counts().index.tolist()
    years = list(range(int(frame["year"].min()), int(frame["year"].max()) + 1))
    ax = new_axes(ax, height=1.2 + 0.26 * len(order))
    for row in frame.drop_duplicates(["indicator", "year"]).to_dict("records"):
        ax.bar(row["year"], 0.86, 0.92, bottom=order.index(row["indicator"]) - 0.43,
               color=OUTCOME_COLORS[row["outcome"]])  # fmt: skip
    names = indicator_names(comparison, language)
    ax.set_yticks(range(len(order)), [fill(names.get(i, i), 30) for i in order])
    ax.set_ylim(len(order) - 0.5, -0.5)
    ax.set_xlim(years[0] - 0.6, years[-1] + 0.6)
    whole_years(ax)
    _outcome_legend(ax, set(frame["outcome"]), language)
    return finish(ax, title=f"{region or ''} {title}".strip())


def _outcome_legend(ax: Axes, present: set[Any], language: Language) -> None:
    from matplotlib.patches import Patch

    patches = [
        Patch(color=color, label=name_of(OUTCOME_NAMES, outcome, language))
        for outcome, color in OUTCOME_COLORS.items()
        if outcome in present
    ]
    ax.legend(handles=patches, loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False,
              prop={"family": families(), "size": 8})  # fmt: skip


__all__ = ["indicator_names", "plot_indicators", "plot_pledges", "scale_of"]
