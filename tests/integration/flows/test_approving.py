"""Only the plan that a person was shown is approved (promise 4); a plan given up gives its numbers back."""

from dataclasses import fields, replace
from decimal import Decimal

import pytest
from sqlalchemy import update

from tests.integration.flows.houses import (
    SAMPLES,
    approved,
    at_carrier,
    days_later,
    first_import,
    imported,
    items,
    number_states,
    order_states,
    state_of,
)
from trunkload.flows.approving import approve_plan
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.giving_up import cancel_import
from trunkload.flows.lapsing import lapse
from trunkload.flows.plan_changes import PlanChanged
from trunkload.flows.story import submit_story
from trunkload.flows.wiring import House, rehearsal_database
from trunkload.orders.states import ImportState, OrderState
from trunkload.portal.rehearsal.tables import workplace
from trunkload.settings.sections import PriceListSettings, PriceSettings
from trunkload.storage.account_tables import number
from trunkload.storage.audit import read_audit
from trunkload.storage.database import reading, writing
from trunkload.storage.imports import find_import
from trunkload.validation.rules import Delivery, Rules

HELD = 36 + 3
"""Numbers of the sample sheet: those of right rows, and those that wait for blocked ones."""


def refused(house: House, digest: str | None = None) -> Stopped:
    """Why the first import cannot be approved; nothing moved by asking."""
    record = first_import(house)
    with pytest.raises(Stopped) as told:
        approve_plan(house, record.id, digest or record.digest or "", "admin")
    assert first_import(house) == record
    return told.value


def changed(house: House) -> set[str]:
    """What of the first import's plan is not as it was shown, by the names of PlanChanges."""
    told = refused(house)
    assert isinstance(told, PlanChanged)
    assert told.code is StopCode.PLAN_CHANGED
    return {field.name for field in fields(told.changes) if getattr(told.changes, field.name)}


def test_an_approval_keeps_who_when_and_what(house: House) -> None:
    import_id = approved(house)
    with reading(house.ledger) as conn:
        record = find_import(conn, import_id)
        noted = [(one.who, one.details["digest"]) for one in read_audit(conn, import_id) if one.what == "approved"]
    assert record is not None
    assert (record.state, record.approved_by) == (ImportState.APPROVED, "admin")
    assert record.approved_at is not None
    assert noted == [("admin", record.digest)]
    assert set(order_states(house, import_id).values()) == {OrderState.APPROVED}


def test_sixteen_digits_of_the_digest_approve_and_fifteen_do_not(house: House) -> None:
    record = first_import(house)
    digest = record.digest or ""
    assert refused(house, digest[:15]).code is StopCode.DIGEST_WRONG
    assert refused(house, digest[:15] + "x").code is StopCode.DIGEST_WRONG
    assert refused(house, digest + "0").code is StopCode.DIGEST_WRONG
    approve_plan(house, record.id, f" {digest[:16].upper()}\n", "admin")
    assert state_of(house, record.id) is ImportState.APPROVED


def test_an_approved_plan_still_asks_for_its_own_digest(house: House) -> None:
    import_id = approved(house)
    assert refused(house, "0" * 64).code is StopCode.DIGEST_WRONG
    approve_plan(house, import_id, first_import(house).digest or "", "admin")
    assert state_of(house, import_id) is ImportState.APPROVED


def test_other_prices_void_the_approval(house: House) -> None:
    prices = PriceListSettings(workplace=PriceSettings(monthly=Decimal("4.95"), one_off=Decimal(0)))
    assert changed(replace(house, settings=house.settings.model_copy(update={"prices": prices}))) == {"cost"}


def test_other_rules_void_the_approval(house: House) -> None:
    rules = Rules(delivery=Delivery.LENIENT)
    assert changed(replace(house, settings=house.settings.model_copy(update={"rules": rules}))) == {"rules"}


def test_a_number_that_is_held_for_somebody_else_voids_the_approval(house: House) -> None:
    with writing(house.ledger) as conn:
        conn.execute(update(number).where(number.c.e164 == "+492214710123").values(import_id="imp-x"))
    assert changed(house) == {"numbers"}


@pytest.mark.parametrize("state", ["free", "blocked"])
def test_a_number_that_the_carrier_calls_free_again_is_held_again_for_the_plan(house: House, state: str) -> None:
    """Nobody else can have got it meanwhile: the plan's item claims it."""
    record = first_import(house)
    with writing(house.ledger) as conn:
        lost = {"state": state, "import_id": None, "held_until": None}
        conn.execute(update(number).where(number.c.e164 == "+492214710123").values(lost))
    approve_plan(house, record.id, record.digest or "", "admin")
    assert state_of(house, record.id) is ImportState.APPROVED
    assert number_states(house)["held"] == 39


def test_a_plan_lapses_when_its_days_are_over_and_not_before(house: House) -> None:
    """No approval by time; the numbers are free again."""
    import_id = first_import(house).id
    days = house.settings.holding.days
    assert lapse(days_later(house, days - 1)) == 0
    assert number_states(house)["held"] == HELD
    late = days_later(house, days + 1)
    assert lapse(late) == 1
    assert number_states(house)["held"] == 0
    assert state_of(house, import_id) is ImportState.LAPSED
    assert refused(house).code is StopCode.HAS_LAPSED
    assert lapse(late) == 0


def test_who_approves_too_late_gives_the_plan_up(house: House) -> None:
    record = first_import(house)
    with pytest.raises(Stopped) as told:
        approve_plan(days_later(house, house.settings.holding.days + 1), record.id, record.digest or "", "admin")
    assert told.value.code is StopCode.HAS_LAPSED
    assert state_of(house, record.id) is ImportState.LAPSED
    assert number_states(house)["held"] == 0


def test_an_import_gives_up_lapsed_plans_first_so_their_people_can_be_planned_anew(house: House) -> None:
    later = days_later(house, house.settings.holding.days + 1)
    again = imported(later, SAMPLES / "new-staff.csv")
    assert again.plan is not None
    assert len(again.plan.items) == 36
    assert number_states(house)["held"] == HELD


def test_an_approved_plan_does_not_lapse(house: House) -> None:
    import_id = approved(house)
    assert lapse(days_later(house, 365)) == 0
    assert state_of(house, import_id) is ImportState.APPROVED


def test_a_cancelled_plan_frees_its_numbers_and_cannot_be_approved(house: House) -> None:
    import_id = first_import(house).id
    assert cancel_import(house, import_id, "admin") == HELD
    assert number_states(house)["held"] == 0
    assert set(order_states(house, import_id).values()) == {OrderState.CANCELLED}
    assert refused(house).code is StopCode.WAS_CANCELLED
    with pytest.raises(Stopped) as told:
        cancel_import(house, import_id, "admin")
    assert told.value.code is StopCode.WAS_CANCELLED


def test_an_approved_plan_can_be_cancelled_until_it_is_sent(house: House) -> None:
    import_id = approved(house)
    assert cancel_import(house, import_id, "admin") == HELD
    with pytest.raises(Stopped) as told:
        submit_story(house, import_id)
    assert told.value.code is StopCode.NOT_APPROVED
    assert len(at_carrier(house).workplaces) == 15


def test_what_is_ordered_can_neither_be_cancelled_nor_approved_again(house: House) -> None:
    import_id = approved(house)
    submit_story(house, import_id)
    with pytest.raises(Stopped) as told:
        cancel_import(house, import_id, "admin")
    assert told.value.code is StopCode.ALREADY_ORDERED
    assert refused(house).code is StopCode.ALREADY_ORDERED
    assert state_of(house, import_id) is ImportState.DONE


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("UPDATE number SET state = 'blocked' WHERE e164 = '+492214710123'", "numbers"),
        ("UPDATE contingent SET used = booked - 35 WHERE name = 'workplace'", "contingents"),
        ("UPDATE price SET monthly = '4.95' WHERE name = 'workplace'", "cost"),
    ],
)
def test_what_changed_at_the_carrier_since_the_plan_voids_the_approval(house: House, change: str, what: str) -> None:
    """Domain.md section 7: the account is read again right before anything is ordered."""
    with rehearsal_database(house.settings).begin() as carrier:
        carrier.exec_driver_sql(change)
    assert changed(house) == {what}


@pytest.mark.parametrize(
    ("what", "columns"),
    [
        ("person", ("given_name", "family_name", "email")),
        ("username", ("username",)),
        ("internal_number", ("internal_number",)),
    ],
)
def test_what_somebody_ordered_in_the_carriers_portal_since_the_plan_voids_the_approval(
    house: House, what: str, columns: tuple[str, ...]
) -> None:
    """Promise 5: whoever has a workplace by now would get a second one; a name or number would fail at the carrier."""
    victim = items(house, first_import(house).id)[0]
    with rehearsal_database(house.settings).begin() as carrier:
        values = {name: getattr(victim, name) for name in columns}
        carrier.execute(update(workplace).where(workplace.c.id == "wp-5003").values(values))
    told = refused(house)
    assert isinstance(told, PlanChanged)
    assert [(one.row, one.what) for one in told.changes.overtaken] == [(victim.row, what)]
    assert changed(house) == {"overtaken"}
