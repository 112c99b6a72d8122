"""Quantities: reportlens against what a user could pick instead, on the gold files.

    python benchmarks/quality.py [gold folder]

Compared are Microsoft's recognizers-text (number, percentage, currency, dimension and age
models for Chinese; needs ``emoji<2``), JioNLP's money extractor, cn2an behind a pattern of
numeral characters, and a plain regular expression. What is not installed is left out.

Columns: F1 of exact spans; precision and recall where touching the same numeral is enough
(fairer to tools with another idea of a span); share of the touched whose number is right;
seconds for 10,000 characters. Spans that touch an ignored one are left out, as in the
scoring of the gold files. Dates that a tool reports as numbers count against it: telling
them apart is what an analyst needs.
"""

from __future__ import annotations

import json
import math
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT.parent / "shared" / "gold" / "dev"


class Span(NamedTuple):
    """A quantity found by a tool; `value` is its low end, None where it has no number."""

    start: int
    end: int
    value: float | None


Tool = Callable[[str, int], list[Span]]


def reportlens_tool() -> Tool:
    """This package."""
    import reportlens

    def run(text: str, year: int) -> list[Span]:
        rows = reportlens.analyze(text, year=year).quantities
        return [Span(row.start, row.end, row.low) for row in rows]

    return run


def recognizers_tool() -> Tool:
    """Microsoft's recognizers-text with all models that speak of quantities."""
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_number_with_unit import (
        recognize_age,
        recognize_currency,
        recognize_dimension,
    )

    models = (
        recognize_currency,
        recognize_dimension,
        recognize_age,
        recognize_percentage,
        recognize_number,
    )

    def run(text: str, year: int) -> list[Span]:
        spans: list[Span] = []
        for offset, line in lines(text):
            taken: list[Span] = []
            for model in models:
                for found in model(line, "zh-cn"):
                    span = Span(found.start, found.end + 1, as_number(found.resolution))
                    if not any(span.start < t.end and t.start < span.end for t in taken):
                        taken.append(span)
            spans += (Span(offset + s, offset + e, v) for s, e, v in taken)
        return spans

    return run


def jionlp_tool() -> Tool:
    """JioNLP's extractor of money."""
    import jionlp

    def run(text: str, year: int) -> list[Span]:
        spans: list[Span] = []
        for offset, line in lines(text):
            for found in jionlp.ner.extract_money(line, with_parsing=True):
                start, end = found["offset"]
                number = found.get("detail", {}).get("num")
                value = number[0] if isinstance(number, list) else number
                spans.append(Span(offset + start, offset + end, to_float(value)))
        return spans

    return run


def cn2an_tool() -> Tool:
    """cn2an on every run of numeral characters."""
    from cn2an import cn2an

    run_of_numerals = re.compile("[0-9.零〇一二两三四五六七八九十百千万亿]+")

    def run(text: str, year: int) -> list[Span]:
        spans = []
        for match in run_of_numerals.finditer(text):
            try:
                value = float(cn2an(match.group(), "smart"))
            except (ValueError, KeyError, IndexError):
                continue
            spans.append(Span(*match.span(), value))
        return spans

    return run


def pattern_tool() -> Tool:
    """The regular expression that most scripts begin with."""
    number = re.compile(
        r"(\d+(?:\.\d+)?)(万亿|亿|万)?(?:%|％|个?百分点|元|美元|亩|吨|公里|平方米|人次|人|户|个|家|项|件)?"
    )
    places = {"万亿": 1e12, "亿": 1e8, "万": 1e4, None: 1.0}

    def run(text: str, year: int) -> list[Span]:
        return [
            Span(*match.span(), float(match.group(1)) * places[match.group(2)])
            for match in number.finditer(text)
        ]

    return run


TOOLS: dict[str, Callable[[], Tool]] = {
    "reportlens": reportlens_tool,
    "recognizers-text": recognizers_tool,
    "JioNLP (money)": jionlp_tool,
    "cn2an + pattern": cn2an_tool,
    "regular expression": pattern_tool,
}


def lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text with where they begin."""
    offset = 0
    for line in text.splitlines(keepends=True):
        yield offset, line
        offset += len(line)


def to_float(value: object) -> float | None:
    """A number from whatever a tool gives; None when it gives none."""
    try:
        return float(str(value).rstrip("%"))
    except ValueError:
        return None


def as_number(resolution: dict[str, object] | None) -> float | None:
    """The value in a resolution of recognizers-text."""
    return to_float((resolution or {}).get("value"))


def touches(a: Span, b: Span) -> bool:
    """Whether two spans share a character."""
    return a.start < b.end and b.start < a.end


def same(a: float | None, b: float | None) -> bool:
    """Whether two values are the same number."""
    return a is b if a is None or b is None else math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-9)


class Tally:
    """Counts over the gold files for one tool."""

    def __init__(self) -> None:
        self.wanted = self.found = self.exact = self.reached = self.hit = self.right = 0
        self.seconds = 0.0
        self.chars = 0

    def add(self, gold: dict[str, list], spans: list[Span]) -> None:  # type: ignore[type-arg]
        """Count one file."""
        rows = gold["quantities"]
        ignored = [Span(r["start"], r["end"], None) for r in rows if r.get("ignore")]
        wanted = [Span(r["start"], r["end"], r["low"]) for r in rows if not r.get("ignore")]
        places = {(w.start, w.end) for w in wanted}
        found = [
            s
            for s in spans
            if any(a <= s.start and s.end <= b for a, b in gold["ranges"])
            and ((s.start, s.end) in places or not any(touches(s, i) for i in ignored))
        ]
        self.wanted += len(wanted)
        self.found += len(found)
        self.exact += sum((s.start, s.end) in places for s in found)
        self.hit += sum(any(touches(s, w) for w in wanted) for s in found)
        for row in wanted:
            near = [s for s in found if touches(s, row)]
            self.reached += bool(near)
            self.right += any(same(s.value, row.value) for s in near)

    def line(self) -> str:
        """One row of the table."""
        f1 = 2 * self.exact / max(1, self.wanted + self.found)
        return (
            f"{f1:9.3f} {self.hit / max(1, self.found):10.3f} {self.reached / self.wanted:8.3f}"
            f" {self.right / max(1, self.reached):8.3f} {self.seconds / self.chars * 1e4:10.3f}"
        )


def main() -> None:
    """Run all tools that are there and print the table."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else GOLD
    files = sorted(folder.glob("*.json"))
    if not files:
        sys.exit(f"no gold files in {folder}")
    cases = []
    for file in files:
        gold = json.loads(file.read_text("utf-8"))
        cases.append((gold, (folder.parents[1] / "corpora" / gold["source"]).read_text("utf-8")))
    print(f"{'':20s} exact F1  precision   recall    value  s/10k chars")
    for name, make in TOOLS.items():
        try:
            tool = make()
        except ImportError as error:
            print(f"{name:20s} not installed ({error.name})")
            continue
        tally = Tally()
        tool("今年增长5%。", 2024)
        for gold, text in cases:
            start = time.perf_counter()
            spans = tool(text, gold["year"])
            tally.seconds += time.perf_counter() - start
            tally.chars += len(text)
            tally.add(gold, spans)
        print(f"{name:20s}{tally.line()}", flush=True)


if __name__ == "__main__":
    main()
