"""The transformers keep scikit-learn's rules, and say what they cannot keep."""

from __future__ import annotations

import inspect
import pickle
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.base import clone
from sklearn.compose import ColumnTransformer
from sklearn.exceptions import NotFittedError, SkipTestWarning
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import FeatureUnion, make_pipeline
from sklearn.preprocessing import MaxAbsScaler
from sklearn.utils.estimator_checks import check_estimator

import reportlens as rl
from reportlens.adapters.sklearn import ReportVectorizer
from reportlens.scores import SCORES
from reportlens.tables import term_counts

TEXTS = [
    "新建公路，扩建公路，增强“四个意识”。",
    "新建学校，扩建学校，坚定“四个自信”。",
    "公路养护，新建公路，增强“四个意识”。",
    "学校改造，新建学校，财政收入增长5%左右。",
]
KINDS = ["roads", "schools", "roads", "schools"]


def words(**options: Any) -> ReportVectorizer:
    """Terms and slogans only."""
    return ReportVectorizer(features=("terms", "slogans"), **options)


# What the columns are ------------------------------------------------------------------


def test_columns_are_terms_slogans_and_scores_in_this_order() -> None:
    names = ReportVectorizer().fit(TEXTS).get_feature_names_out()
    assert names.dtype == object
    kinds = [name.split(":")[0] for name in names]
    assert kinds == sorted(kinds, key=["term", "slogan", "score"].index)
    assert {"term:公路", "slogan:四个意识", "score:share_plan"} <= set(names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("features", [("terms",), ("slogans",), ["scores"], ("scores", "terms")])
def test_features_choose_the_kinds_of_column(features: Any) -> None:
    names = ReportVectorizer(features=features).fit(TEXTS).get_feature_names_out()
    assert {name.split(":")[0] + "s" for name in names} == set(features)


def test_counts_are_those_of_the_tables() -> None:
    reports = [rl.analyze(text) for text in TEXTS]
    vectorizer = ReportVectorizer()
    matrix = vectorizer.fit_transform(reports)
    assert sparse.issparse(matrix)
    assert matrix.format == "csr"
    assert matrix.dtype == np.float64
    column = {name: i for i, name in enumerate(vectorizer.get_feature_names_out())}
    stop_words = rl.lexicon.load().stop_words
    for row, report in enumerate(reports):
        for term, count in term_counts(report, stop_words).items():
            assert matrix[row, column[f"term:{term}"]] == count
        for name, value in report.scores.items():
            assert matrix[row, column[f"score:{name}"]] == pytest.approx(np.nan_to_num(value))
    assert matrix[:, column["slogan:四个意识"]].toarray().ravel().tolist() == [1, 0, 1, 0]


def test_strings_reports_and_files_are_the_same(tmp_path: Path) -> None:
    paths = []
    for number, text in enumerate(TEXTS):
        path = tmp_path / f"{number}.txt"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    expected = words().fit_transform(TEXTS).toarray()
    inputs: list[Any] = [
        [rl.analyze(text) for text in TEXTS],
        paths,
        np.array(TEXTS),
        np.array(TEXTS, dtype=object),
        pd.Series(TEXTS),
        tuple(TEXTS),
        (text for text in TEXTS),
    ]
    for given in inputs:
        np.testing.assert_array_equal(words().fit_transform(given).toarray(), expected)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("one text", "several reports"),
        (Path("a.txt"), "several reports"),
        ([], "no reports"),
        (np.array([["a", "b"]]), "one column"),
        (pd.DataFrame({"text": TEXTS}), "one column"),
    ],
)
def test_wrong_input_is_refused_with_the_remedy(wrong: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        words().fit(wrong)
    with pytest.raises(ValueError, match=message):
        words().fit(TEXTS).transform(wrong)


@pytest.mark.parametrize("wrong", [None, 3, b"bytes", float("nan")], ids=repr)
def test_an_item_that_is_no_report_is_refused(wrong: Any) -> None:
    with pytest.raises(TypeError, match="Report or a Path"):
        words().fit([wrong])


@pytest.mark.parametrize(
    "options",
    [
        {"features": ("nouns",)},
        {"features": "terms"},
        {"features": ()},
        {"min_df": 0},
        {"min_df": 1.5},
        {"max_features": 0},
        {"weighting": "bm25"},
        {"missing": "mean"},
        {"min_df": 3, "max_df": 1},
    ],
)
def test_wrong_parameters_are_refused_by_fit(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - scikit-learn words most of these
        ReportVectorizer(**options).fit(TEXTS)


def test_nothing_left_is_said() -> None:
    with pytest.raises(ValueError, match="nothing is left"):
        words(min_df=4).fit(["新建公路。", "改造学校。"] * 2)


def test_document_frequency_limits() -> None:
    def terms(**options: Any) -> set[str]:
        found = words(**options).fit(TEXTS).get_feature_names_out()
        return {name.split(":")[1] for name in found}

    everything = terms()
    assert {"公路", "学校", "四个自信"} <= everything
    assert "四个自信" not in terms(min_df=2)
    assert terms(min_df=0.5) == terms(min_df=2)
    assert terms(max_df=1) == everything - terms(min_df=2)
    assert len(terms(max_features=3)) <= 3
    assert {"公路", "学校"} <= terms(max_features=3)


def test_weightings() -> None:
    counts = words().fit_transform(TEXTS)
    np.testing.assert_array_equal(
        words(weighting="binary").fit_transform(TEXTS).toarray(), counts.toarray() > 0
    )
    chars = np.array([[len(text)] for text in TEXTS])
    np.testing.assert_allclose(
        words(weighting="per_10k").fit_transform(TEXTS).toarray(), counts.toarray() * 1e4 / chars
    )
    tfidf = words(weighting="tfidf").fit(TEXTS)
    reference = TfidfTransformer().fit(counts)
    np.testing.assert_allclose(tfidf.idf_, reference.idf_)
    new = ["新建公路，新建大桥。"]
    np.testing.assert_allclose(
        tfidf.transform(new).toarray(),
        reference.transform(words().fit(TEXTS).transform(new)).toarray(),
    )


def test_a_score_with_nothing_to_measure() -> None:
    scores = ReportVectorizer(features=("scores",), sparse_output=False)
    row = scores.set_params(missing=float("nan")).fit_transform(["修路。"])[0]
    names = [score.name for score in SCORES]
    expected = [rl.analyze("修路。").scores[name] for name in names]
    assert np.isnan(row).any()
    np.testing.assert_allclose(row, expected)
    assert not np.isnan(scores.set_params(missing=0.0).fit_transform(["修路。"])).any()


def test_a_lexicon_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[slogan]]\ncanonical = "七彩之路"\ntype = "motto"\n', encoding="utf-8")
    stop = tmp_path / "stop_words.txt"
    stop.write_text("公路\n", encoding="utf-8")
    vectorizer = words(lexicon=[own, stop]).fit(["建设七彩之路，新建公路。"])
    names = set(vectorizer.get_feature_names_out())
    assert "slogan:七彩之路" in names
    assert "term:公路" not in names


# Output --------------------------------------------------------------------------------


def test_dense_output() -> None:
    dense = ReportVectorizer(sparse_output=False).fit_transform(TEXTS)
    assert isinstance(dense, np.ndarray)
    np.testing.assert_array_equal(dense, ReportVectorizer().fit_transform(TEXTS).toarray())


@pytest.mark.parametrize("sparse_output", [True, False])
def test_pandas_output(sparse_output: bool) -> None:
    vectorizer = ReportVectorizer(sparse_output=sparse_output).set_output(transform="pandas")
    series = pd.Series(TEXTS, index=["w", "x", "y", "z"])
    for frame in (vectorizer.fit_transform(series), vectorizer.transform(series)):
        assert isinstance(frame, pd.DataFrame)
        assert list(frame.columns) == list(vectorizer.get_feature_names_out())
        assert list(frame.index) == ["w", "x", "y", "z"]
        plain = clone(vectorizer).set_output(transform="default").fit_transform(TEXTS)
        np.testing.assert_array_equal(frame.to_numpy(), plain.toarray() if sparse_output else plain)
    assert list(vectorizer.transform(TEXTS).index) == [0, 1, 2, 3]


def test_polars_output() -> None:
    pytest.importorskip("polars", reason="needs polars")
    frame = ReportVectorizer().set_output(transform="polars").fit_transform(TEXTS)
    assert frame.shape[0] == len(TEXTS)


# Inside scikit-learn -------------------------------------------------------------------


def test_pipeline_grid_search_and_pickle() -> None:
    reports = [rl.analyze(text) for text in TEXTS * 3]
    model = make_pipeline(ReportVectorizer(), MaxAbsScaler(), LogisticRegression())
    grid = {
        "reportvectorizer__features": [("terms",), ("terms", "slogans", "scores")],
        "reportvectorizer__weighting": ["count", "tfidf"],
    }
    search = GridSearchCV(model, grid, cv=3, error_score="raise").fit(reports, KINDS * 3)
    assert search.predict(["改建公路，新建公路。"]).tolist() == ["roads"]
    again = pickle.loads(pickle.dumps(search))
    assert again.predict(["改建学校。"]).tolist() == ["schools"]
    assert "score:share_plan" in model.fit(reports, KINDS * 3)[:-1].get_feature_names_out()


def test_union_and_column_transformer() -> None:
    union = FeatureUnion([("w", words()), ("s", ReportVectorizer(features=("scores",)))]).fit(TEXTS)
    assert "w__term:公路" in union.get_feature_names_out()
    assert union.transform(TEXTS).shape == ReportVectorizer().fit_transform(TEXTS).shape
    table = pd.DataFrame({"text": TEXTS, "year": [2020, 2021, 2022, 2023]})
    columns = ColumnTransformer([("t", words(), "text")], remainder="passthrough")
    matrix = columns.fit_transform(table)
    assert matrix.shape == (4, words().fit_transform(TEXTS).shape[1] + 1)
    assert "t__term:公路" in columns.get_feature_names_out()


# The rules -------------------------------------------------------------------------------


def test_parameters_are_only_stored() -> None:
    values = {
        "features": ["terms"],
        "min_df": 2,
        "max_df": 0.9,
        "max_features": 5,
        "weighting": "nonsense",
        "missing": 1.0,
        "lexicon": ["no such file"],
        "replace": True,
        "sparse_output": False,
    }
    assert set(values) == set(inspect.signature(ReportVectorizer).parameters)
    vectorizer = ReportVectorizer(**values)  # type: ignore[arg-type]
    assert vars(vectorizer) == values
    assert all(getattr(vectorizer, name) is value for name, value in values.items())
    assert clone(vectorizer).get_params() == values
    assert repr(vectorizer).startswith("ReportVectorizer(")


def test_unfitted() -> None:
    for method in ("transform", "get_feature_names_out"):
        with pytest.raises(NotFittedError):
            getattr(ReportVectorizer(), method)(TEXTS)


def test_fit_returns_self_changes_no_parameter_and_repeats() -> None:
    for vectorizer in (ReportVectorizer(), words(weighting="tfidf", min_df=2)):
        before = vectorizer.get_params()
        assert vectorizer.fit(TEXTS, KINDS) is vectorizer
        assert vectorizer.get_params() == before
        learnt = {k: v for k, v in vars(vectorizer).items() if k not in before}
        assert all(name.endswith("_") or name.startswith("_") for name in learnt)
        first = vectorizer.transform(TEXTS).toarray()
        np.testing.assert_array_equal(first, vectorizer.fit(TEXTS).transform(TEXTS).toarray())
        np.testing.assert_array_equal(first, clone(vectorizer).fit_transform(TEXTS).toarray())
        np.testing.assert_array_equal(first[::-1], vectorizer.transform(TEXTS[::-1]).toarray())
        np.testing.assert_array_equal(first[1:2], vectorizer.transform(TEXTS[1:2]).toarray())


def test_check_estimator_on_text_has_nothing_to_test() -> None:
    """scikit-learn's checks feed matrices of numbers; for text it says so itself."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        results = check_estimator(ReportVectorizer(), on_skip="warn")
    assert all(result["status"] == "passed" for result in results)
    assert any(issubclass(w.category, SkipTestWarning) for w in caught)


class RowsVectorizer(ReportVectorizer):
    """Takes matrices as scikit-learn's checks make them: each row is written out as a text."""

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = False
        tags.input_tags.two_d_array = True
        return tags

    def _reports(self, X: Any) -> list[rl.Report]:  # noqa: N803
        from sklearn.utils.validation import validate_data

        fitting = not hasattr(self, "vocabulary_")
        values = validate_data(self, X, reset=fitting, ensure_min_features=1)
        names = "甲乙丙丁戊己庚辛壬癸"
        texts = [
            "，".join(
                f"{names[column % 10]}{names[column // 10 % 10]}路" * (1 + int(abs(value)) % 5)
                for column, value in enumerate(row)
            )
            for row in values
        ]
        return super()._reports(texts)


EXPECTED_FAILED_CHECKS: dict[str, str] = {}


def test_check_estimator_on_rows_written_as_text() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        results = check_estimator(
            RowsVectorizer(sparse_output=False),
            expected_failed_checks=EXPECTED_FAILED_CHECKS,
            on_fail=None,
        )
    failed = {r["check_name"]: r["exception"] for r in results if r["status"] == "failed"}
    assert failed == {}
    stale = {r["check_name"] for r in results if r["expected_to_fail"] and r["status"] == "passed"}
    assert stale == set()
    assert sum(r["status"] == "passed" for r in results) > 30


# SectionClassifier -----------------------------------------------------------------------


@pytest.fixture
def classifier() -> Any:
    return rl.SectionClassifier()


SENTENCES = ["新建农村公路若干公里。", "建成学校一所。", "短板还不少。", "差距仍然很大。"] * 6
LABELS = ["achievement", "achievement", "problem", "problem"] * 6


def test_the_classifier_only_stores_its_parameters(classifier: Any) -> None:
    before = vars(classifier).copy()
    assert before == classifier.get_params(deep=False)
    assert clone(classifier).get_params() == classifier.get_params()


def test_the_classifier_can_be_fitted_copied_and_pickled(classifier: Any) -> None:
    assert classifier.fit(SENTENCES, LABELS) is classifier
    expected = list(classifier.predict(SENTENCES))
    assert set(expected) <= set(classifier.classes_)
    assert list(pickle.loads(pickle.dumps(classifier)).predict(SENTENCES)) == expected
    assert list(clone(classifier).fit(SENTENCES, LABELS).predict(SENTENCES)) == expected
    assert classifier.score(SENTENCES, LABELS) > 0.9


def test_the_classifier_works_in_a_grid_search(classifier: Any) -> None:
    search = GridSearchCV(make_pipeline(classifier), {}, cv=2, error_score="raise")
    assert search.fit(SENTENCES, LABELS).best_score_ >= 0


def test_labels_come_back_as_they_were_given(classifier: Any) -> None:
    numbers = [int(label == "problem") for label in LABELS]
    assert classifier.fit(SENTENCES, numbers).predict(SENTENCES[:1]).tolist() == [0]
    assert classifier.score(SENTENCES, numbers) > 0.9


def test_the_unfitted_classifier(classifier: Any) -> None:
    for method in ("predict", "predict_proba", "decision_function"):
        with pytest.raises(NotFittedError):
            getattr(classifier, method)(SENTENCES)


def test_the_classifier_passes_what_can_be_checked(classifier: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        results = check_estimator(classifier)
    assert all(result["status"] == "passed" for result in results)
