"""The arithmetic under comparisons, checked against scikit-learn's, which is the reference."""

from __future__ import annotations

import numpy as np
import pytest
from build import report_of
from scipy import sparse
from sklearn.feature_extraction.text import TfidfTransformer

import reportlens as rl
from reportlens.comparison.prepared import PreparedReports
from reportlens.comparison.similarity import changes, edit_ratio, nearest, ngram_matrix, weigh
from reportlens.comparison.vocabulary import TermNumbers

SENTENCES = ["修好农村公路和桥梁", "修好农村公路", "办好学校", "办好学校办好学校", "植树造林"]


def test_weights_are_those_of_scikit_learn() -> None:
    counts = ngram_matrix(SENTENCES)
    first, second = weigh(counts[:2], counts[2:])
    expected = TfidfTransformer(sublinear_tf=True).fit_transform(counts)
    assert sparse.vstack([first, second]).toarray() == pytest.approx(expected.toarray(), abs=1e-6)


def test_a_text_too_short_for_an_n_gram_has_no_weights() -> None:
    (weights,) = weigh(ngram_matrix(["修", "修路"]))
    assert weights[0].nnz == 0
    assert np.isfinite(weights.data).all()


def test_the_nearest_sentence_is_that_of_a_dense_product() -> None:
    queries, corpus = weigh(ngram_matrix(SENTENCES), ngram_matrix(SENTENCES[::-1]))
    dense = (queries @ corpus.T).toarray()
    index, cosine = nearest(queries, corpus, block=2)
    assert index.tolist() == dense.argmax(axis=1).tolist()
    assert cosine == pytest.approx(dense.max(axis=1))


def test_nothing_in_common_is_near_to_nothing() -> None:
    index, cosine = nearest(*weigh(ngram_matrix(["修好公路"]), ngram_matrix(["办好学校"])))
    assert (index.tolist(), cosine.tolist()) == ([-1], [0.0])


def test_equal_sentences_need_no_edits() -> None:
    assert edit_ratio("修路", "修路") == 1.0
    assert edit_ratio("修路", "架桥") == 0.0


def test_only_so_many_reports_stay_prepared() -> None:
    reports = [report_of(("plan", f"新建农村公路{n}公里。"), year=n) for n in range(2001, 2011)]
    members = rl.compare(reports).members
    prepared = PreparedReports(most=3)
    first = prepared[members[0]]
    assert prepared[members[0]] is first
    for member in members:
        assert prepared[member].squeezed == [member.report.text.removesuffix("。")]
    assert len(prepared) == 3


def test_terms_have_numbers_and_the_rest_has_none() -> None:
    numbers = TermNumbers(frozenset({"我们"}))
    assert [numbers[word] for word in ("我们", "路", "5.2%", "公路", "桥梁", "公路")] == [
        -1, -1, -1, 0, 1, 0,
    ]  # fmt: skip
    assert numbers.terms == ["公路", "桥梁"]


def test_single_characters_in_common_are_no_likeness() -> None:
    assert edit_ratio("华侨是热爱祖国的", "商品是供应充足的") == 0.0


def test_changes_are_marked_in_runs_that_can_be_read() -> None:
    marked = changes("今年抓好养殖的事", "今年办好种植的活")
    assert marked == "今年[-抓好养殖的事-]{+办好种植的活+}"


def test_changes_quote_the_texts_as_they_are_written() -> None:
    plain = ("发展农村教育。", "发展农村卫生。")
    marked = changes("發展農村教育。", "发展农村卫生。", plain=plain)
    assert marked == "发展农村[-教育-]{+卫生+}。"
