from tests.builders import someone
from tests.unit.validation.builders import another, check, codes, told


def test_the_same_person_twice_names_both_rows_and_nothing_else() -> None:
    """Section 7: the same name with the same login address; neither row is chosen for the person."""
    one = someone("Ute", "Beck", username="ute.beck", phone_number="0221 4710-150", employee_id="7")
    two = {**one, "first_name": "UTE", "email": "Ute.Beck@example.org"}
    checked = check(one, another(1), two, one)
    assert [codes(checked, row) for row in (2, 3, 4, 5)] == [
        {"person_twice"},
        set(),
        {"person_twice"},
        {"person_twice"},
    ]
    assert [told(checked, "person_twice", row).params["rows"] for row in (2, 4, 5)] == ["4, 5", "2, 5", "2, 4"]


def test_the_same_name_with_another_address_is_another_person() -> None:
    checked = check(someone("Ute", "Beck"), someone("Ute", "Beck", email="ute2@example.org"))
    assert [codes(checked, row) for row in (2, 3)] == [set(), set()]


def test_what_may_stand_once_only_is_told_at_both_rows() -> None:
    """S-13, R-04, section 1.3 and 7: symmetric, with the other row's number."""
    cells = (
        ("employee_id_twice", "employee_id", "A7", "a7"),
        ("username_twice", "username", "ute.beck", "Ute.Beck"),
        ("number_twice", "phone_number", "0221 4710-150", "+49 221 4710150"),
        ("internal_twice", "internal_number", "444", "444"),
        ("auth_email_repeated", "auth_email", "team.a@example.org", "TEAM.A@example.org"),
    )
    rows = [
        another(2 * at + half, **{field: cell})
        for at, (_, field, *both) in enumerate(cells)
        for half, cell in enumerate(both)
    ]
    checked = check(*rows)
    for at, (code, field, *both) in enumerate(cells):
        first, second = 2 + 2 * at, 3 + 2 * at
        one, other = told(checked, code, first), told(checked, code, second)
        assert (one.field, one.value, one.params["rows"]) == (field, both[0], str(second))
        assert (other.field, other.value, other.params["rows"]) == (field, both[1], str(first))


def test_a_number_in_full_and_by_its_extension_is_the_same_wish() -> None:
    """S-13: told at the cell that each row filled."""
    checked = check(another(1, phone_number="0221 4710-150", extension=None), another(2, extension="150"))
    assert [told(checked, "number_twice", row).field for row in (2, 3)] == ["phone_number", "extension"]


def test_leading_zeros_make_another_employee_number() -> None:
    """Section 7."""
    checked = check(another(1, employee_id="007"), another(2, employee_id="7"))
    assert [codes(checked, row) for row in (2, 3)] == [set(), set()]
