"""What of an ordered row can be taken back: now, not any more, or not before a day (R-11, S-22)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pytest

from trunkload.intake.fields import Field
from trunkload.inventory.workplace_record import ADDRESS, Changed
from trunkload.orders.reversal import Ground, Now, NumberNow, Reversal, Standing
from trunkload.orders.undo_cells import cells_of_removal
from trunkload.orders.undoing import number_wanted, undo_row
from trunkload.validation.actions.action import Action

TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Row:
    """A completed row, as it was ordered."""

    action: Action = Action.ADD
    record_before: Mapping[str, str | None] | None = None
    row: int = 7
    username: str = "anna.schmidt"
    given_name: str = "Anna"
    family_name: str = "Schmidt"
    email: str = "anna.schmidt@example.org"
    mobile: str | None = "+4915228817386"
    trunk: str = "KOELN-1"
    number: str = "+492214710100"
    internal_number: str = "100"
    package: str = "premium"
    street: str | None = "Neue Gasse"
    house_number: str | None = "1"
    postal_code: str | None = "50667"
    city: str | None = "Köln"
    country: str | None = "DE"


ORDERED: dict[str, str | None] = {
    **{name: getattr(Row(), name) for name in ("username", "given_name", "family_name", "email", "mobile", "trunk")},
    **{name: getattr(Row(), name) for name in ("number", "internal_number", "package", "street", "house_number")},
    **{name: getattr(Row(), name) for name in ("postal_code", "city", "country")},
}
NEW = Row()
ENDED = Row(Action.DELETE)


def changed(**before: str | None) -> Row:
    """A row that changed what is named; `before`: what that was."""
    return Row(Action.MODIFY, {**ORDERED, **before})


def there(now: Now | None = None, /, **cells: str | None) -> Now:
    """The workplace is at the carrier as ordered, but for `cells`."""
    return replace(now or Now(None), record={**ORDERED, "state": "active", "import_id": None, **cells})


RESTING, TAKEN, NO_MORE = NumberNow("resting", "2027-02-01"), NumberNow("held"), NumberNow(None)


@pytest.mark.parametrize(
    ("row", "now", "ground", "cells"),
    [
        (NEW, there(), Ground.REMOVAL, {Field.ACTION: "delete", Field.USERNAME: "anna.schmidt"}),
        (NEW, there(Now(None, ends_on="2026-11-23")), Ground.REMOVAL, None),
        (
            changed(package="basic", email="old@example.org"),
            there(),
            Ground.CHANGE_BACK,
            {
                Field.ACTION: "modify",
                Field.USERNAME: "anna.schmidt",
                Field.AUTH_EMAIL: "old@example.org",
                Field.CONFERENCE_PACKAGE: "basic",
            },
        ),
        (
            changed(package=None, mobile=None),
            there(Now(None, package_ends_on="2026-11-23")),
            Ground.CHANGE_BACK,
            {
                Field.ACTION: "modify",
                Field.USERNAME: "anna.schmidt",
                Field.AUTH_WITHOUT_MOBILE: "yes",
                Field.CONFERENCE_PACKAGE: "none",
            },
        ),
        (
            changed(number="+492214710300", internal_number="300"),
            there(),
            Ground.CHANGE_BACK,
            {
                Field.ACTION: "modify",
                Field.USERNAME: "anna.schmidt",
                Field.PHONE_NUMBER: "+492214710300",
                Field.INTERNAL_NUMBER: "300",
            },
        ),
        (
            replace(ENDED, mobile=None, package="none"),
            Now(None),
            Ground.NEW_AGAIN,
            {
                Field.ACTION: "add",
                Field.USERNAME: "anna.schmidt",
                Field.FIRST_NAME: "Anna",
                Field.LAST_NAME: "Schmidt",
                Field.AUTH_EMAIL: "anna.schmidt@example.org",
                Field.AUTH_WITHOUT_MOBILE: "yes",
                Field.TRUNK: "KOELN-1",
                Field.PHONE_NUMBER: "+492214710100",
                Field.INTERNAL_NUMBER: "100",
                Field.CONFERENCE_PACKAGE: "none",
                Field.STREET: "Neue Gasse",
                Field.HOUSE_NUMBER: "1",
                Field.POSTAL_CODE: "50667",
                Field.CITY: "Köln",
                Field.COUNTRY: "DE",
            },
        ),
    ],
)
def test_what_nobody_touched_and_no_term_holds_is_taken_back_now(
    row: Row, now: Now, ground: Ground, cells: Mapping[Field, str] | None
) -> None:
    told = undo_row(row, now, TODAY)
    assert (told.standing, told.ground) == (Standing.NOW, ground)
    assert told.cells == (cells or told.cells)


def test_a_larger_package_comes_back_any_day() -> None:
    """S-21: only what becomes smaller has to wait."""
    down = replace(changed(package="premium"), package="none")
    told = undo_row(down, there(Now(None, package_ends_on="2027-01-01"), package=None), TODAY)
    assert (told.ground, told.changes) == (Ground.CHANGE_BACK, (Changed("package", None, "premium"),))


@pytest.mark.parametrize(
    ("row", "now", "ground", "until"),
    [
        (NEW, there(Now(None, ends_on="2026-11-24")), Ground.TERM, "2026-11-24"),
        (changed(package="plus"), there(Now(None, package_ends_on="2026-12-23")), Ground.PACKAGE_TERM, "2026-12-23"),
        (changed(number="+492214710300"), there(Now(None, number=RESTING)), Ground.NUMBER_RESTS, "2027-02-01"),
        (
            changed(number="+492214710300", package="none"),
            there(Now(None, number=RESTING, package_ends_on="2027-02-02")),
            Ground.PACKAGE_TERM,
            "2027-02-02",
        ),
        (ENDED, Now(None, number=RESTING), Ground.NUMBER_RESTS, "2027-02-01"),
    ],
)
def test_what_a_term_holds_is_locked_until_the_day_on_which_it_is_over(
    row: Row, now: Now, ground: Ground, until: str
) -> None:
    assert undo_row(row, now, TODAY) == Reversal(7, Standing.LOCKED, ground, until=until)


OTHER_CITY = (Changed("city", "Köln", "Bonn"),)


@pytest.mark.parametrize(
    ("row", "now", "told"),
    [
        (NEW, there(Now(None, changed_by="imp-2")), Reversal(7, Standing.STAYS, Ground.CHANGED_BY, by="imp-2")),
        (NEW, Now(None, changed_by="imp-2"), Reversal(7, Standing.STAYS, Ground.CHANGED_BY, by="imp-2")),
        (NEW, Now(None), Reversal(7, Standing.STAYS, Ground.GONE)),
        (changed(package="none"), Now(None), Reversal(7, Standing.STAYS, Ground.GONE)),
        (
            NEW,
            there(state="changing", import_id="imp-3"),
            Reversal(7, Standing.STAYS, Ground.CHANGING, by="imp-3"),
        ),
        (NEW, there(city="Bonn"), Reversal(7, Standing.STAYS, Ground.ELSEWHERE, changes=OTHER_CITY)),
        (
            changed(package="none"),
            there(city="Bonn"),
            Reversal(7, Standing.STAYS, Ground.ELSEWHERE, changes=OTHER_CITY),
        ),
        (Row(Action.MODIFY), there(), Reversal(7, Standing.STAYS, Ground.NOT_KEPT)),
        (changed(), there(), Reversal(7, Standing.STAYS, Ground.AS_BEFORE)),
        (
            changed(street=None, package="none"),
            there(),
            Reversal(7, Standing.STAYS, Ground.WAS_EMPTY, changes=(Changed("street", "Neue Gasse", None),)),
        ),
        (
            changed(number="+492214710300", package="none"),
            there(Now(None, number=TAKEN, package_ends_on="2027-01-01")),
            Reversal(7, Standing.STAYS, Ground.NUMBER_TAKEN, by="held"),
        ),
        (ENDED, Now(None, number=NO_MORE), Reversal(7, Standing.STAYS, Ground.NUMBER_TAKEN)),
        (ENDED, there(), Reversal(7, Standing.STAYS, Ground.STILL_THERE)),
        (
            ENDED,
            Now(None, again="anna.schmidt2"),
            Reversal(7, Standing.STAYS, Ground.BACK_ALREADY, by="anna.schmidt2"),
        ),
    ],
)
def test_what_is_not_as_it_was_ordered_stays_and_the_reason_is_told(row: Row, now: Now, told: Reversal) -> None:
    assert undo_row(row, now, TODAY) == told


def test_an_address_that_was_not_ordered_is_the_carriers_own() -> None:
    without = replace(NEW, street=None, house_number=None, postal_code=None, city=None, country=None)
    assert undo_row(without, there(city="Bonn"), TODAY).ground is Ground.REMOVAL
    record = {**ORDERED, **dict.fromkeys(ADDRESS)}
    change = replace(without, action=Action.MODIFY, record_before={**record, "package": "none"})
    assert undo_row(change, there(**dict.fromkeys(ADDRESS)), TODAY).ground is Ground.CHANGE_BACK
    assert undo_row(change, there(**{**dict.fromkeys(ADDRESS), "city": "Bonn"}), TODAY).ground is Ground.ELSEWHERE


def test_a_number_comes_back_only_where_another_one_was_given() -> None:
    assert number_wanted(NEW) is None
    assert number_wanted(changed(package="none")) is None
    assert number_wanted(Row(Action.MODIFY)) is None
    assert number_wanted(changed(number="+492214710300")) == "+492214710300"
    assert number_wanted(ENDED) == ENDED.number
    assert undo_row(changed(city="Bonn"), there(Now(None, number=TAKEN)), TODAY).ground is Ground.CHANGE_BACK


def test_a_workplace_without_a_username_is_named_by_its_number() -> None:
    cells = cells_of_removal({**ORDERED, "username": None})
    assert cells == {Field.ACTION: "delete", Field.PHONE_NUMBER: "+492214710100"}
