"""New slogans and terms in a corpus that the lexicon does not know yet.

A phrase is a candidate when it holds together (its parts seldom meet by chance), stands
free (many different characters beside it) and is spread over reports: the criteria of
Sornlertlamvanich (2000), Jin and Tanaka-Ishii (2006) and the "new words" of Matrix67 (2012).
Phrases that reports quote, and numeral forms, come first.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import TYPE_CHECKING, Any

from reportlens.lexicon import Lexicon, load
from reportlens.report import Report
from reportlens.slogans.candidates import (
    OFTEN_QUOTED,
    Candidate,
    burst_year,
    outermost,
    ranked,
)
from reportlens.slogans.folding import fold_text
from reportlens.slogans.grammar import PLAN_PERIOD, Grammar, grammar_of
from reportlens.slogans.known import KnownSlogans, known_slogans
from reportlens.slogans.ngrams import Level, Texts, join_texts, levels
from reportlens.slogans.quoted import coined_type, quoted_phrases
from reportlens.text.view import clean_view
from reportlens.text.vocabulary import vocabulary

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "phrase",
    "type",
    "count",
    "reports",
    "spread",
    "cohesion",
    "freedom",
    "quoted",
    "first_year",
    "burst_year",
    "burst",
    "score",
)
_MARKED_COHESION = 8.0
"""What is quoted whole is taken to hold together."""
_COUNT = re.compile("[十百千万亿]+[^百千万双两一二三四五六七八九十]{1,3}$|一些|一定")
_LOOSE_PART = re.compile("^.?、|、.?$")


def discover(
    source: Iterable[Report | str | tuple[str, int | None]],
    *,
    lexicon: Lexicon | None = None,
    min_count: int = 4,
    min_reports: int = 2,
    min_cohesion: float = 3.0,
    min_freedom: float = 0.8,
    longest: int = 16,
    limit: int | None = 500,
) -> pd.DataFrame:
    """Candidates for new slogans and terms, the most promising first.

    Parameters
    ----------
    source : iterable of Report, str or (str, int)
        A corpus, reports, texts, or texts with their years. Read once; what is kept is a
        few numbers for each character of text.
    lexicon : Lexicon, optional
        Whose slogans, terms and names are known already and left out.
    min_count, min_reports : int
        A candidate occurs so often, in so many reports.
    min_cohesion : float
        Least pointwise mutual information (nats) of its two most loosely bound parts.
    min_freedom : float
        Least branching entropy (nats) of its left and right neighbours.
    longest : int
        Most characters of a candidate; quoted ones may be longer.
    limit : int, optional
        Most rows.

    Returns
    -------
    pandas.DataFrame
        phrase, type (``numeral``, ``motto`` or ``term``), count, reports, spread (share of
        the reports), cohesion, freedom, quoted (share of mentions in quotation marks),
        first_year, burst_year (the year in which it is most unusually frequent), burst
        (log-likelihood of that), score.

    Examples
    --------
    >>> texts = [f"实施“三园两带”建设，第{n}年推进“三园两带”，{n}处落地" for n in "甲乙丙丁"]
    >>> found = discover(texts)
    >>> found["phrase"][0], found["type"][0], int(found["reports"][0])
    ('三园两带', 'numeral', 4)
    """
    import pandas as pd

    lexicon = lexicon or load()
    grammar = grammar_of(lexicon)
    texts, years = _read(source, known_slogans(lexicon))
    joined = join_texts(texts, grammar.promote_first, grammar.programme_near)
    found: dict[str, Candidate] = {}
    for level in levels(joined, longest=longest, min_count=min_count):
        for candidate in _free_and_bound(
            joined, level, years, min_reports, min_cohesion, min_freedom
        ):
            found[candidate.phrase] = candidate
    for candidate in _marked(texts, years, grammar, min_count, min_reports):
        found.setdefault(candidate.phrase, candidate)
    new = _unknown(found.values(), lexicon, grammar.words.get("edge", frozenset()))
    chars = _chars_by_year(texts, years)
    best = sorted(ranked(outermost(new), grammar), key=lambda c: (-c.score, c.phrase))
    rows = [_row(candidate, len(texts), chars) for candidate in best[:limit]]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({"first_year": "Int64", "burst_year": "Int64"})


def to_toml(candidates: pd.DataFrame) -> str:
    """Candidates as lexicon entries, ready to be looked over and pasted into a user's file.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"phrase": "三园两带", "type": "numeral", "first_year": 2021}
    >>> print(to_toml(pd.DataFrame([row | {"count": 8, "reports": 4}])))
    [[slogan]]
    canonical = "三园两带"
    type = "numeral"
    first_year = 2021
    note = "8 mentions in 4 reports"
    <BLANKLINE>
    """
    import pandas as pd

    entries, terms = [], []
    for row in candidates.to_dict("records"):
        phrase = str(row["phrase"]).replace("\\", "\\\\").replace('"', '\\"')
        if row["type"] == "term":
            terms.append(f'    "{phrase}",')
            continue
        lines = ["[[slogan]]", f'canonical = "{phrase}"', f'type = "{row["type"]}"']
        if pd.notna(row.get("first_year")):
            lines.append(f"first_year = {int(row['first_year'])}")
        lines.append(f'note = "{row["count"]} mentions in {row["reports"]} reports"')
        entries.append("\n".join(lines) + "\n")
    # A plain list must stand before the first table of a TOML file.
    head = ["words = [\n" + "\n".join(terms) + "\n]\n"] if terms else []
    return "\n".join([*head, *entries])


def _read(
    source: Iterable[Report | str | tuple[str, int | None]], known: KnownSlogans
) -> tuple[list[str], list[int | None]]:
    """Clean texts in which known slogans are blanked out, and their years."""
    texts: list[str] = []
    years: list[int | None] = []
    for item in source:
        if isinstance(item, Report):
            text, year = item.text, item.year
        elif isinstance(item, str):
            text, year = item, None
        else:
            text, year = item
        clean = clean_view(text).text
        pieces, at = [], 0
        for match in known.find(clean, fold_text(clean)):
            pieces += [clean[at : match.start], "\n" * (match.end - match.start)]
            at = match.end
        texts.append("".join([*pieces, clean[at:]]))
        years.append(year)
    return texts, years


def _free_and_bound(
    joined: Texts,
    level: Level,
    years: Sequence[int | None],
    min_reports: int,
    min_cohesion: float,
    min_freedom: float,
) -> Iterable[Candidate]:
    import numpy as np

    freedom = np.minimum(level.left, level.right)
    # All mentions in marks make the neighbours all different, so rare ones need no more.
    good = (
        (level.reports >= min_reports)
        & (level.cohesion >= min_cohesion)
        & (freedom >= np.minimum(min_freedom, np.log(level.count) * 0.9))
    )
    chosen = np.flatnonzero(good)
    rank = np.full(len(good), -1)
    rank[chosen] = np.arange(len(chosen))
    by_year: dict[int, Counter[int]] = defaultdict(Counter)
    mine = rank[level.ids] >= 0
    for at, text in zip(
        rank[level.ids[mine]].tolist(),
        joined.text_at(level.positions[mine]).tolist(),
        strict=True,
    ):
        year = years[text]
        if year is not None:
            by_year[at][year] += 1
    for at, i in enumerate(chosen.tolist()):
        start = int(level.first[i])
        phrase = joined.codes[start : start + level.length].tobytes().decode("utf-32-le")
        yield Candidate(
            phrase,
            int(level.count[i]),
            int(level.reports[i]),
            float(level.cohesion[i]),
            float(freedom[i]),
            float(level.quoted[i]),
            float(level.promoted[i]),
            by_year[at],
        )


def _marked(
    texts: Sequence[str],
    years: Sequence[int | None],
    grammar: Grammar,
    min_count: int,
    min_reports: int,
) -> Iterable[Candidate]:
    """Quoted coinages with digits or many characters, which the levels do not hold."""
    counts: Counter[str] = Counter()
    reports: Counter[str] = Counter()
    by_year: dict[str, Counter[int]] = defaultdict(Counter)
    for text, year in zip(texts, years, strict=True):
        here = Counter(q.text for q in quoted_phrases(text) if coined_type(q, grammar))
        counts.update(here)
        reports.update(here.keys())
        if year is not None:
            for phrase, count in here.items():
                by_year[phrase][year] += count
    for phrase, count in counts.items():
        if count >= min_count and reports[phrase] >= min_reports:
            yield Candidate(
                phrase,
                count,
                reports[phrase],
                cohesion=_MARKED_COHESION,
                freedom=log(count),
                quoted=1.0,
                by_year=by_year[phrase],
            )


def _unknown(
    candidates: Iterable[Candidate], lexicon: Lexicon, edges: frozenset[str]
) -> list[Candidate]:
    """Those that are no term, name, function word or count."""
    terms = set(vocabulary(lexicon)) | lexicon.stop_words
    return [
        candidate
        for candidate in candidates
        if candidate.phrase not in terms
        and candidate.phrase[0] not in edges
        and candidate.phrase[-1] not in edges
        and not _LOOSE_PART.search(candidate.phrase)
        and not PLAN_PERIOD.fullmatch(candidate.phrase)
        and not (len(candidate.phrase) == 2 and candidate.quoted < OFTEN_QUOTED)
        and not (_COUNT.match(candidate.phrase) and candidate.quoted < OFTEN_QUOTED)
    ]


def _chars_by_year(texts: Sequence[str], years: Sequence[int | None]) -> dict[int, int]:
    chars: Counter[int] = Counter()
    for text, year in zip(texts, years, strict=True):
        if year is not None:
            chars[year] += len(text)
    return dict(chars)


def _row(candidate: Candidate, reports: int, chars: Mapping[int, int]) -> dict[str, Any]:
    year, burst = burst_year(candidate.by_year, chars)
    return {
        "phrase": candidate.phrase,
        "type": candidate.type,
        "count": candidate.count,
        "reports": candidate.reports,
        "spread": candidate.reports / reports,
        "cohesion": candidate.cohesion,
        "freedom": candidate.freedom,
        "quoted": candidate.quoted,
        "first_year": min(candidate.by_year, default=None),
        "burst_year": year,
        "burst": burst,
        "score": candidate.score,
    }
