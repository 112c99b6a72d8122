"""The documentation does what it says: blocks run, tables of columns and scores are complete."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest
from doc_blocks import Block, Command, blocks, check_toml, commands, matches, run_python

import reportlens as rl
from reportlens.report import LABELS

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = [
    page
    for page in (*sorted(ROOT.glob("README*.md")), ROOT / "CONTRIBUTING.md", *DOCS.rglob("*.md"))
    if page.is_file()
]
FENCED = re.compile(r"^ *```", re.MULTILINE)


def _name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize(
    "page", [p for p in PAGES if FENCED.search(p.read_text(encoding="utf-8"))], ids=_name
)
def test_every_block_of_a_page_works(
    page: Path,
    tmp_path: Path,
    samples: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    import matplotlib

    matplotlib.use("Agg")
    shutil.copytree(samples, tmp_path / "corpus_samples")
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, object] = {"__name__": "__main__"}
    for block in blocks(page):
        if block.title:
            file = tmp_path / block.title
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, encoding="utf-8")
        if block.reason:
            continue
        if block.language == "python":
            run_python(block, page, namespace)
        elif block.language == "console":
            for command in commands(block):
                _check_command(command, page, capsys)
        elif block.language == "toml":
            check_toml(block, page, tmp_path)
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")


def _check_command(command: Command, page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from reportlens.cli import main

    said = f"{page.name}:{command.line}: reportlens {' '.join(command.arguments)}"
    _parse(command, said)
    if not _can_run(command):
        assert not command.output, f"{said}: shows an output that nothing checks"
        return
    capsys.readouterr()
    code: object = 0
    try:
        main(list(command.arguments))
    except SystemExit as end:
        code = end.code or 0
    printed = capsys.readouterr()
    assert code == 0, f"{said}: ended with {code}: {printed.err or printed.out}"
    if command.output:
        output = printed.out + printed.err
        assert matches(output, command.output), f"{said}: prints\n{output}"


def _parse(command: Command, said: str) -> None:
    """A command and options that exist."""
    import typer

    from reportlens.cli import app

    found = typer.main.get_command(app)
    arguments = list(command.arguments)
    context = found.make_context("reportlens", [], resilient_parsing=True)
    while arguments and hasattr(found, "get_command"):
        inner = found.get_command(context, arguments[0])
        if inner is None:
            break
        found, arguments = inner, arguments[1:]
    if hasattr(found, "get_command"):
        assert all(a.startswith("-") for a in arguments), f"{said}: no such command"
        return
    known = {name for parameter in found.params for name in (*parameter.opts, "-h", "--help")}
    for argument in arguments:
        if argument.startswith("-") and argument != "-":
            assert argument.split("=")[0] in known, f"{said}: no such option: {argument}"


_ALONE = ({"doctor"}, {"--list"}, {"lexicon", "list"}, {"--help"}, {"--version"})
"""Words with which a command needs no file."""
_WRITTEN = frozenset({"-o", "--out", "--html", "--tables"})
"""Options behind which a file stands that the command writes."""


def _can_run(command: Command) -> bool:
    """Whether a command speaks of files that are there, or of none."""
    words = list(command.arguments)
    written = {words[i + 1] for i, word in enumerate(words[:-1]) if word in _WRITTEN}
    read = [word for word in words[1:] if word not in written and Path(word).exists()]
    return any(alone <= {*words} for alone in _ALONE) or bool(read)


def test_blocks_are_found_and_promises_checked(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        '```python title="a.py"\nx = 2\nx + 1  # 3\nx\n# 2\nx  # a comment\n```\n', "utf-8"
    )
    (block,) = blocks(page)
    assert (block.language, block.title, block.line) == ("python", "a.py", 2)
    assert run_python(block, page, {}) == 2
    with pytest.raises(AssertionError, match=r"page\.md:2: gives 3"):
        run_python(Block("python", "", "1 + 2  # 4\n", 2), page, {})
    console = Block("console", "", "$ reportlens doctor  # what is there\none\ntwo\n$ ls\nx\n", 1)
    assert list(commands(console)) == [Command(("doctor",), "one\ntwo", 1)]
    assert matches("one 17\n two", "one …\ntwo")
    assert not matches("one", "two")


# Tables of columns --------------------------------------------------------------------------

TABLE_PAGES = [DOCS / "tables.md", DOCS / "zh" / "tables.md"]


def _documented(page: Path) -> dict[str, list[str]]:
    """The first cells (`column`) of the table under each heading (`table`) of a page."""
    found: dict[str, list[str]] = {}
    columns: list[str] = []
    prefix = ""
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            prefix = "comparison_" if "rl.compare" in line else ""
        elif heading := re.match(r"### `(\w+)`", line):
            columns = found.setdefault(prefix + heading.group(1), [])
        elif cell := re.match(r"\| (`\w+`(?:, `\w+`)*) \|", line):
            columns += re.findall(r"`(\w+)`", cell.group(1))
    return found


@pytest.fixture(scope="module")
def columns() -> dict[str, list[str]]:
    """The columns of every table: of a report, of a comparison, of a folder's results."""
    from reportlens.batch.schema import table_schemas
    from reportlens.scores import SCORES

    report = rl.analyze("一、回顾\n修路5公里。\n二、安排\n再修6公里。", year=2022)
    comparison = rl.compare([report, rl.analyze("再修7公里。", year=2023)])
    scores = {score.name for score in SCORES}
    return {
        **{table: list(report.frame(table).columns) for table in rl.Report.TABLES},
        **{
            f"comparison_{table}": list(comparison.frame(table).columns)
            for table in comparison.TABLES
            if table != "reports"
        },
        "reports": [name for name in table_schemas()["reports"].names if name not in scores],
        "errors": table_schemas()["errors"].names,
    }


@pytest.mark.parametrize("page", [p for p in TABLE_PAGES if p.is_file()], ids=_name)
def test_every_column_of_every_table_is_explained(
    page: Path, columns: dict[str, list[str]]
) -> None:
    documented = _documented(page)
    assert documented.keys() == columns.keys()
    for table, names in columns.items():
        assert sorted(documented[table]) == sorted(names), table


def _examples(page: Path) -> dict[str, dict[str, str]]:
    """The example row of each table of a page, as it is written: columns that have one."""
    found: dict[str, dict[str, str]] = {}
    row: dict[str, str] = {}
    prefix = ""
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            prefix = "comparison_" if "rl.compare" in line else ""
        elif heading := re.match(r"### `(\w+)`", line):
            row = found.setdefault(prefix + heading.group(1), {})
        elif line.startswith("| `"):
            first, _, last = (cell.strip() for cell in line.strip("|").split(" |"))
            names = re.findall(r"`(\w+)`", first)
            values = last.split(", ") if len(names) > 1 else [last]
            row |= {n: v for n, v in zip(names, values, strict=False) if v}
    return found


def _is_shown(value: object, shown: str) -> bool:
    """Whether a value is the one shown: numbers to the decimals shown, texts up to ``……``."""
    if isinstance(value, tuple):
        return f"({', '.join(value)})" == shown
    if isinstance(value, float):
        decimals = len(shown.partition(".")[2])
        return bool(round(value, decimals) == float(shown))
    if shown.endswith("……"):
        return str(value).startswith(shown.removesuffix("……"))
    return str(value) == shown


def test_the_example_rows_are_rows_of_the_samples(samples: Path) -> None:
    report = rl.read(samples / "2023_青禾县政府工作报告.txt")
    comparison = rl.compare(rl.read_folder(samples))
    for table, example in _examples(TABLE_PAGES[0]).items():
        if table == "errors":
            continue
        if table == "reports":
            row = report.metadata
            for name in example.keys() - {"path", "chars", "warnings", "extra", "copy_of"}:
                assert _is_shown(getattr(row, name), example[name]), name
            continue
        inside = table.removeprefix("comparison_")
        frame = comparison.frame(inside) if inside != table else report.frame(table)
        # How sure a label is changes with the model; the rest of a row should not.
        fixed = {n: v for n, v in example.items() if n not in ("confidence", "evidence")}
        rows = frame[list(fixed)].to_dict("records")
        assert any(all(_is_shown(row[n], v) for n, v in fixed.items()) for row in rows), (
            f"docs/tables.md: no such row in {table}: {fixed}"
        )


@pytest.mark.parametrize("page", [DOCS / "scores.md", DOCS / "zh" / "scores.md"], ids=_name)
def test_every_score_is_explained(page: Path) -> None:
    from reportlens.scores import SCORES

    text = page.read_text(encoding="utf-8")
    for score in SCORES:
        row = f"| `{score.name}` | {score.unit} | {score.definition} | {score.source or '—'} |"
        if page.parent == DOCS:
            assert row in text, f"{page.name} should have the row\n{row}"
        else:
            assert f"| `{score.name}` |" in text


@pytest.mark.parametrize("page", [DOCS / "labels.md", DOCS / "zh" / "labels.md"], ids=_name)
def test_every_value_is_explained(page: Path) -> None:
    from typing import get_args, get_type_hints

    from reportlens.report import Bound, Change, Kind, Slogan, Status

    text = page.read_text(encoding="utf-8")
    values = [*LABELS, *get_args(Bound), *get_args(Change), *get_args(Kind), *get_args(Status)]
    values += get_args(get_type_hints(Slogan)["type"])
    assert [value for value in values if f"`{value}`" not in text] == []


# Dependencies -------------------------------------------------------------------------------


def _requirements() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    wanted = [*project["dependencies"], *(name for extra in extras for name in extra)]
    names = [re.split(r"[\s<>=!~;\[(]", requirement)[0] for requirement in wanted]
    return sorted({name for name in names if name != "reportlens"})


@pytest.mark.parametrize("name", _requirements())
def test_every_dependency_is_explained_with_its_licence(name: str) -> None:
    text = (DOCS / "dependencies.md").read_text(encoding="utf-8")
    row = re.search(rf"^\| {re.escape(name)} \| ([^|]+) \| ([^|]+) \|$", text, re.MULTILINE)
    assert row, f"docs/dependencies.md says nothing of {name}"
    try:
        installed = metadata(name)
    except PackageNotFoundError:
        return
    declared = " ".join(
        [
            installed.get("License-Expression") or installed.get("License") or "",
            *(c for c in installed.get_all("Classifier") or [] if c.startswith("License")),
        ]
    )
    family = re.match(r"MIT|BSD|Apache|MPL|ISC|PSF", row.group(1).strip())
    assert family, row.group(1)
    named = {"PSF": "Python Software Foundation"}.get(family.group(), family.group())
    # Some packages declare no more than "OSI Approved".
    assert named in declared or declared.strip().endswith("OSI Approved"), declared


# The site -----------------------------------------------------------------------------------


def test_the_site_builds_without_warnings(tmp_path: Path) -> None:
    for package in ("mkdocs", "material", "mkdocstrings_handlers.python"):
        pytest.importorskip(package, reason="needs pip install 'reportlens[docs]'")
    ran = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    assert ran.returncode == 0, ran.stderr
    for page in ("index.html", "zh/index.html", "reference/reports/index.html"):
        assert (tmp_path / "site" / page).is_file()


def test_every_page_is_in_the_menu() -> None:
    menu = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    pages = [page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")]
    assert [page for page in pages if page not in menu] == []
