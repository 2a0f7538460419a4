"""Takes single rows out of a plan that is not approved yet; what is left is another plan with another digest."""

from collections.abc import Collection

from sqlalchemy import Connection

from trunkload.flows.checking import prices_in_force
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.giving_up import STOPS_OF
from trunkload.flows.reporting import report_again
from trunkload.flows.stored import known_import, rows_left_out
from trunkload.flows.stored_plan import plan_of
from trunkload.flows.wiring import House
from trunkload.orders.build import cost_of, digest_of
from trunkload.orders.plan import Plan
from trunkload.orders.states import ImportState
from trunkload.storage import accounts, audit, imports, plans
from trunkload.storage.database import writing
from trunkload.storage.moving import Why
from trunkload.storage.releasing import free_unclaimed


def leave_out(house: House, import_id: str, rows: Collection[int], user: str) -> imports.ImportRecord:
    """The import with its new digest and cost; the numbers of these rows are free again, and so are their people.

    The report is written again, so that nobody approves by what it showed before.

    Raises Stopped where the plan is approved already or has lapsed, where a row is none of it, and where none would
    be left.
    """
    with writing(house.ledger) as conn:
        record = known_import(conn, import_id)
        if record.state is not ImportState.PLANNED:
            raise Stopped(STOPS_OF.get(record.state, StopCode.ALREADY_APPROVED), id=import_id)
        _refuse_other_rows(conn, import_id, rows)
        plans.take_out(conn, import_id, rows)
        free_unclaimed(conn, import_id, user, Why.LEFT_OUT)
        anew = _planned_anew(house, conn, record, rows, user)
    report_again(house, import_id)
    return anew


def leave_out_again(conn: Connection, house: House, import_id: str, user: str) -> Plan | None:
    """The plan of an import that was planned anew, without the rows that were taken out of the one before; None where
    it has none of them. Raises Stopped where nothing else would be left."""
    rows = set(rows_left_out(conn, import_id)) & {int(row) for row in plans.read_plan_items(conn, import_id).index}
    if not rows:
        return None
    _refuse_other_rows(conn, import_id, rows)
    plans.take_out(conn, import_id, rows)
    free_unclaimed(conn, import_id, user, Why.LEFT_OUT)
    return plan_of(conn, _planned_anew(house, conn, known_import(conn, import_id), rows, user))


def _refuse_other_rows(conn: Connection, import_id: str, rows: Collection[int]) -> None:
    planned = {int(row) for row in plans.read_plan_items(conn, import_id).index}
    other = sorted(set(rows) - planned)
    if other:
        raise Stopped(StopCode.ROWS_NOT_PLANNED, id=import_id, rows=", ".join(map(str, other)))
    if planned == set(rows):
        raise Stopped(StopCode.ALL_LEFT_OUT, id=import_id)


def _planned_anew(
    house: House, conn: Connection, record: imports.ImportRecord, rows: Collection[int], user: str
) -> imports.ImportRecord:
    """The rules stay those by which the rows were judged: others void the approval, as before."""
    told = accounts.read_price_list(conn)
    if told is None or record.rule_version is None:
        raise Stopped(StopCode.ACCOUNT_MISSING)
    items = plans.read_plan_items(conn, record.id)
    cost = cost_of(items, prices_in_force(told, house.settings))
    digest = digest_of(items, cost, record.rule_version)
    imports.move_import(
        conn,
        record.id,
        {ImportState.PLANNED},
        ImportState.PLANNED,
        digest=digest,
        monthly=cost.monthly,
        one_off=cost.one_off,
        currency=cost.currency,
        sample_prices=cost.sample,
    )
    listed = ", ".join(str(row) for row in sorted(rows))
    audit.note(conn, user, audit.Deed.ROWS_LEFT_OUT, record.id, digest=digest, rows=listed)
    return known_import(conn, record.id)
