"""Knows the order in which a row is judged, and of which kind each finding is."""

from collections.abc import Mapping
from enum import IntEnum

from trunkload.intake.fields import Field
from trunkload.validation.codes import Code


class Kind(IntEnum):
    """From what a cell says by itself to what the contract holds; a later kind means nothing of a cell that is refused
    by itself. Sheet and account do not silence each other: who mends one would only meet the other.
    """

    CELL = 1
    ROW = 2
    SHEET = 3
    ACCOUNT = 4
    CAPACITY = 5
    """Only rows that no earlier kind blocks ask for numbers, workplaces and packages."""


_LATER: dict[Kind, tuple[Code, ...]] = {
    Kind.ROW: (
        Code.ACTIVATION_AFTER_ENTRY,
        Code.ADDRESS_INCOMPLETE,
        Code.ADDRESS_NOT_USED,
        Code.AUTH_EMAIL_DIFFERS,
        Code.BLOCK_OF_OTHER_SITE,
        Code.DELIVERY_BY_EMAIL,
        Code.DELIVERY_CONTRADICTORY,
        Code.DELIVERY_UNCLEAR,
        Code.EXTENSION_CONTRADICTS_NUMBER,
        Code.NUMBER_OF_OTHER_SITE,
        Code.SITE_NOT_ON_TRUNK,
        Code.USERNAME_NOT_DERIVABLE,
        Code.USERNAME_PROPOSED,
    ),
    Kind.SHEET: (
        Code.AUTH_EMAIL_REPEATED,
        Code.EMPLOYEE_ID_TWICE,
        Code.INTERNAL_PREFIX,
        Code.INTERNAL_TWICE,
        Code.NUMBER_TWICE,
        Code.PERSON_TWICE,
        Code.USERNAME_TWICE,
    ),
    Kind.ACCOUNT: (
        Code.ACCOUNT_UNKNOWN,
        Code.BLOCK_ON_OTHER_TRUNK,
        Code.BLOCK_UNKNOWN,
        Code.CHANGED,
        Code.CHANGE_INFERRED,
        Code.CLIENTS_RESTART,
        Code.DEFAULT_SITE_TAKEN,
        Code.DEFAULT_SITE_UNKNOWN,
        Code.DELETE_TOO_EARLY,
        Code.DOWNGRADE_TOO_EARLY,
        Code.EXTENSION_AMBIGUOUS,
        Code.EXTENSION_UNKNOWN,
        Code.INTERNAL_PREFIX_KNOWN,
        Code.INTERNAL_TAKEN,
        Code.NUMBER_ASSIGNED,
        Code.NUMBER_BEHIND_SHORTER,
        Code.NUMBER_BLOCKED,
        Code.NUMBER_FUNCTION,
        Code.NUMBER_FUTURE,
        Code.NUMBER_HELD,
        Code.NUMBER_IS_BASE,
        Code.NUMBER_IS_SWITCHBOARD,
        Code.NUMBER_ON_OTHER_TRUNK,
        Code.NUMBER_OUTSIDE_BLOCK,
        Code.NUMBER_RESTING,
        Code.NUMBER_UNKNOWN,
        Code.PERSON_CONTRADICTORY,
        Code.PERSON_DIFFERS,
        Code.PERSON_HAS_WORKPLACE,
        Code.EMAIL_AT_WORK,
        Code.NAME_AT_WORK,
        Code.PERSON_PLANNED,
        Code.PERSON_PLANNED_DIFFERENTLY,
        Code.PERSON_UNCHANGED,
        Code.PERSON_UNKNOWN,
        Code.RECORD_INCOMPLETE,
        Code.SITE_UNKNOWN,
        Code.TERM_UNKNOWN,
        Code.TRUNK_MISSING,
        Code.TRUNK_UNKNOWN,
        Code.USERNAME_STAYS,
        Code.USERNAME_TAKEN,
        Code.WORKPLACE_CANNOT_MOVE,
        Code.WORKPLACE_ENDS,
    ),
    Kind.CAPACITY: (
        Code.HELD_BACK,
        Code.NO_FREE_NUMBER,
        Code.NO_FREE_NUMBER_IN_BLOCK,
        Code.PACKAGE_EXHAUSTED,
        Code.WORKPLACES_EXHAUSTED,
    ),
}

KINDS: Mapping[Code, Kind] = {
    **dict.fromkeys(Code, Kind.CELL),
    **{code: kind for kind, codes in _LATER.items() for code in codes},
}
"""What a person can see in the cell alone is of the first kind."""

STANDS_BESIDE = frozenset({Code.DELIVERY_CONTRADICTORY})
"""Holds whatever its cell says: a mobile number is given, right or wrong, and "without" is ticked (S-12)."""

LOOKS_AT: Mapping[Code, tuple[Field, ...]] = {
    Code.ACTIVATION_AFTER_ENTRY: (Field.START_DATE,),
    Code.ADDRESS_NOT_USED: (Field.STREET,),
    Code.AUTH_EMAIL_DIFFERS: (Field.AUTH_EMAIL, Field.EMAIL),
    Code.EXTENSION_CONTRADICTS_NUMBER: (Field.PHONE_NUMBER,),
}
"""Other cells beside its own that must be right for the finding to mean anything."""
