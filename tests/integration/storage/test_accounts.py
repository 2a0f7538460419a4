"""The account is stored as the carrier told it, together with what our own imports hold and plan."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pandas as pd
import pytest
from sqlalchemy import Engine, func, select

from tests.builders import sample_account
from tests.integration.storage.account_life import later, ordered, save, stored
from tests.integration.storage.builders import IMPORT, KOELN, TOMORROW, Wish, answer, hold_planned, save_planned
from trunkload.inventory.account import Price, PriceList
from trunkload.storage.account_tables import number_change
from trunkload.storage.accounts import customer_id, read_account, read_price_list
from trunkload.storage.database import reading, writing
from trunkload.storage.failures import StorageError, StorageProblem
from trunkload.storage.moments import time_text
from trunkload.storage.number_history import read_history
from trunkload.storage.orders import save_answer


def changes(engine: Engine) -> list[tuple[str, str, str | None, str]]:
    """What became of numbers since they came."""
    c = number_change.c
    query = select(c.e164, c.from_state, c.to_state, c.who).where(c.from_state.is_not(None)).order_by(c.id)
    with reading(engine) as conn:
        return [tuple(row) for row in conn.execute(query)]


def test_there_is_no_account_before_the_carrier_was_asked(engine: Engine) -> None:
    with reading(engine) as conn:
        assert read_account(conn) is None
        assert read_price_list(conn) is None
        assert customer_id(conn) is None


def test_whose_account_it_is_and_what_things_cost_is_told_without_its_numbers(engine: Engine) -> None:
    account = sample_account()
    save(engine, account)
    with reading(engine) as conn:
        assert customer_id(conn) == "muster-gmbh"
        assert read_price_list(conn) == account.price_list


def test_an_unknown_price_stays_unknown(engine: Engine) -> None:
    account = sample_account()
    told = PriceList("CHF", (Price("workplace", Decimal("4.10"), None), Price("plus", None, None)))
    save(engine, replace(account, price_list=told))
    assert stored(engine).price_list == told


def test_the_stored_account_is_the_carriers(engine: Engine) -> None:
    account = sample_account()
    save(engine, account)
    found = stored(engine)
    since = account.numbers["since"].fillna("2026-11-23T08:00:00.000000+00:00")
    told = account.numbers.assign(since=since).sort_index()
    pd.testing.assert_frame_equal(found.numbers, told, check_names=False)
    pd.testing.assert_frame_equal(found.workplaces, account.workplaces.sort_index(), check_names=False)
    empty = pd.DataFrame()
    assert replace(found, numbers=empty, workplaces=empty).price_list == account.price_list
    for part in ("customer_id", "customer", "taken_at", "sites", "trunks", "blocks", "contingents"):
        assert getattr(found, part) == getattr(account, part)
    assert len(found.numbers) == 1050


def test_every_number_that_comes_is_noted(engine: Engine) -> None:
    save(engine, sample_account())
    with reading(engine) as conn:
        (came,) = read_history(conn, KOELN.format("900"))
        assert (came.who, came.from_state, came.to_state, came.import_id) == ("carrier", None, "function", None)
        assert conn.execute(select(func.count()).select_from(number_change)).scalar() == 1050


def test_the_same_snapshot_again_changes_no_number(engine: Engine) -> None:
    save(engine, sample_account())
    save(engine, sample_account())
    assert changes(engine) == []


def test_a_number_we_hold_stays_held_while_the_carrier_calls_it_free(engine: Engine) -> None:
    save(engine, sample_account())
    with writing(engine) as conn:
        assert hold_planned(conn, save_planned(conn, Wish("114"))) == set()
    save(engine, later(sample_account()))
    number = stored(engine).numbers.loc[KOELN.format("114")]
    assert (number["state"], number["holder"]) == ("held", IMPORT)
    assert number["held_until"] == time_text(TOMORROW)
    assert changes(engine) == [(KOELN.format("114"), "free", "held", "hr")]


def test_a_number_we_hold_is_assigned_when_the_carrier_says_so(engine: Engine) -> None:
    save(engine, sample_account())
    with writing(engine) as conn:
        hold_planned(conn, save_planned(conn, Wish("114")))
    account = later(sample_account(), x114="assigned")
    account.numbers.loc[KOELN.format("114"), "holder"] = "wp-9"
    save(engine, account)
    number = stored(engine).numbers.loc[KOELN.format("114")]
    assert (number["state"], number["holder"]) == ("assigned", "wp-9")
    assert pd.isna(number["held_until"])
    assert changes(engine)[-1] == (KOELN.format("114"), "held", "assigned", "carrier")


def test_every_change_by_the_carrier_is_noted(engine: Engine) -> None:
    save(engine, sample_account())
    save(engine, later(sample_account(), x300="blocked", x301="resting"))
    assert changes(engine) == [
        (KOELN.format("300"), "free", "blocked", "carrier"),
        (KOELN.format("301"), "free", "resting", "carrier"),
    ]


def test_a_number_that_left_the_account_is_gone_and_noted(engine: Engine) -> None:
    account = sample_account()
    save(engine, account)
    gone = KOELN.format("500")
    save(engine, replace(later(account), numbers=account.numbers.drop(index=gone)))
    assert gone not in stored(engine).numbers.index
    assert changes(engine) == [(gone, "free", None, "carrier")]


def test_an_older_snapshot_changes_nothing(engine: Engine) -> None:
    account = replace(sample_account(), taken_at=datetime.now(UTC) - timedelta(hours=1))
    save(engine, later(account, x300="blocked"))
    save(engine, account)
    assert stored(engine).numbers.loc[KOELN.format("300"), "state"] == "blocked"


def test_a_snapshot_from_the_future_does_not_keep_out_those_of_the_present(engine: Engine) -> None:
    """A clock that went ahead was put right: nobody waits for that day to see what the carrier has."""
    account = replace(sample_account(), taken_at=datetime.now(UTC))
    save(engine, replace(account, taken_at=account.taken_at + timedelta(days=1)))
    save(engine, replace(later(account, x300="blocked"), taken_at=account.taken_at))
    assert stored(engine).numbers.loc[KOELN.format("300"), "state"] == "blocked"
    assert stored(engine).taken_at == account.taken_at


def test_the_account_of_another_customer_is_refused(engine: Engine) -> None:
    save(engine, sample_account())
    with pytest.raises(StorageError) as refused:
        save(engine, replace(sample_account(), customer_id="example-ag"))
    assert refused.value.problem == StorageProblem.OTHER_CUSTOMER
    assert stored(engine).customer_id == "muster-gmbh"


def test_a_trunk_that_numbers_stand_on_cannot_vanish_alone(engine: Engine) -> None:
    account = sample_account()
    with pytest.raises(StorageError):
        save(engine, replace(account, trunks=account.trunks[:1]))
    with reading(engine) as conn:
        assert read_account(conn) is None


def test_what_an_open_import_plans_is_a_planned_workplace(engine: Engine) -> None:
    save(engine, sample_account())
    with writing(engine) as conn:
        save_planned(conn, Wish("114", username="juergen.mueller", employee="004711"))
    workplaces = stored(engine).workplaces
    planned = workplaces[workplaces["state"] == "planned"]
    assert planned.index.tolist() == [f"{IMPORT}-001/4"]
    assert planned.iloc[0].dropna().to_dict() == {
        "username": "juergen.mueller",
        "given_name": "Jürgen",
        "family_name": "Müller-114",
        "email": "juergen.mueller@example.org",
        "street": "Musterstraße",
        "house_number": "1",
        "postal_code": "50667",
        "city": "Köln",
        "country": "DE",
        "trunk": "KOELN-1",
        "number": "+492214710114",
        "internal_number": "114",
        "package": "plus",
        "state": "planned",
        "import_id": IMPORT,
        "employee_key": "004711",
        "identity_key": "person-114",
        "row_digest": "digest-114",
    }


def test_a_person_who_was_ordered_is_known_before_the_carrier_lists_the_workplace(engine: Engine) -> None:
    ordered(engine)
    workplaces = stored(engine).workplaces
    assert workplaces[workplaces["employee_key"] == "004711"]["state"].tolist() == ["planned"]


def test_an_active_workplace_that_we_ordered_still_tells_whose_it_is(engine: Engine) -> None:
    save(engine, ordered(engine))
    workplaces = stored(engine).workplaces
    assert len(workplaces) == 16
    ours = workplaces.loc["wp-row4"]
    assert (ours["state"], ours["employee_key"], ours["import_id"]) == ("active", "004711", IMPORT)


def test_a_person_whose_workplace_was_removed_at_the_carrier_can_be_ordered_again(engine: Engine) -> None:
    account = ordered(engine)
    save(engine, account)
    removed = replace(account, workplaces=account.workplaces.drop(index="wp-row4"))
    save(engine, later(removed, x114="free"))
    workplaces = stored(engine).workplaces
    assert len(workplaces) == 15
    number = stored(engine).numbers.loc[KOELN.format("114")]
    assert (number["state"], number["available_from"]) == ("resting", "2027-02-21")
    with writing(engine) as conn:
        again = save_planned(conn, Wish("115", employee="004711"), import_id="imp-2026-11-23-0002")
        assert hold_planned(conn, again) == set()


def test_an_unknown_word_for_a_state_never_gets_in(engine: Engine) -> None:
    with pytest.raises(StorageError):
        save(engine, later(sample_account(), x300="reserved"))


def test_the_account_of_an_order_still_running_keeps_the_person(engine: Engine) -> None:
    """Promise 5: between sending and completion the carrier lists nothing."""
    save(engine, sample_account())
    with writing(engine) as conn:
        reference = save_planned(conn, Wish("114")).orders[0].reference
        save_answer(conn, reference, answer(reference, "inProgress", row4="inProgress"))
    save(engine, later(sample_account()))
    assert (stored(engine).workplaces["state"] == "planned").sum() == 1
