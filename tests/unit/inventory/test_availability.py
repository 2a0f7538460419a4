"""Why a number cannot be chosen, or is given to nobody unasked."""

from dataclasses import replace

import pandas as pd
import pytest

from tests.builders import TEXT, account_of, sample_account, with_numbers, with_workplaces
from trunkload.inventory.account import KEPT_COLUMNS, NUMBER_COLUMNS, Account, ExtensionRange, NumberBlock, text_frame
from trunkload.inventory.allocation import allocate_numbers
from trunkload.inventory.availability import Hindrance, hindrances, may_be_given, reserved_for
from trunkload.inventory.strategy import LOWEST, Choosing

HUNDRED = NumberBlock("b", "T", "+492214710", "00", "99", switchboard="0")
KOELN = "+492214710{}"


def reason_of(account: Account, number: str, choosing: Choosing = LOWEST) -> str | None:
    reason = hindrances(account, choosing)[number]
    return None if pd.isna(reason) else str(reason)


@pytest.mark.parametrize("state", ["held", "assigned", "resting", "blocked", "function", "future"])
def test_what_is_not_free_says_what_has_it(state: str) -> None:
    """S-13, R-06, R-07."""
    account = with_numbers(sample_account(), ["+493023125120"], state=state)
    assert reason_of(account, "+493023125120") == state


def test_a_number_that_waits_for_a_row_is_kept_and_not_only_held() -> None:
    account = with_numbers(account_of(HUNDRED), [KOELN.format("12")], state="held", holder="imp-1")
    row: dict[str, str | None] = {"number": KOELN.format("12"), "import_id": "imp-1", "row": "7"}
    kept = replace(account, kept=text_frame([row], index="number", columns=KEPT_COLUMNS))
    assert (reason_of(account, KOELN.format("12")), reason_of(kept, KOELN.format("12"))) == ("held", "kept")


@pytest.mark.parametrize(
    ("extension", "reason"),
    [
        ("77", Hindrance.SPECIAL_FUNCTION),
        ("78", Hindrance.SPECIAL_FUNCTION),
        ("00", Hindrance.BEHIND_SWITCHBOARD),
        ("09", Hindrance.BEHIND_SWITCHBOARD),
        ("50", Hindrance.RESERVED),
        ("59", Hindrance.RESERVED),
        ("60", None),
        ("49", None),
    ],
)
def test_what_is_free_and_given_to_nobody_unasked(extension: str, reason: Hindrance | None) -> None:
    """S-17, N-07, and what is reserved."""
    block = replace(HUNDRED, reserved=(ExtensionRange("50", "59", "Fax"),))
    assert reason_of(account_of(block), KOELN.format(extension)) == reason
    found = reserved_for(account_of(block))[KOELN.format(extension)]
    assert found == "Fax" if reason is Hindrance.RESERVED else pd.isna(found)


@pytest.mark.parametrize(
    ("first", "last", "extension", "reason"),
    [
        ("000", "999", "110", Hindrance.EMERGENCY),
        ("000", "999", "112", Hindrance.EMERGENCY),
        ("000", "999", "111", None),
        ("11800", "11899", "11833", Hindrance.DIRECTORY),
        ("000", "999", "012", Hindrance.LEADING_ZERO),
        ("0", "9", "0", None),
    ],
)
def test_extensions_that_make_no_internal_number(
    first: str, last: str, extension: str, reason: Hindrance | None
) -> None:
    """S-18, S-19, N-08."""
    account = account_of(NumberBlock("b", "T", "+492214710", first, last))
    assert reason_of(account, KOELN.format(extension)) == reason


def test_a_leading_zero_may_be_allowed() -> None:
    """N-08."""
    account = account_of(NumberBlock("b", "T", "+492214710", "000", "099"))
    assert reason_of(account, KOELN.format("012"), Choosing(leading_zero=True)) is None


def test_the_switchboard_is_nobody_s_number_by_chance() -> None:
    """N-06."""
    account = account_of(NumberBlock("b", "T", "+492214710", "00", "99", switchboard="30"))
    assert reason_of(account, KOELN.format("30")) == Hindrance.SWITCHBOARD


def test_an_extension_that_is_somebody_s_internal_number_is_not_given() -> None:
    """R-04."""
    person: dict[str, str | None] = {"username": "ute.beck", "number": "+493023125120", "internal_number": "33"}
    account = with_workplaces(account_of(HUNDRED), person)
    assert reason_of(account, KOELN.format("33")) == Hindrance.INTERNAL_TAKEN


def test_a_single_number_may_be_given() -> None:
    account = account_of(HUNDRED)
    told: dict[str, str | None] = {"number": KOELN.format("40"), "trunk": "T", "state": "free"}
    single = text_frame([told], index="number", columns=NUMBER_COLUMNS)
    assert list(may_be_given(replace(account, numbers=single))) == ["T"]


def test_what_begins_like_a_number_in_use_is_not_given() -> None:
    """N-07: a first-match PBX never reaches the longer one, and the shorter one swallows calls to it."""
    short = NumberBlock("a", "T", "+492214710", "30", "39")
    account = account_of(short, NumberBlock("c", "T", "+492214710", "300", "319"))
    used = with_numbers(account, [KOELN.format("30"), KOELN.format("319")], state="function", holder="Hotline")
    assert reason_of(used, KOELN.format("305")) == Hindrance.IN_THE_WAY
    assert reason_of(used, KOELN.format("31")) == Hindrance.IN_THE_WAY
    assert reason_of(used, KOELN.format("32")) is None


def test_a_number_may_not_be_longer_than_the_rule() -> None:
    """S-14."""
    block = NumberBlock("b", "T", "+492214710", "300000", "300001")
    assert reason_of(account_of(block), KOELN.format("300001")) == Hindrance.TOO_LONG
    assert reason_of(account_of(block), KOELN.format("300001"), Choosing(max_national_digits=13)) is None


def test_a_single_number_is_dialled_inside_by_its_last_digits() -> None:
    """S-17."""
    told: dict[str, str | None] = {"number": "+49899999877", "trunk": "T", "state": "free"}
    single = text_frame([{**told, "number": "+498999997701"}], index="number", columns=NUMBER_COLUMNS)
    assert reason_of(replace(account_of(HUNDRED), numbers=single), "+498999997701") == Hindrance.SPECIAL_FUNCTION


def test_what_may_be_given_is_what_allocation_gives() -> None:
    """The overview promises nothing that planning does not keep, and hides nothing."""
    block = replace(HUNDRED, reserved=(ExtensionRange("50", "59", "Fax"),))
    for account in (sample_account(), account_of(block)):
        offered = may_be_given(account)
        for trunk in account.trunks:
            many = range(len(account.numbers))
            wanted = pd.DataFrame(index=many, columns=["trunk", "wish", "internal_number", "block"], dtype=TEXT)
            wanted["trunk"] = pd.Series(trunk.id, index=many, dtype=TEXT)
            given = allocate_numbers(wanted, account).given["number"]
            assert set(given) == set(offered.index[offered == trunk.id])
