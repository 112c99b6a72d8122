"""Every picture draws what its table says, with Chinese on a bare machine."""

from __future__ import annotations

import matplotlib as mpl
import pytest
from build import add_indicator, add_quantity, add_slogans, report_of, with_words

import reportlens as rl
from reportlens.show.fonts import FAMILY, font_path
from reportlens.show.plots import _plots

mpl.use("Agg")


@pytest.fixture(scope="module")
def comparison() -> rl.Comparison:
    reports = []
    for year, target, actual in [(2020, 7.0, 6.5), (2021, 6.0, 6.8), (2022, 6.5, 5.9)]:
        goal, done = f"增长{target}%以上。", f"增长{actual}%。"
        report = report_of(
            ("goal", goal), ("achievement", done), ("plan", "修建公路和学校"), year=year
        )
        add_quantity(report, f"{target}%以上", status="target", bound="at_least")
        add_indicator(report, f"{target}%以上", indicator="gdp_growth", year=year, unit="%",
                      status="target", low=target, high=target, bound="at_least")  # fmt: skip
        add_indicator(report, f"{actual}%", indicator="gdp_growth", year=year - 1, unit="%",
                      status="actual", low=actual, high=actual)  # fmt: skip
        add_slogans(report, "四个意识", *["三农"] * (year - 2019))
        reports.append(with_words(report, "公路 " * (year - 2015) + "学校 " * 5 + "水厂 " * 3))
    return rl.compare(reports)


@pytest.mark.parametrize("table", sorted(_plots()))
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.filterwarnings("error:Glyph")
def test_every_picture_draws_on_given_axes_without_missing_glyphs(
    comparison: rl.Comparison, table: str, language: str
) -> None:
    import matplotlib.pyplot as plt

    figure, ax = plt.subplots()
    assert comparison.plot(table, ax=ax, language=language) is ax
    figure.canvas.draw()
    assert ax.get_title(loc="left")
    plt.close(figure)


def test_without_axes_a_new_figure_fits_a_paper(comparison: rl.Comparison) -> None:
    import matplotlib.pyplot as plt

    ax = comparison.plot("sections")
    assert ax.figure.get_size_inches()[0] <= 6.5
    plt.close(ax.figure)


def test_targets_and_actuals_are_where_the_table_says(comparison: rl.Comparison) -> None:
    import matplotlib.pyplot as plt

    ax = comparison.plot("indicators", indicator="gdp_growth")
    actual, target = ax.get_lines()
    assert list(actual.get_xdata()) == [2019, 2020, 2021]
    assert list(target.get_ydata()) == [7.0, 6.0, 6.5]
    plt.close(ax.figure)


def test_an_unknown_picture_names_those_that_there_are(comparison: rl.Comparison) -> None:
    with pytest.raises(KeyError, match="strength"):
        comparison.plot("weather")


def test_the_font_is_packaged_and_has_the_lexicons_characters() -> None:
    from matplotlib.ft2font import FT2Font

    from reportlens.lexicon import load

    font = FT2Font(str(font_path()))
    assert font.family_name == FAMILY
    charmap = font.get_charmap()
    words = "".join(entry.canonical for entry in load().entries["slogan"])  # type: ignore[attr-defined]
    assert [c for c in set(words) if ord(c) not in charmap] == []


def test_regions_of_one_year_have_a_line_each() -> None:
    reports = []
    for region, target, actual in (("甲县", 5.0, 4.8), ("乙县", 6.0, 6.1), ("丙县", 5.5, 5.5)):
        report = report_of(
            ("achievement", f"增长{actual}%。"), ("goal", f"增长{target}%左右。"), year=2022,
            region=region,
        )  # fmt: skip
        add_indicator(report, f"{actual}%", indicator="gdp_growth", year=2021, status="actual",
                      low=actual, high=actual, unit="%")  # fmt: skip
        add_indicator(report, f"{target}%左右", indicator="gdp_growth", year=2022, unit="%",
                      status="target", low=target, high=target, bound="about")  # fmt: skip
        reports.append(report)
    ax = rl.compare(reports, by="region").plot("indicators")
    assert [label.get_text() for label in ax.get_yticklabels()] == ["甲县", "丙县", "乙县"]
    one = rl.compare(reports, by="region").plot("indicators", region="甲县")
    assert one.get_title(loc="left").startswith("甲县")
