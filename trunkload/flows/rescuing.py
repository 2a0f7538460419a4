"""Knows how a sheet that only its columns speak against is kept until somebody says what they mean, or gives it up."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection

from trunkload.flows.changeable import Chosen
from trunkload.flows.checking import limits_of, read_upload, with_remembered
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.giving_up import STOPS_OF
from trunkload.flows.importing import received_upload, reject_import, upload_key
from trunkload.flows.refusals import written_refusal
from trunkload.flows.remembering import remember_columns
from trunkload.flows.stored import known_import
from trunkload.flows.wiring import House
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.seen_columns import SeenSheet, seen_sheet
from trunkload.orders.states import ImportState
from trunkload.storage import audit, imports, unfinished, upload_jobs
from trunkload.storage.database import reading, writing

ABOUT_COLUMNS: Final = frozenset(
    {
        RefusalCode.MISSING_COLUMN,
        RefusalCode.DUPLICATE_HEADER,
        RefusalCode.BLANK_HEADER,
        RefusalCode.HEADER_NOT_FOUND,
    }
)
STILL_ABOUT_COLUMNS: Final = frozenset({None, "alike", "whole_name"})
"""What such a refusal says beside; of all else (hidden columns, several worksheets) the file itself is to change."""


def can_be_mended(refused: Refused) -> bool:
    """Whether it may be enough to say what columns mean."""
    return refused.code in ABOUT_COLUMNS and refused.params.get("what") in STILL_ABOUT_COLUMNS


def turn_away(house: House, import_id: str, refused: Refused) -> Refused:
    """Rejected and not kept; or kept, where somebody at the page can mend it. Answers what stands against it.

    A kept one is `rejected` too: it holds nothing, and is planned nowhere.
    """
    if can_be_mended(refused) and _came_by_page(house, import_id):
        try:
            waiting_sheet(house, import_id)
        except Refused as worse:
            refused = worse
        else:
            _keep_waiting(house, import_id, refused)
            return refused
    reject_import(house, import_id, why=str(refused))
    return refused


def waiting_sheet(house: House, import_id: str) -> SeenSheet:
    """Its columns as they are understood so far. Raises Refused, Stopped and StorageError."""
    with reading(house.ledger) as conn:
        record = known_import(conn, import_id)
    choices = with_remembered(record.choices, house.settings)
    return seen_sheet(received_upload(house, record), choices, limits_of(house.settings))


def choose_columns(house: House, import_id: str, chosen: Chosen, who: str) -> None:
    """Remembered for sheets with this header row; the import takes its turn again, as if it came just now.

    Raises Refused where the sheet cannot be read so, and Stopped where it waits no more; all is as it was then.
    """
    with reading(house.ledger) as conn:
        record = _waiting(conn, import_id)
    choices = replace(record.choices, columns=chosen.columns, header_row=chosen.header_row, sheet=chosen.sheet)
    sheet = read_upload(received_upload(house, record), house.settings, with_remembered(choices, house.settings))
    now = house.clock()
    with writing(house.ledger) as conn:
        record = _waiting(conn, import_id)
        imports.move_import(conn, import_id, {ImportState.REJECTED}, ImportState.RECEIVED, finished_at=None)
        imports.keep_choices(conn, import_id, choices)
        remember_columns(conn, house, replace(record, choices=choices, uploaded_by=who), sheet)
        unfinished.begin(conn, import_id, now + timedelta(seconds=house.settings.flows.takeover_seconds))
        upload_jobs.queue_again(conn, import_id, now)


def give_up_waiting(house: House, import_id: str, who: str) -> None:
    """Nothing is kept of it then. Raises Stopped where it waits no more."""
    with writing(house.ledger) as conn:
        _waiting(conn, import_id)
        imports.move_import(conn, import_id, {ImportState.REJECTED}, ImportState.CANCELLED, finished_at=house.clock())
        upload_jobs.wait_no_more(conn, import_id)
        audit.note(conn, who, audit.Deed.CANCELLED, import_id)
    house.files.delete(upload_key(import_id))


def _keep_waiting(house: House, import_id: str, refused: Refused) -> None:
    """With its reason, at once: whoever is cut off leaves it to be read again, or waiting for a person."""
    with writing(house.ledger) as conn:
        now = house.clock()
        if imports.move_import(conn, import_id, {ImportState.RECEIVED}, ImportState.REJECTED, finished_at=now):
            unfinished.end(conn, import_id)
            audit.note(conn, house.settings.user, audit.Deed.COLUMNS_ASKED, import_id, why=refused.code.value)
            upload_jobs.end_job(conn, import_id, {**written_refusal(refused), upload_jobs.WAITS: True}, now)


def _came_by_page(house: House, import_id: str) -> bool:
    with reading(house.ledger) as conn:
        return upload_jobs.find_job(conn, import_id) is not None


def _waiting(conn: Connection, import_id: str) -> imports.ImportRecord:
    record, job = known_import(conn, import_id), upload_jobs.find_job(conn, import_id)
    if record.state is not ImportState.REJECTED or job is None or not job.waits_for_person:
        raise Stopped(STOPS_OF.get(record.state, StopCode.NOTHING_PLANNED), id=import_id)
    return record
