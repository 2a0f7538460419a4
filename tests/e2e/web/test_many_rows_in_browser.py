"""Two people at once: 100,000 rows of one are checked while she watches, and the other does not wait for them."""

import re
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.e2e.web.running import SHEET, running_page
from tests.integration.web.people import Person

ROWS = 100_000
PATIENCE = 240_000
SYLLABLES = ("ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu")


def many_rows() -> Iterator[str]:
    yield "Vorname;Nachname;E-Mail;Handynummer;Standort"
    for one in islice(product(SYLLABLES, repeat=5), ROWS):
        first, last = "".join(one[:2]).title(), "".join(one[2:]).title()
        yield f"{first};{last};{first}.{last}@example.org;0152 28817301;Köln"


def test_a_hundred_thousand_rows_show_how_far_they_are_and_nobody_waits_for_them(
    chromium: Browser, tmp_path: Path
) -> None:
    sheet = tmp_path / "many.csv"
    sheet.write_text("\n".join(many_rows()), "utf-8")
    with running_page(tmp_path / "home") as address:
        lena, kim = (Person(chromium, address, locale="en-GB") for _ in range(2))
        lena.logs_in("lena")
        kim.logs_in("kim")
        lena.page.locator("#file").set_input_files(sheet)
        lena.page.locator("form.panel button.main").click()
        lena.page.wait_for_url(re.compile("/imports/imp-[0-9-]+$"), timeout=PATIENCE)
        expect(lena.page.locator(".stages .now")).to_have_count(1)
        kim.page.locator("#file").set_input_files(SHEET)
        kim.page.locator("form.panel button.main").click()
        kim.page.wait_for_url(re.compile(r"report\.html$"), timeout=PATIENCE)
        expect(lena.page.locator(".stages .now")).to_have_count(1)
        for stage in ("Checking and planning", "Writing the report"):
            expect(lena.page.locator(".stages .now")).to_contain_text(stage, timeout=PATIENCE)
        lena.page.wait_for_url(re.compile(r"report\.html$"), timeout=PATIENCE)
        expect(lena.page.locator("main")).to_contain_text("100,000")
        assert (lena.complaints, kim.complaints) == ([], [])
