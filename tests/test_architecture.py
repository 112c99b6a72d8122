"""Who may import whom: the rules of docs/architecture.md, read from the syntax of every module.

Imports of three sorts are told apart: at module level, inside functions ("late": what a view
or a command needs when it is used), and under ``TYPE_CHECKING``, which are free.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src" / "reportlens"

STAGES = ("sections", "slogans", "quantities")
EVERYTHING = frozenset(
    {"adapters", "batch", "commands", "comparison", "errors", "lexicon", "pipeline", "quantities"}
    | {"reading", "report", "reportlens", "scores", "sections", "show", "slogans", "tables", "text"}
)

MAY_IMPORT: dict[str, frozenset[str]] = {
    # What everything stands on.
    "errors": frozenset(),
    "report": frozenset(),
    "lexicon": frozenset({"errors", "report"}),
    # The way of the data: bytes, text, rows.
    "reading": frozenset({"errors", "lexicon", "report"}),
    "text": frozenset({"errors", "lexicon", "report"}),
    **dict.fromkeys(STAGES, frozenset({"errors", "lexicon", "report", "text"})),
    "pipeline": frozenset({"lexicon", "reading", "report", "text", *STAGES}),
    # Views on a report.
    "tables": frozenset({"errors", "lexicon", "report"}),
    "scores": frozenset({"errors", "lexicon", "report", "tables", "text"}),
    "comparison": frozenset({"errors", "lexicon", "report", "scores", "tables", "text"}),
    "show": frozenset({"comparison", "errors", "lexicon", "report", "scores", "tables"}),
    # Ways in.
    "batch": frozenset({"errors", "lexicon", "pipeline", "reading", "report", "scores", "tables"}),
    "adapters": frozenset(
        {"errors", "lexicon", "pipeline", "reading", "report", "scores", "show", "tables", "text"}
        | {"sections"}
    ),
    "commands": EVERYTHING,
    "cli": frozenset({"commands", "errors"}),
    "__main__": frozenset({"cli"}),
    "reportlens": frozenset(),
}
"""Package (or module) → what it may import at module level; each may import itself."""

MAY_IMPORT_LATE: dict[str, frozenset[str]] = {
    "report": frozenset({"adapters", "scores", "show", "tables"}),
    "reading": frozenset({"pipeline"}),
    "comparison": frozenset({"reading", "show", "slogans"}),
    "batch": frozenset({"reportlens"}),
    "cli": frozenset({"reportlens"}),
}
"""What it may import inside functions beside that: a Report knows its views by name only."""

LIGHT = frozenset({"ahocorasick_rs", "msgspec", "numpy"})
AT_MODULE_LEVEL: dict[str, frozenset[str]] = {
    "adapters": frozenset({"scipy", "sklearn", "spacy"}),
    "batch": frozenset({"pyarrow"}),
    "cli": frozenset({"typer"}),
    "commands": frozenset({"typer"}),
}
"""Third-party packages beside `LIGHT` that a package may import at module level; it is then
itself imported late. All others are imported where they are used."""


class Import(NamedTuple):
    module: str
    """The module that imports."""
    target: str
    """The module imported, in full."""
    late: bool
    line: int

    def __str__(self) -> str:
        return f"{self.module}:{self.line} imports {self.target}" + (" late" if self.late else "")


def package(module: str) -> str:
    """The part of the house that a module belongs to: ``reportlens.text.view`` → ``text``."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else parts[0]


def module_name(path: Path) -> str:
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> dict[str, ast.Module]:
    return {
        module_name(path): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(SOURCE.rglob("*.py"))
    }


def _statements(node: ast.AST, late: bool) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, late
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            for other in child.orelse:
                yield from _statements(other, late)
        else:
            inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from _statements(child, late or inside)


@cache
def imports() -> tuple[Import, ...]:
    """Every import of the package that runs, at module level or late."""
    known = modules()
    found = []
    for module, tree in known.items():
        for node, late in _statements(tree, late=False):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            else:
                assert node.level == 0, f"{module}:{node.lineno}: write imports in full"
                # ``from reportlens.commands import analyze`` imports a module, not a name.
                whole = [f"{node.module}.{alias.name}" for alias in node.names]
                names = [name if name in known else str(node.module) for name in whole]
            found += [Import(module, name, late, node.lineno) for name in names]
    return tuple(found)


def own(target: str) -> bool:
    return target.split(".")[0] == "reportlens"


def test_every_part_of_the_house_has_a_rule() -> None:
    assert {package(module) for module in modules()} == MAY_IMPORT.keys()


@pytest.mark.parametrize("part", MAY_IMPORT)
def test_imports_follow_the_way_of_the_data(part: str) -> None:
    early = MAY_IMPORT[part] | {part}
    late = early | MAY_IMPORT_LATE.get(part, frozenset())
    broken = [
        str(i)
        for i in imports()
        if package(i.module) == part
        and own(i.target)
        and package(i.target) not in (late if i.late else early)
    ]
    assert not broken, "see docs/architecture.md: " + "; ".join(broken)


def test_stages_do_not_know_each_other() -> None:
    for stage in STAGES:
        others = {*STAGES} - {stage}
        allowed = MAY_IMPORT[stage] | MAY_IMPORT_LATE.get(stage, frozenset())
        assert not others & allowed


def test_only_the_pipeline_puts_the_stages_in_order() -> None:
    """A stage's entry point is called in one place; others may use a tool out of a stage."""
    entries = {f"find_{stage}" for stage in STAGES} | {"label_sections", "find_indicators"}
    callers = {
        module
        for module, tree in modules().items()
        if package(module) not in STAGES
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and own(str(node.module))
        if entries & {alias.name for alias in node.names}
    }
    assert callers == {"reportlens.pipeline"}


def test_no_circles() -> None:
    """No module needs itself while it is being imported."""
    known = modules()
    graph: dict[str, set[str]] = {module: set() for module in known}
    for found in imports():
        if found.late or not own(found.target):
            continue
        # Python runs the packages above a module first; one's own are being run already.
        parts = found.target.split(".")
        above = {".".join(parts[: i + 1]) for i in range(len(parts))}
        graph[found.module] |= {
            t for t in above & known.keys() if not f"{found.module}.".startswith(f"{t}.")
        }
    done: set[str] = set()

    def visit(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, "a circle: " + " → ".join([*way[way.index(module) :], module])
        if module not in done:
            for target in sorted(graph[module]):
                visit(target, (*way, module))
            done.add(module)

    for module in graph:
        visit(module, ())


def test_heavy_packages_are_imported_where_they_are_used() -> None:
    broken = [
        str(i)
        for i in imports()
        if not i.late
        and not own(i.target)
        and (name := i.target.split(".")[0]) not in sys.stdlib_module_names
        and name not in LIGHT | AT_MODULE_LEVEL.get(package(i.module), frozenset())
    ]
    assert not broken, "move into the function that needs it: " + "; ".join(broken)


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        ("import reportlens", "numpy pandas spacy sklearn scipy matplotlib typer pyarrow"),
        ("from reportlens import analyze", "pandas spacy sklearn matplotlib typer pyarrow"),
        ("from reportlens import read, compare", "pandas spacy sklearn matplotlib typer pyarrow"),
        ("import reportlens.cli", "numpy pandas spacy sklearn matplotlib rich pyarrow"),
    ],
)
def test_what_an_import_leaves_alone(statement: str, absent: str) -> None:
    code = f"{statement}\nimport sys\nprint(*set({absent.split()}) & sys.modules.keys())"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    assert ran.stdout.split() == []
