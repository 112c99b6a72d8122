"""The pages, as text and in a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from build import add_indicator, add_quantity, report_of

import reportlens as rl

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

HOSTILE = "<script>document.title='broken'</script>“>&amp;"


@pytest.fixture
def report() -> rl.Report:
    report = report_of(
        ("other", "各位代表："),
        ("achievement", "新建水厂3座，受益1.2万户。"),
        ("goal", "生产总值增长8%左右。"),
        ("problem", HOSTILE),
        year=2021,
        title=f"青禾县报告{HOSTILE}",
    )
    add_quantity(report, "3座", low=3, high=3, unit="座", indicator="水厂")
    add_quantity(report, "1.2万户", low=12000, high=12000, unit="户")
    add_quantity(report, "8%左右", low=8, high=8, unit="%", bound="about", status="target")
    add_indicator(report, "增长8%左右", indicator="gdp_growth", year=2021, status="target",
                  low=8.0, high=8.0, unit="%", bound="about")  # fmt: skip
    return report


def test_the_report_page_escapes_the_reports_text(report: rl.Report) -> None:
    page = report.to_html()
    assert "<script>document.title" not in page
    assert "&lt;script&gt;document.title" in page


def test_the_report_page_links_figures_to_their_place(report: rl.Report) -> None:
    page = report.to_html()
    assert '<a href="#q2">增长8%左右</a>' in page
    assert 'id="q2"' in page


def test_the_report_page_is_self_contained(report: rl.Report) -> None:
    page = report.to_html()
    assert "http://" not in page
    assert "https://" not in page


def test_the_notebook_view_of_a_long_report_stays_small() -> None:
    long = report_of(*[("plan", "修" * 500)] * 200, year=2021)
    shown = long._repr_html_()
    assert len(shown) < 60_000
    assert "to_html" in shown


def test_to_html_writes_the_page(report: rl.Report, tmp_path: Path) -> None:
    page = report.to_html(tmp_path / "report.html")
    assert (tmp_path / "report.html").read_text("utf-8") == page


@pytest.fixture(scope="module")
def browser() -> Iterator[Chrome]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    driver = shutil.which("chromedriver")
    if chromium is None or driver is None:
        pytest.skip("needs chromium and chromedriver (Debian: chromium chromium-driver)")
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    options = ChromeOptions()
    options.binary_location = chromium
    for flag in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1200,900",
    ):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    chrome = Chrome(options=options, service=Service(driver))
    yield chrome
    chrome.quit()


def errors(browser: Chrome) -> list[Any]:
    return [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]


def test_the_report_page_opens_and_hides_a_label(
    browser: Chrome, report: rl.Report, tmp_path: Path
) -> None:
    report.to_html(tmp_path / "report.html")
    browser.get((tmp_path / "report.html").as_uri())
    assert "broken" not in browser.title.replace(HOSTILE, "")
    assert HOSTILE in browser.find_element("css selector", ".l-problem").text
    goal = browser.find_element("css selector", ".l-goal")
    assert goal.is_displayed()
    browser.find_element("css selector", "[data-label=goal]").click()
    assert not goal.is_displayed()
    assert errors(browser) == []


def test_the_comparison_page_searches_sorts_and_opens_the_sentence(
    browser: Chrome, report: rl.Report, tmp_path: Path
) -> None:
    older = report_of(("achievement", "新建水厂2座。"), year=2020)
    page = tmp_path / "compare.html"
    rl.compare([older, report]).to_html(page)
    browser.get(page.as_uri())
    section = browser.find_element("css selector", "section#indicators")
    assert len(section.find_elements("css selector", "tbody tr")) == 1
    section.find_element("css selector", "a.place").click()
    assert section.find_element("css selector", "tr.source mark").text == "增长8%左右"
    section.find_element("css selector", "input").send_keys("没有这个词")
    assert section.find_elements("css selector", "tbody tr") == []
    labels = browser.find_element("css selector", "section#sections")
    labels.find_elements("css selector", "th")[2].click()
    assert errors(browser) == []


def test_the_comparison_page_fits_a_phone(
    browser: Chrome, report: rl.Report, tmp_path: Path
) -> None:
    page = tmp_path / "compare.html"
    rl.compare([report]).to_html(page)
    browser.set_window_size(500, 900)
    browser.get(page.as_uri())
    wide = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert browser.execute_script(wide) <= 1


def test_changes_are_marked_and_stay_text(browser: Chrome, tmp_path: Path) -> None:
    older = report_of(("plan", "新建农村公路30公里，通达<b>所有</b>行政村。"), year=2021)
    newer = report_of(("plan", "新建农村公路45公里，通达<b>所有</b>行政村。"), year=2022)
    page = tmp_path / "compare.html"
    rl.compare([older, newer]).to_html(page)
    browser.set_window_size(1200, 900)
    browser.get(page.as_uri())
    row = browser.find_element("css selector", "section#reuse tbody tr")
    assert row.find_element("css selector", "del").text == "30"
    assert row.find_element("css selector", "ins").text == "45"
    assert "<b>所有</b>" in row.text
    row.find_element("css selector", "a.place").click()
    source = browser.find_element("css selector", "section#reuse tr.source")
    assert "30公里" in source.text
    assert errors(browser) == []


def test_the_page_names_values_in_its_language(report: rl.Report) -> None:
    comparison = rl.compare([report])
    assert '"目标"' in comparison.to_html()
    assert '"target"' in comparison.to_html(language="en")
