"""What is personal of an old import leaves every table; on SQLite its bytes, too."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine, select, update

from tests.integration.storage.builders import IMPORT, NOW, OTHER, Wish, record, save_planned
from trunkload.intake.choices import Choices, Decision, Origin
from trunkload.orders.states import ImportState
from trunkload.storage.database import open_database, reading, writing
from trunkload.storage.imports import find_import, save_import
from trunkload.storage.mappings import ColumnMapping, find_mapping, keep_mapping
from trunkload.storage.message_values import Channel, Content, Envelope, MessageKind
from trunkload.storage.messages import list_messages, queue_message
from trunkload.storage.order_tables import import_, order_item
from trunkload.storage.purging import Erased, erase_import, erase_rest, old_imports
from trunkload.storage.scrubbing import overwrite_deleted
from trunkload.storage.tables import metadata
from trunkload.storage.upgrade import upgrade_database

DAY = timedelta(days=1)
LATER = NOW + 100 * DAY


def everything(engine: Engine) -> str:
    """All that stands in any table."""
    with reading(engine) as conn:
        return repr([tuple(row) for table in metadata.sorted_tables for row in conn.execute(select(table))])


def save_ended(engine: Engine, import_id: str = IMPORT) -> None:
    """An import of one person that is done, with a message that did not get out."""
    with writing(engine) as conn:
        save_planned(conn, Wish("012", employee="key-of-4711", identity=f"key-of-{import_id}"), import_id=import_id)
        chosen = Choices(decisions=(Decision("first_name", "Jurgen", "Jürgen"),))
        ended = {"state": ImportState.DONE, "finished_at": NOW}
        conn.execute(update(import_).where(import_.c.id == import_id).values(ended))
        save_import(conn, replace(record(OTHER, ImportState.CANCELLED), finished_at=NOW, choices=chosen))
        told = Envelope(
            f"{import_id}/b01-4", MessageKind.CHANGED, Channel.EMAIL, "mueller@example.org", "Müller", import_id
        )
        queue_message(conn, told, Content("Guten Tag Jürgen Müller", "Für Müller", "<p>Müller"), NOW)
        queue_message(conn, replace(told, name="of-nobody", import_id=None), Content("Müller"), NOW)


def test_no_table_tells_who_it_was(engine: Engine) -> None:
    save_ended(engine)
    personal = ("ller", "juergen", "Muster", ".xlsx", "Jurgen")
    assert [one for one in personal if one not in everything(engine)] == []
    with writing(engine) as conn:
        assert old_imports(conn, NOW) == ()
        assert old_imports(conn, NOW + DAY) == (IMPORT, OTHER)
        assert erase_import(conn, IMPORT, LATER) == Erased(items=1, messages=1)
        assert erase_import(conn, OTHER, LATER) == Erased()
        assert erase_rest(conn, NOW + DAY) == Erased(messages=1)
        assert erase_import(conn, IMPORT, LATER) is None
        assert (old_imports(conn, NOW + DAY), list_messages(conn)) == ((), ())
        kept = find_import(conn, IMPORT)
    assert [one for one in personal if one in everything(engine)] == []
    assert kept is not None
    assert (kept.state, kept.purged_at, kept.sha256, kept.uploaded_by) == (
        ImportState.DONE,
        LATER,
        "a" * 64,
        "hr@example.org",
    )


def test_who_has_a_workplace_is_known_by_keys_until_it_is_gone(engine: Engine) -> None:
    save_ended(engine)
    keys = select(order_item.c.employee_key, order_item.c.identity_key, order_item.c.claim_employee)
    with writing(engine) as conn:
        erase_import(conn, IMPORT, LATER)
        erase_rest(conn, NOW + DAY)
        assert [tuple(row) for row in conn.execute(keys)] == [("key-of-4711", f"key-of-{IMPORT}", "add:key-of-4711")]
        claims = {"claim_number": None, "claim_employee": None, "claim_identity": None, "claim_internal_number": None}
        conn.execute(update(order_item).values(claims))
        erase_rest(conn, NOW + DAY)
        assert [tuple(row) for row in conn.execute(keys)] == [(None, None, None)]


def test_an_import_whose_rows_are_planned_anew_waits_for_that(engine: Engine) -> None:
    save_ended(engine)
    with writing(engine) as conn:
        save_import(conn, replace(record("imp-2026-11-24-0001"), follows=IMPORT))
        assert old_imports(conn, NOW + DAY) == (OTHER,)


def test_what_was_decided_counts_on_without_the_name_of_its_file(engine: Engine) -> None:
    def decided(name: str, origin: str) -> Decision:
        return Decision("site", name, "Köln", Origin("Neue Mitarbeiter.xlsx", "hr", origin))

    old, new = decided("Koeln", NOW.isoformat()), decided("Cologne", LATER.isoformat())
    mapping = ColumnMapping("f" * 64, {"Ort": "site"}, "Neue Mitarbeiter.xlsx", "hr", NOW, (old, new))
    with writing(engine) as conn:
        keep_mapping(conn, mapping)
        assert erase_rest(conn, NOW + DAY) == Erased(mappings=1)
        assert erase_rest(conn, NOW + DAY) == Erased()
        found = find_mapping(conn, mapping.fingerprint)
    nameless = replace(old, origin=Origin("", "hr", NOW.isoformat()))
    assert found == replace(mapping, file_name="", decisions=(nameless, new))


def test_the_file_of_the_database_holds_nothing_of_it_in_its_free_bytes(tmp_path: Path) -> None:
    path = tmp_path / "trunkload.sqlite"
    engine = open_database(f"sqlite:///{path}")
    upgrade_database(engine)
    save_ended(engine)
    with writing(engine) as conn:
        for import_id in old_imports(conn, NOW + DAY):
            erase_import(conn, import_id, LATER)
        erase_rest(conn, NOW + DAY)
    assert b"Musterstra" in bytes_of(tmp_path)
    assert overwrite_deleted(engine) is True
    assert [one for one in (b"Musterstra", b"juergen", b"Jurgen") if one in bytes_of(tmp_path)] == []
    engine.dispose()


def test_a_reader_that_still_sees_the_old_state_keeps_it_in_the_file(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'trunkload.sqlite'}")
    upgrade_database(engine)
    other = open_database(f"sqlite:///{tmp_path / 'trunkload.sqlite'}")
    with reading(other) as conn:
        conn.execute(select(import_)).all()
        assert overwrite_deleted(engine, patience=0.05) is False
    assert overwrite_deleted(engine) is True
    other.dispose()
    engine.dispose()


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())
