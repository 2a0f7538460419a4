import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import TEXT, someone
from tests.unit.validation.builders import another, check, codes, told
from trunkload.validation.language import Lang
from trunkload.validation.others import NAMED, others_of
from trunkload.validation.wording import words_of


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


def test_both_rows_get_the_same_sentence_with_both_cells() -> None:
    """Section 7: who reads one of them knows where the other stands."""
    checked = check(another(1, employee_id="004711"), another(2), another(3, employee_id="004711"))
    finding, other = told(checked, "employee_id_twice", 2), told(checked, "employee_id_twice", 4)
    assert finding.column == other.column == "F"
    english = {words_of(one, "Personalnummer", Lang.EN).message for one in (finding, other)}
    assert english == {"Row 2 (F2) and row 4 (F4) have the same “Personalnummer” 004711."}
    german = words_of(other, "PersNr", Lang.DE).message
    assert german == "Zeile 2 (F2) und Zeile 4 (F4) haben dieselbe Personalnummer 004711 („PersNr“)."


def test_rows_that_say_it_in_different_columns_are_named_with_their_own_cells() -> None:
    checked = check(another(1, phone_number="0221 4710-150", extension=None), another(2, extension="150"))
    finding = told(checked, "number_twice", 3)
    assert (
        words_of(finding, None, Lang.EN).message == "Row 2 (F2) and row 3 (G3) ask for the same number +49 221 4710150."
    )


@pytest.mark.parametrize(
    ("count", "beginning"),
    [
        (3, "Row 2 (C2), row 3 (C3) and row 4 (C4) have"),
        (4, "Row 2 (C2), row 3 (C3), row 4 (C4) and row 5 (C5) have"),
        (5, "Row 2 (C2), row 3 (C3), row 4 (C4), row 5 (C5) and 1 other row have"),
        (6, "Row 2 (C2), row 3 (C3), row 4 (C4), row 5 (C5) and 2 other rows have"),
    ],
)
def test_of_many_rows_a_few_are_named_and_the_others_counted(count: int, beginning: str) -> None:
    checked = check(*(another(number, email="all@example.org") for number in range(count)))
    assert words_of(told(checked, "auth_email_repeated", 2), None, Lang.EN).message.startswith(beginning)


def one_by_one(keys: pd.Series) -> dict[int, tuple[str, str]]:
    """The first others of each row, and how many more there are."""
    told, filled = {}, [(int(str(row)), key) for row, key in keys.dropna().items()]
    for row, key in filled:
        others = [str(other) for other, same in filled if same == key and other != row]
        if others:
            told[row] = (", ".join(others[:NAMED]), str(max(0, len(others) - NAMED)))
    return told


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from(["a", "b", "c", None]), max_size=14))
def test_the_others_of_a_row_are_those_of_looking_at_every_pair(typed: list[str | None]) -> None:
    """Section 7."""
    keys = pd.Series(typed, index=pd.RangeIndex(2, 2 + len(typed)), dtype=TEXT)
    found = others_of(keys, pd.Series("A", index=keys.index, dtype=TEXT))
    rows, more = found["rows"].to_dict(), found["more"].to_dict()
    assert {row: (rows[row], more[row]) for row in rows} == one_by_one(keys)
    assert [cells.replace("A", "") for cells in found["cells"]] == list(rows.values())
