"""Plain counts by group: section shares, slogans and their lives, the reports themselves."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from reportlens.comparison.groups import Member, by_group, series
from reportlens.lexicon import Lexicon
from reportlens.lexicon.schema import SloganEntry
from reportlens.report import LABELS
from reportlens.scores.novelty import novelty
from reportlens.scores.shares import label_characters

if TYPE_CHECKING:
    import pandas as pd

LIVES = (
    "canonical",
    "first_year",
    "last_year",
    "peak_year",
    "peak_per_10k",
    "count",
    "years",
    "trend",
    "parts_said",
)


def group_chars(members: Sequence[Member]) -> dict[Any, int]:
    """Characters a group: reports of one group are pooled, so a long one weighs more."""
    return {group: sum(m.chars for m in inside) for group, inside in by_group(members).items()}


def sections(members: Sequence[Member], lexicon: Lexicon) -> pd.DataFrame:
    """How much of each group's text goes to each label.

    Columns: group, label, chars, share (of the group's labelled characters).
    """
    import pandas as pd

    rows = []
    for group, inside in by_group(members).items():
        counts: Counter[str] = Counter()
        for member in inside:
            counts.update(label_characters(member.report))
        whole = counts.total() or 1
        rows += [(group, label, counts[label], counts[label] / whole) for label in LABELS]
    return pd.DataFrame(rows, columns=["group", "label", "chars", "share"])


def slogans(members: Sequence[Member], lexicon: Lexicon) -> pd.DataFrame:
    """How often each slogan is said, group by group.

    Columns: canonical, type, known, group, count, per_10k; most frequent slogans first.
    """
    import pandas as pd

    chars = group_chars(members)
    counts: Counter[tuple[str, Any]] = Counter()
    first: dict[str, tuple[str, bool]] = {}
    for member in members:
        for row in member.report.slogans:
            counts[row.canonical, member.group] += 1
            first.setdefault(row.canonical, (row.type, row.known))
    order = {group: i for i, group in enumerate(chars)}
    totals: Counter[str] = Counter()
    for (canonical, _), count in counts.items():
        totals[canonical] += count
    keys = sorted(counts, key=lambda key: (-totals[key[0]], key[0], order[key[1]]))
    rows = [
        (c, *first[c], g, counts[c, g], counts[c, g] * 1e4 / chars[g] if chars[g] else 0.0)
        for c, g in keys
    ]
    return pd.DataFrame(rows, columns=["canonical", "type", "known", "group", "count", "per_10k"])


def lives(members: Sequence[Member], lexicon: Lexicon) -> pd.DataFrame:
    """Each slogan's life over the years, whatever the groups are.

    Columns: canonical, first_year, last_year, peak_year, peak_per_10k (of that year), count,
    years (in how many it is said), trend, parts_said (which of the things that a numeral
    stands for are named in these reports too, joined by ``、``).
    """
    import pandas as pd

    from reportlens.slogans.lives import Mention, slogan_lives

    chars: dict[int, int] = defaultdict(int)
    counts: Counter[tuple[int, str]] = Counter()
    for member in members:
        if member.year is None:
            continue
        chars[member.year] += member.chars
        for row in member.report.slogans:
            counts[member.year, row.canonical] += 1
    mentions = [Mention(year, canonical, n) for (year, canonical), n in sorted(counts.items())]
    # The rates of single years are the table `slogans`; a dict a cell fits no file.
    frame = pd.DataFrame(slogan_lives(mentions, dict(chars)), columns=list(LIVES))
    frame["parts_said"] = pd.Series(
        _parts_said(frame["canonical"].tolist(), members, lexicon), dtype="str"
    )
    return frame


def _parts_said(
    canonicals: Sequence[str], members: Sequence[Member], lexicon: Lexicon
) -> list[str]:
    """For each slogan the parts of its list that the reports' texts name."""
    stands_for = {entry.canonical: entry.stands_for for entry in lexicon.of(SloganEntry)}
    lists = [stands_for.get(canonical, ()) for canonical in canonicals]
    parts = sorted({part for parts in lists for part in parts})
    said = _found_in((member.plain for member in members), parts)
    return ["、".join(part for part in parts if part in said) for parts in lists]


def _found_in(texts: Iterable[str], phrases: Sequence[str]) -> set[str]:
    """The phrases that stand in any of the texts, found in one walk through each."""
    from ahocorasick_rs import AhoCorasick

    if not phrases:
        return set()
    matcher = AhoCorasick(phrases)
    found: set[int] = set()
    for text in texts:
        found.update(hit[0] for hit in matcher.find_matches_as_indexes(text, overlapping=True))
    return {phrases[number] for number in found}


def reports(members: Sequence[Member], lexicon: Lexicon) -> pd.DataFrame:
    """The reports that are compared: metadata and every score, one row a report.

    `novelty` is against the report of the year before of the same region and organ; NaN
    where there is none.
    """
    import pandas as pd

    before = {
        years[year]: years[year - 1]
        for years in series(members).values()
        for year in years
        if year - 1 in years
    }
    rows = []
    for member in members:
        metadata = asdict(member.report.metadata)
        metadata.pop("extra")
        earlier = before.get(member)
        new = novelty(member.report, earlier.report) if earlier else math.nan
        scores = member.report.scores | {"novelty": new}
        rows.append({"group": member.group, **metadata, "chars": member.chars, **scores})
    return pd.DataFrame(rows)
