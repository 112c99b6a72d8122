"""Names and colours that pictures, pages and terminals share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from reportlens.report import Label

Language = Literal["zh", "en"]

LABEL_NAMES: dict[Label, tuple[str, str]] = {
    "achievement": ("成绩", "achievements"),
    "experience": ("经验", "lessons"),
    "problem": ("问题", "problems"),
    "situation": ("形势", "situation"),
    "goal": ("目标", "goals"),
    "plan": ("安排", "plans"),
    "other": ("其他", "other"),
}

# Okabe and Ito's palette: told apart with any kind of colour blindness.
LABEL_COLORS: dict[Label, str] = {
    "achievement": "#009E73",
    "experience": "#CC79A7",
    "problem": "#D55E00",
    "situation": "#E69F00",
    "goal": "#0072B2",
    "plan": "#56B4E9",
    "other": "#BBBBBB",
}

OUTCOME_NAMES: dict[str, tuple[str, str]] = {
    "exceeded": ("超额完成", "exceeded"),
    "met": ("完成", "met"),
    "close": ("接近", "close"),
    "missed": ("未完成", "missed"),
    "unreported": ("未报告", "unreported"),
    "no_report": ("无下年报告", "no report"),
}

OUTCOME_COLORS: dict[str, str] = {
    "exceeded": "#0072B2",
    "met": "#56B4E9",
    "close": "#F0E442",
    "missed": "#D55E00",
    "unreported": "#999999",
    "no_report": "#E8E8E8",
}

BOUND_NAMES: dict[str, tuple[str, str]] = {
    "exact": ("确数", "plain number"),
    "about": ("左右", "about"),
    "at_least": ("以上", "at least"),
    "more_than": ("超过", "more than"),
    "at_most": ("以内", "at most"),
    "less_than": ("低于", "less than"),
    "nearly": ("接近", "nearly"),
    "masked": ("隐去", "masked"),
}


TARGET, ACTUAL = "#D55E00", "#0072B2"

STATUS_NAMES: dict[str, tuple[str, str]] = {
    "actual": ("实际", "actual"),
    "target": ("目标", "target"),
}

SLOGAN_NAMES: dict[str, tuple[str, str]] = {
    "numeral": ("数字缩略", "numeral"),
    "motto": ("号召", "motto"),
    "doctrine": ("理论", "doctrine"),
}

TREND_NAMES: dict[str, tuple[str, str]] = {
    "born": ("新生", "born"),
    "dying": ("消退", "dying"),
    "steady": ("持续", "steady"),
    "brief": ("短暂", "brief"),
}

RELATION_NAMES: dict[str, tuple[str, str]] = {
    "kept": ("沿用", "kept"),
    "revised": ("改写", "revised"),
    "new": ("新增", "new"),
    "dropped": ("删去", "dropped"),
}

METHOD_NAMES: dict[str, tuple[str, str]] = {
    "lexicon": ("词表", "lexicon"),
    "nmf": ("NMF", "NMF"),
}


def name_of(names: Mapping[Any, tuple[str, str]], key: str, language: Language) -> str:
    """A name in the wanted language; the key itself where there is none."""
    pair = names.get(key)
    return (pair[0] if language == "zh" else pair[1]) if pair else key
