import pytest

from tests.unit.validation.builders import Row, check, codes, numbered, people, told
from trunkload.validation.check import Checked
from trunkload.validation.rules import Rules

BANNED = {
    **dict.fromkeys(("77", "78", "770", "7899", "771234"), "internal_special_function"),
    **dict.fromkeys(("11800", "11833", "11899"), "internal_directory"),
    **dict.fromkeys(("110", "112", "1100", "1123", "110110"), "internal_emergency"),
    **dict.fromkeys(("7", "1234567", "12a", "٧٩٠", "-12", "+49"), "internal_form"),
}
ALLOWED = ("79", "76", "177", "0771", "118", "1180", "118000", "118123", "11", "10", "1110", "119", "12", "654321")
TYPED = (*BANNED, *ALLOWED)


@pytest.fixture(scope="module")
def typed() -> Checked:
    return check(*people({"internal_number": number} for number in TYPED))


@pytest.mark.parametrize(("row", "number"), numbered(TYPED))
def test_a_typed_internal_number_avoids_what_is_dialled_otherwise(typed: Checked, row: int, number: str) -> None:
    """S-17, S-18, S-19, R-04: "beginning with" includes the number itself; 118 is banned with five digits only."""
    assert codes(typed, row) == ({BANNED[number]} if number in BANNED else set())


def test_how_many_digits_internal_numbers_have_is_a_setting() -> None:
    """R-04: two to six unless the company says otherwise."""
    rows: list[Row] = [{"internal_number": number} for number in ("7", "34", "3456", "34567")]
    checked = check(*people(rows), rules=Rules(internal_min_digits=1, internal_max_digits=4))
    assert [codes(checked, row) for row in (2, 3, 4, 5)] == [set(), set(), set(), {"internal_form"}]
    assert told(checked, "internal_form", 5).params == {"least": "1", "most": "4"}


DERIVED: tuple[tuple[Row, set[str]], ...] = (
    ({"phone_number": "0221 4710-110"}, {"internal_emergency"}),
    ({"phone_number": "0221 4710-112"}, {"internal_emergency"}),
    ({"extension": "770"}, {"internal_special_function"}),
    ({"extension": "789"}, {"internal_special_function"}),
    ({"extension": "118"}, set()),
    ({"phone_number": "0221 4710-779", "internal_number": "4779"}, set()),
    ({"extension": "790"}, set()),
    # valid company-wide; Köln has 105, Berlin 121
    ({"location": "Berlin", "extension": "105"}, {"internal_taken"}),
    ({"location": "Berlin", "extension": "106", "internal_number": "3106"}, set()),
    ({"extension": "121"}, {"internal_taken"}),
    ({"internal_number": "120"}, {"internal_taken"}),
    ({"internal_number": "100"}, {"internal_taken"}),
    # in use itself: told once, by the number's state
    ({"extension": "107"}, {"number_assigned"}),
    # the same internal number twice in this sheet: typed, derived from two trunks, and mixed
    ({"internal_number": "333"}, {"internal_twice"}),
    ({"extension": "333"}, {"internal_twice"}),
    ({"location": "Köln", "extension": "140"}, {"internal_twice"}),
    ({"location": "Berlin", "extension": "140"}, {"internal_twice"}),
    ({"extension": "141"}, {"number_twice"}),
    ({"extension": "141"}, {"number_twice"}),
    ({"extension": "142", "internal_number": "4142"}, set()),
    ({"location": "Berlin", "extension": "142"}, set()),
)


@pytest.fixture(scope="module")
def derived() -> Checked:
    return check(*people(cells for cells, _ in DERIVED))


@pytest.mark.parametrize(("row", "case"), numbered(DERIVED))
def test_the_wished_extension_is_the_internal_number_where_none_is_given(
    derived: Checked, row: int, case: tuple[Row, set[str]]
) -> None:
    """S-17 to S-19, R-04: explicit numbers are judged, else the extension of the wished number is."""
    assert codes(derived, row) == case[1]


def test_a_clash_names_the_number_and_the_other_row_at_the_cell_that_causes_it(derived: Checked) -> None:
    """R-04."""
    one, other = told(derived, "internal_twice", 15), told(derived, "internal_twice", 16)
    assert (one.field, one.params) == ("internal_number", {"number": "333", "rows": "16"})
    assert (other.field, other.params) == ("extension", {"number": "333", "rows": "15"})
    emergency = told(derived, "internal_emergency", 2)
    assert (emergency.field, emergency.params["number"]) == ("phone_number", "110")


def test_without_a_wish_nobody_gets_a_banned_or_used_internal_number() -> None:
    """S-17 to S-19, R-04: automatic allocation skips 110 and 112, the workplaces' and this sheet's numbers."""
    wishes: list[Row] = [{"location": "Berlin", "internal_number": None} for _ in range(6)]
    checked = check(*people([*wishes, {"location": "Köln", "internal_number": "116"}]))
    assert checked.allocation is not None
    given = checked.allocation.given.loc[2:7, "internal_number"].tolist()
    assert given == ["114", "115", "117", "118", "119", "123"]
