"""Knows how the cart of a stored plan is put together: the plan, its account and prices, and the rows not in it."""

import json
from datetime import date
from typing import Any

from trunkload.flows.checking import price_list
from trunkload.flows.commands import approve_command
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.reporting import json_key
from trunkload.flows.stored import known_import, rows_left_out
from trunkload.flows.stored_plan import plan_of
from trunkload.flows.wiring import House
from trunkload.orders.states import ImportState
from trunkload.reports.plan_json import CartTold
from trunkload.storage.account_parts import account_of_cart
from trunkload.storage.database import reading
from trunkload.storage.imports import ImportRecord


def stored_cart(house: House, import_id: str) -> CartTold:
    """Raises Stopped where there is no such import, or it has no plan."""
    with reading(house.ledger) as conn:
        record = known_import(conn, import_id)
        plan, account = plan_of(conn, record), account_of_cart(conn, import_id, house.clock())
        taken_out = rows_left_out(conn, import_id)
    if plan is None or account is None:
        raise Stopped(StopCode.NOTHING_PLANNED, id=import_id)
    waits = record.state is ImportState.PLANNED
    told = _report_of(house, import_id)
    return CartTold(
        plan=plan,
        account=account,
        prices=price_list(account, house.settings),
        state=record.state,
        bound_from=_bound_from(record, house),
        held_until=record.held_until if waits else None,
        command=approve_command(import_id, plan.digest) if waits else None,
        shortages=() if told is None or told["plan"] is None else told["plan"]["shortages"],
        blocked=_blocked(record, told),
        taken_out=taken_out,
        kept=dict(sorted(zip(map(int, account.kept["row"]), map(str, account.kept.index), strict=True))),
    )


def _bound_from(record: ImportRecord, house: House) -> date | None:
    """The day of the approval, in the person's own calendar; today where there is none yet."""
    if record.approved_at is not None:
        return record.approved_at.astimezone().date()
    return house.today if record.state is ImportState.PLANNED else None


def _report_of(house: House, import_id: str) -> dict[str, Any] | None:
    """What was written about every row with the plan; None where it is not there any more."""
    key = json_key(import_id)
    return json.loads(house.files.open(key)) if house.files.exists(key) else None


def _blocked(record: ImportRecord, told: dict[str, Any] | None) -> tuple[int, ...]:
    if not record.blocked or told is None:
        return ()
    findings = told["findings"]
    return tuple(sorted({one["row"] for one in findings if one["severity"] == "blocked" and one["row"] is not None}))
