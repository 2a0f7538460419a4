"""Knows how a sheet says what takes a row back: an end, a change to what was before, a new workplace like the old."""

from collections.abc import Iterable, Mapping

from trunkload.intake.fields import Field
from trunkload.inventory.account import Package
from trunkload.inventory.workplace_record import Changed, Record
from trunkload.validation.actions.action import Action

FIELDS: Mapping[str, Field] = {
    "given_name": Field.FIRST_NAME,
    "family_name": Field.LAST_NAME,
    "email": Field.AUTH_EMAIL,
    "mobile": Field.MOBILE,
    "trunk": Field.TRUNK,
    "number": Field.PHONE_NUMBER,
    "internal_number": Field.INTERNAL_NUMBER,
    "package": Field.CONFERENCE_PACKAGE,
    "street": Field.STREET,
    "house_number": Field.HOUSE_NUMBER,
    "postal_code": Field.POSTAL_CODE,
    "city": Field.CITY,
    "country": Field.COUNTRY,
}

CAN_BE_EMPTIED = ("mobile", "package")
"""What a sheet can take away; every other empty cell leaves a value as it is."""

YES = "yes"


def cells_of_removal(record: Record) -> dict[Field, str]:
    """The workplace ends."""
    return {Field.ACTION: Action.DELETE.value, **_who(record)}


def cells_of_record(record: Record, changes: Iterable[Changed]) -> dict[Field, str]:
    """The workplace of `record` gets what `changes` say is to be now."""
    cells = dict(_cell(one.name, one.now) for one in changes)
    return {Field.ACTION: Action.MODIFY.value, **_who(record), **cells}


def cells_of_new(record: Record) -> dict[Field, str]:
    """A new workplace with everything that `record` has."""
    told = {name: record[name] for name in FIELDS if record[name] or name in CAN_BE_EMPTIED}
    cells = dict(_cell(name, value) for name, value in told.items())
    return {Field.ACTION: Action.ADD.value, Field.USERNAME: record["username"] or "", **cells}


def cells_that_empty(changes: Iterable[Changed]) -> tuple[Changed, ...]:
    """The changes that no cell can say."""
    return tuple(one for one in changes if not one.now and one.name not in CAN_BE_EMPTIED)


def _who(record: Record) -> dict[Field, str]:
    username = record["username"]
    return {Field.USERNAME: username} if username else {Field.PHONE_NUMBER: record["number"] or ""}


def _cell(name: str, value: str | None) -> tuple[Field, str]:
    if name == "mobile" and not value:
        return Field.AUTH_WITHOUT_MOBILE, YES
    return FIELDS[name], value or Package.NONE.value
