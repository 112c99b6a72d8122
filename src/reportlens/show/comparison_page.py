"""A comparison as one self-contained page: pictures, searchable tables, links to the sentences."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from reportlens.show.page_sources import Sources
from reportlens.show.page_tables import page_tables
from reportlens.show.pages import render
from reportlens.show.style import Language, name_of

if TYPE_CHECKING:
    from reportlens.comparison import Comparison

PICTURES = (
    "sections", "lives", "slogans", "terms", "indicators", "pledges", "topics", "strength", "reuse",
)  # fmt: skip

TITLES: dict[str, tuple[str, str]] = {
    "sections": ("篇章结构", "Sections"),
    "lives": ("口号的兴衰", "Lives of slogans"),
    "slogans": ("口号", "Slogans"),
    "terms": ("特征词", "Words that set groups apart"),
    "indicators": ("指标：目标与实际", "Indicators: targets and actuals"),
    "pledges": ("承诺与结果", "Pledges and outcomes"),
    "qualitative": ("任务与回应", "Tasks and the passages that answer them"),
    "topics": ("领域关注度", "Topics"),
    "strength": ("目标的约束力", "How binding targets are"),
    "reuse": ("文字沿用", "Reuse of sentences"),
    "reports": ("报告一览", "Reports"),
}

WIDTH = 5.4
"""Inches: narrower than in a paper, so that letters can be read on a phone."""

INDICATORS_DRAWN = ("gdp_growth", "cpi", "urban_new_jobs", "fiscal_revenue_growth")


def comparison_page(comparison: Comparison, *, language: Language = "zh") -> str:
    """The page of a comparison; see `Comparison.to_html`."""
    sources = Sources(comparison)
    tables = list(page_tables(comparison, sources, language))
    groups = [str(group) for group in comparison.groups]
    return render(
        "comparison.html.j2",
        language=language,
        title=_heading(comparison, groups, language),
        reports=len(comparison.members),
        groups=groups,
        errors=comparison.errors,
        pictures=list(_pictures(comparison, language)),
        tables=[(table, name_of(TITLES, table.name, language)) for table in tables],
        data={
            "tables": {
                t.name: {"columns": t.columns, "kinds": t.kinds, "rows": t.rows} for t in tables
            },
            "sentences": sources.sentences,
        },
    )


def _heading(comparison: Comparison, groups: Sequence[str], language: Language) -> str:
    regions = {m.region for m in comparison.members if m.region}
    place = f"{next(iter(regions))} " if len(regions) == 1 else ""
    span = groups[0] if len(groups) == 1 else f"{groups[0]}–{groups[-1]}"
    if comparison.by != "year" and len(groups) > 2:  # regions have no order to span
        more = len(groups) - 1
        span = f"{groups[0]}等{more + 1}组" if language == "zh" else f"{groups[0]} and {more} more"
    return f"{place}{span} 报告比较" if language == "zh" else f"{place}{span}: reports compared"


def _pictures(comparison: Comparison, language: Language) -> Iterator[dict[str, str]]:
    for name in PICTURES:
        if name == "indicators":
            present = set(comparison.frame("indicators")["indicator"])
            for indicator in INDICATORS_DRAWN:
                if indicator in present:
                    yield _picture(comparison, name, language, indicator=indicator)
        elif name == "pledges" and _unanswered(comparison):
            continue
        elif name != "reuse" or len(comparison.groups) > 1:
            yield _picture(comparison, name, language)


def _picture(
    comparison: Comparison, table: str, language: Language, **options: Any
) -> dict[str, str]:
    """A picture as a data URI, drawn without a window and closed again."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, _height(table, comparison)), layout="constrained", dpi=150)
    axes = comparison.plot(table, ax=figure.subplots(), language=language, **options)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    encoded = base64.b64encode(buffer.getvalue()).decode("ascii")
    return {"title": axes.get_title(loc="left"), "source": f"data:image/png;base64,{encoded}"}


def _unanswered(comparison: Comparison) -> bool:
    """Whether no target has a next report that could answer it: there is nothing to draw."""
    frame = comparison.frame("pledges")
    return set(frame[frame["kind"] == "numeric"]["outcome"]) == {"no_report"}


def _height(table: str, comparison: Comparison) -> float:
    tall = {"slogans": 6.0, "lives": 5.5, "terms": 6.4, "reuse": 4.8, "pledges": 5.2, "topics": 4.4}
    if table == "indicators" and comparison.by != "year":
        return min(8.0, 1.4 + 0.17 * comparison.frame("indicators")["region"].nunique())
    return tall.get(table, 3.5)
