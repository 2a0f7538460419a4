"""A sheet is compared with the last uploads of its people: who is who, what is fixed, and which cells changed."""

from dataclasses import dataclass, replace

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import staff_sheet
from tests.unit.validation.builders import Row, another, check
from trunkload.validation.checked import Checked
from trunkload.validation.codes import Code
from trunkload.validation.comparing.compare import Earlier, compare
from trunkload.validation.comparing.people import People, people_of, rows_to_fix, uploads_of
from trunkload.validation.comparing.value import CellChange, Comparison
from trunkload.validation.findings import Finding, Scope, Severity
from trunkload.validation.rules import Policy, Rules
from trunkload.validation.told import findings_of

KEY = "k" * 16
WRONG = {"mobile": "0152 O"}
RIGHT = {"mobile": "0152 28817386"}


def ids(*rows: Row) -> list[Row]:
    """The rows with employee numbers, 1001 onwards."""
    return [{"employee_id": str(1001 + at), **row} for at, row in enumerate(rows)]


def sent(*rows: Row) -> Checked:
    """A sheet whose rows with a wrong mobile number, without a name or an address need fixing."""
    sheet = staff_sheet(*rows)
    staff = sheet.staff
    blocked = (staff["mobile"] == "0152 O") | staff[["first_name", "last_name", "email"]].isna().any(axis=1)
    blocked |= ~staff["email"].str.contains("@").fillna(value=False).astype(bool)
    found = [Finding(Code.MISSING, Severity.BLOCKED, Scope.ROW, row=int(row)) for row in staff.index[blocked]]
    return Checked(sheet, pd.DataFrame(index=staff.index), findings_of(found), pd.Index([], dtype="int64"), None, "1")


def earlier(checked: Checked, import_id: str = "imp-1") -> Earlier:
    return Earlier(import_id, checked.sheet, rows_to_fix(checked))


def compared(then: Checked, now: Checked) -> Comparison:
    comparison = compare([earlier(then)], now)
    assert comparison is not None
    return comparison


def test_the_same_file_again_has_nothing_fixed_and_nothing_changed() -> None:
    rows = ids(another(0, **WRONG), another(1), another(2))
    told = compared(sent(*rows), sent(*rows))
    assert told == Comparison(("imp-1",), left=(2,), unchanged=2, gone=0)
    assert (told.to_fix_then, told.new) == (1, 0)


def test_what_was_fixed_is_told_with_its_cell_then_and_now() -> None:
    told = compared(sent(*ids(another(0), another(1, **WRONG))), sent(*ids(another(0), another(1, **RIGHT))))
    assert told.fixed == (3,)
    change = CellChange(3, "E3", 3, "E3", "mobile", "Mobile", "0152 O", "0152 28817386")
    assert (told.cells, told.cells_changed) == ((change,), 1)


def test_resorted_rows_are_found_by_person() -> None:
    rows = ids(another(0, **WRONG), another(1), another(2), another(3))
    told = compared(sent(*rows), sent(*reversed([{**rows[0], **RIGHT}, *rows[1:]])))
    assert told == Comparison(("imp-1",), fixed=(5,), unchanged=3, gone=0, cells=told.cells, cells_changed=1)
    assert (told.cells[0].cell, told.cells[0].cell_then) == ("E5", "E2")


def test_a_file_of_the_rows_to_fix_alone_misses_nobody_else() -> None:
    """Of a workbook to fix nobody says that all the others are gone."""
    rows = ids(another(0), another(1, **WRONG), another(2, **WRONG), another(3))
    told = compared(sent(*rows), sent({**rows[1], **RIGHT}, rows[2]))
    assert (told.fixed, told.left, told.missing, told.gone) == ((2,), (3,), (), None)


def test_of_a_part_of_the_rows_to_fix_the_others_are_told_as_not_in_it() -> None:
    """One site got its own people; the sum must stand."""
    rows = ids(another(0), another(1, **WRONG), another(2, **WRONG))
    told = compared(sent(*rows), sent({**rows[2], **RIGHT}))
    assert (told.fixed, told.missing, told.to_fix_then, told.gone) == ((2,), (3,), 2, None)


def test_people_added_removed_made_worse_and_changed_are_each_told() -> None:
    rows = ids(another(0), another(1), another(2), another(3))
    now = [{**rows[0], **WRONG}, {**rows[1], "house_number": "9"}, rows[2], *ids(another(27), another(28, **WRONG))]
    for at, row in enumerate(now[3:]):
        row["employee_id"] = str(2000 + at)
    told = compared(sent(*rows), sent(*now))
    assert (told.worse, told.changed, told.added, told.unchanged, told.gone) == ((2,), (3,), (5, 6), 1, 1)
    assert told.new == 3
    assert [(one.row, one.field, one.then, one.now) for one in told.cells] == [
        (2, "mobile", "0152 28817386", "0152 O"),
        (3, "house_number", None, "9"),
    ]
    assert told.cells[1].cell_then is None


def test_a_person_is_found_whose_employee_number_was_the_mistake() -> None:
    """Two had the same number; one of them has the own one now, and the rows are sorted anew."""
    anna, ben = another(0, employee_id="1001"), another(1, employee_id="1001")
    told = compared(sent(anna, ben), sent({**ben, "employee_id": "1002"}, anna))
    assert [(one.row, one.row_then, one.field) for one in told.cells] == [(2, 3, "employee_id")]


def test_who_had_the_number_of_another_is_not_taken_for_that_one() -> None:
    anna, ben = another(0, employee_id="1002"), another(1, employee_id=None)
    told = compared(sent(anna, ben), sent({**anna, "employee_id": "1001"}, {**ben, "employee_id": "1002"}))
    assert [(one.row, one.row_then, one.then) for one in told.cells] == [(2, 2, "1002"), (3, 3, None)]


def test_a_person_without_a_number_is_found_by_name_when_the_address_was_wrong() -> None:
    then, now = another(0, email="person.aaberg.example.org"), another(0)
    told = compared(sent(another(5), then), sent(now, another(5)))
    assert (told.fixed, told.added, told.missing) == ((2,), (), ())


def test_a_person_without_a_number_is_found_by_address_when_the_name_was_missing() -> None:
    told = compared(sent(another(5), another(0, last_name=None)), sent(another(0), another(5)))
    assert (told.fixed, told.added) == ((2,), ())


def test_what_is_left_is_found_by_its_place_when_enough_of_it_is_the_same() -> None:
    """Neither number, nor name, nor address is as it was; a username and a wish are."""
    then = another(0, first_name=None, email=None, username="person.aa", phone_number="0221 4710-044")
    now = {**another(0), "username": "person.aa", "phone_number": "0221 4710-044"}
    told = compared(sent(then, another(5)), sent(now, another(5)))
    assert (told.fixed, told.added) == ((2,), ())


def test_another_person_in_the_same_place_is_another_person() -> None:
    told = compared(sent(another(0), another(5)), sent(another(1), another(5)))
    assert (told.added, told.unchanged, told.gone) == ((2,), 1, 1)


def test_a_mailbox_of_two_people_makes_them_no_one_person() -> None:
    office = {"email": "office@example.org"}
    told = compared(sent(another(0, **office), another(5)), sent(another(5), another(1, first_name="Ute", **office)))
    assert (told.added, told.unchanged, told.gone) == ((3,), 1, 1)


def test_a_person_without_number_and_name_is_found_by_the_address_alone() -> None:
    nameless = another(0, first_name=None, last_name=None)
    told = compared(sent(another(5), nameless), sent(another(0), another(5)))
    assert (told.fixed, told.added) == ((2,), ())


def test_a_mobile_number_that_several_share_makes_nobody_the_same() -> None:
    assert compare([earlier(sent(another(0), another(1)))], sent(another(2), another(3))) is None


def test_persons_who_stand_in_a_file_twice_are_counted_each() -> None:
    rows = ids(another(0), another(1))
    twice = [*rows, rows[0]]
    told = compared(sent(*twice), sent(*twice))
    assert (len(told.left) + told.unchanged, told.added, told.cells_changed) == (3, (), 0)


def test_one_of_two_alike_removed_leaves_one() -> None:
    rows = ids(another(0), another(1))
    told = compared(sent(*rows, {**rows[0], "house_number": "7"}), sent(*rows))
    assert (told.added, told.cells_changed) == ((), 0)


def test_blanks_are_no_change_and_capitals_are() -> None:
    """Somebody must see which username was made right."""
    then = sent(another(0, username="Max.M", department=" Vertrieb "))
    told = compared(then, sent(another(0, username="max.m", department="Vertrieb")))
    assert [(one.field, one.then, one.now) for one in told.cells] == [("username", "Max.M", "max.m")]


def test_a_day_in_its_other_notation_is_the_same_day() -> None:
    told = compared(sent(another(0, start_date="01.03.2027")), sent(another(0, start_date="2027-03-01")))
    assert (told.unchanged, told.cells) == (1, ())


def test_who_only_waited_for_others_needed_no_fixing() -> None:
    rules = Rules(policy=Policy.ALL_OR_NOTHING)
    rows = ids(another(0), another(1, **WRONG))
    told = compared(check(*rows, rules=rules), check(rows[0], {**rows[1], **RIGHT}, rules=rules))
    assert (told.fixed, told.unchanged, told.to_fix_then) == ((3,), 1, 1)


def test_of_three_uploads_the_last_word_on_each_person_counts() -> None:
    """All, then those to fix alone, then all again: nobody is new, and what the second one fixed is not told again."""
    rows = ids(another(0), another(1, **WRONG), another(2, **WRONG))
    first, second = sent(*rows), sent({**rows[1], **RIGHT}, rows[2])
    third = sent(rows[0], {**rows[1], **RIGHT}, {**rows[2], **RIGHT})
    told = compare([earlier(second, "imp-2"), earlier(first, "imp-1")], third)
    assert told is not None
    assert (told.earlier, told.fixed, told.to_fix_then) == (("imp-2", "imp-1"), (4,), 1)
    assert (told.new, told.changed, told.unchanged, told.gone) == (0, (), 2, 0)


def test_a_column_that_is_new_changes_those_alone_who_have_something_in_it() -> None:
    rows = ids(another(0), another(1), another(2))
    told = compared(sent(*rows), sent({**rows[0], "remark": "late"}, *rows[1:]))
    assert (told.changed, told.unchanged) == ((2,), 2)
    assert [(one.cell, one.cell_then, one.now) for one in told.cells] == [("G2", None, "late")]


def test_columns_may_have_moved_and_other_names() -> None:
    then, now = sent(*ids(another(0, **WRONG), another(1))), sent(*ids(another(0), another(1)))
    columns = tuple(
        replace(one, letter="XYZABCDEF"[at], header=f"New {at}") for at, one in enumerate(now.sheet.columns)
    )
    told = compared(then, replace(now, sheet=replace(now.sheet, columns=columns)))
    assert [(one.cell, one.cell_then, one.header) for one in told.cells] == [("B2", "E2", "New 4")]


@dataclass(frozen=True)
class Kept:
    """An earlier upload."""

    name: str
    people: People


def found(now: Checked, *uploads: tuple[str, Checked]) -> list[str]:
    kept = [Kept(name, people_of(one, KEY)) for name, one in uploads]
    return [one.name for one in uploads_of(people_of(now, KEY), kept)]


def test_the_uploads_that_people_were_last_in_are_found_newest_first() -> None:
    rows = ids(*map(another, range(6)))
    everyone, two, others = sent(*rows), sent(*rows[:2]), sent(*map(another, range(30, 36)))
    uploads = (("others", others), ("two", two), ("everyone", everyone))
    assert found(everyone, *uploads) == ["two", "everyone"]
    assert found(two, *uploads) == ["two"]
    assert found(others, *uploads) == ["others"]


def test_one_person_in_common_makes_no_comparison() -> None:
    january, february = ids(*map(another, range(5))), [*map(another, range(10, 15))]
    assert found(sent(*february[1:], january[0]), ("january", sent(*january))) == []


def test_a_number_or_address_that_several_share_finds_nobody() -> None:
    office = {"email": "office@example.org", "employee_id": "0"}
    january = sent(*(another(at, **office) for at in range(4)))
    assert found(sent(*(another(at, **office) for at in range(10, 14))), ("january", january)) == []


def test_without_the_key_nobody_is_found() -> None:
    checked = sent(*ids(another(0)))
    assert uploads_of(people_of(checked, KEY), [Kept("same", people_of(checked, "q" * 16))]) == []


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(range(8)), st.booleans(), st.booleans()), min_size=1, max_size=8))
def test_every_row_of_both_files_is_counted_once(told: list[tuple[int, bool, bool]]) -> None:
    """Some are wrong then, some now, some alone in one of the files, some twice."""
    then = sent(*[another(who, **(WRONG if wrong else RIGHT)) for who, wrong, _ in told])
    now = sent(*[another((who + later) % 8, **(RIGHT if wrong else WRONG)) for who, wrong, later in told])
    comparison = compare([earlier(then)], now)
    if comparison is None:
        return
    parts = (comparison.fixed, comparison.left, comparison.added, comparison.worse, comparison.changed)
    assert sum(map(len, parts)) + comparison.unchanged == len(now.sheet.staff)
    assert comparison.to_fix_then == len(rows_to_fix(then))
