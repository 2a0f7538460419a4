"""A plan and the fate of its orders survive being stored."""

from datetime import date

import pandas as pd
from sqlalchemy import Engine

from tests.integration.storage.builders import IMPORT, NOW, OTHER, Wish, answer, save_planned
from trunkload.orders.states import OrderState, ReadBack
from trunkload.storage.database import reading, writing
from trunkload.storage.items import ItemReadBack, read_items, save_read_back
from trunkload.storage.ordered import read_orders
from trunkload.storage.orders import find_order, move_order, orders_not_final, save_answer
from trunkload.storage.plans import read_plan_items


def test_the_items_read_are_those_saved(engine: Engine) -> None:
    with writing(engine) as conn:
        plan = save_planned(conn, *(Wish(f"{at}") for at in range(114, 126)), batch_size=5)
    with reading(engine) as conn:
        pd.testing.assert_frame_equal(read_plan_items(conn, IMPORT), plan.items)
        orders = read_orders(conn, IMPORT)
    assert [(one.reference, one.batch, one.size) for one in orders] == [
        (f"{IMPORT}-001", 1, 5),
        (f"{IMPORT}-002", 2, 5),
        (f"{IMPORT}-003", 3, 2),
    ]
    assert {(one.state, one.trunk, one.start_date) for one in orders} == {("draft", "KOELN-1", date(2026, 12, 1))}


def test_an_import_without_a_plan_has_an_empty_table_of_items(engine: Engine) -> None:
    with writing(engine) as conn:
        empty = save_planned(conn).items
        found = read_plan_items(conn, IMPORT)
    assert len(found) == 0
    assert found.columns.tolist() == empty.columns.tolist()
    assert found.index.dtype == "int64"


def test_an_order_moves_only_from_a_state_that_was_expected(engine: Engine) -> None:
    with writing(engine) as conn:
        reference = save_planned(conn, Wish("114")).orders[0].reference
        assert move_order(conn, reference, {OrderState.DRAFT}, OrderState.APPROVED)
        assert not move_order(conn, reference, {OrderState.DRAFT}, OrderState.APPROVED)
        assert move_order(conn, reference, {OrderState.APPROVED}, OrderState.SENDING, sent_at=NOW)
        order = find_order(conn, reference)
    assert order is not None
    assert (order.state, order.sent_at, order.finished_at) == (OrderState.SENDING, NOW, None)


def test_until_the_carrier_answers_items_stand_where_their_order_stands(engine: Engine) -> None:
    with writing(engine) as conn:
        reference = save_planned(conn, Wish("114"), Wish("115")).orders[0].reference
        move_order(conn, reference, {OrderState.DRAFT}, OrderState.APPROVED)
        assert [one.state for one in read_items(conn, reference)] == [OrderState.APPROVED] * 2
        move_order(conn, reference, {OrderState.APPROVED}, OrderState.REJECTED)
        assert [one.state for one in read_items(conn, reference)] == [OrderState.REJECTED] * 2


def test_the_carriers_answer_is_kept_per_row(engine: Engine) -> None:
    with writing(engine) as conn:
        reference = save_planned(conn, Wish("114"), Wish("115")).orders[0].reference
        assert save_answer(conn, reference, answer(reference, "partial", row4="completed", row5="failed"))
        done, failed = read_items(conn, reference)
        order = find_order(conn, reference)
    assert (done.row, done.state, done.workplace_id, done.carrier_code) == (4, "completed", "wp-row4", None)
    assert (failed.row, failed.state, failed.workplace_id) == (5, "failed", None)
    assert (failed.carrier_code, failed.carrier_reason) == ("username_taken", "the username is taken")
    assert (done.given_name, done.mobile, done.username, done.differing) == ("Jürgen", None, "juergen.114", ())
    assert order is not None
    assert (order.state, order.carrier_id) == (OrderState.PARTIAL, "carrier-7")
    assert order.finished_at == order.answered_at or order.finished_at is not None


def test_an_answer_that_arrives_late_changes_nothing(engine: Engine) -> None:
    with writing(engine) as conn:
        reference = save_planned(conn, Wish("114")).orders[0].reference
        assert save_answer(conn, reference, answer(reference, "inProgress", row4="completed"))
        assert save_answer(conn, reference, answer(reference, "completed", row4="inProgress"))
        assert not save_answer(conn, reference, answer(reference, "inProgress", row4="inProgress"))
        order = find_order(conn, reference)
        assert [item.state for item in read_items(conn, reference)] == [OrderState.COMPLETED]
    assert order is not None
    assert order.state == OrderState.COMPLETED


def test_an_answer_moves_the_open_items_and_leaves_the_final_ones(engine: Engine) -> None:
    with writing(engine) as conn:
        reference = save_planned(conn, Wish("114"), Wish("115"), Wish("116"), Wish("117")).orders[0].reference
        first = answer(reference, "inProgress", row4="completed", row5="failed", row6="inProgress", row7="pending")
        assert save_answer(conn, reference, first)
        second = answer(reference, "partial", row4="failed", row5="completed", row6="completed", row7="failed")
        assert save_answer(conn, reference, second)
        items = read_items(conn, reference)
    assert [(item.row, item.state, item.workplace_id, item.carrier_code) for item in items] == [
        (4, OrderState.COMPLETED, "wp-row4", None),
        (5, OrderState.FAILED, None, "username_taken"),
        (6, OrderState.COMPLETED, "wp-row6", None),
        (7, OrderState.FAILED, None, "username_taken"),
    ]


def test_an_answer_without_items_moves_the_order_only(engine: Engine) -> None:
    with writing(engine) as conn:
        reference = save_planned(conn, Wish("114")).orders[0].reference
        assert save_answer(conn, reference, answer(reference, "acknowledged"))
        order = find_order(conn, reference)
        assert [item.state for item in read_items(conn, reference)] == [OrderState.DRAFT]
    assert order is not None
    assert (order.state, order.finished_at) == (OrderState.ACKNOWLEDGED, None)


def test_what_was_read_back_stands_at_its_row(engine: Engine) -> None:
    """Promise 7."""
    with writing(engine) as conn:
        reference = save_planned(conn, Wish("114"), Wish("115"), Wish("116")).orders[0].reference
        found = [ItemReadBack(4, ReadBack.EQUAL), ItemReadBack(5, ReadBack.DIFFERENT, ("package", "email"))]
        save_read_back(conn, reference, found)
        items = read_items(conn, reference)
    assert [(item.read_back, item.differing) for item in items] == [
        (ReadBack.EQUAL, ()),
        (ReadBack.DIFFERENT, ("package", "email")),
        (None, ()),
    ]


def test_orders_that_are_not_final_are_found_of_one_import_and_of_all(engine: Engine) -> None:
    with writing(engine) as conn:
        first = save_planned(conn, Wish("114"), Wish("115"), batch_size=1).orders[0].reference
        save_planned(conn, Wish("116"), import_id=OTHER)
        save_answer(conn, first, answer(first, "completed", row4="completed"))
        assert [one.reference for one in orders_not_final(conn)] == [f"{IMPORT}-002", f"{OTHER}-001"]
        assert [one.reference for one in orders_not_final(conn, OTHER)] == [f"{OTHER}-001"]
