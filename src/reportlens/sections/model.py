"""The shipped model: n-gram and feature weights, transitions, calibration; read and applied.

The file is written with skops (see tools/train_sections.py) and holds plain arrays. It is
read here as the zip archive of ``.npy`` files that it is, because importing skops and
scikit-learn takes longer than analysing a hundred reports. Nothing in it can run code.
"""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass, fields
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from reportlens.report import LABELS
from reportlens.sections.features import FEATURES, Passages
from reportlens.sections.hashing import ngram_sums

Floats = NDArray[np.float64]

MODEL_FILE = Path(__file__).with_name("model.skops")


class PassageClassifier(Protocol):
    """What a fitted scikit-learn classifier of texts has; `SectionClassifier` is one."""

    classes_: Any
    """The labels, some or all of `reportlens.report.LABELS`."""

    def predict_proba(self, X: list[str], /) -> Any:  # noqa: N803
        """Probabilities of the labels of each text; shape (texts, labels)."""


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """The arrays of a section model; ``labels`` is the number of labels.

    Attributes
    ----------
    ngrams : ndarray of float32, shape (hashing.WIDTH, labels)
    features : ndarray of float32, shape (len(FEATURES), labels)
    intercept : ndarray, shape (labels,)
    log_prior : ndarray, shape (labels,)
        Log shares of the labels in the training data, taken out before decoding.
    governing : ndarray, shape (labels, labels)
        Row i: how a heading or announcement that speaks for label i spreads over labels.
    within, across, start : ndarray
        Probabilities of the next label within a part, across the start of a part, and of
        the first label.
    calibration : ndarray, shape (2, k)
        Posterior and the share of right labels found at it.
    """

    ngrams: NDArray[np.float32]
    features: NDArray[np.float32]
    intercept: Floats
    log_prior: Floats
    governing: Floats
    within: Floats
    across: Floats
    start: Floats
    calibration: Floats


SMALL = tuple(f.name for f in fields(Model) if f.name not in ("ngrams", "features"))
"""The arrays of a model that hold a few numbers each."""


@lru_cache(maxsize=2)
def load_model(path: Path = MODEL_FILE) -> Model:
    """Read a model file; the shipped one when no path is given. Once a process."""
    arrays = read_arrays(path)
    names = [str(name) for name in arrays["feature_names"]]
    order = [names.index(name) if name in names else -1 for name in FEATURES]
    features = np.where(np.array(order)[:, None] < 0, 0, arrays["features"][order])
    return Model(
        ngrams=arrays["ngrams"].astype(np.float32),
        features=features.astype(np.float32),
        **{name: arrays[name].astype(np.float64) for name in SMALL},
    )


def read_arrays(path: Path) -> dict[str, NDArray[np.generic]]:
    """The arrays of a skops file that holds a dict of arrays."""
    with zipfile.ZipFile(path) as archive:
        content = json.loads(archive.read("schema.json"))["content"]
        return {
            name: np.lib.format.read_array(BytesIO(archive.read(node["file"])), allow_pickle=False)
            for name, node in content.items()
            if node["__class__"] == "ndarray"
        }


def log_probabilities(text: str, passages: Passages, model: Model) -> Floats:
    """Log probabilities of the labels of each passage on its own; shape (n, labels)."""
    ngrams = ngram_sums(text, passages.starts, passages.ends, model.ngrams)
    scores: Floats = (
        ngrams.astype(np.float64) + passages.features @ model.features + model.intercept
    )
    scores -= scores.max(axis=1, keepdims=True)
    result: Floats = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    return result


_LEAST = 1e-4
"""The probability of a label that a classifier gives none to, or was never shown."""


def classified(text: str, passages: Passages, classifier: PassageClassifier) -> Floats:
    """Log probabilities of the labels of each passage by a user's classifier; (n, labels).

    Raises
    ------
    ValueError
        When the classifier has labels that are none of ours.
    """
    names = [str(name) for name in classifier.classes_]
    unknown = [name for name in names if name not in LABELS]
    if unknown:
        raise ValueError(
            f"section_model has labels that reports do not have: {', '.join(unknown)}; "
            f"train it on {', '.join(LABELS)}"
        )
    spans = zip(passages.starts.tolist(), passages.ends.tolist(), strict=True)
    found = np.asarray(classifier.predict_proba([text[start:end] for start, end in spans]))
    result: Floats = np.full((len(passages.block), len(LABELS)), _LEAST)
    result[:, [LABELS.index(name) for name in names]] = np.maximum(found, _LEAST)
    return np.log(result)


MODEL_WEIGHT = 0.8
ANNOUNCED_WEIGHT = 1.4
SURE_WEIGHT = 5.0
REVIEW_WEIGHT = 4.0
PRIOR_WEIGHT = 0.8
TRANSITION_WEIGHT = 0.5
HEADING_WEIGHT = 0.6
SPECIFIC_WEIGHT = 1.0
"""How much each kind of knowledge counts beside the model; chosen by cross-validation."""
_ACHIEVEMENT = LABELS.index("achievement")
_SPECIFIC = tuple(LABELS.index(label) for label in ("experience", "problem"))


def label_passages(
    text: str, passages: Passages, model: Model, classifier: PassageClassifier | None = None
) -> Floats:
    """Posterior of each label for each passage, in its place among the others.

    Returns
    -------
    ndarray, shape (n, labels)
        By forward-backward over the passages: what headings, cues and words say of each,
        and the order in which such reports run.
    """
    if not len(passages.block):
        return np.zeros((0, len(LABELS)))
    if classifier is None:
        words, prior = log_probabilities(text, passages, model), model.log_prior
    else:
        # Which shares of labels it was shown is not known: none are taken out.
        words, prior = classified(text, passages, classifier), np.zeros(len(LABELS))
    alone = MODEL_WEIGHT * words + _governed(passages, model) + SURE_WEIGHT * passages.group("sure")
    alone[:, _ACHIEVEMENT] += REVIEW_WEIGHT * passages.column("looks_back_in_plan")
    emission = np.exp(alone - alone.max(axis=1, keepdims=True) - PRIOR_WEIGHT * prior)
    return _forward_backward(emission, passages.new_part, model)


def _governed(passages: Passages, model: Model) -> Floats:
    """What a heading with one meaning or an announcement says of all that stands under it."""
    heading, announced = passages.group("heading"), passages.group("announced")
    speaks = announced.any(axis=1)
    reviews = passages.column("looks_back_in_plan") > 0
    only = (heading.sum(axis=1) == 1) & ~speaks & ~reviews
    specific = only & heading[:, _SPECIFIC].any(axis=1)
    result: Floats = np.zeros(heading.shape)
    for rows, said, weight in (
        (speaks, announced, ANNOUNCED_WEIGHT),
        (specific, heading, SPECIFIC_WEIGHT),
        (only & ~specific, heading, HEADING_WEIGHT),
    ):
        if rows.any():
            share = said[rows] / said[rows].sum(axis=1, keepdims=True)
            result[rows] = weight * np.log(share @ model.governing)
    return result


def _forward_backward(emission: Floats, new_part: NDArray[np.bool_], model: Model) -> Floats:
    count = len(emission)
    within, across = _soft(model.within), _soft(model.across)
    emission = emission / emission.max(axis=1, keepdims=True)
    steps = [across if new else within for new in new_part.tolist()]
    forward = np.empty_like(emission)
    state = model.start * emission[0]
    forward[0] = state = state / state.sum()
    for i in range(1, count):
        state = (state @ steps[i]) * emission[i]
        state /= state.sum()
        forward[i] = state
    posterior = forward.copy()
    state = np.ones(emission.shape[1])
    for i in range(count - 1, 0, -1):
        state = steps[i] @ (emission[i] * state)
        state /= state.sum()
        posterior[i - 1] *= state
    result: Floats = posterior / posterior.sum(axis=1, keepdims=True)
    return result


def _soft(transitions: Floats) -> Floats:
    weighted = transitions**TRANSITION_WEIGHT
    result: Floats = weighted / weighted.sum(axis=1, keepdims=True)
    return result


def calibrated(posterior: Floats, model: Model) -> Floats:
    """The share of right labels among passages with such a posterior."""
    result: Floats = np.interp(posterior, model.calibration[0], model.calibration[1])
    return result
