"""What a form about one workplace asks for: what is another one than the carrier has, and nothing else."""

import pytest

from trunkload.web.workplaces import wishes_of

RECORD = {"first_name": "Lena", "conference_package": "plus", "mobile": "+4915228817386", "city": ""}


@pytest.mark.parametrize(
    ("form", "wishes"),
    [
        ({}, {}),
        ({"first_name": " Lena ", "city": ""}, {}),
        ({"first_name": "Magdalena", "proof": "x"}, {"first_name": "Magdalena"}),
        ({"first_name": ""}, {"first_name": ""}),
        ({"mobile": ""}, {"auth_without_mobile": "yes"}),
        ({"phone_number": "+492214710150"}, {"phone_number": "+492214710150"}),
        ({"conference_package": "none", "city": "Köln"}, {"conference_package": "none", "city": "Köln"}),
    ],
)
def test_only_what_is_another_one_is_asked_for(form: dict[str, str], wishes: dict[str, str]) -> None:
    assert wishes_of(RECORD, form) == wishes
