"""Finds what became of one number, as a person writes it."""

from dataclasses import dataclass

import pyarrow as pa

from trunkload.flows.wiring import House
from trunkload.inventory.number_plan import MAX_INTERNATIONAL_DIGITS
from trunkload.storage.database import reading
from trunkload.storage.number_history import NumberChange, read_history
from trunkload.storage.number_standing import Standing, standing_of
from trunkload.validation.phones import read_phones
from trunkload.validation.texts import STRINGS


@dataclass(frozen=True, slots=True)
class NumberLife:
    """All changes of the number (E.164), the first one first; `now` is None where it is gone from the account."""

    number: str
    changes: tuple[NumberChange, ...]
    now: Standing | None

    @property
    def is_known(self) -> bool:
        return self.now is not None or bool(self.changes)


def life_of(house: House, typed: str) -> NumberLife | None:
    """None where what was typed is no whole number with its area code."""
    number = read_phones(pa.array([typed.strip()], STRINGS), MAX_INTERNATIONAL_DIGITS).e164[0].as_py()
    if number is None:
        return None
    with reading(house.ledger) as conn:
        return NumberLife(str(number), read_history(conn, str(number)), standing_of(conn, str(number)))
