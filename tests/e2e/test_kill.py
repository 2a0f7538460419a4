"""`kill -9` at any moment loses nothing and doubles nothing (promise 6): the same command, run again, goes on."""

import shutil
import signal
import time
from pathlib import Path

import pytest

from tests.builders import KEPT
from tests.e2e.console import Console
from tests.integration.cli.looks import carrier, count, first_import, import_states, ledger

APPROVED = "SELECT count(*) FROM import WHERE state = 'approved' OR state = 'submitting'"
SENT = "SELECT count(*) FROM product_order WHERE state NOT IN ('draft', 'approved')"
FINAL = "SELECT count(*) FROM product_order WHERE state = 'completed'"
READ_BACK = "SELECT count(*) FROM order_item WHERE read_back IS NOT NULL"
MOMENTS = (
    *((APPROVED, 1), (SENT, 1), (SENT, 4), (SENT, 8), (SENT, 10)),
    *((FINAL, 1), (FINAL, 5), (FINAL, 10), (READ_BACK, 1), (READ_BACK, 24)),
)
"""What the ledger shows when the process is killed, a little later: ten moments spread over the whole of it."""


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Console:
    """A demo whose 36 people are planned in ten orders, so that there are many moments to be killed in."""
    console = Console(tmp_path_factory.mktemp("planned"), (("TRUNKLOAD_CARRIER__BATCH_SIZE", "4"),))
    assert console.run("demo").code == 0
    return console


def copy_of(console: Console, folder: Path) -> Console:
    shutil.copytree(console.home, folder / "home")
    return Console(folder, console.settings)


def everybody_once(home: Path) -> None:
    """One workplace for each person, one owner for each number, one order for each batch, all of it read back."""
    assert count(home, "workplace") == 15 + 36
    assert carrier(home, "SELECT count(DISTINCT username), count(DISTINCT number) FROM workplace") == [(51, 51)]
    owners = "SELECT count(*), count(DISTINCT holder) FROM number WHERE state = 'assigned'"
    assert carrier(home, owners) == ledger(home, owners) == [(51, 51)]
    assert carrier(home, "SELECT count(*), count(DISTINCT external_id) FROM product_order") == [(10, 10)]
    assert ledger(home, "SELECT state, read_back, count(*) FROM order_item GROUP BY 1, 2") == [
        ("completed", "equal", 36)
    ]
    assert ledger(home, "SELECT count(*) FROM number WHERE state = 'held'") == [(KEPT,)]
    assert list(import_states(home).values()) == ["done"]
    outbox = [path.name for path in (home / "outbox").iterdir() if path.suffix in {".eml", ".txt"}]
    assert sum(name.endswith("-welcome.eml") for name in outbox) == 36
    assert sum("-password." in name for name in outbox) == 36
    assert sum("confirmation" in name for name in outbox) == 1


def killed_once(console: Console, query: str, least: int, later: float) -> bool:
    """Whether `approve` was still at work `later` seconds after the ledger answered `least`; it is no more."""
    import_id, digest = first_import(console.home)
    with console.start("approve", import_id, "--digest", digest) as process:
        while process.poll() is None and ledger(console.home, query)[0][0] < least:
            time.sleep(0.001)
        time.sleep(later)
        process.kill()
    return process.returncode == -signal.SIGKILL


def test_an_approval_killed_at_any_moment_is_finished_by_the_same_command(planned: Console, tmp_path: Path) -> None:
    killed = 0
    for attempt, (query, least) in enumerate(MOMENTS):
        console = copy_of(planned, tmp_path / str(attempt))
        import_id, digest = first_import(console.home)
        killed += killed_once(console, query, least, later=attempt % 4 * 0.007)
        before = import_states(console.home)[import_id]
        again = console.run("approve", import_id, "--digest", digest)
        assert (again.code, before) in {(0, "approved"), (0, "submitting"), (3, "done")}
        everybody_once(console.home)
    assert killed >= len(MOMENTS) - 2


def test_a_plan_killed_again_and_again_is_ordered_once_in_the_end(planned: Console, tmp_path: Path) -> None:
    console = copy_of(planned, tmp_path / "again")
    import_id, digest = first_import(console.home)
    for query, least in ((SENT, 3), (SENT, 7), (FINAL, 6), (READ_BACK, 12)):
        assert killed_once(console, query, least, later=0.0)
    assert console.run("approve", import_id, "--digest", digest).code == 0
    everybody_once(console.home)


def test_two_approvals_at_once_order_everybody_once(planned: Console, tmp_path: Path) -> None:
    console = copy_of(planned, tmp_path / "two")
    import_id, digest = first_import(console.home)
    both = [console.start("approve", import_id, "--digest", digest) for _ in range(2)]
    codes = [process.wait() for process in both]
    if import_states(console.home)[import_id] != "done":
        assert console.run("approve", import_id, "--digest", digest).code == 0
    everybody_once(console.home)
    assert 0 in codes
