"""Ledgers of one trunk in Köln, houses that plan on them, and what must be true of them at any time."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from sqlalchemy import Connection, text

from tests.builders import account_of, someone, staff_sheet, with_contingent
from trunkload.flows.importing import Imported
from trunkload.flows.planning import plan_import
from trunkload.flows.wiring import House
from trunkload.intake.sheet import Sheet
from trunkload.inventory.account import Account, NumberBlock
from trunkload.notify.outbox import Outbox
from trunkload.orders.states import ImportState
from trunkload.portal.protocol import Portal
from trunkload.settings import Settings
from trunkload.storage.accounts import read_account, save_account
from trunkload.storage.database import open_database, reading, writing
from trunkload.storage.files import LocalFiles
from trunkload.storage.imports import ImportRecord, next_import_id, save_import
from trunkload.storage.upgrade import upgrade_database
from trunkload.validation.language import Lang

LETTERS = "abcdefghijklmnopqrstuvwxyz"

BROKEN_INVARIANTS = {
    "two holders": """
        SELECT claim_number FROM order_item WHERE claim_number IS NOT NULL GROUP BY claim_number HAVING count(*) > 1
    """,
    "claimed, and held for somebody else": """
        SELECT number.e164 FROM order_item
        JOIN product_order ON product_order.reference = order_item.order_reference
        JOIN number ON number.e164 = order_item.claim_number
        WHERE number.state = 'held' AND number.import_id <> product_order.import_id
    """,
    "claimed by a plan, and not held": """
        SELECT number.e164 FROM order_item JOIN number ON number.e164 = order_item.claim_number
        WHERE order_item.state = 'draft' AND number.state IN ('free', 'resting', 'future')
    """,
    "kept, and not held": """
        SELECT kept_number.e164 FROM kept_number JOIN number ON number.e164 = kept_number.e164
        WHERE number.import_id IS NULL OR number.import_id <> kept_number.import_id
    """,
    "held for nobody": """
        SELECT e164 FROM number WHERE import_id IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM order_item WHERE claim_number = e164)
        AND NOT EXISTS (SELECT 1 FROM kept_number WHERE kept_number.e164 = number.e164)
    """,
    "held, and nobody says for whom": "SELECT e164 FROM number WHERE state = 'held' AND import_id IS NULL",
    "held without an end": "SELECT e164 FROM number WHERE import_id IS NOT NULL AND held_until IS NULL",
    "history tells another state": """
        SELECT number.e164 FROM number JOIN number_change AS last ON last.e164 = number.e164
        WHERE last.id = (SELECT max(id) FROM number_change WHERE number_change.e164 = number.e164)
        AND (last.to_state IS NULL OR last.to_state <> number.state)
    """,
    "history has a gap": """
        SELECT later.e164 FROM number_change AS later JOIN number_change AS before ON before.e164 = later.e164
        WHERE before.id = (SELECT max(id) FROM number_change WHERE e164 = later.e164 AND id < later.id)
        AND coalesce(before.to_state, '') <> coalesce(later.from_state, '')
    """,
    "an import that is over has a living claim": """
        SELECT import.id FROM import JOIN product_order ON product_order.import_id = import.id
        JOIN order_item ON order_item.order_reference = product_order.reference
        WHERE import.state IN ('cancelled', 'lapsed', 'rejected') AND order_item.claim_number IS NOT NULL
    """,
    "a plan without its numbers": """
        SELECT import.id FROM import WHERE import.state = 'planned' AND NOT EXISTS (
            SELECT 1 FROM product_order WHERE product_order.import_id = import.id
        )
    """,
}
"""By name: a query that finds what must not be."""


def assert_sound(conn: Connection) -> None:
    """Every invariant of numbers, plans and history holds; the seven states add up to all numbers."""
    broken = {name: found for name, query in BROKEN_INVARIANTS.items() if (found := conn.execute(text(query)).all())}
    assert broken == {}
    counted = conn.execute(text("SELECT state, count(*) FROM number GROUP BY state")).tuples()
    states = {str(state): int(count) for state, count in counted}
    assert set(states) <= {"free", "held", "assigned", "resting", "blocked", "function", "future"}
    assert sum(states.values()) == conn.execute(text("SELECT count(*) FROM number")).scalar_one()


def koeln(last: str = "899") -> Account:
    """Free numbers from +49 221 4710 000 to `last`, nobody at work, room for many workplaces."""
    block = NumberBlock("koeln-4710", "KOELN-1", "+492214710", "000", last, "000")
    return with_contingent(account_of(block), "workplace", 5000)


def new_ledger(url: str, account: Account) -> None:
    """A database with the account in it."""
    engine = open_database(url)
    upgrade_database(engine)
    with writing(engine) as conn:
        save_account(conn, account)
    engine.dispose()


class Teller:
    """A carrier that tells what the customer has, and does nothing else."""

    def __init__(self, account: Account) -> None:
        self.account = account

    def read_account(self) -> Account:
        return self.account


def house_on(url: str, folder: Path, carrier: Teller | None = None) -> House:
    """A house whose carrier is a Teller, or is never asked."""
    settings = Settings(home=folder, database_url=url, lang=Lang.EN, user="admin")
    outbox = Outbox(folder / "outbox", sender="trunkload@example.org")
    return House(settings, open_database(url), LocalFiles(folder / "files"), lambda: cast("Portal", carrier), outbox)


def people(first: int, count: int) -> Sheet:
    """A sheet of `count` people who are nobody else's: the one with the number `first`, and those after."""
    return staff_sheet(*(_person(first + at) for at in range(count)))


def _person(at: int) -> dict[str, str | None]:
    name = "".join(LETTERS[at // 26**place % 26] for place in (3, 2, 1, 0))
    return someone(f"Ada{name}", f"Berg{name}", employee_id=f"{at:06}")


def received(house: House) -> str:
    """The id of a new import, as an upload leaves it."""
    record = ImportRecord(
        id="",
        state=ImportState.RECEIVED,
        file_name="staff.csv",
        sha256="0" * 64,
        size=100,
        format="csv",
        received_at=datetime.now(UTC),
        uploaded_by="hr",
        lang="en",
    )
    with writing(house.ledger) as conn:
        import_id = next_import_id(conn, house.today)
        save_import(conn, replace(record, id=import_id))
    return import_id


def planned(house: House, sheet: Sheet) -> Imported:
    """The sheet, planned as `import` does it once the carrier's account is stored."""
    import_id = received(house)
    with reading(house.ledger) as conn:
        account = read_account(conn, house.clock())
    assert account is not None
    return plan_import(house, import_id, sheet, account)
