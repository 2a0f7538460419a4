"""A number belongs to one holder, whoever allocates and however many at once (promise 3); a person too (promise 5)."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest
from sqlalchemy import Engine, func, select, update

from tests.builders import sample_account
from tests.integration.storage.account_life import later
from tests.integration.storage.builders import IMPORT, KOELN, OTHER, TOMORROW, Wish, answer, hold_planned, save_planned
from trunkload.inventory.account import NumberState
from trunkload.inventory.account_changes import Conflict, ConflictKind
from trunkload.orders.states import OrderState
from trunkload.storage.account_numbers import CARRIER
from trunkload.storage.account_tables import number
from trunkload.storage.accounts import save_account
from trunkload.storage.database import open_database, reading, writing
from trunkload.storage.failures import ClaimLost
from trunkload.storage.holding import Hold, hold_numbers
from trunkload.storage.items import read_items
from trunkload.storage.number_history import read_history
from trunkload.storage.order_tables import order_item
from trunkload.storage.ordered import read_orders
from trunkload.storage.orders import move_order, save_answer
from trunkload.storage.releasing import release_numbers
from trunkload.storage.settling import assign_numbers
from trunkload.storage.upgrade import upgrade_database

Found = tuple[str, str | None]


class NotAll(Exception):  # noqa: N818 - what a caller of ours raises to undo
    """Fewer numbers than people."""


@pytest.fixture
def account(engine: Engine) -> Engine:
    """A database that knows the sample account."""
    with writing(engine) as conn:
        save_account(conn, sample_account())
    return engine


def plan_and_hold(engine: Engine, *wishes: Wish) -> None:
    """All or nothing, as `import` does it."""
    with writing(engine) as conn:
        if hold_planned(conn, save_planned(conn, *wishes)):
            raise NotAll


def holder(engine: Engine, extension: str) -> Found:
    with reading(engine) as conn:
        row = conn.execute(select(number).where(number.c.e164 == KOELN.format(extension))).one()
    return row.state, row.import_id or row.holder


def history(engine: Engine, extension: str) -> list[str | None]:
    """Where it went since it came."""
    with reading(engine) as conn:
        came, *moves = read_history(conn, KOELN.format(extension))
    assert came.from_state is None
    return [one.to_state for one in moves]


def test_free_numbers_are_held_for_the_import(account: Engine) -> None:
    with writing(account) as conn:
        assert hold_planned(conn, save_planned(conn, Wish("114"), Wish("115"))) == set()
    assert holder(account, "114") == holder(account, "115") == ("held", IMPORT)
    assert history(account, "114") == ["held"]


def test_what_is_held_is_not_held_again(account: Engine) -> None:
    with writing(account) as conn:
        plan = save_planned(conn, Wish("114"))
        assert hold_planned(conn, plan) == set()
        assert hold_planned(conn, plan) == {KOELN.format("114")}
    assert history(account, "114") == ["held"]


@pytest.mark.parametrize("extension", ["100", "200", "900", "950"])
def test_a_number_that_is_not_free_is_not_held(account: Engine, extension: str) -> None:
    """Assigned, blocked (R-06), of a function (R-07), and not yet there."""
    before = holder(account, extension)
    with pytest.raises(NotAll):
        plan_and_hold(account, Wish("114"), Wish(extension))
    assert holder(account, extension) == before
    assert holder(account, "114") == ("free", None)
    assert history(account, "114") == []


def test_ten_imports_that_want_one_number_get_it_once(account: Engine) -> None:
    """No plan of theirs claims the number: only the conditional UPDATE decides."""
    start = Barrier(10)

    def hold(at: int) -> int:
        import_id = f"imp-2026-11-23-{at:04}"
        start.wait()
        with writing(account) as conn:
            return len(hold_numbers(conn, [KOELN.format("114")], Hold(import_id, TOMORROW, "hr")))

    with ThreadPoolExecutor(10) as pool:
        assert sorted(pool.map(hold, range(1, 11))) == [0] + [1] * 9
    assert holder(account, "114")[0] == "held"
    assert history(account, "114") == ["held"]


def test_ten_plans_with_one_number_leave_one(account: Engine) -> None:
    start = Barrier(10)

    def order(at: int) -> str:
        import_id = f"imp-2026-11-23-{at:04}"
        start.wait()
        try:
            with writing(account) as conn:
                wish = Wish("114", f"user.{at}", identity=f"{at}", internal=f"5{at:02}")
                assert hold_planned(conn, save_planned(conn, wish, import_id=import_id)) == set()
        except ClaimLost as lost:
            return lost.claim
        return "won"

    with ThreadPoolExecutor(10) as pool:
        assert sorted(pool.map(order, range(1, 11))) == ["number"] * 9 + ["won"]
    with reading(account) as conn:
        assert conn.execute(select(func.count()).select_from(order_item)).scalar() == 1


@pytest.fixture
def server(new_postgresql_url: Callable[[], str]) -> Iterator[Engine]:
    engine = open_database(new_postgresql_url())
    upgrade_database(engine)
    with writing(engine) as conn:
        save_account(conn, sample_account())
    yield engine
    engine.dispose()


def test_postgresql_holds_once_even_without_the_writers_turn(server: Engine) -> None:
    """Whoever writes past our door meets the conditional UPDATE all the same."""
    taken = update(number).where(number.c.e164 == KOELN.format("114")).values(state="held")
    with ThreadPoolExecutor(1) as pool, server.begin() as outsider:
        outsider.execute(taken)

        def hold() -> frozenset[str]:
            with server.begin() as conn:
                return hold_numbers(conn, [KOELN.format("114")], Hold(IMPORT, TOMORROW, "hr"))

        waiting = pool.submit(hold)
        _wait_until_somebody_waits(server)
        outsider.commit()
        assert waiting.result() == {KOELN.format("114")}
    assert holder(server, "114") == ("held", None)
    assert history(server, "114") == []


def test_postgresql_lets_a_sync_see_what_was_taken_without_the_writers_turn(server: Engine) -> None:
    """It writes what it has decided, so nobody may write between its look and its word."""
    taken = update(number).where(number.c.e164 == KOELN.format("114")).values(state="held", import_id=IMPORT)
    with ThreadPoolExecutor(1) as pool, server.begin() as outsider:
        outsider.execute(taken)

        def sync() -> tuple[Conflict, ...]:
            with writing(server) as conn:
                diff = save_account(conn, later(sample_account(), x114="blocked"))
            return () if diff is None else diff.conflicts

        waiting = pool.submit(sync)
        _wait_until_somebody_waits(server)
        outsider.commit()
        lost = Conflict(ConflictKind.HOLD_LOST, KOELN.format("114"), "held", "blocked", IMPORT)
        assert waiting.result() == (lost,)
    assert history(server, "114") == ["blocked"]


def _wait_until_somebody_waits(server: Engine) -> None:
    query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    for _ in range(500):
        # A transaction sees the same activity all the time: each look is a new one.
        with server.connect() as conn:
            if conn.exec_driver_sql(query).scalar():
                return
        sleep(0.01)
    pytest.fail("nobody waits")


@pytest.mark.parametrize(
    ("second", "claim"),
    [
        (Wish("114", internal="7001"), "number"),
        (Wish("115", username="juergen.114"), "username"),
        (Wish("115", internal="114"), "internal_number"),
        (Wish("115", employee="004711"), "employee"),
        (Wish("115", identity="person-114"), "identity"),
    ],
)
def test_what_an_open_order_has_no_other_order_gets(account: Engine, second: Wish, claim: str) -> None:
    if claim == "number":
        second = Wish("114", "somebody.else", identity="somebody else", internal="7001")
    with writing(account) as conn:
        save_planned(conn, Wish("114", employee="004711"))
    with pytest.raises(ClaimLost) as lost, writing(account) as conn:
        save_planned(conn, second, import_id=OTHER)
    assert lost.value.claim == claim
    with reading(account) as conn:
        assert read_orders(conn, OTHER) == ()


def test_a_cancelled_import_gives_everything_back(account: Engine) -> None:
    with writing(account) as conn:
        plan = save_planned(conn, Wish("114", employee="004711"))
        reference = plan.orders[0].reference
        hold_planned(conn, plan)
    with writing(account) as conn:
        assert release_numbers(conn, IMPORT, "admin", "cancelled") == 1
        assert release_numbers(conn, IMPORT, "admin", "cancelled") == 0
        assert read_orders(conn, IMPORT)[0].state == OrderState.CANCELLED
        assert [item.state for item in read_items(conn, reference)] == [OrderState.CANCELLED]
    assert holder(account, "114") == ("free", None)
    assert history(account, "114") == ["held", "free"]
    with writing(account) as conn:
        again = save_planned(conn, Wish("114", employee="004711"), import_id=OTHER)
        assert hold_planned(conn, again) == set()


@pytest.mark.parametrize("state", ["sending", "unknown", "acknowledged", "inProgress", "pending", "held", "completed"])
def test_what_may_have_been_ordered_is_never_released(account: Engine, state: str) -> None:
    """Promise 6: an unknown outcome is resolved by asking the carrier first."""
    with writing(account) as conn:
        plan = save_planned(conn, Wish("114"))
        reference = plan.orders[0].reference
        hold_planned(conn, plan)
        assert move_order(conn, reference, {OrderState.DRAFT}, OrderState(state))
        assert release_numbers(conn, IMPORT, "admin", "cancelled") == 0
    assert holder(account, "114") == ("held", IMPORT)
    with pytest.raises(ClaimLost), writing(account) as conn:
        save_planned(conn, Wish("114"), import_id=OTHER)


def test_of_a_partly_failed_order_the_completed_number_is_assigned_and_the_other_free(account: Engine) -> None:
    with writing(account) as conn:
        plan = save_planned(conn, Wish("114"), Wish("115"))
        reference = plan.orders[0].reference
        hold_planned(conn, plan)
        save_answer(conn, reference, answer(reference, "partial", row4="completed", row5="failed"))
        assert assign_numbers(conn, reference, "carrier") == 1
        assert assign_numbers(conn, reference, "carrier") == 0
        assert release_numbers(conn, IMPORT, "carrier", "failed") == 1
    assert holder(account, "114") == ("assigned", "wp-row4")
    assert holder(account, "115") == ("free", None)
    assert history(account, "114") == ["held", "assigned"]
    assert history(account, "115") == ["held", "free"]


def test_every_move_says_who_and_why(account: Engine) -> None:
    with writing(account) as conn:
        plan = save_planned(conn, Wish("114"))
        hold_numbers(conn, plan.new_numbers.tolist(), Hold(IMPORT, TOMORROW, "hr@example.org"))
        release_numbers(conn, IMPORT, "admin@example.org", "cancelled")
        noted = read_history(conn, KOELN.format("114"))
    assert [(one.who, one.from_state, one.to_state, one.why, one.import_id) for one in noted] == [
        (CARRIER, None, NumberState.FREE, "sync", None),
        ("hr@example.org", NumberState.FREE, NumberState.HELD, "planned", IMPORT),
        ("admin@example.org", NumberState.HELD, NumberState.FREE, "cancelled", IMPORT),
    ]
