"""Knows which file store the settings name."""

from trunkload.settings import Settings
from trunkload.storage.files import FileStore, LocalFiles


def open_files(settings: Settings) -> FileStore:
    """A folder below `home`, or a bucket; nothing is reached for before the first file."""
    told = settings.files
    if told.bucket_and_prefix is None:
        return LocalFiles(settings.home / "files")
    from trunkload.storage.s3_files import Bucket, S3Files  # noqa: PLC0415 - only where it is set

    bucket, prefix = told.bucket_and_prefix
    return S3Files(
        Bucket(
            name=bucket,
            prefix=prefix,
            endpoint=None if told.endpoint is None else str(told.endpoint),
            region=told.region or None,
            encryption=told.encryption,
            kms_key=told.kms_key or None,
            link_seconds=told.link_seconds,
        )
    )
