"""Knows a house that has been used for years: ten thousand imports with orders, people, messages and a trail."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, insert

from trunkload.flows.importing import receive_upload
from trunkload.flows.story import import_story
from trunkload.flows.wiring import House, open_house, rehearsal_database
from trunkload.intake.upload import open_upload
from trunkload.orders.states import ImportState, OrderState
from trunkload.portal.rehearsal import load_account
from trunkload.settings import Settings
from trunkload.storage.account_tables import number
from trunkload.storage.database import reading, writing
from trunkload.storage.imports import ImportRecord, list_imports
from trunkload.storage.message_table import message
from trunkload.storage.order_tables import audit, import_, order_item, product_order
from trunkload.storage.people import Person, Role, add_person
from trunkload.validation.language import Lang
from trunkload.web.passwords import hash_password

SAMPLES: Final = Path(__file__).parents[2] / "sample-data"
USER: Final = "omar"
PASSWORD: Final = "correct-horse-battery"  # noqa: S105 - of nobody
SENDERS: Final = tuple(f"hr{at:02}" for at in range(1, 51))
"""They send sheets at once."""

ROWS: Final = 5
"""Of each import; each has been ordered and read back."""

NUMBERS: Final = 100_000
PIECE: Final = 5_000


def used_house(home: Path, imports: int, numbers: int) -> House:
    """With one import that is planned, and so many that are done; `numbers` free ones beside those of the sample."""
    house = open_house(Settings(home=home, lang=Lang.EN, user=USER))
    load_account(rehearsal_database(house.settings), (SAMPLES / "account.toml").read_text("utf-8"))
    import_story(house, receive_upload(house, open_upload(SAMPLES / "new-staff.xlsx"), USER, Lang.EN))
    with reading(house.ledger) as conn:
        (pattern,) = list_imports(conn)
    with writing(house.ledger) as conn:
        hashed = hash_password(PASSWORD)
        for login, roles in {USER: Role, **dict.fromkeys(SENDERS, (Role.UPLOADER,))}.items():
            add_person(conn, Person(login, hashed, frozenset(roles), house.clock()))
        for first in range(0, imports, PIECE):
            _add_imports(conn, pattern, range(first, min(first + PIECE, imports)))
        for first in range(0, numbers, PIECE):
            conn.execute(insert(number), [_number(at) for at in range(first, min(first + PIECE, numbers))])
    return house


def _add_imports(conn: Connection, pattern: ImportRecord, which: range) -> None:
    conn.execute(insert(import_), [_import(pattern, at) for at in which])
    conn.execute(insert(product_order), [_order(pattern, at) for at in which])
    conn.execute(insert(order_item), [one for at in which for one in _items(at)])
    conn.execute(insert(message), [_message(pattern, at) for at in which])
    conn.execute(insert(audit), [one for at in which for one in _entries(pattern, at)])


def _id(at: int) -> str:
    return f"imp-2025-{at // 840 + 1:02}-{at % 28 + 1:02}-{at:04}"


def _import(pattern: ImportRecord, at: int) -> dict[str, Any]:
    came = pattern.received_at - timedelta(hours=at)
    told = replace(pattern, id=_id(at), state=ImportState.DONE, received_at=came, finished_at=came, held_until=None)
    return asdict(told)


def _order(pattern: ImportRecord, at: int) -> dict[str, Any]:
    moments = dict.fromkeys(("sent_at", "answered_at", "finished_at"), pattern.received_at)
    place = {"reference": f"{_id(at)}/b01", "import_id": _id(at), "batch": 1, "trunk": "KOELN-1", "size": ROWS}
    return {**place, **moments, "state": OrderState.COMPLETED, "carrier_id": f"order-{at}"}


def _items(at: int) -> Iterator[dict[str, Any]]:
    """People who have left by now: what they claimed is free again."""
    for row in range(2, 2 + ROWS):
        yield {
            "order_reference": f"{_id(at)}/b01",
            "row": row,
            "action": "add",
            "given_name": "Kim",
            "family_name": f"Groß{at}",
            "email": f"kim.gross.{at}.{row}@example.org",
            "username": f"kim.gross.{at}.{row}",
            "trunk": "KOELN-1",
            "number": "+492214710999",
            "package": "none",
            "state": OrderState.COMPLETED,
            "workplace_id": f"wp-{at}-{row}",
            "read_back": "equal",
        }


def _message(pattern: ImportRecord, at: int) -> dict[str, Any]:
    about = {"name": f"{_id(at)}-welcome", "import_id": _id(at), "kind": "welcome", "channel": "email"}
    to = {"recipient": f"kim.gross.{at}@example.org", "recipient_name": "Kim Groß"}
    return {**about, **to, "state": "sent", "attempts": 1, "queued_at": pattern.received_at}


def _entries(pattern: ImportRecord, at: int) -> Iterator[dict[str, Any]]:
    for what in ("received", "planned", "approved", "submitting", "done"):
        yield {"at": pattern.received_at, "who": USER, "what": what, "import_id": _id(at), "details": {"items": ROWS}}


def _number(at: int) -> dict[str, Any]:
    return {"e164": f"+493023125{at:06}", "trunk": "BERLIN-1", "state": "free", "source": "entered"}
