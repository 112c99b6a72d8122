"""Small folders of reports, runs over them, and their results as plain rows, for batch tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from reportlens.batch import Results, open_results
from reportlens.batch.schema import table_schemas

SRC = Path(__file__).resolve().parents[1] / "src"

_TEXT = """青禾县第{n}镇政府工作报告

——20{year}年1月8日在镇人民代表大会上

一、上年工作回顾
全年地区生产总值增长{n}.5%，城镇新增就业{n}00人，修建村道{n}公里。深入开展“三访三问”活动。

二、存在的问题
集体经济还比较薄弱，服务群众的办法不多。

三、今年工作安排
地区生产总值增长{n}%左右，新建水窖{n}口以上。推进“两园一带”建设，力争粮食产量达到{n}000吨。
"""


def write_reports(folder: Path, count: int, *, start: int = 1) -> list[Path]:
    """Short reports of invented townships, each with its own contents."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for n in range(start, start + count):
        path = folder / f"20{10 + n % 15}_第{n:03d}镇.txt"
        path.write_text(_TEXT.format(n=n, year=10 + n % 15), encoding="utf-8")
        paths.append(path)
    return paths


def rows(out: Path | str) -> dict[str, list[tuple[Any, ...]]]:
    """All tables of a result folder as sorted rows, to compare runs with."""
    with open_results(out) as results:
        return {
            table: sorted((tuple(map(_comparable, row)) for row in _all(results, table)), key=repr)
            for table in table_schemas()
        }


def _all(results: Results, table: str) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = results.connection.execute(f"select * from {table}").fetchall()
    return found


def _comparable(value: Any) -> Any:
    """NaN is not equal to itself, nothing is."""
    return None if isinstance(value, float) and value != value else value


def errors(out: Path | str) -> dict[str, tuple[str, str]]:
    """The `errors` table: path → stage and message."""
    with open_results(out) as results:
        found = results.connection.execute("select path, stage, message from errors").fetchall()
    return {path: (stage, message) for path, stage, message in found}


def environment(*, faulty: bool = False) -> dict[str, str]:
    """The environment of a run in a process of its own; `faulty` as in tests/faulty."""
    paths = [str(SRC)]
    if faulty:
        paths.insert(0, str(Path(__file__).parent / "faulty"))
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths), "NO_COLOR": "1"}


def start_score(
    folder: Path, out: Path | str, *options: str, faulty: bool = False, **popen: Any
) -> subprocess.Popen[str]:
    """``reportlens score`` in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "reportlens.cli", "score", str(folder), "-o", str(out), *options],
        env=environment(faulty=faulty),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        **popen,
    )


def score(
    folder: Path, out: Path | str, *options: str, faulty: bool = False
) -> subprocess.CompletedProcess[str]:
    """``reportlens score`` run to its end."""
    process = start_score(folder, out, *options, faulty=faulty)
    stdout, stderr = process.communicate(timeout=240)
    return subprocess.CompletedProcess(process.args, process.returncode, stdout, stderr)
