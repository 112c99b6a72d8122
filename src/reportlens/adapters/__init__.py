"""Reports in the tools that people use already: spaCy and scikit-learn; tables in files.

Names are loaded when they are first used: spaCy and scikit-learn take long to import.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportlens.adapters.frames import read_table, write_csv, write_parquet
    from reportlens.adapters.sklearn import ReportVectorizer
    from reportlens.adapters.sklearn_sections import SectionClassifier
    from reportlens.adapters.spacy import displacy_view, to_doc

_HOMES = {
    "ReportVectorizer": "sklearn",
    "SectionClassifier": "sklearn_sections",
    "displacy_view": "spacy",
    "to_doc": "spacy",
    "read_table": "frames",
    "write_csv": "frames",
    "write_parquet": "frames",
}

__all__ = [
    "ReportVectorizer",
    "SectionClassifier",
    "displacy_view",
    "read_table",
    "to_doc",
    "write_csv",
    "write_parquet",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"reportlens.adapters.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'reportlens.adapters' has no attribute {name!r}")
