"""What says nothing of a person: the company's own places and numbers, days, fixed words – each in its column only."""

import pytest

from tests.builders import sample_account
from trunkload.reports.masking.cells import masked_cell
from trunkload.reports.masking.known import known_of
from trunkload.reports.masking.looks import HIDDEN

KNOWN = known_of(sample_account(), None)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("location", "Köln"),
        ("location", " köln "),
        ("trunk", "KOELN-1"),
        ("trunk", "koeln 1"),
        ("phone_number", "0221 4710-104"),
        ("phone_number", "+49 (0)221 4710104"),
        ("phone_number", "00492214710104"),
        ("extension", "104"),
        ("conference_package", "Plus"),
        ("action", "ändern"),
        ("auth_without_mobile", "ja"),
        ("activation_date", "01.03.2027"),
        ("start_date", "2027-01-01 00:00:00"),
    ],
)
def test_what_a_column_is_there_for_is_shown_as_typed(field: str, text: str) -> None:
    assert masked_cell(field, text, KNOWN) == text


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("location", "Quorlyn"),
        ("trunk", "0152 28817386"),
        ("phone_number", "0152 28817386"),
        ("extension", "7731942"),
        ("internal_number", "Quorlyn"),
        ("conference_package", "Köln"),
        ("activation_date", "Köln"),
        ("activation_date", "15.07.1983 Quorlyn"),
        ("department", "Vertrieb"),
        ("cost_center", "4711"),
        ("remark", "ja"),
        ("employee_id", "104"),
        ("city", "Köln"),
        ("username", "ja"),
        (None, "Köln"),
    ],
)
def test_anything_else_is_hidden_in_every_column(field: str | None, text: str) -> None:
    assert masked_cell(field, text, KNOWN) == HIDDEN


def test_without_an_account_no_place_is_known() -> None:
    nothing = known_of(None, None)
    assert [masked_cell(field, "104", nothing) for field in ("extension", "phone_number", "location")] == [HIDDEN] * 3
