import pytest

from tests.unit.validation.builders import Row, check, codes, numbered, people, told
from trunkload.validation.check import Checked
from trunkload.validation.rules import Delivery, Rules

MOBILE = "0152 28817386"

TABLE: tuple[tuple[Row, str | None, str | None, str | None], ...] = (
    # cells, finding when strict, finding when lenient, channel
    ({"mobile": MOBILE}, None, None, "sms"),
    ({"mobile": MOBILE, "auth_without_mobile": "nein"}, None, None, "sms"),
    ({"mobile": MOBILE, "auth_without_mobile": "FALSCH"}, None, None, "sms"),
    ({"mobile": None, "auth_without_mobile": "ja"}, None, None, "email"),
    ({"mobile": None, "auth_without_mobile": "X"}, None, None, "email"),
    ({"mobile": None, "auth_without_mobile": "WAHR"}, None, None, "email"),
    ({"mobile": None, "auth_without_mobile": "1"}, None, None, "email"),
    ({"mobile": None, "auth_without_mobile": None}, "delivery_unclear", "delivery_by_email", "email"),
    ({"mobile": None, "auth_without_mobile": "nein"}, "delivery_unclear", "delivery_by_email", "email"),
    ({"mobile": " ", "auth_without_mobile": "0"}, "delivery_unclear", "delivery_by_email", "email"),
    ({"mobile": MOBILE, "auth_without_mobile": "ja"}, "delivery_contradictory", "delivery_contradictory", None),
    ({"mobile": MOBILE, "auth_without_mobile": "vielleicht"}, "choice_unknown", "choice_unknown", None),
    ({"mobile": None, "auth_without_mobile": "vielleicht"}, "choice_unknown", "choice_unknown", None),
)


@pytest.fixture(scope="module", params=list(Delivery))
def judged(request: pytest.FixtureRequest) -> tuple[Delivery, Checked]:
    delivery = Delivery(request.param)
    return delivery, check(*people(cells for cells, *_ in TABLE), rules=Rules(delivery=delivery))


@pytest.mark.parametrize(("row", "case"), numbered(TABLE))
def test_the_password_goes_exactly_one_way(
    judged: tuple[Delivery, Checked], row: int, case: tuple[Row, str | None, str | None, str | None]
) -> None:
    """S-09, S-12: the truth table, in both declared policies; a weaker delivery is never chosen silently."""
    delivery, checked = judged
    _, strict, lenient, channel = case
    expected = strict if delivery is Delivery.STRICT else lenient
    assert codes(checked, row) == ({expected} if expected else set())
    blocked = expected not in (None, "delivery_by_email")
    assert checked.ready["password_channel"].get(row) == (None if blocked else channel)


TARGETS = (
    ("0152 28817386", None),
    ("+49 152 28817386", None),
    ("0152 2881738", None),
    ("0152 288173", "mobile_not_mobile"),
    ("0152 288173861", "mobile_not_mobile"),
    ("030 23125100", "mobile_not_mobile"),
    ("0221 4710100", "mobile_not_mobile"),
    ("110", "phone_special"),
    ("0800 23125100", "phone_special"),
    ("+49 (0)152 2881738612345", "phone_too_long"),
    ("152 28817386", "phone_no_prefix"),
    ("49 152 28817386", "phone_no_prefix"),
    ("3023125100", "phone_no_prefix"),
    ("1,5228E+10", "phone_digits_lost"),
    # no country's number, and numbers that other countries reserve for films
    ("+999 12345678", "mobile_not_mobile"),
    ("+1234", "mobile_not_mobile"),
    ("+44 20 7946 0000", "mobile_not_mobile"),
    ("+46 70 174 06 05", "mobile_foreign"),
)


@pytest.fixture(scope="module")
def targets() -> Checked:
    return check(*people({"mobile": number} for number, _ in TARGETS))


@pytest.mark.parametrize(("row", "case"), numbered(TARGETS))
def test_an_sms_goes_to_mobile_numbers_only(targets: Checked, row: int, case: tuple[str, str | None]) -> None:
    """S-12, N-09: ten or eleven national digits; a number abroad is a warning."""
    assert codes(targets, row) == ({case[1]} if case[1] else set())


def test_a_mobile_number_that_lost_its_beginning_comes_with_a_proposal_only_if_it_looks_like_one(
    targets: Checked,
) -> None:
    """Section 2.4: it is never guessed, the person decides."""
    proposed = [told(targets, "phone_no_prefix", row).suggestion for row in (12, 13, 14)]
    assert proposed == ["+4915228817386", "+4915228817386", None]


def test_the_number_is_kept_in_one_form(targets: Checked) -> None:
    """S-09."""
    assert targets.ready["mobile"].tolist()[:2] == ["+4915228817386"] * 2
