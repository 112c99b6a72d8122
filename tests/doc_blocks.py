"""The fenced code blocks of Markdown pages: found, and run as a reader would run them.

- ``python`` runs, page after page, in one namespace a page. An expression followed by a comment
  that is a Python literal must give that value: ``report.year  # 2023``. The comment may also
  stand alone on the next line.
- ``console`` lines that begin with ``$ reportlens`` must parse; those that speak of files that
  are there (``corpus_samples``, what the page wrote before) run, and must end with 0. Lines
  below a command are its output; ``…`` stands for anything.
- ``toml`` with lexicon entries must load as a lexicon file; any other must be TOML.
- A block with ``title="name"`` is also written to that file, for the blocks after it.
- Other languages are shown only. ``<!-- not run: reason -->`` above a block keeps it from running.
"""

from __future__ import annotations

import ast
import io
import re
import shlex
import tokenize
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FENCE = re.compile(r"^(?P<indent> *)```(?P<info>[^`]*)$")
_TITLE = re.compile(r'title="([^"]+)"')
_NOT_RUN = re.compile(r"<!-- not run: (.+?) -->")


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    language: str
    title: str
    text: str
    line: int
    """Of its first line in the page, from 1."""
    reason: str = ""
    """Why it is not run, if it is not."""


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order."""
    found: list[Block] = []
    lines = page.read_text(encoding="utf-8").splitlines()
    opened: tuple[int, str, str] | None = None
    for number, line in enumerate(lines):
        fence = _FENCE.match(line)
        if fence and opened is None:
            opened = number, fence["info"].strip(), fence["indent"]
        elif fence and opened is not None and not fence["info"].strip():
            start, info, indent = opened
            above = next((above for above in reversed(lines[:start]) if above.strip()), "")
            reason = _NOT_RUN.search(above)
            title = _TITLE.search(info)
            found.append(
                Block(
                    language=info.split(" ", 1)[0] if info else "",
                    title=title.group(1) if title else "",
                    text="".join(x.removeprefix(indent) + "\n" for x in lines[start + 1 : number]),
                    line=start + 2,
                    reason=reason.group(1) if reason else "",
                )
            )
            opened = None
    assert opened is None, f"{page}:{opened and opened[0] + 1}: a block that is not closed"
    return found


def promised(code: str) -> dict[int, Any]:
    """Literals in comments behind or below code, by the line of the code."""
    values: dict[int, Any] = {}
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type == tokenize.COMMENT:
            alone = not token.line[: token.start[1]].strip()
            try:
                value = ast.literal_eval(token.string.lstrip("# "))
            except (ValueError, SyntaxError):
                continue  # an ordinary comment
            values.setdefault(token.start[0] - alone, value)
    return values


def run_python(block: Block, page: Path, namespace: dict[str, Any]) -> int:
    """Run a block in a page's namespace; gives how many promised values were kept."""
    # Empty lines before it give tracebacks the page's own line numbers.
    code = "\n" * (block.line - 1) + block.text
    values = promised(code)
    kept = 0
    for statement in ast.parse(code, filename=str(page)).body:
        line = statement.end_lineno
        if isinstance(statement, ast.Expr) and line in values:
            expression = compile(ast.Expression(statement.value), str(page), "eval")
            value = eval(expression, namespace)
            assert value == values[line], f"{page.name}:{line}: gives {value!r}"
            kept += 1
        else:
            exec(compile(ast.Module([statement], []), str(page), "exec"), namespace)
    return kept


@dataclass(frozen=True)
class Command:
    """A command line of a console block, and the output shown below it."""

    arguments: tuple[str, ...]
    output: str
    line: int


def commands(block: Block) -> Iterator[Command]:
    """The ``$ reportlens`` lines of a console block; lines that end with a backslash go on."""
    lines = block.text.splitlines()
    at = 0
    while at < len(lines):
        first = at
        command = lines[at]
        while command.endswith("\\") and at + 1 < len(lines):
            at += 1
            command = command[:-1] + lines[at]
        at += 1
        shown = []
        while at < len(lines) and not lines[at].startswith("$ "):
            shown.append(lines[at])
            at += 1
        if command.startswith("$ reportlens "):
            # What a pipe or a redirection does with the output is no matter of ours.
            words = shlex.split(command[2:], comments=True)
            end = next((i for i, word in enumerate(words) if word in ("|", ">", "&&")), len(words))
            yield Command(tuple(words[1:end]), "\n".join(shown).strip(), block.line + first)


def matches(output: str, shown: str) -> bool:
    """Whether an output is the one shown, where ``…`` stands for anything."""
    pattern = ".*".join(map(re.escape, _spaced(shown).split("…")))
    return re.fullmatch(pattern, _spaced(output), re.DOTALL) is not None


def _spaced(text: str) -> str:
    """Without the differences of white space that the width of a terminal makes."""
    return " ".join(text.split())


def check_toml(block: Block, page: Path, folder: Path) -> None:
    """Load a TOML block as a lexicon file when it has lexicon entries."""
    from reportlens.lexicon import load
    from reportlens.lexicon.schema import KINDS, LISTS

    keys = tomllib.loads(block.text).keys()
    if keys & {*KINDS, *LISTS}:
        file = folder / f"block_{block.line}.toml"
        file.write_text(block.text, encoding="utf-8")
        load(file)
