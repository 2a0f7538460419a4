"""What is deleted is gone for good: a row that is mixed up must never be ready."""

from tests.unit.validation.builders import Row, check, codes
from tests.unit.validation.workplaces import her, with_ute
from trunkload.validation.codes import Code


def test_another_persons_extension_keeps_a_workplace_from_being_deleted() -> None:
    """Section 7: every cell that says who is meant has to fit, however the number is written."""
    checked = check(her(action="löschen", extension="101"), account=with_ute())
    assert Code.PERSON_DIFFERS in codes(checked)
    assert checked.ready.empty


def test_the_same_workplace_twice_is_told_in_a_sheet_without_names_too() -> None:
    """The sheet has no column for either; the rows are named by their numbers."""
    row: Row = {"username": "ute.beck", "action": "löschen"}
    checked = check(row, row, account=with_ute())
    assert {row: Code.PERSON_TWICE in codes(checked, row) for row in (2, 3)} == {2: True, 3: True}
