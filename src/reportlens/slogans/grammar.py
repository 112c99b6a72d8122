"""The words that tell a coined phrase from a count, a name or quoted speech, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reportlens.lexicon import Lexicon
from reportlens.lexicon.schema import SloganCue

PLAN_PERIOD = re.compile("十?[一二三四五六七八九]五|十五")
"""The name of a five-year plan: a date, never a slogan."""


@dataclass(frozen=True, eq=False)
class Grammar:
    """Cue words of a lexicon by role, and the patterns made of them.

    Patterns named ``…_before`` and ``promote`` match at the end of the text before a
    phrase, the others at the beginning of the text behind it or on the whole phrase.
    """

    words: dict[str, frozenset[str]]
    numeral: str
    """A character class of numerals."""
    promote: re.Pattern[str]
    promote_first: re.Pattern[str]
    honour_before: re.Pattern[str]
    speech_before: re.Pattern[str]
    so_called: re.Pattern[str]
    programme: re.Pattern[str]
    programme_near: re.Pattern[str]
    name_after: re.Pattern[str]
    name_end: re.Pattern[str]
    counted: re.Pattern[str]
    numeral_head: re.Pattern[str]
    numeral_pair: re.Pattern[str]
    numeral_end: re.Pattern[str]
    code: re.Pattern[str]
    structure: re.Pattern[str]
    motto: re.Pattern[str]
    motto_after: re.Pattern[str]


def alternatives(words: frozenset[str]) -> str:
    """A regular expression for any of the words, the longest first."""
    return "(?:" + "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w))) + ")"


@lru_cache(maxsize=8)
def grammar_of(lexicon: Lexicon) -> Grammar:
    """The compiled cues of a lexicon, made once."""
    by_role: dict[str, set[str]] = {}
    for cue in lexicon.of(SloganCue):
        by_role.setdefault(cue.role, set()).update(cue.words)
    words = {role: frozenset(group) for role, group in by_role.items()}

    def any_of(role: str) -> str:
        return alternatives(words.get(role, frozenset({"\0"})))

    numeral = "[" + "".join(sorted(words.get("numeral", {"一"}))) + "]"
    digit = r"(?:[0-9]+|[nx])"
    return Grammar(
        words=words,
        numeral=numeral,
        promote=re.compile(
            any_of("promote")
            + r"(?:了|好|新时代|省委|市委|县委|党中央|中央|全省|全市|全县|地区|的)?$"
        ),
        promote_first=re.compile(any_of("promote")),
        honour_before=re.compile(any_of("honour_before") + r"(?:了|为|全国|全省|中国)?$"),
        speech_before=re.compile(any_of("speech_before") + r"(?:过|道)?[:：，,]?$"),
        so_called=re.compile(any_of("so_called") + "$"),
        programme=re.compile(
            r"(?:等|的|这一|这个|式)?[^，。；：、“”\n]{0,6}?" + any_of("programme")
        ),
        programme_near=re.compile(any_of("programme_near")),
        name_after=re.compile(r"(?:等|系列)?" + any_of("name_after")),
        name_end=re.compile(any_of("name_end") + "$"),
        counted=re.compile(f"{numeral}+[个多]?{any_of('counted')}$"),
        numeral_head=re.compile(f"[新老]?{numeral}+"),
        numeral_end=re.compile(f"{numeral[:-1]}0-9.第]"),
        numeral_pair=re.compile(
            f"{numeral}[^{numeral[1:-1]}]{{1,5}}(?:{numeral}[^{numeral[1:-1]}]{{1,7}})+"
        ),
        code=re.compile(rf"(?!(?:19|20)[0-9]{{2}}$)(?:[0-9]{{3,6}}[xn]?|{digit}(?:\+{digit})+)"),
        structure=re.compile(f"(?:{numeral}{any_of('part')}){{2,4}}(?={any_of('arrangement')})"),
        # Looked ahead for, so that one cue inside another's reach is still tried.
        motto=re.compile(
            any_of("motto_before") + r"(?=(?P<motto>[^\W\d_]{2,8}(?:[、，,][^\W\d_]{2,8}){1,5}))"
        ),
        motto_after=re.compile(r"(?:的[^\W\d_]{0,4}?)?" + any_of("motto_after")),
    )
