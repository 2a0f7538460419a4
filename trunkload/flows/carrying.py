"""Knows how an upload of the page is carried to its report: each step is announced, and so is what stood against it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from trunkload.flows.checking import read_upload, with_remembered
from trunkload.flows.failures import WITH_OTHERS, Stopped
from trunkload.flows.importing import Imported, received_upload
from trunkload.flows.in_work import may_pass
from trunkload.flows.refusals import written_refusal
from trunkload.flows.rescuing import can_be_mended, turn_away
from trunkload.flows.running import Outcome, Run, plainly
from trunkload.flows.stored import known_import
from trunkload.flows.story import import_story
from trunkload.flows.trying_again import kind_of
from trunkload.flows.wiring import House
from trunkload.intake.failures import ReaderError
from trunkload.intake.refusal import Refused
from trunkload.logs.telling import code_of
from trunkload.orders.states import ImportState
from trunkload.portal.protocol import PortalError
from trunkload.storage.database import reading, writing
from trunkload.storage.failures import StorageError
from trunkload.storage.imports import keep_choices
from trunkload.storage.upload_jobs import end_job, find_job, note_step


def carry_import(house: House, import_id: str, run: Run = plainly, *, later: bool = False) -> Imported:
    """The story's first half, wherever the upload came from. Raises as `import_story`, once what it was is kept for
    whoever waits for it; `later`: as there."""
    try:
        read_as_before(house, import_id)
        imported = import_story(house, import_id, announcing(house, import_id, run), later=later)
    except Refused as refused:
        if not can_be_mended(refused):
            # Of one that may be mended it is kept with the sheet, and somebody may have done so by now.
            end_waiting(house, import_id, written_refusal(refused))
        raise
    except (PortalError, StorageError, Stopped, ReaderError) as failed:
        if not (_is_with_others(failed) or (later and may_pass(failed))):
            end_waiting(house, import_id, {"kind": kind_of(failed), "problem": code_of(failed)})
        raise
    end_waiting(house, import_id)
    return imported


def _is_with_others(failed: Exception) -> bool:
    """They end it."""
    return isinstance(failed, Stopped) and failed.code in WITH_OTHERS


def read_as_before(house: House, import_id: str) -> None:
    """What was decided for header rows like this one counts for an upload of the page too, unless it says otherwise.

    Raises Refused where the file cannot be read at all, once it is turned away.
    """
    with reading(house.ledger) as conn:
        record = known_import(conn, import_id)
        if record.state is not ImportState.RECEIVED:
            return
        came_by_page = find_job(conn, import_id) is not None
    choices = with_remembered(record.choices, house.settings) if came_by_page else record.choices
    if not (choices.remembered or choices.remembered_decisions):
        return
    try:
        sheet = read_upload(received_upload(house, record), house.settings, choices)
    except Refused as refused:
        raise turn_away(house, import_id, refused) from None
    with writing(house.ledger) as conn:
        keep_choices(conn, import_id, choices.about(sheet.facts.fingerprint))


def announcing(house: House, import_id: str, run: Run) -> Run:
    """The same way to run a step, which says before what is done now."""

    def announced(step: Callable[..., Outcome], /, *args: object) -> Outcome:
        with writing(house.ledger) as conn:
            note_step(conn, import_id, step.__name__)
        return run(step, *args)

    return announced


def end_waiting(house: House, import_id: str, why: Mapping[str, object] = MappingProxyType({})) -> None:
    """Whoever waits for an upload of the page is told what stood against it, else shown its report."""
    with writing(house.ledger) as conn:
        end_job(conn, import_id, why, house.clock())
