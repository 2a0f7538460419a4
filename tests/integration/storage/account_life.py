"""The account as it changes: the carrier's next snapshots, and extension 114 from its plan to its workplace."""

from dataclasses import replace
from datetime import timedelta

import pandas as pd
from sqlalchemy import Engine

from tests.builders import sample_account
from tests.integration.storage.builders import KOELN, Wish, answer, hold_planned, save_planned
from trunkload.inventory.account import Account
from trunkload.orders.states import ReadBack
from trunkload.storage.accounts import read_account, save_account
from trunkload.storage.database import reading, writing
from trunkload.storage.items import ItemReadBack, save_read_back
from trunkload.storage.orders import save_answer
from trunkload.storage.settling import assign_numbers

NOTHING = pd.DataFrame()


def save(engine: Engine, account: Account) -> None:
    with writing(engine) as conn:
        save_account(conn, account)


def stored(engine: Engine) -> Account:
    with reading(engine) as conn:
        account = read_account(conn)
    assert account is not None
    return account


def assert_same_account(one: Account | None, other: Account | None) -> None:
    assert one is not None
    assert other is not None
    pd.testing.assert_frame_equal(one.numbers, other.numbers)
    pd.testing.assert_frame_equal(one.workplaces, other.workplaces)
    pd.testing.assert_frame_equal(one.ended, other.ended)
    pd.testing.assert_frame_equal(one.kept, other.kept)
    bare, other_bare = (
        replace(told, numbers=NOTHING, workplaces=NOTHING, ended=NOTHING, kept=NOTHING) for told in (one, other)
    )
    assert bare == other_bare


def later(account: Account, **states: str) -> Account:
    """The carrier's next snapshot; `x114="assigned"` is the new state of extension 114 in Köln."""
    numbers = account.numbers.copy()
    for name, state in states.items():
        numbers.loc[KOELN.format(name.removeprefix("x")), "state"] = state
    return replace(account, numbers=numbers, taken_at=account.taken_at + timedelta(hours=1))


def planned(engine: Engine) -> str:
    """Extension 114 is planned and held; the order's reference."""
    save(engine, sample_account())
    with writing(engine) as conn:
        plan = save_planned(conn, Wish("114", employee="004711"))
        assert hold_planned(conn, plan) == set()
    return plan.orders[0].reference


def ordered(engine: Engine) -> Account:
    """Extension 114 was ordered, completed, assigned and read back; the carrier's next snapshot lists it."""
    reference = planned(engine)
    with writing(engine) as conn:
        save_answer(conn, reference, answer(reference, "completed", row4="completed"))
        assert assign_numbers(conn, reference, "carrier") == 1
        save_read_back(conn, reference, [ItemReadBack(4, ReadBack.EQUAL)])
    account = later(sample_account(), x114="assigned")
    account.numbers.loc[KOELN.format("114"), "holder"] = "wp-row4"
    ours = {"username": "juergen.114", "number": KOELN.format("114"), "package": "plus", "state": "active"}
    workplaces = account.workplaces.copy()
    workplaces.loc["wp-row4"] = pd.Series(ours).reindex(workplaces.columns)
    return replace(account, workplaces=workplaces)
