"""The database knows which import a file is, and what nobody was told yet."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from tests.integration.storage.builders import IMPORT, NOW, record
from trunkload.orders.arrival import ArrivalOutcome
from trunkload.orders.states import ImportState
from trunkload.storage.arrivals import (
    Arrival,
    erase_arrivals,
    find_arrival,
    import_of_bytes,
    keep_arrival,
    take_untold,
)
from trunkload.storage.database import reading, writing
from trunkload.storage.imports import save_import

CAME = Arrival("a1", "neue.csv", NOW, IMPORT)
ENDED = replace(CAME, outcome=ArrivalOutcome.PLANNED, ended_at=NOW)
STANDS = {ImportState.PLANNED, ImportState.APPROVED, ImportState.SUBMITTING, ImportState.DONE}


def test_what_has_ended_is_told_once_and_again_only_after_it_was_tried_again(engine: Engine) -> None:
    failed = replace(CAME, import_id=None, outcome=ArrivalOutcome.FAILED, why={"kind": "carrier"}, ended_at=NOW)
    with writing(engine) as conn:
        save_import(conn, record())
        keep_arrival(conn, failed)
        keep_arrival(conn, Arrival("a2", "at-work.csv", NOW))
        assert take_untold(conn, NOW) == (failed,)
        assert take_untold(conn, NOW) == ()
        keep_arrival(conn, ENDED)
        assert take_untold(conn, NOW) == (ENDED,)
    with reading(engine) as conn:
        assert find_arrival(conn, "a1") == replace(ENDED, told_at=NOW)
        assert find_arrival(conn, "other") is None


@pytest.mark.parametrize("state", ImportState)
def test_the_same_bytes_are_an_import_that_stands_or_is_just_planned(engine: Engine, state: ImportState) -> None:
    """One that a command left behind before it was planned is none."""
    with writing(engine) as conn:
        save_import(conn, replace(record(), state=state, sha256="f" * 64))
        assert import_of_bytes(conn, "f" * 64) == (IMPORT if state in STANDS else None)
        keep_arrival(conn, CAME)
        is_known = state in STANDS or state is ImportState.RECEIVED
        assert import_of_bytes(conn, "f" * 64) == (IMPORT if is_known else None)
        assert import_of_bytes(conn, "0" * 64) is None


def test_what_ended_long_ago_is_not_known_any_more(engine: Engine) -> None:
    with writing(engine) as conn:
        save_import(conn, record())
        keep_arrival(conn, ENDED)
        assert erase_arrivals(conn, NOW) == 0
        assert erase_arrivals(conn, NOW + timedelta(days=1)) == 1
