"""The words around numbers, compiled once a lexicon into what the stages look up."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeVar, cast

from reportlens.lexicon import Lexicon
from reportlens.lexicon.schema import QuantityWords
from reportlens.report import Bound, Change

SEEDS = "零〇○一二两三四五六七八九十百千万亿几数半"
"""Characters that a Chinese numeral can begin with."""

_YEAR = "(?:[0-9]{4}年|[一二][八九〇○零][〇○零一二三四五六七八九]{2}年?)"
_PLAN = "“?(?:十[一二三四五六七八]?|[一二三四五六七八九])五”?(?:规划|计划)?"
_LIST_NUMBER = "[一二三四五六七八九十]{1,2}是|[①-⑳]|[0-9]{1,2}[.．、](?![0-9])"
_REACH = "到|至"
# Quoted words, a short remark inside the name, 县（市、区）, or plain characters.
_BEHIND = (
    "的?((?:“[^”\n]{1,16}”|（[^（）\n]{1,6}）(?=[^，。；、）\n])|（(?:PLACES|、){1,6}）"
    "|[^，。；：、！？,;:!?\n（）()“”])+)"
)
_FRONT_ROLES = ("joint", "frame", "lead")
_FRONT_SIGNS = frozenset("“到至一二三四五六七八九十0123456789") | frozenset(
    map(chr, range(0x2460, 0x2474))
)
_TIME_SIGNS = frozenset("年”五划〇○零一二三四六七八九的")


class BoundWord(NamedTuple):
    """What a bound word says, and where it is only part of another word."""

    bound: Bound
    not_after: tuple[str, ...]
    not_before: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """Compiled words of `lexicons/quantities.toml`, by role."""

    before: dict[str, tuple[tuple[str, BoundWord], ...]]
    """Last character → bound words glued before a number, longest first."""
    after: dict[str, tuple[tuple[str, BoundWord], ...]]
    """First character → those behind."""
    apart: tuple[tuple[str, Bound], ...]
    any_apart: re.Pattern[str]
    idioms: dict[str, tuple[tuple[int, int, frozenset[str]], ...]]
    """Numeral character → (its offset in the idiom, length, idioms)."""
    people: tuple[str, ...]
    rank_places: re.Pattern[str]
    change: re.Pattern[str]
    change_of: dict[str, Change]
    adjacent: dict[str, tuple[tuple[str, Change], ...]]
    """Last character → change words that count only right before the number: 多, 加快."""
    change_names: frozenset[str]
    added: frozenset[str]
    lasting: frozenset[str]
    ahead: tuple[str, ...]
    """What puts a length of time that follows into the future."""
    recent: re.Pattern[str]
    """What puts a length of time that follows into the past (近五年), at the end of a text."""
    since: re.Pattern[str]
    """What puts the length of time before it into the past."""
    target: re.Pattern[str]
    actual: re.Pattern[str]
    perfect: re.Pattern[str]
    must: re.Pattern[str]
    will: re.Pattern[str]
    recalls: re.Pattern[str]
    recall_lead: re.Pattern[str]
    """What may stand before a date at the head of a sentence, and nothing else."""
    turns: re.Pattern[str]
    resolves: re.Pattern[str]
    totals: tuple[str, ...]
    lead: re.Pattern[str]
    """Words that stand before a name."""
    verbs: frozenset[str]
    predicates: tuple[str, ...]
    """Verbs that no name behind a number begins with."""
    verb_ends: dict[str, tuple[str, ...]]
    """Last character → verbs that lead to a number, longest first."""
    stop: re.Pattern[str]
    attributes: tuple[str, ...]
    carriers: tuple[str, ...]
    short_names: frozenset[str]
    hollow: frozenset[str]
    """Names that say too little alone: 总量, 占比."""
    hollow_ends: tuple[str, ...]
    """The same, longest first."""
    joint: re.Pattern[str]
    """Between the members of a list."""
    joint_end: re.Pattern[str]
    each: re.Pattern[str]
    comparison: re.Pattern[str]
    time_front: re.Pattern[str]
    """A list number, year or plan period in front of a name."""
    time_end: re.Pattern[str]
    """A time between a name and the number, at the end of a text."""
    lasting_name: re.Pattern[str]
    adverb: re.Pattern[str]
    not_behind: tuple[str, ...]
    frame: re.Pattern[str]
    frame_end: re.Pattern[str]
    frame_alone: re.Pattern[str]
    fronts: frozenset[str]
    """Characters with which what is left off in front of a name can begin."""
    time_lasts: frozenset[str]
    """Characters with which a time can end."""
    kept_ends: tuple[str, ...]
    own_nouns: tuple[str, ...]
    own_verbs: tuple[str, ...]
    spreads: tuple[str, ...]
    behind: re.Pattern[str]
    """What follows a number and can hold the noun that it counts."""
    adjective: re.Pattern[str]
    """Between a number and the noun that it counts: 重要的, 级."""
    never_counted: tuple[str, ...]
    """The carriers that not even a classifier makes a name: 大关."""

    # What the words between and behind numbers say
    reached: re.Pattern[str]
    """Behind a word of change: the number is a level."""
    rate_behind: re.Pattern[str]
    rate_of: dict[str, Change]
    list_goes_on: re.Pattern[str]
    origin: re.Pattern[str]
    """A text that ends with what a change begins at: 从去年的."""
    goes_to: re.Pattern[str]
    """What follows that number."""
    to: re.Pattern[str]
    froms: frozenset[str]
    becomes: tuple[str, ...]
    against_before: re.Pattern[str]
    than: re.Pattern[str]
    thans: frozenset[str]
    compared: frozenset[str]
    that_is: re.Pattern[str]
    says: re.Pattern[str]
    measured_against: re.Pattern[str]
    basis: re.Pattern[str]
    """What follows a number from which something starts, or which is so: 基础上, 之一."""
    or_more: re.Pattern[str]
    within: tuple[str, ...]
    two_way: frozenset[str]
    ends_list: tuple[str, ...]
    anniversary: re.Pattern[str]
    plan_title: re.Pattern[str]
    summary_title: re.Pattern[str]
    power: tuple[str, ...]
    warmth: tuple[str, ...]
    not_tenths: frozenset[str]
    not_rank: tuple[str, ...]
    lasting_behind: tuple[str, ...]
    lasting_before: frozenset[str]
    programmes: tuple[str, ...]
    by_hundreds: frozenset[str]
    abouts: tuple[str, ...]

    def is_idiom(self, text: str, at: int) -> bool:
        """Whether the numeral character at `at` belongs to a set phrase."""
        for offset, size, idioms in self.idioms.get(text[at], ()):
            if at >= offset and text[at - offset : at - offset + size] in idioms:
                return True
        return False


def _alternatives(words: list[str]) -> re.Pattern[str]:
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return re.compile("|".join(map(re.escape, ordered)) or r"(?!)")


def _guarded(entries: list[QuantityWords]) -> str:
    """Alternatives, longest first, of words that are no parts of words their entries name."""
    guarded = []
    for entry in entries:
        after = f"(?!{'|'.join(map(re.escape, entry.not_before))})" if entry.not_before else ""
        for word in entry.words:
            # The guard stands behind the word, so that the pattern begins with characters
            # and can skip over all others.
            before = "".join(f"(?<!{re.escape(w + word)})" for w in entry.not_after)
            guarded.append((word, f"{re.escape(word)}{before}{after}"))
    guarded.sort(key=lambda pair: (-len(pair[0]), pair[0]))
    return "|".join(dict.fromkeys(pattern for _, pattern in guarded)) or r"(?!)"


T = TypeVar("T")


def _by_character(words: dict[str, T], at: int) -> dict[str, tuple[tuple[str, T], ...]]:
    """Words and what they say by their character at `at`, longest first."""
    groups: dict[str, list[tuple[str, T]]] = {}
    for word in sorted(words, key=lambda w: -len(w)):
        groups.setdefault(word[at], []).append((word, words[word]))
    return {char: tuple(group) for char, group in groups.items()}


@lru_cache(maxsize=8)
def compiled_words(lexicon: Lexicon) -> Words:
    """The compiled words of a lexicon; built once."""
    entries = lexicon.of(QuantityWords)
    by_role: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for entry in entries:
        by_role[entry.role].update(dict.fromkeys(entry.words, entry.value))

    def words(role: str, value: str | None = None) -> list[str]:
        return [w for w, v in by_role[role].items() if value is None or v == value]

    idioms: dict[str, dict[tuple[int, int], set[str]]] = {}
    for idiom in words("idiom"):
        for offset, char in enumerate(idiom):
            if char in SEEDS:
                group = idioms.setdefault(char, {}).setdefault((offset, len(idiom)), set())
                group.add(idiom)

    def bounds(role: str, at: int) -> dict[str, tuple[tuple[str, BoundWord], ...]]:
        return _by_character(
            {
                word: BoundWord(cast(Bound, entry.value), entry.not_after, entry.not_before)
                for entry in entries
                if entry.role == role
                for word in entry.words
            },
            at,
        )

    def guarded(role: str) -> str:
        return _guarded([entry for entry in entries if entry.role == role])

    def longest_first(role: str) -> tuple[str, ...]:
        return tuple(sorted(words(role), key=lambda w: -len(w)))

    return Words(
        before=bounds("bound_before", -1),
        after=bounds("bound_after", 0),
        apart=tuple(
            (w, cast(Bound, by_role["bound_apart"][w])) for w in longest_first("bound_apart")
        ),
        any_apart=re.compile(guarded("bound_apart")),
        idioms={
            char: tuple((*place, frozenset(found)) for place, found in places.items())
            for char, places in idioms.items()
        },
        people=tuple(words("people")),
        rank_places=_alternatives(words("rank_place")),
        change=re.compile(guarded("change")),
        change_of={w: cast(Change, v) for w, v in by_role["change"].items()},
        adjacent=_by_character(
            {w: cast(Change, v) for w, v in by_role["change_adjacent"].items()}, -1
        ),
        change_names=frozenset(words("change_name")),
        added=frozenset(words("change_added")),
        lasting=frozenset(words("change_lasting")),
        ahead=tuple(words("ahead")),
        recent=re.compile(rf"(?:{guarded('recent')})\Z"),
        since=re.compile(guarded("since")),
        target=_alternatives(words("status", "target")),
        actual=_alternatives(words("status", "actual")),
        perfect=re.compile(guarded("perfect")),
        must=re.compile(guarded("must")),
        will=re.compile(guarded("will")),
        recalls=re.compile(guarded("recalls")),
        recall_lead=re.compile(rf"(?:{guarded('recall_lead')})*+"),
        turns=re.compile(guarded("turns")),
        resolves=re.compile(guarded("resolves")),
        totals=tuple(words("total")),
        lead=re.compile(guarded("lead")),
        verbs=frozenset(words("verb")),
        predicates=tuple(
            verb
            for verb in words("verb")
            if len(verb) > 1 and verb not in by_role["rank_place"] and verb not in by_role["lead"]
        ),
        verb_ends={
            char: tuple(word for word, _ in group)
            for char, group in _by_character(dict.fromkeys(words("verb")), -1).items()
        },
        stop=re.compile(rf"(?:{guarded('stop')})(?!{guarded('head_noun')})"),
        attributes=longest_first("attribute"),
        short_names=frozenset(words("short_name")),
        carriers=tuple(words("carrier")),
        hollow=frozenset(words("hollow")),
        hollow_ends=longest_first("hollow"),
        joint=re.compile(guarded("joint")),
        joint_end=re.compile(rf"(?:{guarded('joint')})+\Z"),
        each=re.compile(guarded("each")),
        comparison=re.compile(guarded("comparison")),
        time_front=re.compile(
            rf"(?:{_LIST_NUMBER}|(?:{_REACH})?{_YEAR}(?:{guarded('time_front')})?|{_PLAN}(?:{guarded('time_front')})?)"
        ),
        time_end=re.compile(
            rf"(?:{_REACH})?(?:(?:{_YEAR}|{_PLAN})(?:{guarded('time_after')})?"
            rf"|(?:{guarded('time_name')})的?)\Z"
        ),
        lasting_name=re.compile(guarded("lasting_name")),
        adverb=re.compile(guarded("adverb")),
        not_behind=tuple(words("not_behind")),
        frame=re.compile(guarded("frame")),
        frame_end=re.compile(guarded("frame_end")),
        frame_alone=re.compile(guarded("frame_alone")),
        fronts=frozenset(w[0] for role in _FRONT_ROLES for w in words(role)) | _FRONT_SIGNS,
        time_lasts=frozenset(w[-1] for role in ("time_name", "time_after") for w in words(role))
        | _TIME_SIGNS,
        kept_ends=tuple(words("kept_end")),
        own_nouns=tuple(words("own_noun")),
        reached=re.compile(guarded("reached")),
        rate_behind=re.compile(guarded("rate_behind")),
        rate_of={w: cast(Change, v) for w, v in by_role["rate_behind"].items()},
        list_goes_on=re.compile(guarded("list_goes_on")),
        origin=re.compile(
            rf"(?:{guarded('from')})(?:(?!{guarded('from')}|{guarded('to')}).){{0,24}}\Z"
        ),
        goes_to=re.compile(rf"[^，；。]{{0,12}}?(?:{guarded('reached')})"),
        to=re.compile(guarded("to")),
        froms=frozenset(words("from")),
        becomes=tuple(words("becomes")),
        against_before=re.compile(guarded("against_before")),
        than=re.compile(guarded("than")),
        thans=frozenset(words("than")),
        compared=frozenset(words("compared")),
        that_is=re.compile(guarded("that_is")),
        says=re.compile(guarded("says")),
        measured_against=re.compile(guarded("measured_against")),
        basis=re.compile(
            rf"[^，。；]{{0,12}}(?:{guarded('basis')})|[^，。；、]{{0,8}}(?:{guarded('one_of')})"
        ),
        or_more=re.compile(guarded("or_more")),
        within=tuple(words("within")),
        two_way=frozenset(words("two_way")),
        ends_list=tuple(words("ends_list")),
        anniversary=re.compile(guarded("anniversary")),
        summary_title=re.compile(guarded("summary_title")),
        plan_title=re.compile(rf"[^，。；\n]{{0,8}}(?:{guarded('plan_title')})"),
        power=tuple(words("power")),
        warmth=tuple(words("warmth")),
        not_tenths=frozenset(words("not_tenths")),
        not_rank=tuple(words("not_rank")),
        lasting_behind=tuple(words("lasting_behind")),
        lasting_before=frozenset(words("lasting_before")),
        programmes=tuple(words("programme")),
        by_hundreds=frozenset(words("by_hundreds")),
        abouts=tuple(words("about")),
        behind=re.compile(_BEHIND.replace("PLACES", guarded("place_kind"))),
        spreads=tuple(words("spread")),
        own_verbs=tuple(words("own_verb")),
        adjective=re.compile(rf"(?:{guarded('adjective')})的|(?:{guarded('grade')})"),
        never_counted=tuple(
            word for word in words("carrier") if word not in by_role["counted_carrier"]
        ),
    )
