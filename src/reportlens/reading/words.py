"""The words by which titles and datelines are read, compiled from the lexicon once."""

from __future__ import annotations

import re
from functools import lru_cache

from reportlens.lexicon import Lexicon, load
from reportlens.lexicon.schema import ReadingWords

SEPARATORS = " _-—–·.,，、()（）[]【】《》<>/\\:：“”\"'年度"
"""What parts the words of a file name."""


class Words:
    """The ``[[reading]]`` entries of a lexicon as patterns."""

    def __init__(self, lexicon: Lexicon) -> None:
        groups = {entry.name: entry.words for entry in lexicon.of(ReadingWords)}
        self.groups = groups
        kinds = {name: groups[name] for name in ("given", "review_to_congress", "summary", "plan")}
        self.kind_of = {word: kind for kind, words in kinds.items() for word in words}
        self.kind = re.compile(_any(list(self.kind_of)))
        # A scraper breaks a title anywhere: 政府工作报 / 告.
        self.loose_kind = re.compile(
            "|".join(r"\s?".join(map(re.escape, word)) for word in _longest(list(self.kind_of)))
        )
        self.government = re.compile(_any(groups["government"]))
        organs = _any([*groups["government"], *groups["department"]])
        # 局面, 局势, 部分 begin like organs.
        self.organ = re.compile(rf"(?:{organs})(?![面势部限署分])")
        double = [word for word in groups["surname"] if len(word) == 2]
        single = "".join(word for word in groups["surname"] if len(word) != 2)
        han = "\u4e00-\u9fff"
        name = (
            rf"(?:(?:{_any(double)}|[{single}])\s{{0,4}}[{han}×XＸ某]\s{{0,4}}[{han}×XＸ某]?"
            rf"|[{han}]{{1,6}}(?:[·•・][{han}]{{1,7}}){{1,3}})"
        )
        self.name_line = re.compile(rf"[(（]?({name})[)）]?$")
        self.office_and_name = re.compile(rf"(?:{_any(groups['office'])})\s*[:：]?\s*({name})$")
        self.office_line = re.compile(rf"(?:{_any(groups['office'])})$")
        self.inner_break = re.compile(rf"省|市|县|区|州|旗|盟|{self.organ.pattern}")
        self.before_place = re.compile(rf"^(?:{_any(groups['before place'])})")
        self.body_before_place = re.compile(_any(groups["body before place"]))
        self.year_end = re.compile(r"[0-9〇零○一二三四五六七八九]年$")
        # A government's office signs for the government.
        self.office_of = re.compile(r"(?<=政府)办公?[室厅]?$")
        self.no_organ = re.compile(_any(groups["no organ"]))
        self.salutation = re.compile(rf"^\s*(?:{_any(groups['salutation'])})", re.M)
        self.deputes = re.compile(
            rf"(?<!人民)(?:代表|受)(?!大会)([\u4e00-\u9fff]{{0,16}}?(?:{_any(groups['government'])}))"
        )
        self.publication = re.compile(_any(groups["publication"]))
        self.review_heading = re.compile(_any(groups["review_heading"]))
        self.plan_heading = re.compile(_any(groups["plan_heading"]))
        self.review_before = re.compile(rf"(?:{_any(groups['review before'])})$")
        self.looks_back = re.compile(_any(groups["looks back"]))
        self.year_behind = re.compile(rf"(?:{_any(groups['year behind'])})$")
        self.year_at_hand = re.compile(_any(groups["year at hand"]))
        self.year_ahead = re.compile(_any(groups["year ahead"]))
        self.year_compared = re.compile(rf"(?:{_any(groups['year compared'])})$")
        self.plan_start = _numbered_by_name(groups["plan period"])
        self.plan_period = re.compile(rf"[“\"「]({_any(list(self.plan_start))})[”\"」]")
        self.source = re.compile(
            rf"(?:{_any(groups['source label'])})\s?[:：]\s?([^\s|丨:：]{{2,40}})"
        )
        self.written = re.compile(rf"(?:{_any(groups['written label'])})\s?[:：]?\s?$")
        self.author = re.compile(
            rf"(?:{_any(groups['author label'])})\s?[:：]\s?({name})(?![{han}])"
        )
        self.zone = re.compile(rf"[{han}]{{0,4}}?(?:{_any(groups['zone'])})(?![{han}]{{0,4}}建设)")
        self.administration = dict(word.split(":", 1) for word in groups["administration"])
        self.place_follows = re.compile(
            rf"{_any(groups['government'])}|{self.kind.pattern}|党|两会|人代会|[一二][〇零○九ＯOoО]"
        )
        unnamed = re.escape("".join(groups["unnamed"]))
        suffixes = _any(groups["place suffix"])
        self.place = re.compile(
            rf"([\u4e00-\u9fff{unnamed}]{{0,8}}?)({suffixes})"
            rf"(?=人民|\d|第[0-9一二三四五六七八九十]{{1,3}}[届次]|[一二][〇零○九OoО]|委|[\u4e00-\u9fff]{{0,14}}(?:{self.organ.pattern})|{self.kind.pattern}"
            rf"|[{re.escape(SEPARATORS)}]|$)"
        )
        self.national_organ = re.compile(_any(groups["national organ"]))
        self.national = frozenset(word.lower() for word in groups["national"])
        self.unnamed = "".join(groups["unnamed"])
        self.congress = _sessions(groups["people's congress"])
        self.provincial_congress = _numbered_by_name(groups["provincial congress"])
        self.party_congress = _numbered(groups["party congress"])
        self.region_alias = dict(word.split(":", 1) for word in groups["region alias"])


@lru_cache(maxsize=4)
def words_of(lexicon: Lexicon | None = None) -> Words:
    """The words of a lexicon; of the shipped one when left out."""
    return Words(lexicon or load())


def _longest(words: list[str]) -> list[str]:
    return sorted(dict.fromkeys(words), key=len, reverse=True)


def _any(words: tuple[str, ...] | list[str]) -> str:
    return "|".join(map(re.escape, _longest(list(words))))


def _numbered_by_name(words: tuple[str, ...]) -> dict[str, int]:
    return {name: int(year) for name, year in (word.split(":") for word in words)}


def _sessions(words: tuple[str, ...]) -> dict[tuple[int, int], int]:
    """Congress and session → year; ``2:1959`` is a first session, ``2.3:1962`` a third."""
    found = {}
    for word in words:
        session, year = word.split(":")
        congress, _, number = session.partition(".")
        found[int(congress), int(number or 1)] = int(year)
    return found


def _numbered(words: tuple[str, ...]) -> dict[int, int]:
    return {int(number): int(year) for number, year in (word.split(":") for word in words)}
