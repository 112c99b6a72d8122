"""What a careful reader found in the samples, turned from quotations into offsets."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A text without white space in NFKC, with the way back to its characters."""

    text: str
    origin: list[int]

    @classmethod
    def of(cls, text: str) -> Squeezed:
        kept = [
            (plain, i)
            for i, char in enumerate(text)
            for plain in unicodedata.normalize("NFKC", char)
            if not plain.isspace()
        ]
        return cls("".join(c for c, _ in kept), [i for _, i in kept])

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.origin[start], self.origin[end - 1] + 1


def truth_files(folder: Path) -> dict[Path, Path]:
    """Each sample's file with its truth file."""
    found = {}
    for truth in sorted(folder.glob("*.truth.toml")):
        stem = truth.name.removesuffix(".truth.toml")
        report = [p for p in folder.glob(f"{stem}.*") if not p.name.endswith(".toml")]
        if report:
            found[report[0]] = truth
    return found


def load_truth(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def quoted_rows(squeezed: Squeezed, rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows with `start` and `end`; rows are in the order of the text."""
    at = 0
    for row in rows:
        quote, before = Squeezed.of(row["text"]).text, Squeezed.of(row["before"]).text
        found = squeezed.text.find(before + quote, max(0, at - len(before)))
        assert found >= 0, f"not found: {row['before']}[{row['text']}]"
        start = found + len(before)
        first, last = squeezed.span(start, start + len(quote))
        yield {**row, "start": first, "end": last}
        at = start + 1


def labels_by_character(squeezed: Squeezed, rows: list[dict[str, Any]]) -> dict[int, str]:
    """The label of each character (its offset) that the truth speaks of."""
    labels, at = {}, 0
    for row in rows:
        start = squeezed.text.find(Squeezed.of(row["starts"]).text, at)
        ends = Squeezed.of(row["ends"]).text
        end = squeezed.text.find(ends, start) + len(ends)
        assert 0 <= start < end, row
        for i in range(start, end):
            labels[squeezed.origin[i]] = row["label"]
        at = end
    return labels
