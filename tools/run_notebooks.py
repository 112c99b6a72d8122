#!/usr/bin/env python3
"""Run the notebooks on corpus_samples/ and store their outputs in them.

    python tools/run_notebooks.py

What changes from run to run or tells of the machine (times, versions, paths) is left out;
pictures are stored with few colours, so that the files stay small.
"""

from __future__ import annotations

import base64
import io
import shutil
import tempfile
from pathlib import Path
from typing import Any

import nbclient
import nbformat
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
COLORS = 48


def execute(path: Path, base: Path) -> Any:
    """A notebook with its outputs, run in a folder beside a copy of the samples."""
    book = nbformat.read(path, as_version=4)
    client = nbclient.NotebookClient(
        book,
        timeout=300,
        kernel_name="python3",
        record_timing=False,
        resources={"metadata": {"path": str(base / "notebooks")}},
    )
    client.execute()
    return book


def tidy(book: Any) -> None:
    """Leave out of the outputs what is not the notebook's."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    book.metadata = nbformat.from_dict({"kernelspec": kernel, "language_info": {"name": "python"}})
    for cell in book.cells:
        if cell.cell_type != "code":
            continue
        cell.outputs = [o for o in cell.outputs if o.get("name") != "stderr"]
        for output in cell.outputs:
            output.pop("metadata", None)
            if output.output_type in ("display_data", "execute_result"):
                output["metadata"] = nbformat.from_dict({})
                data = output["data"]
                if "image/png" in data:
                    data["image/png"] = smaller(data["image/png"])
                    data.pop("text/plain", None)


def smaller(encoded: str) -> str:
    """A PNG with few colours, base64 in and out."""
    picture = Image.open(io.BytesIO(base64.b64decode(encoded))).convert("RGB")
    picture = picture.resize((picture.width * 2 // 3, picture.height * 2 // 3), Image.LANCZOS)
    buffer = io.BytesIO()
    picture.quantize(COLORS, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return base64.b64encode(buffer.getvalue()).decode("ascii")


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        base = Path(scratch)
        shutil.copytree(ROOT / "corpus_samples", base / "corpus_samples")
        (base / "notebooks").mkdir()
        for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
            book = execute(path, base)
            tidy(book)
            stored = nbformat.writes(book)
            for place in (scratch, str(ROOT), str(Path.home())):
                if place in stored:
                    raise SystemExit(f"{path.name}: an output names {place}")
            path.write_text(stored + "\n", encoding="utf-8")
            print(f"{path.name}: {len(stored) / 1024:,.0f} KB")


if __name__ == "__main__":
    main()
