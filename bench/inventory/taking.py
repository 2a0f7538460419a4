"""Knows the ways to take numbers that are compared: ours, one bare statement, and one statement per row."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pandas as pd
from sqlalchemy import Engine, text

from bench.inventory.ledger import TRUNK
from trunkload.inventory.account import Account
from trunkload.inventory.allocation import allocate_numbers
from trunkload.storage.database import writing
from trunkload.storage.holding import Hold, hold_numbers

IMPORT = "imp-2026-11-23-0001"

TAKE = text(
    """
UPDATE number SET state = 'held', import_id = :import_id, held_until = :until WHERE e164 IN (
    SELECT e164 FROM number WHERE state = 'free' AND trunk = :trunk ORDER BY e164 LIMIT :rows
)
"""
)
"""The lowest free numbers of a trunk, as many as are asked for."""

TAKE_ONE = text(
    """
UPDATE number SET state = 'held', import_id = :import_id, held_until = :until WHERE e164 = :e164 AND state = 'free'
"""
)

GIVE_BACK = text("UPDATE number SET state = 'free', import_id = NULL, held_until = NULL WHERE state = 'held'")


@dataclass(frozen=True, slots=True)
class Taking:
    """`rows` people take numbers of one ledger; `account` is what was read of it before."""

    engine: Engine
    account: Account
    wanted: pd.DataFrame
    until: datetime = datetime.now(UTC) + timedelta(days=7)

    def ours(self) -> int:
        """Allocated and held, every change noted in the history."""
        given = allocate_numbers(self.wanted, self.account).given["number"].tolist()
        with writing(self.engine) as conn:
            lost = hold_numbers(conn, given, Hold(IMPORT, self.until, "hr"))
        return len(given) - len(lost)

    def one_statement(self) -> int:
        """What SQL alone can do: no reasons, no history, no rule but "free" and "lowest"."""
        with writing(self.engine) as conn:
            return conn.execute(TAKE, self._told(len(self.wanted))).rowcount

    def one_statement_per_row(self) -> int:
        """The same statement for each person."""
        told = self._told(1)
        with writing(self.engine) as conn:
            return sum(conn.execute(TAKE, told).rowcount for _ in range(len(self.wanted)))

    def one_statement_per_number(self) -> int:
        """Numbers are chosen as ours, and then held one by one."""
        given = allocate_numbers(self.wanted, self.account).given["number"].tolist()
        told = [{"e164": one, **self._told(1)} for one in given]
        with writing(self.engine) as conn:
            return sum(conn.execute(TAKE_ONE, one).rowcount for one in told)

    def give_back(self) -> None:
        with writing(self.engine) as conn:
            conn.execute(GIVE_BACK)

    def _told(self, rows: int) -> dict[str, str | int]:
        return {"import_id": IMPORT, "until": self.until.isoformat(), "trunk": TRUNK, "rows": rows}
