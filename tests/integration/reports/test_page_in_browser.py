"""The page as a real browser shows it, under its own Content-Security-Policy."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from trunkload.reports.card import CellView
from trunkload.reports.page import render_page
from trunkload.reports.view import ReportView

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def browser(missing: Callable[[str], NoReturn]) -> Iterator[Browser]:
    if CHROMIUM is None:
        missing("No Chromium on this machine: the page is not looked at. Install the package chromium.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def opened(browser: Browser, view: ReportView, folder: Path, *, width: int = 1100, scheme: str = "light") -> Page:
    file = folder / "report.html"
    file.write_text(render_page(view), encoding="utf-8")
    page = browser.new_page(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page.goto(file.as_uri())
    return page


def test_the_policy_lets_our_style_in_and_the_browser_has_nothing_to_complain_of(
    browser: Browser, report: ReportView, tmp_path: Path
) -> None:
    file = tmp_path / "report.html"
    file.write_text(render_page(report), encoding="utf-8")
    page = browser.new_page(color_scheme="light")
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(file.as_uri())
    assert complaints == []
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(244, 246, 249)"
    page.close()


def test_dark_mode_is_dark(browser: Browser, report: ReportView, tmp_path: Path) -> None:
    page = opened(browser, report, tmp_path, scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 20, 27)"
    page.close()


@pytest.mark.parametrize("width", [320, 390, 1100])
def test_nothing_runs_out_of_the_window(browser: Browser, report: ReportView, tmp_path: Path, width: int) -> None:
    """WCAG 1.4.10: no scrolling sideways, down to 320 CSS pixels, whatever was typed."""
    card = report.rows[-1]
    long = replace(card, name="x" * 300, cells=(CellView("A17", "h" * 300, "v" * 300),))
    page = opened(browser, replace(report, rows=(*report.rows[:-1], long)), tmp_path, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()


def test_a_link_to_a_row_brings_it_into_view(browser: Browser, report: ReportView, tmp_path: Path) -> None:
    page = opened(browser, report, tmp_path)
    page.emulate_media(reduced_motion="reduce")
    page.click("nav a[href='#row-5']")
    assert page.evaluate("document.querySelector(':target').id") == "row-5"
    assert page.evaluate("document.getElementById('row-5').getBoundingClientRect().top < innerHeight")
    page.close()


def test_the_page_prints_on_a4(browser: Browser, report: ReportView, tmp_path: Path) -> None:
    page = opened(browser, report, tmp_path)
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF-")
    assert b"/MediaBox [0 0 594.95996 841.91998]" in pdf
    page.close()


def test_every_row_stands_on_paper_too(
    browser: Browser, report: ReportView, tmp_path: Path, missing: Callable[[str], NoReturn]
) -> None:
    if shutil.which("pdftotext") is None:
        missing("No pdftotext on this machine: the printed report is not read. Install poppler-utils.")
    page = opened(browser, report, tmp_path)
    paper = tmp_path / "report.pdf"
    paper.write_bytes(page.pdf(prefer_css_page_size=True))
    page.close()
    told = subprocess.run(["pdftotext", "-layout", str(paper), "-"], check=True, capture_output=True, text=True)
    assert [card.name for card in report.rows if card.name not in told.stdout] == []


def test_rows_are_searched_and_filtered_and_how_many_are_left_is_said(
    browser: Browser, report: ReportView, tmp_path: Path
) -> None:
    page = opened(browser, report, tmp_path)
    assert page.inner_text("#search-found") == "Alle 4 Zeilen sind zu sehen."
    page.fill("#search-text", "ŁUKASZ")
    page.get_by_text("1 von 4 Zeilen sind zu sehen.").wait_for()
    assert page.locator("article:visible").evaluate_all("all => all.map(one => one.id)") == ["row-17"]
    page.fill("#search-text", "")
    page.select_option("#search-status", "rows-ready")
    assert page.locator("article:visible").evaluate_all("all => all.map(one => one.id)") == ["row-4"]
    page.click("nav a[href='#row-17']")
    page.locator("#row-17").wait_for()
    assert page.inner_text("#search-found") == "Alle 4 Zeilen sind zu sehen."
    page.close()


def test_the_rows_of_one_cause_are_shown_by_the_keyboard_alone(
    browser: Browser, report: ReportView, tmp_path: Path
) -> None:
    blocked = replace(report.rows[-1], findings=(replace(report.rows[-1].findings[0], cause=1),))
    page = opened(browser, replace(report, rows=(*report.rows[:-1], blocked)), tmp_path)
    page.focus("#search-text")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.id") == "search-cause"
    assert page.locator("article:visible").evaluate_all("all => all.map(one => one.id)") == ["row-17"]
    page.close()


def test_without_script_everything_is_there_and_nothing_that_does_not_work(
    browser: Browser, report: ReportView, tmp_path: Path
) -> None:
    file = tmp_path / "report.html"
    file.write_text(render_page(report), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    assert page.locator("article:visible").count() == 4
    assert page.locator("#search:visible").count() == 0
    context.close()
