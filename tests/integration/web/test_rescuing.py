"""A sheet that lacks a column is no loss: the page says what is missing and asks what its columns hold."""

import re

import httpx
import pytest

from tests.integration.portal.browser import Browser, told
from tests.integration.web.sites import PATIENCE, ends, logged_in, sends_file
from trunkload.flows.wiring import House
from trunkload.orders.states import ImportState
from trunkload.storage.audit import read_audit
from trunkload.storage.database import reading
from trunkload.storage.imports import ImportRecord, find_import

PROOF = re.compile(r'name="?proof"? value="([0-9a-f]{64})"')
LACKING = "Vorname;Familie;E-Mail;Handynummer;Standort\nNina;Neu;nina.neu@example.org;0152 28817301;Köln\n"
HEADLESS = "Neu;Nina;nina.neu@example.org;0152 28817301;Köln\nOrt;Olaf;olaf.ort@example.org;0152 28817302;Köln\n"
CHOSEN = {"A": "last_name", "B": "first_name", "C": "email", "D": "mobile", "E": "location"}


class Waiting:
    """One person with a sheet that waits."""

    def __init__(self, house: House, address: str, text: str, *, login: str = "kim", lang: str = "en") -> None:
        self.house, self.browser = house, logged_in(address, login, lang=lang)
        self.browser.client.timeout = httpx.Timeout(PATIENCE)
        self.path = sends_file(self.browser, "staff.csv", text.encode()).url.path
        self.import_id = self.path.rpartition("/")[2]
        self.shown = ends(self.browser, self.path)

    def sends(self, to: str, **fields: str) -> httpx.Response:
        return self.sends_by(self.browser, to, **fields)

    def sends_by(self, browser: Browser, to: str, **fields: str) -> httpx.Response:
        proof = PROOF.search(browser.shown.text)
        assert proof is not None
        browser.shown = browser.client.post(f"{self.path}/{to}", data={"proof": proof[1], **fields})
        return browser.shown

    @property
    def record(self) -> ImportRecord:
        with reading(self.house.ledger) as conn:
            record = find_import(conn, self.import_id)
        assert record is not None
        return record

    def deeds(self) -> list[str]:
        with reading(self.house.ledger) as conn:
            return [f"{one.who} {one.what}" for one in read_audit(conn, self.import_id)]


def test_the_sentence_leads_to_the_columns_and_the_choice_to_the_report(house: House, address: str) -> None:
    waiting = Waiting(house, address, LACKING)
    page = waiting.shown
    assert (page.url.path, page.status_code) == (f"{waiting.path}/columns", 200)
    assert "Missing: Last name. Found: Vorname | Familie" in told(page)
    assert ("--map" in page.text, "Choose which column that is." in told(page)) == (False, True)
    assert "Familie Neu" in told(page)
    assert "waits: columns to be chosen" in told(waiting.browser.opens("/imports"))
    waiting.browser.opens(f"{waiting.path}/columns")
    waiting.sends(
        "columns", **{"read-B": "", "column-B": "last_name", "read-A": "first_name", "column-A": "first_name"}
    )
    report = ends(waiting.browser, waiting.path)
    assert report.url.path == f"{waiting.path}/report.html"
    assert "nina.neu@example.org" in told(report)
    assert (waiting.record.state, waiting.record.ready) == (ImportState.PLANNED, 1)
    assert [one for one in waiting.deeds() if "columns" in one] == [
        *("admin columns asked for", "kim columns shown", "kim columns shown", "kim columns decided"),
    ]
    again = sends_file(waiting.browser, "next.csv", LACKING.replace("ina", "ora").encode())
    assert ends(waiting.browser, again.url.path).url.path.endswith("/report.html")


def test_a_choice_that_does_not_do_says_why_and_stands_there_still(house: House, address: str) -> None:
    waiting = Waiting(house, address, LACKING, lang="de")
    refused = waiting.sends("columns", **{"read-B": "", "column-B": "first_name", "column-E": "location"})
    assert refused.status_code == 422
    assert "meinen dasselbe: „Vorname“" in told(refused)
    assert re.search(r'name="column-B".*?<option value="first_name" selected>', refused.text, re.DOTALL)
    assert waiting.record.state is ImportState.REJECTED
    assert waiting.sends("columns", **{"column-B": "nonsense"}).status_code == 400


def test_whoever_sends_people_without_headers_says_so(house: House, address: str) -> None:
    """Neither is guessed: one would lose the first person, the other would make headers a person."""
    waiting = Waiting(house, address, HEADLESS)
    assert "What stands in row 1?" in told(waiting.shown)
    assert ('href="/template.xlsx"' in waiting.shown.text, "trunkload template" in waiting.shown.text) == (True, False)
    columns = {f"column-{letter}": field for letter, field in CHOSEN.items()}
    unsaid = waiting.sends("columns", header_row="1", **columns)
    assert (unsaid.status_code, "Whether headers stand in row 1 is not said." in told(unsaid)) == (422, True)
    waiting.sends("columns", header_row="1", header="person", **columns)
    assert ends(waiting.browser, waiting.path).url.path.endswith("/report.html")
    assert (waiting.record.rows, waiting.record.ready) == (2, 2)
    page = waiting.browser.opens(f"{waiting.path}/columns")
    assert "decided by a person" in told(page)
    assert waiting.browser.opens(f"{waiting.path}/workbooks/checked").status_code == 200


def test_its_owner_gives_it_up_and_nothing_of_it_is_kept(house: House, address: str) -> None:
    waiting = Waiting(house, address, LACKING)
    gone = waiting.sends("give-up")
    assert (gone.url.path, "Nothing of the file is kept." in told(gone)) == (waiting.path, True)
    assert house.files.keys(f"imports/{waiting.import_id}") == ()
    assert waiting.record.state is ImportState.CANCELLED
    waiting.browser.opens("/upload")
    assert waiting.sends("give-up").status_code == 409


@pytest.mark.parametrize(("login", "status"), [("lena", 404), ("rita", 403)])
def test_neither_others_nor_readers_see_its_values_or_decide_about_it(
    house: House, address: str, login: str, status: int
) -> None:
    waiting = Waiting(house, address, LACKING)
    other = logged_in(address, login)
    assert other.opens(f"{waiting.path}/columns").status_code == status
    other.opens("/imports")
    for to in ("columns", "give-up"):
        assert waiting.sends_by(other, to, **{"column-B": "last_name"}).status_code == status
    assert waiting.record.state is ImportState.REJECTED
    if login == "rita":
        seen = other.opens(waiting.path)
        assert ("The file is kept until somebody chooses" in told(seen), "Neu" in told(seen)) == (True, False)
