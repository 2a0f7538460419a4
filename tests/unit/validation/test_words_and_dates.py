import pytest

from tests.unit.validation.builders import OF_ADDRESSES, Row, check, codes, numbered, people, told
from trunkload.validation.check import Checked

TABLE: tuple[tuple[Row, set[str]], ...] = (
    # dates; today is 23 November 2026
    ({"activation_date": "23.11.2026"}, set()),
    ({"activation_date": "22.11.2026"}, {"activation_past"}),
    ({"activation_date": "2026-11-23"}, set()),
    ({"activation_date": "2026-11-22"}, {"activation_past"}),
    ({"activation_date": "1.3.2027"}, set()),
    ({"activation_date": "2027-03-01 00:00:00"}, set()),
    ({"activation_date": "2027-03-01T08:00"}, set()),
    ({"activation_date": "28.02.2027"}, set()),
    ({"activation_date": "29.02.2027"}, {"date_form"}),
    ({"activation_date": "29.02.2028"}, set()),
    ({"activation_date": "31.04.2027"}, {"date_form"}),
    ({"activation_date": "01.13.2027"}, {"date_form"}),
    ({"activation_date": "01.03.27"}, {"date_form"}),
    ({"activation_date": "2027-3-1"}, {"date_form"}),
    ({"activation_date": "03/01/2027"}, {"date_form"}),
    ({"activation_date": "46082"}, {"date_serial"}),
    ({"activation_date": "sofort"}, {"date_form"}),
    ({"activation_date": "٠١.٠٣.٢٠٢٧"}, {"date_form"}),
    ({"activation_date": "01.01.0999"}, {"activation_past"}),
    # later than the first day at work
    ({"activation_date": "01.03.2027", "start_date": "01.03.2027"}, set()),
    ({"activation_date": "02.03.2027", "start_date": "01.03.2027"}, {"activation_after_entry"}),
    ({"activation_date": "02.03.2027", "start_date": "2027-03-03"}, set()),
    ({"start_date": "01.03.2020"}, set()),
    ({"start_date": "demnächst"}, {"entry_date_form"}),
    # postal codes
    ({"postal_code": "01067"}, set()),
    ({"postal_code": "1067"}, {"postal_code_zero_lost"}),
    ({"postal_code": "106"}, {"postal_code_form"}),
    ({"postal_code": "010670"}, {"postal_code_form"}),
    ({"postal_code": "D-01067"}, {"postal_code_form"}),
    ({"postal_code": "1010", "country": "AT"}, set()),
    ({"postal_code": "1010", "country": "Österreich"}, set()),
    ({"postal_code": "1010", "country": "Deutschland"}, {"postal_code_zero_lost"}),
    ({"country": "Frankreich"}, {"choice_unknown"}),
    ({"country": "fr"}, set()),
    # conference packages (S-20, R-21)
    ({"conference_package": "Basic"}, set()),
    ({"conference_package": "konferenz PLUS"}, set()),
    ({"conference_package": "Premium"}, set()),
    ({"conference_package": "keins"}, set()),
    ({"conference_package": "-"}, set()),
    ({"conference_package": "Konferenz"}, {"package_ambiguous"}),
    ({"conference_package": "ja"}, {"package_ambiguous"}),
    ({"conference_package": "x"}, {"package_ambiguous"}),
    ({"conference_package": "Gold"}, {"choice_unknown"}),
    # actions
    ({"action": "neu"}, set()),
    ({"action": "ADD"}, set()),
    ({"action": "Neuanlage"}, set()),
    ({"action": "Zugang"}, set()),
    ({"action": "ändern"}, {"person_unknown"}),
    ({"action": "Änderung"}, {"person_unknown"}),
    ({"action": "modify"}, {"person_unknown"}),
    ({"action": "löschen"}, {"person_unknown"}),
    ({"action": "KÜNDIGEN"}, {"person_unknown"}),
    ({"action": "Abgang"}, {"person_unknown"}),
    ({"action": "delete"}, {"person_unknown"}),
    ({"action": "umziehen"}, {"choice_unknown"}),
    ({"action": "Wechsel"}, {"choice_unknown"}),
)


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check(*people(cells for cells, _ in TABLE))


@pytest.mark.parametrize(("row", "case"), numbered(TABLE))
def test_words_dates_and_postal_codes_mean_one_thing_or_are_told(
    checked: Checked, row: int, case: tuple[Row, set[str]]
) -> None:
    """Section 7, S-20, R-21: an old package name is never mapped silently, no word for two actions is guessed."""
    assert codes(checked, row) - OF_ADDRESSES == case[1]


def test_a_postal_code_of_four_digits_comes_with_its_zero(checked: Checked) -> None:
    row = next(row for row, (cells, _) in numbered(TABLE) if cells.get("postal_code") == "1067")
    assert told(checked, "postal_code_zero_lost", row).suggestion == "01067"


def test_what_is_read_is_what_will_be_ordered(checked: Checked) -> None:
    """Dates as ISO text, packages by the carrier's names."""
    asked = checked.ready.loc[checked.ready["start_date"].notna(), "start_date"].tolist()
    assert asked[:4] == ["2026-11-23", "2026-11-23", "2027-03-01", "2027-03-01"]
    packages = [
        checked.decided["package"].to_dict()[row]
        for row, (cells, _) in numbered(TABLE)
        if "conference_package" in cells
    ]
    assert packages == ["basic", "plus", "premium", *["none"] * 6]
