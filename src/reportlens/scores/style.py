"""How a report is written: four-character phrases, parallel clauses, sentences, diversity."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportlens.report import Report
from reportlens.scores.base import NAN, Score, per_10k, share

_CLAUSE = re.compile(r"[\u4e00-\u9fff]+")
_LONGEST_PARALLEL = 15


def clauses(sentence: str) -> list[str]:
    """The stretches of Chinese characters between punctuation marks, digits and letters."""
    return _CLAUSE.findall(sentence)


def four_character_rate(report: Report) -> float:
    """Stretches of exactly four characters between punctuation marks, per 10,000 characters.

    Examples
    --------
    >>> import reportlens as rl
    >>> four_character_rate(rl.analyze("我们攻坚克难，砥砺奋进，负重前行。"))
    1176.4705882352941
    """
    count = sum(len(c) == 4 for s in report.sentences for c in clauses(s.text))
    return per_10k(count, report)


def parallel(first: str, second: str) -> bool:
    """Whether two neighbouring clauses run in parallel: as long, and alike in a place.

    >>> parallel("让发展更有速度", "让民生更有温度")
    True
    """
    return (
        4 <= len(first) == len(second) <= _LONGEST_PARALLEL
        and first != second
        and any(a == b for a, b in zip(first, second, strict=True))
    )


def parallel_rate(report: Report) -> float:
    """Pairs of neighbouring parallel clauses per 10,000 characters."""
    count = 0
    for sentence in report.sentences:
        parts = clauses(sentence.text)
        count += sum(map(parallel, parts, parts[1:]))
    return per_10k(count, report)


def without_marks(tokens: Sequence[str]) -> list[str]:
    """The tokens that are words rather than punctuation.

    >>> without_marks(["修路", "，", "5.2%", "。"])
    ['修路', '5.2%']
    """
    # Looked at once a type: a report says each word some four times.
    marks = {t for t in set(tokens) if not t.isalnum() and not any(map(str.isalnum, t))}
    return [token for token in tokens if token not in marks]


def words_a_sentence(report: Report) -> float:
    """Mean number of words (without punctuation) in a sentence."""
    return share(len(without_marks(report.words.text)), len(report.sentences))


def mtld_one_way(words: Sequence[str], threshold: float = 0.72) -> float:
    """Mean length of runs of words that keep the type-token ratio above the threshold."""
    factors, types, tokens = 0.0, set[str](), 0
    add = types.add
    for word in words:
        tokens += 1
        if word not in types:  # a word that is new raises the ratio: no need to look at it
            add(word)
        elif len(types) <= threshold * tokens:
            factors, tokens = factors + 1, 0
            types.clear()
    if tokens:
        factors += (1 - len(types) / tokens) / (1 - threshold)
    return len(words) / factors if factors else NAN


def mtld(words: Sequence[str]) -> float:
    """Measure of textual lexical diversity, mean of both directions.

    Source: McCarthy and Jarvis (2010), Behavior Research Methods 42(2), 381-392.

    >>> mtld("一 二 三 一 二 三 一 二 三 一 二 三".split())
    6.0
    """
    forward = mtld_one_way(words)
    return (forward + mtld_one_way(words[::-1])) / 2


def lexical_diversity(report: Report) -> float:
    """MTLD over the words of the report."""
    return mtld(without_marks(report.words.text))


STYLE_SCORES: tuple[Score, ...] = (
    Score(
        "four_character_per_10k",
        "per 10,000 characters",
        "clauses of exactly four characters (攻坚克难)",
        four_character_rate,
    ),
    Score(
        "parallel_per_10k",
        "per 10,000 characters",
        "pairs of neighbouring clauses of one length (4 to 15) that share a character in place",
        parallel_rate,
    ),
    Score("words_per_sentence", "words", "mean words in a sentence", words_a_sentence),
    Score(
        "mtld",
        "words",
        "lexical diversity: mean run of words that keeps the type-token ratio above 0.72",
        lexical_diversity,
        "McCarthy and Jarvis (2010), Behavior Research Methods 42(2)",
    ),
)
