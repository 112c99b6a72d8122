"""A scikit-learn classifier of passages, to train on labelled reports of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression
from sklearn.utils.validation import check_is_fitted

from reportlens.report import LABELS
from reportlens.sections.hashing import WIDTH, ngram_rows


class SectionClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Label passages by their words alone: hashed character n-grams, logistic regression.

    The features are those of the shipped model (two and three characters in a row, those
    of the opening twice; see `reportlens.sections.hashing`), without headings, cues and
    neighbours. Use it for texts of another kind, or with labels of your own.

    Parameters
    ----------
    C : float, default=1.0
        Inverse strength of the ridge penalty.
    balanced : bool, default=False
        Weigh rare labels up.
    max_iter : int, default=300

    Attributes
    ----------
    classes_ : ndarray of str
        The labels met in training, sorted.
    coef_ : ndarray, shape (classes, WIDTH)
    intercept_ : ndarray, shape (classes,)

    Examples
    --------
    >>> done = ["去年修成三条水渠。", "全年建成两座桥。", "去年办成十件实事。"]
    >>> ahead = ["明年将再修一条路。", "下一步要办好学校。", "今年要抓好春耕。"]
    >>> classifier = SectionClassifier().fit(done + ahead, ["achievement"] * 3 + ["plan"] * 3)
    >>> classifier.predict(["明年要办好食堂。"]).tolist()
    ['plan']
    """

    def __init__(self, C: float = 1.0, balanced: bool = False, max_iter: int = 300) -> None:  # noqa: N803
        self.C = C
        self.balanced = balanced
        self.max_iter = max_iter

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags

    def fit(self, X: Iterable[str], y: Sequence[str]) -> SectionClassifier:  # noqa: N803
        """Fit on passages and their labels.

        Parameters
        ----------
        X : iterable of str
            Passages.
        y : sequence of str, as long as `X`
            Labels; those of `reportlens.report.LABELS` or any others.
        """
        features = self._features(X)
        labels = np.asarray(list(y))
        if features.shape[0] != len(labels):
            raise ValueError(f"{features.shape[0]} passages but {len(labels)} labels")
        if len(set(labels.tolist())) < 2:
            raise ValueError("the passages need at least two different labels")
        regression = LogisticRegression(
            C=self.C,
            class_weight="balanced" if self.balanced else None,
            max_iter=self.max_iter,
            random_state=0,
        ).fit(features, labels)
        self.classes_: NDArray[Any] = regression.classes_
        self.coef_: NDArray[np.float64] = regression.coef_
        self.intercept_: NDArray[np.float64] = regression.intercept_
        self.n_features_in_ = WIDTH
        return self

    def decision_function(self, X: Iterable[str]) -> NDArray[np.float64]:  # noqa: N803
        """Scores of the labels; shape (n,) for two labels, else (n, labels)."""
        check_is_fitted(self, "coef_")
        scores: NDArray[np.float64] = self._features(X) @ self.coef_.T + self.intercept_
        return scores.ravel() if scores.shape[1] == 1 else scores

    def predict_proba(self, X: Iterable[str]) -> NDArray[np.float64]:  # noqa: N803
        """Probabilities of the labels in the order of `classes_`; shape (n, labels)."""
        scores = self.decision_function(X)
        if scores.ndim == 1:
            scores = np.column_stack([np.zeros_like(scores), scores])
        exponent = np.exp(scores - scores.max(axis=1, keepdims=True))
        result: NDArray[np.float64] = exponent / exponent.sum(axis=1, keepdims=True)
        return result

    def predict(self, X: Iterable[str]) -> NDArray[Any]:  # noqa: N803
        """The most probable label of each passage."""
        best = self.predict_proba(X).argmax(axis=1)
        result: NDArray[Any] = self.classes_[best]
        return result

    def save(self, path: str | Path) -> None:
        """Write the fitted classifier as a skops file (no pickle)."""
        import skops.io

        check_is_fitted(self, "coef_")
        skops.io.dump(self, path)

    @classmethod
    def load(cls, path: str | Path) -> SectionClassifier:
        """Read a classifier that `save` wrote; nothing in the file is run."""
        import skops.io

        name = f"{cls.__module__}.{cls.__qualname__}"
        found = skops.io.load(path, trusted=[name])
        if not isinstance(found, cls):
            raise TypeError(f"{path} holds a {type(found).__name__}, no {cls.__name__}")
        return found

    @staticmethod
    def _features(passages: Iterable[str]) -> csr_matrix:
        if isinstance(passages, str):
            raise TypeError("pass a list of passages, not one string")
        texts = [str(passage) for passage in passages]
        lengths = np.array([len(text) for text in texts], dtype=np.intp)
        ends = np.cumsum(lengths)
        values, columns, pointers = ngram_rows("".join(texts), ends - lengths, ends)
        return csr_matrix((values, columns, pointers), shape=(len(texts), WIDTH))


def labelled_passages(folder: str | Path) -> tuple[list[str], list[str]]:
    """Passages and labels from a folder of text files, to fit a classifier on.

    Either the folder has a subfolder for each label (``problem/1.txt``), whose files hold a
    passage a line; or its ``.tsv`` files hold a label, a tab and a passage on each line.

    Parameters
    ----------
    folder : str or Path

    Returns
    -------
    passages, labels : list of str

    Raises
    ------
    ValueError
        When nothing labelled is found, or a line of a ``.tsv`` file has no tab.
    """
    pairs = list(_labelled(Path(folder)))
    if not pairs:
        known = ", ".join(LABELS)
        raise ValueError(f"{folder}: no labelled passages (subfolders such as {known}, or .tsv)")
    return [passage for _, passage in pairs], [label for label, _ in pairs]


def _labelled(folder: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(folder.glob("*/*.txt")):
        for line in file.read_text("utf-8").splitlines():
            if line.strip():
                yield file.parent.name, line.strip()
    for file in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
            if not line.strip():
                continue
            label, tab, passage = line.partition("\t")
            if not tab:
                raise ValueError(f"{file}, line {number}: no tab between label and passage")
            yield label.strip(), passage.strip()
