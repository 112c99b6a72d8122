"""Title, year, region, organ, speaker and date of a report."""

from __future__ import annotations

import re

from reportlens.report import Metadata

_YEAR = re.compile(r"(?<!\d)(19[2-9]\d|20\d\d)(?!\d)")


def find_metadata(text: str, path: str = "", *, recorded_title: str = "") -> Metadata:
    """First version: a year in the head of the text or the file name."""
    match = _YEAR.search(path.rsplit("/", 1)[-1]) or _YEAR.search(text[:300])
    return Metadata(path=path, year=int(match[1]) if match else None)
