"""Writers of one SQLite file take turns: nobody starves, and who waits in vain is told so."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event
from time import sleep

import pytest

from trunkload.storage.turns import take_turn


def connection(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, isolation_level=None, check_same_thread=False)


def test_who_came_first_is_served_although_others_come_again_and_again(tmp_path: Path) -> None:
    """Two others never leave the file alone for longer than a moment."""
    file, served = tmp_path / "ledger.db", Event()

    def hurry() -> int:
        turn = 0
        with closing(connection(file)) as hasty:
            while not served.is_set():
                take_turn(hasty)
                sleep(0.02)
                hasty.execute("COMMIT")
                turn += 1
        return turn

    def wait() -> None:
        with closing(connection(file)) as patient:
            for _ in range(20):
                take_turn(patient)
                patient.execute("COMMIT")
        served.set()

    with ThreadPoolExecutor(3) as pool:
        others = [pool.submit(hurry) for _ in range(2)]
        pool.submit(wait).result()
        assert all(one.result() > 0 for one in others)


def test_who_waits_in_vain_is_told_that_it_is_in_use(tmp_path: Path) -> None:
    file = tmp_path / "ledger.db"
    with closing(connection(file)) as other, closing(connection(file)) as impatient:
        take_turn(other)
        with pytest.raises(sqlite3.OperationalError) as told:
            take_turn(impatient, patience=0.1)
        assert told.value.sqlite_errorname == "SQLITE_BUSY"
        other.execute("COMMIT")
        take_turn(impatient, patience=0.1)
        assert impatient.in_transaction
