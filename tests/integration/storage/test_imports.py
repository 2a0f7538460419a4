"""An import is one upload carried through; it moves only from where somebody saw it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from tests.integration.storage.builders import IMPORT, NOW, OTHER, TOMORROW, record
from trunkload.intake.choices import Choices
from trunkload.orders.states import ImportState
from trunkload.storage.audit import Deed, note, read_audit
from trunkload.storage.database import reading, writing
from trunkload.storage.failures import StorageError
from trunkload.storage.imports import find_import, list_imports, move_import, next_import_id, save_import

TODAY = date(2026, 11, 23)


def test_import_ids_count_per_day(engine: Engine) -> None:
    with writing(engine) as conn:
        assert next_import_id(conn, TODAY) == "imp-2026-11-23-0001"
        save_import(conn, record("imp-2026-11-23-0009"))
        assert next_import_id(conn, TODAY) == "imp-2026-11-23-0010"
        assert next_import_id(conn, TODAY + timedelta(days=1)) == "imp-2026-11-24-0001"


def test_imports_that_start_at_once_get_different_ids(engine: Engine) -> None:
    def start(_: int) -> str:
        with writing(engine) as conn:
            new = next_import_id(conn, TODAY)
            save_import(conn, record(new))
            return new

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(start, range(8))) == [f"imp-2026-11-23-{at:04}" for at in range(1, 9)]


def test_an_import_is_read_as_it_was_saved(engine: Engine) -> None:
    full = replace(
        record(),
        rows=40,
        ready=33,
        ready_with_warnings=3,
        blocked=3,
        skipped_repeated=1,
        digest="d" * 64,
        rule_version="rules-1",
        held_until=TOMORROW,
        monthly=Decimal("288.30"),
        one_off=Decimal("0.00"),
        currency="EUR",
        sample_prices=True,
        approved_by="admin@example.org",
        approved_at=NOW,
        choices=Choices(
            sheet="Köln",
            include_hidden=True,
            columns={"Kontakt": "email", "Notiz": ""},
            remembered={"f" * 64: {"C": "mobile"}},
        ),
        accepted={"phone_notation": 3},
    )
    with writing(engine) as conn:
        save_import(conn, full)
    with reading(engine) as conn:
        assert find_import(conn, IMPORT) == full
        assert find_import(conn, OTHER) is None


def test_a_receipt_that_does_not_add_up_never_gets_in(engine: Engine) -> None:
    """Promise 1 has the database as its last word."""
    with pytest.raises(StorageError), writing(engine) as conn:
        save_import(conn, replace(record(), rows=40, ready=33, blocked=4))
    with reading(engine) as conn:
        assert list_imports(conn) == ()


def test_the_newest_import_is_listed_first(engine: Engine) -> None:
    with writing(engine) as conn:
        save_import(conn, record())
        save_import(conn, replace(record(OTHER, ImportState.CANCELLED), received_at=NOW + timedelta(minutes=1)))
    with reading(engine) as conn:
        assert [one.id for one in list_imports(conn)] == [OTHER, IMPORT]
        assert [one.id for one in list_imports(conn, {ImportState.PLANNED})] == [IMPORT]


def test_only_one_of_two_people_approves(engine: Engine) -> None:
    with writing(engine) as conn:
        save_import(conn, record())

    def approve(who: str) -> bool:
        with writing(engine) as conn:
            return move_import(
                conn, IMPORT, {ImportState.PLANNED}, ImportState.APPROVED, approved_by=who, approved_at=NOW
            )

    with ThreadPoolExecutor(2) as pool:
        won = dict(zip(("anna", "max"), pool.map(approve, ("anna", "max")), strict=True))
    assert sorted(won.values()) == [False, True]
    with reading(engine) as conn:
        found = find_import(conn, IMPORT)
    assert found is not None
    assert won[str(found.approved_by)]
    assert (found.state, found.approved_at) == (ImportState.APPROVED, NOW)


def test_the_audit_trail_tells_who_did_what_in_order(engine: Engine) -> None:
    with writing(engine) as conn:
        note(conn, "hr@example.org", Deed.RECEIVED, IMPORT, rows=40)
        note(conn, "admin@example.org", Deed.APPROVED, IMPORT, digest="d" * 64)
        note(conn, "hr@example.org", Deed.RECEIVED, OTHER)
    with reading(engine) as conn:
        entries = read_audit(conn, IMPORT)
        assert [entry.what for entry in read_audit(conn)] == ["received", "approved", "received"]
    assert [(one.who, one.what, one.details) for one in entries] == [
        ("hr@example.org", "received", {"rows": 40}),
        ("admin@example.org", "approved", {"digest": "d" * 64}),
    ]
    assert entries[0].at <= entries[1].at


def test_the_trail_is_narrowed_to_a_person_and_to_what_came_later(engine: Engine) -> None:
    with writing(engine) as conn:
        note(conn, "hr@example.org", Deed.RECEIVED, IMPORT)
        note(conn, "admin@example.org", Deed.APPROVED, IMPORT)
    with reading(engine) as conn:
        first, second = read_audit(conn)
        assert read_audit(conn, who="admin@example.org") == (second,)
        assert read_audit(conn, since=second.at + timedelta(microseconds=1)) == ()
        assert read_audit(conn, since=first.at) == (first, second)
