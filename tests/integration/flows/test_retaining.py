"""Files go first, then rows, then it is noted: whatever breaks off, the next run deletes what is left."""

import os
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.integration.flows.houses import approved, days_later, first_import, items
from trunkload.flows.giving_up import cancel_import
from trunkload.flows.lapsing import lapse
from trunkload.flows.retaining import Purge, purge, retain
from trunkload.flows.story import submit_story
from trunkload.flows.wiring import House
from trunkload.storage.audit import Deed, read_audit
from trunkload.storage.database import reading
from trunkload.storage.failures import StorageError, StorageProblem, failure
from trunkload.storage.files import LocalFiles, Removed
from trunkload.storage.moving import PROGRAM


class Killed(BaseException):
    """The process ends here."""


class KilledAfterwards(LocalFiles):
    """Everything below a folder is removed, and then the process ends."""

    def remove(self, folder: str, *, dry_run: bool = False) -> Removed:
        super().remove(folder, dry_run=dry_run)
        raise Killed


class NotAllowed(LocalFiles):
    """A bucket in which we may delete nothing."""

    def remove(self, folder: str, *, dry_run: bool = False) -> Removed:
        del folder, dry_run
        raise failure(StorageProblem.FILES_NOT_ALLOWED)


@pytest.fixture
def ended(house: House) -> House:
    """A hundred days after its only import was cancelled."""
    cancel_import(house, first_import(house).id, "admin")
    return days_later(house, 100)


def deleted(house: House) -> bool:
    return first_import(house).purged_at is not None


def test_what_is_kept_no_longer_goes_every_night(ended: House) -> None:
    import_id = first_import(ended).id
    assert ended.files.keys(f"imports/{import_id}") != ()
    assert retain(ended) == 1
    assert (deleted(ended), ended.files.keys(f"imports/{import_id}")) == (True, ())
    assert {repr((one.given_name, one.email, one.mobile)) for one in items(ended, import_id)} == {"(None, None, None)"}
    with reading(ended.ledger) as conn:
        last = read_audit(conn, import_id)[-1]
    assert (last.what, last.who, last.details) == (Deed.DATA_DELETED, PROGRAM, {"days": 90})
    assert retain(ended) == 0


@pytest.mark.parametrize(("days", "count"), [(0, 0), (99, 1), (101, 0)])
def test_the_settings_say_how_long_it_is_kept(ended: House, days: int, count: int) -> None:
    kept = ended.settings.retention.model_copy(update={"days": days})
    told = replace(ended, settings=ended.settings.model_copy(update={"retention": kept}))
    assert retain(told) == count
    assert deleted(ended) is bool(count)


def test_a_kill_between_files_and_rows_leaves_the_rest_to_the_next_run(ended: House) -> None:
    import_id = first_import(ended).id
    files = KilledAfterwards(ended.settings.home / "files")
    with pytest.raises(Killed):
        retain(replace(ended, files=files))
    assert (deleted(ended), ended.files.keys(f"imports/{import_id}")) == (False, ())
    assert items(ended, import_id)[0].given_name is not None
    told = purge(ended, Purge("admin", 90))
    assert (told.imports, told.files, told.erased.items) == ((import_id,), Removed(), 36)
    assert deleted(ended) is True


def test_files_of_an_import_that_was_never_written_down_go_by_its_day(ended: House) -> None:
    """Its process was killed just then; and one of a purged import that came too late."""
    kept = ended.files.keys("imports")
    for stray in ("imp-2020-01-02-0001/upload", "imp-2099-01-02-0001/upload"):
        ended.files.save(f"imports/{stray}", b"Jana")
    half = ended.settings.home / "files" / "imports" / "imp-2020-01-03-0001" / ".saving-x"
    half.parent.mkdir()
    half.write_bytes(b"Jana")
    told = purge(ended, Purge("admin", 90, dry_run=True))
    assert told.files == Removed(len(kept) + 1, len(kept) + 1)
    assert half.exists()
    assert purge(ended, Purge("admin", 90)).files == told.files
    assert ended.files.keys("imports") == ("imports/imp-2099-01-02-0001/upload",)
    assert not half.exists()
    ended.files.save(f"imports/{first_import(ended).id}/report.html", b"Jana")
    assert purge(days_later(ended, 200), Purge("admin", 90)).files == Removed(1, 1)


def test_where_files_may_not_be_deleted_nothing_says_that_they_were(ended: House) -> None:
    with pytest.raises(StorageError) as failed:
        retain(replace(ended, files=NotAllowed(ended.settings.home / "files")))
    assert failed.value.problem is StorageProblem.FILES_NOT_ALLOWED
    assert deleted(ended) is False


def test_what_is_half_written_or_of_nobody_in_the_outbox_goes_by_its_age(ended: House) -> None:
    outbox = ended.settings.home / "outbox"
    outbox.mkdir(exist_ok=True)
    old, new, open_one = (outbox / name for name in (".saving-x", "foreign.eml", "imp-2026-11-23-0099-b01-4.eml"))
    for path in (old, new, open_one):
        path.write_bytes(b"Jana")
    os.utime(old, (0, 0))
    os.utime(open_one, (0, 0))
    written = datetime.fromtimestamp(new.stat().st_mtime, UTC)
    in_time = replace(ended, clock=lambda: written)
    assert purge(in_time, Purge("admin", 1)).outbox == 1
    assert sorted(path.name for path in outbox.iterdir()) == ["foreign.eml", "imp-2026-11-23-0099-b01-4.eml"]


def test_an_order_that_was_carried_out_keeps_its_claims(house: House) -> None:
    """Promises 3 and 5."""
    import_id = approved(house)
    submit_story(house, import_id)
    later = days_later(house, 100)
    lapse(later)
    claims = "SELECT row, claim_number, claim_identity, claim_employee FROM order_item ORDER BY row"
    with reading(house.ledger) as conn:
        before = conn.exec_driver_sql(claims).all()
    assert retain(later) == 1
    with reading(house.ledger) as conn:
        assert conn.exec_driver_sql(claims).all() == before
        assert conn.exec_driver_sql("SELECT count(claim_username), count(username) FROM order_item").one() == (0, 0)
