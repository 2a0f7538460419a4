"""Knows in which ways a row of the staff sheet is bad: each breaks one rule or two, and each rule is broken by some."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

TRIO: Final = 3
"""Rows differ in threes: the first has a mobile and a wish number, the second an internal number, the third neither."""

WITH_NUMBERS, WITH_INTERNAL, PLAIN = range(TRIO)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Spoil:
    """Cells that a row of this `kind` gets instead of its own, and fields that it takes from the row a trio before.

    In a cell `{place}` is the row's place, `{short}` four letters of its own, any field's name what stood there.
    """

    kind: int
    cells: Mapping[str, str | None] = field(default_factory=dict)
    takes: tuple[str, ...] = ()

    def cells_of(
        self, row: Mapping[str, str | None], before: Mapping[str, str | None], place: int
    ) -> dict[str, str | None]:
        own = {**row, "place": place, "short": _short(place // TRIO), "two": f"{place % 100:02d}"}
        own["three"], own["four"] = f"{place % 1000:03d}", f"{place % 10_000:04d}"
        spoilt = {name: None if cell is None else cell.format_map(own) for name, cell in self.cells.items()}
        return {**spoilt, **{name: before[name] for name in self.takes}}


def _short(number: int) -> str:
    """Four letters; no two of the first 456,976 numbers have the same."""
    return "".join(_LETTERS[number // 26**power % 26] for power in range(4))


def _both_emails(typed: str | None) -> dict[str, str | None]:
    return {"auth_email": typed, "auth_email_confirm": typed}


SPOILS: Final = (
    Spoil(PLAIN, {"first_name": None}),
    Spoil(PLAIN, {"last_name": None}),
    Spoil(PLAIN, _both_emails(None)),
    Spoil(PLAIN, {"first_name": "Jana2"}),
    Spoil(PLAIN, {"last_name": "Mey3r"}),
    Spoil(PLAIN, _both_emails("{username}.example.org")),
    Spoil(PLAIN, _both_emails("{username}@example")),
    Spoil(PLAIN, {"auth_email_confirm": "x{auth_email}"}),
    Spoil(PLAIN, takes=("auth_email", "auth_email_confirm")),
    Spoil(WITH_NUMBERS, {"mobile": "0152 2881738?"}),
    Spoil(WITH_NUMBERS, {"mobile": "0152 2881738612345"}),
    Spoil(WITH_NUMBERS, {"mobile": "152 28817386"}),
    Spoil(WITH_NUMBERS, {"mobile": "0221 4710123"}),
    Spoil(WITH_NUMBERS, {"phone_number": "{phone_number}*"}),
    Spoil(WITH_NUMBERS, {"phone_number": "{phone_number}0"}),
    Spoil(WITH_NUMBERS, takes=("phone_number",)),
    Spoil(WITH_NUMBERS, {"auth_without_mobile": "ja"}),
    Spoil(WITH_NUMBERS, {"auth_without_mobile": "vielleicht"}),
    Spoil(PLAIN, {"auth_without_mobile": "nein"}),
    Spoil(PLAIN, {"auth_without_mobile": None}),
    Spoil(PLAIN, {"username": "{short}"}),
    Spoil(PLAIN, {"username": "müller{place}"}),
    Spoil(PLAIN, {"username": "jana..weber{place}"}),
    Spoil(PLAIN, {"username": "{short}_"}),
    Spoil(PLAIN, {"username": "_.{short}"}),
    Spoil(PLAIN, takes=("username",)),
    Spoil(PLAIN, {"postal_code": "5066"}),
    Spoil(PLAIN, {"postal_code": "D-50667"}),
    Spoil(PLAIN, {"conference_package": "Gold", "postal_code": "1067"}),
    Spoil(WITH_INTERNAL, {"internal_number": "9{place:07d}"}),
    Spoil(WITH_INTERNAL, {"internal_number": "77{four}"}),
    Spoil(WITH_INTERNAL, {"internal_number": "78{four}"}),
    Spoil(WITH_INTERNAL, {"internal_number": "118{two}"}),
    Spoil(WITH_INTERNAL, {"internal_number": "110{three}"}),
    Spoil(WITH_INTERNAL, {"internal_number": "112{three}"}),
    Spoil(WITH_INTERNAL, takes=("internal_number",)),
    Spoil(PLAIN, {"activation_date": "31.02.2027"}),
    Spoil(PLAIN, {"start_date": "2027-02-30"}),
    Spoil(PLAIN, {"activation_date": "02.10.2026"}),
    Spoil(PLAIN, {"activation_date": "31.12.2027"}),
    Spoil(PLAIN, takes=("employee_id",)),
    Spoil(PLAIN, takes=("first_name", "last_name", "auth_email", "auth_email_confirm")),
)
