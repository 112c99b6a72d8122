"""Pictures: one function a table, each takes ``ax=`` and returns the axes.

`plot` draws the table that is named; ``PLOTS`` lists the functions.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from reportlens.comparison import Comparison


def _plots() -> dict[str, Callable[..., Axes]]:
    from reportlens.show.plots.indicators import plot_indicators, plot_pledges
    from reportlens.show.plots.reuse import plot_reuse
    from reportlens.show.plots.shares import plot_sections, plot_strength, plot_topics
    from reportlens.show.plots.slogans import plot_lives, plot_slogans
    from reportlens.show.plots.terms import plot_terms

    return {
        "sections": plot_sections,
        "slogans": plot_slogans,
        "lives": plot_lives,
        "terms": plot_terms,
        "indicators": plot_indicators,
        "pledges": plot_pledges,
        "reuse": plot_reuse,
        "topics": plot_topics,
        "strength": plot_strength,
    }


def plot(comparison: Comparison, table: str, *, ax: Axes | None = None, **options: Any) -> Axes:
    """Draw a table of a comparison.

    Parameters
    ----------
    comparison : Comparison
    table : str
        ``sections``, ``slogans``, ``lives``, ``terms``, ``indicators``, ``pledges``,
        ``reuse``, ``topics`` or ``strength``.
    ax : matplotlib Axes, optional
        Draw here; a new figure in a size that fits a paper when left out.
    **options
        Of the picture: ``language="en"`` for all; see the functions in this package.

    Returns
    -------
    matplotlib.axes.Axes
    """
    plots = _plots()
    if table not in plots:
        raise KeyError(f"no picture of {table!r}; there are: {', '.join(plots)}")
    return plots[table](comparison, ax=ax, **options)
