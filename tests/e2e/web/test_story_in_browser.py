"""The whole story in a real browser: HR sends the German sample, an admin orders it, and everybody gets a mail."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.web.keyboard import tabs_to, types_in
from tests.e2e.web.running import SHEET, running_page, told_in
from tests.integration.web.people import Person

PATIENCE = 60_000


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def address(home: Path) -> Iterator[str]:
    with running_page(home) as address:
        yield address


def test_a_sheet_is_sent_approved_ordered_and_told_of(chromium: Browser, home: Path, address: str) -> None:
    kim = Person(chromium, address, locale="de-DE")
    kim.logs_in("kim")
    kim.page.locator("#file").set_input_files(SHEET)
    kim.page.locator("form.panel button.main").click()
    kim.page.wait_for_url(re.compile(r"/imports/imp-[0-9-]+/report\.html$"), timeout=PATIENCE)
    expect(kim.page.locator("main")).to_contain_text("36 Personen sind bereit. 4 Zeilen brauchen eine Korrektur.")
    anna = Person(chromium, address, locale="de-DE")
    anna.logs_in("anna")
    anna.page.goto(kim.page.url.replace("report.html", "plan"))
    button = anna.page.locator("form.step button.main")
    expect(button).to_have_text("36 Arbeitsplätze an 2 Trunks bestellen, 191,40 € im Monat")
    button.click()
    anna.page.wait_for_url("**/orders")
    expect(anna.page.locator(".verdict")).to_contain_text("36 von 36", timeout=PATIENCE)
    expect(anna.page.locator("#standing")).to_have_text("erledigt", timeout=PATIENCE)
    assert told_in(home) == {"welcome": 36, "password": 36, "confirmation": 1}
    kim.page.goto("/imports")
    expect(kim.page.locator("table")).to_contain_text("erledigt")
    assert (kim.complaints, anna.complaints) == ([], [])


def test_the_same_goes_with_the_keyboard_alone(chromium: Browser, home: Path, address: str) -> None:
    kim = Person(chromium, address, locale="en-GB")
    types_in(kim, "kim")
    tabs_to(kim, kim.page.locator("#file"))
    with kim.page.expect_file_chooser() as chooser:
        kim.page.keyboard.press("Space")
    chooser.value.set_files(SHEET)
    tabs_to(kim, kim.page.locator("form.panel button.main"))
    kim.page.keyboard.press("Enter")
    kim.page.wait_for_url(re.compile(r"report\.html$"), timeout=PATIENCE)
    anna = Person(chromium, address, locale="en-GB")
    types_in(anna, "anna")
    tabs_to(anna, anna.page.locator('main a[href$="/plan"]').first)
    anna.page.keyboard.press("Enter")
    anna.page.wait_for_url("**/plan")
    tabs_to(anna, anna.page.locator(".skip"))
    anna.page.keyboard.press("Enter")
    button = anna.page.locator("form.step button.main")
    tabs_to(anna, button)
    expect(button).to_have_text("Order 36 workplaces on 2 trunks, 191.40 € a month")
    assert button.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    anna.page.keyboard.press("Enter")
    expect(anna.page.locator(".verdict")).to_contain_text("36 of 36", timeout=PATIENCE)
    assert told_in(home) == {"welcome": 36, "password": 36, "confirmation": 1}
    assert (kim.complaints, anna.complaints) == ([], [])
