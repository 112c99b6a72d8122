"""Keyness: the words that set a group apart, as a diverging bar chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlens.show.plots.canvas import finish, new_axes, no_data
from reportlens.show.style import Language

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from reportlens.comparison import Comparison


def plot_terms(
    comparison: Comparison,
    *,
    ax: Axes | None = None,
    group: Any = None,
    most: int = 15,
    measure: str = "z",
    language: Language = "zh",
) -> Axes:
    """The words that most set `group` (the last one when left out) apart from the rest.

    To the right what it uses more, to the left what it uses less; `measure` is ``z``
    (log-odds with a Dirichlet prior), ``g2`` or ``log_odds``.
    """
    group = comparison.groups[-1] if group is None else group
    frame = comparison.frame("terms")
    frame = frame[frame["group"] == group].dropna(subset=[measure])
    ax = new_axes(ax, height=1.0 + 0.36 * most)
    versus = f"{group}年" if comparison.by == "year" else str(group)
    title = f"{versus}的特征词" if language == "zh" else f"Words that set {group} apart"
    if frame.empty:
        no_data(ax, "需要两组以上报告" if language == "zh" else "needs two groups or more")
        return finish(ax, title=title)
    if not frame[measure].any():  # reports that use the same words equally often
        no_data(ax, "用词没有差别" if language == "zh" else "no word sets them apart")
        return finish(ax, title=title)
    ordered = frame.sort_values(measure, kind="stable")
    low = ordered[ordered[measure] < 0].head(most)
    high = ordered[ordered[measure] > 0].tail(most)
    values = [*low[measure], *high[measure]]
    names = [*low["term"], *high["term"]]
    colors = ["#D55E00"] * len(low) + ["#0072B2"] * len(high)
    ax.barh(range(len(values)), values, color=colors, height=0.8)
    for place, (value, name) in enumerate(zip(values, names, strict=True)):
        ax.annotate(
            name,
            (value, place),
            xytext=(-3 if value < 0 else 3, 0),
            textcoords="offset points",
            ha="right" if value < 0 else "left",
            va="center",
            fontsize=8,
        )
    widest = max(map(abs, values))
    ax.set_xlim(-widest * 1.45, widest * 1.45)
    ax.set_ylim(-0.8, len(values) - 0.2)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.axvline(0, color="#333333", linewidth=0.8)
    label = {"z": "log-odds z", "g2": "G²", "log_odds": "log-odds"}.get(measure, measure)
    if language == "zh":
        return finish(ax, title=title, xlabel=f"← 用得少    {label}    用得多 →")
    return finish(ax, title=title, xlabel=f"← used less    {label}    used more →")
