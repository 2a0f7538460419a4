"""What a row means: written, or inferred where the action cell says nothing (section 7, promise 5)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import TODAY, sample_account, someone, staff_sheet, with_contingent
from tests.unit.validation.builders import FIRST_ROW, Row, another, check, codes, told
from tests.unit.validation.workplaces import HER_ROW, NUMBER, UTE, account_with, her, with_ute
from trunkload.validation.check import Checked, check_sheet
from trunkload.validation.language import Lang
from trunkload.validation.rules import Rules
from trunkload.validation.wording import words_of


def changes(checked: Checked, row: int = FIRST_ROW) -> dict[str, tuple[str, str]]:
    """Field → old and new, as told."""
    found = [one for one in checked.findings.of_row(row) if one.code == "changed"]
    return {str(one.field): (one.params["old"], one.params["new"]) for one in found}


@pytest.mark.parametrize("action", [None, "ändern"])
def test_a_known_person_with_equal_data_has_nothing_to_do(action: str | None) -> None:
    """Section 7: whether it is written or inferred, however the values are written."""
    checked = check({**HER_ROW, "phone_number": "+49 (0)221/4710150", "action": action}, account=with_ute())
    assert checked.repeated.tolist() == [FIRST_ROW]
    assert [one.code for one in checked.findings.of_row(FIRST_ROW)] == ["person_unchanged"]
    assert (checked.receipt.rows, checked.receipt.repeated, checked.receipt.to_order) == (1, 1, 0)


def test_a_known_person_with_other_data_is_a_change_shown_old_and_new() -> None:
    """Section 7: one finding for each value that changes, in words that a person reads."""
    row = {**HER_ROW, "conference_package": "Premium", "mobile": None, "email": "Ute.Beck@example.org", "city": "Bonn"}
    checked = check(row, account=with_ute(package="basic", city="Köln"))
    assert changes(checked) == {"conference_package": ("Basic", "Premium"), "city": ("Köln", "Bonn")}
    assert codes(checked) == {"change_inferred"}
    (words,) = [words_of(told(checked, "clients_restart"), None, Lang.DE).message]
    assert "geschlossen (nicht abgemeldet)" in words
    change = next(one for one in checked.findings.of_row(FIRST_ROW) if one.field == "conference_package")
    assert words_of(change, "Konferenzpaket", Lang.DE).message == "„Konferenzpaket“: Basic → Premium."


def test_a_change_that_is_written_is_no_surprise() -> None:
    """Section 7: only what was inferred is a warning."""
    checked = check(her(conference_package="Premium", action="ändern"), account=with_ute())
    assert codes(checked) == set()


def test_an_empty_cell_takes_nothing_away_and_the_word_does() -> None:
    """Section 7: mobile and package stay where the row says nothing of them."""
    account = with_ute()
    stays = check(her(city="Bonn", action="ändern"), account=account)
    assert changes(stays) == {"city": ("–", "Bonn")}
    asked = stays.decided.loc[FIRST_ROW]
    assert (asked["mobile"], asked["package"], asked["password_channel"]) == ("+4915228817386", "plus", "sms")
    less = check(her(conference_package="keins", auth_without_mobile="ja", action="ändern"), account=account)
    assert changes(less) == {"conference_package": ("Plus", "–"), "auth_without_mobile": (UTE["mobile"], "–")}
    asked = less.decided.loc[FIRST_ROW]
    assert (asked["package"], asked["password_channel"]) == ("none", "email")


def test_no_cell_but_who_is_meant_and_what_changes_has_to_be_filled() -> None:
    """S-01, S-02, S-12: names, site and delivery are not missing; neither are they of one that is deleted."""
    account = account_with(UTE)
    change = check({"username": "ute.beck", "conference_package": "Premium", "action": "ändern"}, account=account)
    assert codes(change) == set()
    end = check({"username": "ute.beck", "conference_package": "Gold", "action": "löschen"}, account=account)
    assert codes(end) == {"workplace_ends"}


def test_someone_who_is_known_and_written_as_new_is_told_to_write_a_change() -> None:
    """Promise 5."""
    checked = check(her(action="neu", mobile="0152 28817386", location="Köln"), account=with_ute())
    assert "person_has_workplace" in codes(checked)
    assert "„Aktion“ ändern" in words_of(told(checked, "person_has_workplace"), None, Lang.DE).fix


def test_an_unknown_person_is_new_where_the_row_does_not_say_otherwise() -> None:
    """Section 7: never the other way round."""
    checked = check(another(1), another(2, action="ändern"), another(3, action="löschen"))
    assert [codes(checked, row) for row in (2, 3, 4)] == [set(), {"person_unknown"}, {"person_unknown"}]
    assert checked.ready["action"].tolist() == ["add"]


def test_nobodys_workplace_ends_because_the_sheet_does_not_name_it() -> None:
    """Section 7: a sheet says what is to be done, not who is to be left."""
    checked = check(another(1), account=with_ute())
    assert checked.decided["action"].tolist() == ["add"]
    assert not any(one.code == "workplace_ends" for one in checked.findings)


def test_a_cell_that_cannot_be_read_is_never_nothing_to_do() -> None:
    """Promise 1: the row is blocked, not counted as repeated."""
    checked = check({**HER_ROW, "mobile": "O152 28817386"}, account=with_ute())
    assert (checked.repeated.tolist(), codes(checked)) == ([], {"phone_characters"})


def test_capital_letters_change_a_name_only_where_the_row_says_so() -> None:
    account = with_ute(family_name="beck")
    assert check(her(last_name="BECK"), account=account).receipt.repeated == 1
    assert changes(check(her(action="ändern"), account=account)) == {"last_name": ("beck", "Beck")}


def test_another_number_is_a_wish_and_ones_own_is_nobody_elses() -> None:
    """S-13, R-04: judged like any wish; own number and own internal number are taken by nobody else."""
    account = with_ute()
    own = check({**HER_ROW, "conference_package": "Premium", "extension": "150"}, account=account)
    assert codes(own) == {"change_inferred"}
    free = check(her(phone_number="0221 4710-151", action="ändern"), account=account)
    assert changes(free) == {"phone_number": (NUMBER, "+492214710151")}
    taken = check(her(phone_number="0221 4710-100", internal_number="101", action="ändern"), account=account)
    assert codes(taken) == {"number_assigned", "internal_taken"}
    twice = check(her(extension="152", action="ändern"), another(1, extension="152"), account=account)
    assert [codes(twice, row) for row in (2, 3)] == [{"number_twice"}, {"number_twice"}]


def test_a_change_needs_no_free_workplace() -> None:
    """R-14: the workplace is there, and of packages only another one counts; what ends frees nothing in this sheet."""
    full = with_contingent(with_contingent(with_ute(), "workplace", 1, 1), "plus", 1, 1)
    ended: Row = {"username": "laura.koch", "action": "löschen"}
    checked = check(her(city="Bonn", action="ändern"), another(1), ended, account=full)
    assert [codes(checked, row) for row in (2, 3, 4)] == [set(), {"workplaces_exhausted"}, {"workplace_ends"}]
    other = with_contingent(with_ute(package="basic"), "plus", 1, 1)
    assert codes(check(her(conference_package="Plus", action="ändern"), account=other)) == {"package_exhausted"}


PEOPLE = sample_account().workplaces


def row_of(workplace: str) -> Row:
    """What the account says of a workplace, as a sheet."""
    record = PEOPLE.loc[workplace].to_dict()
    return {
        "first_name": record["given_name"],
        "last_name": record["family_name"],
        "email": record["email"],
        "username": record["username"],
        "trunk": record["trunk"],
        "phone_number": record["number"],
        "internal_number": record["internal_number"],
        "conference_package": record["package"],
    }


@settings(deadline=None, max_examples=15)
@given(st.lists(st.sampled_from(PEOPLE.index.tolist()), unique=True, min_size=1), st.data())
def test_a_sheet_that_repeats_the_account_has_nothing_to_do(workplaces: list[str], data: st.DataObject) -> None:
    """Section 7: whichever people, whichever of their columns, in whichever order."""
    columns = data.draw(st.sets(st.sampled_from(["username", "trunk", "phone_number", "internal_number"])))
    kept = {"first_name", "last_name", "email", "conference_package", *columns}
    rows = [{name: cell for name, cell in row_of(one).items() if name in kept} for one in workplaces]
    checked = check_sheet(staff_sheet(*rows), sample_account(), Rules(), TODAY)
    assert checked.receipt.repeated == checked.receipt.rows == len(rows)
    assert {one.code.value for one in checked.findings} == {"person_unchanged"}


def test_people_of_one_sheet_may_come_change_and_go() -> None:
    """Section 7: one row does not disturb another's."""
    other = {**UTE, "id": "wp-max", "username": "max.kern", "given_name": "Max", "family_name": "Kern"}
    other |= {"email": "max.kern@example.org", "number": "+492214710160", "internal_number": "160"}
    rows: tuple[Row, ...] = (
        someone("Eva", "Vogt"),
        her(conference_package="Premium", action="ändern"),
        {"first_name": "Max", "last_name": "Kern", "email": "max.kern@example.org", "action": "löschen"},
    )
    checked = check(*rows, account=account_with(UTE, other))
    assert checked.decided["action"].tolist() == ["add", "modify", "delete"]
    assert checked.decided["workplace_id"].tolist()[1:] == ["wp-ute", "wp-max"]
    assert [codes(checked, row) for row in (2, 3, 4)] == [
        set(),
        set(),
        {"workplace_ends"},
    ]
