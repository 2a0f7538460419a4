"""The two stories that are broken off: an import that was received, and a plan that was approved; and how each ends."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.faults.dying import watched_whole
from tests.faults.homes import ACCOUNT, ADMIN, HR, SHEET, Elsewhere, Home, ended_well, in_a_process, plan_in
from tests.faults.killing import Countdown
from tests.faults.truth import end_of
from tests.integration.cli.looks import carrier
from trunkload.flows.approving import approve_plan
from trunkload.flows.going_on import go_on_with_all
from trunkload.flows.importing import receive_upload
from trunkload.flows.reporting import report_key
from trunkload.flows.story import import_story, submit_story
from trunkload.flows.wiring import House, rehearsal_database
from trunkload.intake.upload import upload_of
from trunkload.orders.states import ImportState
from trunkload.portal.rehearsal import load_account
from trunkload.storage.database import reading
from trunkload.storage.imports import list_imports
from trunkload.validation.language import Lang

PLANNED = (
    *("SELECT id, state, digest, rows, ready, blocked FROM import",),
    *("SELECT e164, state, import_id FROM number ORDER BY e164",),
    *('SELECT order_reference, "row", number, username, claim_number FROM order_item ORDER BY "row"',),
    *("SELECT what, count(*) FROM audit WHERE what IN ('received', 'planned') GROUP BY what",),
    *("SELECT import_id FROM uploaded_people", "SELECT import_id FROM unfinished_import"),
)
"""What an import leaves in the ledger."""

LOOKS_SECONDS = 60
"""What is not finished after so long never will be."""


@dataclass(frozen=True)
class Story:
    """`begin`: what a worker does with the import; `wrong`: what is not as it must be, against an undisturbed end;
    `finished`: the states of the import in which nothing is left to do."""

    name: str
    flow: str
    home: Home
    begin: Callable[[House, str], object]
    seen: Callable[[Home], object]
    finished: frozenset[str]

    @property
    def import_id(self) -> str:
        return str(self.home.ledger("SELECT id FROM import")[0][0])

    def is_finished(self, home: Home) -> bool:
        state = home.ledger("SELECT state FROM import ORDER BY id")[0][0]
        return state in self.finished and not home.ledger("SELECT 1 FROM unfinished_import")

    def killed_at(self, home: Home, moment: int) -> bool:
        """Here, without Prefect; whether the process was still at work then."""
        return not ended_well(in_a_process(lambda: self._watched(home, Countdown(moment))))

    def taken_up(self, home: Home) -> bool:
        """By another process, as `follow_orders` does, which looks until nothing is left; whether it came so far."""

        def look() -> None:
            house = home.house()
            deadline = time.monotonic() + LOOKS_SECONDS
            go_on_with_all(house)
            while not self.is_finished(home) and time.monotonic() < deadline:
                time.sleep(0.2)
                go_on_with_all(house)

        return ended_well(in_a_process(look))

    def undisturbed(self, home: Home) -> int:
        """How many moments it has; the home is used up by it."""
        counted = home.folder / "moments"

        def work() -> None:
            countdown = Countdown()
            self._watched(home, countdown)
            counted.write_text(str(countdown.count), "utf-8")

        if not ended_well(in_a_process(work)):
            raise AssertionError("it failed although nobody disturbed it")
        return int(counted.read_text("utf-8"))

    def _watched(self, home: Home, countdown: Countdown) -> None:
        house = home.house()
        self.begin(watched_whole(house, countdown), self.import_id)


def import_in(folder: Path, elsewhere: Elsewhere | None = None) -> Story:
    """A sheet was received, and nobody has begun with it."""
    home = Home(folder, elsewhere=elsewhere)
    house = home.house()
    load_account(rehearsal_database(house.settings), ACCOUNT.read_text("utf-8"))
    receive_upload(house, upload_of("staff.csv", SHEET.encode()), HR, Lang.DE)
    house.ledger.dispose()
    states = frozenset({ImportState.PLANNED.value})
    return Story("import", "import_staff", home, partial(import_story, later=True), _import_seen, states)


def submission_in(folder: Path, elsewhere: Elsewhere | None = None) -> Story:
    """A plan was approved, and nothing of it was sent."""
    home = plan_in(folder, elsewhere)
    house = home.house()
    with reading(house.ledger) as conn:
        (record,) = list_imports(conn)
    approve_plan(house, record.id, record.digest or "", ADMIN)
    house.ledger.dispose()
    states = frozenset({ImportState.DONE.value, ImportState.PARTLY_DONE.value})
    return Story("submission", "submit_orders", home, submit_story, end_of, states)


def _import_seen(home: Home) -> object:
    """Everything that an import leaves, here and at the carrier: there nothing."""
    report = report_key(str(home.ledger("SELECT id FROM import")[0][0]))
    orders = carrier(home.folder, "SELECT count(*) FROM product_order")
    house = home.house()
    house.ledger.dispose()
    return [home.ledger(one) for one in PLANNED], house.files.exists(report), orders
