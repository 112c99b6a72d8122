"""What passages do: headings, cues, sentences, evidence, doubt; and a classifier of one's own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportlens as rl
from reportlens.lexicon import load
from reportlens.report import LABELS, Report
from reportlens.sections import label_sections
from reportlens.sections.hashing import WIDTH, ngram_rows, ngram_sums
from reportlens.sections.model import MODEL_FILE, load_model
from reportlens.text.outline import outline
from reportlens.text.view import clean_view

REPORT = """柳河镇2022年工作总结
一、一年来的主要工作
一年来，全镇上下齐心协力，较好完成了各项任务。全年粮食总产量达到1.6万吨，比上年增长3.2%；新修村道12公里，改造危房46户。
（一）产业发展取得新成效。新建茶园800亩，引进企业3家，到位资金1.2亿元，村集体收入全部超过10万元，受到县委表彰。
（二）民生福祉得到新改善。新建村卫生室4所，改造老旧水管9公里，办结实事28件，群众满意率达到96%。
二、几点体会
一年的实践使我们体会到，必须始终把群众放在心上，必须坚持一件事情接着一件事情办，才能把工作做好。
三、存在的问题
一是产业基础薄弱，龙头企业缺乏，带动能力不强；二是集镇管理水平不高，停车难问题仍然突出；三是少数干部本领不足、作风不实。
四、2023年工作打算
总体要求是：以党的二十大精神为指导，坚持稳中求进，全面推进乡村振兴。主要目标是：农民收入增长8%以上，新增就业300人。
（一）做强茶叶产业。再建茶园500亩，引进龙头企业2家，力争综合产值突破2亿元。
（二）建设宜居集镇。新增停车位200个，铺设污水管网6公里，年底前完成老街改造。
让我们更加紧密地团结起来，埋头苦干，为建设美好家园而努力奋斗！
"""


@pytest.fixture(scope="module")
def report() -> Report:
    return rl.analyze(REPORT, year=2022)


def label_of(report: Report, words: str) -> str:
    return next(p.label for p in report.paragraphs if words in p.text)


EXPECTED = {
    "柳河镇2022年": "other",
    "一、一年来的主要工作": "achievement",
    "粮食总产量": "achievement",
    "新建茶园800亩": "achievement",
    "二、几点体会": "experience",
    "使我们体会到": "experience",
    "三、存在的问题": "problem",
    "产业基础薄弱": "problem",
    "四、2023年": "plan",
    "总体要求是": "goal",
    "再建茶园500亩": "plan",
    "新增停车位200个": "plan",
    "更加紧密地团结": "other",
}


@pytest.mark.parametrize(("words", "label"), EXPECTED.items())
def test_labels(report: Report, words: str, label: str) -> None:
    assert label_of(report, words) == label


def test_labels_hold_without_line_breaks_between_words_of_the_headings() -> None:
    bare = "\n".join(
        line for line in REPORT.split("\n") if line[:2] not in ("一、", "二、", "三、", "四、")
    )
    report = rl.analyze(bare, year=2022)
    for words in ("粮食总产量", "使我们体会到", "产业基础薄弱", "总体要求是", "再建茶园500亩"):
        assert label_of(report, words) == EXPECTED[words]


def test_every_label_has_evidence_and_confidence(report: Report) -> None:
    by_text = {p.text[:8]: p for p in report.paragraphs}
    assert by_text["一是产业基础薄弱"].evidence == "heading: 存在的问题"
    for paragraph in report.paragraphs:
        assert 0 <= paragraph.confidence <= 1
        assert paragraph.evidence.split(":")[0] in (
            "heading",
            "cue",
            "model",
            "layout",
            "announced above",
            "what it heads",
        )


def test_sections_read_like_a_table_of_contents(report: Report) -> None:
    assert [(s.label, s.heading) for s in report.sections] == [
        ("other", ""),
        ("achievement", "一年来的主要工作"),
        ("experience", "几点体会"),
        ("problem", "存在的问题"),
        ("plan", "2023年工作打算"),
        ("goal", "2023年工作打算"),
        ("plan", "2023年工作打算"),
        ("other", "2023年工作打算"),
    ]
    visible = sum(not c.isspace() for c in REPORT)
    assert sum(s.chars for s in report.sections) == visible


def test_a_sentence_may_differ_from_its_paragraph() -> None:
    text = REPORT.replace(
        "办结实事28件，群众满意率达到96%。",
        "办结实事28件，群众满意率达到96%。但也要看到，供水管网老化的问题仍然突出，偏远村组用水困难。",
    )
    report = rl.analyze(text, year=2022)
    row = next(s for s in report.sentences if "也要看到" in s.text)
    assert row.label == "problem"
    assert report.paragraphs[row.paragraph].label == "achievement"


def test_a_report_given_in_january_looks_back_on_the_year_before() -> None:
    text = """某县2021年政府工作报告
各位代表：
现在，我代表县人民政府向大会报告工作，请予审议。
一、2020年工作
粮食总产量31万吨，城镇新增就业4126人，新建学校7所，改造小区46个，群众生活持续改善，社会大局保持稳定。
二、2021年工作
新建学校5所，新增学位2100个，改造小区38个，建设日间照料中心9所，办好一批民生实事，让群众得到更多实惠。
"""
    report = rl.analyze(text, year=2021)
    assert label_of(report, "粮食总产量") == "achievement"
    assert label_of(report, "新增学位2100个") == "plan"


NO_REPORTS = {
    "a poem": (
        "春风吹过老街的屋檐\n燕子衔来去年的泥\n我在桥头等一封信\n等到杏花落满了溪\n"
        "月光照着空空的船\n橹声远了又近\n谁在对岸唱着歌\n唱到天明\n"
    ),
    "a news story": (
        "本报讯 昨日下午，城东一家面馆的厨房冒出浓烟，路过的两名学生立即报警。消防员赶到后用"
        "二十分钟扑灭明火，没有人受伤。店主说，火是从一口油锅烧起来的。附近的居民送来热水和毛毯，"
        "邻店的老板还腾出屋子让大家歇脚。学生的老师得知后笑着说，平时的演练没有白做，周一要在班里"
        "好好夸一夸他们。\n"
    ),
    "a table": "姓名\t年龄\t城市\n张三\t31\t海口\n李四\t42\t青岛\n王五\t27\t成都\n" * 8,
}


@pytest.mark.parametrize("text", NO_REPORTS.values(), ids=NO_REPORTS.keys())
def test_what_is_no_report_gets_a_warning_and_low_confidence(text: str) -> None:
    report = rl.analyze(text * 2)
    assert report.warnings
    assert all(p.confidence <= 0.5 for p in report.paragraphs)


def test_a_users_cues_count(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[[section_cue]]\nlabel = "problem"\nplace = "sure"\ncues = ["咱们的糟心事"]\n', "utf-8"
    )
    text = REPORT.replace(
        "二、几点体会",
        "咱们的糟心事。村口老桥三年没有动工，学生雨天绕路，老人看病不便。\n二、几点体会",
    )
    view = clean_view(text)
    lexicon = load(own)
    labelled = label_sections(view, outline(view, lexicon), 2022, lexicon)
    row = next(p for p in labelled.paragraphs if "糟心事" in view.text[p.start : p.end])
    assert row.label == "problem"
    assert row.evidence == "cue: 咱们的糟心事"


def test_page_numbers_inside_a_paragraph_have_rows_of_their_own() -> None:
    text = (
        "　　一年来，我们在全乡范围内修了十二公里的水渠，又把三座旧桥全部\n"
        "换成新桥，群众出行比过去方便得多。全年粮食总产量达到一万二千三\n"
        "— 2 —\n百吨，连续四年保持增长的好势头，各村的仓库都装得满满当当，没有\n"
        "一户缺粮。今年还新建了两所学校，把村里的路灯全部换成新的，晚上\n"
        "出门再也不用打手电筒了，乡亲们都说好。\n"
    )
    report = rl.analyze(text, year=2022)
    number = next(p for p in report.paragraphs if p.text == "— 2 —")
    assert number.label == "other"
    starts = [p.start for p in report.paragraphs]
    assert starts == sorted(starts)
    for sentence in report.sentences:
        paragraph = report.paragraphs[sentence.paragraph]
        assert paragraph.start <= sentence.start < sentence.end <= paragraph.end


@given(st.text(alphabet="一二、（）。！\n 各位代表：工作打算问题1.“”…—第，年20", max_size=250))
@settings(max_examples=100, deadline=None)
def test_for_any_text_rows_lie_in_it_in_order(text: str) -> None:
    view = clean_view(text)
    labelled = label_sections(view, outline(view), 2022, load())
    for rows in (labelled.paragraphs, labelled.sections, labelled.sentences):
        view.locate(rows)
        assert all(text[r.start : r.end] == r.text for r in rows)
        assert [r.start for r in rows] == sorted(r.start for r in rows)
    assert {p.label for p in labelled.paragraphs} <= set(LABELS)


def test_the_model_is_small_and_needs_no_scikit_learn_to_read() -> None:
    assert MODEL_FILE.stat().st_size < 2_000_000
    model = load_model()
    assert model.ngrams.shape == (WIDTH, len(LABELS))
    assert np.allclose(model.within.sum(axis=1), 1)
    assert (np.diff(model.calibration[1]) >= 0).all()


def test_scores_of_passages_are_the_same_as_by_sparse_matrix() -> None:
    csr_matrix = pytest.importorskip("scipy.sparse").csr_matrix
    text = "去年修了路。\n今年要架桥，还要办学校。\n好"
    starts, ends = np.array([0, 7, 20]), np.array([6, 19, 21])
    weights = np.random.default_rng(0).normal(size=(WIDTH, 7)).astype(np.float32)
    values, columns, pointers = ngram_rows(text, starts, ends)
    sparse = csr_matrix((values, columns, pointers), shape=(3, WIDTH)) @ weights
    assert np.allclose(sparse, ngram_sums(text, starts, ends, weights), atol=1e-3)


def test_a_classifier_of_ones_own(tmp_path: Path) -> None:
    from sklearn.base import clone

    from reportlens.adapters.sklearn_sections import SectionClassifier, labelled_passages

    folder = tmp_path / "labelled"
    (folder / "done").mkdir(parents=True)
    (folder / "ahead").mkdir()
    (folder / "done" / "1.txt").write_text("去年修成三条水渠。\n全年建成两座桥。\n", "utf-8")
    (folder / "ahead" / "1.txt").write_text("明年将再修一条路。\n下一步要办好学校。\n", "utf-8")
    (folder / "more.tsv").write_text("ahead\t今年要抓好春耕。\n", "utf-8")
    passages, labels = labelled_passages(folder)
    assert sorted(set(labels)) == ["ahead", "done"]
    classifier = clone(SectionClassifier(C=2.0)).fit(passages, labels)
    assert classifier.predict(["明年要办好食堂。"]).tolist() == ["ahead"]
    assert np.allclose(classifier.predict_proba(passages).sum(axis=1), 1)
    classifier.save(tmp_path / "own.skops")
    again = SectionClassifier.load(tmp_path / "own.skops")
    assert np.allclose(again.predict_proba(passages), classifier.predict_proba(passages))


def test_a_classifier_says_what_is_wrong(tmp_path: Path) -> None:
    from reportlens.adapters.sklearn_sections import SectionClassifier, labelled_passages

    with pytest.raises(ValueError, match="two different labels"):
        SectionClassifier().fit(["甲", "乙"], ["plan", "plan"])
    with pytest.raises(ValueError, match="2 passages but 1 labels"):
        SectionClassifier().fit(["甲", "乙"], ["plan"])
    with pytest.raises(ValueError, match="no labelled passages"):
        labelled_passages(tmp_path)


REPORT_BACK = """某县2022年政府工作报告
各位代表：
现在，我代表县人民政府向大会报告工作，请予审议。
一、2021年工作回顾
全县地区生产总值增长7.2%，粮食总产量31万吨，新建学校7所，改造小区46个，群众生活持续改善。
"""
REPORT_AHEAD = (
    REPORT_BACK
    + """二、2022年工作安排
地区生产总值增长6.5%左右，城镇新增就业4000人以上。
（一）做强特色产业
建设茶叶加工园区，培育龙头企业5家，打响区域品牌。
（二）建设美丽乡村
整治人居环境，新建污水处理站12座，改造村道60公里。
"""
)


def test_a_review_inside_the_plan_part_is_an_achievement() -> None:
    text = REPORT_AHEAD + (
        "（三）推动对外交流再上台阶\n"
        "过去一年，对外交流取得新的成绩，与7个城市结为友好城市，引进外籍专家42名，来访团组增加三成。\n"
        "今年要继续办好国际茶会，新开2条国际货运航线，支持企业到境外参展。\n"
    )
    report = rl.analyze(text, year=2022)
    assert label_of(report, "结为友好城市") == "achievement"
    assert label_of(report, "国际茶会") == "plan"


def test_what_is_announced_holds_for_items_without_numbers() -> None:
    text = REPORT_BACK + (
        "一年来，我们认真履职、团结奋斗，做好政府工作有以下几点体会：\n"
        "必须坚持因地制宜，从山区县的实际出发选产业、定项目，不照搬别处的做法。\n"
        "必须坚持量力而行，把有限的财力用在最要紧的民生实事上，不留下还不清的债。\n"
        "必须坚持一张蓝图绘到底，一任接着一任干，积小胜为大胜。\n"
    )
    report = rl.analyze(text, year=2022)
    for words in ("几点体会", "因地制宜", "量力而行", "一张蓝图"):
        assert label_of(report, words) == "experience", words


def test_what_the_items_rest_on_is_not_what_they_are() -> None:
    text = REPORT_AHEAD + (
        "实现上述目标，要重点从以下三个方面把握：\n"
        "一是加快园区扩容，新建标准厂房12万平方米，引进农产品加工企业20家。\n"
        "二是推进乡村振兴，改造高标准农田3万亩，新建冷链仓库6座。\n"
        "三是办好民生实事，新增公办幼儿园学位900个，建设口袋公园8处。\n"
    )
    report = rl.analyze(text, year=2022)
    for words in ("园区扩容", "乡村振兴", "民生实事"):
        assert label_of(report, words) == "plan", words
