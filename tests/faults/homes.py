"""A home whose import is planned and waits for its approval: six people come, one is changed, one goes, in batches."""

import os
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import NullPool, create_engine

from tests.integration.cli import looks
from trunkload.flows.approving import approve_plan
from trunkload.flows.failures import Stopped
from trunkload.flows.importing import receive_upload
from trunkload.flows.story import import_story, submit_story
from trunkload.flows.wiring import House, open_house, rehearsal_database
from trunkload.intake.upload import upload_of
from trunkload.portal.rehearsal import load_account
from trunkload.settings import Settings
from trunkload.storage.database import reading
from trunkload.storage.imports import ImportRecord, list_imports
from trunkload.validation.language import Lang

ACCOUNT = Path(__file__).parents[2] / "sample-data" / "account.toml"
ADMIN, HR = "admin", "hr"
BATCH_SIZE = 2
LITERALLY = {"no_parameters": True}
TAKEOVER_SECONDS = 3.0
"""After which an import counts as left whose worker came to its end before it could say that it is there."""

SHEET = """Aktion;Vorname;Nachname;E-Mail;Mobilfunknummer;Standort;Benutzername;Konferenzpaket;ohne SMS
;Eva;Vogt;eva.vogt@example.org;0152 28817386;Köln;;Plus;
;Jan;Busch;jan.busch@example.org;;Köln;;;ja
;Ida;Ernst;ida.ernst@example.org;;Köln;;;ja
;Max;Horn;max.horn@example.org;;Berlin;;Basic;ja
;Uwe;Lenz;uwe.lenz@example.org;;Berlin;;;ja
;Rosa;Marx;rosa.marx@example.org;;Köln;;;ja
ändern;;;;;;tim.bauer;Premium;
löschen;Laura;Koch;laura.koch@example.org;;;;;
"""
PEOPLE = 6


class Elsewhere(Protocol):
    """A database or a file store that is not in the home's folder."""

    @property
    def settings(self) -> Mapping[str, Any]:
        """What names it."""

    def copy(self) -> "Elsewhere":
        """Another one with the same content."""


@dataclass(frozen=True)
class Home:
    """A folder, and how its carrier is asked. `faults`: the carrier's script, if it has one; `elsewhere`: settings that
    name another database or file store."""

    folder: Path
    concurrency: int = 1
    faults: Path | None = None
    elsewhere: "Elsewhere | None" = None

    def copy(self, folder: Path) -> "Home":
        shutil.copytree(self.folder, folder)
        return replace(self, folder=folder, elsewhere=None if self.elsewhere is None else self.elsewhere.copy())

    def ledger(self, query: str) -> list[tuple[Any, ...]]:
        """What a query answers, past the program."""
        url = None if self.elsewhere is None else self.elsewhere.settings.get("database_url")
        if url is None:
            return looks.ledger(self.folder, query)
        engine = create_engine(str(url), poolclass=NullPool)
        with engine.connect() as conn:
            return [tuple(row) for row in conn.exec_driver_sql(query, execution_options=LITERALLY)]

    def house(self) -> House:
        elsewhere: dict[str, Any] = {} if self.elsewhere is None else dict(self.elsewhere.settings)
        settings = Settings(home=self.folder, lang=Lang.EN, user=ADMIN, **elsewhere).model_copy(deep=True)
        carrier = {
            "batch_size": BATCH_SIZE,
            "poll_seconds": 0.0,
            "retry_seconds": 600.0,
            "concurrency": self.concurrency,
            "faults": self.faults,
        }
        told = {
            "carrier": settings.carrier.model_copy(update=carrier),
            "flows": settings.flows.model_copy(update={"takeover_seconds": TAKEOVER_SECONDS}),
        }
        chosen = settings.model_copy(update=told)
        return replace(open_house(chosen), wait=lambda _seconds: time.sleep(0.001))


def plan_in(folder: Path, elsewhere: Elsewhere | None = None) -> Home:
    """The home whose import waits; everything else is tried on copies of it."""
    home = Home(folder, elsewhere=elsewhere)
    house = home.house()
    load_account(rehearsal_database(house.settings), ACCOUNT.read_text("utf-8"))
    import_story(house, receive_upload(house, upload_of("staff.csv", SHEET.encode()), HR, Lang.DE))
    house.ledger.dispose()
    return home


def order(house: House) -> None:
    """Approve what waits and order it, or go on with what was ordered; whoever follows a failed row as well."""
    for record in _open_imports(house):
        try:
            approve_plan(house, record.id, record.digest or "", ADMIN)
        except Stopped:
            continue
        submit_story(house, record.id)


def _open_imports(house: House) -> tuple[ImportRecord, ...]:
    with reading(house.ledger) as conn:
        return tuple(reversed(list_imports(conn)))


def in_a_process(work: Callable[[], None]) -> int:
    """Start a child that does the work and nothing else; its process id."""
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException:  # noqa: BLE001 - the child must not go on as its parent
        os._exit(1)
    os._exit(0)


def ended_well(child: int) -> bool:
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 0
