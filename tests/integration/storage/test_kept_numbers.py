"""A number waits for the person whose row is not right yet, and for nobody else."""

from dataclasses import replace
from datetime import timedelta

import pandas as pd
import pytest
from sqlalchemy import Engine, select

from tests.builders import sample_account
from tests.integration.storage.account_life import later, save, stored
from tests.integration.storage.builders import IMPORT, KOELN, OTHER, TOMORROW, Wish, hold_planned, record, save_planned
from trunkload.inventory.account import NumberState
from trunkload.storage.account_tables import kept_number
from trunkload.storage.database import reading, writing
from trunkload.storage.holding import Hold, hold_numbers
from trunkload.storage.imports import save_import
from trunkload.storage.kept_numbers import save_kept, take_over_kept
from trunkload.storage.moving import Note, Why, move_numbers
from trunkload.storage.number_history import read_history
from trunkload.storage.releasing import give_up_import, release_numbers

NUMBER = KOELN.format("400")
KEPT_BACK = pd.DataFrame(
    {"number": [NUMBER], "employee_key": ["employee"], "identity_key": ["identity"], "name_key": [pd.NA]},
    index=pd.Index([9], dtype="int64", name="row"),
).astype(pd.StringDtype("pyarrow"))
WAITING = pd.Series([IMPORT], index=[NUMBER], dtype=pd.StringDtype("pyarrow"))


@pytest.fixture
def keeper(engine: Engine) -> Engine:
    """An import that plans 114 and keeps 400 for its row 9."""
    save(engine, sample_account())
    with writing(engine) as conn:
        hold_planned(conn, save_planned(conn, Wish("114")))
        assert hold_numbers(conn, [NUMBER], Hold(IMPORT, TOMORROW, "hr"), Why.KEPT) == set()
        save_kept(conn, IMPORT, KEPT_BACK)
    return engine


def told(engine: Engine, number: str, *columns: str) -> list[object]:
    numbers = stored(engine).numbers
    return [numbers.loc[number, name] for name in columns]


def kept_for(engine: Engine) -> list[str]:
    with reading(engine) as conn:
        return list(conn.execute(select(kept_number.c.import_id)).scalars())


def test_the_account_says_for_whom_a_number_waits(keeper: Engine) -> None:
    assert told(keeper, NUMBER, "state", "holder") == ["held", IMPORT]
    kept = stored(keeper).kept.fillna("").to_dict("index")
    keys = {"employee_key": "employee", "identity_key": "identity", "name_key": ""}
    assert kept == {NUMBER: {"import_id": IMPORT, "row": "9", **keys}}


def test_the_next_import_of_the_person_takes_it_over(keeper: Engine) -> None:
    with writing(keeper) as conn:
        save_import(conn, record(OTHER))
        assert take_over_kept(conn, WAITING, Hold(OTHER, TOMORROW, "hr2")) == set()
        last = read_history(conn, NUMBER)[-1]
    assert told(keeper, NUMBER, "state", "holder") == ["held", OTHER]
    assert (last.who, last.from_state, last.to_state) == ("hr2", NumberState.HELD, NumberState.HELD)
    assert (last.why, last.import_id) == (Why.TAKEN_OVER, OTHER)
    assert kept_for(keeper) == []


def test_it_may_wait_on_in_the_next_import_too(keeper: Engine) -> None:
    with writing(keeper) as conn:
        save_import(conn, record(OTHER))
        take_over_kept(conn, WAITING, Hold(OTHER, TOMORROW, "hr2"))
        save_kept(conn, OTHER, KEPT_BACK)
    with writing(keeper) as conn:
        assert give_up_import(conn, IMPORT, "admin", Why.CANCELLED) == 1
    assert kept_for(keeper) == [OTHER]
    assert stored(keeper).numbers.loc[NUMBER, "holder"] == OTHER


def test_only_one_import_takes_it_over(keeper: Engine) -> None:
    with writing(keeper) as conn:
        save_import(conn, record(OTHER))
        take_over_kept(conn, WAITING, Hold(OTHER, TOMORROW, "hr2"))
        assert take_over_kept(conn, WAITING, Hold("imp-3", TOMORROW, "hr3")) == {NUMBER}
        assert hold_numbers(conn, [NUMBER], Hold("imp-3", TOMORROW, "hr3")) == {NUMBER}


def test_it_waits_on_when_the_others_of_the_import_are_settled(keeper: Engine) -> None:
    """The corrected sheet may come after the right rows were ordered."""
    with writing(keeper) as conn:
        assert release_numbers(conn, IMPORT, "admin", Why.NOT_ORDERED) == 1
    assert kept_for(keeper) == [IMPORT]
    assert stored(keeper).numbers.loc[NUMBER, "state"] == "held"


def test_who_gives_the_import_up_gives_it_back(keeper: Engine) -> None:
    with writing(keeper) as conn:
        assert give_up_import(conn, IMPORT, "admin", Why.CANCELLED) == 2
    assert kept_for(keeper) == []
    assert stored(keeper).numbers.loc[NUMBER, "state"] == "free"


@pytest.mark.parametrize("state", ["assigned", "blocked", None])
def test_nobody_waits_for_what_the_carrier_disposed_of(keeper: Engine, state: str | None) -> None:
    account = sample_account()
    numbers = account.numbers.copy()
    if state is None:
        numbers = numbers.drop(index=NUMBER)
    else:
        numbers.loc[NUMBER, "state"] = state
    save(keeper, replace(account, numbers=numbers, taken_at=account.taken_at + timedelta(hours=1)))
    assert kept_for(keeper) == []
    assert stored(keeper).kept.empty


def test_a_move_says_which_numbers_it_moved(keeper: Engine) -> None:
    with writing(keeper) as conn:
        asked = [NUMBER, KOELN.format("401"), KOELN.format("200"), "+492214719999"]
        states = {NumberState.FREE, NumberState.BLOCKED}
        moved = move_numbers(conn, asked, states, NumberState.BLOCKED, Note("admin", "fax"), note="fax")
    assert set(moved) == {KOELN.format("401"), KOELN.format("200")}
    assert told(keeper, KOELN.format("401"), "state", "note") == ["blocked", "fax"]


def test_what_the_carrier_took_from_an_order_and_gives_back_is_held_for_it_again(keeper: Engine) -> None:
    taken = KOELN.format("114")
    save(keeper, later(sample_account(), x114="blocked"))
    assert stored(keeper).numbers.loc[taken, "state"] == "blocked"
    save(keeper, later(later(sample_account()), x114="free"))
    assert told(keeper, taken, "state", "holder") == ["held", IMPORT]
    with reading(keeper) as conn:
        assert read_history(conn, taken)[-1].why == Why.GIVEN_BACK
