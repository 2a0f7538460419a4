"""Bad samples in a real browser: each mistake stands at its row and cell, and columns that nobody knows are chosen."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.web.keyboard import tabs_to, types_in
from tests.e2e.web.running import running_page
from tests.integration.flows.houses import SAMPLES
from tests.integration.web.people import Person

BAD = SAMPLES / "bad"
PATIENCE = 60_000
REPORT = re.compile(r"/imports/imp-[0-9-]+/report\.html$")
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
PHONE = {"locale": "en-GB", "color_scheme": "dark", "viewport": {"width": 360, "height": 800}}

AT_ITS_CELL = {
    "unknown-trunk.csv": ("F3", "The account has no SIP trunk “HAMBURG-1”."),
    "missing-first-name.csv": ("B3", "“Vorname” is empty."),
    "email-without-domain.csv": ("C3", "No e-mail can be sent to “bodo.brandt@”."),
    "letters-in-mobile.csv": ("D3", "“O152 28817386” has “O” at position 1"),
    "number-taken.csv": ("F3", "+49 221 4710104"),
    "package-konferenz.csv": ("F3", "“Konferenz”"),
    "date-as-extension.xlsx": ("F3", "2026-11-20"),
    "wrong-encoding-in-name.csv": ("A3", "“MÃ¼ller”"),
}
"""All of them are about the second person, who is therefore never planned, and stands alike in each."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_page(tmp_path_factory.mktemp("bad") / "home") as address:
        yield address


@pytest.fixture(scope="module")
def kim(chromium: Browser, address: str) -> Iterator[Person]:
    kim = Person(chromium, address, locale="en-GB")
    kim.logs_in("kim")
    yield kim
    kim.context.close()


@pytest.fixture(scope="module")
def sent(kim: Person) -> Mapping[str, str]:
    """Where each import is; the next one is sent while those before are read."""
    paths = {}
    for name in AT_ITS_CELL:
        sends(kim, BAD / name)
        paths[name] = kim.page.url
    return paths


def sends(person: Person, path: Path) -> None:
    person.page.goto("/upload")
    person.page.locator("#file").set_input_files(path)
    person.page.locator("form.panel button.main").click()
    person.page.wait_for_url(re.compile("/imports/imp-"))


@pytest.mark.parametrize("name", AT_ITS_CELL)
def test_a_mistake_in_a_row_stands_in_the_report_at_its_row_and_cell(
    kim: Person, sent: Mapping[str, str], name: str
) -> None:
    cell, sentence = AT_ITS_CELL[name]
    kim.page.goto(sent[name])
    kim.page.wait_for_url(REPORT, timeout=PATIENCE)
    expect(kim.page.locator("#file")).to_contain_text(name)
    found = kim.page.locator("#rows-blocked #row-3 > ul > li").filter(has_text=sentence)
    expect(found).to_have_count(1)
    expect(found.locator("i").first).to_have_text(cell)
    expect(kim.page.locator("#row-3 .cells li.blocked")).to_contain_text([cell])
    assert kim.complaints == []


def test_columns_that_nobody_knows_are_chosen_with_the_keyboard_alone(chromium: Browser, address: str) -> None:
    kim = Person(chromium, address, locale="de-DE")
    types_in(kim, "kim")
    sends(kim, BAD / "misspelt-last-name.csv")
    kim.page.wait_for_url("**/columns", timeout=PATIENCE)
    expect(kim.page.locator(".alarm")).to_contain_text("Es fehlt: Nachname. Gefunden: Nachnahme | Vorname")
    wrong = kim.axe()
    kim.page.emulate_media(color_scheme="dark")
    wrong = {**wrong, **kim.axe()}
    chosen = kim.page.locator("select[name=column-A]")
    tabs_to(kim, chosen)
    kim.page.keyboard.type("Nachname")
    expect(chosen).to_have_value("last_name")
    tabs_to(kim, kim.page.locator("button.main"))
    kim.page.keyboard.press("Enter")
    kim.page.wait_for_url(REPORT, timeout=PATIENCE)
    expect(kim.page.locator("#row-2 h3")).to_contain_text("Ute Arndt")
    assert (wrong, kim.complaints) == ({}, [])
    kim.context.close()


def test_people_without_headers_are_read_on_a_phone_once_somebody_says_so(chromium: Browser, address: str) -> None:
    lena = Person(chromium, address, **PHONE)
    lena.logs_in("lena")
    sends(lena, BAD / "no-header.csv")
    lena.page.wait_for_url("**/columns", timeout=PATIENCE)
    expect(lena.page.locator(".alarm a")).to_have_attribute("href", "/template.xlsx")
    wrong = lena.axe()
    assert lena.page.evaluate(WIDER) is False
    fields = {"A": "last_name", "B": "first_name", "D": "mobile", "E": "last_name"}
    lena.page.get_by_label("A person already").check()
    for letter, field in fields.items():
        lena.page.locator(f"select[name=column-{letter}]").select_option(field)
    lena.page.locator("button.main").click()
    expect(lena.page.get_by_role("alert")).to_contain_text("The columns A, E", timeout=PATIENCE)
    wrong = {**wrong, **lena.axe()}
    expect(lena.page.get_by_label("A person already")).to_be_checked()
    lena.page.locator("select[name=column-E]").select_option("location")
    lena.page.locator("button.main").click()
    lena.page.wait_for_url(REPORT, timeout=PATIENCE)
    expect(lena.page.locator("#row-1 h3")).to_contain_text("Ute Arndt")
    expect(lena.page.locator("#row-2 h3")).to_contain_text("Bodo Brandt")
    # Columns that do not go together are no page of success, and a browser says so.
    assert (wrong, [one for one in lena.complaints if "422" not in one]) == ({}, [])
    lena.context.close()


def test_a_sheet_that_waits_is_given_up_and_found_as_such_in_the_list(kim: Person) -> None:
    sends(kim, BAD / "two-email-columns.csv")
    kim.page.wait_for_url("**/columns", timeout=PATIENCE)
    expect(kim.page.locator(".alarm")).to_contain_text("The columns C, F (E-Mail, dienstliche E-Mail) mean the same")
    kim.page.goto("/imports")
    expect(kim.page.locator("tbody tr").first).to_contain_text("waits: columns to be chosen")
    kim.page.get_by_role("link", name="waits: columns to be chosen").click()
    kim.page.get_by_role("button", name="Give up the sheet").click()
    expect(kim.page.locator(".alarm")).to_contain_text("Nothing of the file is kept.")
    kim.page.goto("/imports")
    expect(kim.page.locator("tbody tr").first).to_contain_text("cancelled")
    assert kim.complaints == []
