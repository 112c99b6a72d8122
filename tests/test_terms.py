"""Log-odds and keyness against hand-worked examples and a public implementation."""

from __future__ import annotations

import math

import numpy as np
import pytest
from build import report_of, with_words
from scipy.stats import chi2_contingency

import reportlens as rl
from reportlens.comparison.terms import keyness, log_odds
from reportlens.report import Words

HERE = np.array([30.0, 5.0, 0.0, 65.0])
THERE = np.array([10.0, 20.0, 7.0, 163.0])


def test_log_odds_by_hand() -> None:
    prior = np.array([2.0, 1.0, 0.5, 6.5])
    delta, z = log_odds(HERE, THERE, prior)
    # first term: 32 of 110 here, 12 of 210 there
    expected = math.log(32 / (110 - 32)) - math.log(12 / (210 - 12))
    assert delta[0] == pytest.approx(expected)
    assert z[0] == pytest.approx(expected / math.sqrt(1 / 32 + 1 / 12))


def test_a_word_that_is_used_alike_has_log_odds_of_zero() -> None:
    delta, _ = log_odds(np.array([5.0, 95.0]), np.array([10.0, 190.0]), np.array([0.5, 9.5]))
    assert delta[0] == pytest.approx(0.0, abs=0.01)


def test_a_strong_prior_shrinks() -> None:
    weak, _ = log_odds(HERE, THERE, np.full(4, 0.1))
    strong, _ = log_odds(HERE, THERE, np.full(4, 100.0))
    assert abs(strong[0]) < abs(weak[0])


@pytest.mark.parametrize("term", range(4))
def test_keyness_agrees_with_scipy(term: int) -> None:
    g2, _ = keyness(HERE, THERE)
    table = [
        [HERE[term], THERE[term]],
        [HERE.sum() - HERE[term], THERE.sum() - THERE[term]],
    ]
    expected = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    assert abs(g2[term]) == pytest.approx(expected)


def test_keyness_is_signed_and_its_effect_size_is_a_log_ratio() -> None:
    g2, ratio = keyness(HERE, THERE)
    assert g2[0] > 0 > g2[1]
    assert ratio[0] == pytest.approx(math.log2((30 / 100) / (10 / 200)))
    assert math.isfinite(ratio[2]), "a word that one side never uses still has a ratio"


def test_terms_of_two_years() -> None:
    old = with_words(report_of(("plan", "修水渠" * 4), year=2001), "水渠 " * 8 + "公路 " * 2)
    new = with_words(report_of(("plan", "修公路" * 4), year=2002), "水渠 " * 2 + "公路 " * 8)
    frame = rl.compare([old, new]).frame("terms").set_index(["group", "term"])
    assert frame.loc[(2002, "公路"), "count"] == 8
    assert frame.loc[(2002, "公路"), "per_10k"] == pytest.approx(8e4 / 12)
    assert frame.loc[(2002, "公路"), "z"] > 0 > frame.loc[(2002, "水渠"), "z"]
    assert frame.loc[(2001, "公路"), "g2"] == pytest.approx(-frame.loc[(2002, "公路"), "g2"])


def test_one_group_has_counts_but_no_keyness() -> None:
    only = with_words(report_of(("plan", "修水渠"), year=2001), "水渠 " * 6)
    frame = rl.compare([only]).frame("terms")
    assert frame["count"].tolist() == [6]
    assert frame["z"].isna().all()


def test_terms_of_a_report_are_without_dates_and_quantities_and_whole() -> None:
    report = rl.analyze("一九五三年建成公路三千六百公里，养护公\n路，绿化公路。", year=1954)
    report._words = Words(
        [0, 7, 9, 20], [5, 9, 15, 23], ["一九五三年", "公路", "三千六百公里", "公\n路"]
    )
    counts = dict(zip(*(report.frame("terms")[name] for name in ("term", "count")), strict=True))
    assert counts == {"公路": 2}
