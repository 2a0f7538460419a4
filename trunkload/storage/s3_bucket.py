"""Knows a bucket of S3: where it is, how it is asked, how what lies in it is encrypted and shown."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Literal

CONTENT_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
READ_IN_THE_BROWSER = frozenset({".html"})
CONNECT_SECONDS, ANSWER_SECONDS, TRIES = 5, 20, 3
"""An upload is kept while other writers wait for their turn (storage/turns)."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where files lie, and how; `endpoint` None: AWS itself. Credentials are found as boto3 finds them.

    `prefix`: what every key begins with, without slashes at its ends. `kms_key` only with `aws:kms`; without it that
    takes the account's own key. `link_seconds`: how long a link for a download counts.
    """

    name: str
    prefix: str = ""
    endpoint: str | None = None
    region: str | None = None
    encryption: Literal["AES256", "aws:kms"] = "AES256"
    kms_key: str | None = None
    link_seconds: int = 900


def open_client(bucket: Bucket) -> Any:  # noqa: ANN401 - boto3's clients have no types
    import boto3  # noqa: PLC0415 - costs half a second
    from botocore.config import Config  # noqa: PLC0415 - the same

    config = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=ANSWER_SECONDS,
        retries={"mode": "standard", "total_max_attempts": TRIES},
        signature_version="s3v4",
        # Servers other than AWS seldom have a host name for each bucket.
        s3={"addressing_style": "auto" if bucket.endpoint is None else "path"},
    )
    # A session of our own: boto3's shared one is not safe between threads.
    session = boto3.session.Session()
    return session.client("s3", region_name=bucket.region, endpoint_url=bucket.endpoint, config=config)


def encrypted(bucket: Bucket) -> dict[str, str]:
    told: dict[str, str] = {"ServerSideEncryption": bucket.encryption}
    return told if bucket.kms_key is None else told | {"SSEKMSKeyId": bucket.kms_key}


def version_of(answer: dict[str, Any]) -> str | None:
    """None where the bucket keeps no versions; `null` is that of a bucket that keeps none any more."""
    version = answer.get("VersionId")
    return None if version in {None, "null"} else str(version)


def content_type(key: str) -> str:
    return CONTENT_TYPES.get(PurePosixPath(key).suffix, "application/octet-stream")


def disposition(key: str) -> str:
    """`imports/imp-2026-11-23-0001/report.html` is read as `imp-2026-11-23-0001-report.html`, nobody's own name."""
    shown = "inline" if PurePosixPath(key).suffix in READ_IN_THE_BROWSER else "attachment"
    name = key.removeprefix("imports/").replace("/", "-")
    return f'{shown}; filename="{name}"'
