"""Looks at the file store: a probe is saved, opened and deleted; nothing else is touched."""

import secrets
from collections.abc import Iterator

from trunkload.flows.file_stores import open_files
from trunkload.flows.health.checks import Check, Sight, seen
from trunkload.settings import Settings
from trunkload.storage.files import FileStore

CONTENT = b"Trunkload's doctor was here; this file may be deleted.\n"


def look_at_files(settings: Settings) -> Iterator[Check]:
    """Raises StorageError. No home is made for a probe."""
    store = settings.files.store
    if settings.files.bucket_and_prefix is None and not settings.home.is_dir():
        yield seen("files", Sight.FILES_LATER)
    else:
        sight = Sight.FILES_KEPT if keeps(open_files(settings)) else Sight.FILES_CHANGED
        yield seen("files", sight, store=store)


def keeps(files: FileStore) -> bool:
    """Is what is opened what was saved? The probe has a folder of its own, which goes with it."""
    folder = f"doctor-{secrets.token_hex(8)}"
    content = CONTENT + folder.encode()
    try:
        files.save(f"{folder}/probe", content)
        return files.open(f"{folder}/probe") == content
    finally:
        files.remove(folder)
