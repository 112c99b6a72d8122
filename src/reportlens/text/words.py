"""The words of a report: marked spans are kept whole, jieba's algorithm cuts the rest."""

from __future__ import annotations

from reportlens.report import Report, Words


def cut_report(report: Report, pos: bool = False) -> Words:
    """The words of a report; slogans, quantities and dates stay whole."""
    import rjieba

    words = Words()
    kept = sorted(
        ((r.start, r.end) for t in ("slogans", "quantities", "dates") for r in report.rows(t)),
        key=lambda span: (span[0], -span[1]),
    )
    at = 0
    for start, end in [*kept, (len(report.text), len(report.text))]:
        if start < at:
            continue
        for word in rjieba.cut(report.text[at:start]):
            if not word.isspace():
                words.start.append(at)
                words.end.append(at + len(word))
                words.text.append(word)
            at += len(word)
        if end > start:
            words.start.append(start)
            words.end.append(end)
            words.text.append(report.text[start:end])
        at = max(at, end)
    return words
