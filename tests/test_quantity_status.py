"""Whether a number is reported or aimed at: passages, times, aspect and words of aiming."""

from __future__ import annotations

import pytest
from quantity_help import only, read

from reportlens.report import Label


@pytest.mark.parametrize(
    ("text", "label", "status"),
    [
        ("建成公路30公里", "achievement", "actual"),
        ("建设公路30公里", "plan", "target"),
        ("增长5%左右", "goal", "target"),
        ("拖欠3件", "problem", "actual"),
        ("今后五年", "situation", "target"),
        ("在2023年建成12个的基础上", "plan", "actual"),
        ("今年是建县70周年", "goal", "actual"),
        ("力争达到60%", "other", "target"),
        ("能耗要降低3%", "other", "target"),
        ("重要指标达到60%", "other", "actual"),
        ("完成计划的103%", "other", "actual"),
        ("到2030年达到71%", "achievement", "target"),
    ],
)
def test_status(text: str, label: Label, status: str) -> None:
    assert only(text, label).status == status


@pytest.mark.parametrize(
    ("text", "label", "statuses"),
    [
        # A plan that looks back, until it turns to what is to come.
        ("过去一年，成绩很大。产值增长9%。今年要增长5%。", "plan", ["actual", "target"]),
        (
            "去年，全县栽树3万棵，收果2万斤，今年力争收果5万斤。",
            "plan",
            ["actual"] * 2 + ["target"],
        ),
        ("五年来，我们开了3座矿。新开的矿产煤20万吨。", "goal", ["actual"] * 3),
        ("近年来，游客很多。门票收入3万元。继续修路5公里。", "plan", ["actual", "target"]),
        ("2023年比2022年，煤增产3%，油增产2%。", "plan", ["actual", "actual"]),
        ("去年，产值9亿元。\n修路5公里。", "plan", ["actual", "target"]),
        ("去年开工的3座桥要通车。修路5公里。", "plan", ["actual", "target"]),
        ("水质达标率从去年的92%提高到95%。", "plan", ["actual", "target"]),
        # Aspect, and times that lie in the past.
        ("代表团访问了12个乡。", "plan", ["actual"]),
        ("为了30户居民。", "plan", ["target"]),
        ("提出了12项任务，明确了今后五年的方向。", "plan", ["actual", "target"]),
        ("三十年来民风淳朴。", "plan", ["actual"]),
        ("同近三年的水平相当。", "goal", ["actual"]),
        ("建校有六十年历史。", "plan", ["actual"]),
        ("还没通水的8个村年内通水。", "plan", ["actual"]),
        # Facts inside plans: what something is part of, what is said, what is only so.
        ("推广试点的4个县之一的经验。", "plan", ["actual"]),
        ("未来五年三分之一的人退休。", "plan", ["target", "target"]),
        ("围绕预期目标提出18条措施。", "other", ["actual"]),
        ("工人只占职工的三分之一。", "plan", ["actual"]),
        # A look back that says what will be.
        ("这项开支将达3亿元。", "achievement", ["target"]),
        ("将8座桥拓宽。", "achievement", ["actual"]),
    ],
)
def test_status_where_past_and_plan_stand_together(
    text: str, label: Label, statuses: list[str]
) -> None:
    assert [row.status for row in read(text, label)] == statuses


def test_status_of_a_pledge_that_starts_from_what_is() -> None:
    rows = read("签约率从62%提高到70%以上。", "plan")
    assert [row.status for row in rows] == ["actual", "target"]
