"""The tables of a comparison's page: which columns they show and how a cell reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from reportlens.show.markup import number_text
from reportlens.show.page_sources import Sources, missing
from reportlens.show.plots.indicators import indicator_names
from reportlens.show.style import (
    BOUND_NAMES,
    LABEL_NAMES,
    METHOD_NAMES,
    OUTCOME_NAMES,
    RELATION_NAMES,
    SLOGAN_NAMES,
    STATUS_NAMES,
    TREND_NAMES,
    Language,
    name_of,
)

if TYPE_CHECKING:
    import pandas as pd

    from reportlens.comparison import Comparison

MOST_ROWS = 4000
"""Rows of a table that the page carries; ``frame()`` and ``--tables`` give all."""

Cell = Callable[[dict[str, Any]], Any]
Kind = Literal["text", "count", "rate", "score", "share", "changes"]
"""How the page writes a column: numbers with none, one or two decimals, percent, marked text."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table on the page."""

    zh: str
    en: str
    cell: str | Cell
    """The column of the frame, or what makes the cell from a row."""
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Plan:
    """A table on the page: from which table of the comparison, with which rows and columns."""

    name: str
    frame: str
    columns: tuple[Column, ...]
    choose: Callable[[pd.DataFrame], pd.DataFrame] = field(default=lambda frame: frame)


@dataclass(frozen=True, slots=True)
class Table:
    """A table as the page carries it; a cell may link to a place in a report."""

    name: str
    columns: list[str]
    kinds: list[Kind]
    rows: list[list[Any]]
    left_out: int


def page_tables(comparison: Comparison, sources: Sources, language: Language) -> Iterator[Table]:
    """All tables of the page, in its order."""
    for plan in (
        *_targets(comparison, sources, language),
        *_words(language),
        *_texts(comparison, sources, language),
    ):
        frame = plan.choose(comparison.frame(plan.frame))
        records: list[dict[str, Any]] = frame.head(MOST_ROWS).to_dict("records")  # type: ignore[assignment]
        yield Table(
            plan.name,
            [column.zh if language == "zh" else column.en for column in plan.columns],
            [column.kind for column in plan.columns],
            [[_cell(column, row) for column in plan.columns] for row in records],
            max(0, len(frame) - MOST_ROWS),
        )


def _cell(column: Column, row: dict[str, Any]) -> Any:
    value = row[column.cell] if isinstance(column.cell, str) else column.cell(row)
    value = _plain(value)
    # Years and groups are names: they are neither summed nor set flush right.
    return str(value) if column.kind == "text" and isinstance(value, int) else value


def _plain(value: Any) -> Any:
    """A cell as JSON can carry it; numbers keep three decimals, nothing becomes empty."""
    if hasattr(value, "item"):
        value = value.item()
    if missing(value) or type(value).__name__ == "NAType":
        return ""
    return round(value, 3) if isinstance(value, float) else value


def _named(names: Mapping[Any, tuple[str, str]], column: str, language: Language) -> Cell:
    return lambda row: name_of(names, row[column], language)


def _span(low: str, high: str) -> Cell:
    def cell(row: dict[str, Any]) -> str:
        ends = [None if missing(row[c]) else float(row[c]) for c in (low, high)]
        return number_text(ends[0], ends[1])

    return cell


def _linked(sources: Sources, column: str, prefix: str = "") -> Cell:
    """A cell that opens the sentence: {"t": text, "l": place}."""

    def cell(row: dict[str, Any]) -> Any:
        place = sources.link(*(row[f"{prefix}{c}"] for c in ("report_id", "start", "end")))
        text = "" if missing(row[column]) else _plain(row[column])
        return {"t": text, "l": place} if place else text

    return cell


def _indicator(comparison: Comparison, language: Language) -> Cell:
    names = indicator_names(comparison, language)
    return lambda row: names.get(row["indicator"], str(row["indicator"]))


GROUP = Column("组", "group", "group")
REGION = Column("地区", "region", "region")
YEAR = Column("年份", "year", "year")
COUNT = Column("次数", "count", "count", "count")
RATE = Column("每万字", "per 10k", "per_10k", "rate")
UNIT = Column("单位", "unit", "unit")
SHARE = Column("比例", "share", "share", "share")


def _targets(comparison: Comparison, sources: Sources, language: Language) -> Iterator[Plan]:
    """Figures, what was aimed at, and what came of it."""
    indicator = Column("指标", "indicator", _indicator(comparison, language))
    yield Plan("indicators", "indicators", (
        REGION, YEAR, indicator,
        Column("", "", _named(STATUS_NAMES, "status", language)),
        Column("数值", "value", _span("low", "high")), UNIT,
        Column("", "", _named(BOUND_NAMES, "bound", language)),
        Column("原文", "text", _linked(sources, "text")),
    ))  # fmt: skip
    yield Plan("pledges", "pledges", (
        REGION, YEAR, indicator,
        Column("目标", "target", _span("target_low", "target_high")),
        Column("", "", _named(BOUND_NAMES, "target_bound", language)),
        Column("实际", "actual", _span("actual_low", "actual_high")), UNIT,
        Column("结果", "outcome", _named(OUTCOME_NAMES, "outcome", language)),
        Column("目标原文", "target text", _linked(sources, "target_text", "target_")),
        Column("实际原文", "actual text", _linked(sources, "actual_text", "actual_")),
    ), lambda f: f[f["kind"] == "numeric"])  # fmt: skip
    yield Plan("qualitative", "pledges", (
        REGION, YEAR,
        Column("任务", "task", _linked(sources, "target_text", "target_")),
        Column("下一年的相近段落", "closest passage a year later",
               _linked(sources, "actual_text", "actual_")),
        Column("相似度", "similarity", "similarity", "score"),
    ), lambda f: f[f["kind"] == "qualitative"].sort_values(
        "similarity", ascending=False, kind="stable"))  # fmt: skip
    yield Plan("strength", "strength", (
        GROUP, indicator,
        Column("措辞", "wording", _named(BOUND_NAMES, "wording", language)),
        Column("强度", "strength", "strength", "rate"),
        Column("原文", "text", _linked(sources, "text")),
    ))  # fmt: skip


def _words(language: Language) -> Iterator[Plan]:
    """What is said how often."""
    yield Plan("slogans", "slogans", (
        Column("口号", "slogan", "canonical"),
        Column("类型", "type", _named(SLOGAN_NAMES, "type", language)),
        GROUP, COUNT, RATE,
    ))  # fmt: skip
    yield Plan("lives", "lives", (
        Column("口号", "slogan", "canonical"), Column("首见", "first", "first_year"),
        Column("末见", "last", "last_year"), Column("峰值", "peak", "peak_year"), COUNT,
        Column("趋势", "trend", _named(TREND_NAMES, "trend", language)),
    ))  # fmt: skip
    yield Plan("terms", "terms", (
        Column("词", "term", "term"), GROUP, COUNT, RATE,
        Column("z", "z", "z", "rate"), Column("G²", "G²", "g2", "rate"),
    ), lambda f: f.groupby("group", sort=False).head(60))  # fmt: skip


def _texts(comparison: Comparison, sources: Sources, language: Language) -> Iterator[Plan]:
    """What the texts are made of, and what of it is older."""
    yield Plan("reuse", "reuse", (
        GROUP, Column("前一组", "earlier", "earlier_group"),
        Column("关系", "relation", _named(RELATION_NAMES, "relation", language)),
        Column("原文与改动", "text and changes", lambda row: row["changes"] or row["text"],
               "changes"),
        Column("相似度", "similarity", "similarity", "score"),
        Column("出处", "source", _opening(sources, language)),
    ), _taken_over)  # fmt: skip
    yield Plan("sections", "sections", (
        GROUP, Column("类别", "label", _named(LABEL_NAMES, "label", language)),
        Column("字数", "chars", "chars", "count"), SHARE,
    ), lambda f: f[f["chars"] > 0])  # fmt: skip
    yield Plan("topics", "topics", (
        GROUP, Column("领域", "topic", "topic"),
        Column("方法", "method", _named(METHOD_NAMES, "method", language)), SHARE,
    ))  # fmt: skip
    yield Plan("reports", "reports", (
        GROUP, Column("标题", "title", "title"), YEAR, REGION,
        Column("字数", "chars", "chars", "count"),
        Column("口号/万字", "slogans per 10k", "slogans_per_10k", "rate"),
        Column("数量/万字", "quantities per 10k", "quantities_per_10k", "rate"),
    ))  # fmt: skip


def _taken_over(frame: pd.DataFrame) -> pd.DataFrame:
    """Sentences kept or revised; what is no part of the report proper (thanks, notes) is left."""
    return frame[frame["relation"].isin(["kept", "revised"]) & (frame["label"] != "other")]


def _opening(sources: Sources, language: Language) -> Cell:
    def cell(row: dict[str, Any]) -> Any:
        place = sources.link(row["earlier_report_id"], row["earlier_start"], row["earlier_end"])
        return {"t": "前文" if language == "zh" else "earlier", "l": place} if place else ""

    return cell
