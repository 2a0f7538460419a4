"""Goes on with imports that somebody left: the worker was killed, or what it needed was not there (promise 6)."""

from functools import partial

from trunkload.flows.carrying import carry_import, end_waiting
from trunkload.flows.comparing import compare_uploads
from trunkload.flows.failures import WITH_OTHERS, StopCode, Stopped
from trunkload.flows.importing import Imported, reject_import
from trunkload.flows.in_work import in_work
from trunkload.flows.kept_checks import kept_check
from trunkload.flows.reporting import report_again, report_key
from trunkload.flows.running import Run, plainly
from trunkload.flows.stored import known_import
from trunkload.flows.stored_plan import plan_of
from trunkload.flows.wiring import House
from trunkload.flows.workers import is_gone
from trunkload.intake.failures import ReaderError
from trunkload.intake.refusal import Refused
from trunkload.logs.events import Event
from trunkload.logs.telling import tell
from trunkload.orders.states import ImportState
from trunkload.portal.protocol import PortalError
from trunkload.storage import unfinished
from trunkload.storage.accounts import read_account
from trunkload.storage.change_jobs import BROKEN_OFF, is_change
from trunkload.storage.database import reading, writing
from trunkload.storage.failures import StorageError
from trunkload.storage.upload_jobs import find_job, find_jobs

FAILURES = (Refused, PortalError, StorageError, Stopped, ReaderError)

TRIES = 5
"""So many workers may end on one import; it may be what ends them."""


def take_up_imports(house: House, run: Run = plainly, *, uploads: bool = True) -> list[Exception]:
    """Every import that nobody is at work on, brought to its plan and report; why some could not be, be it
    a defect of ours.

    Safe to run twice and at once: who goes on with an import is decided in the database. `uploads`: those too that
    wait for their turn in the page's queue; whoever has that queue goes on with them by turns.
    """
    with reading(house.ledger) as conn:
        left = unfinished.left_behind(conn, house.clock(), partial(is_gone, house.workers))
        if not uploads:
            jobs = find_jobs(conn, [one.import_id for one in left])
            queued = {one.import_id for one in jobs if one.ended_at is None}
            left = tuple(one for one in left if one.import_id not in queued)
    return [failed for one in left if (failed := _take_up(house, one, run)) is not None]


def go_on_with_upload(house: House, import_id: str) -> None:
    """From wherever an earlier process of the page left it; who sent it waits. Raises as `carry_import`.

    A change that broke off was made as a whole or not at all; whoever wanted it is told to look.
    """
    with reading(house.ledger) as conn:
        is_rejected = known_import(conn, import_id).state is ImportState.REJECTED
        job = find_job(conn, import_id)
    why = {"kind": BROKEN_OFF} if job is not None and is_change(job) else {}
    if is_rejected or house.files.exists(report_key(import_id)):
        end_waiting(house, import_id, why)
    elif why:
        report_again(house, import_id)
        end_waiting(house, import_id, why)
    else:
        go_on_importing(house, import_id, later=False)


def go_on_importing(house: House, import_id: str, run: Run = plainly, *, later: bool = True) -> None:
    """From wherever it stands to its report. Raises and leaves it as `import_story`."""
    with reading(house.ledger) as conn:
        state = known_import(conn, import_id).state
    if state is ImportState.RECEIVED:
        carry_import(house, import_id, run, later=later)
        return
    with in_work(house, import_id):
        run(report_planned, house, import_id)
    end_waiting(house, import_id)


def report_planned(house: House, import_id: str) -> None:
    """What whoever planned it did not come to: who of it was sent before, and the report. Raises as `stored_report`."""
    kept = kept_check(house, import_id)
    with reading(house.ledger) as conn:
        account, plan = read_account(conn, house.clock()), plan_of(conn, known_import(conn, import_id))
    if account is None:
        raise Stopped(StopCode.ACCOUNT_MISSING)
    compare_uploads(house, Imported(import_id, account, kept.checked, plan))
    report_again(house, import_id)


def _take_up(house: House, one: unfinished.Unfinished, run: Run) -> Exception | None:
    try:
        if one.tries >= TRIES:
            _give_up(house, one.import_id)
        else:
            tell(Event.IMPORT_TAKEN_UP, import__id=one.import_id)
            go_on_importing(house, one.import_id, run)
    except Exception as failed:  # noqa: BLE001 - whatever it is, the others are gone on with
        others = isinstance(failed, Stopped) and failed.code in WITH_OTHERS
        return None if others else failed
    return None


def _give_up(house: House, import_id: str) -> None:
    reject_import(house, import_id, why="tries")
    with writing(house.ledger) as conn:
        unfinished.end(conn, import_id)
