"""Knows the cells that people changed after a sheet was sent: all of them, in the order in which they did."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, fields

from sqlalchemy import Connection, delete, insert, select

from trunkload.storage.correction_table import correction
from trunkload.validation.correction import Correction


@dataclass(frozen=True, slots=True)
class Corrections:
    """The history of an import's cells."""

    made: tuple[Correction, ...] = ()

    @property
    def seen(self) -> int:
        """How many there are: whoever saw fewer has not seen the last ones."""
        return len(self.made)


def keep_corrections(conn: Connection, import_id: str, made: Collection[Correction]) -> None:
    if made:
        conn.execute(insert(correction), [{"import_id": import_id, **asdict(one)} for one in made])


def read_corrections(conn: Connection, import_id: str) -> Corrections:
    columns = [correction.c[one.name] for one in fields(Correction)]
    query = select(*columns).where(correction.c.import_id == import_id).order_by(correction.c.id)
    return Corrections(tuple(Correction(**row) for row in conn.execute(query).mappings()))


def forget_corrections(conn: Connection, import_id: str) -> int:
    """How many there were."""
    return conn.execute(delete(correction).where(correction.c.import_id == import_id)).rowcount
