"""SMS leave by Amazon SNS: boto3 itself, over HTTP, to a server of the same API on this machine."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from moto.server import ThreadedMotoServer
from moto.sns.models import sns_backends

from tests.integration.notify.mail_servers import free_port
from trunkload.notify.errors import NotifyError, NotifyProblem
from trunkload.notify.messages import Sms
from trunkload.notify.sns import SnsMessenger, SnsService

REGION = "eu-central-1"
MOBILE = "+4915228817386"


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobodys")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nobodys")


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


def sms(to: str = MOBILE) -> Sms:
    return Sms("imp-2026-11-23-0001/b01-17-password", to, "Passwort für die erste Anmeldung:\nKiesel-7-Ofen-Wal")


def failure(endpoint: str, message: Sms) -> tuple[NotifyProblem, bool, bool]:
    messenger = SnsMessenger(SnsService(REGION, endpoint, "Telefonie", timeout=5))
    with pytest.raises(NotifyError) as failed:
        messenger.tell(message)
    messenger.close()
    assert "Kiesel" not in f"{failed.value!r} {failed.value.__cause__!r}"
    return failed.value.problem, failed.value.permanent, failed.value.whole_way


@pytest.mark.usefixtures("credentials")
def test_an_sms_arrives_with_its_text_at_its_number(endpoint: str) -> None:
    messenger = SnsMessenger(SnsService(REGION, endpoint, sender_id="Telefonie"))
    messenger.tell(sms())
    messenger.close()
    arrived = list(sns_backends["123456789012"][REGION].sms_messages.values())
    assert arrived == [(MOBILE, sms().text)]


@pytest.mark.usefixtures("credentials")
def test_a_number_that_is_none_is_refused_for_good(endpoint: str) -> None:
    assert failure(endpoint, sms("0152 28817386")) == (NotifyProblem.SMS_NUMBER_REFUSED, True, False)


@pytest.mark.usefixtures("credentials")
def test_a_service_that_is_not_there_may_be_later() -> None:
    told = (NotifyProblem.SMS_UNREACHABLE, False, True)
    assert failure(f"http://127.0.0.1:{free_port()}", sms()) == told


def test_without_credentials_nothing_is_tried(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"):
        monkeypatch.setenv(name, "/dev/null")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    assert failure(endpoint, sms()) == (NotifyProblem.SMS_CREDENTIALS, True, True)


@pytest.mark.usefixtures("credentials")
@pytest.mark.parametrize(
    ("status", "code", "told"),
    [
        (400, "Throttling", (NotifyProblem.SMS_BUSY, False, True)),
        (429, "ThrottledException", (NotifyProblem.SMS_BUSY, False, True)),
        (503, "ServiceUnavailable", (NotifyProblem.SMS_BUSY, False, True)),
        (403, "InvalidClientTokenId", (NotifyProblem.SMS_CREDENTIALS, True, True)),
        (403, "AuthorizationError", (NotifyProblem.SMS_CREDENTIALS, True, True)),
        (400, "OptedOut", (NotifyProblem.SMS_NUMBER_REFUSED, True, False)),
        (400, "MonthlySpendLimitReached", (NotifyProblem.SMS_REFUSED, True, False)),
    ],
)
def test_what_the_service_answers_is_understood(status: int, code: str, told: tuple[NotifyProblem, bool, bool]) -> None:
    """Once: trying again is the ledger's, which is seen."""
    with answering(status, code) as (endpoint, asked):
        assert failure(endpoint, sms()) == told
    (published,) = asked
    assert published["PhoneNumber"] == [MOBILE]
    attributes = [published[f"MessageAttributes.entry.{at}.Value.StringValue"] for at in (1, 2)]
    assert attributes == [["Transactional"], ["Telefonie"]]


@contextmanager
def answering(status: int, code: str) -> Iterator[tuple[str, list[dict[str, list[str]]]]]:
    """A server that answers everything with one error of the API: where it is, and what it was asked."""
    asked: list[dict[str, list[str]]] = []
    body = f"<ErrorResponse><Error><Code>{code}</Code><Message>no</Message></Error></ErrorResponse>".encode()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()))
            self.send_response(status)
            self.send_header("Content-Type", "text/xml")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_told: Any) -> None:  # noqa: ANN401 - the library's
            """Nothing on the terminal."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
        server.shutdown()
