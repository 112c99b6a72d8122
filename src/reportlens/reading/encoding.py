"""Bytes to text: which of the encodings Chinese files come in makes most sense of the bytes.

Each candidate decodes a sample, and the sample's likelihood under a small model of Chinese
characters (tiers of common ones, punctuation, ASCII; anything odd costs much) decides. A
byte-frequency detector needs a page of text; the likelihood tells GB18030 from Big5 in a title.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import lru_cache

from reportlens.errors import ReadingError
from reportlens.lexicon import shipped_folder

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a Word, Excel, OFD or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word, WPS or Excel file"),
)
# How surprising an encoding is before any byte is seen, as a log probability.
_PRIORS = {"utf-8": 0.0, "gb18030": -1.0, "cp950": -4.0, "utf-16-le": -8.0, "utf-16-be": -9.0}
_SAMPLE = 4096
_TIERS = (200, 600, 1500)
_TIER_COSTS = (-5.0, -6.5, -8.0, -9.5)
_PUNCTUATION = -5.0
_ASCII = -5.5
_RARE_HAN = -14.0
_ODD = -20.0
_WORST = -30.0
# Below this mean log probability a character, the bytes are no Chinese text.
_NONSENSE = -12.5

_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_NON_ASCII = re.compile(rb"[\x80-\xff]")
_HAN = re.compile("[\u4e00-\u9fff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was in; `damaged` counts characters that could not be read."""

    text: str
    encoding: str
    damaged: int = 0


def decode(content: bytes, *, name: str = "the file", encoding: str | None = None) -> Decoded:
    """Turn the bytes of a text file into text.

    Parameters
    ----------
    content : bytes
        The whole file.
    name : str
        What an error message calls the file.
    encoding : str, optional
        Taken as given instead of being found out.

    Returns
    -------
    Decoded
        Text without byte order mark; line ends are ``\\n``, as Python's ``open`` gives them.

    Raises
    ------
    ReadingError
        When the bytes are no text in a known encoding.

    Examples
    --------
    >>> decode("政府工作报告".encode("gbk")).encoding
    'gb18030'
    >>> decode("縣政府工作報告".encode("big5")).text
    '縣政府工作報告'
    """
    if encoding is None:
        encoding, content = detect(content)
    if content.startswith(b"%PDF-"):
        _refuse_binary("\0", content, name)
    try:
        text = content.decode(encoding, "replace")
    except LookupError:
        raise ReadingError(
            f"{name}: {encoding!r} is no encoding that Python knows; try gb18030, big5 or utf-8"
        ) from None
    if encoding == "cp950" and "\ufffd" in text:
        hong_kong = content.decode("big5hkscs", "replace")
        if hong_kong.count("\ufffd") < text.count("\ufffd"):
            text, encoding = hong_kong, "big5hkscs"
    _refuse_binary(text, content, name)
    damaged = text.count("\ufffd")
    return Decoded(text.replace("\r\n", "\n").replace("\r", "\n"), encoding, damaged)


def detect(content: bytes) -> tuple[str, bytes]:
    """The likeliest encoding, and the bytes without their byte order mark.

    >>> detect("全县生产总值".encode("utf-16-le"))[0]
    'utf-16-le'
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding, content[len(mark) :]
    first = _NON_ASCII.search(content)
    if first is None and not _BINARY.search(content):
        return "utf-8", content
    # UTF-16 needs an even start; in the others the byte before the first high one is ASCII.
    start = first.start() & ~1 if first and not _BINARY.search(content[:_SAMPLE]) else 0
    sample = content[start : start + _SAMPLE]
    whole = start + _SAMPLE >= len(content)
    if _surely_utf8(sample):
        return "utf-8", content

    def likelihood(encoding: str) -> float:
        if encoding.startswith("utf-16") and len(content) % 2:
            return -float("inf")
        # A sample may end within a character; a file that does is damaged.
        decoder = codecs.getincrementaldecoder(encoding)("replace")
        return _PRIORS[encoding] + _log_probability(decoder.decode(sample, whole))

    return max(_PRIORS, key=likelihood), content


def _surely_utf8(sample: bytes) -> bool:
    """Whether a sample is valid UTF-8 with so many Chinese characters that chance is out."""
    try:
        text = codecs.getincrementaldecoder("utf-8")("strict").decode(sample)
    except UnicodeDecodeError:
        return False
    return len(_HAN.findall(text[:400])) >= 40 and not _CONTROL.search(text)


def _refuse_binary(text: str, content: bytes, name: str) -> None:
    """Raise unless decoded text looks like text."""
    sample = text[:20_000]
    some = sample[:3000]
    nonsense = bool(some) and _log_probability(some) < _NONSENSE * len(some)
    controls = len(_CONTROL.findall(sample))
    if "\0" in text or controls > 0.02 * len(sample) or (nonsense and b"\0" in content[:_SAMPLE]):
        kind = next((kind for magic, kind in _MAGIC if content.startswith(magic)), "binary data")
        raise ReadingError(
            f"{name}: not a text file but {kind}; if it is a report, give it the right ending "
            "(.docx, .pdf, .doc …), else leave it out"
        )
    if nonsense:
        raise ReadingError(
            f"{name}: text in an encoding that is none of UTF-8, GB18030, Big5, UTF-16; "
            'name it with encoding="…", or save the file as UTF-8'
        )


def _log_probability(text: str) -> float:
    costs = _costs()
    return sum([costs.get(char) or _cost(char) for char in text])


def _cost(char: str) -> float:
    code = ord(char)
    if 0x4E00 <= code <= 0x9FFF:
        return _RARE_HAN
    if code < 0x20 or 0xE000 <= code < 0xF900 or code == 0xFFFD or 0x7F <= code < 0xA0:
        return _WORST
    return _ODD


@lru_cache(maxsize=1)
def _costs() -> dict[str, float]:
    """The log probability of every character that is not odd."""
    costs: dict[str, float] = {chr(code): _ASCII for code in range(0x20, 0x7F)}
    costs |= dict.fromkeys("\t\n\r\f\v", _ASCII)
    costs |= {chr(code): -12.0 for code in range(0xFF01, 0xFF5F)}
    costs |= {chr(code): -12.0 for code in (*range(0x2460, 0x249C), *range(0x2160, 0x2170))}
    costs |= dict.fromkeys("０１２３４５６７８９％．－", _PUNCTUATION - 2)
    costs |= dict.fromkeys("，。、；：？！“”‘’（）《》〈〉「」『』【】〔〕…—·\u3000", _PUNCTUATION)
    costs |= dict.fromkeys("–―－～×℃‰㎡○〇□■●◆★※①②③④⑤•→\u200b\u00a0\ufeff", _PUNCTUATION - 4)
    path = shipped_folder() / "reading" / "characters.tsv"
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        _, _, characters = line.partition("\t")
        starts = (0, *_TIERS, len(characters))
        for cost, begin, end in zip(_TIER_COSTS, starts, starts[1:], strict=False):
            for char in characters[begin:end]:
                costs[char] = max(cost, costs.get(char, _WORST))
    return costs
