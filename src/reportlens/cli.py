"""The command line: what each command is called, takes and says about itself.

What the commands do is in `reportlens.commands`, imported when a command runs, so that
``reportlens --help`` answers at once.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

DEBUG = "--debug"

app = typer.Typer(
    name="reportlens",
    no_args_is_help=True,
    # Plain help: loading rich for it would take longer than all the rest.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="""Reads Chinese government work reports the way a careful analyst does: what each
    passage does, slogans, and every quantity with its unit, bound and indicator.

    \b
    Examples:
      reportlens analyze 2024.docx                  one report, in the terminal
      reportlens score reports/ -o out/             a folder: tables and scores
      reportlens compare reports/ -o compare.html   years side by side, as a page

    Every command explains itself: reportlens score --help
    """,
)
lexicon_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    short_help="Check, list and discover entries.",
    help="Look at what the library knows, check your own additions, find new slogans.",
)
app.add_typer(lexicon_app, name="lexicon")

Lexicons = Annotated[
    list[Path] | None,
    typer.Option(
        "--lexicon",
        metavar="TOML",
        help="Your own lexicon file or folder, on top of the shipped ones; can be repeated.",
    ),
]
TextColumn = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Column of the text, where a table (.csv, .xlsx, .jsonl, .parquet) holds a "
        "report a row; its other columns become metadata.",
    ),
]


def _version(wanted: bool) -> None:
    if wanted:
        from reportlens import __version__

        typer.echo(f"reportlens {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print it and end.")
    ] = False,
    debug: Annotated[
        bool, typer.Option(DEBUG, help="Show the whole traceback of an error.")
    ] = False,
) -> None:
    """Options before the command; `main` reads --debug itself, wherever it stands."""


@app.command(short_help="One report: a summary, JSON or a page.")
def analyze(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A report; - for standard input.")],
    year: Annotated[
        int | None, typer.Option(help="The year the report was given, if the file is wrong.")
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Everything as JSON on standard output.")
    ] = False,
    html: Annotated[
        Path | None, typer.Option(metavar="PATH", help="Write the text in colour as a page.")
    ] = None,
    lexicon: Lexicons = None,
) -> None:
    """Read one report and print a summary: sections, targets, outcomes, slogans.

    \b
    Examples:
      reportlens analyze 2024_某县.docx
      reportlens analyze report.pdf --year 2023 --html report.html
      reportlens analyze report.txt --json | jq .scores
    """
    from reportlens.commands.analyze import run

    run(file, year=year, as_json=json, html=html, lexicon=lexicon or [])


@app.command(short_help="A folder of any size: tables and scores.")
def score(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="FOLDER", help="A folder; or a table, a report a row."),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(
            "-o", "--out", metavar="OUT", help="Where the results go; with --dask also s3://…"
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Processes of this machine; all processors by default."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Do again what is done already.")] = False,
    time_limit: Annotated[
        float, typer.Option(min=0, metavar="SECONDS", help="For one report; 0 for none.")
    ] = 120,
    memory_limit: Annotated[
        int, typer.Option(min=0, metavar="MB", help="For one report; 0 for none.")
    ] = 2048,
    dask: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Spread the work over a Dask cluster: tcp://…"),
    ] = None,
    text_column: TextColumn = None,
    words: Annotated[
        bool,
        typer.Option("--words", help="Also write every word; doubles the size of the results."),
    ] = False,
    show_list: Annotated[
        bool, typer.Option("--list", help="Print what each score means, and end.")
    ] = False,
    lexicon: Lexicons = None,
) -> None:
    """Analyse a folder of any size: Parquet tables, scores.csv, scores.xlsx, index.html.

    Stop it with Ctrl-C and run the same command to go on. Files that were added, changed or
    removed since are noticed; failures are listed in errors.csv and tried again.

    \b
    Examples:
      reportlens score reports/ -o out/
      reportlens score reports/ -o out/ --workers 8 --time-limit 30
      reportlens score corpus.parquet -o out/ --text-column content
      reportlens score /shared/reports -o s3://bucket/out --dask tcp://head:8786
      reportlens score --list

    Ends with 0 when all went well, 1 when reports failed, 2 when nothing could be started.
    """
    from reportlens.commands.score import list_scores, run

    if show_list:
        list_scores()
        return
    if folder is None or out is None:
        missing = "FOLDER" if folder is None else "-o OUT"
        raise typer.BadParameter(f"missing; for example: reportlens score reports/ -o out/ "
                                 f"(no {missing} was given)", param_hint=missing)  # fmt: skip
    run(
        folder,
        out,
        workers=workers,
        force=force,
        time_limit=time_limit,
        memory_limit=memory_limit,
        dask=dask,
        text_column=text_column,
        words=words,
        lexicon=lexicon or [],
    )


@app.command(short_help="Years or regions side by side, as a page.")
def compare(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder, or a table.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="HTML", help="The page to write.")],
    by: Annotated[
        str, typer.Option(help="What parts the groups: year, region, or a column of your own.")
    ] = "year",
    tables: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Also write the tables there, as .csv and .parquet."),
    ] = None,
    text_column: TextColumn = None,
    lexicon: Lexicons = None,
) -> None:
    """Put years, regions or other groups side by side on one page.

    \b
    Examples:
      reportlens compare reports/ -o compare.html
      reportlens compare provinces/ -o compare.html --by region
      reportlens compare reports/ -o compare.html --tables tables/
    """
    from reportlens.commands.compare import run

    run(folder, out, by=by, tables=tables, text_column=text_column, lexicon=lexicon or [])


@lexicon_app.command(short_help="Validate lexicon files.")
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files or folders.")],
) -> None:
    """Say whether lexicon files hold what they should, with file and entry.

    \b
    Example:
      reportlens lexicon check my.toml
    """
    from reportlens.commands.lexicon import check_files

    check_files(files)


@lexicon_app.command("list", short_help="Print the entries.")
def list_entries(
    kind: Annotated[
        str | None,
        typer.Argument(metavar="KIND", help="slogan, unit …; counts all kinds without."),
    ] = None,
    search: Annotated[
        str, typer.Option("--search", "-s", metavar="TEXT", help="Only entries with this text.")
    ] = "",
    lexicon: Lexicons = None,
) -> None:
    """Print the entries the library works with.

    \b
    Examples:
      reportlens lexicon list
      reportlens lexicon list indicator
      reportlens lexicon list slogan --search 四个
    """
    from reportlens.commands.lexicon import list_kind

    list_kind(kind, search, lexicon or [])


@lexicon_app.command(short_help="New slogan candidates in reports.")
def discover(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder, or a table.")],
    most: Annotated[int, typer.Option(min=1, help="How many to print.")] = 50,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="CSV", help="Write all of them there.")
    ] = None,
    text_column: TextColumn = None,
    lexicon: Lexicons = None,
) -> None:
    """Find phrases across reports that look like slogans and are in no lexicon yet.

    \b
    Example:
      reportlens lexicon discover reports/ -o candidates.csv
    """
    from reportlens.commands.lexicon import discover_in

    discover_in(folder, most=most, out=out, text_column=text_column, lexicon=lexicon or [])


@app.command(short_help="What is installed and can be read.")
def doctor() -> None:
    """Say what is installed, which formats can be read, and which font plots use."""
    from reportlens.commands.doctor import run

    run()


def main(arguments: list[str] | None = None) -> None:
    """Run a command; an error becomes one line, unless --debug asks for all of it."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    debug = DEBUG in arguments
    if debug:
        arguments = [argument for argument in arguments if argument != DEBUG]
    try:
        app(args=arguments, prog_name="reportlens")
    except Exception as error:
        if debug:
            raise
        from reportlens.commands import UsageError
        from reportlens.errors import LexiconError, ReportLensError, StoreError

        message = " ".join(str(error).split())
        if isinstance(error, ReportLensError):
            typer.echo(f"reportlens: {message}", err=True)
            sys.exit(2 if isinstance(error, UsageError | LexiconError | StoreError) else 1)
        typer.echo(
            f"reportlens: {type(error).__name__}: {message} "
            "(an error of the program; --debug shows where)",
            err=True,
        )
        sys.exit(1)


if __name__ == "__main__":
    main()
