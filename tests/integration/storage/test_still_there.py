"""Who says that it is still at work waits for no other writer: a worker that is silent is taken for gone."""

from collections.abc import Callable
from datetime import timedelta

from tests.integration.storage.builders import IMPORT, NOW, record
from trunkload.orders.states import ImportState
from trunkload.storage.database import open_database, reading, writing
from trunkload.storage.imports import save_import
from trunkload.storage.in_hand import Hand
from trunkload.storage.unfinished import begin, left_behind, stay, take
from trunkload.storage.upgrade import upgrade_database


def nobody(_worker: str) -> bool:
    return False


def test_however_long_another_one_has_the_turn(new_postgresql_url: Callable[[], str]) -> None:
    ledger, later = open_database(new_postgresql_url()), NOW + timedelta(minutes=5)
    upgrade_database(ledger)
    with writing(ledger) as conn:
        save_import(conn, record(state=ImportState.RECEIVED))
        begin(conn, IMPORT, NOW)
        assert take(conn, IMPORT, Hand("worker", NOW, NOW), nobody)
    with writing(ledger), writing(ledger, in_turn=False) as conn:
        stay(conn, Hand("worker", NOW, later))
    with reading(ledger) as conn:
        assert left_behind(conn, NOW + timedelta(minutes=4), nobody) == ()
        assert [one.until for one in left_behind(conn, later, nobody)] == [later]
    ledger.dispose()
