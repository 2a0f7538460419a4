"""The whole story in a real browser: HR sends the German sample, an admin orders it, and everybody gets a mail."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.web.running import SHEET, mails, running_page
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
    expect(kim.page.locator("main")).to_contain_text("36")
    anna = Person(chromium, address, locale="de-DE")
    anna.logs_in("anna")
    anna.page.goto(kim.page.url.replace("report.html", "plan"))
    button = anna.page.locator("form.step button.main")
    expect(button).to_have_text("36 Arbeitsplätze an 2 Trunks bestellen, 191,40 € im Monat")
    button.click()
    anna.page.wait_for_url("**/orders")
    expect(anna.page.locator(".verdict")).to_contain_text("36 von 36", timeout=PATIENCE)
    anna.page.reload()
    expect(anna.page.locator("main")).to_contain_text("anna")
    assert len({str(mail["To"]) for mail in mails(home) if "welcome" not in str(mail["To"])}) >= 36
    kim.page.goto("/imports")
    expect(kim.page.locator("table")).to_contain_text("erledigt")
    assert (kim.complaints, anna.complaints) == ([], [])
