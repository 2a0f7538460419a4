"""Makes a ledger with many free numbers, on SQLite or PostgreSQL, and the people who ask for some of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
from sqlalchemy import Connection, Engine, text

from tests.integration.postgresql import NoPostgresql, running_postgresql
from trunkload.inventory.account import NUMBER_COLUMNS, WORKPLACE_COLUMNS, Account, NumberBlock, PriceList, Site, Trunk
from trunkload.inventory.account import text_frame as table
from trunkload.storage.accounts import save_account
from trunkload.storage.database import open_database, writing
from trunkload.storage.upgrade import upgrade_database

TEXT = pd.StringDtype("pyarrow")
TRUNK = "KOELN-1"
BASE = "+491199"
"""No area of the number plan begins with 11, so these are nobody's numbers, however many."""

MANY = {
    "sqlite": "WITH RECURSIVE line(at) AS (SELECT 0 UNION ALL SELECT at + 1 FROM line WHERE at + 1 < :numbers)",
    "postgresql": "WITH line(at) AS (SELECT generate_series(0, :numbers - 1))",
}
EXTENSION = {"sqlite": "printf('%06d', at)", "postgresql": "lpad(CAST(at AS TEXT), 6, '0')"}


def account_without_numbers(numbers: int) -> Account:
    """One trunk with one block of six-digit extensions."""
    site = Site("Köln", "Musterstraße", "1", "50667", "Köln")
    block = NumberBlock("koeln-1199", TRUNK, BASE, "000000", f"{numbers - 1:06}")
    return Account(
        customer_id="muster-gmbh",
        customer="Muster GmbH",
        taken_at=datetime.now(UTC),
        sites=(site,),
        trunks=(Trunk(TRUNK, (), site.name),),
        blocks=(block,),
        contingents=(),
        price_list=PriceList("EUR", ()),
        numbers=table([], index="number", columns=NUMBER_COLUMNS),
        workplaces=table([], index="id", columns=WORKPLACE_COLUMNS),
    )


def fill_ledger(conn: Connection, numbers: int) -> None:
    """All of them free."""
    dialect = conn.dialect.name
    extension = EXTENSION[dialect]
    conn.execute(
        text(
            "INSERT INTO number (e164, trunk, block, extension, state) "  # noqa: S608 - our own words
            f"{MANY[dialect]} SELECT '{BASE}' || {extension}, '{TRUNK}', 'koeln-1199', {extension}, 'free' FROM line"
        ),
        {"numbers": numbers},
    )


def people(rows: int) -> pd.DataFrame:
    """`rows` people who ask for any number, in the shape that `allocate_numbers` wants."""
    index = pd.Index(range(2, rows + 2), dtype="int64", name="row")
    wanted = pd.DataFrame({"trunk": TRUNK}, index=index).reindex(columns=["trunk", "wish", "internal_number", "block"])
    return wanted.astype(TEXT)


@contextmanager
def ledgers(folder: Path, numbers: int) -> Iterator[dict[str, Engine | str]]:
    """By name of the database: its ledger, or why there is none."""
    made: dict[str, Engine | str] = {"SQLite": new_ledger(f"sqlite:///{folder / 'ledger.db'}", numbers)}
    try:
        with running_postgresql() as url:
            yield made | {"PostgreSQL": new_ledger(url, numbers)}
    except NoPostgresql as reason:
        yield made | {"PostgreSQL": str(reason)}


def new_ledger(url: str, numbers: int) -> Engine:
    engine = open_database(url)
    upgrade_database(engine)
    with writing(engine) as conn:
        save_account(conn, account_without_numbers(numbers))
        fill_ledger(conn, numbers)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        conn.exec_driver_sql("ANALYZE")
    return engine
