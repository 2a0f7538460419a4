import pytest

from tests.builders import person
from tests.unit.validation.builders import Row, check, codes, people, told
from trunkload.intake.fields import STAFF_COLUMNS
from trunkload.validation.rules import Rules

EMPTY: tuple[tuple[Row, set[str]], ...] = (
    ({"first_name": None}, {"missing"}),
    ({"last_name": "  "}, {"missing"}),
    ({"first_name": "\u00a0", "last_name": None}, {"missing"}),
    ({"email": None}, {"missing"}),
    ({"first_name": "Max\tJ."}, {"control_characters"}),
    ({"last_name": "M\u202eax"}, {"control_characters"}),
    ({"last_name": "Müller2"}, {"name_has_digits"}),
    ({"street": None, "city": None, "department": None}, set()),
)


def test_names_and_a_login_address_must_be_there_and_an_empty_cell_is_told_as_nothing_else() -> None:
    """S-02, S-10: "missing" comes before wrong."""
    checked = check(*people(cells for cells, _ in EMPTY))
    assert [codes(checked, row) for row in range(2, 2 + len(EMPTY))] == [expected for _, expected in EMPTY]
    assert [one.field for one in checked.findings.of_row(4)] == ["first_name", "last_name"]


def test_which_fields_are_required_is_a_setting_and_each_gap_is_told_once() -> None:
    """S-02: the starred fields are not listed, so the company says them; S-01 and S-12 have nothing to add then."""
    required = ("last_name", "location", "trunk", "mobile", "email", "department")
    row = person(first_name=None, location=None, mobile=None, email=None)
    checked = check(row, rules=Rules(required=required))
    findings = [(one.code.value, one.field) for one in checked.findings]
    assert sorted(findings) == sorted(("missing", name) for name in required if name != "last_name")


def test_a_required_field_that_no_sheet_has_is_refused_with_the_names_of_the_fields() -> None:
    with pytest.raises(ValueError, match="required names no field phone; there are employee_id, action"):
        Rules(required=("phone",))


def test_internal_numbers_of_no_digits_cannot_be_set() -> None:
    with pytest.raises(ValueError, match="internal_min_digits must be 1 or more"):
        Rules(internal_min_digits=7)


@pytest.mark.parametrize("field", STAFF_COLUMNS)
@pytest.mark.parametrize("has_column", [True, False])
def test_any_field_can_be_required_and_is_missing_at_its_own_column(field: str, *, has_column: bool) -> None:
    """S-02: told at the cell, or of the row where the file has no such column."""
    row = {**person(), field: None} if has_column else {name: cell for name, cell in person().items() if name != field}
    checked = check(row, rules=Rules(required=(field,)))
    places = [(one.field, one.scope) for one in checked.findings if one.code == "missing"]
    assert (field, "cell" if has_column else "row") in places


def test_a_missing_login_address_is_told_where_it_belongs() -> None:
    """S-10: at the column for it, else at the ordinary address, else of the row."""
    both = check(person(email=None, auth_email=None))
    one = check(person(email=None))
    none = check({name: cell for name, cell in person().items() if name != "email"})
    places = [told(checked, "missing") for checked in (both, one, none)]
    assert [(place.field, place.scope) for place in places] == [
        ("auth_email", "cell"),
        ("email", "cell"),
        ("email", "row"),
    ]
