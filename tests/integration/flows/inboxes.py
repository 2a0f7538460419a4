"""Inboxes for tests: a house with an account and no import, files of one person each, and what lies where."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from tests.integration.flows.houses import SAMPLES, house_at
from trunkload.flows.import_inbox import import_inbox
from trunkload.flows.wiring import House, rehearsal_database
from trunkload.orders.arrival import ArrivalOutcome
from trunkload.portal.rehearsal import load_account
from trunkload.storage import arrivals, imports
from trunkload.storage.arrival_table import arrival
from trunkload.storage.arrivals import Arrival
from trunkload.storage.database import reading

HEADER = "Vorname;Nachname;E-Mail;Ohne Mobilfunknummer;Standort"


def empty_house(home: Path) -> House:
    house = house_at(home)
    load_account(rehearsal_database(house.settings), (SAMPLES / "account.toml").read_text("utf-8"))
    (home / "arrivals" / "inbox").mkdir(parents=True)
    return at_once(house)


def at_once(house: House) -> House:
    """Nobody waits for a file to stay as it is."""
    return with_inbox(house, settle_seconds=0.0)


def with_inbox(house: House, **settings: object) -> House:
    told = house.settings.inbox.model_copy(update=settings)
    return replace(house, settings=house.settings.model_copy(update={"inbox": told}))


def one_person(at: int, site: str = "Köln") -> bytes:
    """A sheet with one right row; another person for each `at`."""
    name = f"{chr(ord('A') + at // 26)}{chr(ord('a') + at % 26)}la"
    return f"{HEADER}\n{name};Muster;{name}.muster@example.org;ja;{site}\n".encode()


def arrive(house: House, name: str, content: bytes) -> Path:
    path = house.settings.home / "arrivals" / "inbox" / name
    path.write_bytes(content)
    return path


def lying(house: House, folder: str) -> list[str]:
    """By name, without the ids before them."""
    return sorted(path.name for path in (house.settings.home / "arrivals" / folder).glob("*"))


def imports_of(house: House) -> tuple[imports.ImportRecord, ...]:
    """The oldest first."""
    with reading(house.ledger) as conn:
        return imports.list_imports(conn)[::-1]


def arrivals_of(house: House) -> Mapping[str, Arrival]:
    """By name."""
    with reading(house.ledger) as conn:
        ids = conn.execute(arrival.select()).mappings().all()
        found = [arrivals.find_arrival(conn, row["id"]) for row in ids]
    return {one.name: one for one in found if one is not None}


def outcomes(house: House) -> dict[str, ArrivalOutcome]:
    """Of a night that is done now, by name."""
    return {one.name: one.outcome for one in import_inbox(house).night.files}
