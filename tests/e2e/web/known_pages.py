"""A site with imports at every stage, and which pages it has for whom: walked from the table of pages, so that one that
is added is looked at, too."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import ViewportSize

from tests.integration.flows.houses import SAMPLES, approved, house_at
from tests.integration.web.people import Person
from tests.integration.web.sites import PEOPLE, ends, logged_in, sends_file, served_site, with_people
from trunkload.flows.importing import receive_upload
from trunkload.flows.story import import_story, submit_story
from trunkload.flows.wiring import House, rehearsal_database
from trunkload.intake.upload import open_upload
from trunkload.portal.rehearsal import load_account
from trunkload.storage.database import reading
from trunkload.storage.imports import list_imports
from trunkload.storage.people import Role
from trunkload.validation.language import Lang
from trunkload.web.pages import pages
from trunkload.web.visit import ORDERERS, SENDERS

FEW = """Vorname;Nachname;E-Mail;Handynummer;Standort
Nina;Neu;nina.neu@example.org;0152 28817301;Köln
Quirin;Quer;quirin.quer;0152 28817304;Berlin
"""
NO_PAGE = ("/events", ".xlsx", "/provider", "/provider/back", "/{link}", "/{page}", "/{book}", "/login")
CHANGED = ("/columns", "/rows/{row}")
"""Pages of an import that nothing was ordered of."""

PHONE: ViewportSize = {"width": 360, "height": 800}
DESK: ViewportSize = {"width": 1100, "height": 900}


@dataclass(frozen=True)
class Known:
    """`imports` that kim sent: one that is done, one that waits and one that was refused."""

    address: str
    done: str
    waiting: str
    refused: str

    def paths(self, login: str) -> tuple[str, ...]:
        """Of all pages that this person may see; what is about an import of the one that is done, report and plan of
        others, too."""
        return tuple(self._paths(PEOPLE[login]))

    def _paths(self, role: Role) -> Iterator[str]:
        for page in pages(uploads_per_minute=1000):
            if page.method == "GET" and not page.path.endswith(NO_PAGE) and (page.who is None or role in page.who):
                import_id = self.waiting if page.path.endswith(CHANGED) else self.done
                yield page.path.format_map({"import_id": import_id, "workplace_id": "wp-6001", "row": "10"})
        yield from (f"/imports/{self.refused}", f"/imports/{self.done}/report-masked.html")
        if role in SENDERS:
            yield from (f"/imports/{one}/report.html" for one in (self.done, self.waiting))
        if role in ORDERERS:
            yield f"/imports/{self.waiting}/plan"


@contextmanager
def known_site(folder: Path) -> Iterator[Known]:
    house = with_people(house_at(folder / "home"))
    load_account(rehearsal_database(house.settings), (SAMPLES / "account.toml").read_text("utf-8"))
    (folder / "few.csv").write_text(FEW, "utf-8")
    _sent_by_kim(house, folder / "few.csv")
    submit_story(house, approved(house))
    _sent_by_kim(house, SAMPLES / "new-staff.xlsx")
    with served_site(house) as (address, _):
        browser = logged_in(address, "kim")
        sends_file(browser, "cut-off.xlsx", (SAMPLES / "bad" / "cut-off.xlsx").read_bytes())
        ends(browser, browser.shown.url.path)
        with reading(house.ledger) as conn:
            refused, waiting, done = (one.id for one in list_imports(conn))
        yield Known(address, done, waiting, refused)
    house.ledger.dispose()


def _sent_by_kim(house: House, file: Path) -> None:
    import_story(house, receive_upload(house, open_upload(file), "kim", Lang.EN))


def opens(person: Person, path: str) -> None:
    told = person.page.goto(path)
    assert (path, told is not None and told.status) == (path, 200)


def is_too_wide(person: Person) -> bool:
    """For a phone; the window is as wide as before then."""
    person.page.set_viewport_size(PHONE)
    found = person.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    person.page.set_viewport_size(DESK)
    return bool(found)
