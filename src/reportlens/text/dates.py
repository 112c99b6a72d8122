"""Dates, years, spans of years and plan periods named in a text."""

from __future__ import annotations

import re

from reportlens.report import Date
from reportlens.text.view import View

_YEAR = re.compile(r"((?:19|20)\d\d)年")


def find_dates(view: View) -> list[Date]:
    """The dates of a view in text order, with offsets into the view."""
    return [Date(m.start(), m.end(), year=int(m.group(1))) for m in _YEAR.finditer(view.text)]
