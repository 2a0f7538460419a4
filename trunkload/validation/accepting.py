"""Knows how suggestions of one kind are taken at once: the cells change before the sheet is judged again."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from trunkload.intake.sheet import Sheet
from trunkload.validation.codes import Code
from trunkload.validation.findings import Findings, Scope
from trunkload.validation.telling import Teller
from trunkload.validation.told import Told

ROUNDS = 3
"""A suggestion that was taken may bring up another one; more than this many in a row are left to the person."""

ACCEPTABLE = frozenset(
    {
        Code.APOSTROPHE_LEFT,
        Code.BLOCK_UNKNOWN,
        Code.CHOICE_UNKNOWN,
        Code.DATE_FORM,
        Code.DATE_SERIAL,
        Code.DATE_SWAPPED,
        Code.DECIMAL_ZERO,
        Code.EMAIL_TWO_ADDRESSES,
        Code.ENTRY_DATE_FORM,
        Code.ENTRY_DATE_SERIAL,
        Code.ENTRY_DATE_SWAPPED,
        Code.EXTENSION_UNKNOWN,
        Code.FIXED_BLANK,
        Code.FIXED_BLANK_INSIDE,
        Code.HOUSE_NUMBER_DATE,
        Code.INVISIBLE_CHARACTERS,
        Code.LETTERS_IN_DIGITS,
        Code.MOJIBAKE,
        Code.MOJIBAKE_ASIDE,
        Code.PHONE_CHARACTERS,
        Code.PHONE_NOTATION,
        Code.PHONE_NO_PREFIX,
        Code.PHONE_NUMBER_CELL,
        Code.PHONE_PREFIX_GUESSED,
        Code.PHONE_TWO_NUMBERS,
        Code.POSTAL_CODE_ZERO_LOST,
        Code.SITE_UNKNOWN,
        Code.TEXT_FORMULA,
        Code.TRUNK_UNKNOWN,
        Code.USERNAME_LOWERED,
        Code.USERNAME_TAKEN,
    }
)
"""Codes whose findings can have a suggestion for the cell that they are about."""


class NotAcceptableError(ValueError):
    """Names that are no codes with suggestions."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def codes_to_accept(names: Iterable[str]) -> frozenset[Code]:
    """The codes of these names; a name may hold several with commas. Raises NotAcceptableError."""
    single = [one.strip() for name in names for one in name.split(",") if one.strip()]
    known = {code.value: code for code in ACCEPTABLE}
    wrong = tuple(dict.fromkeys(name for name in single if name not in known))
    if wrong:
        raise NotAcceptableError(wrong)
    return frozenset(known[name] for name in single)


@dataclass(frozen=True, slots=True)
class Accepted:
    """`cells`: one row for each cell taken, with columns row, field, code and suggestion, in the order of taking."""

    cells: pd.DataFrame

    @property
    def counts(self) -> Mapping[str, int]:
        """How many cells were taken for each code."""
        single = self.cells.drop_duplicates(["row", "field", "code"])["code"]
        return {str(code): int(count) for code, count in single.value_counts(sort=False).items()}

    def applied_to(self, sheet: Sheet) -> Sheet:
        """The sheet with these cells as suggested; what the file said of them is true of the old ones only."""
        if not len(self.cells):
            return sheet
        staff, rows_of = sheet.staff, dict(tuple(self.cells.groupby("field", sort=False)))
        changed = {}
        for name, cells in rows_of.items():
            column = staff[str(name)].copy()
            last = cells.drop_duplicates("row", keep="last").set_index("row")["suggestion"].astype(column.dtype)
            column.loc[last.index.astype("int64")] = last.to_numpy()
            changed[str(name)] = column
        marks = {
            mark: {
                name: pd.Index(rows).difference(pd.Index(rows_of[name]["row"].astype("int64")))
                if name in rows_of
                else rows
                for name, rows in of_mark.items()
            }
            for mark, of_mark in sheet.marks.items()
        }
        return replace(sheet, staff=staff.assign(**changed), marks=marks)

    def more(self, findings: Findings, accept: Collection[Code]) -> "Accepted":
        """With the cells that `findings` have suggestions for, of the codes that a person accepts."""
        table = findings.table
        wanted = (
            table["code"].isin([code.value for code in accept])
            & table["suggestion"].notna()
            & (table["scope"] == Scope.CELL)
        ).fillna(value=False)
        new = table.loc[wanted.to_numpy(dtype=bool), ["row", "field", "code", "suggestion"]]
        return Accepted(pd.concat([self.cells, new.drop_duplicates(["row", "field"])], ignore_index=True))

    def told(self, teller: Teller) -> list[Told]:
        """A note at each cell: the value as typed, and what was taken instead."""
        parts = []
        for (name, code), cells in self.cells.groupby(["field", "code"], sort=False):
            taken = cells.drop_duplicates("row", keep="last").set_index("row")["suggestion"]
            taken.index = taken.index.astype("int64")
            params: dict[str, pd.Series | str] = {"accepted": taken, "of": str(code)}
            parts.append(teller.tell(Code.SUGGESTION_ACCEPTED, taken.index, str(name), params=params))
        return parts


NONE_ACCEPTED = Accepted(pd.DataFrame(columns=["row", "field", "code", "suggestion"]))
