"""How orders stand is counted, and read page by page, alike on both databases."""

import pytest
from sqlalchemy import Engine, update

from tests.builders import sample_account
from tests.integration.storage.builders import IMPORT, NOW, Wish, save_planned
from trunkload.orders.states import OrderState, ReadBack
from trunkload.storage.account_parts import account_of_cart
from trunkload.storage.accounts import save_account
from trunkload.storage.database import reading, writing
from trunkload.storage.marks import mark_of
from trunkload.storage.messages import count_by_state, first_messages
from trunkload.storage.order_tables import order_item
from trunkload.storage.orders import orders_not_taken
from trunkload.storage.standings import (
    Stand,
    count_orders,
    count_stands,
    count_stands_of,
    page_of_items,
    page_of_orders,
)

DRAFT = (OrderState.DRAFT, None)
DONE = (OrderState.COMPLETED, ReadBack.EQUAL)


@pytest.fixture
def planned(engine: Engine) -> Engine:
    """Five rows in orders of two; the second row is completed and read back."""
    with writing(engine) as conn:
        save_account(conn, sample_account())
        save_planned(conn, *(Wish(str(150 + at)) for at in range(5)), batch_size=2)
        first, *_ = page_of_orders(conn, IMPORT, 1)
        (_, done), *_ = page_of_items(conn, IMPORT, {DRAFT}, 1, 1)
        is_done = (order_item.c.order_reference == first.reference) & (order_item.c.row == done.row)
        conn.execute(update(order_item).where(is_done).values(state=DONE[0], read_back=DONE[1]))
    return engine


def test_the_database_counts_of_the_import_and_of_each_order(planned: Engine) -> None:
    with reading(planned) as conn:
        orders = page_of_orders(conn, IMPORT, 2)
        assert count_stands(conn, IMPORT) == (Stand(*DONE, 1), Stand(*DRAFT, 4))
        assert [count_stands_of(conn, [one.reference])[one.reference] for one in orders] == [
            (Stand(*DONE, 1), Stand(*DRAFT, 1)),
            (Stand(*DRAFT, 2),),
        ]
        assert (count_orders(conn, IMPORT), orders_not_taken(conn, IMPORT, 5)) == (3, ())
        assert (count_by_state(conn, IMPORT), first_messages(conn, IMPORT, 5)) == ({}, ())
        assert mark_of(conn, IMPORT) == mark_of(conn, IMPORT)


def test_pages_of_rows_follow_each_other_and_each_row_has_its_order(planned: Engine) -> None:
    with reading(planned) as conn:
        pages = [page_of_items(conn, IMPORT, {DRAFT}, first, 2) for first in (0, 2, 4)]
        both = page_of_items(conn, IMPORT, {DRAFT, DONE}, 0, 10)
    assert [len(one) for one in pages] == [2, 2, 0]
    rows = [item.row for _, item in both]
    assert rows == sorted(rows)
    assert [item.row for page in pages for _, item in page] == [row for row in rows if row != rows[1]]
    assert [order.batch for order, _ in both] == [1, 1, 2, 2, 3]


def test_a_cart_needs_the_numbers_that_its_items_ask_for(planned: Engine) -> None:
    with reading(planned) as conn:
        part = account_of_cart(conn, IMPORT, NOW)
        items = page_of_items(conn, IMPORT, {DRAFT, DONE}, 0, 10)
    assert part is not None
    assert sorted(part.numbers.index) == sorted(item.number for _, item in items)
