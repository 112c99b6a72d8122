"""The samples, read and analysed, against what a careful reader found in them."""

from __future__ import annotations

import math
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from truth import Squeezed, labels_by_character, load_truth, quoted_rows, truth_files

import reportlens as rl

FOLDER = Path(__file__).resolve().parents[1] / "corpus_samples"
SAMPLES = truth_files(FOLDER)

by_sample = pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)


@cache
def analysed(path: Path) -> rl.Report:
    return rl.read(path)


def f1(right: int, found: int, wanted: int) -> float:
    return 2 * right / (found + wanted) if found + wanted else 1.0


def spans(path: Path, table: str) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """Wanted and found rows by span; what touches an ignored row counts neither way."""
    report = analysed(path)
    rows = list(quoted_rows(Squeezed.of(report.text), load_truth(SAMPLES[path])[table]))
    ignored = [(r["start"], r["end"]) for r in rows if r.get("ignore")]
    wanted = {(r["start"], r["end"]): r for r in rows if not r.get("ignore")}
    found = {
        (r.start, r.end): r
        for r in report.rows(table)
        if (r.start, r.end) in wanted or not any(r.start < b and a < r.end for a, b in ignored)
    }
    return wanted, found


def test_there_are_eight_samples() -> None:
    assert len(SAMPLES) == 8


@by_sample
def test_metadata(path: Path) -> None:
    truth, metadata = load_truth(SAMPLES[path]), analysed(path).metadata
    assert metadata.year == truth["year"]
    assert metadata.region == truth["region"]
    assert metadata.title == truth["title"]


@by_sample
def test_sections(path: Path) -> None:
    report = analysed(path)
    wanted = labels_by_character(Squeezed.of(report.text), load_truth(SAMPLES[path])["sections"])
    found = {}
    for row in report.paragraphs:
        found.update(dict.fromkeys(range(row.start, row.end), row.label))
    right = sum(found.get(i) == label for i, label in wanted.items())
    assert right / len(wanted) >= 0.93


@by_sample
def test_quantities(path: Path) -> None:
    wanted, found = spans(path, "quantities")
    both = wanted.keys() & found.keys()
    assert f1(len(both), len(found), len(wanted)) >= 0.95

    def share(fields: tuple[str, ...]) -> float:
        same = sum(
            all(getattr(found[k], field) == wanted[k].get(field) for field in fields) for k in both
        )
        return same / len(both)

    assert share(("low", "high", "unit")) >= 0.97
    assert share(("kind",)) >= 0.97
    assert share(("bound",)) >= 0.97
    assert share(("change",)) >= 0.93
    assert share(("status",)) >= 0.93


@by_sample
def test_slogans(path: Path) -> None:
    wanted, found = spans(path, "slogans")
    both = wanted.keys() & found.keys()
    assert f1(len(both), len(found), len(wanted)) >= 0.85
    same = sum(found[k].canonical == wanted[k]["canonical"] for k in both)
    assert same / max(len(both), 1) >= 0.95


def record(row: Any) -> tuple[Any, ...]:
    value = row.get if isinstance(row, dict) else lambda name: getattr(row, name)
    return (value("indicator"), value("year"), value("status"), value("low"), value("high"))


def test_indicators() -> None:
    wanted = {
        (path.name, *record(row))
        for path in SAMPLES
        for row in load_truth(SAMPLES[path]).get("indicators", ())
        if row.get("low") is not None
    }
    found = {
        (path.name, *record(row))
        for path in SAMPLES
        for row in analysed(path).indicators
        if row.low is not None
    }
    assert f1(len(wanted & found), len(found), len(wanted)) >= 0.95


def test_pledges_are_those_that_the_reader_found() -> None:
    truth = tomllib.loads((FOLDER / "pledges.truth.toml").read_text("utf-8"))["pledges"]
    reports = [analysed(path) for path in SAMPLES if "政府工作报告" in path.name]
    frame = rl.compare(reports).frame("pledges")
    frame = frame[frame["kind"] == "numeric"]

    def key(row: dict[str, Any]) -> tuple[Any, ...]:
        low = row.get("actual_low")
        low = None if low is None or math.isnan(low) else low
        target = (row["target_low"], row["target_high"], row["target_bound"])
        return row["region"], row["year"], row["indicator"], *target, low, row["outcome"]

    assert {key(r) for r in frame.to_dict("records")} == {key(r) for r in truth}


def test_every_row_is_the_text_at_its_place() -> None:
    for path in SAMPLES:
        report = analysed(path)
        for table in ("paragraphs", "sentences", "dates", "quantities", "slogans", "indicators"):
            for row in report.rows(table):
                assert report.text[row.start : row.end] == row.text
