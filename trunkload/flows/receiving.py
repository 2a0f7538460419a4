"""Knows how a file that was sent becomes an import and is kept untouched; reads nothing of it."""

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
    import_id = imports.next_import_id(conn, house.today)
    version = house.files.save_version(upload_key(import_id), content)
    imports.save_import(conn, replace(record, id=import_id, upload_version=version))
    unfinished.begin(conn, import_id, house.clock() + timedelta(seconds=house.settings.flows.takeover_seconds))
    told = _chosen(record.choices, undoes)
    audit.note(conn, record.uploaded_by, audit.Deed.RECEIVED, import_id, sha256=record.sha256, **told)
    tell(Event.IMPORT_RECEIVED, import__id=import_id, upload__bytes=record.size)
    return import_id


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
