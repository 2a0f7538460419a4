"""Knows, for every code, the cells of a row that is told it, and a sheet with all these rows."""

from collections.abc import Hashable
from functools import cache
from typing import Any

from tests.builders import sample_account, with_blocks, with_contingent, with_numbers, with_workplaces
from tests.unit.validation.builders import Row, another, check, numbered
from trunkload.intake.fields import Field
from trunkload.intake.workbooks.grid import Mark
from trunkload.inventory.account import Account, NumberBlock
from trunkload.validation.check import Checked
from trunkload.validation.codes import Code

KOELN = "+492214710"
PLANNED = (Code.PERSON_PLANNED, Code.PERSON_PLANNED_DIFFERENTLY)

NOBODY = {"first_name": None, "last_name": None, "email": None, "mobile": None, "location": None}
KOCH = {"first_name": "Laura", "last_name": "Koch", "email": "laura.koch@example.org"}
TERMED = {**NOBODY, "first_name": "Old", "last_name": "Hand", "email": "old.hand@example.org"}

CAUSES: tuple[tuple[Code, Row], ...] = (
    (Code.MISSING, {"email": None}),
    (Code.CONTROL_CHARACTERS, {"street": "Dom\tallee"}),
    (Code.NAME_HAS_DIGITS, {"first_name": "Ute 2"}),
    (Code.CHOICE_UNKNOWN, {"conference_package": "Pluss"}),
    (Code.RECORD_INCOMPLETE, {**NOBODY, "username": "newer.two", "action": "ändern", "city": "Bonn"}),
    (Code.PACKAGE_AMBIGUOUS, {"conference_package": "Konferenz"}),
    (Code.DATE_FORM, {"activation_date": "31.02.2027"}),
    (Code.ENTRY_DATE_FORM, {"start_date": "bald"}),
    (Code.ACTIVATION_PAST, {"activation_date": "01.11.2026"}),
    (Code.ACTIVATION_AFTER_ENTRY, {"activation_date": "01.12.2026", "start_date": "30.11.2026"}),
    (Code.ADDRESS_INCOMPLETE, {"street": "Domallee"}),
    (Code.ADDRESS_NOT_USED, {"city": "Bonn"}),
    (Code.POSTAL_CODE_FORM, {"postal_code": "506"}),
    (Code.POSTAL_CODE_ZERO_LOST, {"postal_code": "1067"}),
    (Code.NO_RESULT, {"last_name": None}),
    (Code.ERROR_VALUE, {"mobile": "#NV"}),
    (Code.ERROR_VALUE_ASIDE, {"department": "#BEZUG!"}),
    (Code.TRUTH_VALUE, {"city": "FALSCH"}),
    (Code.TRUTH_VALUE_ASIDE, {"title": "WAHR"}),
    (Code.MERGED, {"city": "Köln"}),
    (Code.MERGED_ACROSS, {"street": "Domallee 1"}),
    (Code.DIGITS_LOST, {"employee_id": "4,71E+11"}),
    (Code.DECIMAL_ZERO, {"employee_id": "4711.0"}),
    (Code.LETTERS_IN_DIGITS, {"extension": "3O6"}),
    (Code.APOSTROPHE_LEFT, {"employee_id": "'004711"}),
    (Code.TEXT_FORMULA, {"employee_id": '="004711"'}),
    (Code.INVISIBLE_CHARACTERS, {"username": "ute\u200b.arndt"}),
    (Code.FIXED_BLANK, {"last_name": "von\u00a0Arndt"}),
    (Code.FIXED_BLANK_INSIDE, {"email": "ute\u00a0arndt@example.org"}),
    (Code.MOJIBAKE, {"last_name": "MÃ¼ller"}),
    (Code.MOJIBAKE_ASIDE, {"city": "KÃ¶ln"}),
    (Code.CHARACTERS_LOST, {"first_name": "J?rgen"}),
    (Code.CHARACTERS_LOST_ASIDE, {"street": "Domstra\ufffde"}),
    (Code.HOUSE_NUMBER_DATE, {"house_number": "01. Mrz"}),
    (Code.DATE_STANDS_HERE, {"internal_number": "2026-11-04"}),
    (Code.DATE_SERIAL, {"activation_date": "46447"}),
    (Code.ENTRY_DATE_SERIAL, {"start_date": "46447"}),
    (Code.DATE_SWAPPED, {"activation_date": "2027-04-03"}),
    (Code.DATE_FORM, {"activation_date": "03/15/2027"}),
    (Code.ENTRY_DATE_SWAPPED, {"start_date": "2027-04-03"}),
    (Code.ENTRY_DATE_FORM, {"start_date": "03/15/2027"}),
    (Code.EMAIL_TWO_ADDRESSES, {"email": "ute@example.org; ute@example.com"}),
    (Code.USERNAME_TOO_SHORT, {"username": "abc"}),
    (Code.USERNAME_CHARACTERS, {"username": "ute beck"}),
    (Code.USERNAME_SPECIALS, {"username": "ute..beck"}),
    (Code.USERNAME_ENDS, {"username": ".utebeck"}),
    (Code.USERNAME_LOWERED, {"username": "Ute.Beck"}),
    (Code.USERNAME_DIGITS_ONLY, {"username": "12345"}),
    (Code.USERNAME_PROPOSED, {"username": None}),
    (Code.USERNAME_NOT_DERIVABLE, {"first_name": "美香"}),
    (Code.USERNAME_TAKEN, {"username": "anna.schmidt"}),
    (Code.USERNAME_TWICE, {"username": "two.people"}),
    (Code.USERNAME_TWICE, {"username": "two.people"}),
    (Code.EMAIL_FORM, {"email": "ute@"}),
    (Code.EMAIL_SHARED, {"email": "info@example.org"}),
    (Code.AUTH_EMAIL_DIFFERS, {"auth_email_confirm": "other@example.org"}),
    (Code.AUTH_EMAIL_REPEATED, {"email": "same@example.org"}),
    (Code.AUTH_EMAIL_REPEATED, {"email": "same@example.org"}),
    (Code.PHONE_CHARACTERS, {"mobile": "O152 28817386"}),
    (Code.PHONE_DIGITS_LOST, {"mobile": "1,5E+10"}),
    (Code.PHONE_TWO_NUMBERS, {"mobile": "0152 28817386, 0221 4710100"}),
    (Code.PHONE_TOO_LONG, {"mobile": "0152 28817386000"}),
    (Code.PHONE_TOO_SHORT, {"mobile": "0"}),
    (Code.PHONE_NO_PREFIX, {"mobile": "152 28817386"}),
    (Code.PHONE_PREFIX_GUESSED, {"phone_number": "2214710300"}),
    (Code.PHONE_NOTATION, {"mobile": "0049 152 28817386"}),
    (Code.PHONE_SPECIAL, {"mobile": "110"}),
    (Code.PHONE_NUMBER_CELL, {"phone_number": "2214710301"}),
    (Code.MOBILE_NOT_MOBILE, {"mobile": "0221 4710100"}),
    (Code.MOBILE_FOREIGN, {"mobile": "+46 70 174 06 05"}),
    (Code.DELIVERY_UNCLEAR, {"mobile": None}),
    (Code.DELIVERY_CONTRADICTORY, {"auth_without_mobile": "ja"}),
    (Code.INTERNAL_FORM, {"internal_number": "1"}),
    (Code.INTERNAL_SPECIAL_FUNCTION, {"internal_number": "77"}),
    (Code.INTERNAL_DIRECTORY, {"internal_number": "11833"}),
    (Code.INTERNAL_EMERGENCY, {"extension": "110"}),
    (Code.INTERNAL_DIRECTORY_SIX, {"internal_number": "118012"}),
    (Code.INTERNAL_LEADING_ZERO, {"internal_number": "0456"}),
    (Code.INTERNAL_PREFIX, {"internal_number": "66"}),
    (Code.INTERNAL_PREFIX, {"internal_number": "667"}),
    (Code.INTERNAL_PREFIX_KNOWN, {"internal_number": "1004"}),
    (Code.INTERNAL_TAKEN, {"internal_number": "100"}),
    (Code.INTERNAL_TWICE, {"internal_number": "333"}),
    (Code.INTERNAL_TWICE, {"extension": "333"}),
    (Code.PERSON_TWICE, {"first_name": "Eva", "last_name": "Vogt", "email": "eva.vogt@example.org"}),
    (Code.PERSON_TWICE, {"first_name": "Eva", "last_name": "Vogt", "email": "eva.vogt@example.org"}),
    (Code.EMPLOYEE_ID_TWICE, {"employee_id": "7"}),
    (Code.EMPLOYEE_ID_TWICE, {"employee_id": "7"}),
    (Code.NUMBER_TWICE, {"extension": "302"}),
    (Code.NUMBER_TWICE, {"extension": "302"}),
    (Code.TRUNK_MISSING, {"location": None}),
    (Code.TRUNK_UNKNOWN, {"trunk": "KÖLN-1"}),
    (Code.SITE_UNKNOWN, {"location": "Koeln"}),
    (Code.SITE_NOT_ON_TRUNK, {"trunk": "BERLIN-1"}),
    (Code.BLOCK_UNKNOWN, {"number_block": "0221 471"}),
    (Code.BLOCK_OF_OTHER_SITE, {"number_block": "berlin-23125"}),
    (Code.BLOCK_ON_OTHER_TRUNK, {"number_block": "small", "trunk": "BERLIN-1", "location": "Berlin"}),
    (Code.NUMBER_UNKNOWN, {"phone_number": "089 99998100"}),
    (Code.NUMBER_IS_BASE, {"phone_number": "0221 4710"}),
    (Code.NUMBER_IS_SWITCHBOARD, {"phone_number": "0221 4710-000"}),
    (Code.NUMBER_BEHIND_SHORTER, {"phone_number": "030 23125-1456", "trunk": "BERLIN-1", "location": None}),
    (Code.NUMBER_OF_OTHER_SITE, {"phone_number": "030 23125130"}),
    (Code.NUMBER_ON_OTHER_TRUNK, {"phone_number": "040 66969111", "trunk": "BERLIN-1", "location": None}),
    (Code.NUMBER_OUTSIDE_BLOCK, {"phone_number": "069 90009005", "number_block": "koeln-4710"}),
    (Code.NUMBER_ASSIGNED, {"extension": "101"}),
    (Code.NUMBER_HELD, {"extension": "160"}),
    (Code.NUMBER_RESTING, {"extension": "161"}),
    (Code.NUMBER_BLOCKED, {"extension": "200"}),
    (Code.NUMBER_FUNCTION, {"extension": "999"}),
    (Code.NUMBER_FUTURE, {"extension": "950"}),
    (Code.EXTENSION_FORM, {"extension": "12a"}),
    (Code.EXTENSION_UNKNOWN, {"extension": "12"}),
    (Code.EXTENSION_AMBIGUOUS, {"extension": "007"}),
    (Code.EXTENSION_CONTRADICTS_NUMBER, {"extension": "303", "phone_number": "0221 4710-304"}),
    (Code.PERSON_PLANNED, {"first_name": "Jo", "last_name": "Kern", "email": "jo.kern@example.org"}),
    (Code.PERSON_PLANNED_DIFFERENTLY, {"first_name": "Li", "last_name": "Kern", "email": "li.kern@example.org"}),
    (
        Code.PERSON_HAS_WORKPLACE,
        {"first_name": "Tim", "last_name": "Bauer", "email": "tim.bauer@example.org", "action": "neu"},
    ),
    (Code.PERSON_UNKNOWN, {"action": "ändern"}),
    (Code.EMAIL_AT_WORK, {"email": "anna.schmidt@example.org"}),
    (Code.NAME_AT_WORK, {"first_name": "Anna", "last_name": "Schmidt"}),
    (Code.PERSON_CONTRADICTORY, {**KOCH, "username": "tim.bauer"}),
    (Code.PERSON_DIFFERS, {"username": "felix.schaefer", "action": "ändern"}),
    (Code.PERSON_UNCHANGED, {**NOBODY, "username": "jan.klein", "action": "ändern"}),
    (Code.CHANGE_INFERRED, {"first_name": "David", "last_name": "Wolf", "email": "david.wolf@example.org"}),
    (Code.CHANGED, {**NOBODY, "username": "sophie.richter", "city": "Bonn", "action": "ändern"}),
    (Code.CLIENTS_RESTART, {**NOBODY, "username": "newer.one", "conference_package": "Plus", "action": "ändern"}),
    (Code.USERNAME_STAYS, {**TERMED, "username": "other.one", "action": "ändern"}),
    (Code.WORKPLACE_CANNOT_MOVE, {**NOBODY, "username": "julia.schroeder", "location": "Köln", "action": "ändern"}),
    (Code.WORKPLACE_ENDS, {**NOBODY, "username": "moritz.neumann", "action": "löschen"}),
    (Code.DELETE_TOO_EARLY, {**NOBODY, "username": "new.one", "action": "löschen"}),
    (Code.DOWNGRADE_TOO_EARLY, {**NOBODY, "username": "newest.one", "conference_package": "keins", "action": "ändern"}),
    (Code.TERM_UNKNOWN, {**NOBODY, "username": "old.one", "action": "löschen"}),
    (Code.NO_FREE_NUMBER, {"trunk": "SMALL-1", "location": "Berlin"}),
    (Code.NO_FREE_NUMBER_IN_BLOCK, {"number_block": "small", "trunk": "SMALL-1", "location": None}),
    (Code.PACKAGE_EXHAUSTED, {"conference_package": "Premium"}),
)

CHOSEN = {Code.USERNAME_TOO_LONG, Code.USERNAME_NO_DIGIT, Code.EMAIL_DOMAIN, Code.DEFAULT_SITE_TAKEN}

OTHERWISE = {
    *CHOSEN,
    Code.DEFAULT_SITE_UNKNOWN,
    Code.DELIVERY_BY_EMAIL,
    Code.ACCOUNT_UNKNOWN,
    Code.WORKPLACES_EXHAUSTED,
    Code.HELD_BACK,
    Code.DATES_FOUR_YEARS_OFF,
    Code.SUGGESTION_ACCEPTED,
}
"""Told under other settings, of another account or of none, of a whole column, or of what a person decided."""

MARKED = {
    Code.PHONE_NUMBER_CELL: (Mark.NUMBER, Field.PHONE_NUMBER),
    Code.NO_RESULT: (Mark.NO_RESULT, Field.LAST_NAME),
    Code.MERGED: (Mark.MERGED, Field.CITY),
    Code.MERGED_ACROSS: (Mark.MERGED_ACROSS, Field.STREET),
    Code.DATE_STANDS_HERE: (Mark.DATE, Field.INTERNAL_NUMBER),
    Code.DATE_SWAPPED: (Mark.DATE, Field.ACTIVATION_DATE),
    Code.ENTRY_DATE_SWAPPED: (Mark.DATE, Field.START_DATE),
}
"""What a workbook says of the cell beside its text."""

ROWS = [another(number, **cells) for number, (_, cells) in enumerate(CAUSES)]
ROW_OF = {code: row for row, (code, _) in numbered(CAUSES)}


@cache
def all_causes() -> Checked:
    marks: dict[Mark, dict[str, tuple[int, ...]]] = {}
    for code, (mark, field) in MARKED.items():
        marks.setdefault(mark, {})[field] = (ROW_OF[code],)
    return check(*ROWS, account=full_account(), marks=marks)


@cache
def full_account() -> Account:
    """The sample account with a second block at Köln, a used-up trunk, numbers in every state and people planned."""
    account = with_contingent(sample_account(), "premium", 1, 1)
    account = with_blocks(account, NumberBlock("second", "KOELN-1", "+496990009", "000", "009"))
    account = with_blocks(account, NumberBlock("small", "SMALL-1", "+494066969", "110", "111"), site="Berlin")
    account = with_numbers(account, ["+494066969111"], state="resting")
    account = with_blocks(account, NumberBlock("extended", "BERLIN-1", "+493023125", "1450", "1459"))
    account = with_numbers(account, [f"{KOELN}160"], state="held", holder="imp-2026-11-20-0003")
    account = with_numbers(account, [f"{KOELN}161"], state="resting")
    decided = check(*ROWS, account=account).decided.to_dict("index")
    own = {"trunk": "KOELN-1", "package": "basic", "package_since": "2026-11-20", "activated_on": "2026-11-20"}
    return with_workplaces(
        account,
        {**own, "username": "new.one", "number": f"{KOELN}170"},
        {**own, "username": "newer.one", "number": f"{KOELN}171"},
        {**own, "username": "newest.one", "number": f"{KOELN}172"},
        {**own, "username": "newer.two", "number": f"{KOELN}175"},
        {"trunk": "KOELN-1", "username": "old.one", "number": f"{KOELN}173"},
        {
            **own,
            "username": "old.hand",
            "given_name": "Old",
            "family_name": "Hand",
            "email": "old.hand@example.org",
            "number": f"{KOELN}174",
        },
        *(_planned(decided[ROW_OF[code]], same=code is Code.PERSON_PLANNED) for code in PLANNED),
    )


def _planned(decided: dict[Hashable, Any], *, same: bool) -> Row:
    return {
        "username": decided["username"],
        "state": "planned",
        "import_id": "imp-2026-11-22-0001",
        "identity_key": decided["identity_key"],
        "row_digest": decided["row_digest"] if same else "0" * 64,
    }
