"""Compares an import with the last uploads of its people, and keeps whose rows it has for the next one."""

import json
import secrets
from dataclasses import replace

from trunkload.flows.earlier_uploads import DIGEST_KEY, compare_with, digest_key
from trunkload.flows.importing import Imported
from trunkload.flows.kept_keys import comparison_key
from trunkload.flows.sight import sees_everybody
from trunkload.flows.stored import known_import
from trunkload.flows.undone import undone
from trunkload.flows.wiring import House
from trunkload.reports.comparison_json import comparison_document, comparison_told
from trunkload.storage.database import reading, writing
from trunkload.storage.uploaded_people import Uploaded, keep_people, read_uploads
from trunkload.validation.comparing.people import people_of, uploads_of
from trunkload.validation.comparing.value import Comparison


def compare_uploads(house: House, imported: Imported) -> Imported:
    """With what changed since its people were sent last, as far as whoever sent it now may see what was sent then. What
    a program sends, to plan rows anew or to take an import back, is no upload of theirs. Raises StorageError."""
    if not len(imported.checked.sheet.staff) or not _was_sent(house, imported.import_id):
        return imported
    found = _keep_and_find(house, imported)
    comparison = compare_with(found, imported.checked, house.files)
    if comparison is not None:
        document = json.dumps(comparison_document(comparison), ensure_ascii=False)
        house.files.save(comparison_key(imported.import_id), document.encode())
    return replace(imported, comparison=comparison)


def kept_comparison(house: House, import_id: str) -> Comparison | None:
    """What this import was compared with when it was received. Raises StorageError."""
    key = comparison_key(import_id)
    return comparison_told(json.loads(house.files.open(key))) if house.files.exists(key) else None


def _was_sent(house: House, import_id: str) -> bool:
    with reading(house.ledger) as conn:
        return known_import(conn, import_id).follows is None and undone(conn, import_id).undoes is None


def _keep_and_find(house: House, imported: Imported) -> list[Uploaded]:
    people = people_of(imported.checked, digest_key(house.files) or _new_key(house))
    with writing(house.ledger) as conn:
        keep_people(conn, imported.import_id, people)
    with reading(house.ledger) as conn:
        who = known_import(conn, imported.import_id).uploaded_by
        # The report tells what was in the cells then, and a single row would be enough to ask for it.
        uploads = read_uploads(conn, None if sees_everybody(conn, house.settings, who) else who)
        others = (one for one in uploads if one.import_id != imported.import_id)
        return uploads_of(people, others)


def _new_key(house: House) -> str:
    """Made once, by whoever has the writers' turn."""
    with writing(house.ledger):
        key = digest_key(house.files) or secrets.token_urlsafe(12)
        house.files.save(DIGEST_KEY, key.encode())
    return key
