"""The first steps of an import: an upload is received, kept untouched, and read again from where it is kept."""

from dataclasses import dataclass, replace

from trunkload.flows.checking import read_upload
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.kept_keys import upload_key
from trunkload.flows.receiving import Sent, keep_upload, new_import
from trunkload.flows.stored import corrections_of, known_import
from trunkload.flows.wiring import House
from trunkload.intake.choices import AS_ASKED, Choices
from trunkload.intake.sheet import Sheet, Upload
from trunkload.intake.upload import upload_of
from trunkload.inventory.account import Account
from trunkload.orders.plan import Plan
from trunkload.orders.states import ImportState
from trunkload.storage import audit, imports, unfinished
from trunkload.storage.database import reading, writing
from trunkload.validation.check import Checked
from trunkload.validation.comparing.value import Comparison
from trunkload.validation.correcting import corrected
from trunkload.validation.language import Lang

__all__ = ["Imported", "read_received", "receive_upload", "reject_import", "upload_key"]


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one upload. `plan` is None where no row could be ordered, `comparison` where nobody of it was
    sent before."""

    import_id: str
    account: Account
    checked: Checked
    plan: Plan | None
    comparison: Comparison | None = None


def receive_upload(  # noqa: PLR0913 - what is known of an upload
    house: House,
    upload: Upload,
    user: str,
    lang: Lang,
    choices: Choices = AS_ASKED,
    *,
    follows: str | None = None,
    undoes: str | None = None,
) -> str:
    """Keep the file untouched, and how it is to be read; from here on the import's id is all that is passed on.

    `follows`: the import whose rows are planned anew; there is one for each at most, and its id is answered. `undoes`:
    the import that it takes back; the trail of each then names the other.
    """
    record = replace(received_now(house, upload, user, lang, choices), follows=follows)
    with writing(house.ledger) as conn:
        known = None if follows is None else imports.find_following(conn, follows)
        if known is not None:
            return known.id
        import_id = keep_upload(conn, house, record, upload.content, undoes=undoes)
        if undoes is not None:
            audit.note(conn, user, audit.Deed.UNDO_ASKED, undoes, undo=import_id)
    return import_id


def received_now(
    house: House, upload: Upload, user: str, lang: Lang, choices: Choices = AS_ASKED
) -> imports.ImportRecord:
    """A new import of this file, before it has an id."""
    return new_import(house, Sent(upload.name, len(upload.content), upload.sha256), user, lang, choices)


def read_received(house: House, import_id: str) -> Sheet:
    """As it was sent, with the cells that people changed since."""
    with reading(house.ledger) as conn:
        record = known_import(conn, import_id)
        corrections = corrections_of(conn, record)
    sheet = read_upload(received_upload(house, record), house.settings, record.choices)
    return corrected(sheet, corrections.made)


def received_upload(house: House, record: imports.ImportRecord) -> Upload:
    """Exactly the bytes that were sent. Raises StorageError, and Stopped where others lie in their place by now."""
    upload = upload_of(record.file_name, house.files.open(upload_key(record.id), record.upload_version))
    if upload.sha256 != record.sha256:
        raise Stopped(StopCode.UPLOAD_CHANGED, id=record.id)
    return upload


def reject_import(house: House, import_id: str, why: str) -> None:
    """Nothing is planned; the file is not kept, what happened is. One that somebody else has planned stays as it is."""
    with writing(house.ledger) as conn:
        rejected = imports.move_import(
            conn, import_id, {ImportState.RECEIVED}, ImportState.REJECTED, finished_at=house.clock()
        )
        if rejected:
            unfinished.end(conn, import_id)
            audit.note(conn, house.settings.user, audit.Deed.REJECTED, import_id, why=why)
    if rejected:
        house.files.delete(upload_key(import_id))
