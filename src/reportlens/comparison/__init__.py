"""Years, regions or any other groups of reports side by side.

`compare` takes a corpus and gives a `Comparison`: tables on request, pictures, one page.
"""

from __future__ import annotations

from reportlens.comparison.core import Comparison, compare

__all__ = ["Comparison", "compare"]
