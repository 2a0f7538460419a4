"""A worker that is killed anywhere loses no file and doubles none, and two at once never take the same."""

import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.integration.flows.houses import house_at
from tests.integration.flows.inboxes import arrive, at_once, empty_house, imports_of, lying, one_person
from trunkload.flows.going_on import go_on_with_all
from trunkload.flows.import_inbox import import_inbox
from trunkload.orders.arrival import ArrivalOutcome
from trunkload.orders.states import ImportState

ROOT = Path(__file__).parents[3]

POINTS = (
    *("create after", "take after", "begin_arrival after", "plan_import after"),
    *("put after", "move after", "close_night after"),
)
"""Steps on the way of a file after which the process dies: of the claim, of the import, of laying it aside."""

KILLED = """
import os, signal, sys
from pathlib import Path
from tests.integration.flows.houses import house_at
from tests.integration.flows.inboxes import at_once
from trunkload.flows.import_inbox import import_inbox
from trunkload.storage.local_shelf import LocalShelf

def dying(step, at, when):
    def run(*args, **more):
        if (step.__name__, when) == (at, "before"):
            os.kill(os.getpid(), signal.SIGKILL)
        done = step(*args, **more)
        if (step.__name__, when) == (at, "after"):
            os.kill(os.getpid(), signal.SIGKILL)
        return done
    return run

def work(home, at, when):
    for name in ("create", "take", "put", "move"):
        setattr(LocalShelf, name, dying(getattr(LocalShelf, name), at, when))
    import_inbox(at_once(house_at(Path(home))), lambda step, *args: dying(step, at, when)(*args))

for told in sys.argv[2:]:
    at, when = told.split()
    child = os.fork()
    if child == 0:
        work(Path(sys.argv[1]) / told.replace(" ", "-"), at, when)
        os._exit(0)
    print(told, os.WTERMSIG(os.waitpid(child, 0)[1]), flush=True)
"""
"""Loads once, then dies once for each point, each time at home in another folder."""

WORKER = """
import sys
from pathlib import Path
from tests.integration.flows.houses import house_at
from tests.integration.flows.inboxes import at_once
from trunkload.flows.import_inbox import import_inbox
house = at_once(house_at(Path(sys.argv[1])))
print("ready", flush=True)
sys.stdin.readline()
print(len(import_inbox(house).failures), flush=True)
"""


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of homes, in each of which a worker was killed at one point."""
    homes = tmp_path_factory.mktemp("killed")
    house = empty_house(homes / "home")
    arrive(house, "neue.csv", one_person(0))
    house.ledger.dispose()
    for point in POINTS:
        shutil.copytree(homes / "home", homes / point.replace(" ", "-"))
    command = [sys.executable, "-c", KILLED, str(homes), *POINTS]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.splitlines() == [f"{point} 9" for point in POINTS]
    shutil.copytree(homes / "plan_import-after", homes / "night")
    return homes


@pytest.mark.parametrize("point", POINTS)
def test_a_worker_killed_at_any_point_is_taken_over_at_once_and_nothing_is_doubled(killed: Path, point: str) -> None:
    """The file is one import, planned; it is told once and lies in `done` once, its report beside it."""
    house = at_once(house_at(killed / point.replace(" ", "-")))
    import_inbox(house)
    assert import_inbox(house).night.files == ()
    (record,) = imports_of(house)
    assert (record.state, record.ready) == (ImportState.PLANNED, 1)
    assert lying(house, "done") == [f"{record.id}-report.html", f"{record.id}-sent-neue.csv"]
    assert lying(house, "inbox") == [name for name in lying(house, "working") if not name.startswith(".")] == []
    mails = [path.read_text("utf-8") for path in (house.settings.home / "outbox").glob("night-*.eml")]
    assert len([mail for mail in mails if "neue.csv" in mail]) >= 1
    house.ledger.dispose()


def test_a_night_whose_worker_was_killed_is_finished_long_before_the_next(killed: Path) -> None:
    """By whoever looks after orders; what has arrived since waits for its night."""
    house = at_once(house_at(killed / "night"))
    assert lying(house, "done") == []
    arrive(house, "later.csv", one_person(1))
    go_on_with_all(house)
    (record,) = imports_of(house)
    assert record.state is ImportState.PLANNED
    assert lying(house, "done") == [f"{record.id}-report.html", f"{record.id}-sent-neue.csv"]
    assert lying(house, "inbox") == ["later.csv"]
    assert [name for name in lying(house, "working") if not name.startswith(".")] == []
    assert len(list((house.settings.home / "outbox").glob("night-*.eml"))) == 1
    go_on_with_all(house)
    assert len(list((house.settings.home / "outbox").glob("night-*.eml"))) == 1
    house.ledger.dispose()


def test_two_workers_at_once_import_each_of_thirty_files_once(tmp_path: Path) -> None:
    """Six people, each under five names: six imports, and 24 files that are the same as one of them."""
    house = empty_house(tmp_path / "home")
    for at in range(30):
        arrive(house, f"{at:02}.csv", one_person(at % 6))
    command = [sys.executable, "-c", WORKER, str(tmp_path / "home")]
    workers = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("\n")
        worker.stdin.flush()
    assert [worker.communicate()[0] for worker in workers] == ["0\n", "0\n"]
    found = imports_of(house)
    assert {one.state for one in found} == {ImportState.PLANNED}
    assert len(found) == len({one.sha256 for one in found}) == 6
    assert lying(house, "inbox") == lying(house, "working") == []
    kinds = Counter(name.rpartition("-")[2] for name in lying(house, "done"))
    assert (kinds["report.html"], kinds["note.txt"], sum(kinds.values())) == (6, 24, 60)
    assert import_inbox(house).night.count(ArrivalOutcome.FAILED) == 0
