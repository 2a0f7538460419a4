"""States of the page that no address alone leads to: what is refused or under way, what was asked for by a form."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.integration.flows.houses import SAMPLES, approved, house_at, imported
from tests.integration.web.people import Person
from tests.integration.web.sites import logged_in, sends_file, served_site, with_people
from trunkload.flows.story import submit_story
from trunkload.flows.wiring import rehearsal_database
from trunkload.portal.rehearsal import load_account
from trunkload.storage.database import reading
from trunkload.storage.imports import list_imports

FEW = """Vorname;Nachname;E-Mail;Handynummer;Standort
Nina;Neu;nina.neu@example.org;0152 28817301;Köln
"""
SENDS: Final = """([path, fields]) => {
    const form = document.createElement("form"), proof = document.querySelector("[name=proof]").value;
    form.method = "post";
    form.action = path;
    for (const [name, value] of Object.entries({proof, ...fields})) {
        const field = document.createElement("input");
        [field.type, field.name, field.value] = ["hidden", name, value];
        form.append(field);
    }
    document.body.append(form);
    form.submit();
}"""


@dataclass(frozen=True)
class Site:
    """One with an import that is done, one that waits for approval, and one whose check nobody begins with."""

    address: str
    done: str
    waiting: str
    held: str


@dataclass(frozen=True)
class State:
    """What is asked for, by GET, or by POST where there are `fields`; which template answers, and with which status."""

    path: str
    template: str
    status: int = 200
    fields: dict[str, str] | None = None
    nobody: bool = False

    def reached(self, person: Person, site: Site) -> int:
        """The status of the answer that is shown then."""
        path = self.path.format(done=site.done, waiting=site.waiting, held=site.held)
        if self.fields is None:
            told = person.page.goto(path)
        else:
            person.page.goto("/login" if self.nobody else "/imports")
            with person.page.expect_navigation() as navigation:
                person.page.evaluate(SENDS, [path, self.fields])
            told = navigation.value
        return 0 if told is None else told.status


STATES: Final = (
    State("/first/made-up", "link", nobody=True),
    State("/login", "login", nobody=True),
    State("/login", "login", 403, {"username": "nobody", "password": "wrong"}, nobody=True),
    State("/imports/imp-2020-01-01-0001", "notice", 404),
    State("/imports/{held}", "progress"),
    State("/imports/{waiting}/cells", "not_changed", 422, {"take": "E999=x", "seen": "0"}),
    State("/imports/{done}/cells", "notice", 409, {"take": "E2=x", "seen": "0"}),
    State("/imports/{waiting}/approve", "plan", 409, {"digest": "0"}),
    State("/imports/{waiting}/plan/without", "plan", 422, {}),
    State("/imports/{done}/orders/compare", "compared", 200, {}),
    State("/numbers/move", "numbers", 422, {"move": "block", "range": "+49 221 4710 190", "why": ""}),
    State("/numbers/move", "numbers", 409, {"move": "block", "range": "+49 221 4710 100-199", "why": "Umbau"}),
    State("/workplaces/wp-5005/change", "workplace", 422, {}),
)
"""A page that answers a form joins them; nothing of it may change what the next one shows."""


@contextmanager
def site_of_states(folder: Path) -> Iterator[Site]:
    house = with_people(house_at(folder / "home"))
    load_account(rehearsal_database(house.settings), (SAMPLES / "account.toml").read_text("utf-8"))
    (folder / "few.csv").write_text(FEW, "utf-8")
    imported(house, folder / "few.csv")
    submit_story(house, approved(house))
    imported(house, SAMPLES / "new-staff.xlsx")
    with served_site(house) as (address, heavy):
        heavy.is_held = True
        sends_file(logged_in(address, "kim"), "few.csv", FEW.encode())
        with reading(house.ledger) as conn:
            held, waiting, done = (one.id for one in list_imports(conn))
        yield Site(address, done, waiting, held)
    house.ledger.dispose()
