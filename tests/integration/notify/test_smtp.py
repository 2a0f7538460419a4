"""E-mails leave by SMTP to a real server on this machine, encrypted, logged in, and every refusal is understood."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.notify.mail_servers import (
    PASSWORD,
    USER,
    Postmaster,
    free_port,
    login_required,
    mail_server,
    make_certificate,
    tls_mail_server,
)
from trunkload.notify.errors import NotifyError, NotifyProblem
from trunkload.notify.messages import Email
from trunkload.notify.smtp import Security, SmtpMessenger, SmtpServer

ANNA, JUERGEN = "anna.beispiel@example.org", "juergen.mueller@example.org"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("certificates"), "127.0.0.1")


@pytest.fixture
def postmaster() -> Postmaster:
    return Postmaster()


def mail(to: str = JUERGEN, name: str = "imp-2026-11-23-0001/b01-17-changed") -> Email:
    return Email(name, to, "Jürgen Müller", "Ihr Arbeitsplatz wurde geändert – jetzt", "Grüße\n", "<p>Grüße</p>")


def messenger(port: int, security: Security = "none", **server: str) -> SmtpMessenger:
    return SmtpMessenger(SmtpServer("127.0.0.1", port, security, timeout=5, **server), "telephony@example.com")


def failure(told_by: SmtpMessenger, message: Email) -> tuple[NotifyProblem, bool, bool]:
    with pytest.raises(NotifyError) as failed:
        told_by.tell(message)
    told_by.close()
    assert str(failed.value) == f"{failed.value.problem}: {message.name}"
    return failed.value.problem, failed.value.permanent, failed.value.whole_way


def test_an_email_arrives_as_it_was_written_over_starttls_with_a_login(
    postmaster: Postmaster, certificate: Path
) -> None:
    port = free_port()
    with mail_server(postmaster, port, certificate, **login_required()):
        sending = messenger(port, "starttls", user=USER, password=PASSWORD, ca_file=str(certificate))
        sending.tell(mail())
        sending.close()
    (taken,) = postmaster.taken
    assert taken["To"] == "Jürgen Müller <juergen.mueller@example.org>"
    assert taken["From"] == "telephony@example.com"
    assert taken["Subject"] == "Ihr Arbeitsplatz wurde geändert – jetzt"
    assert taken["Message-ID"] == "<imp-2026-11-23-0001-b01-17-changed.b1de61b8108f@example.com>"
    bodies = [taken.get_body((kind,)) for kind in ("plain", "html")]
    assert [body and body.get_content().strip() for body in bodies] == ["Grüße", "<p>Grüße</p>"]


def test_tls_from_the_first_byte_is_a_setting(postmaster: Postmaster, certificate: Path) -> None:
    port = free_port()
    with tls_mail_server(postmaster, port, certificate):
        sending = messenger(port, "tls", ca_file=str(certificate))
        sending.tell(mail())
        sending.close()
    assert len(postmaster.taken) == 1


def test_many_messages_share_one_connection_and_a_lost_one_is_opened_again(postmaster: Postmaster) -> None:
    port = free_port()
    sending = messenger(port)
    with mail_server(postmaster, port):
        for to in (ANNA, JUERGEN, ANNA):
            sending.tell(mail(to))
        assert len(postmaster.peers) == 1
    with mail_server(postmaster, port):
        sending.tell(mail())
        sending.close()
        sending.tell(mail())
        sending.close()
    assert (len(postmaster.taken), len(postmaster.peers)) == (5, 3)


def test_several_threads_take_turns_on_the_connection(postmaster: Postmaster) -> None:
    port = free_port()
    sending = messenger(port)
    with mail_server(postmaster, port):
        threads = [threading.Thread(target=sending.tell, args=(mail(ANNA),)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        sending.close()
    assert (len(postmaster.taken), len(postmaster.peers)) == (4, 1)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("550 no such user", (NotifyProblem.MAIL_RECIPIENT_REFUSED, True, False)),
        ("451 come again later", (NotifyProblem.MAIL_BUSY, False, False)),
    ],
)
def test_one_refused_recipient_stops_nobody_else(
    answer: str, told: tuple[NotifyProblem, bool, bool], postmaster: Postmaster
) -> None:
    port = free_port()
    postmaster.answers[JUERGEN] = answer
    sending = messenger(port)
    with mail_server(postmaster, port):
        with pytest.raises(NotifyError) as failed:
            sending.tell(mail(JUERGEN))
        sending.tell(mail(ANNA))
        sending.close()
    assert (failed.value.problem, failed.value.permanent, failed.value.whole_way) == told
    assert [one["To"].addresses[0].addr_spec for one in postmaster.taken] == [ANNA]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("554 looks like spam", (NotifyProblem.MAIL_REFUSED, True, False)),
        ("452 mailbox full", (NotifyProblem.MAIL_BUSY, False, False)),
    ],
)
def test_a_refused_text_is_told_from_a_full_server(
    answer: str, told: tuple[NotifyProblem, bool, bool], postmaster: Postmaster
) -> None:
    port = free_port()
    postmaster.data_answer = answer
    with mail_server(postmaster, port):
        assert failure(messenger(port), mail()) == told


def test_a_refused_login_closes_the_whole_way_for_good(postmaster: Postmaster, certificate: Path) -> None:
    port = free_port()
    with mail_server(postmaster, port, certificate, **login_required()):
        wrong = messenger(port, "starttls", user=USER, password="wrong", ca_file=str(certificate))  # noqa: S106 - nobody's
        assert failure(wrong, mail()) == (NotifyProblem.MAIL_LOGIN_REFUSED, True, True)
    assert postmaster.taken == []


def test_a_certificate_that_nobody_vouches_for_gets_nothing(postmaster: Postmaster, certificate: Path) -> None:
    """Neither by STARTTLS nor by TLS; nor one that vouches for another host."""
    told = (NotifyProblem.MAIL_CERTIFICATE, True, True)
    port = free_port()
    with mail_server(postmaster, port, certificate):
        assert failure(messenger(port, "starttls"), mail()) == told
        elsewhere = SmtpServer("localhost", port, "starttls", ca_file=str(certificate), timeout=5)
        assert failure(SmtpMessenger(elsewhere, "telephony@example.com"), mail()) == told
    port = free_port()
    with tls_mail_server(postmaster, port, certificate):
        assert failure(messenger(port, "tls"), mail()) == told
    assert postmaster.taken == []


def test_a_server_without_starttls_is_not_spoken_to_in_the_clear(postmaster: Postmaster) -> None:
    port = free_port()
    with mail_server(postmaster, port):
        assert failure(messenger(port, "starttls"), mail()) == (NotifyProblem.MAIL_NO_STARTTLS, True, True)
    assert postmaster.taken == []


def test_a_server_that_is_not_there_may_be_later() -> None:
    assert failure(messenger(free_port()), mail()) == (NotifyProblem.MAIL_UNREACHABLE, False, True)


@pytest.fixture
def closing_port() -> Iterator[int]:
    """Somebody listens, says 421 and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            peer, _ = listening.accept()
            with peer:
                peer.sendall(b"421 too busy, closing\r\n")

        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1]
        thread.join()


def test_a_server_that_says_that_it_is_too_busy_is_asked_later(closing_port: int) -> None:
    assert failure(messenger(closing_port), mail()) == (NotifyProblem.MAIL_UNREACHABLE, False, True)


def test_an_address_that_no_server_takes_is_known_before_anything_is_opened() -> None:
    told = (NotifyProblem.ADDRESS_UNUSABLE, True, False)
    assert failure(messenger(free_port()), mail("jürgen@example.org")) == told
