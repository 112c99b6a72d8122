"""The same work on a Dask cluster: a real scheduler, real workers, one of them killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from batch_help import environment, errors, rows, score, write_reports

from reportlens.batch import Progress, score_folder
from reportlens.errors import ReportLensError, StoreError

distributed = pytest.importorskip("distributed", reason="needs reportlens[dask]")
pytestmark = pytest.mark.skipif(os.name == "nt", reason="sends signals that Windows lacks")


class Cluster:
    """A scheduler and two worker processes on this machine's loopback."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        address_file = folder / "scheduler.json"
        self.scheduler = self._start(
            "distributed.cli.dask_scheduler",
            *("--host", "127.0.0.1", "--port", "0", "--no-dashboard"),
            *("--scheduler-file", str(address_file)),
        )
        self.workers = [
            self._start(
                "distributed.cli.dask_worker",
                *("--scheduler-file", str(address_file), "--nthreads", "1", "--no-nanny"),
                *("--host", "127.0.0.1", "--no-dashboard"),
            )
            for _ in range(2)
        ]
        with distributed.Client(scheduler_file=str(address_file), timeout=60) as client:
            client.wait_for_workers(2, timeout=60)
            self.address: str = client.scheduler.address

    def _start(self, module: str, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=self.folder,
            env=environment(faulty=True),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def close(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    started = Cluster(tmp_path_factory.mktemp("dask"))
    yield started
    started.close()


def test_a_cluster_gives_the_same_rows_on_any_place_that_fsspec_knows(cluster, tmp_path):
    write_reports(tmp_path / "in", 20)
    (tmp_path / "in" / "空白.txt").write_bytes(b"")
    score_folder(tmp_path / "in", tmp_path / "local", workers=1)
    summary = score_folder(tmp_path / "in", f"local://{tmp_path}/far", dask=cluster.address)
    assert (summary.done, summary.failed) == (20, 1)
    assert rows(f"local://{tmp_path}/far") == rows(tmp_path / "local")
    again = score_folder(tmp_path / "in", f"local://{tmp_path}/far", dask=cluster.address)
    assert (again.done, again.kept) == (0, 20)
    assert (tmp_path / "far" / "scores.csv").read_bytes() == (
        tmp_path / "local" / "scores.csv"
    ).read_bytes()


def test_a_bad_report_is_lost_alone(cluster, tmp_path):
    bad = write_reports(tmp_path / "in", 5)[2]
    bad.write_text(bad.read_text(encoding="utf-8") + "故障：猝死。\n", encoding="utf-8")
    summary = score_folder(tmp_path / "in", tmp_path / "out", dask=cluster.address)
    assert (summary.done, summary.failed) == (4, 1)
    assert errors(tmp_path / "out")[bad.name][0] == "process"


def test_the_command_line(cluster, tmp_path):
    write_reports(tmp_path / "in", 3)
    ran = score(tmp_path / "in", tmp_path / "out", "--dask", cluster.address)
    assert ran.returncode == 0, ran.stderr
    assert "3 reports, 0 errors" in ran.stdout


def test_a_worker_killed_in_the_middle_changes_nothing(cluster, tmp_path):
    for path in write_reports(tmp_path / "in", 80):
        path.write_text(path.read_text(encoding="utf-8") + "故障：歇口气。\n", encoding="utf-8")
    score_folder(tmp_path / "in", tmp_path / "local", workers=2)

    class KillOne(Progress):
        done = 0

        def report(self, path: str, stage: str, message: str) -> None:
            self.done += 1
            if self.done == 20:
                os.kill(cluster.workers[0].pid, signal.SIGKILL)

    summary = score_folder(
        tmp_path / "in", tmp_path / "out", dask=cluster.address, progress=KillOne()
    )
    assert cluster.workers[0].wait(timeout=5) == -signal.SIGKILL
    assert (summary.done, summary.failed) == (80, 0)
    assert rows(tmp_path / "out") == rows(tmp_path / "local")


def test_no_scheduler_there(tmp_path):
    write_reports(tmp_path / "in", 1)
    started = time.monotonic()
    with pytest.raises(ReportLensError, match="no Dask scheduler"):
        score_folder(tmp_path / "in", tmp_path / "out", dask="tcp://127.0.0.1:9")
    assert time.monotonic() - started < 30


def test_a_far_place_without_its_package_says_what_to_install(tmp_path):
    write_reports(tmp_path / "in", 1)
    with pytest.raises(StoreError, match="gcs"):
        score_folder(tmp_path / "in", "gcs://bucket/out")
