"""The words around an indicator's name and its figure, compiled from the lexicon."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reportlens.lexicon import Lexicon
from reportlens.lexicon.schema import IndicatorCue
from reportlens.quantities.indicator_names import expand

_NOTHING = re.compile(r"(?!)")
_ANYWHERE = (
    *("date_name", "block", "part", "average", "year_average", "part_year", "reaches", "mark"),
    *("each", "background", "comment", "region", "work", "area", "held", "whole_year"),
    *("year_before", "compared", "aim", "last_month", "salutation"),
)
"""Roles whose words are looked for anywhere in a text; each is a field of `Cues`."""


@dataclass(frozen=True, eq=False)
class Cues:
    """One compiled pattern a role of `lexicons/indicators.toml`."""

    between: re.Pattern[str]
    """A text made of nothing but words that may stand between a name and its figure."""
    before: re.Pattern[str]
    before_any: re.Pattern[str]
    """A text's end that may stand straight before a name."""
    place: re.Pattern[str]
    date_name: re.Pattern[str]
    block: re.Pattern[str]
    part: re.Pattern[str]
    average: re.Pattern[str]
    year_average: re.Pattern[str]
    part_year: re.Pattern[str]
    move: re.Pattern[str]
    """A word of rising (group ``rise``) or falling (``fall``), with ``reached`` after it or not."""
    reaches: re.Pattern[str]
    """Words of reaching that stand apart from those of rising and falling."""
    mark: re.Pattern[str]
    """After a round figure that was passed: 台阶, 大关."""
    origin: re.Pattern[str]
    """从 or 由 at the end of a text."""
    than: re.Pattern[str]
    """比 or 较 at the end of a text."""
    each: re.Pattern[str]
    holder: re.Pattern[str]
    background: re.Pattern[str]
    comment: re.Pattern[str]
    region: re.Pattern[str]
    work: re.Pattern[str]
    area: re.Pattern[str]
    held: re.Pattern[str]
    end_of_span: re.Pattern[str]
    """After a span of years: its last year is meant."""
    whole_year: re.Pattern[str]
    year_before: re.Pattern[str]
    just_past: re.Pattern[str]
    compared: re.Pattern[str]
    aim: re.Pattern[str]
    last_month: re.Pattern[str]
    salutation: re.Pattern[str]

    def transparent(self, text: str) -> bool:
        """Whether a text holds nothing that could name something else."""
        return len(text) <= 60 and self.between.fullmatch(text) is not None


def _any(words: list[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w)))


@lru_cache(maxsize=8)
def compiled_cues(lexicon: Lexicon) -> Cues:
    """The compiled cue words of a lexicon; built once."""
    by_role: dict[str, list[str]] = {}
    for entry in lexicon.of(IndicatorCue):
        by_role.setdefault(entry.role, []).extend(w for p in entry.words for w in expand(p))

    def search(role: str) -> re.Pattern[str]:
        words = by_role.get(role, [])
        return re.compile(_any(words)) if words else _NOTHING

    def at_end(role: str) -> re.Pattern[str]:
        words = by_role.get(role, [])
        return re.compile(rf"(?:{_any(words)})\Z") if words else _NOTHING

    rise, fall, reached = (_any(by_role.get(r, [])) for r in ("rise", "fall", "reached"))
    return Cues(
        # Atomic and possessive: words overlap (增, 增长), and backtracking over them could explode.
        between=re.compile(rf"(?>{_any(by_role.get('between', []))})*+"),
        before=at_end("before"),
        before_any=at_end("before_any"),
        place=at_end("place_end"),
        move=re.compile(rf"(?:(?P<fall>{fall})|(?P<rise>{rise}))[幅速率]?(?P<reached>{reached})?")
        if rise and fall and reached
        else _NOTHING,
        origin=at_end("from"),
        than=at_end("than"),
        just_past=at_end("just_past"),
        holder=re.compile(rf".{{0,4}}?(?:{_any(by_role['holder'])})")
        if "holder" in by_role
        else _NOTHING,
        end_of_span=re.compile(rf"[”’\"]?(?:{_any(by_role.get('end_of_span', ['末']))})"),
        **{role: search(role) for role in _ANYWHERE},
    )
