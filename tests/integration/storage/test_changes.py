"""What an order of ours changes or ends is kept to it while it is open, and free for the next one after that."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, select

from tests.builders import sample_account
from tests.integration.storage.account_life import later, save, stored
from tests.integration.storage.builders import IMPORT, KOELN, OTHER, Wish, answer, hold_planned, plan, save_planned
from trunkload.inventory.workplace_record import Changed
from trunkload.orders.states import OrderState
from trunkload.storage.account_tables import number
from trunkload.storage.database import reading, writing
from trunkload.storage.failures import ClaimLost
from trunkload.storage.items import read_items
from trunkload.storage.orders import save_answer
from trunkload.storage.records import changed_workplaces, save_records
from trunkload.storage.releasing import release_numbers
from trunkload.storage.settling import assign_numbers

ANNA = Wish(
    "100", "anna.schmidt", workplace="wp-5001", action="modify", package="premium", before="basic", reason="kept"
)
MOVED = Wish("300", "tim.bauer", workplace="wp-5010", action="modify", reason="wish", internal="300", before="basic")
LAURA = Wish("108", "laura.koch", workplace="wp-5009", action="delete", reason="kept", package="none", before="none")


@pytest.fixture
def account(engine: Engine) -> Engine:
    save(engine, sample_account())
    return engine


def ordered(engine: Engine, *wishes: Wish, import_id: str = IMPORT) -> str:
    """Planned, held; the order's reference."""
    with writing(engine) as conn:
        made = save_planned(conn, *wishes, import_id=import_id)
        assert hold_planned(conn, made) == set()
    return made.orders[0].reference


def states(engine: Engine) -> dict[object, object]:
    workplaces = stored(engine).workplaces
    return workplaces.loc[["wp-5001", "wp-5010", "wp-5009"], "state"].to_dict()


def test_only_another_number_is_held(account: Engine) -> None:
    """S-13: what stays is the workplace's already, what ends keeps it until then."""
    ordered(account, ANNA, MOVED, LAURA)
    with reading(account) as conn:
        held = conn.execute(select(number.c.e164, number.c.import_id).where(number.c.state == "held")).tuples().all()
    assert held == [(KOELN.format("300"), IMPORT)]


def test_workplaces_of_an_open_order_are_changing(account: Engine) -> None:
    """Promise 5: with the import that does it, and the package that it asks for."""
    ordered(account, ANNA, LAURA)
    assert states(account) == {"wp-5001": "changing", "wp-5010": "active", "wp-5009": "changing"}
    workplaces = stored(account).workplaces
    anna = workplaces.loc["wp-5001"]
    assert (anna["import_id"], anna["row_digest"], anna["planned_package"]) == (IMPORT, "digest-100", "premium")
    assert workplaces["planned_package"].notna().sum() == 1
    assert len(workplaces) == len(sample_account().workplaces)


@pytest.mark.parametrize("second", [ANNA, Wish("108", workplace="wp-5001", action="delete", identity="person-100")])
def test_one_person_is_changed_by_one_open_import(account: Engine, second: Wish) -> None:
    """Promise 5: changing and ending exclude each other."""
    ordered(account, ANNA)
    with pytest.raises(ClaimLost), writing(account) as conn:
        save_planned(conn, second, import_id=OTHER)


def test_another_internal_number_is_kept_and_ones_own_needs_no_claim(account: Engine) -> None:
    """R-04."""
    ordered(account, MOVED)
    with pytest.raises(ClaimLost), writing(account) as conn:
        save_planned(conn, Wish("301", internal="300"), import_id=OTHER)
    with writing(account) as conn:
        save_planned(conn, Wish("302", internal="109", identity="someone"), import_id=OTHER)


def test_when_it_is_done_the_person_can_be_changed_again(account: Engine) -> None:
    reference = ordered(account, ANNA, MOVED, LAURA)
    done = answer(reference, "completed", row4="completed", row5="completed", row6="completed")
    with writing(account) as conn:
        save_answer(conn, reference, done)
        assert assign_numbers(conn, reference, "carrier") == 1
        assert {one.of_workplace for one in read_items(conn, reference)} == {"wp-5001", "wp-5010", "wp-5009"}
    assert set(states(account).values()) == {"active"}
    ended = Wish("100", identity="person-100", workplace="wp-5001", action="delete", reason="kept")
    ordered(account, ended, import_id=OTHER)


def test_a_change_that_failed_or_was_given_up_keeps_nothing(account: Engine) -> None:
    reference = ordered(account, ANNA, MOVED)
    with writing(account) as conn:
        save_answer(conn, reference, answer(reference, "failed", row4="failed", row5="failed"))
        assert release_numbers(conn, IMPORT, "carrier", "not ordered") == 1
    assert set(states(account).values()) == {"active"}


def test_a_workplace_that_ended_is_planned_by_nobody(account: Engine) -> None:
    """Promise 5: when the carrier lists it no more, the person is new again."""
    reference = ordered(account, LAURA)
    with writing(account) as conn:
        save_answer(conn, reference, answer(reference, "completed", row4="completed"))
    left = later(sample_account(), x108="resting")
    save(account, replace(left, workplaces=left.workplaces.drop(index="wp-5009")))
    workplaces = stored(account).workplaces
    assert "laura.koch" not in set(workplaces["username"])
    assert set(workplaces["state"]) == {"active"}


def test_who_was_deleted_by_an_order_of_ours_is_remembered(account: Engine) -> None:
    """Promise 5: only once it is done, and with the import that did it; a change ends nothing."""
    reference = ordered(account, ANNA, LAURA)
    assert stored(account).ended.empty
    with writing(account) as conn:
        save_answer(conn, reference, answer(reference, "completed", row4="completed", row5="completed"))
    ended = stored(account).ended
    assert (ended["username"].to_list(), ended["import_id"].to_list()) == (["laura.koch"], [IMPORT])
    assert ended["identity_key"].notna().all()


@pytest.mark.parametrize(
    ("workplace", "change"), [("wp-5001", {"package": "none"}), ("wp-5001", {"number": KOELN.format("199")})]
)
def test_a_workplace_that_changed_elsewhere_stands_no_more(
    account: Engine, workplace: str, change: dict[str, str]
) -> None:
    """Promise 4: of a plan that an older program made, number and package are compared."""
    ordered(account, ANNA, LAURA)
    with reading(account) as conn:
        assert changed_workplaces(conn, IMPORT) == ()
    snapshot = later(sample_account())
    workplaces = snapshot.workplaces.copy()
    for name, value in change.items():
        workplaces.loc[workplace, name] = value
    save(account, replace(snapshot, workplaces=workplaces))
    with reading(account) as conn:
        (one,) = changed_workplaces(conn, IMPORT)
    ((name, now),) = change.items()
    before = {"package": "basic", "number": KOELN.format("100")}[name]
    assert (one.username, one.changes) == ("anna.schmidt", (Changed(name, before, now),))


@pytest.mark.parametrize(
    ("workplace", "change", "now"),
    [
        ("wp-5001", {"mobile": "+4915228817386", "city": "Hürth"}, ("+4915228817386", "Hürth")),
        ("wp-5009", {"email": "l.koch@example.org", "internal_number": "199"}, ("l.koch@example.org", "199")),
    ],
)
def test_the_whole_record_that_was_planned_on_is_kept_and_compared(
    account: Engine, workplace: str, change: dict[str, str], now: tuple[str, str]
) -> None:
    """A change sends all of it; what a later sync has learned before the plan was stored is no longer the same."""
    reference = ordered(account, ANNA, LAURA)
    with writing(account) as conn:
        save_records(conn, plan(ANNA, LAURA), sample_account().workplaces)
    with reading(account) as conn:
        before = {one.of_workplace: one.record_before for one in read_items(conn, reference)}[workplace]
        assert changed_workplaces(conn, IMPORT) == ()
    assert before is not None
    snapshot = later(sample_account())
    workplaces = snapshot.workplaces.copy()
    workplaces.loc[workplace, list(change)] = list(change.values())
    save(account, replace(snapshot, workplaces=workplaces))
    with reading(account) as conn:
        (one,) = changed_workplaces(conn, IMPORT)
    assert {told.name: (told.before, told.now) for told in one.changes} == {
        name: (before[name], value) for name, value in zip(change, now, strict=True)
    }


def test_a_workplace_that_is_gone_has_no_changes(account: Engine) -> None:
    ordered(account, ANNA, LAURA)
    snapshot = later(sample_account())
    save(account, replace(snapshot, workplaces=snapshot.workplaces.drop("wp-5009")))
    with reading(account) as conn:
        (one,) = changed_workplaces(conn, IMPORT)
    assert (one.row, one.username, one.gone) == (5, "laura.koch", True)


def test_items_say_what_they_change(account: Engine) -> None:
    reference = ordered(account, ANNA, Wish("114"))
    with reading(account) as conn:
        first, second = read_items(conn, reference)
    assert (first.action, first.of_workplace, first.state) == ("modify", "wp-5001", OrderState.DRAFT)
    assert second.of_workplace is None
