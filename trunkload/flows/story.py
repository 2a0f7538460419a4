"""The two halves of the story, each told once; `run` decides whether a step is a call here or a Prefect task."""

from trunkload.flows.comparing import compare_uploads
from trunkload.flows.failures import Stopped
from trunkload.flows.following import finish_import, follow_to_the_end
from trunkload.flows.importing import Imported, read_received, reject_import
from trunkload.flows.in_work import in_work, may_pass
from trunkload.flows.lapsing import lapse
from trunkload.flows.planning import plan_import
from trunkload.flows.reading_back import read_back_orders
from trunkload.flows.replanning import approve_within_blocks, plan_failed_anew
from trunkload.flows.reporting import refresh_report, write_report
from trunkload.flows.rescuing import turn_away
from trunkload.flows.running import Run, plainly
from trunkload.flows.submitting import send_orders
from trunkload.flows.syncing import sync_account, sync_ordered
from trunkload.flows.telling import tell_people
from trunkload.flows.wiring import House
from trunkload.intake.refusal import Refused
from trunkload.logs.context import about
from trunkload.logs.events import Event
from trunkload.logs.telling import code_of, tell
from trunkload.portal.protocol import PortalError
from trunkload.storage.failures import StorageError
from trunkload.storage.imports import ImportRecord


def import_story(house: House, import_id: str, run: Run = plainly, *, later: bool = False) -> Imported:
    """From the upload to a plan with held numbers and a report; nothing is ordered.

    Raises Refused, PortalError, StorageError or Stopped; the import is then `rejected` and holds nothing (its file is
    kept where somebody can still say what its columns mean). `later`: somebody goes on with it, so that it is left as
    it is after a failure that may pass.
    """
    with about(import_id=import_id), in_work(house, import_id):
        try:
            run(lapse, house)
            sheet = run(read_received, house, import_id)
            account = run(sync_account, house, import_id)
            imported = run(plan_import, house, import_id, sheet, account)
        except Refused as refused:
            told = turn_away(house, import_id, refused)
            tell(Event.IMPORT_REJECTED, problem=code_of(told))
            raise told from None
        except (PortalError, StorageError, Stopped) as failed:
            if not (later and may_pass(failed)):
                reject_import(house, import_id, why=str(failed))
                tell(Event.IMPORT_REJECTED, problem=code_of(failed))
            raise
        imported = run(compare_uploads, house, imported)
        run(write_report, house, imported)
    return imported


def submit_story(house: House, import_id: str, run: Run = plainly) -> ImportRecord:
    """From the approval to workplaces read back and everyone told; run again, it goes on with what is not final.

    What is to be told is kept with the fact that it tells: whatever breaks off, the next run tells what is left.
    """
    with about(import_id=import_id):
        return _submitted(house, import_id, run)


def _submitted(house: House, import_id: str, run: Run) -> ImportRecord:
    run(send_orders, house, import_id)
    run(follow_to_the_end, house, import_id)
    run(read_back_orders, house, import_id)
    run(sync_ordered, house, import_id)
    run(plan_failed_anew, house, import_id)
    follow = run(approve_within_blocks, house, import_id)
    if follow is not None:
        submit_story(house, follow, run)
    finished = run(finish_import, house, import_id)
    run(tell_people, house)
    run(refresh_report, house, import_id)
    return finished
