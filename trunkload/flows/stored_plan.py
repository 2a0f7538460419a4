"""Knows how a stored plan is shown again: the same value that was printed when it was made."""

from sqlalchemy import Connection

from trunkload.orders.plan import Cost, Order, Plan
from trunkload.storage.imports import ImportRecord
from trunkload.storage.ordered import read_orders
from trunkload.storage.plans import read_plan_items


def plan_of(conn: Connection, record: ImportRecord) -> Plan | None:
    """None where the import has no plan; shortages stand in its report."""
    if record.digest is None or record.rule_version is None:
        return None
    orders = read_orders(conn, record.id)
    return Plan(
        import_id=record.id,
        orders=tuple(Order(one.reference, one.batch, one.trunk, one.start_date, one.size) for one in orders),
        items=read_plan_items(conn, record.id),
        cost=Cost(record.monthly, record.one_off, record.currency or "", sample=record.sample_prices),
        shortages=(),
        rule_version=record.rule_version,
        digest=record.digest,
    )
