"""The minimum term of 30 days, at its boundary, and what of a workplace cannot be changed at all."""

from datetime import timedelta

import pytest

from tests.builders import TODAY
from tests.unit.validation.builders import Row, check, codes, told
from tests.unit.validation.workplaces import days_ago, her, with_ute
from trunkload.validation.language import Lang
from trunkload.validation.wording import words_of

BOUNDARY = [(29, True), (30, False), (31, False)]


def in_days(days: int) -> str:
    return (TODAY + timedelta(days=days)).strftime("%d.%m.%Y")


@pytest.mark.parametrize(("days", "early"), BOUNDARY)
@pytest.mark.parametrize("younger", ["activated_on", "package_since"])
def test_a_workplace_ends_on_the_30th_day_and_not_before(days: int, early: bool, younger: str) -> None:
    """R-11, S-22: of workplace and package the later one counts."""
    account = with_ute(**{younger: days_ago(days)})
    checked = check(her(action="löschen"), account=account)
    assert ("delete_too_early" in codes(checked)) is early
    assert ("workplace_ends" in codes(checked)) is not early
    assert len(checked.ready) == (0 if early else 1)


@pytest.mark.parametrize(("days", "early"), BOUNDARY)
@pytest.mark.parametrize("smaller", ["Basic", "keins"])
def test_a_package_becomes_smaller_on_the_30th_day_and_not_before(days: int, early: bool, smaller: str) -> None:
    """S-22: counted from the activation of the present package."""
    account = with_ute(package_since=days_ago(days))
    checked = check(her(conference_package=smaller, action="ändern"), account=account)
    assert ("downgrade_too_early" in codes(checked)) is early


@pytest.mark.parametrize("days", [0, 29, 30])
def test_a_package_becomes_larger_any_time(days: int) -> None:
    """S-21: and its clients must be closed and opened again."""
    checked = check(her(conference_package="Premium", action="ändern"), account=with_ute(package_since=days_ago(days)))
    assert codes(checked) == set()
    assert told(checked, "clients_restart").severity == "note"


def test_the_first_possible_day_is_named_in_both_languages() -> None:
    """R-11, S-22."""
    account = with_ute(package_since="2027-03-01", activated_on="2027-03-01")
    for cells, code in (
        ({"action": "löschen"}, "delete_too_early"),
        ({"conference_package": "Basic"}, "downgrade_too_early"),
    ):
        finding = told(check(her(**cells), account=account), code)
        assert finding.params["date"] == "2027-03-31"
        assert "am 31.03.2027 möglich" in words_of(finding, None, Lang.DE).message
        assert "possible on 2027-03-31" in words_of(finding, None, Lang.EN).message


@pytest.mark.parametrize(("start", "early"), [(9, True), (10, False), (11, False)])
@pytest.mark.parametrize("cells", [{"action": "löschen"}, {"conference_package": "Basic", "action": "ändern"}])
def test_an_order_that_starts_when_the_term_is_over_is_right(start: int, early: bool, cells: Row) -> None:
    """R-11, S-22: 20 days have gone by, so it may start in 10."""
    account = with_ute(package_since=days_ago(20), activated_on=days_ago(20))
    checked = check(her(activation_date=in_days(start), **cells), account=account)
    assert bool({"delete_too_early", "downgrade_too_early"} & codes(checked)) is early


@pytest.mark.parametrize(
    ("record", "told_unknown"),
    [
        ({"activated_on": None}, True),
        ({"package_since": None}, True),
        ({"package_since": None, "package": "none"}, False),
        ({}, False),
    ],
)
def test_a_term_whose_start_nobody_told_is_a_warning(record: Row, told_unknown: bool) -> None:
    """S-22: it cannot be verified, and is not claimed to be over."""
    checked = check(her(action="löschen"), account=with_ute(**record))
    assert ("term_unknown" in codes(checked)) is told_unknown
    assert checked.ready["action"].tolist() == ["delete"]


def test_a_smaller_package_of_unknown_start_is_a_warning() -> None:
    """S-22."""
    checked = check(her(conference_package="Basic", action="ändern"), account=with_ute(package_since=None))
    assert codes(checked) == {"term_unknown"}


@pytest.mark.parametrize("cells", [{"location": "Berlin"}, {"trunk": "BERLIN-1"}])
def test_a_workplace_cannot_move(cells: Row) -> None:
    """R-13: it is deleted, when its term is over, and added anew."""
    account = with_ute(activated_on=days_ago(20))
    checked = check(her(**cells, action="ändern"), account=account)
    assert codes(checked) == {"workplace_cannot_move"}
    finding = told(checked, "workplace_cannot_move")
    assert (finding.params["trunk"], finding.params["site"]) == ("KOELN-1", "Köln")
    assert f"ab {in_days(10)} möglich" in words_of(finding, None, Lang.DE).fix


def test_a_login_name_stays_and_a_block_does_not_choose_a_number() -> None:
    """Section 1.3, R-10."""
    assert codes(check(her(username="ute.kern", action="ändern"), account=with_ute())) == {"username_stays"}
    assert codes(check(her(number_block="0221 4710", action="ändern"), account=with_ute())) == set()
    elsewhere = check(her(number_block="030 23125", action="ändern"), account=with_ute())
    assert "number_outside_block" in codes(elsewhere)
