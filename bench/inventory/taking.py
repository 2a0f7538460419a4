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
        given = self._given()
        with writing(self.engine) as conn:
            lost = hold_numbers(conn, given, Hold(IMPORT, self.until, "hr"))
        return len(given) - len(lost)

    def one_statement(self) -> int:
        """What SQL alone can do: no reasons, no history, no rule but "free" and "lowest"."""
        rows, until = len(self.wanted), self.until.isoformat()
        told = {"import_id": IMPORT, "until": until, "trunk": TRUNK, "rows": rows}
        with writing(self.engine) as conn:
            return conn.execute(TAKE, told).rowcount

    def row_by_row(self) -> int:
        """Chosen as ours; each row then takes its number for itself: its turn, its statement, its line of history."""
        return sum(map(self._hold_one, self._given()))

    def row_by_row_at_once(self) -> int:
        """Chosen as ours; one statement for each row, all in one transaction, and no history."""
        told = [{"e164": one, "import_id": IMPORT, "until": self.until.isoformat()} for one in self._given()]
        with writing(self.engine) as conn:
            return sum(conn.execute(TAKE_ONE, one).rowcount for one in told)

    def _given(self) -> list[str]:
        return list(allocate_numbers(self.wanted, self.account).given["number"])

    def _hold_one(self, number: str) -> int:
        with writing(self.engine) as conn:
            return 1 - len(hold_numbers(conn, [number], Hold(IMPORT, self.until, "hr")))

    def give_back(self) -> None:
        with writing(self.engine) as conn:
            conn.execute(GIVE_BACK)
