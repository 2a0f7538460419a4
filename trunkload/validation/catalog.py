"""Knows how grave each finding is and which rule it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass

from trunkload.validation.codes import Code
from trunkload.validation.findings import Severity
from trunkload.validation.rules import Rules


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """`rule`: the domain's rule IDs, or the section where there is none."""

    severity: Severity
    rule: str


def _entries(severity: Severity, rules: dict[Code, str]) -> dict[Code, CatalogEntry]:
    return {code: CatalogEntry(severity, rule) for code, rule in rules.items()}


CATALOG: dict[Code, CatalogEntry] = {
    **_entries(
        Severity.BLOCKED,
        {
            Code.MISSING: "S-02, S-10",
            Code.CONTROL_CHARACTERS: "section 7",
            Code.CHOICE_UNKNOWN: "section 7",
            Code.PACKAGE_AMBIGUOUS: "S-20, R-21",
            Code.DATE_FORM: "section 7",
            Code.ACTIVATION_PAST: "section 7",
            Code.POSTAL_CODE_FORM: "section 7",
            Code.POSTAL_CODE_ZERO_LOST: "section 7",
            Code.NO_RESULT: "section 7",
            Code.ERROR_VALUE: "section 7",
            Code.TRUTH_VALUE: "section 7",
            Code.MERGED_ACROSS: "section 7",
            Code.DIGITS_LOST: "section 2.4",
            Code.LETTERS_IN_DIGITS: "section 2.4",
            Code.FIXED_BLANK_INSIDE: "section 7",
            Code.MOJIBAKE: "section 7",
            Code.CHARACTERS_LOST: "section 7",
            Code.HOUSE_NUMBER_DATE: "section 7",
            Code.DATE_STANDS_HERE: "section 7",
            Code.DATE_SERIAL: "section 7",
            Code.DATE_SWAPPED: "section 7",
            Code.USERNAME_TOO_SHORT: "S-04",
            Code.USERNAME_CHARACTERS: "S-05",
            Code.USERNAME_SPECIALS: "S-06",
            Code.USERNAME_ENDS: "S-07",
            Code.USERNAME_TOO_LONG: "section 1.3",
            Code.USERNAME_NO_DIGIT: "section 1.3",
            Code.USERNAME_NOT_DERIVABLE: "section 7",
            Code.USERNAME_TAKEN: "section 1.3",
            Code.EMAIL_FORM: "S-03, S-10",
            Code.EMAIL_TWO_ADDRESSES: "S-03, S-10",
            Code.EMAIL_DOMAIN: "section 7",
            Code.AUTH_EMAIL_DIFFERS: "S-11",
            Code.PHONE_CHARACTERS: "section 2.4",
            Code.PHONE_DIGITS_LOST: "section 2.4",
            Code.PHONE_TWO_NUMBERS: "section 2.4",
            Code.PHONE_TOO_LONG: "S-14, S-15, N-04",
            Code.PHONE_TOO_SHORT: "S-16",
            Code.PHONE_NO_PREFIX: "section 2.4",
            Code.PHONE_SPECIAL: "N-09",
            Code.MOBILE_NOT_MOBILE: "S-12",
            Code.DELIVERY_UNCLEAR: "S-12",
            Code.DELIVERY_CONTRADICTORY: "S-12",
            Code.INTERNAL_FORM: "R-04",
            Code.INTERNAL_SPECIAL_FUNCTION: "S-17",
            Code.INTERNAL_DIRECTORY: "S-18",
            Code.INTERNAL_EMERGENCY: "S-19",
            Code.INTERNAL_TAKEN: "R-04",
            Code.PERSON_TWICE: "section 7",
            Code.EMPLOYEE_ID_TWICE: "section 7",
            Code.USERNAME_TWICE: "section 1.3",
            Code.NUMBER_TWICE: "S-13",
            Code.INTERNAL_TWICE: "R-04",
            Code.TRUNK_MISSING: "S-01",
            Code.TRUNK_UNKNOWN: "S-01",
            Code.SITE_UNKNOWN: "R-10",
            Code.SITE_NOT_ON_TRUNK: "R-10, R-13",
            Code.BLOCK_UNKNOWN: "section 7",
            Code.BLOCK_OF_OTHER_SITE: "R-08, R-10",
            Code.BLOCK_ON_OTHER_TRUNK: "R-01, R-08",
            Code.NUMBER_UNKNOWN: "R-01, S-16",
            Code.NUMBER_IS_BASE: "N-05",
            Code.NUMBER_IS_SWITCHBOARD: "N-06",
            Code.NUMBER_OF_OTHER_SITE: "R-10",
            Code.NUMBER_ON_OTHER_TRUNK: "R-01",
            Code.NUMBER_OUTSIDE_BLOCK: "section 7",
            Code.NUMBER_ASSIGNED: "S-13",
            Code.NUMBER_HELD: "S-13",
            Code.NUMBER_RESTING: "S-13",
            Code.NUMBER_BLOCKED: "R-06",
            Code.NUMBER_FUNCTION: "R-07",
            Code.NUMBER_FUTURE: "R-07",
            Code.EXTENSION_FORM: "section 7",
            Code.EXTENSION_UNKNOWN: "section 7",
            Code.EXTENSION_AMBIGUOUS: "section 7",
            Code.EXTENSION_CONTRADICTS_NUMBER: "section 7",
            Code.PERSON_PLANNED_DIFFERENTLY: "promise 5",
            Code.PERSON_HAS_WORKPLACE: "promise 5",
            Code.PERSON_UNKNOWN: "section 7",
            Code.PERSON_CONTRADICTORY: "section 7",
            Code.PERSON_DIFFERS: "section 7",
            Code.USERNAME_STAYS: "section 1.3",
            Code.WORKPLACE_CANNOT_MOVE: "R-10, R-13",
            Code.DELETE_TOO_EARLY: "R-11, S-22",
            Code.DOWNGRADE_TOO_EARLY: "S-22",
            Code.RECORD_INCOMPLETE: "section 7",
            Code.NO_FREE_NUMBER: "N-10",
            Code.NO_FREE_NUMBER_IN_BLOCK: "N-10",
            Code.WORKPLACES_EXHAUSTED: "R-14",
            Code.PACKAGE_EXHAUSTED: "R-14",
            Code.HELD_BACK: "policy",
        },
    ),
    **_entries(
        Severity.WARNING,
        {
            Code.NAME_HAS_DIGITS: "section 7",
            Code.ENTRY_DATE_FORM: "section 7",
            Code.ACTIVATION_AFTER_ENTRY: "section 7",
            Code.ERROR_VALUE_ASIDE: "section 7",
            Code.TRUTH_VALUE_ASIDE: "section 7",
            Code.MERGED: "section 7",
            Code.DECIMAL_ZERO: "section 2.4",
            Code.APOSTROPHE_LEFT: "section 2.4",
            Code.TEXT_FORMULA: "section 2.4",
            Code.INVISIBLE_CHARACTERS: "section 7",
            Code.FIXED_BLANK: "section 7",
            Code.MOJIBAKE_ASIDE: "section 7",
            Code.CHARACTERS_LOST_ASIDE: "section 7",
            Code.ENTRY_DATE_SERIAL: "section 7",
            Code.ENTRY_DATE_SWAPPED: "section 7",
            Code.DATES_FOUR_YEARS_OFF: "section 7",
            Code.USERNAME_LOWERED: "S-05",
            Code.USERNAME_DIGITS_ONLY: "section 1.3",
            Code.EMAIL_SHARED: "section 7",
            Code.AUTH_EMAIL_REPEATED: "section 1.4",
            Code.PHONE_PREFIX_GUESSED: "section 2.4",
            Code.PHONE_NOTATION: "section 2.4",
            Code.PHONE_NUMBER_CELL: "section 2.4",
            Code.MOBILE_FOREIGN: "section 1.4",
            Code.DELIVERY_BY_EMAIL: "S-12",
            Code.ADDRESS_INCOMPLETE: "S-02",
            Code.ADDRESS_NOT_USED: "S-02",
            Code.INTERNAL_DIRECTORY_SIX: "S-18",
            Code.INTERNAL_LEADING_ZERO: "N-08",
            Code.INTERNAL_PREFIX: "N-08",
            Code.INTERNAL_PREFIX_KNOWN: "N-08",
            Code.NUMBER_BEHIND_SHORTER: "N-07",
            Code.DEFAULT_SITE_UNKNOWN: "S-01",
            Code.CHANGE_INFERRED: "section 7",
            Code.EMAIL_AT_WORK: "section 7, promise 5",
            Code.NAME_AT_WORK: "section 7, promise 5",
            Code.WORKPLACE_ENDS: "R-11",
            Code.TERM_UNKNOWN: "R-11, S-22",
        },
    ),
    **_entries(
        Severity.NOTE,
        {
            Code.SUGGESTION_ACCEPTED: "section 7",
            Code.USERNAME_PROPOSED: "section 7",
            Code.ACCOUNT_UNKNOWN: "promise 2",
            Code.PERSON_PLANNED: "promise 5",
            Code.DEFAULT_SITE_TAKEN: "S-01",
            Code.PERSON_UNCHANGED: "section 7",
            Code.CHANGED: "section 7",
            Code.CLIENTS_RESTART: "S-21",
        },
    ),
}


def severities(rules: Rules) -> Mapping[Code, Severity]:
    """How grave each finding is where a company made these choices."""
    chosen = dict.fromkeys(rules.block, Severity.BLOCKED) | dict.fromkeys(rules.warn, Severity.WARNING)
    return {code: chosen.get(code.value, entry.severity) for code, entry in CATALOG.items()}


DEFAULT_SEVERITIES: Mapping[Code, Severity] = {code: entry.severity for code, entry in CATALOG.items()}
