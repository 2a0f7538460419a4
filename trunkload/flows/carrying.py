"""Knows how an upload of the page is carried to its report: each step is announced, and so is what stood against it."""

from collections.abc import Callable

from trunkload.flows.arriving import FAILURES, KINDS
from trunkload.flows.checking import read_upload, with_remembered
from trunkload.flows.importing import Imported, received_upload, reject_import
from trunkload.flows.refusals import written_refusal
from trunkload.flows.reporting import report_again, report_key
from trunkload.flows.running import Outcome, Run, plainly
from trunkload.flows.stored import known_import
from trunkload.flows.story import import_story
from trunkload.flows.wiring import House
from trunkload.intake.refusal import Refused
from trunkload.logs.telling import code_of
from trunkload.orders.states import ImportState
from trunkload.storage.database import reading, writing
from trunkload.storage.imports import keep_choices
from trunkload.storage.upload_jobs import end_job, find_job, note_step


def carry_import(house: House, import_id: str, run: Run = plainly) -> Imported:
    """The story's first half. Raises as `import_story`, once what it was is kept for whoever waits for it."""
    try:
        read_as_before(house, import_id)
        imported = import_story(house, import_id, announcing(house, import_id, run))
    except Refused as refused:
        _end(house, import_id, written_refusal(refused))
        raise
    except FAILURES as failed:
        kind = next(kind for known, kind in KINDS.items() if isinstance(failed, known))
        _end(house, import_id, {"kind": kind, "problem": code_of(failed)})
        raise
    _end(house, import_id, {})
    return imported


def go_on_with_upload(house: House, import_id: str) -> None:
    """From wherever an earlier process left it. Raises as `carry_import`."""
    with reading(house.ledger) as conn:
        state = known_import(conn, import_id).state
    if state is ImportState.RECEIVED:
        carry_import(house, import_id)
        return
    if state is not ImportState.REJECTED and not house.files.exists(report_key(import_id)):
        report_again(house, import_id)
    _end(house, import_id, {})


def read_as_before(house: House, import_id: str) -> None:
    """What was decided for header rows like this one counts for an upload of the page too, unless it says otherwise.

    Raises Refused where the file cannot be read at all; the import is rejected then.
    """
    with reading(house.ledger) as conn:
        record = known_import(conn, import_id)
        came_by_page = find_job(conn, import_id) is not None
    choices = with_remembered(record.choices, house.settings) if came_by_page else record.choices
    if not (choices.remembered or choices.remembered_decisions):
        return
    try:
        sheet = read_upload(received_upload(house, record), house.settings, choices)
    except Refused as refused:
        reject_import(house, import_id, why=str(refused))
        raise
    with writing(house.ledger) as conn:
        keep_choices(conn, import_id, choices.about(sheet.facts.fingerprint))


def announcing(house: House, import_id: str, run: Run) -> Run:
    """The same way to run a step, which says before what is done now."""

    def announced(step: Callable[..., Outcome], /, *args: object) -> Outcome:
        with writing(house.ledger) as conn:
            note_step(conn, import_id, step.__name__)
        return run(step, *args)

    return announced


def _end(house: House, import_id: str, why: dict[str, object]) -> None:
    with writing(house.ledger) as conn:
        end_job(conn, import_id, why, house.clock())
