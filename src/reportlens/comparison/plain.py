"""Texts of all times in one script: what words and sentences are compared by."""

from __future__ import annotations

from reportlens.text.characters import plain_characters, simplified, to_codes, to_text


def plain_text(text: str) -> str:
    """The text in simplified characters, half-width digits and letters, of the same length.

    So that a report of 1954 in traditional characters shares its words with one of 2024, and
    offsets stay what they are.

    >>> plain_text("發展工業，增長８．５％。農業豐收。")
    '发展工业，增长8.5%。农业丰收。'
    """
    codes, _ = plain_characters(to_codes(text))
    plain = simplified(to_text(codes), codes)
    return text if plain == text else plain
