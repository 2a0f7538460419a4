from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trunkload.notify.envelope import eml_bytes, plain_name, sms_bytes
from trunkload.notify.errors import NotifyError, NotifyProblem
from trunkload.notify.messages import Email, Sms

SENT_AT = datetime(2026, 11, 23, 14, 22, tzinfo=UTC)
SENDER = "telefonie@example.org"


def email_to(address: str = "j.mueller@example.org", name: str = "Jürgen Müller", subject: str = "Grüße") -> Email:
    return Email("2026-11-23-7f3a/1-17-welcome", address, name, subject, "Schöne Grüße\n", "<p>Schöne Grüße</p>\n")


def read_back(content: bytes) -> EmailMessage:
    return message_from_bytes(content, policy=policy.default)


def said(part: MIMEPart) -> str:
    return str(part.get_content()).replace("\r\n", "\n")


def test_umlauts_survive_in_every_part() -> None:
    mail = read_back(eml_bytes(email_to(), SENDER, SENT_AT))
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert mail["To"].addresses[0].display_name == "Jürgen Müller"
    assert mail["Subject"] == "Grüße"
    assert plain is not None
    assert html is not None
    assert said(plain) == "Schöne Grüße\n"
    assert said(html) == "<p>Schöne Grüße</p>\n"
    assert plain.get_content_charset() == "utf-8"


def test_the_headers_are_those_of_a_proper_message() -> None:
    mail = read_back(eml_bytes(email_to(), SENDER, SENT_AT))
    assert mail["From"] == "telefonie@example.org"
    assert mail["Date"] == "Mon, 23 Nov 2026 14:22:00 +0000"
    assert mail["Message-ID"] == "<2026-11-23-7f3a-1-17-welcome.384c6c0c01ae@example.org>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content_type() == "multipart/alternative"


def test_the_same_message_at_the_same_time_is_the_same_bytes() -> None:
    assert eml_bytes(email_to(), SENDER, SENT_AT) == eml_bytes(email_to(), SENDER, SENT_AT)


@given(st.text(), st.text())
def test_no_name_and_no_subject_can_begin_a_header_of_its_own(name: str, subject: str) -> None:
    hostile = email_to(name=f"{name}\r\nBcc: all@example.com", subject=f"{subject}\nX-Evil: 1")
    mail = read_back(eml_bytes(hostile, SENDER, SENT_AT))
    assert mail.keys() == [
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
    ]  # fmt: skip
    assert [address.addr_spec for address in mail["To"].addresses] == ["j.mueller@example.org"]
    assert mail.defects == []


def test_a_body_cannot_end_its_part() -> None:
    boundary = read_back(eml_bytes(email_to(), SENDER, SENT_AT)).get_boundary()
    email = Email(email_to().name, "a@example.org", "", "Hi", f"--{boundary}--\n", f"<p>\n--{boundary}\n</p>\n")
    mail = read_back(eml_bytes(email, SENDER, SENT_AT))
    assert [said(part) for part in mail.iter_parts()] == [email.text, email.html]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "anna",
        "@example.org",
        "anna@",
        "a@example.org, b@example.com",
        "a@example.org\r\nBcc: b@example.com",
        "jürgen@example.org",
        "anna <a@example.org>",
    ],
)
def test_an_address_that_no_server_takes_is_told_as_permanent(address: str) -> None:
    with pytest.raises(NotifyError) as failed:
        eml_bytes(email_to(address), SENDER, SENT_AT)
    assert (failed.value.problem, failed.value.permanent) == (NotifyProblem.ADDRESS_UNUSABLE, True)
    assert address == "" or address not in str(failed.value)


def test_a_domain_with_umlauts_is_written_as_mail_servers_know_it() -> None:
    mail = read_back(eml_bytes(email_to("anna@müller.example.org"), SENDER, SENT_AT))
    assert mail["To"].addresses[0].addr_spec == "anna@xn--mller-kva.example.org"


def test_an_sms_file_names_the_number_once_and_then_says_the_text() -> None:
    assert sms_bytes(Sms("x", "+4915228817386", "Grüße")) == "To: +4915228817386\n\nGrüße\n".encode()


@pytest.mark.parametrize(
    ("name", "file_name"),
    [
        ("2026-11-23-7f3a/1-17-welcome", "2026-11-23-7f3a-1-17-welcome"),
        ("../../etc/x", "-..-etc-x"),
        ("a b\nc", "a-b-c"),
    ],
)
def test_a_name_is_one_file_name_whatever_stood_in_it(name: str, file_name: str) -> None:
    assert plain_name(name) == file_name


@pytest.mark.parametrize("verb", ["eingerichtet", "geändert", "gelöscht"])
@pytest.mark.parametrize("n", [1, 22, 333, 4444, 55555])
def test_a_long_subject_reads_as_it_was_written(verb: str, n: int) -> None:
    """RFC 2047: a blank between two encoded words is none, so it stands within one of them."""
    subject = f"Auftragsbestätigung: {n} von {n} Arbeitsplätzen {verb}, {n} von {n} geändert"
    content = eml_bytes(email_to(subject=subject), SENDER, SENT_AT)
    assert read_back(content)["Subject"] == subject
    assert max(len(line) for line in content.split(b"\r\n\r\n")[0].split(b"\r\n")) <= 76
