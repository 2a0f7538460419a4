"""`trunkload web` in a process of its own, over a home with users of every role and the rehearsal's account."""

import os
import subprocess
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.console import SCRIPT
from tests.integration.flows.houses import SAMPLES
from tests.integration.web.sites import with_people
from trunkload.flows.wiring import open_house, rehearsal_database
from trunkload.portal.rehearsal import load_account
from trunkload.settings import Settings
from trunkload.storage.people import Role
from trunkload.validation.language import Lang

SHEET = SAMPLES / "new-staff.xlsx"
ADDRESS = "http://127.0.0.1:"
PATIENCE = 30.0


@contextmanager
def running_page(home: Path, people: Mapping[str, Role] | None = None, **settings: str) -> Iterator[str]:
    """Its address; `people` beside those that every page has; `settings` by the names of variables without their
    beginning."""
    house = with_people(open_house(Settings(home=home, lang=Lang.DE)), **(people or {}))
    load_account(rehearsal_database(house.settings), (SAMPLES / "account.toml").read_text("utf-8"))
    house.ledger.dispose()
    told = {f"TRUNKLOAD_{name.upper()}": value for name, value in settings.items()}
    environment = {**os.environ, "TRUNKLOAD_HOME": str(home), "TRUNKLOAD_CARRIER__POLL_SECONDS": "0.1", **told}
    with (home / "web.log").open("wb") as log:
        process = subprocess.Popen(
            [SCRIPT, "web", "--port", "0", "--lang", "en"],
            cwd=home,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert ADDRESS in line, (home / "web.log").read_text("utf-8")
            yield ADDRESS + line.partition(ADDRESS)[2].partition("/")[0]
        finally:
            process.terminate()
            process.communicate(timeout=60)


def told_in(home: Path) -> Counter[str]:
    """How many messages of each kind lie in the outbox, once who sent the sheet is told, too: the last of all."""
    until, outbox = time.monotonic() + PATIENCE, home / "outbox"
    while time.monotonic() < until and not list(outbox.glob("*-confirmation.eml")):
        time.sleep(0.05)
    return Counter(path.stem.rpartition("-")[2] for path in outbox.iterdir())
