"""Knows which file store and which inbox the settings name."""

from pathlib import Path
from typing import TYPE_CHECKING

from trunkload.flows.failures import StopCode, Stopped
from trunkload.settings import Settings
from trunkload.storage.files import FileStore, LocalFiles
from trunkload.storage.inbox import Inbox
from trunkload.storage.local_shelf import LocalShelf

if TYPE_CHECKING:
    from trunkload.storage.s3_bucket import Bucket


def open_files(settings: Settings) -> FileStore:
    """A folder below `home`, or a bucket; nothing is reached for before the first file."""
    named = settings.files.bucket_and_prefix
    if named is None:
        return LocalFiles(settings.home / "files")
    from trunkload.storage.s3_files import S3Files  # noqa: PLC0415 - only where it is set

    return S3Files(_bucket(settings, named))


def open_inbox(settings: Settings) -> Inbox:
    """A folder, below `home` where none is set, or a bucket; nothing is reached for before the first look."""
    bucket = settings.inbox.bucket_and_prefix
    if bucket is None:
        return Inbox(LocalShelf(inbox_folder(settings)))
    from trunkload.storage.s3_shelf import S3Shelf  # noqa: PLC0415 - only where it is set

    return Inbox(S3Shelf(_bucket(settings, bucket)))


def inbox_folder(settings: Settings) -> Path:
    """Where it lies if it is no bucket."""
    return Path(settings.inbox.place) if settings.inbox.place else settings.home / "arrivals"


def watched_inbox(settings: Settings) -> Inbox:
    """The inbox, whose folder has to be there where it was named: a drive that is lost looks like a quiet night. Raises
    Stopped."""
    told = settings.inbox
    if told.place and told.bucket_and_prefix is None and not Path(told.place).is_dir():
        raise Stopped(StopCode.INBOX_NOT_THERE, place=told.place)
    return open_inbox(settings)


def _bucket(settings: Settings, named: tuple[str, str]) -> "Bucket":
    """Both are reached in the way that the section `files` says."""
    from trunkload.storage.s3_bucket import Bucket  # noqa: PLC0415 - only where it is set

    told, (bucket, prefix) = settings.files, named
    return Bucket(
        name=bucket,
        prefix=prefix,
        endpoint=None if told.endpoint is None else str(told.endpoint),
        region=told.region or None,
        encryption=told.encryption,
        kms_key=told.kms_key or None,
        link_seconds=told.link_seconds,
    )
