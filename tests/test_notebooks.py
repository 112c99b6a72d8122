"""The notebooks run from the first cell to the last."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebook_runs(path: Path, tmp_path: Path, samples: Path) -> None:
    nbclient = pytest.importorskip("nbclient")
    nbformat = pytest.importorskip("nbformat")
    # The notebooks look for the samples beside their own folder, and write there.
    shutil.copytree(samples, tmp_path / "corpus_samples")
    (tmp_path / "notebooks").mkdir()
    book = nbformat.read(path, as_version=4)
    client = nbclient.NotebookClient(
        book,
        timeout=300,
        kernel_name="python3",
        resources={"metadata": {"path": str(tmp_path / "notebooks")}},
    )
    client.execute()
    outputs = [o for cell in book.cells if cell.cell_type == "code" for o in cell.outputs]
    assert any("text/html" in o.get("data", {}) for o in outputs), "no table was shown"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebook_carries_its_outputs(path: Path) -> None:
    stored = path.read_text(encoding="utf-8")
    cells = [c for c in json.loads(stored)["cells"] if c["cell_type"] == "code"]
    assert any(cell["outputs"] for cell in cells), "run tools/run_notebooks.py"
    assert all(o["output_type"] != "error" for cell in cells for o in cell["outputs"])
    assert len(stored) < 200_000
    for place in (str(Path.home()), tempfile.gettempdir(), "iopub", "ipykernel"):
        assert place not in stored, f"an output tells of the machine: {place}"
