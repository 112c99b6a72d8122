"""The outline: headings and paragraphs as a flat list in text order, with their levels."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from reportlens.text.view import View


@dataclass(slots=True)
class Block:
    """A heading or a paragraph; offsets are into the view's text."""

    start: int
    end: int
    kind: Literal["heading", "paragraph"] = "paragraph"
    level: int = 0
    """Of a heading its depth (1 is the top); of a paragraph that of the heading above."""
    number: str = ""
    heading: str = ""
    """The text of the nearest heading above, without its number."""
    lead: tuple[int, int] | None = None
    """The span of a run-in lead at the start of a paragraph (``一是……。``)."""
    furniture: bool = False
    """Page number, navigation, advertisement: not part of the report."""
    sentences: list[tuple[int, int]] = field(default_factory=list)


_SENTENCE = re.compile(r"[^。！？!?；;…\n]*(?:[。！？!?；;…]+[”’」』）)]*|$)")


def outline(view: View) -> list[Block]:
    """Part the view into headings and paragraphs with their sentences."""
    blocks = []
    for match in re.finditer(r"[^\n]+", view.text):
        stripped = match.group().strip()
        if not stripped:
            continue
        start = match.start() + match.group().index(stripped[0])
        block = Block(start, start + len(stripped))
        block.sentences = [
            (start + m.start(), start + m.end()) for m in _SENTENCE.finditer(stripped) if m.group()
        ]
        blocks.append(block)
    return blocks
