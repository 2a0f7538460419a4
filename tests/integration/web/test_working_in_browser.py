"""A person mends a sheet in a real browser: with one click, by cells and by columns; axe-core finds nothing."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.integration.flows.houses import first_import
from tests.integration.web.people import Person
from tests.integration.web.sites import PATIENCE, InThisProcess
from trunkload.flows.importing import read_received
from trunkload.flows.wiring import House

REPORT = re.compile(r"/report\.html(#row-[0-9]+)?$")
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


LOOKS: list[dict[str, Any]] = [
    {"locale": "de-DE", "color_scheme": "light", "viewport": {"width": 1100, "height": 800}},
    {"locale": "en-GB", "color_scheme": "dark", "viewport": {"width": 360, "height": 800}},
]


@pytest.mark.parametrize("look", LOOKS, ids=["de light", "en dark phone"])
def test_a_sheet_is_mended_without_any_other_program(
    chromium: Browser,
    site: tuple[str, InThisProcess],
    house: House,
    look: dict[str, Any],
) -> None:
    kim = Person(chromium, site[0], **look)
    kim.context.set_default_timeout(PATIENCE * 1000)
    kim.logs_in("kim")
    record = first_import(house)
    at, page = f"/imports/{record.id}", kim.page
    wrong: dict[str, Any] = {}
    page.goto(f"{at}/report.html")
    page.locator("button[name=take]").first.click()
    expect(page.locator("#changed")).to_contain_text("0152 28817386", timeout=PATIENCE * 1000)
    wrong |= kim.axe()
    assert page.evaluate(WIDER) is False
    page.locator("#row-26 .edit").click()
    page.locator("#cell-E26").fill("petra.vogel@example.org")
    wrong |= kim.axe()
    assert page.evaluate(WIDER) is False
    page.keyboard.press("Enter")
    page.wait_for_url(REPORT)
    staff = read_received(house, record.id).staff
    assert (first_import(house).blocked, staff.loc[26, "email"]) == (2, "petra.vogel@example.org")
    for name in ("files", "columns"):
        page.goto(f"{at}/{name}")
        wrong |= kim.axe()
        assert page.evaluate(WIDER) is False
    page.locator("select[name=column-J]").select_option("location")
    page.locator("button.main").click()
    expect(page.get_by_role("alert")).to_be_visible(timeout=PATIENCE * 1000)
    wrong |= kim.axe()
    assert wrong == {}
    # The answer to columns that do not go together is no page of success, and a browser says so.
    assert [one for one in kim.complaints if "422" not in one] == []
