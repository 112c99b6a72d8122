"""How well passages are labelled when a report's headings are taken out.

    python benchmarks/sections_no_headings.py --gold GOLD --corpora CORPORA

Every heading that the outline finds is cut from the text; what is left is analysed and
compared with the gold labels, by characters that are not white space. The shipped model
has seen these reports: tools/train_sections.py --check measures on reports it has not.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

import reportlens
from reportlens.report import LABELS
from reportlens.text.outline import outline
from reportlens.text.view import clean_view


def without_headings(text: str, labels: list[str]) -> tuple[str, list[str]]:
    """The text and the label of each of its characters, headings cut out."""
    view = clean_view(text)
    keep = np.ones(len(text), dtype=bool)
    for block in outline(view):
        if block.kind == "heading":
            start, end = view.span(block.start, block.end)
            keep[start:end] = False
    at = np.flatnonzero(keep).tolist()
    return "".join(text[i] for i in at), [labels[i] for i in at]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--corpora", type=Path, required=True)
    options = parser.parse_args()
    right = dict.fromkeys(LABELS, 0)
    gave, wanted = dict(right), dict(right)
    for file in sorted(options.gold.glob("*.json")):
        gold = json.loads(file.read_text("utf-8"))
        source = (options.corpora / gold["source"]).read_text("utf-8")
        labels = ["other"] * len(source)
        for start, end, label in gold["sections"]:
            labels[start:end] = [label] * (end - start)
        text, labels = without_headings(source, labels)
        found = ["other"] * len(text)
        for row in reportlens.analyze(text, year=gold["year"]).paragraphs:
            found[row.start : row.end] = [row.label] * (row.end - row.start)
        hits = total = 0
        for char, want, got in zip(text, labels, found, strict=True):
            if not char.isspace():
                wanted[want] += 1
                gave[got] += 1
                right[want] += want == got
                hits, total = hits + (want == got), total + 1
        print(f"{hits / total:.3f}  {file.stem}")
    f1 = {x: 2 * right[x] / max(1, gave[x] + wanted[x]) for x in LABELS}
    print(f"accuracy {sum(right.values()) / sum(wanted.values()):.3f}")
    print(f"macro-F1 {sum(f1.values()) / len(f1):.3f}")


if __name__ == "__main__":
    main()
