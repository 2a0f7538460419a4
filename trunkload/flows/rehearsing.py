"""Knows how a whole import is rehearsed at a carrier where everything goes wrong once."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path
from threading import Lock

from sqlalchemy import Engine

from trunkload.flows.approving import approve_plan
from trunkload.flows.importing import receive_upload
from trunkload.flows.rehearsed import Rehearsal, Sides, Told, judged
from trunkload.flows.running import Run, plainly
from trunkload.flows.stored import known_import
from trunkload.flows.story import import_story, submit_story
from trunkload.flows.wiring import House, open_house, rehearsal_database
from trunkload.intake.sheet import Upload
from trunkload.orders.states import ImportState
from trunkload.portal.protocol import PortalError
from trunkload.portal.rehearsal import load_account
from trunkload.portal.rehearsal.event_telling import EventTeller
from trunkload.portal.rehearsal.faults import Fault, read_script_file
from trunkload.portal.rehearsal.faults.memory import occasions, sendings
from trunkload.portal.rehearsal.hub import LOOPBACK, subscribe
from trunkload.settings import Settings
from trunkload.settings.sections import CarrierSettings
from trunkload.storage.database import reading
from trunkload.storage.items import read_items
from trunkload.storage.ordered import read_orders

SCRIPT = Path(str(files("trunkload.portal.rehearsal.faults").joinpath("every_kind.toml")))
ITEMS_PER_ORDER = 3
"""Small orders, so that the sample has one for every fault."""

LONGEST_PAUSE = 0.05
MOST_STARTS = 5
_OWN = ("lang", "user", "limits")
"""Settings of the person's that count in a rehearsal too; nothing of it may reach a server, a mailbox or a carrier."""


def rehearse(settings: Settings, upload: Upload, account: str, run: Run = plainly) -> Rehearsal:
    """Import, approve and submit `upload` in a home of its own; the customer's `account` is loaded there first.

    Raises Refused, StorageError, AccountFileError and Stopped, as an import does.
    """
    house = open_house(_own_settings(settings))
    engine = rehearsal_database(house.settings)
    load_account(engine, account)
    script = read_script_file(SCRIPT)
    ear = _Ear(house)
    subscribe(engine, {"callback": "http://127.0.0.1/rehearsal"}, LOOPBACK)
    house = replace(house, wait=_shortened(EventTeller(engine, ear, script)))
    import_id = receive_upload(house, upload, house.settings.user, house.settings.language)
    import_story(house, import_id, run)
    with reading(house.ledger) as conn:
        digest = known_import(conn, import_id).digest or ""
    approve_plan(house, import_id, digest, house.settings.user)
    starts = _submit(house, import_id, run)
    return _seen(house, engine, import_id, script, Told(starts, tuple(ear.told)))


def _own_settings(settings: Settings) -> Settings:
    """A new home below the person's; everything else as it is by default, so embedded."""
    home = settings.home / f"rehearse-{time.strftime('%Y%m%d-%H%M%S')}"
    defaults = {
        name: one.get_default(call_default_factory=True)
        for name, one in Settings.model_fields.items()
        if name not in _OWN
    }
    carrier = CarrierSettings(faults=SCRIPT, batch_size=ITEMS_PER_ORDER, concurrency=1)
    return settings.model_copy(update={**defaults, "home": home, "carrier": carrier})


@dataclass(slots=True)
class _Ear:
    """Hears the carrier's events. One is only a hint: whatever it says, the order itself is read again."""

    house: House
    told: list[str] = field(default_factory=list)

    def __call__(self, _address: str, content: bytes) -> bool:
        event = json.loads(content)
        try:
            self.house.open_portal().read_order(event["event"]["productOrder"]["id"])
        except PortalError:
            return False
        self.told.append(event["eventId"])
        return True


def _shortened(teller: EventTeller) -> Callable[[float], None]:
    """Nobody waits long in a rehearsal; while the story waits, the carrier tells its events."""
    telling = Lock()

    def wait(seconds: float) -> None:
        if telling.acquire(blocking=False):
            try:
                teller.tell_due()
            finally:
                telling.release()
        time.sleep(min(seconds, LONGEST_PAUSE))

    return wait


def _submit(house: House, import_id: str, run: Run) -> int:
    """How often the second half of the story was started: a failure that may pass is started over, as a person does."""
    for start in range(1, MOST_STARTS + 1):
        try:
            record = submit_story(house, import_id, run)
        except PortalError:
            continue
        if record.state is not ImportState.SUBMITTING:
            house.wait(0.0)
            return start
    return MOST_STARTS


def _seen(house: House, engine: Engine, import_id: str, script: tuple[Fault, ...], told: Told) -> Rehearsal:
    """Both sides as they stand now: our own record, and the carrier's, asked for each order by our reference."""
    portal = house.open_portal()
    with reading(house.ledger) as conn:
        orders = read_orders(conn, import_id)
        items = {order.reference: read_items(conn, order.reference) for order in orders}
        record = known_import(conn, import_id)
    found = {order.reference: portal.find_order(order.reference) for order in orders}
    carrier_ids = {reference: None if answer is None else answer.carrier_id for reference, answer in found.items()}
    happened = {fault: occasions(engine, fault) for fault in script}
    sides = Sides(record, orders, items, carrier_ids, portal.read_account(), sendings(engine))
    return judged(house.settings.home, happened, sides, told)
