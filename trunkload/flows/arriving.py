"""Knows how one file that arrived becomes an import and is laid aside, whoever goes on with it (promises 5 and 6)."""

from dataclasses import replace

from sqlalchemy import Connection

from trunkload.flows.checking import limits_of, read_upload, with_remembered
from trunkload.flows.failures import WITH_OTHERS, StopCode, Stopped
from trunkload.flows.importing import received_now, reject_import
from trunkload.flows.laying_aside import lay_aside
from trunkload.flows.receiving import keep_upload
from trunkload.flows.refusals import written_refusal
from trunkload.flows.reporting import report_key
from trunkload.flows.running import Run, plainly
from trunkload.flows.stored import known_import
from trunkload.flows.story import import_story
from trunkload.flows.taking_up import go_on_importing
from trunkload.flows.trying_again import noted_failure, refused_after
from trunkload.flows.wiring import House
from trunkload.intake.choices import AS_ASKED, Choices
from trunkload.intake.failures import ReaderError
from trunkload.intake.refusal import Refused
from trunkload.intake.sheet import Upload
from trunkload.intake.upload import refuse_size, upload_of
from trunkload.orders.arrival import ArrivalOutcome
from trunkload.orders.states import ImportState
from trunkload.portal.protocol import PortalError
from trunkload.storage.arrivals import Arrival, find_arrival, import_of_bytes, keep_arrival
from trunkload.storage.database import reading, writing
from trunkload.storage.failures import StorageError
from trunkload.storage.file_names import kept_name
from trunkload.storage.imports import ImportRecord
from trunkload.storage.inbox import Claim, Inbox

Failure = PortalError | StorageError | Stopped | ReaderError
FAILURES = (PortalError, StorageError, Stopped, ReaderError)
"""Those that have a sentence; anything else is a defect of ours, which is raised after the last file."""

FASTER = WITH_OTHERS | {StopCode.NO_SUCH_IMPORT}


def import_claimed(house: House, inbox: Inbox, claim: Claim, run: Run = plainly) -> Exception | None:
    """From the claim to the file in `done` or `refused`; what an earlier worker did of it stays done.

    Answers the failure after which the file waits in `working` for the next look, and a defect of ours also where the
    file is refused for it; raises StorageError where not even that could be noted.
    """
    failed: Exception | None = None
    try:
        arrival = run(begin_arrival, house, inbox, claim)
        if arrival.outcome is None:
            arrival = _carry_through(house, arrival, run)
    except Exception as known:  # noqa: BLE001 - it is noted and answered, whatever it is
        failed = known
        arrival = _note_failure(house, claim, known)
    if arrival.outcome is not ArrivalOutcome.FAILED:
        try:
            run(lay_aside, house, inbox, claim, arrival)
        except Exception as known:  # noqa: BLE001 - the same
            failed = known
        else:
            return None if isinstance(failed, FAILURES) else failed
    inbox.let_go(claim, house.clock())
    return failed


def begin_arrival(house: House, inbox: Inbox, claim: Claim) -> Arrival:
    """The file received, or what it was found to be instead; where an earlier worker came so far, as that left it."""
    with reading(house.ledger) as conn:
        known, fresh = _begun(conn, claim), _fresh(conn, house, claim)
    if known is not None:
        return known
    try:
        upload, choices = _read(house, inbox, claim)
    except Refused as refused:
        return _end(house, fresh, ArrivalOutcome.REFUSED, refused)
    record = received_now(house, upload, house.settings.user, house.settings.language, choices)
    with writing(house.ledger) as conn:
        return _begun(conn, claim) or _receive(conn, house, fresh, record, upload.content)


def _begun(conn: Connection, claim: Claim) -> Arrival | None:
    """None where the file is to be read from its beginning: it is new, or its import was broken off by a failure."""
    known = find_arrival(conn, claim.arrival)
    if known is None or known.outcome not in {None, ArrivalOutcome.FAILED}:
        return known
    if known.import_id is None or _broken_off(known_import(conn, known.import_id)):
        return None
    return replace(known, outcome=None)


def _broken_off(record: ImportRecord) -> bool:
    """Rejected before its rows were judged."""
    return record.state is ImportState.REJECTED and not record.rows


def _read(house: House, inbox: Inbox, claim: Claim) -> tuple[Upload, Choices]:
    """The file, and how it is to be read: as was decided for header rows like its own. Raises Refused."""
    name, limits = kept_name(claim.name).rpartition("/")[2], limits_of(house.settings)
    refuse_size(name, claim.size, limits)
    upload = upload_of(name, inbox.open(claim))
    choices = with_remembered(AS_ASKED, house.settings)
    return upload, choices.about(read_upload(upload, house.settings, choices).facts.fingerprint)


def _receive(conn: Connection, house: House, arrival: Arrival, record: ImportRecord, content: bytes) -> Arrival:
    """A new import, unless just these bytes are one already; the database decides it for one worker at a time."""
    same = import_of_bytes(conn, record.sha256)
    if same is None:
        arrival = replace(arrival, import_id=keep_upload(conn, house, record, content))
    else:
        arrival = replace(arrival, import_id=same, outcome=ArrivalOutcome.SAME, ended_at=house.clock())
    keep_arrival(conn, arrival)
    return arrival


def _carry_through(house: House, arrival: Arrival, run: Run) -> Arrival:
    """Its import planned and reported, by this worker or by another one."""
    import_id = str(arrival.import_id)
    try:
        _plan(house, import_id, run)
    except Refused as refused:
        return _end(house, arrival, ArrivalOutcome.REFUSED, refused)
    return _end(house, arrival, _outcome(_record(house, import_id)))


def _plan(house: House, import_id: str, run: Run) -> None:
    try:
        if _record(house, import_id).state is ImportState.RECEIVED:
            import_story(house, import_id, run)
    except Stopped as stopped:
        # Somebody who took it for abandoned was faster.
        if stopped.code not in FASTER or _broken_off(_record(house, import_id)):
            raise
    if not house.files.exists(report_key(import_id)):
        go_on_importing(house, import_id, run)


def _outcome(record: ImportRecord) -> ArrivalOutcome:
    if record.blocked:
        return ArrivalOutcome.NEEDS_FIXING
    return ArrivalOutcome.NOTHING_TO_ORDER if record.digest is None else ArrivalOutcome.PLANNED


def _record(house: House, import_id: str) -> ImportRecord:
    with reading(house.ledger) as conn:
        return known_import(conn, import_id)


def _fresh(conn: Connection, house: House, claim: Claim) -> Arrival:
    """As it came, and what is known of earlier failures."""
    known = find_arrival(conn, claim.arrival) or Arrival(claim.arrival, kept_name(claim.name), house.clock())
    return replace(known, import_id=None, outcome=None, ended_at=None)


def _end(house: House, arrival: Arrival, outcome: ArrivalOutcome, refused: Refused | None = None) -> Arrival:
    """Noted before the file is laid aside: whoever is cut off in between leaves only that to do."""
    why = {} if refused is None else written_refusal(refused)
    ended = replace(arrival, outcome=outcome, why=why, ended_at=house.clock(), told_at=None)
    with writing(house.ledger) as conn:
        keep_arrival(conn, ended)
    return ended


def _note_failure(house: House, claim: Claim, failed: Exception) -> Arrival:
    """It waits for the next look, or is refused after too many days."""
    with writing(house.ledger) as conn:
        known = find_arrival(conn, claim.arrival) or _fresh(conn, house, claim)
        why = noted_failure(known.why, failed, house.today)
        noted = replace(known, outcome=ArrivalOutcome.FAILED, why=why, ended_at=house.clock(), told_at=None)
        keep_arrival(conn, noted)
    refused = refused_after(why, house.settings.inbox.tries)
    if refused is None:
        return noted
    if noted.import_id is not None:
        reject_import(house, noted.import_id, why=refused.code.value)
    return _end(house, noted, ArrivalOutcome.REFUSED, refused)
