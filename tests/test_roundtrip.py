"""Every table goes to Parquet and CSV and comes back the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import reportlens as rl
from reportlens.adapters.frames import read_table, write_csv, write_parquet
from reportlens.report import TABLES, Kind, Report
from reportlens.tables import CATEGORIES

TEXT = (
    "青禾县政府工作报告\n"
    "一、2023年工作回顾\n"
    '地区生产总值增长6.1%，增强“四个意识”（政治意识、大局意识），办好"为民十件实事"。\n'
    "“十四五”时期新建农村公路0.1万公里，投入XX亿元，NA，null，a,b;c\t。\n"
    "二、存在的问题\n短板还不少，产业基础不牢固。\n"
    "三、2024年工作安排\n增长5%—6%，城镇新增就业3000人以上，财政支出控制在20亿元以内。\n"
)


@pytest.fixture(scope="module")
def report() -> Report:
    return rl.analyze(TEXT, year=2024)


@pytest.fixture(scope="module", params=["full", "empty"])
def any_report(request: pytest.FixtureRequest) -> Report:
    return rl.analyze(TEXT if request.param == "full" else "", year=2024)


def test_the_example_has_rows_in_every_table(report: Report) -> None:
    assert [table for table in TABLES if report.frame(table).empty] == []


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_there_and_back(any_report: Report, table: str, ending: str, tmp_path: Path) -> None:
    frame = any_report.frame(table)
    path = tmp_path / f"table.{ending}"
    (write_parquet if ending == "parquet" else write_csv)(frame, path)
    assert_frame_equal(read_table(path, table), frame, check_exact=True)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_files_that_pandas_wrote_are_read_too(
    report: Report, table: str, ending: str, tmp_path: Path
) -> None:
    frame = report.frame(table)
    path = tmp_path / f"table.{ending}"
    if ending == "parquet":
        frame.to_parquet(path)
    else:
        frame.to_csv(path, index=False)
    assert_frame_equal(read_table(path, table), frame, check_exact=True)


@pytest.mark.parametrize("table", TABLES)
def test_parquet_keeps_the_types_by_itself(report: Report, table: str, tmp_path: Path) -> None:
    frame = report.frame(table)
    frame.to_parquet(tmp_path / "table.parquet")
    again = pd.read_parquet(tmp_path / "table.parquet")
    assert list(again.dtypes) == list(frame.dtypes)
    lists = [name for name in frame.columns if name == "stands_for"]
    assert_frame_equal(again.drop(columns=lists), frame.drop(columns=lists), check_exact=True)
    for name in lists:
        assert [tuple(value) for value in again[name]] == list(frame[name])


@pytest.mark.parametrize("table", TABLES)
def test_closed_sets_of_values_are_categories_after_parquet(
    report: Report, table: str, tmp_path: Path
) -> None:
    report.frame(table).to_parquet(tmp_path / "table.parquet")
    again = pd.read_parquet(tmp_path / "table.parquet")
    closed: dict[str, tuple[Any, ...]] = dict(CATEGORIES)
    if table == "quantities":
        closed["kind"] = get_args(Kind)
    for name in closed.keys() & set(again.columns):
        assert list(again[name].cat.categories) == list(closed[name]), name


def test_lists_are_json_in_csv_and_lists_in_parquet(report: Report, tmp_path: Path) -> None:
    import json

    import pyarrow as pa
    import pyarrow.parquet as pq

    slogans = report.frame("slogans")
    write_csv(slogans, tmp_path / "slogans.csv")
    plain = pd.read_csv(tmp_path / "slogans.csv")
    assert [tuple(json.loads(v)) for v in plain["stands_for"]] == list(slogans["stands_for"])
    none = slogans[[not v for v in slogans["stands_for"]]]
    for frame in (slogans, none, slogans[:0]):
        write_parquet(frame, tmp_path / "slogans.parquet")
        kind = pq.read_schema(tmp_path / "slogans.parquet").field("stands_for").type
        assert kind == pa.list_(pa.string())


def test_further_columns_stay(report: Report, tmp_path: Path) -> None:
    frame = report.frame("quantities")
    frame.insert(0, "report_id", "0012")
    write_csv(frame, tmp_path / "quantities.csv")
    again = read_table(tmp_path / "quantities.csv", "quantities")
    assert set(again["report_id"]) == {"0012"}, "no number was made of it"


def test_missing_values_as_r_writes_them(tmp_path: Path) -> None:
    path = tmp_path / "indicators.csv"
    path.write_text(
        '"start","end","text","indicator","year","status","low","high","unit","bound"\n'
        '0,2,"NA","gdp",2024,"target",NA,0.1,"","exact"\n'
        '3,5,"甲","gdp",NA,"actual",1e+05,NA,"元","about"\n',
        encoding="utf-8",
    )
    frame = read_table(path, "indicators")
    assert list(frame["text"]) == ["NA", "甲"]
    assert frame["low"].isna().tolist() == [True, False]
    assert frame["low"][1] == 100000
    assert frame["year"].isna().tolist() == [False, True]
    assert frame["status"].tolist() == ["target", "actual"]


def test_tables_of_a_comparison_go_to_files(samples: Path, tmp_path: Path) -> None:
    comparison = rl.compare(rl.read_folder(samples))
    for table in comparison.TABLES:
        frame = comparison.frame(table)
        assert not [name for name in frame if frame[name].dtype == object], table
        frame.to_parquet(tmp_path / "table.parquet")
        assert_frame_equal(pd.read_parquet(tmp_path / "table.parquet"), frame, check_exact=True)
        frame.to_csv(tmp_path / "table.csv", index=False)
        again = pd.read_csv(tmp_path / "table.csv")
        assert list(again.columns) == list(frame.columns)
        assert len(again) == len(frame)


def test_tables_of_a_folder_have_the_types_of_a_report(report: Report, tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    from reportlens.batch.run import score_folder

    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "2024.txt").write_text(TEXT, encoding="utf-8")
    score_folder(tmp_path / "in", tmp_path / "out", workers=1, words=True)
    with rl.open_results(tmp_path / "out") as results:
        for table in TABLES:
            here = report.frame(table)
            there = results.frame(table)
            assert list(there.columns) == ["report_id", *here.columns]
            for name in here.columns:
                # Parts have 32 bits for a whole number: a report is shorter than that.
                if here[name].dtype.kind not in "iuO":
                    assert there[name].dtype == here[name].dtype, (table, name)
            path = tmp_path / f"{table}.csv"
            write_csv(there, path)
            again = read_table(path, table).drop(columns="report_id")
            order = list(here.columns)
            assert_frame_equal(
                again.sort_values(order[0], kind="stable", ignore_index=True)[order],
                here.sort_values(order[0], kind="stable", ignore_index=True),
            )


def test_an_unknown_table_is_named() -> None:
    with pytest.raises(KeyError, match=r"chapters.*paragraphs"):
        read_table("chapters.csv", "chapters")


ANYTHING = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=st.lists(ANYTHING | st.sampled_from(["NA", '"', "\r", "\r\n", ",", ""]), max_size=4))
def test_text_of_any_content_and_any_number(texts: list[str], tmp_path: Path) -> None:
    report = Report("")
    report.slogans = [rl.report.Slogan(0, 0, t, t, stands_for=(t, "乙")) for t in texts]
    report.quantities = [
        rl.report.Quantity(0, 0, t, low=0.1 * i / 3, high=None) for i, t in enumerate(texts)
    ]
    for table in ("slogans", "quantities"):
        frame = report.frame(table)
        write_csv(frame, tmp_path / "table.csv")
        assert_frame_equal(read_table(tmp_path / "table.csv", table), frame, check_exact=True)
        write_parquet(frame, tmp_path / "table.parquet")
        assert_frame_equal(read_table(tmp_path / "table.parquet", table), frame, check_exact=True)


def test_half_of_a_surrogate_pair_can_be_written(tmp_path: Path) -> None:
    report = rl.analyze("增长\ud8005%，增强“四个\ud800意识”。", year=2024)
    for table in TABLES:
        write_csv(report.frame(table), tmp_path / "table.csv")
        write_parquet(report.frame(table), tmp_path / "table.parquet")
