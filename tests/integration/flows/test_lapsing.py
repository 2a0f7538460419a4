"""What is over is free again: read as free at once by whoever looks, and written down by the next who writes."""

from datetime import timedelta

import pandas as pd
import pytest
from sqlalchemy import insert, update

from tests.integration.flows.houses import (
    SAMPLES,
    account_of,
    approved,
    days_later,
    first_import,
    imported,
    number_states,
)
from trunkload.flows.giving_up import cancel_import
from trunkload.flows.lapsing import lapse
from trunkload.flows.wiring import House
from trunkload.inventory.account import Account, NumberState
from trunkload.storage.account_tables import kept_number, number
from trunkload.storage.database import reading, writing
from trunkload.storage.holding import Hold, hold_numbers
from trunkload.storage.imports import find_import
from trunkload.storage.moments import time_text
from trunkload.storage.moving import Note, Why, move_numbers
from trunkload.storage.number_history import NumberChange, read_history
from trunkload.storage.quick_account import read_account_of, sqlite_file

WAITS = "+492214710400"
RESTS = "+492214710401"
COMES = "+492214710402"
TOLD = ["state", "holder", "held_until", "available_from"]


def looked_at(house: House) -> Account:
    """As `check` reads it at that moment: nothing is written."""
    file = sqlite_file(house.settings.ledger_url)
    assert file is not None
    account = read_account_of(file, house.clock())
    assert account is not None
    return account


def last_change(house: House, e164: str) -> NumberChange:
    with reading(house.ledger) as conn:
        return read_history(conn, e164)[-1]


@pytest.fixture
def rich_house(house: House) -> House:
    """Besides the plan: a number kept for one of its blocked rows, one that rests ten days, one that comes in ten."""
    import_id = first_import(house).id
    day = (house.today + timedelta(days=10)).isoformat()
    until = house.clock() + timedelta(days=house.settings.holding.days)
    with writing(house.ledger) as conn:
        assert hold_numbers(conn, [WAITS], Hold(import_id, until, "hr"), Why.KEPT) == set()
        conn.execute(insert(kept_number).values(e164=WAITS, import_id=import_id, row=7, employee_key="x"))
        by = Note("admin")
        for e164, state in ((RESTS, NumberState.RESTING), (COMES, NumberState.FUTURE)):
            move_numbers(conn, [e164], {NumberState.FREE}, state, by, available_from=day)
    return house


@pytest.mark.parametrize("days", [0, 8, 9, 10, 11])
def test_who_only_looks_sees_what_the_next_writer_makes_of_it(rich_house: House, days: int) -> None:
    late = days_later(rich_house, days)
    seen = looked_at(late)
    lapse(late)
    after = looked_at(late)
    pd.testing.assert_frame_equal(seen.numbers[TOLD], after.numbers[TOLD])
    pd.testing.assert_frame_equal(seen.workplaces, after.workplaces)
    pd.testing.assert_frame_equal(seen.kept, after.kept)
    assert after.numbers.loc[WAITS, "state"] == ("held" if days < 8 else "free")
    assert after.numbers.loc[RESTS, "state"] == ("resting" if days < 10 else "free")
    assert after.numbers.loc[COMES, "state"] == ("future" if days < 10 else "free")
    assert len(after.kept) == (4 if days < 8 else 0)
    assert (after.workplaces["state"] == "planned").sum() == (36 if days < 8 else 0)


def test_what_is_over_says_so_in_the_history(rich_house: House) -> None:
    lapse(days_later(rich_house, 10))
    for e164, why in ((WAITS, Why.LAPSED), (RESTS, Why.DAY_CAME), (COMES, Why.DAY_CAME)):
        told = last_change(rich_house, e164)
        assert (told.who, told.to_state, told.why) == ("trunkload", NumberState.FREE, why)


def test_a_kept_number_lapses_when_its_end_comes_although_the_import_is_approved(rich_house: House) -> None:
    """The plan's own numbers stay: an approved plan does not lapse."""
    approved(rich_house)
    lapse(days_later(rich_house, 8))
    account = account_of(rich_house)
    assert account.numbers.loc[WAITS, "state"] == "free"
    assert account.kept.empty
    assert number_states(rich_house)["held"] == 36


def test_an_approval_holds_for_longer_what_the_plan_and_its_blocked_rows_hold(rich_house: House) -> None:
    import_id = first_import(rich_house).id
    with writing(rich_house.ledger) as conn:
        ours = update(number).where(number.c.import_id == import_id)
        conn.execute(ours.values(held_until=time_text(rich_house.clock() + timedelta(minutes=5))))
    approved(rich_house)
    with reading(rich_house.ledger) as conn:
        record = find_import(conn, import_id)
    assert record is not None
    assert record.held_until is not None
    ends = account_of(rich_house).numbers.loc[lambda table: table["holder"] == import_id, "held_until"]
    assert set(ends) == {time_text(record.held_until)}
    assert len(ends) == 40
    told = last_change(rich_house, WAITS)
    assert (told.who, told.from_state, told.to_state, told.why) == ("admin", "held", "held", Why.APPROVED)


def test_cancelling_gives_back_what_waits_for_blocked_rows_too(rich_house: House) -> None:
    assert cancel_import(rich_house, first_import(rich_house).id, "admin") == 40
    assert account_of(rich_house).kept.empty


def test_numbers_that_are_over_are_given_to_the_next_who_plans(rich_house: House) -> None:
    late = days_later(rich_house, 8)
    again = imported(late, SAMPLES / "new-staff.csv")
    assert again.plan is not None
    number = again.plan.new_numbers.iloc[0]
    with reading(rich_house.ledger) as conn:
        moves = [(one.to_state, one.why) for one in read_history(conn, number)[1:]]
    assert moves == [("held", Why.PLANNED), ("free", Why.LAPSED), ("held", Why.PLANNED)]
