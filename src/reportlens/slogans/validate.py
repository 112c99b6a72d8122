"""What is wrong with a set of slogan entries, said so that a person can put it right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from reportlens.lexicon.schema import SloganEntry
from reportlens.slogans.counting import possible_counts
from reportlens.slogans.folding import fold
from reportlens.slogans.grammar import PLAN_PERIOD

_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def validate_slogans(entries: Iterable[SloganEntry]) -> list[str]:
    """Messages that name the entry, one for each fault; empty when all is well.

    Looked for are: canonical forms that differ only in marks, variants claimed by two
    entries or given twice, expansions whose number does not fit the numeral, parts given
    twice, impossible years, forms too short to be told from other words, plan periods.

    Examples
    --------
    >>> entry = SloganEntry(canonical="三个到位", type="numeral", stands_for=("甲", "乙"))
    >>> validate_slogans([entry])
    ['三个到位: stands for 2 parts, but the numeral says 3']
    """
    entries = list(entries)
    messages: list[str] = []
    owners: dict[str, list[tuple[SloganEntry, str]]] = defaultdict(list)
    for entry in entries:
        messages += _alone(entry)
        for form in (entry.canonical, *entry.variants):
            owners[fold(form)].append((entry, form))
    for claims in owners.values():
        messages += _collisions(claims)
    return messages


def _alone(entry: SloganEntry) -> list[str]:
    """The faults of an entry by itself."""
    name, messages = entry.canonical, []
    for form in (entry.canonical, *entry.variants):
        if len(fold(form)) < 2:
            messages.append(f"{name}: {form!r} is too short to be found as a slogan")
        elif PLAN_PERIOD.fullmatch(fold(form)):
            messages.append(f"{name}: {form!r} is a plan period, which is a date")
    parts = entry.stands_for
    twice = sorted({part for part in parts if parts.count(part) > 1})
    if twice:
        messages.append(f"{name}: stands_for has {'、'.join(twice)} more than once")
    if entry.type == "numeral" and parts:
        counts = possible_counts(name)
        if counts and len(parts) not in counts:
            wanted = " or ".join(map(str, sorted(counts)))
            messages.append(f"{name}: stands for {len(parts)} parts, but the numeral says {wanted}")
    if entry.first_year is not None and not _FIRST_YEAR <= entry.first_year <= _LAST_YEAR:
        messages.append(f"{name}: first_year {entry.first_year} is no year")
    return messages


def _collisions(claims: list[tuple[SloganEntry, str]]) -> list[str]:
    """Forms that are the same when marks are left out."""
    messages = []
    first, form = claims[0]
    for other, again in claims[1:]:
        if other is first:
            messages.append(f"{first.canonical}: variant {again!r} is the same as {form!r}")
        elif again == other.canonical and form == first.canonical:
            messages.append(f"{other.canonical}: the same slogan as {first.canonical}")
        else:
            messages.append(f"{other.canonical}: {again!r} belongs to {first.canonical} already")
    return messages
