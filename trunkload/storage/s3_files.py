"""Knows how files are kept in a bucket of S3: encrypted there, checked on their way, each version by its name."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from trunkload.storage.files import KEY, Content, Removed
from trunkload.storage.s3_bucket import Bucket, content_type, disposition, encrypted, open_client, version_of
from trunkload.storage.s3_failures import refused, s3_failures

AT_ONCE = 1000
"""So many versions one request deletes (DeleteObjects)."""


class S3Files:
    """A FileStore; boto3 is loaded with the first file that is asked for."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket
        self._lock = Lock()
        self._client: Any = None

    def save(self, key: str, content: Content) -> str:
        return self._link(key, self.save_version(key, content))

    def save_version(self, key: str, content: Content) -> str | None:
        with self._asked() as client:
            done = client.put_object(
                **self._object(key),
                **encrypted(self._bucket),
                Body=content,
                ContentType=content_type(key),
                ChecksumAlgorithm="SHA256",
            )
        return version_of(done)

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
        return self._keys(self._listed(f"{self._name(folder)}/"))

    def folders(self, folder: str) -> tuple[str, ...]:
        with self._asked() as client:
            pages = client.get_paginator("list_object_versions")
            asked = {"Bucket": self._bucket.name, "Prefix": f"{self._name(folder)}/", "Delimiter": "/"}
            found = [one["Prefix"] for page in pages.paginate(**asked) for one in page.get("CommonPrefixes", ())]
        return self._keys(name.removesuffix("/") for name in found)

    def place(self, key: str) -> str:
        """A link that downloads what lies there now, whatever is saved later, for as long as links count."""
        from botocore.exceptions import ClientError  # noqa: PLC0415 - costs half a second

        with self._asked() as client:
            try:
                version = version_of(client.head_object(**self._object(key)))
            except ClientError as failed:
                if failed.response["Error"]["Code"] != "404":
                    raise
                version = None
        return self._link(key, version)

    def address(self, key: str) -> str:
        return f"s3://{self._bucket.name}/{self._name(key)}"

    def _link(self, key: str, version: str | None) -> str:
        told = self._object(key, version) | {
            "ResponseContentType": content_type(key),
            "ResponseContentDisposition": disposition(key),
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

    def _keys(self, names: Iterable[str]) -> tuple[str, ...]:
        """What others have put there under names that are no keys of ours is left out."""
        begin = len(self._name("x")) - 1
        keys = (name[begin:] for name in names)
        return tuple(sorted(key for key in keys if KEY.fullmatch(key)))

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
