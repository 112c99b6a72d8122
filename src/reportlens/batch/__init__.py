"""Folders of any size: planned, spread over workers, written as Parquet parts, resumed."""

from __future__ import annotations

from reportlens.batch.results import Results, open_results
from reportlens.batch.run import Progress, Summary, score_folder

__all__ = ["Progress", "Results", "Summary", "open_results", "score_folder"]
