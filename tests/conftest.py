"""Makes helpers beside the tests importable, and finds real reports where there are any."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

ROOT = Path(__file__).resolve().parents[1]
CORPORA = ROOT.parent / "shared" / "corpora"


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of invented reports."""
    return ROOT / "corpus_samples"


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of real reports, which are no part of the project."""
    if not CORPORA.is_dir():
        pytest.skip("needs a folder of real reports beside the checkout: ../shared/corpora")
    return CORPORA
