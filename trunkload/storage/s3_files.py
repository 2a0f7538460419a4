"""Knows how files are kept in a bucket of S3: encrypted there, checked on their way, each version by its name."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from threading import Lock
from typing import Any, Literal

from trunkload.storage.files import KEY, Removed
from trunkload.storage.s3_failures import refused, s3_failures

CONTENT_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
READ_IN_THE_BROWSER = frozenset({".html"})
AT_ONCE = 1000
"""So many versions one request deletes (DeleteObjects)."""

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


class S3Files:
    """A FileStore; boto3 is loaded with the first file that is asked for."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket
        self._lock = Lock()
        self._client: Any = None

    def save(self, key: str, content: bytes) -> str:
        return self._link(key, self.save_version(key, content))

    def save_version(self, key: str, content: bytes) -> str | None:
        with self._asked() as client:
            done = client.put_object(
                **self._object(key),
                **encrypted(self._bucket),
                Body=content,
                ContentType=_content_type(key),
                ChecksumAlgorithm="SHA256",
            )
        return _version(done)

    def open(self, key: str, version: str | None = None) -> bytes:
        with self._asked() as client:
            found = client.get_object(**self._object(key, version), ChecksumMode="ENABLED")
            content: bytes = found["Body"].read()
        return content

    def delete(self, key: str) -> None:
        name = self._name(key)
        self._delete([one for one in self._versions(name) if one["Key"] == name])

    def remove(self, folder: str, *, dry_run: bool = False) -> Removed:
        """Marks of what somebody has deleted go with it, and are not counted."""
        found = list(self._versions(f"{self._name(folder)}/"))
        if not dry_run:
            self._delete(found)
        contents = [one["Key"] for one in found if not one["is_mark"]]
        return Removed(len(set(contents)), len(contents))

    def exists(self, key: str) -> bool:
        return self._name(key) in self._listed(self._name(key), most=1)

    def keys(self, folder: str) -> tuple[str, ...]:
        begin = len(self._name("x")) - 1
        names = (name[begin:] for name in self._listed(f"{self._name(folder)}/"))
        return tuple(sorted(name for name in names if KEY.fullmatch(name)))

    def place(self, key: str) -> str:
        """A link that downloads what lies there now, whatever is saved later, for as long as links count."""
        from botocore.exceptions import ClientError  # noqa: PLC0415 - costs half a second

        with self._asked() as client:
            try:
                version = _version(client.head_object(**self._object(key)))
            except ClientError as failed:
                if failed.response["Error"]["Code"] != "404":
                    raise
                version = None
        return self._link(key, version)

    def _link(self, key: str, version: str | None) -> str:
        told = self._object(key, version) | {
            "ResponseContentType": _content_type(key),
            "ResponseContentDisposition": _disposition(key),
        }
        with self._asked() as client:
            link = client.generate_presigned_url("get_object", Params=told, ExpiresIn=self._bucket.link_seconds)
        return str(link)

    def _listed(self, prefix: str, most: int | None = None) -> Iterator[str]:
        """The names that begin with `prefix`, `most` of them."""
        with self._asked() as client:
            limits = {"PageSize": AT_ONCE} if most is None else {"PageSize": most, "MaxItems": most}
            pages = client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self._bucket.name, Prefix=prefix, PaginationConfig=limits):
                yield from (str(one["Key"]) for one in page.get("Contents", ()))

    def _versions(self, prefix: str) -> Iterator[dict[str, Any]]:
        with self._asked() as client:
            pages = client.get_paginator("list_object_versions").paginate(Bucket=self._bucket.name, Prefix=prefix)
            for page in pages:
                for kind in ("Versions", "DeleteMarkers"):
                    for one in page.get(kind, ()):
                        yield {"Key": one["Key"], "VersionId": one["VersionId"], "is_mark": kind != "Versions"}

    def _delete(self, found: list[dict[str, Any]]) -> None:
        with self._asked() as client:
            for at in range(0, len(found), AT_ONCE):
                some = found[at : at + AT_ONCE]
                objects = [{name: one[name] for name in ("Key", "VersionId")} for one in some]
                done = client.delete_objects(Bucket=self._bucket.name, Delete={"Objects": objects, "Quiet": True})
                for failed in done.get("Errors", ()):
                    raise refused(str(failed["Code"]))

    def _object(self, key: str, version: str | None = None) -> dict[str, str]:
        named = {"Bucket": self._bucket.name, "Key": self._name(key)}
        return named if version is None else named | {"VersionId": version}

    def _name(self, key: str) -> str:
        if not KEY.fullmatch(key):
            raise ValueError("a key stays inside its store")
        return f"{self._bucket.prefix}/{key}" if self._bucket.prefix else key

    @contextmanager
    def _asked(self) -> Iterator[Any]:
        with s3_failures():
            with self._lock:
                self._client = self._client or open_client(self._bucket)
            yield self._client


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


def _version(answer: dict[str, Any]) -> str | None:
    """None where the bucket keeps no versions; `null` is that of a bucket that keeps none any more."""
    version = answer.get("VersionId")
    return None if version in {None, "null"} else str(version)


def _content_type(key: str) -> str:
    return CONTENT_TYPES.get(PurePosixPath(key).suffix, "application/octet-stream")


def _disposition(key: str) -> str:
    """`imports/imp-2026-11-23-0001/report.html` is read as `imp-2026-11-23-0001-report.html`, nobody's own name."""
    shown = "inline" if PurePosixPath(key).suffix in READ_IN_THE_BROWSER else "attachment"
    name = key.removeprefix("imports/").replace("/", "-")
    return f'{shown}; filename="{name}"'
