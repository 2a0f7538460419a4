import pandas as pd
import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import TEXT
from tests.unit.validation.builders import Row, check, codes, numbered, people, told
from trunkload.validation.check import Checked
from trunkload.validation.emails import SHARED_MAILBOX, is_address

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
    ("a" * 64 + "@example.org", True),
    ("a" * 65 + "@example.org", False),
    ("ute@müller.example.org", True),
    ("ute@xn--a.example.org", False),
    ("ute@ab--cd.example.org", False),
    ("ute@example.xn--p1ai", True),
    ("ute@example.org1", False),
    ("ute@example.1g", True),
    ("ute@muller .example.org", False),
    ("a" * 64 + "@" + ".".join(["ü" * 40] * 3) + ".com", True),
    ("a" * 64 + "@" + ".".join(["ü" * 40] * 3) + "." + "b" * 40 + ".com", False),
)


@pytest.mark.parametrize(("address", "good"), ADDRESSES)
def test_an_address_is_one_that_mail_can_be_sent_to(address: str, *, good: bool) -> None:
    """S-03, S-10: RFC 5321, no DNS asked."""
    assert is_address(pd.Series([address], dtype=TEXT)).tolist() == [good]


PART = st.text(alphabet="aüZ09.-_'@ (\"ß/١\u200b", max_size=8)


@settings(deadline=None, max_examples=300)
@given(PART, PART, st.sampled_from(["", ".org", ".test", ".xn--p1ai", ".de1", "\n"]))
def test_the_quick_screen_says_what_the_library_says_address_by_address(name: str, domain: str, end: str) -> None:
    """S-03, S-10: the screen decides most of them without it."""
    typed = f"{name}@{domain}{end}"
    try:
        validate_email(typed, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        good = False
    else:
        good = True
    assert is_address(pd.Series([typed], dtype=TEXT)).tolist() == [good]


SHARED = (
    *("info@example.org", "INFO@example.org", "info2@example.org", "info-koeln@example.org", "empfang@example.org"),
    *("empfang.berlin@example.org", "reception@example.org", "zentrale@example.org", "sekretariat@example.org"),
    *("buero@example.org", "kontakt@example.org", "team@example.org", "personal@example.org", "hr@example.org"),
    *("buchhaltung@example.org", "sales@example.org", "vertrieb@example.org", "support@example.org"),
    *("no-reply@example.org", "noreply@example.org", "helpdesk@example.org"),
)
OWN = (
    *("informant@example.org", "hr.mueller@example.org", "personal.maria@example.org", "teammann@example.org"),
    *("ute.info@example.org", "post.anna@example.org", "mailer@example.org", "kontaktmann@example.org"),
)


@pytest.mark.parametrize(("address", "shared"), [*((one, True) for one in SHARED), *((one, False) for one in OWN)])
def test_mailboxes_that_several_people_read_are_known_by_their_names(address: str, *, shared: bool) -> None:
    """Section 7: German and English, also with a number or a place behind the name."""
    assert pd.Series([address], dtype=TEXT).str.contains(f"^{SHARED_MAILBOX}").tolist() == [shared]


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
