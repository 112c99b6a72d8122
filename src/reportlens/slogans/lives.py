"""The lives of slogans: when each was first and last said, its peak, whether it is dying."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Trend = Literal["born", "dying", "steady", "brief"]

RECENT_SHARE = 0.2
"""The last fifth of the years looked at is recent; at least three years, at most half."""
ALIVE_SHARE = 0.05
"""What is said in the last twentieth of the years, at least two of them, is alive."""
BRIEF_SHARE = 0.1
"""A life of at most a tenth of the years looked at, and over by now, was brief."""


@dataclass(frozen=True, slots=True)
class Mention:
    """How often a slogan is said in one year's text."""

    year: int
    canonical: str
    count: int


def slogan_lives(
    mentions: Iterable[Mention],
    chars: Mapping[int, int],
    *,
    parts: Mapping[str, Sequence[str]] | None = None,
) -> list[dict[str, Any]]:
    """The life of every slogan in a series of years.

    Parameters
    ----------
    mentions : iterable of Mention
        Counts by year and canonical form; several rows of one year are summed.
    chars : mapping of int to int
        For each year looked at, how many characters its text has (years without any
        slogan too): the denominator of the series.
    parts : mapping of str to sequence of str, optional
        What each slogan stands for, under the names that their own mentions are counted
        by; adds the years in which parts are said, and how many of them.

    Returns
    -------
    list of dict
        One for each slogan, most frequent first: canonical, first_year, last_year,
        peak_year (of the rate, not the count), peak_per_10k, count, years (in how many it
        is said), trend, series (year → mentions per 10,000 characters over the life), and
        with `parts` also parts_said and parts_years.

    Notes
    -----
    The trend compares the life with the years looked at. ``born``: first said in the last
    fifth of them and still alive. ``brief``: a life of at most a tenth of the years, and
    over. ``dying``: over after a longer life, or alive at less than a third of its earlier
    mean rate. ``steady``: all others.

    Examples
    --------
    >>> counts = [Mention(2004, "三农", 3), Mention(2005, "三农", 4), Mention(2006, "三农", 3)]
    >>> life, = slogan_lives(counts, {2004: 10_000, 2005: 10_000, 2006: 20_000})
    >>> life["first_year"], life["peak_year"], life["series"]
    (2004, 2005, {2004: 3.0, 2005: 4.0, 2006: 1.5})
    """
    counts: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for mention in mentions:
        if mention.count:
            counts[mention.canonical][mention.year] += mention.count
    years = sorted({*chars, *(year for series in counts.values() for year in series)})
    rows = []
    for canonical, by_year in counts.items():
        row = _life(canonical, by_year, years, chars)
        if parts is not None:
            row |= _parts(parts.get(canonical, ()), counts)
        rows.append(row)
    rows.sort(key=lambda row: (-row["count"], row["first_year"], row["canonical"]))
    return rows


def _life(
    canonical: str, by_year: Mapping[int, int], years: Sequence[int], chars: Mapping[int, int]
) -> dict[str, Any]:
    first, last = min(by_year), max(by_year)
    series = {
        year: _rate(by_year.get(year, 0), chars.get(year, 0))
        for year in years
        if first <= year <= last
    }
    peak = max(series, key=lambda year: (series[year], -year))
    return {
        "canonical": canonical,
        "first_year": first,
        "last_year": last,
        "peak_year": peak,
        "peak_per_10k": series[peak],
        "count": sum(by_year.values()),
        "years": len(by_year),
        "trend": trend(series, years),
        "series": series,
    }


def trend(series: Mapping[int, float], years: Sequence[int]) -> Trend:
    """Whether a slogan is born, dying, steady or was brief (see `slogan_lives`).

    Parameters
    ----------
    series : mapping of int to float
        Rate by year from the first to the last mention.
    years : sequence of int
        All years looked at, ascending.

    Examples
    --------
    >>> trend({1979: 2.0, 1980: 1.0}, range(1954, 2026))
    'brief'
    """
    said = [year for year in series if series[year] > 0] or list(series)
    first, last = min(said), max(said)
    number = len(years)
    recent = set(_last(years, min(max(3, round(number * RECENT_SHARE)), number // 2)))
    alive = set(_last(years, min(max(2, round(number * ALIVE_SHARE)), max(1, number // 3))))
    lived = [year for year in years if first <= year <= last]
    if last not in alive:
        return "brief" if len(lived) <= max(2, round(number * BRIEF_SHARE)) else "dying"
    if first in recent:
        return "born"
    now = [series.get(year, 0.0) for year in years if year in recent]
    before = [series[year] for year in lived if year not in recent]
    return "dying" if _mean(now) < _mean(before) / 3 else "steady"


def _last(years: Sequence[int], number: int) -> Sequence[int]:
    return years[len(years) - number :]


def _parts(parts: Sequence[str], counts: Mapping[str, Mapping[int, int]]) -> dict[str, Any]:
    said = [part for part in parts if part in counts]
    return {
        "parts_said": tuple(said),
        "parts_years": tuple(sorted({year for part in said for year in counts[part]})),
    }


def _rate(count: int, chars: int) -> float:
    return count * 1e4 / chars if chars else 0.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
