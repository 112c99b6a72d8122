"""Words: what is kept whole, and that both engines give the same ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportlens as rl
from reportlens.lexicon import load
from reportlens.text.view import clean_view
from reportlens.text.words import WordCutter, cut_report, cut_text, engine_of, stop_words

WHOLE = [
    ("增强“四个意识”。", "四个意识"),  # slogans
    ("城镇新增就业超过1200万人。", "超过1200万人"),  # quantities
    ("2025年12月召开会议。", "2025年12月"),  # dates
    ("一般公共预算收入稳步增长。", "一般公共预算收入"),  # terms
    ("推动高质量发展迈出新步伐。", "高质量发展"),  # concepts
    ("新疆生产建设兵团改革深化。", "新疆生产建设兵团"),  # names of places
    ("省人大常委会作出决定。", "人大常委会"),  # and bodies
]


@pytest.mark.parametrize(("text", "word"), WHOLE)
def test_slogans_quantities_dates_terms_and_names_are_one_word(text: str, word: str) -> None:
    assert word in rl.analyze(text, year=2025).words.text


def test_words_are_places_in_the_report() -> None:
    text = "增长 5 ． 2 ％，\n全面推进\u200b乡村\n振兴。"
    words = rl.analyze(text, year=2025).words
    assert [text[a:b] for a, b in zip(words.start, words.end, strict=True)] == words.text


def test_white_space_is_no_word_and_nothing_else_is_lost() -> None:
    text = "第一行\n  第二行　第三行"
    assert "".join(cut_text(text).text) == "第一行第二行第三行"


def test_parts_of_speech_on_request() -> None:
    report = rl.analyze("北京市全面推进乡村振兴。", year=2025)
    assert report.words.pos == []
    for engine in ("rjieba", "jieba"):
        words = cut_report(report, pos=True, engine=engine)
        tags = dict(zip(words.text, words.pos, strict=True))
        assert tags["北京市"] == "ns"
        assert tags["推进"] == "v"


def test_a_users_words_are_kept_whole(tmp_path: Path) -> None:
    text = "推广稻虾莲共作新法。"
    assert "稻虾莲共作" not in cut_text(text).text
    own = tmp_path / "words.txt"
    own.write_text("稻虾莲共作\n", encoding="utf-8")
    lexicon = load(own)
    assert "稻虾莲共作" in cut_text(text, lexicon=lexicon).text
    assert "稻虾莲共作" in rl.analyze(text, lexicon=lexicon).words.text
    assert "稻虾莲共作" not in cut_text(text).text  # and nowhere else


def test_stop_words_can_be_seen_and_changed(tmp_path: Path) -> None:
    assert len(stop_words()) >= 300
    own = tmp_path / "stop_words.txt"
    own.write_text("青禾县\n-进一步\n", encoding="utf-8")
    changed = stop_words(load(own))
    assert changed == (stop_words() | {"青禾县"}) - {"进一步"}
    assert stop_words(load(own, replace=True)) == {"青禾县"}


def test_the_genres_terms_are_many() -> None:
    assert len(load().words) >= 300


# ---- rjieba and jieba


def same_words(text: str) -> bool:
    lexicon = load()
    return engine_of(lexicon, "rjieba").cut(text) == engine_of(lexicon, "jieba").cut(text)


EVENED_OUT = ["2011-2020年", "PM_2.5浓度", "xx.x亿元", "v1.2.3版", "COVID-19疫情", "㐀𠮷野家龦"]


@pytest.mark.parametrize("text", EVENED_OUT)
def test_where_rjieba_differs_it_is_evened_out(text: str) -> None:
    assert same_words(text)


def test_engines_agree_on_the_samples(samples: Path) -> None:
    files = sorted(samples.rglob("*.txt"))
    assert files
    for file in files:
        text = file.read_bytes().decode("utf-8", errors="ignore")
        assert same_words(clean_view(text).text), file.name


def test_engines_agree_on_real_reports(corpora: Path) -> None:
    for file in sorted(corpora.rglob("*.txt")):
        text = clean_view(file.read_text(encoding="utf-8", errors="replace")).text
        assert same_words(text), file.name


@settings(max_examples=300, deadline=None)
@given(
    st.text(
        alphabet="中国人民发展改革一二万亿元年月在了大学生产总值aZ09 .-_%+#&\n，。“”·①℃Ａ㐀𠮷",
        max_size=20,
    )
)
def test_engines_agree_on_any_text(text: str) -> None:
    assert same_words(text)


def test_a_cutter_is_small_enough_to_travel_with_a_report() -> None:
    import pickle

    report = rl.analyze("推进乡村振兴。", year=2025)
    again = pickle.loads(pickle.dumps(report))
    assert again.words.text == report.words.text
    assert len(pickle.dumps(WordCutter())) < 500


def test_lone_surrogates_do_no_harm() -> None:
    assert cut_text("推进\ud800发展").text[0] == "推进"
