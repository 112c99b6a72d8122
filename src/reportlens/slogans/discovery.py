"""New slogans and terms in a corpus that the lexicon does not know yet.

A phrase is a candidate when it holds together (its parts seldom meet by chance), stands
free (many different characters beside it) and is spread over reports: the criteria of
Sornlertlamvanich (2000), Jin and Tanaka-Ishii (2006) and the "new words" of Matrix67 (2012).
Phrases that reports quote, and numeral forms, come first.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log, log1p
from typing import TYPE_CHECKING, Any

from reportlens.lexicon import Lexicon, load
from reportlens.report import Report
from reportlens.slogans.folding import fold, fold_text
from reportlens.slogans.grammar import PLAN_PERIOD, Grammar, grammar_of
from reportlens.slogans.known import KnownSlogans, known_slogans
from reportlens.slogans.ngrams import Level, Texts, join_texts, levels
from reportlens.slogans.quoted import coined_type, is_numeral_form, quoted_phrases
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
_HELD_SHARE = 0.8
"""A phrase that so often is part of one longer candidate is no candidate of its own."""
_OFTEN_QUOTED = 0.3
_MARKED_COHESION = 8.0
"""What is quoted whole is taken to hold together."""
_SLOGAN_LENGTH = 4
_COUNT = re.compile("[十百千万亿]+[^百千万双两一二三四五六七八九十]{1,3}$|一些|一定")
_LOOSE_PART = re.compile("^.?、|、.?$")


@dataclass(slots=True)
class Candidate:
    """A phrase that may be a slogan or a term."""

    phrase: str
    count: int
    reports: int
    cohesion: float
    freedom: float
    quoted: float
    promoted: float = 0.0
    by_year: Counter[int] = field(default_factory=Counter)
    type: str = "term"
    score: float = 0.0


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
    ranked = sorted(_ranked(_outermost(new), grammar), key=lambda c: (-c.score, c.phrase))
    rows = [_row(candidate, len(texts), chars) for candidate in ranked[:limit]]
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
        and not (len(candidate.phrase) == 2 and candidate.quoted < _OFTEN_QUOTED)
        and not (_COUNT.match(candidate.phrase) and candidate.quoted < _OFTEN_QUOTED)
    ]


def _outermost(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Without those that mostly occur inside one longer candidate."""
    by_length = sorted(candidates, key=lambda c: -len(c.phrase))
    held: Counter[str] = Counter()
    kept = []
    for candidate in by_length:
        if held[candidate.phrase] >= _HELD_SHARE * candidate.count:
            continue
        kept.append(candidate)
        phrase = candidate.phrase
        for size in range(2, len(phrase)):
            for start in range(len(phrase) - size + 1):
                part = phrase[start : start + size]
                held[part] = max(held[part], candidate.count)
    return kept


def _ranked(candidates: Iterable[Candidate], grammar: Grammar) -> Iterable[Candidate]:
    """Give each candidate its type and score.

    The score is how bound and how free a phrase is, weighted by how far it is spread. A
    phrase that is quoted, counts something, has like parts or is what programmes are made
    of is more likely a slogan than a term; a word of jieba's dictionary is seldom new.
    """
    import rjieba

    dictionary = rjieba.Jieba()
    for candidate in candidates:
        phrase, quoted = candidate.phrase, candidate.quoted
        common = dictionary.has_word(phrase)
        counts = is_numeral_form(fold(phrase), grammar) and not (common and quoted == 0)
        if counts and (quoted > 0 or phrase[1] in grammar.words["classifier"]):
            candidate.type = "numeral"
        elif (len(phrase) > 2 and quoted >= _OFTEN_QUOTED) or has_like_parts(
            phrase, dictionary.has_word
        ):
            candidate.type = "motto"
        base = min(candidate.cohesion, 10.0) + 2 * min(candidate.freedom, 3.0)
        term = candidate.type == "term"
        coined = 1 + 2 * quoted + candidate.promoted + (not term)
        new = (0.6 if term else 1.0) * (0.5 if common and term else 1.0)
        shape = 1.5 if len(phrase) >= _SLOGAN_LENGTH else 1.0
        candidate.score = base * coined * new * shape * log1p(candidate.reports)
        yield candidate


def parts_of(phrase: str) -> list[str]:
    """The parts of a phrase that may be alike: at its marks, else two characters each.

    Examples
    --------
    >>> parts_of("又红又专"), parts_of("学得深、用得好")
    (['又红', '又专'], ['学得深', '用得好'])
    """
    if "、" in phrase:
        return phrase.split("、")
    if len(phrase) in (4, 6):
        return [phrase[i : i + 2] for i in range(0, len(phrase), 2)]
    return [phrase]


def has_like_parts(phrase: str, is_word: Callable[[str], bool]) -> bool:
    """Does a character come back at the same place of each part, and is it no list of words?"""
    parts = parts_of(phrase)
    alike = len(parts) > 1 and any(len(set(chars)) == 1 for chars in zip(*parts, strict=False))
    return alike and not all(map(is_word, parts))


def _chars_by_year(texts: Sequence[str], years: Sequence[int | None]) -> dict[int, int]:
    chars: Counter[int] = Counter()
    for text, year in zip(texts, years, strict=True):
        if year is not None:
            chars[year] += len(text)
    return dict(chars)


def burst_year(by_year: Mapping[int, int], chars: Mapping[int, int]) -> tuple[int | None, float]:
    """The year in which a phrase is most unusually frequent, and the log-likelihood of that.

    Parameters
    ----------
    by_year : mapping of int to int
        Mentions by year.
    chars : mapping of int to int
        Characters of text by year.

    Examples
    --------
    >>> burst_year({2019: 1, 2020: 9}, {2018: 1000, 2019: 1000, 2020: 1000})[0]
    2020
    """
    whole, size = sum(by_year.values()), sum(chars.values())
    best: tuple[int | None, float] = (None, 0.0)
    for year, count in by_year.items():
        expected = whole * chars.get(year, 0) / size if size else 0.0
        if expected <= 0 or count <= expected:
            continue
        rest, rest_expected = whole - count, whole - expected
        g2 = 2 * count * log(count / expected)
        if rest > 0 and rest_expected > 0:
            g2 += 2 * rest * log(rest / rest_expected)
        if g2 > best[1]:
            best = (year, g2)
    return best


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
