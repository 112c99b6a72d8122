"""A folder of reports: what is written, what is kept, what is noticed when it changes."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pandas as pd
import pytest
from batch_help import errors, rows, write_reports

import reportlens as rl
from reportlens.batch import Progress, score_folder
from reportlens.batch.parts import live_parts
from reportlens.batch.schema import table_schemas
from reportlens.batch.store import LocalStore
from reportlens.errors import LexiconError, ReadingError, StoreError
from reportlens.report import ROW_TYPES, TABLES
from reportlens.scores import SCORES


class Told(Progress):
    """Notes which reports were worked on."""

    def __init__(self) -> None:
        self.reports: list[str] = []

    def report(self, path: str, stage: str, message: str) -> None:
        self.reports.append(path)


def run(folder: Path, out: Path, **options: object) -> list[str]:
    """Score, and say which reports had to be worked on."""
    told = Told()
    score_folder(folder, out, workers=1, progress=told, **options)  # type: ignore[arg-type]
    return sorted(told.reports)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Eight reports, one of them empty, scored once for the tests that only look."""
    base = tmp_path_factory.mktemp("once")
    write_reports(base / "in", 8)
    (base / "in" / "空白.txt").write_bytes(b"")
    (base / "in" / "notes.log").write_text("not a report")
    score_folder(base / "in", base / "out", workers=2)
    return base / "in", base / "out"


class TestTables:
    def test_every_table_of_a_report_is_there_with_the_report_first(self, once):
        with rl.open_results(once[1]) as results:
            assert {"reports", "errors", *TABLES} == set(results.tables)
            for table in results.tables:
                assert results.frame(table).columns[0] == "report_id"

    def test_reports_has_a_row_a_report_with_metadata_and_every_score(self, once):
        with rl.open_results(once[1]) as results:
            reports = results.frame("reports")
        assert len(reports) == 8
        assert list(reports["path"]) == sorted(reports["path"])
        assert {"title", "year", "region", "region_level", "organ", "speaker", "date", "chars"} <= {
            *reports.columns
        }
        assert {score.name for score in SCORES} <= {*reports.columns}

    def test_rows_equal_those_of_the_library(self, once):
        folder, out = once
        path = sorted(folder.glob("*镇.txt"))[0]
        report = rl.read(path)
        with rl.open_results(out) as results:
            for table in ROW_TYPES:
                written = results.sql(
                    f"select t.* from {table} t join reports using (report_id) "
                    "where path = ? order by start, t.\"end\"", [path.name]
                )  # fmt: skip
                expected = report.frame(table)
                assert list(written.columns[1:]) == list(expected.columns)
                assert list(written["text"]) == list(expected["text"])
                assert list(written["start"]) == list(expected["start"])

    def test_failures_are_rows(self, once):
        assert list(errors(once[1])) == ["空白.txt"]
        stage, message = errors(once[1])["空白.txt"]
        assert stage == "reading"
        assert "empty" in message

    def test_sql_over_the_parts(self, once):
        with rl.open_results(once[1]) as results:
            counted = results.sql("select year, count(*) as n from reports group by year")
        assert counted["n"].sum() == 8

    def test_closed_sets_are_categories(self, once):
        with rl.open_results(once[1]) as results:
            assert isinstance(results.frame("quantities")["status"].dtype, pd.CategoricalDtype)

    def test_an_unknown_table_is_named_with_those_there_are(self, once):
        with rl.open_results(once[1]) as results, pytest.raises(KeyError, match="quantities"):
            results.frame("quantity")

    def test_words_only_when_asked_for(self, once, tmp_path):
        assert rows(once[1])["words"] == []
        write_reports(tmp_path / "in", 1)
        run(tmp_path / "in", tmp_path / "out", words=True)
        assert len(rows(tmp_path / "out")["words"]) > 50

    def test_other_tools_read_the_parts(self, once):
        frame = pd.read_parquet(once[1] / "parts" / "quantities")
        assert len(frame) == len(rows(once[1])["quantities"])


class TestResuming:
    def test_nothing_is_done_twice(self, tmp_path):
        write_reports(tmp_path / "in", 4)
        assert len(run(tmp_path / "in", tmp_path / "out")) == 4
        before = rows(tmp_path / "out")
        assert run(tmp_path / "in", tmp_path / "out") == []
        assert rows(tmp_path / "out") == before

    def test_changed_added_and_removed_files_are_noticed_by_contents(self, tmp_path):
        paths = write_reports(tmp_path / "in", 6)
        run(tmp_path / "in", tmp_path / "out")
        status = paths[0].stat()
        paths[0].write_text(
            paths[0].read_text(encoding="utf-8").replace("镇人民", "乡人民"), encoding="utf-8"
        )
        os.utime(paths[0], ns=(status.st_atime_ns, status.st_mtime_ns))
        paths[1].unlink()
        (added,) = write_reports(tmp_path / "in", 1, start=90)
        os.utime(paths[2])  # touched, not changed
        assert run(tmp_path / "in", tmp_path / "out") == sorted([paths[0].name, added.name])

        run(tmp_path / "in", tmp_path / "anew")
        assert rows(tmp_path / "out") == rows(tmp_path / "anew")

    def test_a_repaired_file_leaves_the_errors(self, tmp_path):
        good, bad = write_reports(tmp_path / "in", 2)
        bad.write_bytes(b"")
        run(tmp_path / "in", tmp_path / "out")
        assert list(errors(tmp_path / "out")) == [bad.name]
        shutil.copy(good, bad)
        bad.write_text(good.read_text(encoding="utf-8") + "谢谢大家。\n", encoding="utf-8")
        assert run(tmp_path / "in", tmp_path / "out") == [bad.name]
        assert errors(tmp_path / "out") == {}

    def test_force_does_all_again(self, tmp_path):
        write_reports(tmp_path / "in", 3)
        run(tmp_path / "in", tmp_path / "out")
        before = rows(tmp_path / "out")
        assert len(run(tmp_path / "in", tmp_path / "out", force=True)) == 3
        assert rows(tmp_path / "out") == before

    def test_another_lexicon_means_other_results(self, tmp_path):
        write_reports(tmp_path / "in", 2)
        run(tmp_path / "in", tmp_path / "out")
        own = tmp_path / "own.toml"
        own.write_text('[[slogan]]\ncanonical = "三访三问"\ntype = "numeral"\n', encoding="utf-8")
        assert len(run(tmp_path / "in", tmp_path / "out", lexicon=[own])) == 2
        with rl.open_results(tmp_path / "out") as results:
            slogans = results.frame("slogans")
        assert slogans.set_index("canonical").loc["三访三问", "known"].all()

    def test_metadata_csv_counts_as_contents(self, tmp_path):
        one, two = write_reports(tmp_path / "in", 2)
        run(tmp_path / "in", tmp_path / "out")
        (tmp_path / "in" / "metadata.csv").write_text(
            f"path,year\n{one.name},1999\n", encoding="utf-8"
        )
        assert run(tmp_path / "in", tmp_path / "out") == [one.name]
        with rl.open_results(tmp_path / "out") as results:
            years = results.frame("reports").set_index("path")["year"]
        assert years[one.name] == 1999
        assert years[two.name] != 1999

    def test_results_of_another_layout_are_refused_with_the_remedy(self, tmp_path):
        write_reports(tmp_path / "in", 1)
        run(tmp_path / "in", tmp_path / "out")
        manifest = tmp_path / "out" / "manifest.json"
        old = json.loads(manifest.read_text())
        manifest.write_text(json.dumps(old | {"columns": "0", "reportlens": "0.0.9"}))
        with pytest.raises(StoreError, match=r"0\.0\.9.*--force"):
            rl.open_results(tmp_path / "out")
        with pytest.raises(StoreError, match="--force"):
            run(tmp_path / "in", tmp_path / "out")
        run(tmp_path / "in", tmp_path / "out", force=True)
        assert len(rows(tmp_path / "out")["reports"]) == 1

    def test_one_run_at_a_time(self, tmp_path):
        import fcntl

        write_reports(tmp_path / "in", 1)
        run(tmp_path / "in", tmp_path / "out")
        with (tmp_path / "out" / ".lock").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with pytest.raises(StoreError, match="another run"):
                run(tmp_path / "in", tmp_path / "out")


class TestCopies:
    def test_a_copy_has_a_row_in_reports_and_none_elsewhere(self, tmp_path):
        (first,) = write_reports(tmp_path / "in", 1)
        shutil.copy(first, tmp_path / "in" / "又一份.txt")
        run(tmp_path / "in", tmp_path / "out")
        with rl.open_results(tmp_path / "out") as results:
            reports = results.frame("reports")
            quantities = results.frame("quantities")
        assert list(reports["copy_of"]) == ["", first.name]
        assert reports["report_id"].nunique() == 1
        assert len(quantities) == len(rl.read(first).quantities)

    def test_the_copy_takes_over_when_the_first_is_removed(self, tmp_path):
        (first,) = write_reports(tmp_path / "in", 1)
        shutil.copy(first, tmp_path / "in" / "又一份.txt")
        run(tmp_path / "in", tmp_path / "out")
        first.unlink()
        run(tmp_path / "in", tmp_path / "out")
        run(tmp_path / "in", tmp_path / "anew")
        assert rows(tmp_path / "out") == rows(tmp_path / "anew")
        assert rows(tmp_path / "out")["quantities"]


class TestInputs:
    def test_a_table_with_a_report_a_row(self, tmp_path):
        texts = [path.read_text(encoding="utf-8") for path in write_reports(tmp_path / "in", 12)]
        table = tmp_path / "corpus.csv"
        pd.DataFrame({"正文": texts, "年份": range(2001, 2013)}).to_csv(table, index=False)
        run(table, tmp_path / "out", text_column="正文")
        with rl.open_results(tmp_path / "out") as results:
            reports = results.frame("reports")
        assert sorted(reports["year"]) == list(range(2001, 2013))
        assert set(reports["path"]) == {f"corpus.csv#{n}" for n in range(1, 13)}

    def test_results_kept_among_the_reports_are_no_reports(self, tmp_path):
        write_reports(tmp_path, 2)
        run(tmp_path, tmp_path / "out")
        assert run(tmp_path, tmp_path / "out") == []
        assert len(run(tmp_path, tmp_path / "out2")) == 2

    def test_names_in_gbk_bytes(self, tmp_path):
        (plain,) = write_reports(tmp_path / "in", 1)
        name = os.fsencode(tmp_path / "in") + b"/2023_" + "青禾县".encode("gbk") + b".txt"
        try:
            Path(os.fsdecode(name)).write_bytes(plain.read_bytes().replace(b"1", b"2"))
        except OSError:
            pytest.skip("this file system takes only UTF-8 names")
        run(tmp_path / "in", tmp_path / "out")
        with rl.open_results(tmp_path / "out") as results:
            assert "2023_青禾县.txt" in set(results.frame("reports")["path"])
        assert run(tmp_path / "in", tmp_path / "out") == []

    @pytest.mark.parametrize(
        ("make", "said"),
        [
            (lambda folder: None, "no such folder"),
            (lambda folder: folder.mkdir(), "nothing in it"),
            (
                lambda folder: (folder.mkdir(), (folder / "a.log").write_text("x")),
                "none in a known",
            ),
        ],
    )
    def test_nothing_to_read_is_said_before_anything_is_written(self, tmp_path, make, said):
        make(tmp_path / "in")
        with pytest.raises(ReadingError, match=said):
            run(tmp_path / "in", tmp_path / "out")
        assert not (tmp_path / "out").exists()

    def test_a_place_that_cannot_be_written_is_said_first(self, tmp_path):
        write_reports(tmp_path / "in", 1)
        (tmp_path / "file").write_text("")
        with pytest.raises(StoreError, match="cannot be written"):
            run(tmp_path / "in", tmp_path / "file" / "out")

    def test_a_mistake_in_a_lexicon_is_said_first(self, tmp_path):
        write_reports(tmp_path / "in", 1)
        (tmp_path / "own.toml").write_text("[[slogen]]\n")
        with pytest.raises(LexiconError, match="slogen"):
            run(tmp_path / "in", tmp_path / "out", lexicon=[tmp_path / "own.toml"])


class TestParts:
    def test_a_part_without_its_ledger_does_not_count_and_is_swept_away(self, tmp_path):
        write_reports(tmp_path / "in", 4)
        run(tmp_path / "in", tmp_path / "out")
        ledgers = sorted((tmp_path / "out" / "parts" / "files").iterdir())
        ledgers[0].unlink()
        assert len(rows(tmp_path / "out")["reports"]) == 4 - 1
        run(tmp_path / "in", tmp_path / "out")
        assert len(rows(tmp_path / "out")["reports"]) == 4

    def test_a_rewritten_part_makes_the_old_one_void(self, tmp_path):
        paths = write_reports(tmp_path / "in", 8)
        run(tmp_path / "in", tmp_path / "out")
        saved = tmp_path / "saved"
        shutil.copytree(tmp_path / "out" / "parts", saved)
        paths[0].unlink()
        run(tmp_path / "in", tmp_path / "out")
        expected = rows(tmp_path / "out")
        # as if the run had been killed before it could remove the old part
        for table in saved.iterdir():
            for file in table.iterdir():
                there = tmp_path / "out" / "parts" / table.name / file.name
                if not there.exists():
                    shutil.copy(file, there)
        assert rows(tmp_path / "out") == expected
        assert len(live_parts(LocalStore(str(tmp_path / "out")))) == 4

    def test_every_write_is_whole_or_not_there(self, tmp_path, monkeypatch):
        store = LocalStore(str(tmp_path))
        store.write("a.bin", b"old")

        def fail(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", fail)
        with pytest.raises(OSError, match="space"):
            store.write("a.bin", b"new")
        assert store.read("a.bin") == b"old"
        assert [p.name for p in tmp_path.iterdir()] == ["a.bin"]

    def test_the_schema_follows_the_row_types(self):
        for table, row_type in ROW_TYPES.items():
            assert set(row_type.__dataclass_fields__) < set(table_schemas()[table].names)
