"""Files lie in a bucket, encrypted, checked, each version by its name: boto3 itself, over HTTP."""

import os
import socket
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest

from tests.integration.storage.buckets import REGION, client_of, contents_of, new_bucket
from trunkload.storage.failures import StorageError, StorageProblem
from trunkload.storage.files import FileStore, LocalFiles, Removed
from trunkload.storage.s3_bucket import Bucket
from trunkload.storage.s3_files import S3Files

UPLOAD = "imports/imp-2026-11-23-0001/upload"
REPORT = "imports/imp-2026-11-23-0001/report.html"


@pytest.fixture(params=["folder", "bucket", "versioned bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    """What every store has to keep to."""
    if request.param == "folder":
        return LocalFiles(tmp_path)
    endpoint = str(request.getfixturevalue("s3_endpoint"))
    name = new_bucket(endpoint, versioned=request.param == "versioned bucket")
    return S3Files(Bucket(name, "telephony/live", endpoint, REGION))


def test_what_was_saved_last_is_opened(store: FileStore) -> None:
    store.save(REPORT, b"one")
    store.save(REPORT, b"two")
    assert store.open(REPORT) == b"two"
    version = store.save_version(REPORT, b"three")
    assert store.open(REPORT, version) == b"three"


def test_what_was_deleted_is_gone_and_the_rest_stays(store: FileStore) -> None:
    store.save(UPLOAD, b"one")
    store.save(UPLOAD + "-more", b"two")
    store.delete(UPLOAD)
    store.delete(UPLOAD)
    assert (store.exists(UPLOAD), store.exists(UPLOAD + "-more")) == (False, True)
    with pytest.raises(StorageError) as gone:
        store.open(UPLOAD)
    assert (gone.value.problem, gone.value.permanent) == (StorageProblem.FILE_GONE, True)


def test_what_lies_below_a_folder_is_listed_and_nothing_else(store: FileStore) -> None:
    for key in ("imports/one/upload", "imports/one/rows/17.html", "imports/one-more/upload"):
        store.save(key, b"one")
    assert store.keys("imports/one") == ("imports/one/rows/17.html", "imports/one/upload")
    assert (store.keys("imports/two"), store.exists("imports/one")) == ((), False)
    assert store.folders("imports") == ("imports/one", "imports/one-more")
    assert (store.folders("imports/one"), store.folders("imports/two")) == (("imports/one/rows",), ())


def test_a_folder_is_removed_with_all_that_lies_in_it(store: FileStore) -> None:
    for key in ("imports/one/upload", "imports/one/rows/17.html", "imports/one-more/upload"):
        store.save(key, b"one")
    assert store.remove("imports/one", dry_run=True) == Removed(2, 2)
    assert store.keys("imports/one") != ()
    assert store.remove("imports/one") == Removed(2, 2)
    assert store.remove("imports/one") == Removed(0, 0)
    assert store.keys("imports") == ("imports/one-more/upload",)


def test_a_key_that_could_lead_elsewhere_is_refused(store: FileStore) -> None:
    asks: list[Callable[[str], object]] = [
        lambda key: store.save(key, b"one"),
        *(store.open, store.delete, store.exists, store.keys, store.place, store.remove),
    ]
    for key in ("", "../x", "/etc/hosts", "a//b", "a/", "ä", ".hidden"):
        for ask in asks:
            with pytest.raises(ValueError, match="inside"):
                ask(key)


def test_every_object_is_encrypted_and_has_its_checksum(s3_endpoint: str) -> None:
    name = new_bucket(s3_endpoint)
    key = "arn:aws:kms:eu-central-1:123456789012:key/files"
    S3Files(Bucket(name, endpoint=s3_endpoint, region=REGION)).save(REPORT, b"one")
    told = client_of(s3_endpoint).head_object(Bucket=name, Key=REPORT, ChecksumMode="ENABLED")
    assert (told["ServerSideEncryption"], told["ContentType"]) == ("AES256", "text/html; charset=utf-8")
    assert told["ChecksumSHA256"]
    own = Bucket(name, endpoint=s3_endpoint, region=REGION, encryption="aws:kms", kms_key=key)
    S3Files(own).save(UPLOAD, b"one")
    told = client_of(s3_endpoint).head_object(Bucket=name, Key=UPLOAD)
    assert (told["ServerSideEncryption"], told["SSEKMSKeyId"]) == ("aws:kms", key)


def test_a_version_stays_what_it_was_whatever_is_written_over_it(s3_endpoint: str) -> None:
    name = new_bucket(s3_endpoint, versioned=True)
    files = S3Files(Bucket(name, endpoint=s3_endpoint, region=REGION))
    version = files.save_version(UPLOAD, b"as it was sent")
    assert version is not None
    client_of(s3_endpoint).put_object(Bucket=name, Key=UPLOAD, Body=b"by somebody else")
    assert files.open(UPLOAD) == b"by somebody else"
    assert files.open(UPLOAD, version) == b"as it was sent"
    client_of(s3_endpoint).delete_object(Bucket=name, Key=UPLOAD)
    assert files.open(UPLOAD, version) == b"as it was sent"
    assert files.exists(UPLOAD) is False


def test_a_bucket_without_versions_has_none_to_tell(s3_endpoint: str) -> None:
    files = S3Files(Bucket(new_bucket(s3_endpoint), endpoint=s3_endpoint, region=REGION))
    assert files.save_version(UPLOAD, b"one") is None


def test_every_version_is_removed_and_counted_marks_of_deletion_too(s3_endpoint: str) -> None:
    name = new_bucket(s3_endpoint, versioned=True)
    files = S3Files(Bucket(name, "live", s3_endpoint, REGION))
    for content in (b"one", b"two", b"three"):
        files.save(UPLOAD, content)
    files.save(REPORT, b"page")
    client_of(s3_endpoint).delete_object(Bucket=name, Key=f"live/{REPORT}")
    client_of(s3_endpoint).delete_object(Bucket=name, Key=f"live/{UPLOAD}")
    assert files.folders("imports") == ("imports/imp-2026-11-23-0001",)
    client_of(s3_endpoint).put_object(Bucket=name, Key=UPLOAD, Body=b"of another program")
    assert files.remove("imports/imp-2026-11-23-0001") == Removed(2, 4)
    assert [key for key, _ in contents_of(s3_endpoint, name)] == [UPLOAD]
    left = client_of(s3_endpoint).list_object_versions(Bucket=name, Prefix="live/")
    assert (left.get("Versions"), left.get("DeleteMarkers")) == (None, None)


def test_a_link_downloads_the_version_that_lay_there(s3_endpoint: str) -> None:
    name = new_bucket(s3_endpoint, versioned=True)
    files = S3Files(Bucket(name, "live", s3_endpoint, REGION, link_seconds=120))
    saved = files.save(REPORT, b"<h1>40</h1>")
    later = files.place(REPORT)
    files.save(REPORT, b"<h1>41</h1>")
    for link in (saved, later):
        told = parse_qs(urlsplit(link).query)
        assert (told["X-Amz-Expires"], told["response-content-type"]) == (["120"], ["text/html; charset=utf-8"])
        assert told["response-content-disposition"] == ['inline; filename="imp-2026-11-23-0001-report.html"']
        with urlopen(link) as answer:  # noqa: S310 - our own server
            assert answer.read() == b"<h1>40</h1>"


def test_what_is_no_page_is_downloaded(s3_endpoint: str) -> None:
    files = S3Files(Bucket(new_bucket(s3_endpoint), endpoint=s3_endpoint, region=REGION))
    told = parse_qs(urlsplit(files.place("imports/imp-2026-11-23-0001/checked.xlsx")).query)
    assert told["response-content-disposition"] == ['attachment; filename="imp-2026-11-23-0001-checked.xlsx"']
    assert "spreadsheetml" in told["response-content-type"][0]


def test_a_bucket_that_is_not_there_is_said(s3_endpoint: str) -> None:
    files = S3Files(Bucket("nobody-made-this", endpoint=s3_endpoint, region=REGION))
    asked: list[Callable[[], object]] = [
        lambda: files.save(UPLOAD, b"one"),
        lambda: files.open(UPLOAD),
        lambda: files.exists(UPLOAD),
        lambda: files.keys("imports"),
        lambda: files.delete(UPLOAD),
    ]
    assert {failure(ask) for ask in asked} == {(StorageProblem.FILES_NO_BUCKET, True)}


def test_a_server_that_is_not_there_may_be_later(s3_endpoint: str) -> None:
    del s3_endpoint  # for its credentials
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        files = S3Files(Bucket("telephony", endpoint=f"http://127.0.0.1:{taken.getsockname()[1]}", region=REGION))
        assert failure(lambda: files.open(UPLOAD)) == (StorageProblem.FILES_UNREACHABLE, False)


def test_without_credentials_nothing_is_tried(s3_endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [one for one in os.environ if one.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name in ("AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"):
        monkeypatch.setenv(name, os.devnull)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    files = S3Files(Bucket("telephony", endpoint=s3_endpoint, region=REGION))
    assert failure(lambda: files.open(UPLOAD)) == (StorageProblem.FILES_CREDENTIALS, True)


@pytest.mark.parametrize(
    ("status", "code", "told", "tries"),
    [
        (403, "AccessDenied", (StorageProblem.FILES_NOT_ALLOWED, True), 1),
        (403, "InvalidAccessKeyId", (StorageProblem.FILES_CREDENTIALS, True), 1),
        (400, "ExpiredToken", (StorageProblem.FILES_CREDENTIALS, True), 1),
        (403, "RequestTimeTooSkewed", (StorageProblem.FILES_CLOCK, True), 1),
        (400, "IllegalLocationConstraintException", (StorageProblem.FILES_REGION, True), 1),
        (400, "KMS.NotFoundException", (StorageProblem.FILES_REFUSED, True), 1),
        (404, "NoSuchVersion", (StorageProblem.FILE_GONE, True), 1),
        (503, "SlowDown", (StorageProblem.FILES_BUSY, False), 3),
    ],
)
@pytest.mark.usefixtures("s3_endpoint")
def test_what_the_service_answers_is_understood(
    status: int, code: str, told: tuple[StorageProblem, bool], tries: int
) -> None:
    """Once, but where it says that later may do."""
    body = f"<Error><Code>{code}</Code><Message>no</Message></Error>".encode()
    with answering(status, body) as (endpoint, asked):
        files = S3Files(Bucket("telephony", endpoint=endpoint, region=REGION))
        assert failure(lambda: files.open(UPLOAD)) == told
    assert asked == [f"GET /telephony/{UPLOAD}"] * tries


@pytest.mark.usefixtures("s3_endpoint")
def test_content_that_is_not_what_its_checksum_says_is_not_taken() -> None:
    right = sha256(b"as it was sent").digest()
    with answering(200, b"by somebody else", {"x-amz-checksum-sha256": b64encode(right).decode()}) as (endpoint, _):
        files = S3Files(Bucket("telephony", endpoint=endpoint, region=REGION))
        assert failure(lambda: files.open(UPLOAD)) == (StorageProblem.FILE_DAMAGED, True)


@pytest.mark.usefixtures("s3_endpoint")
def test_an_object_that_may_not_be_deleted_is_said() -> None:
    """DeleteObjects succeeds as a whole and fails for one of them."""
    listed = f"""<ListVersionsResult><Name>telephony</Name><IsTruncated>false</IsTruncated><Version><Key>{UPLOAD}</Key>
        <VersionId>v1</VersionId><IsLatest>true</IsLatest></Version></ListVersionsResult>""".encode()
    kept = f"<DeleteResult><Error><Key>{UPLOAD}</Key><Code>AccessDenied</Code></Error></DeleteResult>".encode()
    with answering(200, listed, for_post=kept) as (endpoint, asked):
        files = S3Files(Bucket("telephony", endpoint=endpoint, region=REGION))
        assert failure(lambda: files.delete(UPLOAD)) == (StorageProblem.FILES_NOT_ALLOWED, True)
    assert [one.partition("?")[0] for one in asked] == ["GET /telephony", "POST /telephony"]


def failure(ask: Callable[[], object]) -> tuple[StorageProblem, bool]:
    with pytest.raises(StorageError) as failed:
        ask()
    return failed.value.problem, failed.value.permanent


@contextmanager
def answering(
    status: int, body: bytes, headers: dict[str, str] | None = None, for_post: bytes = b""
) -> Iterator[tuple[str, list[str]]]:
    """A server that answers everything alike: where it is, and what it was asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(body)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self._answer(for_post)

        def _answer(self, content: bytes) -> None:
            asked.append(f"{self.command} {self.path}")
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **(headers or {})}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_told: Any) -> None:  # noqa: ANN401 - the library's
            """Nothing on the terminal."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
        server.shutdown()
