"""Knows how a file that was sent becomes an import and is kept untouched; reads nothing of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import Connection

from trunkload.flows.kept_keys import upload_key
from trunkload.flows.wiring import House
from trunkload.intake.choices import AS_ASKED, Choices
from trunkload.logs.events import Event
from trunkload.logs.telling import tell
from trunkload.orders.states import ImportState
from trunkload.storage import audit, imports, unfinished
from trunkload.storage.database import writing
from trunkload.storage.failures import StorageError
from trunkload.storage.files import Content
from trunkload.validation.language import Lang


@dataclass(frozen=True, slots=True)
class Sent:
    """What is known of a file without reading it: its name as the person has it, bytes, hex SHA-256."""

    name: str
    size: int
    sha256: str


def new_import(house: House, sent: Sent, user: str, lang: Lang, choices: Choices = AS_ASKED) -> imports.ImportRecord:
    """A new import of this file, before it has an id."""
    return imports.ImportRecord(
        id="",
        state=ImportState.RECEIVED,
        file_name=sent.name,
        sha256=sent.sha256,
        size=sent.size,
        format="",
        received_at=house.clock(),
        uploaded_by=user,
        lang=lang.value,
        choices=choices,
    )


def keep_upload(
    conn: Connection, house: House, record: imports.ImportRecord, content: Content, *, undoes: str | None = None
) -> str:
    """The import gets its id, and its file a place; a part of what is being written."""
    import_id = _begin(conn, house, record)
    _kept(conn, record, import_id, house.files.save_version(upload_key(import_id), content), undoes)
    return import_id


def keep_sent(
    house: House, record: imports.ImportRecord, content: Content, with_it: Callable[[Connection, str], None]
) -> str:
    """The same, and no writer waits while the file is copied; `with_it` is done in the transaction that keeps it.

    Where the file cannot be kept, the import is rejected, and StorageError raised. What ends this process in between
    leaves an import that whoever looks after all finds unfinished.
    """
    with writing(house.ledger) as conn:
        import_id = _begin(conn, house, record)
    try:
        version = house.files.save_version(upload_key(import_id), content)
    except StorageError:
        _withdraw(house, record, import_id)
        raise
    with writing(house.ledger) as conn:
        _kept(conn, record, import_id, version)
        with_it(conn, import_id)
    return import_id


def _begin(conn: Connection, house: House, record: imports.ImportRecord) -> str:
    import_id = imports.next_import_id(conn, house.today)
    imports.save_import(conn, replace(record, id=import_id))
    unfinished.begin(conn, import_id, house.clock() + timedelta(seconds=house.settings.flows.takeover_seconds))
    return import_id


def _kept(
    conn: Connection, record: imports.ImportRecord, import_id: str, version: str | None, undoes: str | None = None
) -> None:
    imports.keep_version(conn, import_id, version)
    told = _chosen(record.choices, undoes)
    audit.note(conn, record.uploaded_by, audit.Deed.RECEIVED, import_id, sha256=record.sha256, **told)
    tell(Event.IMPORT_RECEIVED, import__id=import_id, upload__bytes=record.size)


def _withdraw(house: House, record: imports.ImportRecord, import_id: str) -> None:
    """It has no file, and is nobody's to go on with."""
    with writing(house.ledger) as conn:
        received, rejected = {ImportState.RECEIVED}, ImportState.REJECTED
        if imports.move_import(conn, import_id, received, rejected, finished_at=house.clock()):
            unfinished.end(conn, import_id)
            audit.note(conn, record.uploaded_by, audit.Deed.REJECTED, import_id, why="not_kept")


def _chosen(choices: Choices, undoes: str | None) -> dict[str, str]:
    """What the audit trail tells of the choices: codes, fields, policy and strategies, no value that a person typed."""
    told = {
        "accepted": ", ".join(choices.accept),
        "decided": ", ".join(dict.fromkeys(one.field for one in choices.decisions)),
        "policy": choices.policy or "",
        "strategies": ", ".join(choices.strategies),
        "rows": ", ".join(map(str, choices.rows)),
        "undo_of": undoes or "",
    }
    return {name: text for name, text in told.items() if text}
