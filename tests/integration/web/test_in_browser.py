"""The page in a real browser: a sheet is dropped, its report appears, and axe-core finds nothing on the way."""

import re
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, expect

from tests.integration.web.people import Person
from tests.integration.web.sites import PASSWORD, InThisProcess, served_site
from trunkload.flows.wiring import House

SMALL = "Vorname;Nachname;E-Mail;Handynummer;Standort\nNina;Neu;nina.neu@example.org;0152 28817301;Köln\n"
DROP = """([name, text]) => {
    const given = new DataTransfer();
    given.items.add(new File([text], name));
    document.querySelector(".drop").dispatchEvent(new DragEvent("drop", {dataTransfer: given, bubbles: true}));
}"""


@pytest.mark.parametrize(
    ("locale", "scheme", "width"), [("de-DE", "light", 1100), ("en-GB", "dark", 390)], ids=["de light", "en dark phone"]
)
def test_a_dropped_sheet_becomes_its_report_and_axe_finds_nothing(
    chromium: Browser, site: tuple[str, InThisProcess], locale: str, scheme: Literal["light", "dark"], width: int
) -> None:
    address, heavy = site
    kim = Person(chromium, address, locale=locale, color_scheme=scheme, viewport={"width": width, "height": 900})
    kim.page.goto("/login")
    wrong = {**kim.axe()}
    kim.logs_in("kim")
    wrong |= kim.axe()
    heavy.is_held = True
    kim.page.evaluate(DROP, ["neue.csv", SMALL])
    kim.page.locator("form.panel button.main").click()
    kim.page.wait_for_url(re.compile("/imports/imp-[0-9-]+$"))
    expect(kim.page.locator(".stages .now")).to_have_count(1)
    wrong |= kim.axe()
    heavy.let_go()
    kim.page.wait_for_url(re.compile(r"/imports/imp-[0-9-]+/report\.html$"))
    expect(kim.page.locator(".site")).to_contain_text("kim")
    expect(kim.page.locator("main")).to_contain_text("nina.neu@example.org")
    wrong |= kim.axe()
    kim.page.locator(".site nav a").last.click()
    expect(kim.page.locator("table")).to_contain_text("neue.csv")
    wrong |= kim.axe()
    assert (wrong, kim.complaints) == ({}, [])
    assert kim.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    kim.context.close()


def test_the_page_says_before_it_sends_that_a_file_is_too_large(chromium: Browser, house: House) -> None:
    limits = house.settings.limits.model_copy(update={"upload_bytes": 100})
    with served_site(type(house)(house.settings.model_copy(update={"limits": limits}), *_rest(house))) as (address, _):
        kim = Person(chromium, address, locale="de-DE")
        kim.logs_in("kim")
        kim.page.evaluate(DROP, ["neue.csv", SMALL * 3])
        expect(kim.page.locator("form.panel .wrong")).to_be_visible()
        kim.page.locator("form.panel button.main").click()
        assert kim.page.url == f"{address}/upload"
        kim.context.close()


def _rest(house: House) -> tuple[Any, ...]:
    return house.ledger, house.files, house.open_portal, house.messenger


def test_a_sheet_is_sent_with_the_keyboard_alone_and_without_javascript(
    chromium: Browser, site: tuple[str, InThisProcess]
) -> None:
    address, _ = site
    kim = Person(chromium, address, locale="en-GB", java_script_enabled=False)
    kim.page.goto("/login")
    kim.page.locator("#username").focus()
    for text in ("kim", PASSWORD):
        kim.page.keyboard.type(text)
        kim.page.keyboard.press("Tab")
    kim.page.keyboard.press("Enter")
    kim.page.wait_for_url("**/upload")
    kim.page.locator("#file").set_input_files({"name": "neue.csv", "mimeType": "text/csv", "buffer": SMALL.encode()})
    kim.page.locator("form.panel button.main").press("Enter")
    kim.page.wait_for_url(re.compile(r"report\.html$"), timeout=30_000)
    expect(kim.page.locator("main")).to_contain_text("nina.neu@example.org")
    kim.context.close()
