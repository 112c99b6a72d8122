"""Quantities of a text whose sentences all have one label; for the tests of that stage."""

from __future__ import annotations

from reportlens.lexicon import load
from reportlens.quantities import find_quantities
from reportlens.report import Label, Quantity, Sentence, Slogan
from reportlens.text.dates import find_dates
from reportlens.text.view import clean_view


def read(
    text: str,
    label: Label = "achievement",
    *,
    year: int = 2024,
    slogans: list[Slogan] | None = None,
    lexicon: object = None,
) -> list[Quantity]:
    """The quantities of a text whose sentences all have one label."""
    view = clean_view(text)
    sentences, start = [], 0
    for part in view.text.split("。"):
        if part.strip():
            sentences.append(Sentence(start, start + len(part) + 1, label=label))
        start += len(part) + 1
    dates = find_dates(view, year)
    return find_quantities(view, sentences, dates, slogans or [], year, lexicon or load())  # type: ignore[arg-type]


def only(text: str, label: Label = "achievement") -> Quantity:
    """The one quantity of a text."""
    rows = read(text, label)
    assert len(rows) == 1, [row.text for row in rows]
    return rows[0]
