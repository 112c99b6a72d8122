"""``reportlens doctor``: what is installed, what can be read, which font plots use."""

from __future__ import annotations

import platform
import re
import shutil
from importlib.metadata import PackageNotFoundError, requires, version

import typer

_PROGRAMS = ("soffice", "libreoffice", "antiword", "catdoc")


def run() -> None:
    """Print it, a fact a line."""
    from reportlens import __version__

    system = f"{platform.python_implementation()} {platform.python_version()}"
    typer.echo(f"reportlens {__version__}, {system}, {platform.platform(terse=True)}")
    _packages()
    _formats()
    _font()
    _knowledge()


def _packages() -> None:
    typer.echo("\nPackages")
    for requirement in requires("reportlens") or []:
        name = re.split(r"[\s<>=!~;\[(]", requirement, maxsplit=1)[0]
        extra = re.search(r"extra == ['\"](\w+)['\"]", requirement)
        if (extra and extra.group(1) in ("test", "dev", "docs")) or name == "reportlens":
            continue
        try:
            found = version(name)
        except PackageNotFoundError:
            remedy = f"pip install 'reportlens[{extra.group(1)}]'" if extra else "missing"
            found = f"not installed ({remedy})"
        typer.echo(f"  {name:20} {found}")


def _formats() -> None:
    from reportlens.reading.formats import FORMATS, TABLES

    programs = [name for name in _PROGRAMS if shutil.which(name)]
    typer.echo("\nFormats")
    for ending, reader in FORMATS.items():
        there = not reader.needs or any(
            name in reader.needs.lower() or name[:7] == "soffice" for name in programs
        )
        state = "yes" if there else f"no: install {reader.needs}"
        typer.echo(f"  {ending:10} {reader.name:22} {state}")
    typer.echo(f"  a report a row: {' '.join(TABLES)}")


def _font() -> None:
    typer.echo("\nFont of plots")
    try:
        from reportlens.show.fonts import families, font_path

        typer.echo(f"  {families()[0]} ({font_path()})")
    except Exception as error:
        typer.echo(f"  not found ({error}); Chinese may show as boxes")


def _knowledge() -> None:
    from reportlens.lexicon import load, shipped_folder

    lexicon = load()
    counts = ", ".join(f"{len(found):,} {kind}" for kind, found in lexicon.entries.items() if found)
    typer.echo(f"\nLexicons in {shipped_folder()}\n  {counts}")
