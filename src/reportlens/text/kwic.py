"""Keyword in context: every place of a word, with what stands left and right of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from reportlens.report import Report
from reportlens.text.view import clean_view

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("report_id", "path", "year", "start", "end", "left", "keyword", "right", "label")


def kwic(
    source: Report | Iterable[Report],
    keyword: str,
    *,
    width: int = 20,
    regex: bool = False,
) -> pd.DataFrame:
    """A concordance: every mention of a keyword with its context.

    Mentions are looked for in the clean view, so full-width forms, digits written apart and
    words broken by a line end are found too.

    Parameters
    ----------
    source : Report or iterable of Report
        A report, a list of reports, or a corpus.
    keyword : str
        What to look for, taken literally.
    width : int
        Characters of context on either side; a context ends at the line's end.
    regex : bool
        Take `keyword` as a regular expression.

    Returns
    -------
    pandas.DataFrame
        A row a mention: report_id, path, year, start, end (offsets into the report's text),
        left, keyword (as found), right, label (of the passage).

    Examples
    --------
    >>> import reportlens as rl
    >>> report = rl.analyze("全面推进乡村振兴，建设宜居村庄。", year=2024)
    >>> rl.kwic(report, "乡村振兴", width=4)[["left", "keyword", "right"]].values.tolist()
    [['全面推进', '乡村振兴', '，建设宜']]
    """
    import pandas as pd

    if not keyword:
        raise ValueError("keyword is empty")
    if width < 0:
        raise ValueError(f"width must not be negative, is {width}")
    pattern = re.compile(keyword if regex else re.escape(clean_view(keyword).text))
    reports = [source] if isinstance(source, Report) else source
    rows = [row for report in reports for row in _mentions(report, pattern, width)]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"year": "Int64"})


def _mentions(report: Report, pattern: re.Pattern[str], width: int) -> Iterator[tuple[Any, ...]]:
    view = clean_view(report.text)
    starts = [paragraph.start for paragraph in report.paragraphs]
    metadata = report.metadata
    for match in pattern.finditer(view.text):
        a, b = match.span()
        if a == b:
            continue
        left = view.text[max(0, a - width) : a].rpartition("\n")[2]
        right = view.text[b : b + width].partition("\n")[0]
        start, end = view.span(a, b)
        at = bisect_right(starts, start) - 1
        label = report.paragraphs[at].label if at >= 0 else ""
        yield (
            metadata.report_id,
            metadata.path,
            metadata.year,
            start,
            end,
            left,
            match.group(),
            right,
            label,
        )
