"""Every page that can be opened: axe-core finds nothing, a phone is wide enough, and no other host is asked.

Walked from the table of pages, so that a page that is added is looked at, too.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests.integration.flows.houses import SAMPLES, approved, house_at, imported
from tests.integration.web.people import Person
from tests.integration.web.sites import ends, logged_in, sends_file, served_site, with_people
from trunkload.flows.story import submit_story
from trunkload.flows.wiring import House, rehearsal_database
from trunkload.portal.rehearsal import load_account
from trunkload.storage.database import reading
from trunkload.storage.imports import list_imports
from trunkload.web.pages import pages

FEW = """Vorname;Nachname;E-Mail;Handynummer;Standort
Nina;Neu;nina.neu@example.org;0152 28817301;Köln
Quirin;Quer;quirin.quer;0152 28817304;Berlin
"""
NO_PAGE = ("/events", ".xlsx", "/provider", "/provider/back", "/{link}", "/{page}", "/{book}", "/login")
CHANGED = ("/columns", "/rows/{row}")
"""Pages of an import that nothing was ordered of."""

REPORTS = ("report.html", "report-masked.html")
PHONE: ViewportSize = {"width": 360, "height": 800}


@dataclass(frozen=True)
class Known:
    """A site with an import that is done, one that waits and one that was refused; the paths of all its pages."""

    address: str
    paths: tuple[str, ...]


def paths_of(house: House) -> Iterator[str]:
    """Each page of the table; what is about an import for the one that is done, report and plan for others, too."""
    with reading(house.ledger) as conn:
        refused, waiting, done = (one.id for one in list_imports(conn))
    for page in pages(uploads_per_minute=1000):
        if page.method == "GET" and not page.path.endswith(NO_PAGE):
            import_id = waiting if page.path.endswith(CHANGED) else done
            yield page.path.format_map({"import_id": import_id, "workplace_id": "wp-6001", "row": "10"})
    yield from (f"/imports/{done}/{page}" for page in REPORTS)
    yield from (f"/imports/{refused}", f"/imports/{waiting}/plan", f"/imports/{waiting}/report.html")


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Known]:
    folder = tmp_path_factory.mktemp("every")
    house = with_people(house_at(folder / "home"))
    load_account(rehearsal_database(house.settings), (SAMPLES / "account.toml").read_text("utf-8"))
    (folder / "few.csv").write_text(FEW, "utf-8")
    imported(house, folder / "few.csv")
    submit_story(house, approved(house))
    imported(house, SAMPLES / "new-staff.xlsx")
    with served_site(house) as (address, _):
        browser = logged_in(address, "kim")
        sends_file(browser, "cut-off.xlsx", (SAMPLES / "bad" / "cut-off.xlsx").read_bytes())
        ends(browser, browser.shown.url.path)
        yield Known(address, tuple(paths_of(house)))
    house.ledger.dispose()


@pytest.mark.parametrize("locale", ["de-DE", "en-GB"])
def test_axe_finds_nothing_on_any_page_light_or_dark_and_a_phone_is_wide_enough(
    chromium: Browser, known: Known, locale: str
) -> None:
    anna = Person(chromium, known.address, locale=locale, color_scheme="light")
    anna.page.goto("/login")
    wrong, wide = {**anna.axe()}, list[str]()
    anna.logs_in("anna")
    for path in known.paths:
        told = anna.page.goto(path)
        assert (path, told is not None and told.status) == (path, 200)
        anna.page.emulate_media(color_scheme="light")
        wrong |= anna.axe()
        anna.page.emulate_media(color_scheme="dark")
        wrong |= {f"{path} dark": found for found in anna.axe().values()}
        anna.page.set_viewport_size(PHONE)
        if not anna.page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            wide.append(path)
        anna.page.set_viewport_size({"width": 1100, "height": 900})
    assert (wrong, wide, anna.complaints) == ({}, [], [])
    anna.context.close()


def test_every_page_is_read_without_javascript(chromium: Browser, known: Known) -> None:
    anna = Person(chromium, known.address, locale="en-GB", java_script_enabled=False)
    anna.logs_in("anna")
    for path in known.paths:
        anna.page.goto(path)
        expect(anna.page.locator("h1").first).to_be_visible()
        assert len(anna.page.locator("main").inner_text()) > 100, path
    assert anna.complaints == []
    anna.context.close()
