"""The page about orders counts all rows of an import and reads those of one page, what needs a look first."""

import pytest
from sqlalchemy import Connection, insert, update

from tests.integration.flows.houses import approved
from trunkload.flows.stored import known_import
from trunkload.flows.wiring import House
from trunkload.orders.outcome import Standing
from trunkload.orders.states import ImportState, OrderState, ReadBack
from trunkload.storage.database import writing
from trunkload.storage.imports import move_import
from trunkload.storage.marks import mark_of
from trunkload.storage.message_table import message
from trunkload.storage.order_tables import order_item, product_order
from trunkload.validation.language import Lang
from trunkload.web.orders_view import MESSAGES_SHOWN, ORDERS_SHOWN, ROWS_SHOWN, Asked, OrdersView, orders_view

ORDERS = ORDERS_SHOWN + 5
FIRST_ROW = 100


@pytest.fixture
def import_id(few: House) -> str:
    """An import with as many orders again as are shown, ten rows each: row 205 failed, the last order is under way."""
    import_id = approved(few)
    with writing(few.ledger) as conn:
        conn.execute(order_item.delete())
        conn.execute(product_order.delete())
        move_import(conn, import_id, {ImportState.APPROVED}, ImportState.SUBMITTING)
        for at in range(ORDERS):
            state = OrderState.PENDING if at == ORDERS - 1 else OrderState.COMPLETED
            add_order(conn, few, import_id, at, state)
        is_failed = order_item.c.row == FIRST_ROW + 105
        conn.execute(update(order_item).where(is_failed).values(state=OrderState.FAILED, read_back=None))
    return import_id


def add_order(conn: Connection, house: House, import_id: str, at: int, state: OrderState) -> None:
    reference, now = f"{import_id}/x{at:02}", house.clock()
    order = {"reference": reference, "import_id": import_id, "batch": at, "trunk": "KOELN-1", "size": 10}
    conn.execute(insert(product_order), [{**order, "state": state, "sent_at": now}])
    read_back = ReadBack.EQUAL if state is OrderState.COMPLETED else None
    item = {"order_reference": reference, "action": "add", "state": state, "read_back": read_back}
    person = {
        "given_name": "Nina",
        "family_name": "Neu",
        "username": "n",
        "number": "+492214710100",
        "trunk": "KOELN-1",
    }
    rows = range(FIRST_ROW + 10 * at, FIRST_ROW + 10 * at + 10)
    conn.execute(insert(order_item), [{**item, **person, "trunk": "KOELN-1", "row": row} for row in rows])


def seen(house: House, import_id: str, shown: str = "all", page: int = 1) -> OrdersView:
    with writing(house.ledger) as conn:
        return orders_view(conn, known_import(conn, import_id), Lang.EN, Asked(shown, page, sees_people=True))


def test_rows_that_need_a_look_come_first_and_pages_follow_each_other(few: House, import_id: str) -> None:
    pages = [seen(few, import_id, page=page) for page in (1, 2, 3, 4)]
    assert [(len(one.rows), one.pages) for one in pages] == [(ROWS_SHOWN, 3), (ROWS_SHOWN, 3), (50, 3), (0, 3)]
    rows = [line.row for one in pages for line in one.rows]
    last = FIRST_ROW + 10 * ORDERS
    under_way = range(last - 10, last)
    assert rows == [205, *under_way, *(row for row in range(FIRST_ROW, last - 10) if row != 205)]


def test_counts_are_of_all_rows_and_orders_that_go_on_come_first(few: House, import_id: str) -> None:
    told = seen(few, import_id).sum
    assert told is not None
    assert (told.items, told.as_ordered, told.under_way, told.not_as_ordered) == (250, 239, 10, 1)
    assert (len(told.orders), told.all_orders) == (ORDERS_SHOWN, ORDERS)
    first, second = told.orders[:2]
    assert (first.reference, first.items, first.as_ordered) == (f"{import_id}/x24", 10, 0)
    assert (second.reference, second.items, second.as_ordered) == (f"{import_id}/x00", 10, 10)


@pytest.mark.parametrize(
    ("standing", "rows"),
    [
        (Standing.NOT_AS_ORDERED, [205]),
        (Standing.UNDER_WAY, list(range(340, 350))),
        (Standing.AS_ORDERED, list(range(100, 200))),
    ],
)
def test_rows_of_one_standing_only(few: House, import_id: str, standing: Standing, rows: list[int]) -> None:
    view = seen(few, import_id, standing)
    assert [line.row for line in view.rows] == rows
    assert {line.outcome.standing for line in view.rows} == {standing}


def test_of_many_messages_those_that_did_not_get_out_are_shown(few: House, import_id: str) -> None:
    about = {"import_id": import_id, "kind": "welcome", "channel": "email", "recipient": "n@example.org"}
    told = {**about, "recipient_name": "Nina Neu", "attempts": 1, "queued_at": few.clock()}
    with writing(few.ledger) as conn:
        conn.execute(message.delete())
        states = ["sent"] * MESSAGES_SHOWN + ["given_up", "queued"]
        conn.execute(
            insert(message), [{**told, "name": f"m{at}", "row": at, "state": one} for at, one in enumerate(states)]
        )
    messages = seen(few, import_id).messages
    assert (len(messages.lines), messages.all, messages.not_out, messages.due) == (MESSAGES_SHOWN, 52, 1, 1)
    assert [line.row for line in messages.lines[:2]] == [MESSAGES_SHOWN, MESSAGES_SHOWN + 1]


def test_whatever_moves_changes_the_mark(few: House, import_id: str) -> None:
    with writing(few.ledger) as conn:
        marks = [mark_of(conn, import_id)]
        one = order_item.c.row == FIRST_ROW
        conn.execute(update(order_item).where(one).values(read_back=ReadBack.DIFFERENT))
        marks.append(mark_of(conn, import_id))
        conn.execute(
            update(product_order).where(product_order.c.reference == f"{import_id}/x24").values(answered_at=few.clock())
        )
        marks.append(mark_of(conn, import_id))
        move_import(conn, import_id, {ImportState.SUBMITTING}, ImportState.PARTLY_DONE)
        marks.append(mark_of(conn, import_id))
    assert len(set(marks)) == len(marks)
