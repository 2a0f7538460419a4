import stat
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import html5lib
import pytest

from trunkload.inventory.account import Package
from trunkload.notify.errors import NotifyError, NotifyProblem
from trunkload.notify.messages import Email, confirmation_email, password_message, welcome_email
from trunkload.notify.occasions import Confirmation, ConfirmedRow, WorkplaceLogin
from trunkload.notify.outbox import Outbox
from trunkload.orders.states import OrderState, ReadBack
from trunkload.validation.actions.action import Action
from trunkload.validation.language import Lang

LOGIN = WorkplaceLogin(
    given_name="Jürgen",
    family_name="Müller",
    username="juergen.mueller",
    email="juergen.mueller@example.org",
    mobile=None,
    password="Kiesel-7-Ofen-Wal",  # noqa: S106 — nobody's password
    number="+49 221 4710-012",
    internal_number="012",
    package=Package.PLUS,
    order_reference="2026-11-23-7f3a/1",
    item_id="17",
    lang=Lang.DE,
)
CONFIRMATION = Confirmation(
    import_id="2026-11-23-7f3a",
    to="admin@example.org",
    lang=Lang.DE,
    rows=(
        ConfirmedRow(
            4, Action.ADD, "Anna Beispiel", "anna.beispiel", "+49 221 4710-001", OrderState.COMPLETED, ReadBack.EQUAL
        ),
        ConfirmedRow(
            9,
            Action.ADD,
            "Jürgen Müller",
            "juergen.mueller",
            "+49 221 4710-002",
            OrderState.FAILED,
            None,
            "Benutzername vergeben",
        ),
        ConfirmedRow(11, Action.ADD, "<b>Max</b>", "max.muster", "+49 221 4710-003", OrderState.IN_PROGRESS),
    ),
)


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return Outbox(tmp_path / "outbox", now=lambda: datetime(2026, 11, 23, 14, 22, tzinfo=UTC))


def bodies(file: Path) -> tuple[str, str]:
    """The plain text and the HTML, as a mail program reads them."""
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    return plain.get_content().replace("\r\n", "\n"), html.get_content().replace("\r\n", "\n")


def test_the_welcome_mail_says_username_numbers_and_package(outbox: Outbox) -> None:
    """S-08, S-25; the plain text says the same as the HTML."""
    plain, html = bodies(outbox.tell(welcome_email(LOGIN)))
    assert plain == (
        "Guten Tag Jürgen Müller,\n"
        "\n"
        "Ihr Telefonarbeitsplatz ist eingerichtet. Damit melden Sie sich an:\n"
        "\n"
        "  Benutzername: juergen.mueller\n"
        "  Rufnummer: +49 221 4710-012\n"
        "  Interne Nummer: 012\n"
        "  Konferenzpaket: Konferenz Plus\n"
        "\n"
        "Das Passwort für die erste Anmeldung kommt in einer zweiten E-Mail.\n"
        "\n"
        "Ihre Telefonie-Administration\n"
    )
    assert [word for word in ("juergen.mueller", "+49 221 4710-012", "012", "Konferenz Plus") if word not in html] == []


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("mobile", [None, "+4915228817386"])
def test_the_password_is_never_in_the_welcome_mail(outbox: Outbox, lang: Lang, mobile: str | None) -> None:
    file = outbox.tell(welcome_email(replace(LOGIN, lang=lang, mobile=mobile)))
    assert "Kiesel-7-Ofen-Wal" not in "".join(bodies(file))


def test_without_a_mobile_the_password_comes_in_a_second_mail(outbox: Outbox) -> None:
    """S-09; the username is in the first mail only."""
    files = [outbox.tell(message) for message in (welcome_email(LOGIN), password_message(LOGIN))]
    assert [file.name for file in files] == [
        "2026-11-23-7f3a-1-17-welcome.eml",
        "2026-11-23-7f3a-1-17-password.eml",
    ]
    for body in bodies(files[1]):
        assert body.count("Kiesel-7-Ofen-Wal") == 1
        assert "juergen.mueller" not in body


def test_with_a_mobile_the_password_comes_by_sms(outbox: Outbox) -> None:
    """S-09."""
    login = replace(LOGIN, mobile="+4915228817386")
    files = [outbox.tell(message) for message in (welcome_email(login), password_message(login))]
    assert [file.name for file in files] == ["2026-11-23-7f3a-1-17-welcome.eml", "2026-11-23-7f3a-1-17-password.txt"]
    assert files[1].read_text("utf-8").startswith("To: +4915228817386\n\nIhr Telefonarbeitsplatz")
    assert files[1].read_text("utf-8").count("Kiesel-7-Ofen-Wal") == 1
    assert "kommt per SMS" in bodies(files[0])[0]


def test_the_admin_reads_every_row_with_its_result_and_what_to_do(outbox: Outbox) -> None:
    """S-25."""
    file = outbox.tell(confirmation_email(CONFIRMATION))
    plain, html = bodies(file)
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert mail["Subject"] == "Auftragsbestätigung: 1 von 3 Arbeitsplätzen eingerichtet"
    assert file.name == "2026-11-23-7f3a-confirmation.eml"
    assert "Zeile: 4\nName: Anna Beispiel\n" in plain
    assert "Ergebnis: eingerichtet und beim Anbieter nachgelesen\n" in plain
    assert "Ergebnis: nicht eingerichtet: Benutzername vergeben\n" in plain
    assert "bestellen Sie sie nicht neu" in plain
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    cells = ["".join(cell.itertext()) for cell in tree.iter("td")]
    assert cells[-5:] == ["11", "<b>Max</b>", "max.muster", "+49 221 4710-003", "noch offen"]
    assert list(tree.iter("b")) == []


@pytest.mark.parametrize("lang", Lang)
def test_every_mail_is_valid_html_in_its_language(outbox: Outbox, lang: Lang) -> None:
    login = replace(LOGIN, lang=lang, given_name="<img src=x>", family_name="{{7*7}}")
    messages = [welcome_email(login), password_message(login), confirmation_email(replace(CONFIRMATION, lang=lang))]
    for message in messages:
        _, html = bodies(outbox.tell(message))
        tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
        assert tree.get("lang") == lang
        assert list(tree.iter("img")) == []


def test_a_name_cannot_write_a_line_of_its_own_into_the_letter(outbox: Outbox) -> None:
    plain, _ = bodies(outbox.tell(welcome_email(replace(LOGIN, family_name="Müller\n  Passwort: hier klicken"))))
    assert [line for line in plain.splitlines() if line.strip().startswith("Passwort:")] == []


def test_telling_the_same_twice_leaves_one_file(outbox: Outbox, tmp_path: Path) -> None:
    first = outbox.tell(welcome_email(LOGIN))
    before = first.read_bytes()
    assert outbox.tell(welcome_email(LOGIN)) == first
    assert first.read_bytes() == before
    assert [file.name for file in (tmp_path / "outbox").iterdir()] == ["2026-11-23-7f3a-1-17-welcome.eml"]


def test_only_the_owner_may_read_what_holds_passwords(outbox: Outbox) -> None:
    file = outbox.tell(welcome_email(LOGIN))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_reference_cannot_lead_out_of_the_folder(outbox: Outbox, tmp_path: Path) -> None:
    file = outbox.tell(welcome_email(replace(LOGIN, order_reference="../../escape")))
    assert file.parent == tmp_path / "outbox"


def test_an_outbox_that_is_no_folder_is_a_permanent_failure_without_the_person_in_it(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("a file")
    with pytest.raises(NotifyError) as failed:
        Outbox(tmp_path / "outbox").tell(welcome_email(LOGIN))
    assert (failed.value.problem, failed.value.permanent) == (NotifyProblem.OUTBOX_CLOSED, True)
    assert str(failed.value) == "outbox_closed: 2026-11-23-7f3a/1-17-welcome"


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "outbox")
    (tmp_path / "outbox" / "x-welcome.eml").mkdir(parents=True)
    with pytest.raises(NotifyError):
        outbox.tell(Email("x-welcome", "a@example.org", "", "Hi", "Hi\n", "<p>Hi</p>"))
    assert [file.name for file in (tmp_path / "outbox").iterdir()] == ["x-welcome.eml"]
