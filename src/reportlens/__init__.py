"""Read Chinese government work reports the way a careful analyst does.

>>> import reportlens as rl
>>> report = rl.analyze("国内生产总值增长5%左右。", year=2024)

Names are loaded when they are first used, so that importing the package is cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportlens.adapters.sklearn import ReportVectorizer
    from reportlens.adapters.sklearn_sections import SectionClassifier
    from reportlens.batch.results import open_results
    from reportlens.comparison import Comparison, compare
    from reportlens.errors import LexiconError, ReadingError, ReportLensError, StoreError
    from reportlens.pipeline import analyze
    from reportlens.reading import Corpus, read, read_folder
    from reportlens.report import Metadata, Report
    from reportlens.slogans.discovery import discover
    from reportlens.text.kwic import kwic

__version__ = "0.1.0"

_HOMES = {
    "analyze": "pipeline",
    "read": "reading",
    "read_folder": "reading",
    "Corpus": "reading",
    "Report": "report",
    "Metadata": "report",
    "compare": "comparison",
    "Comparison": "comparison",
    "discover": "slogans.discovery",
    "kwic": "text.kwic",
    "open_results": "batch.results",
    "ReportVectorizer": "adapters.sklearn",
    "SectionClassifier": "adapters.sklearn_sections",
    "ReportLensError": "errors",
    "ReadingError": "errors",
    "LexiconError": "errors",
    "StoreError": "errors",
}

__all__ = [
    "Comparison",
    "Corpus",
    "LexiconError",
    "Metadata",
    "ReadingError",
    "Report",
    "ReportLensError",
    "ReportVectorizer",
    "SectionClassifier",
    "StoreError",
    "analyze",
    "compare",
    "discover",
    "kwic",
    "open_results",
    "read",
    "read_folder",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"reportlens.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'reportlens' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
