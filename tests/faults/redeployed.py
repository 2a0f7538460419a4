"""Files that arrive while deployments are made anew again and again, and a slot is started twice by hand."""

import time
from collections import Counter
from pathlib import Path

from tests.faults.homes import ACCOUNT, Home
from tests.faults.nothing_lost import settings_of
from tests.faults.orchestra import Orchestra, until
from tests.integration.flows.inboxes import one_person
from trunkload.flows.wiring import rehearsal_database
from trunkload.portal.rehearsal import load_account

EVERY_SECONDS = 5
REDEPLOYED = 20
FILES = 6


def redeployed(folder: Path, prefect: Orchestra) -> tuple[str, ...]:
    """What was wrong in the end, in words: each file is one import, planned, and lies in `done` once.

    Nothing keeps two runs apart but the program itself: the deployment has no limit.
    """
    home = Home(folder)
    house = home.house()
    load_account(rehearsal_database(house.settings), ACCOUNT.read_text("utf-8"))
    house.ledger.dispose()
    inbox = folder / "arrivals" / "inbox"
    inbox.mkdir(parents=True)
    prefect.make_pool("nights")
    worker = prefect.start_worker("nights", limit=4)
    schedule = {"schedule": {"interval": EVERY_SECONDS}, "active": True}
    more = {"schedules": [schedule], "job_variables": {"env": _settings(home)}}
    for at in range(REDEPLOYED):
        deployment = prefect.deploy_flow("nights", "nightly_import", more)
        if at % 3 == 0 and at // 3 < FILES:
            (inbox / f"{at:02}.csv").write_bytes(one_person(at // 3))
        time.sleep(0.5)
    both = [prefect.run(deployment, _settings(home)) for _ in range(2)]
    ended = [prefect.wait_for(run) for run in both]
    until("the files in done", lambda: len(list((folder / "arrivals" / "done").glob("*-sent-*"))) >= FILES)
    until("a run that the schedule made", lambda: _are_scheduled(prefect, deployment))
    worker.kill()
    return (
        *(() if ended == ["COMPLETED"] * 2 else (f"started twice: {ended}",)),
        *_wrong(home),
    )


def _settings(home: Home) -> dict[str, str]:
    return {**settings_of(home), "TRUNKLOAD_INBOX__SETTLE_SECONDS": "0"}


def _are_scheduled(prefect: Orchestra, deployment: str) -> bool:
    """The scheduler makes runs by itself, between those that are started by hand or after them."""
    asked = {"deployments": {"id": {"any_": [deployment]}}, "limit": 200}
    return any(one["auto_scheduled"] and one["start_time"] for one in prefect.ask("/flow_runs/filter", asked))


def _wrong(home: Home) -> tuple[str, ...]:
    imports = Counter(home.ledger("SELECT state FROM import"))
    names = [path.name.rpartition("-sent-")[2] for path in (home.folder / "arrivals" / "done").glob("*-sent-*")]
    rows = home.ledger("SELECT count(*), count(DISTINCT claim_identity) FROM order_item")
    left = [path.name for folder in ("inbox", "working", "refused") for path in _lying(home, folder)]
    return (
        *(() if imports == {("planned",): FILES} else (f"imports: {dict(imports)}",)),
        *(() if len(names) == len(set(names)) == FILES else (f"in done: {sorted(names)}",)),
        *(() if rows == [(FILES, FILES)] else (f"rows: {rows}",)),
        *(() if not left else (f"left: {left}",)),
    )


def _lying(home: Home, folder: str) -> list[Path]:
    return [path for path in (home.folder / "arrivals" / folder).glob("*") if not path.name.startswith(".")]
