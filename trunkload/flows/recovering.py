"""Knows what has to be asked after a back-up was restored: the carrier has orders that an older database knows not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count

from sqlalchemy import Connection

from trunkload.flows.importing import received_now, upload_key
from trunkload.flows.patience import patiently
from trunkload.flows.retaining import IMPORTS
from trunkload.flows.syncing import sync_account
from trunkload.flows.wiring import House
from trunkload.intake.sheet import Upload
from trunkload.intake.upload import upload_of
from trunkload.orders.build import reference_of
from trunkload.orders.states import FINAL_ORDER_STATES, ImportState, OrderState
from trunkload.portal.protocol import OrderAnswer, Portal
from trunkload.storage import audit, imports, orders
from trunkload.storage.database import reading, writing
from trunkload.storage.failures import StorageError, StorageProblem
from trunkload.storage.files import FileStore
from trunkload.storage.moving import Why
from trunkload.storage.ordered import read_orders
from trunkload.storage.releasing import give_up_import

MISSES = 16
"""So many references in a row without an order end the search: no more orders are under way at once."""

NOT_ORDERED = frozenset({ImportState.RECEIVED, ImportState.CHECKED, ImportState.PLANNED})


@dataclass(frozen=True, slots=True)
class LostImport:
    """An import of which the carrier may have orders that the database knows nothing of."""

    id: str
    orders: tuple[OrderAnswer, ...]

    @property
    def open_orders(self) -> int:
        return sum(one.state not in FINAL_ORDER_STATES for one in self.orders)


@dataclass(frozen=True, slots=True)
class Recovered:
    """`asked_first`: orders, by reference, that are asked for before they are sent. `ordered`: plans that the carrier
    has by just their digest, so that somebody had approved them. `given_up`: plans that nobody is known to have
    approved. `lost`: imports that the database did not know. `still_open`: on how many orders of those, and of plans
    that no digest proves, the carrier still works; until there is none nothing may be started.
    """

    asked_first: tuple[str, ...]
    ordered: tuple[str, ...]
    given_up: tuple[str, ...]
    lost: tuple[LostImport, ...]
    still_open: int


def recover(house: House) -> Recovered:
    """Make a restored database safe to work with; nothing is ordered. Safe to run again, and on a database that was
    never restored, but for plans that wait for an approval: they are given up.

    Lost imports are noted only once all their orders are final, so that the account that is read then has what they
    ordered. Raises PortalError, StorageError.
    """
    with reading(house.ledger) as conn:
        known = {one.id for one in imports.list_imports(conn)}
        plans = imports.list_imports(conn, NOT_ORDERED)
        references = {one.id: [order.reference for order in read_orders(conn, one.id)] for one in plans}
    found = {one.id: _found(house, one.id, references[one.id]) for one in plans}
    ordered = tuple(one.id for one in plans if _is_proven(one, found[one.id]))
    unproven = [found[one.id] for one in plans if one.id not in ordered]
    given_up = tuple(one.id for one in unproven if not _waited_for(house, one))
    asked_first = _settle_plans(house, ordered, given_up)
    lost = tuple(_lost(house, import_id) for import_id in ids_in_files(house.files) if import_id not in known)
    still_open = sum(_waited_for(house, one) for one in (*unproven, *lost))
    if not still_open:
        _note_lost(house, lost)
        sync_account(house)
    return Recovered(asked_first, ordered, given_up, lost, still_open)


def _found(house: House, import_id: str, references: Sequence[str]) -> LostImport:
    """What the carrier has of an import whose references are known."""
    portal = house.open_portal()
    answers = (patiently(house, partial(_present, portal, one)) for one in references)
    return LostImport(import_id, tuple(one for one in answers if one is not None))


def _is_proven(plan: imports.ImportRecord, found: LostImport) -> bool:
    """Whether the carrier has an order of just this plan: it was sent with the digest that a person approved."""
    return any(one.plan_digest == plan.digest for one in found.orders)


def _waited_for(house: House, found: LostImport) -> int:
    """A portal without an API ends no order by itself: its people are known by its export, or not at all."""
    return found.open_orders if house.settings.carrier.answers_by_itself else 0


def _settle_plans(house: House, ordered: Sequence[str], given_up: Sequence[str]) -> tuple[str, ...]:
    """At once, and with it every approved order; their references."""
    with writing(house.ledger) as conn:
        for import_id in ordered:
            _take_as_approved(house, conn, import_id)
        for import_id in given_up:
            _give_up(house, conn, import_id)
        return _ask_before_sending(conn)


def _take_as_approved(house: House, conn: Connection, import_id: str) -> None:
    imports.move_import(conn, import_id, {ImportState.PLANNED}, ImportState.APPROVED)
    for order in read_orders(conn, import_id):
        orders.move_order(conn, order.reference, {OrderState.DRAFT}, OrderState.APPROVED)
    audit.note(conn, house.settings.user, audit.Deed.FOUND_ORDERED, import_id)


def _give_up(house: House, conn: Connection, import_id: str) -> None:
    imports.move_import(conn, import_id, NOT_ORDERED, ImportState.CANCELLED, finished_at=house.clock())
    freed = give_up_import(conn, import_id, house.settings.user, Why.CANCELLED)
    audit.note(conn, house.settings.user, audit.Deed.CANCELLED, import_id, numbers=freed)


def _ask_before_sending(conn: Connection) -> tuple[str, ...]:
    """An approved order may have been sent after the back-up: `unknown` until the carrier was asked (promise 6)."""
    approved = [one.reference for one in orders.list_orders(conn, {OrderState.APPROVED})]
    for reference in approved:
        orders.move_order(conn, reference, {OrderState.APPROVED}, OrderState.UNKNOWN)
    return tuple(approved)


def ids_in_files(files: FileStore) -> list[str]:
    """Of every import that has a file there, the oldest first."""
    return [folder.removeprefix(f"{IMPORTS}/") for folder in files.folders(IMPORTS)]


def _lost(house: House, import_id: str) -> LostImport:
    """With what the carrier has of it: its references follow from its id."""
    found, misses = list[OrderAnswer](), 0
    for batch in count(1):
        answer = patiently(house, partial(_present, house.open_portal(), reference_of(import_id, batch)))
        if answer is not None:
            found.append(answer)
        misses = 0 if answer is not None else misses + 1
        if misses == MISSES:
            break
    return LostImport(import_id, tuple(found))


def _present(portal: Portal, reference: str) -> OrderAnswer | None:
    """As it stands now: a list of a carrier's may be older than its order."""
    found = portal.find_order(reference)
    return found if found is None or found.state in FINAL_ORDER_STATES else portal.read_order(found.carrier_id)


def _note_lost(house: House, lost: Sequence[LostImport]) -> None:
    """Their ids are taken, so that no new order gets the reference of one that the carrier has."""
    for one in lost:
        record = _record(house, one.id)
        with writing(house.ledger) as conn:
            imports.save_import(conn, record)
            audit.note(conn, house.settings.user, audit.Deed.FOUND_LOST, one.id, orders=len(one.orders))


def _record(house: House, import_id: str) -> imports.ImportRecord:
    settings, now = house.settings, house.clock()
    received = received_now(house, _upload(house, import_id), settings.user, settings.language)
    return replace(received, id=import_id, state=ImportState.CANCELLED, finished_at=now)


def _upload(house: House, import_id: str) -> Upload:
    """Its name is lost; of a file that was refused nothing was kept."""
    try:
        content = house.files.open(upload_key(import_id))
    except StorageError as failed:
        if failed.problem is not StorageProblem.FILE_GONE:
            raise
        content = b""
    return upload_of(import_id, content)
