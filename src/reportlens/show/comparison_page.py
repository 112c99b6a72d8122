"""A comparison as one self-contained page: pictures, searchable tables, links to the sentences."""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportlens.show.markup import number_text, report_name
from reportlens.show.pages import render
from reportlens.show.plots.indicators import indicator_names
from reportlens.show.style import (
    BOUND_NAMES,
    LABEL_NAMES,
    OUTCOME_NAMES,
    Language,
    name_of,
)

if TYPE_CHECKING:
    import pandas as pd

    from reportlens.comparison import Comparison

MOST_ROWS = 4000
"""Rows of a table that the page carries; ``frame()`` and ``--tables`` give all."""

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

INDICATORS_DRAWN = ("gdp_growth", "cpi", "urban_new_jobs", "fiscal_revenue_growth")


@dataclass(frozen=True, slots=True)
class Table:
    """A table on the page; a cell may link to a place in a report."""

    name: str
    title: str
    columns: list[str]
    rows: list[list[Any]]
    left_out: int


class Sources:
    """The sentences that numbers on the page link to, each kept once."""

    def __init__(self, comparison: Comparison) -> None:
        self._reports = {m.report_id: m.report for m in comparison.members}
        self._starts = {k: [s.start for s in r.sentences] for k, r in self._reports.items()}
        self._numbers: dict[tuple[str, int], int] = {}
        self.sentences: list[list[Any]] = []

    def link(self, report_id: Any, start: Any, end: Any) -> list[int] | None:
        """[sentence number, start, end of the number inside it]; None where there is no place."""
        from bisect import bisect_right

        if report_id not in self._reports or _missing(start) or _missing(end):
            return None
        report, start, end = self._reports[report_id], int(start), int(end)
        at = max(bisect_right(self._starts[report_id], start) - 1, 0)
        sentence = report.sentences[at]
        key = (str(report_id), at)
        if key not in self._numbers:
            self._numbers[key] = len(self.sentences)
            self.sentences.append(
                [report_name(report), report.metadata.year, sentence.start, sentence.text]
            )
        length = len(sentence.text)
        first = min(max(start - sentence.start, 0), length)
        return [self._numbers[key], first, min(max(end - sentence.start, first), length)]


def _missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def comparison_page(comparison: Comparison, *, language: Language = "zh") -> str:
    """The page of a comparison; see `Comparison.to_html`."""
    sources = Sources(comparison)
    tables = list(_tables(comparison, sources, language))
    groups = [str(group) for group in comparison.groups]
    return render(
        "comparison.html.j2",
        language=language,
        title=_heading(comparison, groups, language),
        reports=len(comparison.members),
        groups=groups,
        errors=comparison.errors,
        pictures=list(_pictures(comparison, language)),
        tables=tables,
        data={
            "tables": {t.name: {"columns": t.columns, "rows": t.rows} for t in tables},
            "sentences": sources.sentences,
        },
    )


def _heading(comparison: Comparison, groups: Sequence[str], language: Language) -> str:
    regions = {m.region for m in comparison.members if m.region}
    place = f"{next(iter(regions))} " if len(regions) == 1 else ""
    span = groups[0] if len(groups) == 1 else f"{groups[0]}–{groups[-1]}"
    return f"{place}{span} 报告比较" if language == "zh" else f"{place}{span}: reports compared"


def _pictures(comparison: Comparison, language: Language) -> Iterator[dict[str, str]]:
    for name in PICTURES:
        if name == "indicators":
            present = set(comparison.frame("indicators")["indicator"])
            for indicator in INDICATORS_DRAWN:
                if indicator in present:
                    yield _picture(comparison, name, language, indicator=indicator)
        elif name != "reuse" or len(comparison.groups) > 1:
            yield _picture(comparison, name, language)


def _picture(
    comparison: Comparison, table: str, language: Language, **options: Any
) -> dict[str, str]:
    """A picture as a data URI, drawn without a window and closed again."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=_size(comparison, table), layout="constrained", dpi=130)
    axes = comparison.plot(table, ax=figure.subplots(), language=language, **options)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    encoded = base64.b64encode(buffer.getvalue()).decode("ascii")
    return {"title": axes.get_title(loc="left"), "source": f"data:image/png;base64,{encoded}"}


def _size(comparison: Comparison, table: str) -> tuple[float, float]:
    tall = {"slogans": 6.0, "lives": 5.5, "terms": 6.4, "reuse": 5.6, "pledges": 5.5, "topics": 4.4}
    return 6.6, tall.get(table, 3.8)


Cell = Callable[[dict[str, Any]], Any]


def _tables(comparison: Comparison, sources: Sources, language: Language) -> Iterator[Table]:
    zh = language == "zh"
    indicators = indicator_names(comparison, language)

    def named(names: Any, column: str) -> Cell:
        return lambda row: name_of(names, row[column], language)

    def linked(column: str, prefix: str = "") -> Cell:
        """A cell that opens the sentence: {"t": text, "l": place}."""

        def cell(row: dict[str, Any]) -> Any:
            place = sources.link(*(row[f"{prefix}{c}"] for c in ("report_id", "start", "end")))
            text = "" if _missing(row[column]) else _plain(row[column])
            return {"t": text, "l": place} if place else text

        return cell

    def span(low: str, high: str) -> Cell:
        def cell(row: dict[str, Any]) -> str:
            values = [None if _missing(row[c]) else float(row[c]) for c in (low, high)]
            return number_text(values[0], values[1])

        return cell

    def indicator(row: dict[str, Any]) -> str:
        return indicators.get(row["indicator"], str(row["indicator"]))

    def status(row: dict[str, Any]) -> str:
        words = {"actual": "实际", "target": "目标"} if zh else {}
        return words.get(row["status"], str(row["status"]))

    plans: dict[str, tuple[str, dict[str, str | Cell], Any]] = {
        "indicators": ("indicators", {
            "地区|region": "region", "年份|year": "year", "指标|indicator": indicator,
            "|status": status, "数值|value": span("low", "high"), "单位|unit": "unit",
            "|bound": named(BOUND_NAMES, "bound"), "原文|text": linked("text")}, None),
        "pledges": ("pledges", {
            "地区|region": "region", "年份|year": "year", "指标|indicator": indicator,
            "目标|target": span("target_low", "target_high"),
            "|bound": named(BOUND_NAMES, "target_bound"),
            "实际|actual": span("actual_low", "actual_high"), "单位|unit": "unit",
            "结果|outcome": named(OUTCOME_NAMES, "outcome"),
            "目标原文|target text": linked("target_text", "target_"),
            "实际原文|actual text": linked("actual_text", "actual_")},
            lambda f: f[f["kind"] == "numeric"]),
        "qualitative": ("pledges", {
            "地区|region": "region", "年份|year": "year",
            "任务|task": linked("target_text", "target_"),
            "下一年的相近段落|closest passage a year later": linked("actual_text", "actual_"),
            "相似度|similarity": "similarity"},
            lambda f: f[f["kind"] == "qualitative"].sort_values("similarity", ascending=False)),
        "slogans": ("slogans", {
            "口号|slogan": "canonical", "类型|type": "type", "组|group": "group",
            "次数|count": "count", "每万字|per 10k": "per_10k"}, None),
        "lives": ("lives", {
            "口号|slogan": "canonical", "首见|first": "first_year", "末见|last": "last_year",
            "峰值|peak": "peak_year", "趋势|trend": "trend"}, None),
        "terms": ("terms", {
            "词|term": "term", "组|group": "group", "次数|count": "count",
            "每万字|per 10k": "per_10k", "z": "z", "G²": "g2"},
            lambda f: f.groupby("group", sort=False).head(60)),
        "strength": ("strength", {
            "组|group": "group",
            "指标|indicator": indicator, "措辞|wording": named(BOUND_NAMES, "wording"),
            "强度|strength": "strength", "原文|text": linked("text")}, None),
        "reuse": ("reuse", {
            "组|group": "group", "前一组|earlier": "earlier_group", "关系|relation": "relation",
            "原文|text": "text", "改动|changes": "changes", "相似度|similarity": "similarity"},
            lambda f: f[f["relation"].isin(["kept", "revised"])].sort_values(
                "similarity", ascending=False)),
        "sections": ("sections", {
            "组|group": "group", "类别|label": named(LABEL_NAMES, "label"), "字数|chars": "chars",
            "比例|share": "share"}, None),
        "topics": ("topics", {
            "组|group": "group", "领域|topic": "topic", "方法|method": "method",
            "比例|share": "share"}, None),
        "reports": ("reports", {
            "组|group": "group", "标题|title": "title", "年份|year": "year",
            "地区|region": "region", "字数|chars": "chars",
            "口号/万字|slogans per 10k": "slogans_per_10k",
            "数量/万字|quantities per 10k": "quantities_per_10k"}, None),
    }  # fmt: skip
    for name, (table, cells, chosen) in plans.items():
        frame: pd.DataFrame = comparison.frame(table)
        frame = chosen(frame) if chosen else frame
        records: list[dict[str, Any]] = frame.head(MOST_ROWS).to_dict("records")  # type: ignore[assignment]
        rows = [
            [_plain(row[cell]) if isinstance(cell, str) else cell(row) for cell in cells.values()]
            for row in records
        ]
        yield Table(
            name,
            name_of(TITLES, name, language),
            [column.split("|")[0 if zh else -1] for column in cells],
            rows,
            max(0, len(frame) - MOST_ROWS),
        )


def _plain(value: Any) -> Any:
    """A cell as JSON can carry it; numbers keep three decimals, nothing becomes empty."""
    if hasattr(value, "item"):
        value = value.item()
    if value is None or _missing(value) or type(value).__name__ == "NAType":
        return ""
    return round(value, 3) if isinstance(value, float) else value
