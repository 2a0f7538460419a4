"""Two people at once: each sends a sheet and sees the own alone; two approve one plan, and it is ordered once."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.web.running import running_page, told_in
from tests.integration.web.people import Person
from trunkload.flows.wiring import House, open_house
from trunkload.settings import Settings
from trunkload.storage.audit import Deed, read_audit
from trunkload.storage.database import reading
from trunkload.storage.people import Role

PATIENCE = 60_000
HEADER = "Vorname;Nachname;E-Mail;Handynummer;Standort\n"
OF_KIM = ("Nina;Neu", "Olaf;Ort", "Pia;Park")
OF_LENA = ("Rosa;Rand", "Sven;See", "Tara;Tor")
CLICK = "document.querySelector('form.panel button.main, form.step button.main').click()"
"""Comes back at once, and does not wait for what follows."""

NUMBER = re.compile(r"\+49 221 4710-\d+")
REPORT = re.compile(r"/report\.html$")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def address(home: Path) -> Iterator[str]:
    with running_page(home, {"otto": Role.APPROVER}) as address:
        yield address


def sheet_of(people: tuple[str, ...]) -> bytes:
    rows = (f"{one};{one.replace(';', '.').lower()}@example.org;0152 28817301;Köln\n" for one in people)
    return (HEADER + "".join(rows)).encode()


def chooses(person: Person, login: str, people: tuple[str, ...]) -> None:
    person.logs_in(login)
    file = {"name": "staff.csv", "mimeType": "text/csv", "buffer": sheet_of(people)}
    person.page.locator("#file").set_input_files(file)  # type: ignore[arg-type]  # as Playwright's own example has it


def deeds(home: Path, deed: Deed) -> list[str]:
    """Who did it, each time."""
    house: House = open_house(Settings(home=home))
    with reading(house.ledger) as conn:
        found = [one.who for one in read_audit(conn) if one.what == deed]
    house.ledger.dispose()
    return found


def sent_at_once(chromium: Browser, address: str) -> dict[str, Person]:
    """By login; each has the own report before the eyes."""
    both = {"kim": OF_KIM, "lena": OF_LENA}
    people = {login: Person(chromium, address, locale="en-GB") for login in both}
    for login, staff in both.items():
        chooses(people[login], login, staff)
    for person in people.values():
        person.page.evaluate(CLICK)
    for person in people.values():
        person.page.wait_for_url(REPORT, timeout=PATIENCE)
    return people


def test_who_sends_at_once_gets_the_own_report_and_numbers_and_sees_no_other(chromium: Browser, address: str) -> None:
    people = sent_at_once(chromium, address)
    numbers = {}
    for login, own, other in (("kim", "nina.neu", "rosa.rand"), ("lena", "rosa.rand", "nina.neu")):
        main = people[login].page.locator("main")
        expect(main).to_contain_text("3 people are ready.")
        expect(main).to_contain_text(f"{own}@example.org")
        expect(main).not_to_contain_text(other)
        numbers[login] = set(NUMBER.findall(main.inner_text()))
    assert (len(numbers["kim"]), len(numbers["lena"])) == (3, 3)
    assert numbers["kim"] & numbers["lena"] == set()
    there = {login: person.page.url for login, person in people.items()}
    for login, other in (("kim", "lena"), ("lena", "kim")):
        page = people[login].page
        told = page.goto(there[other])
        assert told is not None
        assert told.status == 404
        page.goto("/imports")
        expect(page.locator("tbody tr")).to_have_count(1)
        expect(page.locator("tbody")).to_contain_text(there[login].split("/")[-2])


def test_two_approve_one_plan_and_what_one_leaves_out_the_other_is_asked_about(
    chromium: Browser, home: Path, address: str
) -> None:
    kim = Person(chromium, address, locale="en-GB")
    chooses(kim, "kim", OF_KIM)
    kim.page.locator("form.panel button.main").click()
    kim.page.wait_for_url(REPORT, timeout=PATIENCE)
    anna, otto = (Person(chromium, address, locale="en-GB") for _ in range(2))
    for person, login in ((anna, "anna"), (otto, "otto")):
        person.logs_in(login)
        person.page.goto(kim.page.url.replace("report.html", "plan"))
    button = anna.page.locator("form.step button.main")
    expect(button).to_contain_text("Order 3 workplaces")
    otto.page.locator("input[name=row-2]").check()
    otto.page.locator("form[action$='/plan/without'] button").click()
    expect(otto.page.locator("form.step button.main")).to_contain_text("Order 2 workplaces")
    button.click()
    said = anna.page.get_by_role("alert")
    expect(said).to_contain_text("nothing is ordered")
    expect(said).to_contain_text("otto left out: row 2.")
    expect(button).to_contain_text("Order 2 workplaces")
    assert deeds(home, Deed.APPROVED) == []
    for person in (anna, otto):
        person.page.evaluate(CLICK)
    for person in (anna, otto):
        person.page.wait_for_url("**/orders", timeout=PATIENCE)
        expect(person.page.locator(".verdict")).to_contain_text("2 of 2 rows", timeout=PATIENCE)
    assert told_in(home) == {"welcome": 2, "password": 2, "confirmation": 1}
    assert deeds(home, Deed.APPROVED) in (["anna"], ["otto"])
    otto.page.goto("/workplaces")
    for name, count in (("Nina Neu", 0), ("Olaf Ort", 1), ("Pia Park", 1)):
        expect(otto.page.locator("tbody tr").filter(has_text=name)).to_have_count(count)
    # The answer to a plan that changed is no page of success, and a browser says so.
    assert [one for one in (*anna.complaints, *otto.complaints) if "409" not in one] == []
