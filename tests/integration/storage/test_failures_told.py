"""What a failure of the database tells: where it was raised, and nothing of what was to be written."""

import traceback

import pytest
from sqlalchemy import Engine, update

from tests.integration.storage.builders import OTHER, Wish, save_planned
from trunkload.storage.database import writing
from trunkload.storage.failures import ClaimLost, StorageError
from trunkload.storage.order_tables import order_item

NAMES = ("Müller", "Jürgen", "juergen")


def told_by(failed: BaseException) -> str:
    """All that is logged of it, with what it came from."""
    return "".join(traceback.format_exception(failed))


def test_a_write_that_the_database_refuses_tells_no_name(engine: Engine) -> None:
    """SQLAlchemy tells what was to be written, PostgreSQL the whole row: Prefect keeps both where it learns of them."""
    with writing(engine) as conn:
        save_planned(conn, Wish("114"))
    with pytest.raises(StorageError) as failed, writing(engine) as conn:
        conn.execute(update(order_item).values(given_name=NAMES[1], action=None))
    told = told_by(failed.value)
    assert [name for name in NAMES if name in told] == []
    assert "StorageError: failed" in told
    assert "conn.execute(update(order_item)" in told


def test_a_claim_that_is_lost_tells_no_name(engine: Engine) -> None:
    with writing(engine) as conn:
        save_planned(conn, Wish("114"))
    with pytest.raises(ClaimLost) as lost, writing(engine) as conn:
        save_planned(conn, Wish("114"), import_id=OTHER)
    told = told_by(lost.value)
    assert [name for name in NAMES if name in told] == []
    assert "ClaimLost: " in told
