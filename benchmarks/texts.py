"""The texts that benchmarks run on: the real reports when they are there, else the samples."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPORA = ROOT.parent / "shared" / "corpora"


def benchmark_texts(folder: Path | None = None) -> dict[str, str]:
    """Texts by name: of `folder`, of ../shared/corpora, or of corpus_samples/."""
    from reportlens.reading import load_document

    folder = folder or (CORPORA if CORPORA.is_dir() else ROOT / "corpus_samples")
    paths = sorted(
        p
        for p in folder.rglob("*")
        if p.suffix in (".txt", ".docx", ".html", ".pdf") and not p.name.startswith("README")
    )
    return {str(p.relative_to(folder)): load_document(p).text for p in paths}
