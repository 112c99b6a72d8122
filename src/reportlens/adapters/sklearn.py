"""scikit-learn transformers: reports as rows of numbers.

>>> from sklearn.naive_bayes import ComplementNB
>>> from sklearn.pipeline import make_pipeline
>>> texts = ["新建公路，扩建公路。", "新建学校，扩建学校。"]
>>> model = make_pipeline(ReportVectorizer(features=("terms",)), ComplementNB())
>>> model.fit(texts, ["roads", "schools"]).predict(["改建公路。"]).tolist()
['roads']
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from numbers import Integral, Real
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin, _fit_context
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.utils._param_validation import Interval, RealNotInt, StrOptions
from sklearn.utils._set_output import _get_output_config
from sklearn.utils.validation import check_is_fitted

from reportlens.lexicon import Lexicon, load
from reportlens.pipeline import analyze
from reportlens.report import Report
from reportlens.tables import term_counts

if TYPE_CHECKING:
    from scipy import sparse

__all__ = ["ReportVectorizer"]

Feature = Literal["terms", "slogans", "scores"]
FEATURES: tuple[Feature, ...] = ("terms", "slogans", "scores")


class ReportVectorizer(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Terms, slogans and scores of reports as a matrix, one row a report.

    Parameters
    ----------
    features : sequence of {"terms", "slogans", "scores"}
        What the columns are: `terms` (words without stop words and numbers), `slogans`
        (by canonical form), `scores` (as ``reportlens score --list`` defines them).
    min_df, max_df : int or float
        Leave out terms and slogans found in fewer or more reports than this; a float is a
        share of the reports.
    max_features : int, optional
        Keep only so many terms and slogans, those with the most mentions.
    weighting : {"count", "binary", "per_10k", "tfidf"}
        What a term or slogan is worth: its count, 1 if it is there, its rate per 10,000
        characters, or its count by inverse document frequency, each row of length 1
        (as `sklearn.feature_extraction.text.TfidfTransformer` does it). Scores stay as
        they are.
    missing : float
        Stands for a score that has nothing to measure in a report (the share of targets
        with a number where there are no targets). Most estimators refuse NaN; with
        ``float("nan")`` an imputer can decide.
    lexicon : sequence of str or Path
        The user's lexicon files on top of the shipped ones.
    replace : bool
        Leave out shipped entries of the kinds that `lexicon` has.
    sparse_output : bool
        Give a sparse matrix (CSR) rather than an array.

    Attributes
    ----------
    vocabulary_ : dict of str to int
        The column of each term and slogan, by feature name.
    score_names_ : list of str
        The scores that are the last columns.
    idf_ : ndarray of shape (len(vocabulary_),)
        Inverse document frequencies; only with ``weighting="tfidf"``.

    Notes
    -----
    A str is a text, a `Path` is a file. Analysing takes nearly all the time: hand in
    `Report` objects where the same reports are used again, as in a grid search.

    Examples
    --------
    >>> import reportlens as rl
    >>> reports = [rl.analyze("修公路，增强“四个意识”。"), rl.analyze("修公路，建学校。")]
    >>> vectorizer = ReportVectorizer(features=("terms", "slogans"), min_df=2)
    >>> vectorizer.fit_transform(reports).toarray().tolist()
    [[1.0], [1.0]]
    >>> vectorizer.get_feature_names_out().tolist()
    ['term:公路']
    """

    _parameter_constraints: dict[str, list[Any]] = {  # noqa: RUF012 - scikit-learn's way
        "features": ["array-like"],
        "min_df": [
            Interval(Integral, 1, None, closed="left"),
            Interval(RealNotInt, 0, 1, closed="both"),
        ],
        "max_df": [
            Interval(Integral, 1, None, closed="left"),
            Interval(RealNotInt, 0, 1, closed="both"),
        ],
        "max_features": [Interval(Integral, 1, None, closed="left"), None],
        "weighting": [StrOptions({"count", "binary", "per_10k", "tfidf"})],
        "missing": [Real],
        "lexicon": ["array-like"],
        "replace": ["boolean"],
        "sparse_output": ["boolean"],
    }

    def __init__(
        self,
        features: Sequence[Feature] = FEATURES,
        *,
        min_df: int | float = 1,
        max_df: int | float = 1.0,
        max_features: int | None = None,
        weighting: Literal["count", "binary", "per_10k", "tfidf"] = "count",
        missing: float = 0.0,
        lexicon: Sequence[str | Path] = (),
        replace: bool = False,
        sparse_output: bool = True,
    ) -> None:
        self.features = features
        self.min_df = min_df
        self.max_df = max_df
        self.max_features = max_features
        self.weighting = weighting
        self.missing = missing
        self.lexicon = lexicon
        self.replace = replace
        self.sparse_output = sparse_output

    def fit(self, X: Iterable[Any], y: Any = None) -> Self:  # noqa: N803
        """Learn which columns there are.

        Parameters
        ----------
        X : iterable of str, Report or Path, length n_reports
        y : ignored
        """
        self.fit_transform(X, y)
        return self

    @_fit_context(prefer_skip_nested_validation=True)  # type: ignore[untyped-decorator]
    def fit_transform(self, X: Iterable[Any], y: Any = None) -> Any:  # noqa: N803
        """Learn which columns there are, and give the matrix of these reports.

        Returns
        -------
        scipy.sparse.csr_matrix, ndarray or DataFrame, shape (n_reports, n_features)
        """
        self._check_features()
        reports = self._reports(X)
        counted = self._counted(reports)
        self._learn(counted)
        return self._output(self._matrix(reports, counted, learn=True), X)

    def transform(self, X: Iterable[Any]) -> Any:  # noqa: N803
        """The matrix of reports, with the columns that were learnt.

        Parameters
        ----------
        X : iterable of str, Report or Path, length n_reports

        Returns
        -------
        scipy.sparse.csr_matrix, ndarray or DataFrame, shape (n_reports, n_features)
        """
        check_is_fitted(self)
        reports = self._reports(X)
        return self._output(self._matrix(reports, self._counted(reports)), X)

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[np.object_]:
        """The columns: ``term:公路``, ``slogan:四个意识``, ``score:share_plan``.

        Parameters
        ----------
        input_features : ignored
        """
        check_is_fitted(self)
        scores = (f"score:{name}" for name in self.score_names_)
        return np.array([*self.vocabulary_, *scores], dtype=object)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.target_tags.required = False
        return tags

    # How it is done ---------------------------------------------------------------------

    def _check_features(self) -> None:
        names = [self.features] if isinstance(self.features, str) else list(self.features)
        unknown = [name for name in names if name not in FEATURES]
        if unknown or not names or isinstance(self.features, str):
            raise ValueError(
                f"features must be a sequence of some of {', '.join(FEATURES)}; "
                f"got {self.features!r}"
            )

    def _lexicon(self) -> Lexicon:
        return load(*self.lexicon, replace=self.replace)

    def _reports(self, X: Iterable[Any]) -> list[Report]:  # noqa: N803
        if isinstance(X, (str, os.PathLike, Report)):
            raise ValueError(
                f"X must be several reports, not one {type(X).__name__}; write [X] for one"
            )
        if getattr(X, "ndim", 1) != 1:
            raise ValueError(
                "Expected one column of reports (texts, Reports or Paths), got an array of "
                f"shape {X.shape}; pick the column with the texts"  # type: ignore[attr-defined]
            )
        lexicon = self._lexicon()
        reports = [_report(item, lexicon) for item in X]
        if not reports:
            raise ValueError("Found no reports (0 sample(s)) while a minimum of 1 is required.")
        return reports

    def _counted(self, reports: list[Report]) -> list[Counter[str]]:
        """For each report how often it has each term and slogan, by feature name."""
        stop_words = self._lexicon().stop_words
        counted = []
        for report in reports:
            counts: Counter[str] = Counter()
            if "terms" in self.features:
                terms = term_counts(report, stop_words)
                counts.update({f"term:{term}": count for term, count in terms.items()})
            if "slogans" in self.features:
                counts.update(f"slogan:{row.canonical}" for row in report.slogans)
            counted.append(counts)
        return counted

    def _learn(self, counted: list[Counter[str]]) -> None:
        from reportlens.scores import SCORES

        found_in: Counter[str] = Counter()
        totals: Counter[str] = Counter()
        for counts in counted:
            found_in.update(counts.keys())
            totals.update(counts)
        low, high = (_reports_at(limit, len(counted)) for limit in (self.min_df, self.max_df))
        if low > high:
            raise ValueError(f"max_df={self.max_df} means fewer reports than min_df={self.min_df}")
        kept = [name for name, n in found_in.items() if low <= n <= high]
        if self.max_features is not None:
            kept.sort(key=lambda name: (-totals[name], name))
            kept = kept[: self.max_features]
        # Terms before slogans, as in FEATURES; within them by code point.
        kept.sort(key=lambda name: (not name.startswith("term:"), name))
        self.vocabulary_ = {name: column for column, name in enumerate(kept)}
        self.score_names_ = [s.name for s in SCORES] if "scores" in self.features else []
        if not kept and not self.score_names_:
            raise ValueError(
                "nothing is left to be a column: the reports have no terms or slogans within "
                "min_df and max_df"
            )

    def _matrix(
        self, reports: list[Report], counted: list[Counter[str]], *, learn: bool = False
    ) -> sparse.csr_matrix:
        from scipy import sparse

        indices: list[int] = []
        values: list[float] = []
        ends = [0]
        for report, counts in zip(reports, counted, strict=True):
            columns = {self.vocabulary_[n]: c for n, c in counts.items() if n in self.vocabulary_}
            chars = len("".join(report.text.split())) or 1
            scale = 1e4 / chars if self.weighting == "per_10k" else 1.0
            for column in sorted(columns):
                indices.append(column)
                values.append(1.0 if self.weighting == "binary" else columns[column] * scale)
            ends.append(len(indices))
        shape = (len(reports), len(self.vocabulary_))
        words = sparse.csr_matrix((np.array(values, dtype=np.float64), indices, ends), shape=shape)
        if self.weighting == "tfidf" and self.vocabulary_:
            tfidf = TfidfTransformer()
            if learn:
                self.idf_ = tfidf.fit(words).idf_
            tfidf.idf_ = self.idf_
            words = tfidf.transform(words)
        if not self.score_names_:
            return words
        rows = [[report.scores[name] for name in self.score_names_] for report in reports]
        scores = np.array(rows, dtype=np.float64)
        scores[np.isnan(scores)] = self.missing
        return sparse.hstack([words, sparse.csr_matrix(scores)], format="csr")

    def _output(self, matrix: sparse.csr_matrix, X: Any) -> Any:  # noqa: N803
        container = _get_output_config("transform", self)["dense"]
        if container == "pandas" and self.sparse_output:
            import pandas as pd

            # scikit-learn itself refuses to wrap sparse matrices; sparse columns are the same.
            accessor: Any = pd.DataFrame.sparse
            return accessor.from_spmatrix(
                matrix, index=X.index if isinstance(X, pd.Series) else None
            )
        if self.sparse_output and container == "default":
            return matrix
        return matrix.toarray()


def _reports_at(limit: int | float, reports: int) -> float:
    """A limit on document frequency as a number of reports."""
    return limit if isinstance(limit, Integral) else limit * reports


def _report(item: Any, lexicon: Lexicon) -> Report:
    if isinstance(item, Report):
        return item
    if isinstance(item, str):
        return analyze(item, lexicon=lexicon)
    if isinstance(item, os.PathLike):
        from reportlens.reading import read

        return read(Path(item), lexicon=lexicon)
    raise TypeError(f"a report is a str (its text), a Report or a Path, not {type(item).__name__}")
