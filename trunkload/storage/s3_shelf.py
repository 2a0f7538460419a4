"""Knows the shelf that is a prefix of a bucket of S3: of many workers, a conditional request lets one succeed."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from trunkload.storage.failures import inbox_failures
from trunkload.storage.s3_bucket import Bucket, encrypted, open_client
from trunkload.storage.s3_failures import s3_failures
from trunkload.storage.shelves import Lying

NOT_AS_SEEN = frozenset({"PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey", "404", "412"})


class S3Shelf:
    """A Shelf; an object appears whole. boto3 is loaded with the first file that is asked for."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket
        self._lock = Lock()
        self._client: Any = None

    def lying(self, folder: str) -> tuple[Lying, ...]:
        begin = self._key(folder, "")
        with self._asked() as client:
            pages = client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket.name, Prefix=begin)
            found = [one for page in pages for one in page.get("Contents", ())]
        # What ends in a slash is a folder that some program has drawn.
        return tuple(_lying(one, begin) for one in found if not one["Key"].endswith("/"))

    def folders(self, folder: str) -> tuple[str, ...]:
        """None: a key is a name as a whole."""
        del folder
        return ()

    def create(self, folder: str, name: str, content: bytes) -> bool:
        return self._unless_other(
            lambda client: client.put_object(**self._object(folder, name), **self._how(), Body=content, IfNoneMatch="*")
        )

    def put(self, folder: str, name: str, content: bytes) -> None:
        with self._asked() as client:
            client.put_object(**self._object(folder, name), **self._how(), Body=content, ChecksumAlgorithm="SHA256")

    def read(self, folder: str, name: str) -> bytes:
        with self._asked() as client:
            found = client.get_object(**self._object(folder, name))
            content: bytes = found["Body"].read()
        return content

    def exists(self, folder: str, name: str) -> bool:
        return self._unless_other(lambda client: client.head_object(**self._object(folder, name)))

    def take(self, one: Lying, folder: str, to_folder: str, to_name: str) -> bool:
        """Copied, then deleted, both only as it was seen; who is cut off in between does both again.

        Asked before, too: not every server heeds the condition of a copy.
        """
        source, seen = self._object(folder, one.name), one.mark
        copied = self._is_as_seen(source, seen) and self._unless_other(
            lambda client: client.copy_object(
                **self._object(to_folder, to_name), **self._how(), CopySource=source, CopySourceIfMatch=seen
            )
        )
        if copied:
            self._unless_other(lambda client: client.delete_object(**source, IfMatch=seen))
        return copied

    def move(self, folder: str, name: str, to_folder: str, to_name: str) -> None:
        source = self._object(folder, name)
        if self._unless_other(
            lambda client: client.copy_object(**self._object(to_folder, to_name), **self._how(), CopySource=source)
        ):
            self.delete(folder, name)

    def delete(self, folder: str, name: str) -> None:
        with self._asked() as client:
            client.delete_object(**self._object(folder, name))

    def place(self, folder: str) -> str:
        return f"s3://{self._bucket.name}/{self._key(folder, '')}".rstrip("/")

    def _is_as_seen(self, source: dict[str, str], seen: str) -> bool:
        found: list[dict[str, Any]] = []
        self._unless_other(lambda client: found.append(client.head_object(**source)))
        return [str(one["ETag"]) for one in found] == [seen]

    def _unless_other(self, ask: Any) -> bool:  # noqa: ANN401 - boto3's clients have no types
        """False where somebody else was there first, or it is gone or another."""
        from botocore.exceptions import ClientError  # noqa: PLC0415 - costs half a second

        with self._asked() as client:
            try:
                ask(client)
            except ClientError as refused:
                if refused.response["Error"]["Code"] not in NOT_AS_SEEN:
                    raise
                return False
        return True

    def _object(self, folder: str, name: str) -> dict[str, str]:
        return {"Bucket": self._bucket.name, "Key": self._key(folder, name)}

    def _key(self, folder: str, name: str) -> str:
        return "/".join(part for part in (self._bucket.prefix, folder) if part) + f"/{name}"

    def _how(self) -> dict[str, str]:
        return encrypted(self._bucket)

    @contextmanager
    def _asked(self) -> Iterator[Any]:
        with inbox_failures(), s3_failures():
            with self._lock:
                self._client = self._client or open_client(self._bucket)
            yield self._client


def _lying(one: dict[str, Any], begin: str) -> Lying:
    return Lying(
        str(one["Key"]).removeprefix(begin), int(one["Size"]), str(one["ETag"]), one["LastModified"], whole=True
    )
