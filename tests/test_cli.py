"""The command line: what each command prints and writes, and the exit code it ends with."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from batch_help import environment, write_reports

from reportlens.cli import main


class Ran:
    """A command that has ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err


@pytest.fixture
def run(capfd, monkeypatch):
    """Runs a command in this process."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")

    def run(*arguments: object) -> Ran:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return Ran(int(ended.value.code or 0), out, err)

    return run


@pytest.fixture
def report(tmp_path) -> Path:
    """A short report."""
    return write_reports(tmp_path / "in", 1)[0]


class TestHelp:
    @pytest.mark.parametrize(
        "command",
        [
            (),
            ("analyze",),
            ("score",),
            ("compare",),
            ("lexicon",),
            ("lexicon", "check"),
            ("lexicon", "list"),
            ("lexicon", "discover"),
            ("doctor",),
        ],
    )
    def test_every_command_explains_itself(self, run, command):
        ran = run(*command, "--help")
        assert ran.code == 0
        assert "Usage: reportlens" in ran.out
        if command not in (("doctor",), ("lexicon",)):
            assert "Example" in ran.out

    def test_version(self, run):
        assert run("--version").out.startswith("reportlens ")

    def test_help_loads_nothing_heavy(self):
        """What it costs is measured by benchmarks/startup.py."""
        code = (
            "import sys\n"
            "from reportlens.cli import main\n"
            "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
            "heavy = {'numpy', 'pandas', 'pyarrow', 'spacy', 'sklearn', 'matplotlib', 'duckdb'}\n"
            "print(sorted(heavy & sys.modules.keys()), file=sys.stderr)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=environment(),
            check=True,
            capture_output=True,
            text=True,
        )
        assert done.stderr.strip() == "[]"


class TestUsage:
    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("score", "nowhere", "-o", "out"), "nowhere: no such folder"),
            (("analyze", "nowhere.txt"), "nowhere.txt: no such file"),
            (("compare", "nowhere", "-o", "x.html"), "nowhere: no such file or folder"),
            (("lexicon", "check", "nowhere.toml"), "nowhere.toml: no such file"),
            (("lexicon", "list", "slogen"), "slogen: no such kind"),
            (("score",), "reportlens score reports/ -o out/"),
            (("score", "x"), "no -o OUT was given"),
            (("score", "x", "-o", "y", "--workers", "0"), "--workers"),
            (("nonsense",), "nonsense"),
            (("analyze", "x.txt", "--nonsense"), "--nonsense"),
        ],
    )
    def test_bad_usage_ends_with_2_and_says_what_is_wrong(self, run, tmp_path, monkeypatch,
                                                          arguments, said):  # fmt: skip
        monkeypatch.chdir(tmp_path)
        ran = run(*arguments)
        assert ran.code == 2
        assert said in ran.err
        assert "Traceback" not in ran.err

    def test_an_output_folder_that_cannot_be_written(self, run, report):
        ran = run("score", report.parent, "-o", report / "out")
        assert ran.code == 2
        assert "cannot be written" in ran.err
        assert len(ran.err.strip().splitlines()) == 1

    def test_a_page_that_cannot_be_written_is_said_before_the_work(self, run, report):
        for arguments in (("analyze", report, "--html"), ("compare", report.parent, "-o")):
            ran = run(*arguments, report / "x.html")
            assert ran.code == 2
            assert "cannot be written" in ran.err

    def test_debug_shows_the_traceback(self, tmp_path):
        command = [sys.executable, "-m", "reportlens.cli", "analyze", "nowhere.txt", "--debug"]
        ran = subprocess.run(
            command, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False
        )
        assert "Traceback" in ran.stderr
        assert ran.returncode == 1


class TestAnalyze:
    def test_a_readable_summary(self, run, report):
        ran = run("analyze", report)
        assert ran.code == 0
        for said in (
            "第1镇政府工作报告",
            "Sections",
            "Targets",
            "Slogans",
            "Quantities",
            "三访三问",
        ):
            assert said in ran.out

    def test_the_year_can_be_given(self, run, report):
        assert "given in 1988" in run("analyze", report, "--year", "1988").out

    def test_json_is_all_of_it(self, run, report):
        data = json.loads(run("analyze", report, "--json").out)
        text = report.read_text(encoding="utf-8")
        assert set(data) == {"metadata", "warnings", "scores", "tables"}
        for row in data["tables"]["quantities"]:
            assert text[row["start"] : row["end"]] == row["text"]

    def test_a_page(self, run, report, tmp_path):
        ran = run("analyze", report, "--html", tmp_path / "page.html")
        assert ran.code == 0
        assert "水窖" in (tmp_path / "page.html").read_text(encoding="utf-8")

    def test_standard_input(self, report):
        ran = subprocess.run(
            [sys.executable, "-m", "reportlens.cli", "analyze", "-"],
            env=environment(),
            input=report.read_bytes(),
            capture_output=True,
            check=False,
        )
        assert ran.returncode == 0
        assert "第1镇政府工作报告" in ran.stdout.decode()

    @pytest.mark.parametrize(
        ("content", "said"),
        [(b"", "empty"), ("一".encode(), "too short"), (bytes(range(256)) * 40, "binary")],
        ids=["empty", "one character", "binary"],
    )
    def test_a_file_that_is_no_report_ends_with_1(self, run, tmp_path, content, said):
        path = tmp_path / "x.txt"
        path.write_bytes(content)
        ran = run("analyze", path)
        assert ran.code == 1
        assert said in ran.err
        assert len(ran.err.strip().splitlines()) == 1

    def test_a_folder_is_sent_to_score(self, run, report):
        ran = run("analyze", report.parent)
        assert ran.code == 2
        assert "reportlens score" in ran.err


class TestScore:
    def test_a_summary_and_where_the_results_are(self, run, tmp_path):
        write_reports(tmp_path / "in", 3)
        ran = run("score", tmp_path / "in", "-o", tmp_path / "out", "--workers", "1")
        assert ran.code == 0
        assert "3 reports, 0 errors" in ran.out
        assert f"{tmp_path}/out/index.html" in ran.out
        for name in ("scores.csv", "scores.xlsx", "errors.csv", "index.html"):
            assert (tmp_path / "out" / name).exists()

    def test_failures_are_lines_and_the_exit_code_1(self, run, tmp_path):
        write_reports(tmp_path / "in", 2)
        (tmp_path / "in" / "空白.txt").write_bytes(b"")
        ran = run("score", tmp_path / "in", "-o", tmp_path / "out", "--workers", "1")
        assert ran.code == 1
        assert "error: 空白.txt: reading: the file is empty" in ran.err
        assert "2 reports, 1 error" in ran.out
        assert "errors.csv" in ran.out

    def test_list_defines_the_scores(self, run, capfd):
        main_out = subprocess.run(
            [sys.executable, "-m", "reportlens.cli", "score", "--list"],
            env=environment(), capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        from reportlens.scores import SCORES

        for score in SCORES:
            assert score.name in main_out


class TestCompare:
    def test_a_page_and_the_tables(self, run, tmp_path):
        write_reports(tmp_path / "in", 3)
        tables = tmp_path / "tables"
        ran = run("compare", tmp_path / "in", "-o", tmp_path / "c.html", "--tables", tables)
        assert ran.code == 0, ran.err
        assert "<html" in (tmp_path / "c.html").read_text(encoding="utf-8")
        assert (tables / "slogans.csv").read_bytes().startswith(b"\xef\xbb\xbf")
        assert (tables / "slogans.parquet").exists()

    def test_nothing_to_compare_by(self, run, tmp_path):
        write_reports(tmp_path / "in", 2)
        ran = run("compare", tmp_path / "in", "-o", tmp_path / "c.html", "--by", "mood")
        assert ran.code == 1
        assert "mood" in ran.err


class TestLexicon:
    def test_check_says_what_a_file_holds(self, run, tmp_path):
        own = tmp_path / "own.toml"
        own.write_text('[[slogan]]\ncanonical = "三访三问"\ntype = "numeral"\n', encoding="utf-8")
        ran = run("lexicon", "check", own)
        assert ran.code == 0
        assert "1 slogan" in ran.out

    def test_check_names_file_and_entry(self, run, tmp_path):
        own = tmp_path / "own.toml"
        own.write_text('[[slogan]]\ncanonical = "三访三问"\ntype = "joke"\n', encoding="utf-8")
        ran = run("lexicon", "check", own)
        assert ran.code == 1
        assert "own.toml" in ran.err
        assert "三访三问" in ran.err

    def test_list_counts_and_searches(self, run):
        assert "slogan" in run("lexicon", "list").out
        assert "四个意识" in run("lexicon", "list", "slogan", "-s", "四个意识").out

    def test_discover(self, run, tmp_path):
        write_reports(tmp_path / "in", 12)
        ran = run("lexicon", "discover", tmp_path / "in", "-o", tmp_path / "found.csv")
        assert ran.code == 0, ran.err
        assert (tmp_path / "found.csv").exists()


def test_doctor_says_what_is_there(run):
    ran = run("doctor")
    assert ran.code == 0
    for said in ("Packages", "pandas", "Formats", ".docx", "Font", "Lexicons"):
        assert said in ran.out
