"""Knows how an upload is compared with the last ones of its people, for `check` and `import`; writes nothing."""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from trunkload.flows.checking import known_in, on_server
from trunkload.flows.kept_keys import check_key
from trunkload.settings import Settings
from trunkload.storage.failures import StorageError
from trunkload.storage.files import FileStore, LocalFiles
from trunkload.storage.kept_check import read_check
from trunkload.storage.quick_account import uploads_in
from trunkload.storage.uploaded_people import Uploaded, read_uploads
from trunkload.validation.checked import Checked
from trunkload.validation.comparing.compare import Earlier, compare
from trunkload.validation.comparing.people import People, people_of, uploads_of
from trunkload.validation.comparing.value import Comparison

DIGEST_KEY: Final = "keys/people"
"""Lies with the files, so that the digests in the database alone say nothing of anybody."""


def digest_key(files: FileStore) -> str | None:
    """None before the first import."""
    return files.open(DIGEST_KEY).decode() if files.exists(DIGEST_KEY) else None


def compare_ahead(checked: Checked, settings: Settings) -> Comparison | None:
    """What an import of this upload would be compared with; nobody is asked. Raises StorageError.

    Files that lie elsewhere than on this machine are somebody's who would have to be asked.
    """
    if settings.files.bucket_and_prefix is not None:
        return None
    files = LocalFiles(settings.home / "files")
    key = digest_key(files)
    if key is None:
        return None
    people = people_of(checked, key)
    found = known_in(settings, partial(_found_in_file, people), partial(_found_on_server, people))
    return compare_with(found or (), checked, files)


def _found_in_file(people: People, path: Path) -> list[Uploaded]:
    with uploads_in(path) as uploads:
        return uploads_of(people, uploads)


def _found_on_server(people: People, url: str) -> list[Uploaded]:
    with on_server(url) as conn:
        return uploads_of(people, read_uploads(conn))


def compare_with(found: Iterable[Uploaded], checked: Checked, files: FileStore) -> Comparison | None:
    """`found`: the uploads that the people were last in, the last first."""
    return compare(list(_read(found, files)), checked)


def _read(found: Iterable[Uploaded], files: FileStore) -> Iterator[Earlier]:
    """Those whose check is still kept."""
    for one in found:
        try:
            checked = read_check(files.open(check_key(one.import_id))).checked
        except StorageError:
            continue
        yield Earlier(one.import_id, checked.sheet, one.people.rows_to_fix)
