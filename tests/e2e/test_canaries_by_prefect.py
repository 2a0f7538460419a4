"""Nobody's name or number is in what Prefect keeps of a run: parameters, results, artifacts, logs."""

import logging
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

import pytest

from tests.integration.cli.canaries import FILE_NAME, PEOPLE, canaries_in, write_sheet
from tests.integration.cli.looks import first_import, import_states, ledger
from tests.integration.cli.shell import SAMPLES, Shell
from trunkload.flows.approving import approve_plan
from trunkload.flows.codes_only import Defect, codes_only
from trunkload.flows.importing import receive_upload
from trunkload.flows.wiring import House, open_house
from trunkload.intake.upload import open_upload
from trunkload.settings import Settings
from trunkload.storage.failures import StorageError
from trunkload.validation.language import Lang

QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
}
IN_PARTITIONS = {"TRUNKLOAD_FLOWS__PARTITION_ROWS": "20", "TRUNKLOAD_FLOWS__DASK_WORKERS": "2"}
"""The rows go to workers of a Dask cluster, each partition by a task."""


@pytest.fixture
def house(tmp_path: Path) -> House:
    """With the sample account, and the canaries' sheet received."""
    shell = Shell(tmp_path / "home")
    assert shell.run("carrier", "init", SAMPLES / "account.toml").code == 0
    return open_house(Settings(home=shell.home, lang=Lang.EN))


@pytest.fixture
def own_logging() -> Iterator[None]:
    """Prefect writes what any library logs to the terminal that it found first; no later test has that any more."""
    yield
    for handler in list(logging.root.handlers):
        if type(handler).__module__.startswith("prefect"):
            logging.root.removeHandler(handler)


@pytest.mark.usefixtures("own_logging")
def test_fifty_people_leave_no_trace_at_prefect(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in [one for one in os.environ if one.startswith(("TRUNKLOAD_", "PREFECT_"))]:
        monkeypatch.delenv(name)
    for name, value in {
        **QUIET,
        **IN_PARTITIONS,
        "TRUNKLOAD_HOME": str(house.settings.home),
        "PREFECT_HOME": str(tmp_path),
    }.items():
        monkeypatch.setenv(name, value)
    # all that it keeps besides lies below the folder of temporary files
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    import_id = receive_upload(house, open_upload(write_sheet(tmp_path)), "hr", Lang.EN)
    arrivals = house.settings.home / "arrivals" / "inbox"
    arrivals.mkdir(parents=True)
    (arrivals / "headings.csv").write_text(f"Nachname;E-Mail;{PEOPLE[0]['Nachname']}\nMuster;a@example.org;x\n")
    refused = receive_upload(house, open_upload(write_sheet(tmp_path)), "hr", Lang.EN)
    kept = run_by_prefect(house, import_id, refused, tmp_path)
    assert import_states(house.settings.home) == {import_id: "done", refused: "rejected"}
    assert ledger(house.settings.home, "SELECT count(*) FROM message WHERE state = 'sent'") == [(92,)]
    known = (import_id, "tell people", "judge rows apart", f"{import_id}-receipt", f"{import_id}-plan")
    assert [one in kept for one in (b"StorageError: failed", b"a defect, ValueError at ")] == [True, True]
    assert [one.encode() in kept for one in known] == [True] * len(known)
    assert b"headings.csv | refused: Missing: " in kept
    # runs are named by their file; their logs are not
    assert canaries_in(kept) == {FILE_NAME.lower()}
    told = capfd.readouterr()
    assert canaries_in(told.err) == set()
    house.ledger.dispose()


def run_by_prefect(house: House, import_id: str, refused: str, folder: Path) -> bytes:
    """Both halves of the story, and what fails; all bytes that Prefect has kept of them."""
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
    from prefect.testing.utilities import prefect_test_harness

    from trunkload.flows.import_staff import import_staff
    from trunkload.flows.nightly_import import nightly_import
    from trunkload.flows.submit_orders import submit_orders
    from trunkload.flows.tidy_up import tidy_up

    # each run would wait for its heartbeat
    hurried = temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None})
    with prefect_test_harness(server_startup_timeout=120), hurried:
        fail_in_the_database(house, partial(import_staff, refused))
        fail_by_a_defect()
        import_staff(import_id)
        approve_plan(house, *first_import(house.settings.home), "admin")
        submit_orders(import_id)
        tidy_up()
        nightly_import()
        own = house.settings.home
        files = [one for one in folder.rglob("*") if one.is_file() and own not in one.parents and one.suffix != ".csv"]
        return b"".join(one.read_bytes() for one in files)


def fail_in_the_database(house: House, import_one: Callable[[], object]) -> None:
    """A plan whose rows the database refuses, in a statement that has all their names."""
    with closing(sqlite3.connect(house.settings.home / "trunkload.sqlite", isolation_level=None)) as connection:
        connection.execute("CREATE TRIGGER no BEFORE INSERT ON order_item BEGIN SELECT RAISE(ABORT, 'no'); END")
        with pytest.raises(StorageError):
            import_one()
        connection.execute("DROP TRIGGER no")


def fail_by_a_defect() -> None:
    """Within a step, and outside of every one."""
    from prefect import flow

    from trunkload.flows.task_run import as_task

    def look_up(names: dict[str, int], name: str) -> int:
        return names[name]

    @flow(name="with_a_defect")
    @codes_only
    def with_a_defect() -> None:
        with suppress(Defect):
            as_task(look_up, {}, PEOPLE[1]["Nachname"])
        int(PEOPLE[2]["Nachname"])

    with pytest.raises(Defect):
        with_a_defect()
