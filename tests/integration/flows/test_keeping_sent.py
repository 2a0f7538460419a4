"""While a sheet of the page is copied to where it stays, nobody waits; whatever ends that leaves nothing half done."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from tests.integration.flows.houses import USER
from tests.integration.flows.inboxes import empty_house, imports_of, one_person
from trunkload.flows.going_on import go_on_with_all
from trunkload.flows.importing import received_now
from trunkload.flows.receiving import keep_sent
from trunkload.flows.reporting import report_key
from trunkload.flows.wiring import House
from trunkload.intake.upload import upload_of
from trunkload.orders.states import ImportState
from trunkload.storage.audit import Deed, note, read_audit
from trunkload.storage.database import reading, writing
from trunkload.storage.failures import StorageError, StorageProblem, failure
from trunkload.storage.files import Content, LocalFiles
from trunkload.storage.unfinished_table import unfinished_import
from trunkload.storage.upload_jobs import find_job, queue_job
from trunkload.validation.language import Lang


class Killed(BaseException):
    """The process ends here."""


class Meanwhile(LocalFiles):
    """A file store far away: something happens while a file is on its way there, or once it has come there."""

    def __init__(self, root: Path, before: Callable[[], None], after: Callable[[], None] = lambda: None) -> None:
        super().__init__(root)
        self._before, self._after = before, after

    def save_version(self, key: str, content: Content) -> str | None:
        self._before()
        version = super().save_version(key, content)
        self._after()
        return version


@pytest.fixture
def house(tmp_path: Path) -> House:
    return empty_house(tmp_path / "home")


def sent(house: House) -> str:
    """As the page keeps it, with its place in the queue."""

    def queued(conn: Connection, import_id: str) -> None:
        queue_job(conn, import_id, USER, len(one_person(0)), house.clock())

    record = received_now(house, upload_of("neue.csv", one_person(0)), USER, Lang.EN)
    return keep_sent(house, record, one_person(0), queued)


def with_files(house: House, before: Callable[[], None], after: Callable[[], None] = lambda: None) -> House:
    return replace(house, files=Meanwhile(house.settings.home / "files", before, after))


def trail(house: House, import_id: str) -> list[str]:
    with reading(house.ledger) as conn:
        return [one.what for one in read_audit(conn, import_id)]


def test_others_write_while_a_sheet_is_copied_to_where_it_stays(house: House) -> None:
    def others_write() -> None:
        with writing(house.ledger) as conn:
            note(conn, "omar", Deed.LOGGED_IN)

    import_id = sent(with_files(house, others_write))
    assert trail(house, import_id) == [Deed.RECEIVED]
    with reading(house.ledger) as conn:
        assert find_job(conn, import_id) is not None


def test_two_sheets_that_come_at_once_have_two_places(house: House) -> None:
    others = list[str]()
    own = sent(with_files(house, lambda: others.append(sent(house))))
    assert len({own, *others}) == 2


def test_a_sheet_that_cannot_be_kept_is_told_and_nobody_goes_on_with_it(house: House) -> None:
    def full() -> None:
        raise failure(StorageProblem.DISK_FULL)

    with pytest.raises(StorageError):
        sent(with_files(house, full))
    (record,) = imports_of(house)
    assert record.state is ImportState.REJECTED
    assert trail(house, record.id) == [Deed.REJECTED]
    with reading(house.ledger) as conn:
        assert (find_job(conn, record.id), conn.execute(unfinished_import.select()).first()) == (None, None)


def killed() -> None:
    raise Killed


def test_what_was_kept_when_the_page_was_killed_is_gone_on_with(house: House) -> None:
    with pytest.raises(Killed):
        sent(with_files(house, lambda: None, killed))
    go_on_with_all(house, uploads=False)
    (record,) = imports_of(house)
    assert record.state is ImportState.RECEIVED
    hour = timedelta(hours=1)
    go_on_with_all(replace(house, clock=lambda: datetime.now(UTC) + hour), uploads=False)
    (record,) = imports_of(house)
    assert (record.state, record.ready) == (ImportState.PLANNED, 1)
    assert house.files.exists(report_key(record.id))
