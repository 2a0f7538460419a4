"""Knows by which mark one tells that something of an import's orders has moved; it costs little to look at it."""

from sqlalchemy import Connection, func, select

from trunkload.storage.message_table import message
from trunkload.storage.order_tables import import_, product_order
from trunkload.storage.standings import count_stands

Mark = tuple[tuple[object, ...], ...]


def mark_of(conn: Connection, import_id: str) -> Mark:
    """Equal as long as neither the import, an order, an item nor a message of it is another one than before."""
    own = product_order.c.import_id == import_id
    told, last = (message.c.state, message.c.problem), func.max(product_order.c.answered_at)
    queries = (
        select(import_.c.state, import_.c.digest).where(import_.c.id == import_id),
        select(product_order.c.state, func.count(), last).where(own).group_by(product_order.c.state),
        select(*told, func.count()).where(message.c.import_id == import_id).group_by(*told),
    )
    moved = (tuple(sorted(map(tuple, conn.execute(query)), key=str)) for query in queries)
    return (*moved, count_stands(conn, import_id))
