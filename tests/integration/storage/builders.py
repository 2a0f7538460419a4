"""Plans, imports and carriers' answers for storage tests, small and readable."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pandas as pd
from sqlalchemy import Connection

from trunkload.orders.plan import ITEM_COLUMNS, Cost, Order, Plan
from trunkload.orders.states import ImportState, OrderState
from trunkload.portal.protocol import ItemAnswer, OrderAnswer
from trunkload.storage.holding import Hold, hold_numbers
from trunkload.storage.imports import ImportRecord, save_import
from trunkload.storage.plans import save_plan

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
TOMORROW = datetime.now(UTC) + timedelta(days=1)
"""Of the real clock, by which a hold ends."""
IMPORT = "imp-2026-11-23-0001"
OTHER = "imp-2026-11-23-0002"
KOELN = "+492214710{}"


@dataclass(frozen=True)
class Wish:
    """One person on one extension of KOELN-1; whatever is not said differs from person to person."""

    extension: str
    username: str | None = None
    employee: str | None = None
    identity: str | None = None
    internal: str | None = None
    action: str = "add"
    workplace: str | None = None
    reason: str = "lowest_free"
    package: str = "plus"
    before: str | None = None

    def item(self, reference: str) -> dict[str, str | None]:
        told = {
            "order_reference": reference,
            "action": self.action,
            "of_workplace": self.workplace,
            "package_before": self.before,
            "given_name": "Jürgen",
            "family_name": f"Müller-{self.extension}",
            "street": "Musterstraße",
            "house_number": "1",
            "postal_code": "50667",
            "city": "Köln",
            "country": "DE",
            "email": "juergen.mueller@example.org",
            "password_channel": "email",
            "username": self.username or f"juergen.{self.extension}",
            "trunk": "KOELN-1",
            "number": KOELN.format(self.extension),
            "extension": self.extension,
            "internal_number": self.internal or self.extension,
            "package": self.package,
            "block": "koeln-4710",
            "reason": self.reason,
            "employee_key": self.employee,
            "identity_key": self.identity or f"person-{self.extension}",
            "row_digest": f"digest-{self.extension}",
        }
        return {name: told.get(name) for name in ITEM_COLUMNS}


def plan(*wishes: Wish, import_id: str = IMPORT, batch_size: int = 50) -> Plan:
    """The people in the rows 4, 5, …, in batches."""
    batches = [wishes[at : at + batch_size] for at in range(0, len(wishes), batch_size)]
    orders = tuple(
        Order(f"{import_id}-{at:03}", at, "KOELN-1", date(2026, 12, 1), len(batch))
        for at, batch in enumerate(batches, 1)
    )
    items = [wish.item(order.reference) for order, batch in zip(orders, batches, strict=True) for wish in batch]
    table = pd.DataFrame.from_records(items, columns=list(ITEM_COLUMNS)).astype(pd.StringDtype("pyarrow"))
    table.index = pd.Index(range(4, 4 + len(items)), dtype="int64", name="row")
    cost = Cost(Decimal("8.85"), Decimal("0.00"), "EUR", sample=True)
    return Plan(import_id, orders, table, cost, (), "rules-1", "d" * 64)


def record(import_id: str = IMPORT, state: ImportState = ImportState.PLANNED) -> ImportRecord:
    return ImportRecord(
        id=import_id,
        state=state,
        file_name="Neue Mitarbeiter.xlsx",
        sha256="a" * 64,
        size=14_213,
        format="xlsx",
        received_at=NOW,
        uploaded_by="hr@example.org",
        lang="de",
    )


def save_planned(conn: Connection, *wishes: Wish, import_id: str = IMPORT, batch_size: int = 50) -> Plan:
    """An import with its plan, as `import` leaves it before numbers are held."""
    made = plan(*wishes, import_id=import_id, batch_size=batch_size)
    save_import(conn, record(import_id))
    save_plan(conn, made)
    return made


def hold_planned(conn: Connection, plan: Plan) -> frozenset[str]:
    """Hold what the plan asks for until tomorrow; answers what is lost."""
    return hold_numbers(conn, plan.new_numbers.tolist(), Hold(plan.import_id, TOMORROW, "hr"))


def answer(reference: str, state: str, **items: str) -> OrderAnswer:
    """The carrier's answer; `row4="completed"` says what became of row 4."""
    told = tuple(
        ItemAnswer(
            id=name.removeprefix("row"),
            state=OrderState(one),
            workplace_id=f"wp-{name}" if one == "completed" else None,
            code=None if one != "failed" else "username_taken",
            reason=None if one != "failed" else "the username is taken",
        )
        for name, one in items.items()
    )
    return OrderAnswer("carrier-7", reference, OrderState(state), told)
