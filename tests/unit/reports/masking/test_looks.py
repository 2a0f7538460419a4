"""How personal text looks to who may not see it."""

import pytest

from trunkload.reports.masking.looks import HIDDEN, initial, masked_mobile


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("Müller-Lüdenscheidt", "M."),
        ("  łukasz Jan", "Ł."),
        ("von der Heide", "V."),
        ("A n n a", "A."),
        ("0815", HIDDEN),
        ("-", HIDDEN),
        ("'Anna", "A."),
    ],
)
def test_of_a_name_one_letter_is_seen_whatever_was_typed(name: str, seen: str) -> None:
    assert initial(name) == seen


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("0152 28817386", "… 86"),
        ("+49 1522 8817386", "+49 … 86"),
        ("0049 152/28817386", "+49 … 86"),
        ("+4915228817386", "+49 … 86"),
        ("+44 7700 900123", "+44 … 23"),
        ("+1 555 0100199", "+1 … 99"),
        ("O152 28817386", "… 86"),
        ("4,91522E+12", "… 12"),
        ("+49 17", HIDDEN),
        ("siehe Anna", HIDDEN),
        ("+999 1234567", "… 67"),
    ],
)
def test_of_a_mobile_number_the_country_and_two_digits_are_seen(typed: str, seen: str) -> None:
    assert masked_mobile(typed) == seen
