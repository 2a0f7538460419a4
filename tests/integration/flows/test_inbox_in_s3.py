"""An inbox in a bucket is emptied like a folder, whatever the keys are called and however many look at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import AnyHttpUrl

from tests.integration.flows.inboxes import empty_house, imports_of, one_person, with_inbox
from tests.integration.storage.buckets import REGION, client_of, contents_of, new_bucket
from trunkload.flows.import_inbox import import_arrived, import_inbox
from trunkload.flows.wiring import House
from trunkload.orders.arrival import ArrivalOutcome
from trunkload.storage.failures import StorageError, StorageProblem
from trunkload.storage.inbox import Claim, Inbox
from trunkload.storage.s3_bucket import Bucket
from trunkload.storage.s3_shelf import S3Shelf

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)


@pytest.fixture
def bucket(s3_endpoint: str) -> str:
    return new_bucket(s3_endpoint)


def lay(endpoint: str, bucket: str, files: dict[str, bytes]) -> None:
    client = client_of(endpoint)
    for name, content in files.items():
        client.put_object(Bucket=bucket, Key=f"hr/inbox/{name}", Body=content)
    client.close()


def keys(endpoint: str, bucket: str) -> list[str]:
    return sorted(key for key, _ in contents_of(endpoint, bucket))


def inbox_in(endpoint: str, bucket: str) -> Inbox:
    return Inbox(S3Shelf(Bucket(bucket, "hr", endpoint, REGION)))


def house_with(tmp_path: Path, endpoint: str, bucket: str) -> House:
    house = empty_house(tmp_path / "home")
    files = house.settings.files.model_copy(update={"endpoint": AnyHttpUrl(endpoint), "region": REGION})
    house = replace(house, settings=house.settings.model_copy(update={"files": files}))
    return with_inbox(house, place=f"s3://{bucket}/hr", settle_seconds=60.0)


def test_files_in_a_bucket_are_imported_once_whatever_their_keys_are(
    tmp_path: Path, s3_endpoint: str, bucket: str
) -> None:
    """Objects are whole by nature: nobody waits for them. A key is no path."""
    house = house_with(tmp_path, s3_endpoint, bucket)
    names = ["plain.csv", "up..csv", "Zwei Wörter+plus&=.csv", "zwei\tSpalten.csv", "👩‍💼.csv", "mai/a%2Fb.csv"]
    lay(s3_endpoint, bucket, dict.fromkeys(names, one_person(0)) | {"folder/": b""})
    assert import_arrived(house, names[2])
    night = import_inbox(house).night
    assert {one.name for one in night.files} == {name.replace("\t", "\ufffd") for name in names}
    assert (night.count(ArrivalOutcome.PLANNED), night.count(ArrivalOutcome.SAME)) == (1, 5)
    (record,) = imports_of(house)
    left = keys(s3_endpoint, bucket)
    assert [key for key in left if not key.startswith("hr/done/")] == ["hr/inbox/folder/"]
    assert f"hr/done/{record.id}-sent-Zwei Wörter+plus&=.csv" in left
    assert f"hr/done/{record.id}-report.html" in left
    assert len(left) == 1 + 2 * len(names)


def test_two_workers_at_once_never_claim_the_same_object(s3_endpoint: str, bucket: str) -> None:
    lay(s3_endpoint, bucket, {f"{at:02}.csv": one_person(at) for at in range(30)})

    def work(worker: str) -> list[str]:
        inbox = inbox_in(s3_endpoint, bucket)
        claims = [inbox.claim(one, worker, NOW) for one in inbox.arrived()]
        return [claim.name for claim in claims if claim is not None]

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(work, ("worker-1", "worker-2")))
    assert sorted(told[0] + told[1]) == [f"{at:02}.csv" for at in range(30)]
    assert inbox_in(s3_endpoint, bucket).arrived() == ()


def test_one_of_two_takes_an_object_over_and_loses_nothing_that_came_meanwhile(s3_endpoint: str, bucket: str) -> None:
    """Its worker died between copying and deleting; under the same key other bytes have come since."""
    lay(s3_endpoint, bucket, {"neue.csv": one_person(0)})
    inbox = inbox_in(s3_endpoint, bucket)
    (seen,) = inbox.arrived()
    claim = inbox.claim(seen, "worker-1", NOW)
    assert isinstance(claim, Claim)
    lay(s3_endpoint, bucket, {"neue.csv": one_person(1)})
    with ThreadPoolExecutor(2) as pool:
        taken = list(pool.map(lambda worker: inbox.take_over(claim, worker, NOW), ("worker-2", "worker-3")))
    (other,) = [one for one in taken if one is not None]
    assert inbox.open(other) == one_person(0)
    inbox.finish(other, "done", "label", {})
    (came,) = inbox.arrived()
    again = inbox.claim(came, "worker-1", NOW)
    assert again is not None
    assert inbox.open(again) == one_person(1)


def test_an_object_that_is_another_than_was_seen_is_not_taken(s3_endpoint: str, bucket: str) -> None:
    lay(s3_endpoint, bucket, {"neue.csv": one_person(0)})
    inbox = inbox_in(s3_endpoint, bucket)
    (seen,) = inbox.arrived()
    lay(s3_endpoint, bucket, {"neue.csv": one_person(1)})
    assert inbox.claim(seen, "worker-1", NOW) is None
    assert keys(s3_endpoint, bucket) == ["hr/inbox/neue.csv"]
    assert inbox.claims() == ()


def test_a_bucket_that_is_not_there_is_a_failure_of_ours(s3_endpoint: str) -> None:
    with pytest.raises(StorageError) as failed:
        inbox_in(s3_endpoint, "no-such-bucket").arrived()
    assert (failed.value.problem, failed.value.permanent) == (StorageProblem.FILES_NO_BUCKET, True)


def test_two_at_once_over_one_prefix_refuse_a_file_once_and_tell_it_once(
    tmp_path: Path, s3_endpoint: str, bucket: str
) -> None:
    """Whoever has claimed it lays it aside with its report; the other one leaves it, and imports what it gets."""
    house = house_with(tmp_path, s3_endpoint, bucket)
    good = {f"{at}.csv": one_person(at) for at in range(2)}
    lay(s3_endpoint, bucket, {"letter.pdf": b"%PDF-1.4", **good, "note.doc": b"no sheet"})
    with ThreadPoolExecutor(2) as pool:
        swept = list(pool.map(lambda _: import_inbox(house), range(2)))
    assert [one.failures for one in swept] == [(), ()]
    told = sorted(file.name for one in swept for file in one.night.files)
    assert told == sorted([*good, "letter.pdf", "note.doc"])
    refused = [file.name for one in swept for file in one.night.files if file.outcome is ArrivalOutcome.REFUSED]
    assert sorted(refused) == ["letter.pdf", "note.doc"]
    left = keys(s3_endpoint, bucket)
    assert [key for key in left if key.startswith(("hr/inbox/", "hr/working/"))] == []
    kinds = sorted(key.rpartition("-")[2] for key in left if key.startswith("hr/refused/"))
    assert kinds == ["letter.pdf", "note.doc", "report.html", "report.html"]
    assert len(imports_of(house)) == len(good)


def test_a_worker_killed_while_it_refuses_a_file_leaves_two_others_to_refuse_it_once(
    tmp_path: Path, s3_endpoint: str, bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It dies after the report is laid there and before the file is; both others come at once."""
    house = house_with(tmp_path, s3_endpoint, bucket)
    lay(s3_endpoint, bucket, {"letter.pdf": b"%PDF-1.4"})

    class Killed(BaseException):
        """As little is caught of it as of a signal."""

    def dies(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(S3Shelf, "move", dies)
        with pytest.raises(Killed):
            import_inbox(house)
    assert [key.rpartition("-")[2] for key in keys(s3_endpoint, bucket) if "/refused/" in key] == ["report.html"]
    with ThreadPoolExecutor(2) as pool:
        swept = list(pool.map(lambda _: import_inbox(house), range(2)))
    assert [one.failures for one in swept] == [(), ()]
    assert [file.name for one in swept for file in one.night.files] == ["letter.pdf"]
    left = keys(s3_endpoint, bucket)
    assert sorted(key.rpartition("-")[2] for key in left) == ["letter.pdf", "report.html"]
    assert all(key.startswith("hr/refused/") for key in left)
