"""Train the model of section labels that the package ships.

    python tools/train_sections.py --corpora CORPORA --gold GOLD [--check] [--write]

Labelled texts come from these places:

* ``--gold``: JSON files with ``source``, ``year`` and ``sections`` (start, end, label);
* ``corpus_samples/``: invented reports with a truth file beside each; beside this script
  ``section_samples.tsv``, invented passages of departments and townships, and
  ``section_texts.txt``, whole invented summaries of their work;
* ``--corpora``: reports without labels. A model trained on the rest labels them with the
  help of their headings; passages it is sure of are trained on, with and without headings.

Every text is used twice: as it is, and with its headings taken out, so that the model
works where headings do not help. ``--check`` measures by grouped cross-validation: no
passage of a report is in training when that report is measured. The seed is fixed; the
same texts give the same arrays. The model holds no text, only weights of hashed n-grams.
"""

from __future__ import annotations

import argparse
import json
import tomllib
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from reportlens.lexicon import load
from reportlens.reading.load import load_document
from reportlens.report import LABELS
from reportlens.sections import model as shipped
from reportlens.sections.features import FEATURES, HEADING_FEATURES, Passages, describe
from reportlens.sections.hashing import WIDTH, ngram_rows
from reportlens.sections.model import Model, label_passages
from reportlens.sections.rows import label_headings
from reportlens.text.outline import Block, outline
from reportlens.text.view import View, clean_view

ROOT = Path(__file__).resolve().parents[1]
OTHER = LABELS.index("other")
FOLDS = 6
MODERN = 1993
"""Since then reports have had the form of today's; older ones are measured apart."""
SURE = 0.8
"""Posterior from which a passage labelled by the model itself is trained on."""
STRENGTH = 0.5
"""Inverse strength of the ridge penalty."""
NGRAM_SCALE = 3.0
"""How much larger n-gram counts are made, so that the penalty weighs less on them."""

GOVERNING = np.array(
    [
        # achievement, experience, problem, situation, goal, plan, other
        [0.86, 0.04, 0.04, 0.02, 0.01, 0.01, 0.02],
        [0.03, 0.91, 0.02, 0.01, 0.01, 0.01, 0.01],
        [0.01, 0.01, 0.95, 0.01, 0.005, 0.01, 0.005],
        [0.10, 0.02, 0.05, 0.70, 0.08, 0.03, 0.02],
        [0.02, 0.01, 0.01, 0.12, 0.62, 0.15, 0.07],
        [0.015, 0.005, 0.015, 0.03, 0.08, 0.82, 0.035],
        [0.01, 0.01, 0.01, 0.03, 0.03, 0.05, 0.86],
    ]
)
"""What a heading that speaks for the label of a row stands over, by column; set by hand."""


@dataclass(slots=True, eq=False)
class Text:
    """An outlined text with the features of its passages and, where known, their labels."""

    name: str
    view: View
    blocks: list[Block]
    passages: Passages
    ngrams: csr_matrix
    chars: NDArray[np.intp] | None
    """The label of every character of the source; -1 where it is not known."""
    labels: NDArray[np.intp]
    weights: NDArray[np.float64]


def prepare(name: str, source: str, year: int | None, chars: NDArray[np.intp] | None) -> Text:
    """Outline a text, describe its passages and give them the label of most characters."""
    lexicon = load()
    view = clean_view(source)
    blocks = outline(view, lexicon)
    passages = describe(view, blocks, year, lexicon)
    values, columns, pointers = ngram_rows(view.text, passages.starts, passages.ends)
    count = len(passages.block)
    labels = np.full(count, -1, dtype=np.intp)
    if chars is not None:
        for i, (start, end) in enumerate(zip(passages.starts, passages.ends, strict=True)):
            seen = chars[view.origin[start:end]]
            if (seen >= 0).any():
                labels[i] = np.bincount(seen[seen >= 0], minlength=len(LABELS)).argmax()
    length = np.sqrt((passages.ends - passages.starts) / 150)
    weights = np.clip(length, 0.4, 2.0) * (labels >= 0)
    ngrams = csr_matrix((values, columns, pointers), shape=(count, WIDTH))
    return Text(name, view, blocks, passages, ngrams, chars, labels, weights)


def without_headings(text: Text, year: int | None) -> Text:
    """The same text with its headings taken out."""
    keep = np.ones(len(text.view.source), dtype=bool)
    for block in text.blocks:
        if block.kind == "heading":
            start, end = text.view.span(block.start, block.end)
            keep[start:end] = False
    source = "".join(c for c, kept in zip(text.view.source, keep, strict=True) if kept)
    chars = None if text.chars is None else text.chars[keep]
    return prepare(text.name, source, year, chars)


def gold_texts(
    gold: Path, corpora: Path
) -> Iterator[tuple[str, str, int | None, NDArray[np.intp]]]:
    """Labelled reports: JSON files with the spans of the labels."""
    for file in sorted(gold.glob("*.json")):
        data = json.loads(file.read_text("utf-8"))
        source = (corpora / data["source"]).read_text("utf-8")
        chars = np.full(len(source), OTHER, dtype=np.intp)
        for start, end, label in data["sections"]:
            chars[start:end] = LABELS.index(label)
        yield data["source"], source, data["year"], chars


def sample_texts(folder: Path) -> Iterator[tuple[str, str, int | None, NDArray[np.intp]]]:
    """The invented reports, labelled by their truth files."""
    for file in sorted(folder.glob("*.truth.toml")):
        truth = tomllib.loads(file.read_text("utf-8"))
        found = [p for p in folder.glob(file.name.replace(".truth.toml", ".*")) if p != file]
        if not found or "sections" not in truth:
            continue
        source = load_document(found[0]).text
        chars = np.full(len(source), -1, dtype=np.intp)
        squeezed = [(plain, i) for i, c in enumerate(source) for plain in squeeze(c)]
        text = "".join(plain for plain, _ in squeezed)
        at = 0
        for section in truth["sections"]:
            first, last = squeeze(section["starts"]), squeeze(section["ends"])
            start = text.index(first, at)
            at = text.index(last, start) + len(last)
            chars[squeezed[start][1] : squeezed[at - 1][1] + 1] = LABELS.index(section["label"])
        yield found[0].name, source, truth.get("year"), chars


def squeeze(text: str) -> str:
    """A text in compatibility form without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def sample_passages(file: Path) -> Iterator[tuple[str, str, int | None, NDArray[np.intp]]]:
    """Invented passages, each with its label before a tab, one text each."""
    for number, line in enumerate(file.read_text("utf-8").splitlines()):
        label, _, passage = line.partition("\t")
        chars = np.full(len(passage), LABELS.index(label), dtype=np.intp)
        yield f"{file.name}:{number}", passage, None, chars


def invented_texts(file: Path) -> Iterator[tuple[str, str, int | None, NDArray[np.intp]]]:
    """Invented texts of several lines, each line with its label before a tab."""
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    for chunk in "\n".join(lines).split("=== ")[1:]:
        title, *body = chunk.splitlines()
        name, _, year = title.rpartition(" ")
        source = ""
        labels: list[int] = []
        for line in filter(None, body):
            label, _, words = line.partition("\t")
            source += words + "\n"
            labels += [LABELS.index(label)] * (len(words) + 1)
        yield f"{file.name}:{name}", source, int(year), np.array(labels, dtype=np.intp)


def plain_texts(corpora: Path, known: set[str]) -> Iterator[tuple[str, str, int | None]]:
    """Reports without labels, since reports have had the form of today's."""
    for file in sorted(corpora.rglob("*.txt")):
        name = str(file.relative_to(corpora))
        digits = "".join(c for c in file.stem if c.isdigit())[:4]
        year = int(digits) if len(digits) == 4 else None
        if name in known or year is None or year < 1978:
            continue
        yield name, file.read_text("utf-8"), year


def matrix(text: Text, *, headings: bool = True, named: bool = False) -> csr_matrix:
    """The rows of a text as one matrix of n-grams and features.

    With `named`, headings are made up that say each passage's own label.
    """
    features = text.passages.features.copy()
    if not headings or named:
        features[:, : len(HEADING_FEATURES)] = 0
    if named:
        rows = np.flatnonzero(text.labels >= 0)
        for group in ("heading", "root"):
            first = FEATURES.index(f"{group}:{LABELS[0]}")
            features[rows, first + text.labels[rows]] = 1
        features[:, FEATURES.index("under_heading")] = 1
    return hstack([NGRAM_SCALE * text.ngrams, csr_matrix(features)]).tocsr()


def fit(labelled: list[tuple[Text, Text]], learnt: list[tuple[Text, NDArray[np.float64]]]) -> Model:
    """Fit the weights on labelled texts (each with and without headings) and learnt ones."""
    rows, labels, weights = [], [], []
    for whole, bare in labelled:
        rows += [matrix(whole), matrix(bare, headings=False), matrix(bare, named=True)]
        labels += [whole.labels, bare.labels, bare.labels]
        weights += [whole.weights, bare.weights, 0.3 * bare.weights]
    for text, posterior in learnt:
        sure = posterior.max(axis=1)
        rows.append(matrix(text))
        labels.append(posterior.argmax(axis=1))
        lengths = np.clip(np.sqrt((text.passages.ends - text.passages.starts) / 150), 0.4, 2.0)
        weights.append(0.5 * lengths * sure * (sure > SURE))
    label, weight = np.concatenate(labels), np.concatenate(weights)
    used = weight > 0
    regression = LogisticRegression(C=STRENGTH, max_iter=400, random_state=0)
    regression.fit(vstack(rows).tocsr()[used], label[used], sample_weight=weight[used])
    coef = np.zeros((len(LABELS), WIDTH + len(FEATURES)))
    intercept = np.full(len(LABELS), -20.0)
    coef[regression.classes_] = regression.coef_
    intercept[regression.classes_] = regression.intercept_
    coef[:, :WIDTH] *= NGRAM_SCALE
    within, across, start = transitions([whole for whole, _ in labelled])
    share = np.bincount(np.concatenate([t.labels[t.labels >= 0] for t, _ in labelled]), minlength=7)
    return Model(
        ngrams=coef[:, :WIDTH].T.astype(np.float16).astype(np.float32),
        features=coef[:, WIDTH:].T.astype(np.float32),
        intercept=intercept,
        log_prior=np.log((share + 1) / (share + 1).sum()),
        governing=GOVERNING / GOVERNING.sum(axis=1, keepdims=True),
        within=within,
        across=across,
        start=start,
        calibration=np.array([[0.0, 1.0], [0.0, 1.0]]),
    )


def transitions(texts: list[Text]) -> tuple[NDArray[np.float64], ...]:
    """How often one label follows another, within a part and across the start of one."""
    within, across = np.full((7, 7), 0.5), np.full((7, 7), 0.5)
    start = np.full(7, 0.5)
    for text in texts:
        known = [int(i) for i in text.labels]
        if len(known) < 6:
            continue
        if known[0] >= 0:
            start[known[0]] += 1
        for i in range(1, len(known)):
            if known[i - 1] >= 0 and known[i] >= 0:
                (across if text.passages.new_part[i] else within)[known[i - 1], known[i]] += 1
    return (
        within / within.sum(axis=1, keepdims=True),
        across / across.sum(axis=1, keepdims=True),
        start / start.sum(),
    )


def train(labelled: list[tuple[Text, Text]], plain: list[tuple[Text, Text]]) -> Model:
    """Fit, label the plain texts with the help of their headings, fit again with them."""
    first = fit(labelled, [])
    learnt: list[tuple[Text, NDArray[np.float64]]] = []
    for whole, bare in plain:
        posterior = label_passages(whole.view.text, whole.passages, first)
        learnt.append((whole, posterior))
        spans = zip(whole.passages.starts, whole.passages.ends, strict=True)
        by_text = {whole.view.text[a:b]: row for (a, b), row in zip(spans, posterior, strict=True)}
        bare_spans = zip(bare.passages.starts, bare.passages.ends, strict=True)
        unknown = np.full(len(LABELS), 1 / len(LABELS))
        rows = [by_text.get(bare.view.text[a:b], unknown) for a, b in bare_spans]
        learnt.append((bare, np.array(rows).reshape(-1, len(LABELS))))
    return fit(labelled, learnt)


def score(text: Text, posterior: NDArray[np.float64]) -> tuple[NDArray[np.intp], ...]:
    """Right, given and wanted characters by label, headings and furniture included."""
    labels = [OTHER] * len(text.blocks)
    confidence = [1.0] * len(text.blocks)
    for place, label in zip(text.passages.block, posterior.argmax(axis=1), strict=True):
        labels[place] = int(label)
    label_headings(text.blocks, labels, confidence)
    found = np.full(len(text.view.source), OTHER, dtype=np.intp)
    for block, label in zip(text.blocks, labels, strict=True):
        start, end = text.view.span(block.start, block.end)
        found[start:end] = label
    for start, end in text.view.furniture:
        found[start:end] = OTHER
    assert text.chars is not None
    counted = np.array([not c.isspace() for c in text.view.source]) & (text.chars >= 0)
    found, wanted = found[counted], text.chars[counted]
    count = len(LABELS)
    return (
        np.bincount(wanted[found == wanted], minlength=count),
        np.bincount(found, minlength=count),
        np.bincount(wanted, minlength=count),
    )


def check(
    labelled: list[tuple[Text, Text]], plain: list[tuple[Text, Text]], years: list[int | None]
) -> list[tuple[float, bool, float]]:
    """Grouped cross-validation over the first texts, those of which `years` has the year.

    Returns posteriors for calibration.
    """
    ways = ("as they are", "without headings")
    eras = (f"since {MODERN}", f"before {MODERN}")
    sums = {(era, way): np.zeros((3, 7)) for era in eras for way in ways}
    single: dict[str, float] = {}
    outcomes: list[tuple[float, bool, float]] = []
    for fold in range(FOLDS):
        out = [i for i in range(len(years)) if i % FOLDS == fold]
        model = train([pair for i, pair in enumerate(labelled) if i not in out], plain)
        for i in out:
            era = eras[(years[i] or MODERN) < MODERN]
            for way, text in zip(ways, labelled[i], strict=True):
                posterior = label_passages(text.view.text, text.passages, model)
                parts = score(text, posterior)
                sums[era, way] += parts
                if way == ways[0]:
                    single[text.name] = parts[0].sum() / parts[2].sum()
                    right = posterior.argmax(axis=1) == text.labels
                    outcomes += zip(posterior.max(axis=1), right, text.weights, strict=True)
    for (era, way), (right, gave, wanted) in sums.items():
        if not wanted.any():
            continue
        f1 = 2 * right / np.maximum(1, gave + wanted)
        by_label = "  ".join(f"{label} {f:.3f}" for label, f in zip(LABELS, f1, strict=True))
        accuracy = right.sum() / wanted.sum()
        print(f"{era}, {way}: accuracy {accuracy:.3f}, macro-F1 {f1.mean():.3f}\n  {by_label}")
    for name, accuracy in sorted(single.items(), key=lambda item: item[1]):
        print(f"  {accuracy:.3f} {name}")
    return outcomes


def calibrate(outcomes: Iterable[tuple[float, bool, float]]) -> NDArray[np.float64]:
    """Posterior against the share of right labels, rising, at a few points."""
    posterior, right, weight = map(np.array, zip(*outcomes, strict=True))
    curve = IsotonicRegression(out_of_bounds="clip", y_min=0.05, y_max=0.99)
    curve.fit(posterior, right, sample_weight=weight)
    points = np.array([0.15, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999, 1.0])
    smooth = [np.average(curve.predict(np.clip([p - 0.03, p, p + 0.03], 0, 1))) for p in points]
    return np.array([points, np.maximum.accumulate(smooth)])


def write(model: Model, path: Path) -> None:
    """Write the arrays of a model as a skops file."""
    import skops.io

    arrays = {
        "ngrams": model.ngrams.astype(np.float16),
        "features": model.features,
        "feature_names": np.array(FEATURES),
        **{name: getattr(model, name) for name in shipped.SMALL},
    }
    skops.io.dump(arrays, path, compression=zipfile.ZIP_DEFLATED)
    print(f"{path}: {path.stat().st_size / 1e6:.2f} MB")


def main() -> None:
    """Read the texts, check and write as asked."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True, nargs="+")
    parser.add_argument("--check", action="store_true", help="measure by cross-validation")
    parser.add_argument("--write", action="store_true", help="write the shipped model")
    options = parser.parse_args()

    gold = [text for folder in options.gold for text in gold_texts(folder, options.corpora)]
    samples = list(sample_texts(ROOT / "corpus_samples"))
    samples += sample_passages(Path(__file__).with_name("section_samples.tsv"))
    samples += invented_texts(Path(__file__).with_name("section_texts.txt"))
    labelled = []
    for name, source, year, chars in gold + samples:
        whole = prepare(name, source, year, chars)
        labelled.append((whole, without_headings(whole, year)))
    plain = []
    for name, source, year in plain_texts(options.corpora, {item[0] for item in gold}):
        whole = prepare(name, source, year, None)
        plain.append((whole, without_headings(whole, year)))
    print(f"{len(gold)} gold texts, {len(samples)} samples, {len(plain)} without labels")
    outcomes = (
        check(labelled, plain, [y for _, _, y, _ in gold]) if options.check or options.write else []
    )
    if options.write:
        model = train(labelled, plain)
        object.__setattr__(model, "calibration", calibrate(outcomes))
        write(model, shipped.MODEL_FILE)


if __name__ == "__main__":
    main()
