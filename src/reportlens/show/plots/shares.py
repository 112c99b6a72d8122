"""Shares by group, as stacked bars and heat maps: sections, topics, target strength."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from reportlens.report import LABELS
from reportlens.show.plots.canvas import finish, group_ticks, legend_beside, new_axes, no_data
from reportlens.show.style import BOUND_NAMES, LABEL_COLORS, LABEL_NAMES, Language, name_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from reportlens.comparison import Comparison


def stacked(ax: Axes, groups: Sequence[Any], layers: Mapping[str, tuple[Any, str]]) -> None:
    """Stacked bars: name → (shares by group, colour)."""
    base = np.zeros(len(groups))
    for name, (shares, color) in layers.items():
        ax.bar(range(len(groups)), shares, 0.85, bottom=base, color=color, label=name,
               edgecolor="white", linewidth=0.4)  # fmt: skip
        base += np.asarray(shares)
    ax.set_ylim(0, max(1.0, float(base.max(initial=0.0))))
    ax.yaxis.set_major_formatter("{x:.0%}")
    ax.set_xlim(-0.6, len(groups) - 0.4)
    group_ticks(ax, groups)
    legend_beside(ax)


def plot_sections(
    comparison: Comparison, *, ax: Axes | None = None, language: Language = "zh"
) -> Axes:
    """Share of each label by group, `other` left out."""
    ax = new_axes(ax)
    frame = comparison.frame("sections")
    table = frame[frame["label"] != "other"].pivot_table(
        index="group", columns="label", values="chars", sort=False, aggfunc="sum"
    )
    table = table.reindex(comparison.groups).fillna(0)
    shares = table.div(table.sum(axis=1).replace(0, 1), axis=0)
    layers = {
        name_of(LABEL_NAMES, label, language): (shares[label].to_numpy(), LABEL_COLORS[label])
        for label in LABELS
        if label in shares and label != "other"
    }
    stacked(ax, comparison.groups, layers)
    title = "报告各部分所占篇幅" if language == "zh" else "What the reports' text is spent on"
    return finish(ax, title=title)


def plot_topics(
    comparison: Comparison,
    *,
    ax: Axes | None = None,
    method: str = "lexicon",
    language: Language = "zh",
) -> Axes:
    """Attention to policy fields by group as a heat map; `method` is `lexicon` or `nmf`."""
    from matplotlib.colors import PowerNorm

    ax = new_axes(ax, height=4.2)
    frame = comparison.frame("topics")
    table = frame[frame["method"] == method].pivot(index="topic", columns="group", values="share")
    title = "对各领域的关注" if language == "zh" else "Attention to policy fields"
    if table.empty:
        no_data(ax, "篇幅太少" if language == "zh" else "too little text")
        return finish(ax, title=title)
    table = table.reindex(columns=comparison.groups).fillna(0)
    table = table.loc[table.mean(axis=1).sort_values(ascending=False).index]
    names = _topic_names(comparison, language) if method == "lexicon" else {}
    norm = PowerNorm(0.5, vmin=0.0, vmax=float(table.to_numpy().max()) or 1.0)
    image = ax.imshow(
        table.to_numpy(), aspect="auto", cmap="cividis", norm=norm, interpolation="nearest"
    )
    group_ticks(ax, list(table.columns))
    ax.set_yticks(range(len(table)), [names.get(t, t) for t in table.index])
    bar = ax.figure.colorbar(image, ax=ax, format="{x:.0%}", pad=0.01)
    bar.ax.tick_params(labelsize=8)
    return finish(ax, title=title)


def _topic_names(comparison: Comparison, language: Language) -> dict[str, str]:
    from reportlens.lexicon.schema import TopicEntry

    if language == "zh":
        return {}
    return {e.topic: e.english or e.topic for e in comparison.lexicon.of(TopicEntry)}


STRENGTH_ORDER = ("at_least", "more_than", "at_most", "less_than", "exact", "about", "nearly")
STRENGTH_COLORS = ("#08306b", "#2171b5", "#4a1486", "#807dba", "#bdbdbd", "#fdae61", "#f46d43")


def plot_strength(
    comparison: Comparison, *, ax: Axes | None = None, language: Language = "zh"
) -> Axes:
    """How targets are bounded by group: floors and ceilings, plain numbers, about."""
    ax = new_axes(ax)
    frame = comparison.frame("strength")
    title = "目标的约束力" if language == "zh" else "How targets are bounded"
    if frame.empty:
        no_data(ax, "没有数字目标" if language == "zh" else "no numeric targets")
        return finish(ax, title=title)
    table = frame.pivot_table(index="group", columns="bound", values="start", aggfunc="count",
                              observed=True)  # fmt: skip
    table = table.reindex(comparison.groups).fillna(0)
    shares = table.div(table.sum(axis=1).replace(0, 1), axis=0)
    layers = {
        name_of(BOUND_NAMES, bound, language): (shares[bound].to_numpy(), color)
        for bound, color in zip(STRENGTH_ORDER, STRENGTH_COLORS, strict=True)
        if bound in shares
    }
    stacked(ax, comparison.groups, layers)
    return finish(ax, title=title)
