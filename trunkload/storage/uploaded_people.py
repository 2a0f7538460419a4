"""Knows how the people of an upload are kept as digests, and which earlier uploads there are to compare with."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from trunkload.storage.frames import Ask, rows_of
from trunkload.validation.comparing.digests import WAYS
from trunkload.validation.comparing.people import People

if TYPE_CHECKING:  # `check` reads them without SQLAlchemy
    from sqlalchemy import Connection

UPLOADS: Final = """
SELECT uploaded_people.import_id, import.uploaded_by
FROM uploaded_people JOIN import ON import.id = uploaded_people.import_id
ORDER BY import.received_at DESC, import.id DESC
"""
DIGESTS: Final = "SELECT digests FROM uploaded_people WHERE import_id = :import_id"
ROW: Final = np.dtype([("row", "<i4"), ("to_fix", "?"), *((way, "<u8") for way in WAYS)])


@dataclass(frozen=True, slots=True)
class Uploaded:
    """An earlier upload and its people."""

    import_id: str
    people: People


@dataclass(frozen=True, slots=True)
class Uploads:
    """All whose people are kept, or those that one user sent (`of`), the last received first; `digests` answers those
    of one import, packed."""

    ask: Ask
    digests: Callable[[str], bytes]
    of: str | None = None

    def __iter__(self) -> Iterator[Uploaded]:
        for import_id, user in [row for piece in self.ask(UPLOADS).pieces for row in piece]:
            if self.of not in {None, user}:
                continue
            yield Uploaded(str(import_id), unpacked(self.digests(str(import_id))))


def read_uploads(conn: "Connection", of: str | None = None) -> Uploads:
    """Read as it is gone through, within the connection's one state; `of`: the user who sent them, None for all."""
    from sqlalchemy import text  # noqa: PLC0415 - as above

    def digests(import_id: str) -> bytes:
        return bytes(conn.execute(text(DIGESTS), {"import_id": import_id}).scalar_one())

    return Uploads(lambda query: rows_of(conn.exec_driver_sql(query)), digests, of)


def keep_people(conn: "Connection", import_id: str, people: People) -> None:
    """They take the place of what was kept of this import; no name, number or address is in it."""
    from sqlalchemy import insert  # noqa: PLC0415 - as above

    from trunkload.storage.order_tables import uploaded_people  # noqa: PLC0415 - as above

    forget_people(conn, import_id)
    kept = {"import_id": import_id, "people": len(people), "digests": packed(people)}
    conn.execute(insert(uploaded_people).values(kept))


def forget_people(conn: "Connection", import_id: str) -> None:
    """No later upload is compared with this one any more."""
    from sqlalchemy import delete  # noqa: PLC0415 - as above

    from trunkload.storage.order_tables import uploaded_people  # noqa: PLC0415 - as above

    conn.execute(delete(uploaded_people).where(uploaded_people.c.import_id == import_id))


def packed(people: People) -> bytes:
    """One ROW after the other."""
    rows = np.empty(len(people), dtype=ROW)
    rows["row"], rows["to_fix"] = people.rows, people.to_fix
    for way in WAYS:
        rows[way] = people.digests[way]
    return rows.tobytes()


def unpacked(kept: bytes) -> People:
    rows = np.frombuffer(kept, dtype=ROW)
    return People(rows["row"], rows["to_fix"], {way: rows[way] for way in WAYS})
