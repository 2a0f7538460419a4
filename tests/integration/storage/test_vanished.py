"""A machine that vanishes is known to be gone: its connection ends, and with it the transaction and the lock it has."""

import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any, NoReturn

import psycopg
import pytest
from sqlalchemy import Engine

from tests.integration.postgresql import NoPostgresql, stoppable_postgresql
from trunkload.storage.database import open_database, reading

LIVES = {"tcp_keepalives_idle": "30", "tcp_keepalives_interval": "10", "tcp_keepalives_count": "3"}


@pytest.fixture(scope="module")
def far_away(missing: Callable[[str], NoReturn]) -> Iterator[str]:
    """The URL of a server that is reached by TCP, as one of another machine."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    try:
        with stoppable_postgresql() as server:
            server.stop()
            server.start(f"-c listen_addresses=127.0.0.1 -p {port}")
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    except NoPostgresql as reason:
        missing(str(reason))


def shown(engine: Engine, name: str) -> str:
    with reading(engine) as conn:
        return str(conn.exec_driver_sql(f"SHOW {name}").scalar())


def wire(engine: Engine) -> socket.socket:
    """Our end of a connection."""
    with reading(engine) as conn:
        connection: Any = conn.connection.driver_connection
        assert isinstance(connection, psycopg.Connection)
        return socket.socket(fileno=connection.fileno())


def test_the_server_finds_out_that_a_machine_is_gone_and_gives_its_turn_to_another(far_away: str) -> None:
    engine = open_database(far_away)
    assert {name: shown(engine, name) for name in LIVES} == LIVES
    assert shown(engine, "tcp_user_timeout") in {"1min", "60000"}
    engine.dispose()


def test_we_find_out_that_the_server_is_gone(far_away: str) -> None:
    engine = open_database(far_away)
    ours = wire(engine)
    told = [ours.getsockopt(socket.IPPROTO_TCP, one) for one in (socket.TCP_KEEPIDLE, socket.TCP_USER_TIMEOUT)]
    assert (ours.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE), told) == (1, [30, 60_000])
    ours.detach()
    engine.dispose()


def test_what_the_address_says_of_it_counts(far_away: str) -> None:
    engine = open_database(f"{far_away}?options=-c%20tcp_keepalives_idle%3D45%20-c%20work_mem%3D5MB&keepalives_idle=50")
    assert [shown(engine, name) for name in ("tcp_keepalives_idle", "tcp_keepalives_count", "work_mem")] == [
        *("45", "3", "5MB")
    ]
    ours = wire(engine)
    assert ours.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) == 50
    ours.detach()
    engine.dispose()
