"""The errors that reportlens raises on purpose: each says what is wrong and what to do."""

from __future__ import annotations


class ReportLensError(Exception):
    """Base of all errors that reportlens raises on purpose."""


class ReadingError(ReportLensError):
    """A file that cannot be read as a report: missing, empty, binary, scanned, broken."""


class LexiconError(ReportLensError):
    """A lexicon file that does not say what it should; names the file and the entry."""


class StoreError(ReportLensError):
    """A result folder that cannot be written or read."""
