"""scores.csv, scores.xlsx, errors.csv and index.html: safe to open, and right."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import pytest
from batch_help import write_reports

from reportlens.batch import score_folder
from reportlens.batch.spreadsheets import defused

EVIL = "=HYPERLINK(1)县政府工作报告"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Results of two reports, one of them with a formula for a name, and a bad one."""
    base = tmp_path_factory.mktemp("sheets")
    first, _ = write_reports(base / "in", 2)
    text = first.read_text(encoding="utf-8").replace("水窖", "<b>水塔</b>")
    (base / "in" / f"{EVIL}.txt").write_text(text, encoding="utf-8")
    (base / "in" / "+空<script>.txt").write_bytes(b"")
    score_folder(base / "in", base / "out", workers=1)
    return base / "out"


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_has_the_mark_by_which_excel_knows_utf8(out):
    assert (out / "scores.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (out / "errors.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_no_cell_of_the_csv_is_a_formula(out):
    for name in ("scores.csv", "errors.csv"):
        for row in read_csv(out / name):
            assert not any(cell.startswith(("=", "+", "@", "\t")) for cell in row.values())
    assert f"'{EVIL}.txt" in {row["path"] for row in read_csv(out / "scores.csv")}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋"])
def test_text_that_begins_like_a_formula_is_defused(start):
    assert defused(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("value", [-1, -2.5, 0, None, "增长-5%", "一=二"])
def test_numbers_and_other_text_stay_as_they_are(value):
    assert defused(value) == value


def test_xlsx_holds_strings_and_numbers_and_no_formulas(out):
    with zipfile.ZipFile(out / "scores.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        strings = book.read("xl/sharedStrings.xml").decode() if (
            "xl/sharedStrings.xml" in book.namelist()) else sheet  # fmt: skip
    assert "<f>" not in sheet
    assert "=HYPERLINK(1)" in strings
    assert "<v>20" in sheet


def test_one_row_a_report(out):
    assert len(read_csv(out / "scores.csv")) == 3
    assert [row["stage"] for row in read_csv(out / "errors.csv")] == ["reading"]


def test_the_overview_shows_names_as_text_never_as_markup(out):
    page = (out / "index.html").read_text(encoding="utf-8")
    assert "+空<script>.txt" not in page
    assert "+空&lt;script&gt;.txt" in page
    assert "3 reports" in page
    assert "scores.csv" in page
