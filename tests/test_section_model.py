"""A user's own classifier in the place of the shipped section model; a lexicon's stop words."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import reportlens as rl
from reportlens.lexicon import load

# No heading, no cue: the words alone decide.
TEXT = "村里的水渠通到东山。\n\n学校的食堂搬进新楼。\n\n河边的老路铺了石子。\n"


class Always:
    """A classifier that gives one label to everything."""

    def __init__(self, label: str) -> None:
        self.classes_ = np.array([label])
        self.asked: list[str] = []

    def predict_proba(self, texts: list[str], /) -> Any:
        self.asked += texts
        return np.ones((len(texts), 1))


def labels(report: rl.Report) -> set[str]:
    return {row.label for row in report.paragraphs}


@pytest.mark.parametrize("label", ["problem", "plan", "situation"])
def test_passages_are_what_the_classifier_says(label: str) -> None:
    model = Always(label)
    report = rl.analyze(TEXT, section_model=model)
    assert labels(report) == {label}
    assert model.asked == [line for line in TEXT.split("\n") if line]


def test_without_one_nothing_changes() -> None:
    assert rl.analyze(TEXT).paragraphs == rl.analyze(TEXT, section_model=None).paragraphs


def test_headings_count_as_before() -> None:
    text = "二、存在的问题\n水渠老旧，路灯不足。\n"
    report = rl.analyze(text, section_model=Always("achievement"))
    assert "problem" in {p.label for p in rl.analyze(text).paragraphs}
    assert report.paragraphs[0].label in ("problem", "achievement")


def test_a_fitted_section_classifier() -> None:
    texts = [
        "水渠通到东山。",
        "食堂搬进新楼。",
        "老路铺了石子。",
        "灯坏了没人修。",
        "桥窄车多难走。",
    ]
    given = ["situation"] * 3 + ["problem"] * 2
    report = rl.analyze(TEXT, section_model=rl.SectionClassifier(C=100).fit(texts, given))
    assert labels(report) == {"situation"}


def test_labels_that_reports_do_not_have_are_refused() -> None:
    with pytest.raises(ValueError, match=r"section_model has labels .*: 乙; train it on"):
        rl.analyze(TEXT, section_model=Always("乙"))


def test_files_and_folders_take_one_too(tmp_path: Path) -> None:
    for name in ("2021.txt", "2022.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    model = Always("plan")
    assert labels(rl.read(tmp_path / "2021.txt", section_model=model)) == {"plan"}
    corpus = rl.read_folder(tmp_path, section_model=model)
    for reports in (list(corpus), list(corpus.filter(year=2022)), [corpus[0]], list(corpus[:1])):
        assert reports
        assert all(labels(report) == {"plan"} for report in reports)


def test_terms_are_without_the_stop_words_of_the_reports_own_lexicon(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('stop_words = ["水渠"]\n', encoding="utf-8")
    text = "水渠修到东山，水渠通到西山，食堂搬进新楼。"
    assert "水渠" in set(rl.analyze(text).frame("terms")["term"])
    report = rl.analyze(text, lexicon=load(own))
    terms = set(report.frame("terms")["term"])
    assert "水渠" not in terms
    assert "食堂" in terms
    assert set(pickle.loads(pickle.dumps(report)).frame("terms")["term"]) == terms
