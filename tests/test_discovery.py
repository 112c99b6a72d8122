"""Discovery of new slogans in a corpus, and the lives of slogans over the years."""

from __future__ import annotations

import random
import re
import tomllib
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

import reportlens as rl
from reportlens.lexicon import load, read_file
from reportlens.lexicon.schema import SloganEntry
from reportlens.slogans.candidates import burst_year
from reportlens.slogans.discovery import to_toml
from reportlens.slogans.folding import fold, fold_text
from reportlens.slogans.known import known_slogans
from reportlens.slogans.lives import Mention, slogan_lives, trend

TEXTS = [
    (
        f"去年{name}办实事。实施“三园两带”工程，{name}推进莲乡行动，把莲乡行动{tail}。",
        2020 + at // 2,
    )
    for at, (name, tail) in enumerate(
        [("甲镇", "办好"), ("乙乡", "抓实"), ("丙区", "延伸"), ("丁县", "扩面"), ("戊村", "做细")]
    )
]


def test_a_coined_phrase_comes_first_and_says_where_it_was_found() -> None:
    found = rl.discover(TEXTS, min_cohesion=1.0)
    first = found.iloc[0]
    assert (first["phrase"], first["type"]) == ("三园两带", "numeral")
    assert (first["count"], first["reports"], first["spread"], first["quoted"]) == (5, 5, 1.0, 1.0)
    assert first["first_year"] == 2020


def test_known_slogans_and_terms_are_left_out() -> None:
    texts = [f"{c}推进乡村振兴，增强“四个意识”，{c}办“四个意识”班。" for c in "甲乙丙丁戊"]
    assert not {"四个意识", "乡村振兴"} & set(rl.discover(texts)["phrase"])


def test_a_part_of_a_longer_phrase_is_no_candidate() -> None:
    assert "三园" not in set(rl.discover(TEXTS)["phrase"])


def test_the_result_can_be_pasted_into_a_lexicon(tmp_path: Path) -> None:
    pasted = tmp_path / "own.toml"
    pasted.write_text(to_toml(rl.discover(TEXTS, min_cohesion=1.0)), encoding="utf-8")
    assert tomllib.loads(pasted.read_text(encoding="utf-8"))["slogan"][0]["canonical"] == "三园两带"
    assert list(read_file(pasted))
    report = rl.analyze("坚持三园两带。", lexicon=load(pasted))
    assert [row.known for row in report.slogans] == [True]


def test_nothing_to_find_is_an_empty_table() -> None:
    assert rl.discover([]).empty
    assert rl.discover(["", "一"]).empty


def test_the_burst_year_is_the_most_unusual_one() -> None:
    chars = dict.fromkeys(range(2010, 2020), 10_000)
    assert burst_year({2012: 2, 2015: 9, 2016: 2}, chars)[0] == 2015


def test_hidden_slogans_come_back(corpora: Path) -> None:
    """Of 30 slogans taken out of the lexicon, at least 15 are in the first 200 candidates."""
    documents = []
    for file in sorted(corpora.rglob("*.txt")):
        year = re.match(r"\d{4}", file.stem)
        text = file.read_text(encoding="utf-8", errors="replace")
        documents.append((text, int(year.group()) if year else None))
    lexicon = load()
    known = known_slogans(lexicon)
    counts: Counter[str] = Counter()
    reports: Counter[str] = Counter()
    for text, _ in documents:
        mentions = known.find(text, fold_text(text))
        here = Counter(
            m.entry.canonical for m in mentions if text[m.start : m.end] == m.entry.canonical
        )
        counts.update(here)
        reports.update(here.keys())
    entries = lexicon.of(SloganEntry)
    common = sorted(
        e.canonical
        for e in entries
        if e.type != "concept"
        and len(e.canonical) >= 3
        and counts[e.canonical] >= 5
        and reports[e.canonical] >= 3
    )
    hidden = set(random.Random(2).sample(common, 30))
    rest = tuple(e for e in entries if e.canonical not in hidden)
    found = rl.discover(
        documents, lexicon=replace(lexicon, entries={**lexicon.entries, "slogan": rest}), limit=200
    )
    back = {fold(h) for h in hidden} & {fold(phrase) for phrase in found["phrase"]}
    assert len(back) >= 15


# ---- lives

YEARS = range(1990, 2026)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (range(2020, 2026), "born"),
        (range(1990, 2010), "dying"),
        (range(1990, 2026), "steady"),
        (range(2001, 2003), "brief"),
        ([1992], "brief"),
        ([2025], "born"),
    ],
)
def test_the_trend_of_a_life(said: range, expected: str) -> None:
    assert trend(dict.fromkeys(said, 1.0), YEARS) == expected


def test_fading_is_dying_too() -> None:
    series = {year: 6.0 if year < 2015 else 0.5 for year in YEARS}
    assert trend(series, YEARS) == "dying"


def test_the_peak_is_of_the_rate_not_of_the_count() -> None:
    mentions = [Mention(2001, "三农", 4), Mention(2002, "三农", 6)]
    (life,) = slogan_lives(mentions, {2001: 10_000, 2002: 30_000})
    assert (life["peak_year"], life["peak_per_10k"], life["count"]) == (2001, 4.0, 10)
    assert life["series"] == {2001: 4.0, 2002: 2.0}


def test_the_parts_of_a_list_live_too() -> None:
    mentions = [Mention(2017, "四个意识", 1), Mention(2016, "看齐意识", 2)]
    rows = slogan_lives(
        mentions, {2016: 1000, 2017: 1000}, parts={"四个意识": ("大局意识", "看齐意识")}
    )
    life = next(row for row in rows if row["canonical"] == "四个意识")
    assert life["parts_said"] == ("看齐意识",)
    assert life["parts_years"] == (2016,)


LIVES = [  # what is generally known of them, in the prime minister's reports
    ("四个现代化", range(1954, 1980), range(1986, 2000), "dying"),
    ("三个代表", range(2000, 2003), range(2017, 2020), "dying"),
    ("科学发展观", range(2004, 2006), range(2017, 2020), "dying"),
    ("一带一路", range(2014, 2017), range(2024, 2027), "born"),
    ("四个意识", range(2016, 2018), range(2024, 2027), "born"),
    ("两个维护", range(2018, 2020), range(2024, 2027), "born"),
]


def test_lives_agree_with_what_is_known(corpora: Path) -> None:
    counts: Counter[tuple[int, str]] = Counter()
    chars: Counter[int] = Counter()
    known = known_slogans(load())
    for file in sorted((corpora / "national").glob("*.txt")):
        year, text = int(file.stem[:4]), file.read_text(encoding="utf-8")
        chars[year] += len(text)
        counts.update((year, m.entry.canonical) for m in known.find(text, fold_text(text)))
    mentions = [Mention(year, canonical, n) for (year, canonical), n in counts.items()]
    lives = {row["canonical"]: row for row in slogan_lives(mentions, chars)}
    for canonical, first, last, expected in LIVES:
        life = lives[canonical]
        assert life["first_year"] in first, canonical
        assert life["last_year"] in last, canonical
        assert life["trend"] == expected, canonical
