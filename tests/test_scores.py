"""Each score on a report small enough to count by hand."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from build import add_quantity, report_of

import reportlens as rl
from reportlens.lexicon import load
from reportlens.report import Report, Slogan, Words
from reportlens.scores import SCORES, novelty, score
from reportlens.scores.commitment import target_wordings
from reportlens.scores.style import mtld, parallel


def test_every_score_has_a_name_a_unit_and_a_definition() -> None:
    assert len({s.name for s in SCORES}) == len(SCORES)
    assert all(s.unit and s.definition for s in SCORES)


def test_shares_leave_other_out_and_add_up_to_one() -> None:
    report = report_of(("other", "各位代表："), ("achievement", "修了路建了桥"), ("plan", "再修"))
    scores = score(report)
    assert scores["share_achievement"] == pytest.approx(6 / 8)
    assert scores["share_plan"] == pytest.approx(2 / 8)
    assert scores["share_other"] == pytest.approx(5 / 13)


def test_an_empty_report_has_no_shares_rather_than_zeros() -> None:
    assert all(
        math.isnan(value)
        for name, value in score(Report("")).items()
        if name.startswith("share_") or name.endswith("_per_10k")
    )


def test_slogan_rate_and_variety() -> None:
    report = report_of(("plan", "牢记四个意识，四个意识要入心。"))
    report.slogans = [
        Slogan(2, 6, "四个意识", "四个意识", known=True),
        Slogan(7, 11, "四个意识", "四个意识", known=True),
    ]
    scores = score(report)
    assert scores["slogans_per_10k"] == pytest.approx(2 / 15 * 1e4)
    assert scores["slogan_variety"] == 0.5
    assert scores["slogans_known"] == 1.0


def test_numbered_shares_look_only_at_numbers_of_their_own_kind() -> None:
    report = report_of(
        ("achievement", "新建水厂3座。"), ("achievement", "路更宽了。"), ("goal", "力争修路8公里。")
    )
    add_quantity(report, "3座", status="actual")
    add_quantity(report, "8公里", status="target")
    scores = score(report)
    assert scores["achievements_numbered"] == 0.5
    assert scores["targets_numbered"] == 1.0
    assert scores["masked_share"] == 0.0


@pytest.mark.parametrize(
    ("sentence", "number", "bound", "wording", "strength"),
    [
        ("确保增长5%。", "5%", "exact", "确保", 1.0),
        ("力争增长5%以上。", "5%以上", "at_least", "力争", 0.3),
        ("增长5%左右。", "5%左右", "about", "about", 0.5),
        ("增长5%以上。", "5%以上", "at_least", "at_least", 0.9),
    ],
)
def test_bindingness_reads_the_verb_before_the_bound(
    sentence: str, number: str, bound: str, wording: str, strength: float
) -> None:
    report = report_of(("goal", sentence))
    add_quantity(report, number, status="target", bound=bound)
    (found,) = target_wordings(report)
    assert (found.wording, found.strength) == (wording, strength)


def test_bindingness_is_that_of_the_reports_own_lexicon(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[[commitment]]\nwording = "aim"\nstrength = 0.25\nverbs = ["瞄准"]\nbounds = []\n',
        encoding="utf-8",
    )
    text = "二、2024年工作打算\n下一步，瞄准粮食产量30万吨的目标。"
    report = rl.analyze(text, year=2024, lexicon=load(own))
    assert [found.wording for found in target_wordings(report)] == ["瞄准"]
    assert report.scores["bindingness"] == 0.25
    assert rl.analyze(text, year=2024).scores["bindingness"] == 0.7


def test_a_verb_governs_only_the_number_that_follows_it() -> None:
    report = report_of(("goal", "力争增长5%，粮食30万吨。"))
    add_quantity(report, "5%", status="target")
    add_quantity(report, "30万吨", status="target")
    assert [t.wording for t in target_wordings(report)] == ["力争", "exact"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("让道路更宽敞", "让河水更清澈", True),
        ("让道路更宽敞", "让水更清", False),
        ("攻坚克难", "砥砺奋进", False),
        ("稳中求进", "稳中求进", False),
    ],
)
def test_parallel_clauses(first: str, second: str, expected: bool) -> None:
    assert parallel(first, second) is expected


def test_four_character_and_parallel_rates() -> None:
    report = report_of(("other", "攻坚克难，让道路更宽敞，让河水更清澈。"))
    report._words = Words([0], [4], ["攻坚克难"])
    scores = score(report)
    assert scores["four_character_per_10k"] == pytest.approx(1e4 / 19)
    assert scores["parallel_per_10k"] == pytest.approx(1e4 / 19)


def test_mtld_grows_with_diversity() -> None:
    assert mtld(["甲", "乙"] * 30) < mtld([str(i % 20) for i in range(60)])


def test_novelty_is_zero_for_a_copy_and_one_for_another_text() -> None:
    first = report_of(("plan", "继续整治村道，补齐供水短板。"))
    other = report_of(("plan", "办好三所幼儿园和一所中学食堂。"))
    assert novelty(first, first) == 0.0
    assert novelty(other, first) == 1.0


@pytest.mark.parametrize(
    ("sentence", "wording"),
    [
        ("保证公平分配，建成住房5%。", "exact"),
        ("争取更好结果；物价涨幅5%。", "exact"),
        ("确保涨幅回落，力争控制在5%。", "力争"),
        ("努力确保物价涨幅为5%。", "确保"),
    ],
)
def test_a_verb_governs_only_its_own_clause_and_the_nearest_counts(
    sentence: str, wording: str
) -> None:
    report = report_of(("goal", sentence))
    add_quantity(report, "5%", status="target")
    assert [found.wording for found in target_wordings(report)] == [wording]
