"""What a run survives: kills at any moment, reports that hang, eat memory or crash, full disks.

The promise: the run ends with the rest done, each failure is a row in `errors`, and nothing
that was finished is lost.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest
from batch_help import errors, rows, score, start_score, write_reports

import reportlens as rl
from reportlens.batch import Progress, score_folder

pytestmark = pytest.mark.skipif(os.name == "nt", reason="sends signals that Windows lacks")

KILLS = int(os.environ.get("REPORTLENS_KILLS", "4"))
"""Moments at which a run is killed; the long run by hand sets REPORTLENS_KILLS=20."""


def with_fault(folder: Path, count: int, fault: str) -> Path:
    """Reports of which the third has a fault; see tests/faulty."""
    path = write_reports(folder, count)[2]
    path.write_text(path.read_text(encoding="utf-8") + f"{fault}。\n", encoding="utf-8")
    return path


def end(process: subprocess.Popen[str]) -> None:
    """Kill a run with all its workers, as a machine that fails does."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for stream in (process.stdout, process.stderr):
        if stream:
            stream.close()


def test_killed_at_random_moments_and_resumed_gives_the_same_rows(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    for path in write_reports(tmp_path / "in", 120):
        path.write_text(path.read_text(encoding="utf-8") + "故障：歇口气。\n", encoding="utf-8")
    (tmp_path / "in" / "空白.txt").write_bytes(b"")
    assert score(tmp_path / "in", tmp_path / "whole", "--workers", "2").returncode == 1
    whole = rows(tmp_path / "whole")

    moments = random.Random(7)
    out, round_ = tmp_path / "out-0", 0
    for _ in range(KILLS):
        process = start_score(tmp_path / "in", out, "--workers", "2", faulty=True)
        time.sleep(moments.uniform(0.5, 4.5))
        if process.poll() is not None:  # it came to its end before: go round again
            assert rows(out) == whole
            round_ += 1
            out = tmp_path / f"out-{round_}"
        end(process)
    assert score(tmp_path / "in", out, "--workers", "2").returncode == 1
    assert rows(out) == whole
    assert not list(out.rglob("*.tmp"))
    assert not list(tmp_path.glob("reportlens-*")), "no list of files stays behind"


def test_killed_without_its_workers_gives_the_same_rows(tmp_path):
    """The workers find nobody listening and end; what they wrote counts once."""
    write_reports(tmp_path / "in", 40)
    score(tmp_path / "in", tmp_path / "whole", "--workers", "2")
    process = start_score(tmp_path / "in", tmp_path / "out", "--workers", "2")
    time.sleep(2.2)
    process.kill()
    score(tmp_path / "in", tmp_path / "out", "--workers", "2")
    process.communicate()
    assert rows(tmp_path / "out") == rows(tmp_path / "whole")


@pytest.mark.parametrize(
    ("fault", "options", "stage", "said"),
    [
        ("故障：慢慢来", ("--time-limit", "1"), "time limit", "longer than 1 second"),
        ("故障：叫不醒", ("--time-limit", "1"), "time limit", "longer than 1 second"),
        ("故障：吃内存", ("--memory-limit", "256"), "memory limit", "more than 256 MB"),
        ("故障：猝死", (), "process", "killed"),
    ],
    ids=["slow", "deaf to signals", "hungry", "killed for memory"],
)
def test_a_bad_report_is_lost_alone(tmp_path, fault, options, stage, said):
    bad = with_fault(tmp_path / "in", 6, fault)
    ran = score(tmp_path / "in", tmp_path / "out", "--workers", "1", *options, faulty=True)
    assert ran.returncode == 1, ran.stderr
    assert "5 reports" in ran.stdout
    assert list(errors(tmp_path / "out")) == [bad.name]
    assert errors(tmp_path / "out")[bad.name][0] == stage
    assert said in errors(tmp_path / "out")[bad.name][1]
    assert len(rows(tmp_path / "out")["reports"]) == 5
    (line,) = [line for line in ran.stderr.splitlines() if line.startswith("error:")]
    assert bad.name in line


def test_ctrl_c_ends_within_two_seconds_and_keeps_what_is_finished(tmp_path):
    paths = write_reports(tmp_path / "in", 60)
    for path in paths:
        path.write_text(path.read_text(encoding="utf-8") + "故障：稍等。\n", encoding="utf-8")
    sixth = sorted(paths)[5]
    sixth.write_bytes(b"")
    process = start_score(tmp_path / "in", tmp_path / "out", "--workers", "2", faulty=True)
    assert process.stderr
    while not process.stderr.readline().startswith("error:"):  # five are finished, none written
        assert process.poll() is None
    asked = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)  # as the terminal does: everybody gets it
    stdout, stderr = process.communicate(timeout=20)
    assert time.monotonic() - asked < 2
    assert process.returncode == 130, stderr
    assert "run the same command again to go on" in stderr
    assert "Traceback" not in stderr + stdout
    kept = len(rows(tmp_path / "out")["reports"])
    assert f"{kept} of 60 reports are done" in stderr
    assert kept >= 5

    sixth.write_text("第六镇政府工作报告\n新建水窖六口。\n", encoding="utf-8")
    ran = score(tmp_path / "in", tmp_path / "out", "--workers", "2")
    assert ran.returncode == 0, ran.stderr
    assert f"{kept} of them done before" in ran.stdout
    score(tmp_path / "in", tmp_path / "whole", "--workers", "2")
    assert rows(tmp_path / "out") == rows(tmp_path / "whole")


def test_a_file_that_vanishes_after_it_was_listed(tmp_path):
    paths = write_reports(tmp_path / "in", 5)

    class Vanish(Progress):
        def planned(self, total: int, to_do: int) -> None:
            paths[3].unlink()

    summary = score_folder(tmp_path / "in", tmp_path / "out", workers=1, progress=Vanish())
    assert (summary.done, summary.failed) == (4, 1)
    assert errors(tmp_path / "out")[paths[3].name][0] == "reading"


def test_links_that_loop_or_lead_nowhere_pipes_and_folders_without_rights(tmp_path):
    folder = tmp_path / "in"
    write_reports(folder / "县", 2)
    (folder / "县" / "loop").symlink_to(folder)
    (folder / "dead.txt").symlink_to(tmp_path / "nowhere.txt")
    (folder / "self.txt").symlink_to(folder / "self.txt")
    os.mkfifo(folder / "pipe.txt")
    summary = score_folder(folder, tmp_path / "out", workers=1)
    assert summary.done == 2
    assert set(errors(tmp_path / "out")) == {"县/loop", "dead.txt", "self.txt", "pipe.txt"}
    # and once more: the same
    assert score_folder(folder, tmp_path / "out", workers=1).kept == 2
    assert len(errors(tmp_path / "out")) == 4


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_files_without_the_right_to_read_them(tmp_path):
    paths = write_reports(tmp_path / "in", 3)
    paths[0].chmod(0)
    summary = score_folder(tmp_path / "in", tmp_path / "out", workers=1)
    assert (summary.done, summary.failed) == (2, 1)
    assert "ermission" in errors(tmp_path / "out")[paths[0].name][1]


class TestFullDisk:
    """Larger files than so many bytes do not fit; see tests/faulty."""

    def run(
        self, tmp_path: Path, largest: int, monkeypatch: pytest.MonkeyPatch
    ) -> subprocess.CompletedProcess[str]:
        monkeypatch.setenv("REPORTLENS_FAULT_ROOM", str(largest))
        return score(tmp_path / "in", tmp_path / "out", "--workers", "1", faulty=True)

    def test_what_does_not_fit_is_a_failure_the_rest_is_kept(self, tmp_path, monkeypatch):
        write_reports(tmp_path / "in", 3)
        large = tmp_path / "in" / "3000_很长.txt"
        lines = [f"第{n}村修建水渠{n * 7919 % 9973}米。" for n in range(6_000)]
        large.write_text("\n".join(["县政府工作报告", *lines]), encoding="utf-8")
        ran = self.run(tmp_path, 60_000, monkeypatch)
        assert ran.returncode == 1, ran.stderr
        assert "Traceback" not in ran.stderr
        assert "No space left on device. Mend that" in ran.stderr
        assert errors(tmp_path / "out")[large.name][0] == "writing"
        assert len(rows(tmp_path / "out")["reports"]) == 3

        monkeypatch.delenv("REPORTLENS_FAULT_ROOM")
        ran = score(tmp_path / "in", tmp_path / "out")
        assert ran.returncode == 0, ran.stderr
        assert len(rows(tmp_path / "out")["reports"]) == 4

    def test_no_room_at_all_is_said_and_how_to_go_on(self, tmp_path, monkeypatch):
        write_reports(tmp_path / "in", 30)
        score(tmp_path / "in", tmp_path / "out")
        kept = rows(tmp_path / "out")
        write_reports(tmp_path / "in", 30, start=60)
        ran = self.run(tmp_path, 600, monkeypatch)
        assert ran.returncode == 1, ran.stderr
        assert "No space left" in ran.stderr
        assert "again to go on" in ran.stderr
        assert "Traceback" not in ran.stderr
        assert rows(tmp_path / "out")["reports"] == kept["reports"]


def test_a_worker_that_cannot_start_ends_the_run_with_the_reason(tmp_path):
    write_reports(tmp_path / "in", 2)
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "sitecustomize.py").write_text(
        "import sys\n"
        "if '-m' in sys.orig_argv and 'reportlens.batch.worker' in sys.orig_argv:\n"
        "    raise SystemExit('no licence for this machine')\n"
    )
    ran = score_with_path(tmp_path, broken)
    assert ran.returncode == 2
    assert "worker" in ran.stderr
    assert "no licence" in ran.stderr
    assert len(ran.stderr.strip().splitlines()) == 1


def score_with_path(tmp_path: Path, first: Path) -> subprocess.CompletedProcess[str]:
    """A run whose processes find `first` before all other code."""
    from batch_help import environment

    env = environment()
    env["PYTHONPATH"] = f"{first}{os.pathsep}{env['PYTHONPATH']}"
    command = ["score", str(tmp_path / "in"), "-o", str(tmp_path / "out")]
    return subprocess.run(
        [os.sys.executable, "-m", "reportlens.cli", *command],
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_thousands_of_tiny_files(tmp_path):
    count = int(os.environ.get("REPORTLENS_TINY", "1500"))
    folder = tmp_path / "in"
    for n in range(count):
        inside = folder / f"{n // 500:03d}"
        inside.mkdir(parents=True, exist_ok=True)
        (inside / f"{n:06d}.txt").write_text(f"第{n}号简报：新建水窖{n}口。\n", encoding="utf-8")
    summary = score_folder(folder, tmp_path / "out", workers=2)
    assert (summary.done, summary.failed) == (count, 0)
    with rl.open_results(tmp_path / "out") as results:
        assert results.sql("select count(distinct report_id) as n from reports")["n"][0] == count
