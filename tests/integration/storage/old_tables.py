"""Knows how to make a database of an earlier version, as the program of that time left it."""

from datetime import date
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, MetaData, insert, select

from trunkload.storage import upgrade
from trunkload.storage.database import reading, writing


def config_of_migrations(**attributes: object) -> Config:
    config = Config(attributes=attributes)
    config.set_main_option("script_location", str(Path(upgrade.__file__).parent / "migrations"))
    return config


def migrated_to(engine: Engine, version: str) -> None:
    """Tables of this version and no other."""
    with writing(engine) as conn:
        command.upgrade(config_of_migrations(connection=conn), version)


def fill(engine: Engine) -> None:
    """Rows in every table that this version has, with the columns that it has."""
    tables = present_tables(engine)
    with writing(engine) as conn:
        for table in tables.sorted_tables:
            for row in CONTENT.get(table.name, ()):
                conn.execute(insert(table).values({name: value for name, value in row.items() if name in table.c}))


def present_tables(engine: Engine) -> MetaData:
    """The tables as the database has them now."""
    tables = MetaData()
    tables.reflect(engine)
    return tables


def rows_of(engine: Engine, tables: MetaData) -> dict[str, list[tuple[object, ...]]]:
    """What stands in these columns of these tables, by table, in a steady order."""
    with reading(engine) as conn:
        return {
            table.name: sorted((tuple(row) for row in conn.execute(select(table))), key=repr)
            for table in tables.sorted_tables
            if table.name != "alembic_version"
        }


RECEIVED, LATER = "2026-11-23T09:30:00.000000+00:00", "2099-11-24T09:30:00.000000+00:00"
KOELN = "+492214710{}"
PLANNED, DONE = "imp-2026-11-23-0001", "imp-2026-11-22-0001"


def _number(extension: str, state: str, **more: str) -> dict[str, object]:
    told = {"trunk": "KOELN-1", "block": "koeln-4710", "extension": extension, "state": state}
    return {"e164": KOELN.format(extension), **told, **more}


def _import(import_id: str, state: str, **more: object) -> dict[str, object]:
    skipped = dict.fromkeys(("blank", "hidden", "example", "footer", "repeated"), 0)
    return {
        "id": import_id,
        "state": state,
        "file_name": "Größe.xlsx",
        "sha256": "a" * 64,
        "size": 14213,
        "format": "xlsx",
        "received_at": RECEIVED,
        "uploaded_by": "kim",
        "lang": "de",
        "rows": 3,
        "ready": 1,
        "ready_with_warnings": 1,
        "blocked": 1,
        **{f"skipped_{name}": count for name, count in skipped.items()},
        "digest": "d" * 64,
        "rule_version": "rules-1",
        "monthly": "8.85",
        "one_off": "0.00",
        "currency": "EUR",
        "sample_prices": True,
        "choices": {"sheet": "Mai"},
        "accepted": {"email_trailing_dot": 2},
        "decisions": [],
        **more,
    }


def _item(reference: str, row: int, state: str, **more: object) -> dict[str, object]:
    extension = f"{100 + row}"
    return {
        "order_reference": reference,
        "row": row,
        "action": "add",
        "given_name": "Jürgen",
        "family_name": "Müller",
        "email": "juergen.mueller@example.org",
        "street": "Musterstraße",
        "house_number": "1",
        "postal_code": "50667",
        "city": "Köln",
        "country": "DE",
        "username": f"juergen.{row}",
        "trunk": "KOELN-1",
        "number": KOELN.format(extension),
        "extension": extension,
        "internal_number": extension,
        "package": "plus",
        "reason": "lowest_free",
        "employee_key": f"e{row}",
        "identity_key": f"i{row}",
        "row_digest": f"r{row}",
        "state": state,
        "claim_number": KOELN.format(extension),
        "claim_username": f"juergen.{row}",
        "claim_internal_number": extension,
        "claim_employee": f"e{row}",
        "claim_identity": f"i{row}",
        **more,
    }


CONTENT: dict[str, list[dict[str, object]]] = {
    "account": [
        {
            "id": 1,
            "customer_id": "c",
            "customer": "Muster GmbH",
            "taken_at": RECEIVED,
            "currency": "EUR",
            "sample": True,
        }
    ],
    "site": [
        {
            "name": "Köln",
            "position": 0,
            "street": "Musterstraße",
            "house_number": "1",
            "postal_code": "50667",
            "city": "Köln",
            "country": "DE",
        }
    ],
    "trunk": [{"id": "KOELN-1", "position": 0, "aliases": ["Köln"], "site": "Köln"}],
    "number_block": [
        {
            "id": "koeln-4710",
            "position": 0,
            "trunk": "KOELN-1",
            "base": "+492214710",
            "first": "000",
            "last": "999",
            "switchboard": "000",
            "site": "Köln",
            "source": "entered",
        }
    ],
    "block_range": [
        {
            "block": "koeln-4710",
            "kind": "reserved",
            "first": "900",
            "last": "909",
            "name": "Fax",
            "source": "entered",
        }
    ],
    "contingent": [{"name": "workplace", "position": 0, "booked": 200, "used": 15}],
    "price": [{"name": "plus", "position": 0, "monthly": "4.90", "one_off": None}],
    "number": [
        _number("099", "free"),
        _number("104", "held", import_id=PLANNED, held_until=LATER),
        _number("105", "held", holder="somebody at the carrier"),
        _number("106", "assigned", holder="wp-1"),
        _number("107", "resting", available_from="2027-02-21"),
        _number("108", "blocked"),
        _number("109", "function", holder="Hotline"),
        _number("110", "future", available_from="2027-02-01"),
    ],
    "number_change": [
        {
            "e164": KOELN.format("104"),
            "at": RECEIVED,
            "who": "kim",
            "from_state": "free",
            "to_state": "held",
            "import_id": PLANNED,
            "why": "größer",
        },
        {"e164": KOELN.format("111"), "at": RECEIVED, "who": "carrier", "from_state": "free", "to_state": None},
    ],
    "workplace": [
        {
            "id": "wp-1",
            "username": "ute.beck",
            "given_name": "Ute",
            "family_name": "Beck",
            "email": "ute.beck@example.org",
            "trunk": "KOELN-1",
            "number": KOELN.format("106"),
            "internal_number": "106",
            "package": "plus",
            "package_since": "2026-03-01",
            "activated_on": "2026-03-01",
            "mobile": "+4915228817386",
            "city": "Köln",
        }
    ],
    "import": [
        _import(PLANNED, "planned", held_until=LATER),
        _import(DONE, "done", approved_by="kim", approved_at=RECEIVED, finished_at=LATER),
    ],
    "kept_number": [
        {"e164": KOELN.format("105"), "import_id": PLANNED, "row": 9, "employee_key": "e9", "name_key": "n9"}
    ],
    "audit": [{"at": RECEIVED, "who": "kim", "what": "planned", "import_id": PLANNED, "details": {"items": 1}}],
    "column_mapping": [
        {
            "fingerprint": "aa",
            "decided": {"B": "email"},
            "file_name": "Mai.xlsx",
            "decided_by": "kim",
            "decided_at": RECEIVED,
            "decisions": [],
        }
    ],
    "product_order": [
        {
            "reference": f"{PLANNED}-001",
            "import_id": PLANNED,
            "batch": 1,
            "trunk": "KOELN-1",
            "size": 1,
            "start_date": date(2026, 12, 1),
            "state": "draft",
        },
        {
            "reference": f"{DONE}-001",
            "import_id": DONE,
            "batch": 1,
            "trunk": "KOELN-1",
            "size": 1,
            "state": "completed",
            "carrier_id": "c-7",
            "sent_at": RECEIVED,
            "finished_at": LATER,
        },
    ],
    "order_item": [
        _item(f"{PLANNED}-001", 4, "draft"),
        _item(f"{DONE}-001", 6, "completed", workplace_id="wp-1", read_back="different", differing=["city"]),
    ],
}
"""What a house of two imports holds; an earlier version leaves out the tables and columns that it does not have."""
