"""The numbers that Word generates: 一、 （一） 1. (1) ① stand nowhere in the text of a .docx."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_PLACEHOLDER = re.compile(r"%([1-9])")
_MAX_NUMBER = 9999
_MAX_LEVEL = 8
_MAX_LABEL = 40


@dataclass(slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False
    suffix: str = "tab"


@dataclass(slots=True)
class _List:
    """A list definition: what `numId` in a paragraph refers to."""

    abstract: str
    levels: dict[int, _Level]
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of a document, one after another.

    Parameters
    ----------
    numbering, styles : lxml elements or None
        The roots of ``word/numbering.xml`` and ``word/styles.xml``.
    """

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._lists: dict[str, _List] = {}
        self._styles: dict[str, tuple[str | None, int | None, str | None]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if numbering is not None:
            self._read_lists(numbering)
        if styles is not None:
            self._read_styles(styles)

    def label(self, paragraph: Any) -> str:
        """The number in front of a paragraph, as Word shows it; empty where there is none."""
        num_id, level = self._reference(paragraph)
        listed = self._lists.get(num_id or "")
        if listed is None:
            return ""
        definition = listed.levels.get(level)
        if definition is None or definition.format in ("none", "bullet"):
            return ""
        counts = self._counts.setdefault(listed.abstract, {})
        if level in listed.restarts and (num_id or "", level) not in self._begun:
            self._begun.add((num_id or "", level))
            counts[level] = listed.restarts[level]
        else:
            counts[level] = counts.get(level, definition.start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            shown = listed.levels.get(at, _Level())
            count = counts.get(at, shown.start)
            return format_number(count, "decimal" if definition.legal else shown.format)

        label = _PLACEHOLDER.sub(number, definition.text)
        plain = label[-1:].isalnum() and definition.suffix != "nothing"
        return label + (" " if plain or label.endswith(".") else "")

    def _reference(self, paragraph: Any) -> tuple[str | None, int]:
        """The list and level of a paragraph, from itself or from its style."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None, 0
        num_id, level = _numbered(properties)
        style = properties.find(f"{W}pStyle")
        name = style.get(f"{W}val") if style is not None else None
        for _ in range(12):
            if name is None or (num_id is not None and level is not None):
                break
            style_id, style_level, name = self._styles.get(name, (None, None, None))
            num_id = style_id if num_id is None else num_id
            level = style_level if level is None else level
        return num_id, min(level or 0, _MAX_LEVEL)

    def _read_lists(self, root: Any) -> None:
        abstract = {}
        for element in root.iterfind(f"{W}abstractNum"):
            levels = {}
            for level in element.iterfind(f"{W}lvl"):
                levels[_integer(level.get(f"{W}ilvl"), 0)] = _read_level(level)
            abstract[element.get(f"{W}abstractNumId")] = levels
        for element in root.iterfind(f"{W}num"):
            reference = element.find(f"{W}abstractNumId")
            name = reference.get(f"{W}val") if reference is not None else ""
            listed = _List(name, dict(abstract.get(name, {})))
            for override in element.iterfind(f"{W}lvlOverride"):
                at = _integer(override.get(f"{W}ilvl"), 0)
                start = override.find(f"{W}startOverride")
                if start is not None:
                    listed.restarts[at] = _integer(start.get(f"{W}val"), 1)
                own = override.find(f"{W}lvl")
                if own is not None:
                    listed.levels[at] = _read_level(own)
            self._lists[element.get(f"{W}numId")] = listed

    def _read_styles(self, root: Any) -> None:
        for style in root.iterfind(f"{W}style"):
            properties = style.find(f"{W}pPr")
            num_id, level = _numbered(properties) if properties is not None else (None, None)
            based = style.find(f"{W}basedOn")
            parent = based.get(f"{W}val") if based is not None else None
            self._styles[style.get(f"{W}styleId")] = (num_id, level, parent)


def _numbered(properties: Any) -> tuple[str | None, int | None]:
    element = properties.find(f"{W}numPr")
    if element is None:
        return None, None
    num_id, level = element.find(f"{W}numId"), element.find(f"{W}ilvl")
    return (
        num_id.get(f"{W}val") if num_id is not None else None,
        _integer(level.get(f"{W}val"), 0) if level is not None else None,
    )


def _read_level(element: Any) -> _Level:
    level = _Level()
    for name, attribute in (("start", "start"), ("numFmt", "format"), ("lvlText", "text")):
        child = element.find(f"{W}{name}")
        if child is not None and child.get(f"{W}val") is not None:
            value = child.get(f"{W}val")
            setattr(level, attribute, _integer(value, 1) if name == "start" else value[:_MAX_LABEL])
    level.legal = element.find(f"{W}isLgl") is not None
    suffix = element.find(f"{W}suff")
    if suffix is not None:
        level.suffix = suffix.get(f"{W}val", "tab")
    return level


def _integer(value: str | None, default: int) -> int:
    try:
        return min(max(int(value or ""), 0), _MAX_NUMBER)
    except ValueError:
        return default


def format_number(number: int, style: str) -> str:
    """A number in one of the styles of WordprocessingML (ST_NumberFormat, ECMA-376 part 1).

    >>> format_number(12, "chineseCounting"), format_number(3, "decimalEnclosedCircle")
    ('十二', '③')
    """
    if number <= 0 or number > _MAX_NUMBER:
        return str(number)
    if style in _CHINESE:
        return chinese(number)
    if style in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if style in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return chinese(number, _LEGAL, "拾佰仟")
    if style in _ENCLOSED and number <= 20:
        return chr(_ENCLOSED[style] + number - 1)
    if style == "decimalFullWidth":
        return str(number).translate({ord(str(d)): 0xFF10 + d for d in range(10)})
    if style == "decimalZero":
        return f"{number:02}"
    if style == "ideographTraditional":
        return _STEMS[(number - 1) % 10]
    if style == "ideographZodiac":
        return _BRANCHES[(number - 1) % 12]
    if style in ("upperLetter", "lowerLetter"):
        letters = chr(ord("A") + (number - 1) % 26) * min((number - 1) // 26 + 1, 20)
        return letters if style == "upperLetter" else letters.lower()
    if style in ("upperRoman", "lowerRoman"):
        return _roman(number) if style == "upperRoman" else _roman(number).lower()
    return str(number)


_CHINESE = frozenset(
    (
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
    )
)
_ENCLOSED = {
    "decimalEnclosedCircle": 0x2460,
    "decimalEnclosedCircleChinese": 0x2460,
    "decimalEnclosedParen": 0x2474,
    "decimalEnclosedFullstop": 0x2488,
}


def chinese(number: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """A number up to 9999 in Chinese numerals, ``十二`` rather than ``一十二``.

    >>> chinese(10), chinese(25), chinese(108)
    ('十', '二十五', '一百零八')
    """
    text, gap = "", False
    figures = str(number)
    for power, figure in zip(range(len(figures) - 1, -1, -1), figures, strict=True):
        if figure == "0":
            gap = bool(text)
            continue
        if gap:
            text, gap = text + "零", False
        text += digits[int(figure)] + (units[power - 1] if power else "")
    return text[1:] if 10 <= number < 20 and units[0] == "十" else text


def _roman(number: int) -> str:
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    signs = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")
    text = ""
    for value, sign in zip(values, signs, strict=True):
        count, number = divmod(number, value)
        text += sign * count
    return text
