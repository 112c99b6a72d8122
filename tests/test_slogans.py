"""Slogans: what counts as one, where it begins and ends, and under which name it is counted."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reportlens as rl
from reportlens.lexicon import load
from reportlens.lexicon.schema import SloganEntry
from reportlens.slogans.counting import counted_by, possible_counts
from reportlens.slogans.folding import fold, fold_text
from reportlens.slogans.known import KnownSlogans
from reportlens.slogans.validate import validate_slogans


def slogans(text: str, year: int = 2025) -> list[str]:
    return [row.text for row in rl.analyze(text, year=year).slogans]


# ---- known slogans: every way of writing them, one canonical form

KNOWN = [
    # text, mention, canonical
    ("增强“四个意识”。", "四个意识", "四个意识"),
    ("树牢四个意识。", "四个意识", "四个意识"),
    ("牢固树立‘四个意识’。", "四个意识", "四个意识"),
    ("在“树牢四个意识”上下功夫。", "四个意识", "四个意识"),
    ("坚持不忘初心，牢记使命。", "不忘初心，牢记使命", "不忘初心、牢记使命"),
    ("开展“牢记使命、不忘初心”活动。", "牢记使命、不忘初心", "不忘初心、牢记使命"),
    ("落实“三个代表”重要思想。", "三个代表", "三个代表"),
    ("严控“三公”经费。", "三公", "三公"),
    ("深化“放管服”改革。", "放管服", "放管服"),
    ("落实中央八项规定精神。", "八项规定", "八项规定"),
]


@pytest.mark.parametrize(("text", "mention", "canonical"), KNOWN)
def test_a_known_slogan_is_counted_under_one_name(text: str, mention: str, canonical: str) -> None:
    report = rl.analyze(text, year=2025)
    assert [(row.text, row.canonical) for row in report.slogans] == [(mention, canonical)]
    assert report.slogans[0].known


def test_the_longest_known_phrase_wins() -> None:
    entries = tuple(
        SloganEntry(canonical=c, type="motto") for c in ("甲乙丙", "甲乙丙、丁戊己", "丁戊己")
    )
    text = "坚持甲乙丙、丁戊己，也讲丁戊己。"
    found = KnownSlogans(entries).find(text, fold_text(text))
    assert [m.entry.canonical for m in found] == ["甲乙丙、丁戊己", "丁戊己"]


def test_a_mark_is_only_allowed_inside_where_the_phrase_has_one() -> None:
    entries = (SloganEntry(canonical="三农", type="numeral"),)
    for text in ("三、农业", "十三、农村工作"):
        assert KnownSlogans(entries).find(text, fold_text(text)) == []


def test_a_concept_is_known_but_no_slogan() -> None:
    assert slogans("着力推动高质量发展，发展新质生产力。") == []


# ---- unknown slogans: numeral abbreviations, mottos, programmes

UNKNOWN = [
    ("锚定“两带三区”布局。", ["两带三区"]),
    ("实施“一园两谷多点”战略。", ["一园两谷多点"]),
    ("开展“千企进百村”行动。", ["千企进百村"]),
    ("落实“五个对照”要求。", ["五个对照"]),
    ("构建“3+2+N”产业体系。", ["3+2+N"]),
    ("打造“1+6”平台。", ["1+6"]),
    ("实施“育苗”工程。", ["育苗"]),
    ("推行“镇上吹哨、县里报到”制度。", ["镇上吹哨、县里报到"]),
    ("围绕“茶香云溪、宜居水乡”目标。", ["茶香云溪、宜居水乡"]),
    ("立起“说办就办”的规矩。", ["说办就办"]),
    ("突出“查、改、督、评”四字。", ["查、改、督、评"]),
    ("形成一核两翼发展格局。", ["一核两翼"]),
    ("按照田园清洁、家园整洁、庭院美丽的要求推进。", ["田园清洁、家园整洁、庭院美丽"]),
    ("提出“推行‘三访三办’制度”。", ["三访三办"]),
]


@pytest.mark.parametrize(("text", "expected"), UNKNOWN)
def test_unknown_slogans_are_found_by_their_form(text: str, expected: list[str]) -> None:
    assert slogans(text) == expected


NONE = [
    "新开工四个项目，比上年多三个。",  # counts
    "增速提高三个百分点，用时两个月。",
    "“十四五”规划圆满收官，“八五”普法启动。",  # plan periods
    "印发《“两带三区”实施方案》。",  # a title: the phrase inside may be one, the title is not
    "群众说：“这件事办到了我们心坎上。”",  # speech
    "破解融资“瓶颈”，提升城市“颜值”。",  # figures of speech
    "话剧“老街灯火”荣获一等奖。",  # works and prizes
    "“云溪香米”品牌入选名录。",  # brands
    "“云溪一号”卫星成功发射。",
    "反对所谓“自由交易”。",  # another's words
    "妥善处置某镇“7·16”山洪灾害，安置群众600人。",  # an event called by its day
]


@pytest.mark.parametrize("text", NONE)
def test_counts_names_and_quotations_are_no_slogans(text: str) -> None:
    assert [s for s in slogans(text) if s != "两带三区"] == []


def test_what_is_quoted_once_is_found_without_marks_too() -> None:
    assert slogans("实施“两带三区”战略。今后坚持两带三区不动摇。") == ["两带三区", "两带三区"]


def test_old_reports_quote_opponents() -> None:
    text = "1975年，有人借口“稳定局势”来破坏，1976年又说成“照旧办事”。"
    assert slogans(text, year=1976) == []


# ---- what the report says a slogan stands for

EXPLAINED = [
    ("做到“三个到位”，即责任到位、措施到位、资金到位。", ("责任到位", "措施到位", "资金到位")),
    ("抓好“三个提升”：一是提升效率，减少环节；二是提升质量；三是提升形象。",
     ("提升效率", "提升质量", "提升形象")),
    ("落实“两免一补”（免学费、免书费、补伙食费）。", ("免学费", "免书费", "补伙食费")),
    ("筑牢粮食安全、能源安全、生态安全“三根底桩”。", ("粮食安全", "能源安全", "生态安全")),
    ("推进“三网两库”建设。\n名词解释\n1.“三网两库”：路网、电网、水网、粮库和书库。",
     ("路网", "电网", "水网", "粮库", "书库")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "parts"), EXPLAINED)
def test_an_expansion_in_the_report_is_captured(text: str, parts: tuple[str, ...]) -> None:
    assert rl.analyze(text, year=2025).slogans[0].stands_for == parts


def test_a_list_of_another_length_is_not_believed() -> None:
    report = rl.analyze("做到“四个到位”，即责任到位、措施到位。", year=2025)
    assert report.slogans[0].stands_for == ()


@pytest.mark.parametrize(
    ("phrase", "number"),
    [("四个意识", 4), ("两带三区", 5), ("十二条禁令", 12), ("双减", 2), ("百场万企", None)],
)
def test_what_a_numeral_counts(phrase: str, number: int | None) -> None:
    assert counted_by(phrase) == number


def test_one_phrase_may_fit_two_counts() -> None:
    assert {2, 5} <= possible_counts("一带一路") | possible_counts("五位一体")


# ---- canonical forms, folding, robustness


def test_marks_fold_away() -> None:
    assert fold("“甲乙”、‘丙丁’ ＋１") == "甲乙丙丁+1"


@given(st.text(alphabet="“”‘’「」一二三个代表、，。（）《》+1N \n甲的\ud800", max_size=60))
def test_offsets_hold_on_any_text(text: str) -> None:
    for row in rl.analyze(text, year=2020).slogans:
        assert text[row.start : row.end] == row.text
        assert row.text.strip("“”‘’「」") == row.text or row.known
        assert row.canonical


@pytest.mark.parametrize("char", ["一", "“", "三个", "（", "“一", "坚持甲乙、", "、", "1+"])
def test_hostile_text_takes_linear_time(char: str) -> None:
    from reportlens.slogans import find_slogans
    from reportlens.text.view import clean_view

    view = clean_view(char * (200_000 // len(char)))
    begin = time.perf_counter()
    find_slogans(view, [], [], load())
    assert time.perf_counter() - begin < 10


# ---- the validator


def entry(canonical: str, **more: object) -> SloganEntry:
    return SloganEntry(canonical=canonical, type=more.pop("type", "numeral"), **more)  # type: ignore[arg-type]


FAULTY = [
    ([entry("三个到位"), entry("“三个到位”")], "the same slogan as"),
    ([entry("甲乙", variants=("甲、乙",))], "is the same as"),
    ([entry("甲乙丙"), entry("丁戊己", variants=("甲乙丙",))], "belongs to 甲乙丙 already"),
    ([entry("三个到位", stands_for=("甲", "乙"))], "numeral says 3"),
    ([entry("三个到位", stands_for=("甲", "乙", "乙"))], "more than once"),
    ([entry("十四五")], "plan period"),
    ([entry("甲")], "too short"),
    ([entry("甲乙", first_year=20)], "is no year"),
]


@pytest.mark.parametrize(("entries", "message"), FAULTY)
def test_the_validator_names_entry_and_fault(entries: list[SloganEntry], message: str) -> None:
    messages = validate_slogans(entries)
    assert any(message in m and entries[-1].canonical in m for m in messages), messages


def test_shipped_entries_are_faultless() -> None:
    entries = load().of(SloganEntry)
    assert len(entries) >= 800
    assert validate_slogans(entries) == []
