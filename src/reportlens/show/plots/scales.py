"""Ten thousands and hundred millions: what an axis of large numbers is divided by."""

from __future__ import annotations

from reportlens.show.style import Language

SCALES: dict[Language, tuple[tuple[float, str], ...]] = {
    "zh": ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")),
    "en": ((1e12, "trillion "), (1e9, "billion "), (1e6, "million "), (1e3, "thousand ")),
}


def scale_of(largest: float, language: Language) -> tuple[float, str]:
    """The factor that an axis is divided by, and its word.

    >>> scale_of(1.3e7, "zh"), scale_of(6.5, "en")
    ((10000.0, '万'), (1.0, ''))
    """
    fitting = ((f, word) for f, word in SCALES[language] if largest >= f)
    return next(fitting, (1.0, ""))
