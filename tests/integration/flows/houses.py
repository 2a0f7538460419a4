"""Houses for tests, and short ways to see what is in them."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.integration.flows.fakes import Failing, FailingPortal
from trunkload.flows.approving import approve_plan
from trunkload.flows.importing import Imported, receive_upload
from trunkload.flows.story import import_story
from trunkload.flows.wiring import House, open_house
from trunkload.intake.upload import open_upload
from trunkload.inventory.account import Account
from trunkload.orders.states import ImportState, OrderState
from trunkload.settings import Settings
from trunkload.storage import accounts, imports, ordered
from trunkload.storage.database import reading
from trunkload.storage.items import StoredItem, read_items
from trunkload.validation.language import Lang

SAMPLES = Path(__file__).parents[3] / "sample-data"
USER = "admin"


def house_at(home: Path) -> House:
    settings = Settings(home=home, lang=Lang.EN, user=USER).model_copy(deep=True)
    carrier = settings.carrier.model_copy(
        update={"batch_size": 10, "poll_seconds": 0.0, "retry_seconds": 0.0, "concurrency": 1}
    )
    return open_house(settings.model_copy(update={"carrier": carrier}))


def imported(house: House, file: Path) -> Imported:
    return import_story(house, receive_upload(house, open_upload(file), USER, Lang.EN))


def approved(house: House) -> str:
    """The id of the first import, approved now."""
    record = first_import(house)
    approve_plan(house, record.id, record.digest or "", USER)
    return record.id


def first_import(house: House) -> imports.ImportRecord:
    with reading(house.ledger) as conn:
        return imports.list_imports(conn)[-1]


def state_of(house: House, import_id: str) -> ImportState:
    with reading(house.ledger) as conn:
        record = imports.find_import(conn, import_id)
    assert record is not None
    return record.state


def order_states(house: House, import_id: str) -> dict[int, OrderState]:
    """By batch number."""
    with reading(house.ledger) as conn:
        return {order.batch: order.state for order in ordered.read_orders(conn, import_id)}


def items(house: House, import_id: str) -> list[StoredItem]:
    with reading(house.ledger) as conn:
        return [one for order in ordered.read_orders(conn, import_id) for one in read_items(conn, order.reference)]


def number_states(house: House) -> Counter[str]:
    return Counter(account_of(house).numbers["state"])


def account_of(house: House) -> Account:
    """The account as it is stored here, with what our imports hold and plan."""
    with reading(house.ledger) as conn:
        account = accounts.read_account(conn, house.clock())
    assert account is not None
    return account


def at_carrier(house: House) -> Account:
    """What the customer has there, read past our own ledger."""
    return house.open_portal().read_account()


def with_failures(house: House, script: dict[int, Failing]) -> tuple[House, FailingPortal]:
    """The same house, whose carrier fails as scripted."""
    portal = FailingPortal(house.open_portal(), script)
    return replace(house, open_portal=lambda: portal), portal


def days_later(house: House, days: int) -> House:
    return replace(house, clock=lambda: datetime.now(UTC) + timedelta(days=days))
