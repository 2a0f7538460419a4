"""A sheet that deletes people can be sent again after it was carried out (promise 5)."""

from dataclasses import replace

import pytest

from tests.unit.validation.builders import FIRST_ROW, Row, check, codes, told
from tests.unit.validation.workplaces import MAX, NUMBER, UTE, account_with, her, with_ute
from trunkload.inventory.account import ENDED_COLUMNS, Account, text_frame
from trunkload.validation.actions.action import Action
from trunkload.validation.check import Checked

IMPORT = "imp-2026-11-23-0001"


def without_ute(*workplaces: Row, **told: str | None) -> Account:
    """The sample account with these at work, after our own order ended hers; `told` of that order's item changed."""
    item = {name: UTE.get(name) for name in ENDED_COLUMNS} | {"import_id": IMPORT, "item": f"{IMPORT}/b1/2", **told}
    ended = text_frame([item], index="item", columns=ENDED_COLUMNS)
    return replace(account_with(*(workplaces or (MAX,))), ended=ended)


def keys_of(**cells: str | None) -> dict[str, str | None]:
    row = check(her(**cells)).decided.loc[FIRST_ROW]
    return {name: None if row[name] is None else str(row[name]) for name in ("employee_key", "identity_key")}


def nothing_to_do(checked: Checked) -> bool:
    notes = [one.code for one in checked.findings.of_row(FIRST_ROW)]
    return notes == ["person_planned"] and list(checked.repeated) == [FIRST_ROW] and not len(checked.blocked)


@pytest.mark.parametrize(
    "who",
    [
        her(),
        her(location="Köln", conference_package="Plus"),
        her(first_name="UTE", email="Ute.Beck@Example.org"),
        {"username": "Ute.Beck"},
        {"username": "ute.beck", "last_name": "Beck"},
        {"phone_number": "0221 4710-150"},
    ],
)
def test_whose_workplace_our_order_deleted_is_not_deleted_again(who: Row) -> None:
    """Promise 5: however the row says who is meant, and the note names the import."""
    checked = check({**who, "action": "löschen"}, account=without_ute())
    assert nothing_to_do(checked)
    assert told(checked, "person_planned").params["import"] == IMPORT


def test_the_keys_of_the_order_are_known_where_its_names_are_no_more() -> None:
    nobody = {"given_name": None, "family_name": None, "email": None, "username": None, "number": None}
    account = without_ute(**nobody, **keys_of(employee_id="007"))
    assert nothing_to_do(check(her(action="löschen"), account=account))
    assert nothing_to_do(check({"employee_id": "007", "action": "löschen"}, account=account))


@pytest.mark.parametrize(
    "who",
    [
        her(first_name="Eva"),
        {"username": "ute.beck", "last_name": "Kern"},
        {"username": "ute.beck", "email": "eva@example.org"},
        {"username": "ute.beck", "phone_number": "0221 4710-151"},
    ],
)
def test_a_row_with_a_cell_of_somebody_else_is_still_a_stranger(who: Row) -> None:
    """R-11: every cell must fit, or somebody who was to go would stay without a word."""
    checked = check({**who, "action": "löschen"}, account=without_ute())
    assert codes(checked) == {"person_unknown"}
    assert list(checked.blocked) == [FIRST_ROW]


@pytest.mark.parametrize("action", ["ändern", "löschen"])
def test_whose_change_is_planned_is_told_that_alone(action: str) -> None:
    """The username only says who is meant: that somebody has it already is no second mistake."""
    account = with_ute(state="changing", import_id=IMPORT)
    checked = check({"username": "ute.beck", "action": action, "conference_package": "Premium"}, account=account)
    assert codes(checked) == {"person_planned_differently"}


def test_a_deleted_workplace_cannot_be_changed() -> None:
    assert codes(check(her(action="ändern", city="Bonn"), account=without_ute())) == {"person_unknown"}


def test_whoever_has_a_new_workplace_since_loses_that_one() -> None:
    new: Row = {**UTE, "id": "wp-new", "username": "ute.beck2", "number": "+492214710170", "internal_number": "170"}
    checked = check(her(action="löschen"), account=without_ute(new))
    assert codes(checked) == {"workplace_ends"}
    assert checked.decided["workplace_id"].to_dict()[FIRST_ROW] == "wp-new"


def test_whoever_has_the_number_now_is_not_taken_for_the_one_who_left() -> None:
    """R-11: nobody else's workplace ends with a sheet that is sent again; a number alone means whose it is now."""
    account = without_ute({**MAX, "number": NUMBER})
    assert nothing_to_do(check(her(phone_number="0221 4710-150", action="löschen"), account=account))
    alone = check({"phone_number": "0221 4710-150", "action": "löschen"}, account=account)
    assert (codes(alone), alone.decided["workplace_id"].to_dict()[FIRST_ROW]) == ({"workplace_ends"}, "wp-max")


def test_it_is_known_too_where_nobody_has_a_workplace_any_more() -> None:
    account = without_ute()
    checked = check(her(action="löschen"), account=replace(account, workplaces=account.workplaces[:0]))
    assert nothing_to_do(checked)


def test_whoever_left_can_be_set_up_anew() -> None:
    """Section 7: only a row that deletes has nothing to do."""
    checked = check(her(location="Köln", mobile="0152 28817386"), account=without_ute())
    assert list(checked.repeated) == []
    assert checked.decided["action"].to_dict() == {FIRST_ROW: Action.ADD}
