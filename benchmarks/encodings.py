"""How often the encoding of a Chinese file is found: 1,000 generated files of mixed length.

    python benchmarks/encodings.py [--files 1000] [--seed 1]

Texts are cut from corpus_samples/ (or, without it, strung together from the lexicon's words),
from two characters to whole reports, half of them traditional where the encoding calls for
it. A file counts as right when it decodes to exactly the text that was encoded. Prints the
share right by encoding and by length, and charset-normalizer's beside it where installed.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportlens.errors import ReadingError
from reportlens.lexicon import load
from reportlens.reading.encoding import decode

SAMPLES = Path(__file__).resolve().parents[1] / "corpus_samples"
ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "gb18030",
    "gbk",
    "gb2312",
    "big5",
    "cp950",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
)
TRADITIONAL = ("big5", "cp950")
LENGTHS = ((2, 6), (7, 20), (21, 100), (101, 1000), (1001, 20_000))


@dataclass(frozen=True)
class File:
    """A generated file: its text, the encoding, and the bytes."""

    text: str
    encoding: str
    content: bytes


def generated(count: int, seed: int = 1) -> Iterator[File]:
    """Files of mixed length and encoding; the same for the same seed."""
    from opencc import OpenCC

    rng = random.Random(seed)
    simplified = _source_text()
    traditional = OpenCC("s2t").convert(simplified)
    made = 0
    while made < count:
        encoding = ENCODINGS[made % len(ENCODINGS)]
        low, high = LENGTHS[made // len(ENCODINGS) % len(LENGTHS)]
        source = traditional if encoding in TRADITIONAL or rng.random() < 0.2 else simplified
        length = rng.randint(low, high)
        start = rng.randrange(max(1, len(source) - length))
        text = source[start : start + length].strip()
        text = text.encode(encoding, "ignore").decode(encoding).lstrip("\ufeff")
        han = sum("\u4e00" <= char <= "\u9fff" for char in text)
        if han < 2:
            continue
        made += 1
        yield File(text, encoding, text.encode(encoding))


def _source_text() -> str:
    files = sorted(SAMPLES.glob("*.txt"))
    if files:
        return "\n".join(decode(file.read_bytes(), name=file.name).text for file in files)
    words = sorted(load().words)
    rng = random.Random(0)
    return "".join(rng.choice(words) + rng.choice(("", "", "，", "。\n")) for _ in range(60_000))


def by_reportlens(content: bytes) -> str:
    """Our decoding; an empty text where it refuses."""
    try:
        return decode(content).text
    except ReadingError:
        return ""


def by_charset_normalizer(content: bytes) -> str:
    """The decoding of charset-normalizer, told to look no further than Chinese encodings."""
    from charset_normalizer import from_bytes

    best = from_bytes(
        content,
        cp_isolation=["utf_8", "gb18030", "big5", "cp950", "utf_16_le", "utf_16_be", "utf_16"],
    ).best()
    return str(best) if best else ""


def measure(files: list[File], method: object) -> tuple[float, Counter[str], Counter[str], float]:
    """Share right; errors by encoding and by length; milliseconds a file."""
    wrong_encoding: Counter[str] = Counter()
    wrong_length: Counter[str] = Counter()
    begin = time.perf_counter()
    for file in files:
        if method(file.content).lstrip("\ufeff") != file.text:  # type: ignore[operator]
            wrong_encoding[file.encoding] += 1
            size = next(f"{a}–{b}" for a, b in LENGTHS if len(file.text) <= b)
            wrong_length[size] += 1
    spent = (time.perf_counter() - begin) / len(files) * 1000
    return 1 - wrong_encoding.total() / len(files), wrong_encoding, wrong_length, spent


def main() -> int:
    """Print the table; exit code 1 below 99.5%."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    files = list(generated(arguments.files, arguments.seed))
    share, wrong, lengths, spent = measure(files, by_reportlens)
    print(
        f"reportlens          {share:7.2%} right, {spent:6.2f} ms a file",
        dict(wrong),
        dict(lengths),
    )
    try:
        other, wrong, lengths, spent = measure(files, by_charset_normalizer)
        print(f"charset-normalizer  {other:7.2%} right, {spent:6.2f} ms a file", dict(wrong))
    except ModuleNotFoundError:
        print("charset-normalizer  not installed")
    return 0 if share >= 0.995 else 1


if __name__ == "__main__":
    sys.exit(main())
