"""Who the carrier is, is proven by its certificate; one that does not count is said, with its day."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from tests.integration.portal.authorities import DAY, Authority, Pair
from tests.integration.portal.servers import Asked, Given, Served, secured, serving
from trunkload.flows.connecting import carrier_client
from trunkload.portal.protocol import PortalError, PortalProblem
from trunkload.portal.tmforum import TmForumPortal
from trunkload.settings.sections import CarrierSettings


def nothing(_asked: Asked) -> Given:
    return Given(200, [], {"X-Total-Count": "0"})


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


def settings(url: str, ca: Path | None = None, ours: Pair | None = None, /, **more: str) -> CarrierSettings:
    files = {"ca_file": ca, "client_cert": ours and ours.certificate, "client_key": ours and ours.key}
    told = {"kind": "tmforum", "url": url, "customer_id": "muster-gmbh", "timeout_seconds": 5, **files, **more}
    return CarrierSettings.model_validate({key: value for key, value in told.items() if value is not None})


def ask(carrier: CarrierSettings) -> None:
    with carrier_client(carrier) as client:
        assert TmForumPortal(client, "muster-gmbh").find_order("imp-1") is None


def failure_of(carrier: CarrierSettings) -> PortalError:
    with pytest.raises(PortalError) as failed:
        ask(carrier)
    assert (failed.value.permanent, failed.value.sent) == (True, False)
    return failed.value


@contextmanager
def server(pair: Pair, clients: Path | None = None, newest: ssl.TLSVersion | None = None) -> Iterator[Served]:
    context = secured(pair, clients)
    if newest is not None:
        context.maximum_version = newest
    with serving(nothing, context) as served:
        yield served


def test_a_carrier_of_a_known_issuer_is_asked(authority: Authority) -> None:
    with server(authority.issue("carrier")) as served:
        ask(settings(served.url, authority.certificate))
    assert [one.method for one in served.asked] == ["GET"]


def test_an_unknown_issuer_is_not_trusted(authority: Authority) -> None:
    with server(authority.issue("carrier")) as served:
        error = failure_of(settings(served.url))
    assert (error.problem, error.detail, served.asked) == (PortalProblem.CERTIFICATE_ISSUER, "127.0.0.1", [])


@pytest.mark.parametrize(
    ("start", "end", "problem"),
    [(-20 * DAY, -2 * DAY, PortalProblem.CERTIFICATE_EXPIRED), (2 * DAY, 9 * DAY, PortalProblem.CERTIFICATE_EARLY)],
)
def test_a_certificate_that_does_not_count_today_is_told_with_its_day(
    authority: Authority, start: timedelta, end: timedelta, problem: PortalProblem
) -> None:
    pair = authority.issue("carrier", start, end)
    last = pair.last_day
    with server(pair) as served:
        error = failure_of(settings(served.url, authority.certificate))
    assert (error.problem, served.asked) == (problem, [])
    host, _, day = error.detail.partition(", ")
    assert host == "127.0.0.1"
    assert day == last if problem is PortalProblem.CERTIFICATE_EXPIRED else day < last


def test_a_certificate_of_another_name_is_not_taken(authority: Authority) -> None:
    with server(authority.issue("carrier", host="other.example.org")) as served:
        error = failure_of(settings(served.url, authority.certificate))
    assert (error.problem, served.asked) == (PortalProblem.CERTIFICATE_HOST, [])


@pytest.mark.parametrize("newest", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_a_carrier_may_demand_our_certificate(authority: Authority, tmp_path: Path, newest: ssl.TLSVersion) -> None:
    (tmp_path / "stranger").mkdir()
    ours = authority.issue("ours")
    strangers = Authority(tmp_path / "stranger", "stranger").issue("strange")
    with server(authority.issue("carrier"), authority.certificate, newest) as served:
        for wrong in (None, strangers):
            error = failure_of(settings(served.url, authority.certificate, wrong))
            assert (error.problem, error.detail) == (PortalProblem.CERTIFICATE_OURS, "127.0.0.1")
        assert served.asked == []
        ask(settings(served.url, authority.certificate, ours))
    assert len(served.asked) == 1


def test_files_that_are_no_certificates_are_told_by_their_key(authority: Authority, tmp_path: Path) -> None:
    text = tmp_path / "text.pem"
    text.write_text("Köln", "utf-8")
    locked = authority.issue("locked", password="open-sesame")  # noqa: S106 - what nobody is asked for
    for wrong in (settings("https://127.0.0.1:9", text), settings("https://127.0.0.1:9", None, locked)):
        error = failure_of(wrong)
        assert error.problem is PortalProblem.CERTIFICATE_FILES
        assert error.detail == ("carrier.ca_file" if wrong.ca_file else "carrier.client_cert")


def test_the_token_endpoint_is_trusted_no_more_than_the_carrier(authority: Authority) -> None:
    expired = authority.issue("login", -20 * DAY, -2 * DAY)
    with server(authority.issue("carrier")) as served, server(expired) as login:
        account = {"token_url": login.url, "client_id": "trunkload", "client_secret": "open-sesame"}
        error = failure_of(settings(served.url, authority.certificate, None, **account))
    assert error.problem is PortalProblem.CERTIFICATE_EXPIRED
    assert (served.asked, login.asked) == ([], [])
