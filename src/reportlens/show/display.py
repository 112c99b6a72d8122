"""Rich displays for notebooks and terminals; they stay small whatever they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.report import Report
from reportlens.show.markup import passages, report_name
from reportlens.show.pages import render
from reportlens.show.report_page import label_shares
from reportlens.show.style import LABEL_COLORS

if TYPE_CHECKING:
    from reportlens.comparison import Comparison
    from reportlens.reading import Corpus

LONGEST = 30_000
"""Characters of a report that a notebook shows; ``to_html()`` shows all."""


def report_html(report: Report) -> str:
    """A report in a notebook: a scrollable box with the text in colour and a legend."""
    return render(
        "notebook_report.html.j2",
        title=report_name(report),
        year=report.metadata.year,
        region=report.metadata.region,
        warnings=report.warnings,
        labels=label_shares(report),
        passages=passages(report, limit=LONGEST),
        rest=max(0, len(report.text) - LONGEST),
        counts={
            "数量 quantities": len(report.quantities),
            "口号 slogans": len(report.slogans),
            "指标 indicators": len(report.indicators),
        },
    )


def comparison_html(comparison: Comparison) -> str:
    """A comparison in a notebook: its groups and the tables that it offers."""
    return render(
        "notebook_comparison.html.j2",
        by=comparison.by,
        groups=[str(group) for group in comparison.groups],
        reports=len(comparison.members),
        left_out=comparison.left_out,
        errors=len(comparison.errors),
        tables=comparison.TABLES,
    )


def corpus_html(corpus: Corpus, *, most: int = 12) -> str:
    """A corpus in a notebook: how many files of which kinds, and the first paths."""
    from collections import Counter
    from pathlib import PurePath

    paths = [str(path) for path in corpus.paths]
    kinds = Counter(PurePath(path).suffix.lower() or "—" for path in paths)
    return render(
        "notebook_corpus.html.j2",
        folder=str(corpus),
        count=len(paths),
        kinds=kinds.most_common(),
        paths=paths[:most],
        rest=max(0, len(paths) - most),
    )


def show(report: Report) -> None:
    """Show a report: the coloured text in a notebook, a coloured print in a terminal."""
    if _in_notebook():
        from IPython.display import HTML, display

        display(HTML(report_html(report)))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console()
    legend = Text("  ")
    for label in label_shares(report):
        legend.append(f" {label['zh']} {label['share']:.0%} ", style=f"black on {label['color']}")
        legend.append(" ")
    console.print(legend)
    for row in report.paragraphs:
        text = Text(row.text, style=LABEL_COLORS[row.label])
        if row.kind == "heading":
            text.stylize("bold underline")
        for mark in (*report.quantities, *report.slogans):
            if row.start <= mark.start and mark.end <= row.end:
                text.stylize("reverse", mark.start - row.start, mark.end - row.start)
        console.print(text)


def _in_notebook() -> bool:
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    shell = get_ipython()
    return shell is not None and shell.__class__.__name__ == "ZMQInteractiveShell"
