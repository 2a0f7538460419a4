import pandas as pd
import pytest

from tests.builders import TEXT
from tests.unit.validation.builders import Row, check, codes, numbered, people, told
from trunkload.validation.check import Checked
from trunkload.validation.emails import is_address

LONGEST = "a" * 64 + "@" + ".".join(["b" * 61] * 3) + ".com"

ADDRESSES = (
    ("ute.beck@example.org", True),
    ("u@example.co", True),
    ("ute+telefon@mail.example.org", True),
    ("ute_beck-1@example.org", True),
    ("o'neil@example.org", True),
    ("ute@xn--mller-kva.example.org", True),
    (LONGEST, True),
    ("a" + LONGEST, False),
    ("ute.beck@", False),
    ("@example.org", False),
    ("ute.beck", False),
    ("ute beck@example.org", False),
    ("ute..beck@example.org", False),
    (".ute@example.org", False),
    ("ute.@example.org", False),
    ("ute@beck@example.org", False),
    ("ute@example", False),
    ("ute@-example.org", False),
    ("ute@example..org", False),
    ("ute@firma.local", False),
    ("ute@firma.TEST", False),
    ("Ute Beck <ute@example.org>", False),
    ("ute@example.org; max@example.org", False),
    ("üte@example.org", False),
    ("ute@example.org\n", False),
)


@pytest.mark.parametrize(("address", "good"), ADDRESSES)
def test_an_address_is_one_that_mail_can_be_sent_to(address: str, *, good: bool) -> None:
    """S-03, S-10: RFC 5321, no DNS asked."""
    assert is_address(pd.Series([address], dtype=TEXT)).tolist() == [good]


TABLE: tuple[tuple[Row, set[str], str | None], ...] = (
    ({"email": "a@example.org"}, set(), "a@example.org"),
    ({"email": "b@example.org", "auth_email": "c@example.com"}, set(), "c@example.com"),
    ({"email": None, "auth_email": "d@example.org"}, set(), "d@example.org"),
    ({"email": "e@", "auth_email": "e@example.org"}, {"email_form"}, None),
    ({"email": "f@example.org", "auth_email": "f@"}, {"email_form"}, None),
    ({"email": "info@"}, {"email_form"}, None),
    ({"email": "info@example.org"}, {"email_shared"}, "info@example.org"),
    ({"email": "HR@example.com"}, {"email_shared"}, "HR@example.com"),
    ({"email": "information@example.org"}, set(), "information@example.org"),
    ({"email": "info@example.com", "auth_email": "g@example.org"}, set(), "g@example.org"),
    # S-11
    ({"email": "h@example.org", "auth_email_confirm": "h@EXAMPLE.org "}, set(), "h@example.org"),
    ({"email": "i@example.org", "auth_email_confirm": "I@example.org"}, {"auth_email_differs"}, None),
    ({"email": "j@example.org", "auth_email_confirm": "j@example.com"}, {"auth_email_differs"}, None),
    ({"email": "k@example.org", "auth_email_confirm": None}, set(), "k@example.org"),
    ({"email": None, "auth_email_confirm": "l@example.org"}, {"missing"}, None),
    # two people with one login address
    ({"email": "m@example.org"}, {"auth_email_repeated"}, "m@example.org"),
    ({"email": "n@example.org", "auth_email": "M@example.org"}, {"auth_email_repeated"}, "M@example.org"),
)


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check(*people(cells for cells, _, _ in TABLE))


@pytest.mark.parametrize(("row", "case"), numbered(TABLE))
def test_the_login_goes_to_its_own_address_or_to_the_ordinary_one(
    checked: Checked, row: int, case: tuple[Row, set[str], str | None]
) -> None:
    """S-03, S-10, S-11: the domain whatever its capitals; a shared or repeated address is a warning only."""
    assert codes(checked, row) == case[1]
    assert checked.ready["email"].get(row) == case[2]


def test_a_finding_about_the_login_stands_at_the_cell_that_was_filled(checked: Checked) -> None:
    """S-03: a sheet may have both columns, and fill one."""
    shared, first, second = (
        told(checked, "email_shared", 8),
        told(checked, "auth_email_repeated", 17),
        told(checked, "auth_email_repeated", 18),
    )
    assert (shared.field, shared.value) == ("email", "info@example.org")
    assert (first.field, first.params["rows"]) == ("email", "18")
    assert (second.field, second.value, second.params["rows"]) == ("auth_email", "M@example.org", "17")


def test_both_addresses_are_named_where_they_differ(checked: Checked) -> None:
    """S-11."""
    finding = told(checked, "auth_email_differs", 14)
    assert (finding.value, finding.params["other"]) == ("j@example.com", "j@example.org")
