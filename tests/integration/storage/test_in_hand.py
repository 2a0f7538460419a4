"""Whoever takes an order in hand has it alone; who had it before is too late with what it still says (promise 6)."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from tests.integration.storage.builders import IMPORT, NOW, Wish, answer, save_planned
from trunkload.orders.states import OrderState
from trunkload.storage.database import reading, writing
from trunkload.storage.in_hand import Hand, let_go, take_in_hand
from trunkload.storage.ordered import StoredOrder
from trunkload.storage.orders import find_order, move_order, save_answer

ORDER = f"{IMPORT}-001"


@pytest.fixture
def approved(engine: Engine) -> Engine:
    with writing(engine) as conn:
        save_planned(conn, Wish("012"))
        move_order(conn, ORDER, {OrderState.DRAFT}, OrderState.APPROVED)
    return engine


def taken(engine: Engine, worker: str, *, minutes: int = 0, gone: frozenset[str] = frozenset()) -> StoredOrder | None:
    """By `worker`, so many minutes later, who may keep it for five."""
    now = NOW + timedelta(minutes=minutes)
    with writing(engine) as conn:
        return take_in_hand(conn, ORDER, Hand(worker, now, now + timedelta(minutes=5)), gone.__contains__)


def test_an_order_is_in_one_hand_until_its_time_is_over(approved: Engine) -> None:
    first = taken(approved, "first")
    assert first is not None
    assert (first.sender, first.fence) == ("first", 1)
    assert taken(approved, "second", minutes=4) is None
    second = taken(approved, "second", minutes=6)
    assert second is not None
    assert (second.sender, second.fence) == ("second", 2)


def test_the_same_worker_takes_it_again(approved: Engine) -> None:
    assert taken(approved, "first") is not None
    assert taken(approved, "first", minutes=1) is not None


def test_what_a_dead_worker_had_is_taken_at_once(approved: Engine) -> None:
    assert taken(approved, "first") is not None
    assert taken(approved, "second", gone=frozenset({"other"})) is None
    assert taken(approved, "second", gone=frozenset({"first"})) is not None


def test_what_was_let_go_is_taken_at_once(approved: Engine) -> None:
    assert taken(approved, "first") is not None
    with writing(approved) as conn:
        let_go(conn, "other")
    assert taken(approved, "second") is None
    with writing(approved) as conn:
        let_go(conn, "first")
    assert taken(approved, "second") is not None


def test_a_worker_that_was_thought_dead_changes_nothing(approved: Engine) -> None:
    late, present = taken(approved, "late"), taken(approved, "present", minutes=6)
    assert late is not None
    assert present is not None
    completed = answer(ORDER, "completed", row4="completed")
    with writing(approved) as conn:
        assert not move_order(conn, ORDER, {OrderState.APPROVED}, OrderState.SENDING, fence=late.fence)
        assert not save_answer(conn, ORDER, completed, fence=late.fence)
        assert move_order(conn, ORDER, {OrderState.APPROVED}, OrderState.SENDING, fence=present.fence)
        assert save_answer(conn, ORDER, answer(ORDER, "inProgress", row4="inProgress"), fence=present.fence)
        assert not save_answer(conn, ORDER, completed, fence=late.fence)
    with reading(approved) as conn:
        order = find_order(conn, ORDER)
    assert order is not None
    assert (order.state, order.fence) == (OrderState.IN_PROGRESS, 2)
