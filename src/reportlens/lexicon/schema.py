"""The kinds of entry that a lexicon file can hold, one class a kind.

A lexicon file is TOML; each top-level key names a kind of entry, and each entry is a
table: ``[[slogan]]``, ``[[unit]]``, ``[[indicator]]`` … One file can mix kinds. An entry
whose key field repeats an earlier one replaces it, so a user's file extends or
corrects what is shipped.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from reportlens.report import Label


class Entry(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """Base of all entries."""


class SloganEntry(Entry, frozen=True, kw_only=True):
    """A known slogan, under the form that its mentions are counted by."""

    canonical: str
    variants: tuple[str, ...] = ()
    type: Literal["numeral", "motto", "doctrine", "concept"]
    field: str = ""
    stands_for: tuple[str, ...] = ()
    first_year: int | None = None
    source: str = ""
    note: str = ""
    quoted_only: bool = False


class SloganCue(Entry, frozen=True, kw_only=True):
    """Words with one role in telling coined phrases from counts, names and quoted speech."""

    role: Literal[
        "numeral",
        "classifier",
        "part",
        "arrangement",
        "programme",
        "programme_near",
        "promote",
        "motto_before",
        "motto_after",
        "counted",
        "honour_before",
        "name_after",
        "name_end",
        "speech_before",
        "so_called",
        "figure",
        "edge",
    ]
    words: tuple[str, ...]


class UnitEntry(Entry, frozen=True, kw_only=True):
    """A unit or classifier, with the ways it is written."""

    unit: str
    aliases: tuple[str, ...] = ()
    kind: Literal["percent", "point", "money", "count", "measure", "multiple", "duration"]
    dimension: str = ""
    factor: float | None = None
    """What one unit is in the SI unit of its dimension, where there is one."""
    digits_only: bool = False
    """Only after Arabic digits or a numeral of several characters."""
    as_named: bool = True
    """Whether its canonical form stands behind numbers; 月 does not (三月 is a date), 个月 does."""
    not_before: tuple[str, ...] = ()
    """What must not follow a Chinese numeral and this unit: 元 before 旦 is New Year, no money."""
    never_before: tuple[str, ...] = ()
    """What must not follow after any number: 次 before 全会 counts no events."""
    only_before: tuple[str, ...] = ()
    """When given, one of these must follow within four characters."""
    alias_before: dict[str, tuple[str, ...]] = {}
    """Further ways to write it, each with what must follow: 金 (a medal) before a comma."""


class QuantityWords(Entry, frozen=True, kw_only=True):
    """Words around a number, by what they do to it (see lexicons/quantities.toml)."""

    role: Literal[
        "bound_before",
        "bound_after",
        "bound_apart",
        "change",
        "change_adjacent",
        "change_name",
        "change_added",
        "change_lasting",
        "ahead",
        "recent",
        "since",
        "status",
        "perfect",
        "must",
        "will",
        "recalls",
        "recall_lead",
        "turns",
        "resolves",
        "people",
        "total",
        "idiom",
        "rank_place",
        "lead",
        "verb",
        "stop",
        "hollow",
        "carrier",
        "counted_carrier",
        "short_name",
        "attribute",
        "joint",
        "each",
        "comparison",
        "time_name",
        "time_front",
        "time_after",
        "lasting_name",
        "adverb",
        "not_behind",
        "frame",
        "frame_end",
        "frame_alone",
        "kept_end",
        "grade",
        "head_noun",
        "own_noun",
        "own_verb",
        "spread",
        "place_kind",
        "reached",
        "rate_behind",
        "list_goes_on",
        "from",
        "to",
        "against_before",
        "than",
        "compared",
        "that_is",
        "says",
        "measured_against",
        "basis",
        "one_of",
        "or_more",
        "within",
        "two_way",
        "ends_list",
        "anniversary",
        "plan_title",
        "summary_title",
        "power",
        "warmth",
        "not_tenths",
        "not_rank",
        "lasting_behind",
        "lasting_before",
        "programme",
        "by_hundreds",
        "about",
        "adjective",
        "becomes",
    ]
    value: Literal[
        "",
        "about",
        "at_least",
        "more_than",
        "at_most",
        "less_than",
        "nearly",
        "increase",
        "decrease",
        "level",
        "target",
        "actual",
    ] = ""
    words: tuple[str, ...]
    not_after: tuple[str, ...] = ()
    """What before it makes it part of another word (通过, 签约)."""
    not_before: tuple[str, ...] = ()
    """What behind it makes it part of another word (国内, 多元)."""


class IndicatorEntry(Entry, frozen=True, kw_only=True):
    """A standard indicator, with the names it went by through the decades."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    english: str = ""
    units: tuple[str, ...] = ()
    """Canonical units that its figures can have."""
    measure: Literal["level", "change"] = "level"
    better: Literal["higher", "lower", ""] = ""
    """Which direction is an improvement; decides whether a target was met."""
    falls: bool = False
    """Whether a change that is given without a verb is a fall: 单位生产总值能耗3%左右."""
    strict: tuple[str, ...] = ()
    """Names that count only when no other words stand between them and the figure."""
    fallback: tuple[str, ...] = ()
    """Names that count for a year only when no other name gives a figure for it."""
    names_of: tuple[str, ...] = ()
    """Indicators whose names are names of this one too: the growth of what they measure."""
    context: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    """A name said in two parts, with clauses between: one of `context`, then one of `tails`."""
    once: Literal["year", ""] = ""
    """``year`` for what adds up or is set year by year: said of five years it is no figure."""


class IndicatorCue(Entry, frozen=True, kw_only=True):
    """Words with one role around an indicator's name and figure (see lexicons/indicators.toml)."""

    role: Literal[
        "other_name",
        "before",
        "before_any",
        "place_end",
        "date_name",
        "between",
        "block",
        "part",
        "average",
        "year_average",
        "part_year",
        "rise",
        "fall",
        "reached",
        "reaches",
        "mark",
        "from",
        "than",
        "each",
        "holder",
        "background",
        "comment",
        "region",
        "work",
        "area",
        "end_of_span",
        "whole_year",
        "year_before",
        "just_past",
        "compared",
        "aim",
        "last_month",
        "held",
        "salutation",
    ]
    words: tuple[str, ...]


class SectionCue(Entry, frozen=True, kw_only=True):
    """Words that say what a passage does, by where they stand (see lexicons/sections.toml)."""

    label: Label
    place: Literal["heading", "opening", "sentence", "end", "sure"]
    cues: tuple[str, ...]


class LayoutWords(Entry, frozen=True, kw_only=True):
    """Words that tell titles, salutations, notes and page furniture from the report's text."""

    role: Literal[
        "furniture",
        "furniture_line",
        "salutation",
        "contents",
        "notes",
        "note_says",
        "part",
        "review",
        "review_time",
        "announces",
        "announces_colon",
        "basis",
        "title",
        "opens",
    ]
    words: tuple[str, ...]


class TopicEntry(Entry, frozen=True, kw_only=True):
    """A policy field and the words that speak of it."""

    topic: str
    english: str = ""
    words: tuple[str, ...]


class CommitmentEntry(Entry, frozen=True, kw_only=True):
    """A class of wordings of targets and how binding they are."""

    wording: str
    strength: float
    verbs: tuple[str, ...] = ()
    bounds: tuple[str, ...] = ()


class ColumnEntry(Entry, frozen=True, kw_only=True):
    """A metadata field, with the names that columns of tables give it."""

    name: str
    aliases: tuple[str, ...] = ()


class ReadingWords(Entry, frozen=True, kw_only=True):
    """Words by which titles, datelines and file names are read; `reading.metadata` uses them."""

    name: str
    words: tuple[str, ...]
    note: str = ""


KINDS: dict[str, tuple[type[Entry], str]] = {
    "slogan": (SloganEntry, "canonical"),
    "slogan_cue": (SloganCue, ""),
    "unit": (UnitEntry, "unit"),
    "quantity_words": (QuantityWords, ""),
    "indicator": (IndicatorEntry, "id"),
    "indicator_cue": (IndicatorCue, ""),
    "section_cue": (SectionCue, ""),
    "layout": (LayoutWords, "role"),
    "topic": (TopicEntry, "topic"),
    "column": (ColumnEntry, "name"),
    "reading": (ReadingWords, "name"),
    "commitment": (CommitmentEntry, "wording"),
}
"""TOML key → class of the entry, and the field by which a later entry replaces an earlier one."""

LISTS: tuple[str, ...] = ("words", "stop_words")
"""Plain lists: ``words.txt`` and ``stop_words.txt``, or arrays of strings in a TOML file."""
