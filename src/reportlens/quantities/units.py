"""Units and classifiers: finding them behind a number, and converting them."""

from __future__ import annotations

import re
from functools import lru_cache

from reportlens.lexicon import Lexicon, load
from reportlens.lexicon.schema import UnitEntry

_SO_MANY = re.compile("(?:10{1,4})?[十百千万]{0,2}")
_TEMPERATURE = "temperature"
_KELVIN_AT_ZERO_CELSIUS = 273.15


class Units:
    """The units of a lexicon, indexed by how they are written."""

    def __init__(self, entries: tuple[UnitEntry, ...]) -> None:
        self.by_name = {entry.unit: entry for entry in entries}
        by_first: dict[str, dict[str, UnitEntry]] = {}
        for entry in entries:
            named = (entry.unit,) if entry.as_named else ()
            for spelling in (*named, *entry.aliases, *entry.alias_before):
                by_first.setdefault(spelling[0], {})[spelling] = entry
        self._by_first = {
            first: sorted(spellings.items(), key=lambda pair: -len(pair[0]))
            for first, spellings in by_first.items()
        }

    def match(
        self, text: str, at: int, *, several: bool = True, arabic: bool = True
    ) -> tuple[UnitEntry, int] | None:
        """The longest unit that begins at `at` and may stand there, and its end.

        Parameters
        ----------
        several : bool
            Whether the number before is in Arabic digits or of several characters.
        arabic : bool
            Whether it is in Arabic digits, after which a classifier is hardly ever the
            beginning of another word.
        """
        for spelling, entry in self._by_first.get(text[at : at + 1], ()):
            if not text.startswith(spelling, at) or (entry.digits_only and not several):
                continue
            if not several and len(spelling) == 1 and spelling != entry.unit:
                continue  # 三方 is no three cubic metres
            end = at + len(spelling)
            if (
                spelling.isascii()
                and text[end : end + 1].isascii()
                and text[end : end + 1].isalpha()
            ):
                continue
            if not arabic and entry.not_before and text.startswith(entry.not_before, end):
                continue
            if entry.never_before and text.startswith(entry.never_before, end):
                continue
            if entry.only_before and not _follows(text, end, entry.only_before):
                continue
            if spelling in entry.alias_before and not text.startswith(
                entry.alias_before[spelling], end
            ):
                continue
            return entry, end
        return None

    def end_of_per(self, text: str, at: int) -> int | None:
        """Where the unit behind a stroke ends, with how many of it: ``件/千人``, ``元/月``."""
        many = _SO_MANY.match(text, at)
        at = many.end() if many else at
        matched = self.match(text, at)
        if matched:
            return matched[1]
        return at + 1 if text[at : at + 1] in self.by_name else None


def _follows(text: str, at: int, words: tuple[str, ...]) -> bool:
    return any(text.startswith(words, at + skip) for skip in range(5))


@lru_cache(maxsize=8)
def compiled_units(lexicon: Lexicon) -> Units:
    """The units of a lexicon; built once."""
    return Units(lexicon.of(UnitEntry))


def to_si(value: float, unit: str, lexicon: Lexicon | None = None) -> tuple[float, str] | None:
    """A value in the SI unit of its dimension.

    Parameters
    ----------
    value : float
        In `unit`.
    unit : str
        A unit as the quantities table gives it, or any way to write it: ``亩``, ``微克/立方米``.
    lexicon : Lexicon, optional
        With a user's own units; the shipped one when left out.

    Returns
    -------
    tuple of (float, str) or None
        The value in SI units and its dimension (``area``, ``mass/volume``); None for
        money in foreign currency, classifiers, and what has no factor.

    Examples
    --------
    >>> to_si(15, "亩")
    (10000.0, 'area')
    >>> to_si(2, "万吨") is None
    True
    """
    units = compiled_units(lexicon or load())
    factor, dimensions = 1.0, []
    for power, part in zip((1, -1), unit.replace("／", "/").split("/"), strict=False):
        found = units.match(part, 0)
        if found is None or found[1] != len(part):
            return None
        entry = found[0]
        if entry.factor is None or not entry.dimension:
            return None
        factor *= entry.factor**power
        dimensions.append(entry.dimension)
    if dimensions == [_TEMPERATURE]:
        return value + _KELVIN_AT_ZERO_CELSIUS, _TEMPERATURE
    return round(value * factor, 12), "/".join(dimensions)
