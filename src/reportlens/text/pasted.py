"""A report pasted as one line: where its headings and paragraphs begin again."""

from __future__ import annotations

import re
from itertools import pairwise

from reportlens.text.layout import Layout

_LONG_LINE = 1500
_SHARE = 0.5
_HAN = "[一二三四五六七八九十]"
_BEGINS = re.compile(
    rf"(?:(?<=[。！？：；”）\d])|(?<=[^，、\d] )) ?(?="
    rf"第{_HAN}{{1,3}}(?:部分|章)|(?<![第“]){_HAN}{{1,3}}、|（{_HAN}{{1,3}}）"
    rf"|\d{{1,2}}[.、](?!\d)|第{_HAN}{{1,2}}，)"
)


def part_pasted(line: str, total: int, layout: Layout) -> list[tuple[int, int]]:
    """The spans of the paragraphs in a line; a line of normal length is one paragraph.

    A line that holds most of the text was pasted together: it is cut before numbering that
    follows the end of a sentence, before words that open a passage of another kind, around
    salutations, and after a heading that a space ends.
    """
    if len(line) < _LONG_LINE or len(line) < _SHARE * total:
        return [(0, len(line))]
    cuts = {0, len(line)}
    for match in _BEGINS.finditer(line):
        begin = match.end()
        cuts.add(begin)
        # A heading ends at a space, or where the first item under it begins.
        for mark in (" ", "（一）"):
            end = line.find(mark, begin + 1, begin + 50)
            if end > begin and not any(c in line[begin:end] for c in "。！？"):
                cuts.add(end)
    for match in layout.salutation.finditer(line):
        begin = match.start()
        if begin and line[begin - 1] not in "。！？ ”":
            continue
        cuts.add(begin)
        if match.end() < len(line) and line[match.end()] in "：！":
            cuts.add(match.end() + 1)
    cuts.update(match.start() for match in layout.opens.finditer(line))
    ordered = sorted(cuts)
    return list(pairwise(ordered))
