"""Who asks: a key, or a token that is fetched anew when it is over or was refused, once."""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Barrier, Thread
from urllib.parse import parse_qs

import httpx
import pytest

from trunkload.portal.credentials import ApiKey, ClientAccount, ClientCredentials
from trunkload.portal.network import Authorised
from trunkload.portal.protocol import OrderRequest, PortalError, PortalProblem
from trunkload.portal.tmforum import TmForumPortal

ACCOUNT = ClientAccount("https://login.example.org/token", "trunk:load", "open sesame", "orders numbers")


@dataclass
class Login:
    """A token endpoint that numbers its tokens, and a carrier that takes the newest only."""

    given: dict[str, object] = field(default_factory=lambda: {"expires_in": 3600})
    answer: Callable[[httpx.Request], httpx.Response] | None = None
    now: float = 1000.0
    asked: list[httpx.Request] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    revoked: set[str] = field(default_factory=set)

    def token_endpoint(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        if self.answer is not None:
            return self.answer(request)
        return httpx.Response(200, json={"access_token": f"token-{len(self.asked)}", **self.given})

    def carrier(self, request: httpx.Request) -> httpx.Response:
        word = request.headers["Authorization"]
        self.said.append(word)
        if word in self.revoked:
            return httpx.Response(401, text="<html>")
        return httpx.Response(200, json=[], headers={"X-Total-Count": "0"})

    def credentials(self) -> ClientCredentials:
        client = httpx.Client(transport=httpx.MockTransport(self.token_endpoint))
        return ClientCredentials(client, ACCOUNT, clock=lambda: self.now)

    def portal(self) -> TmForumPortal:
        way = Authorised(httpx.MockTransport(self.carrier), self.credentials())
        return TmForumPortal(httpx.Client(transport=way, base_url="https://carrier.example.org"), "muster-gmbh")


def test_a_token_is_asked_for_as_the_standard_says() -> None:
    """RFC 6749, sections 2.3.1 and 4.4.2: name and secret are encoded before they become one word."""
    login = Login()
    assert login.credentials().word() == "Bearer token-1"
    (request,) = login.asked
    assert (request.method, str(request.url)) == ("POST", ACCOUNT.token_url)
    form = parse_qs(request.content.decode())
    assert form == {"grant_type": ["client_credentials"], "scope": ["orders numbers"]}
    kind, _, word = request.headers["Authorization"].partition(" ")
    assert (kind, base64.b64decode(word)) == ("Basic", b"trunk%3Aload:open+sesame")


def test_a_token_is_kept_until_shortly_before_its_end() -> None:
    login = Login()
    portal = login.portal()
    for login.now in (1000.0, 4569.0, 4571.0):
        portal.find_order("imp-1")
    assert login.said == ["Bearer token-1", "Bearer token-1", "Bearer token-2"]


def test_a_token_of_a_short_life_is_used_for_half_of_it() -> None:
    login = Login(given={"expires_in": "20"})
    credentials = login.credentials()
    words = [credentials.word() for login.now in (1000.0, 1009.0, 1011.0)]
    assert words == ["Bearer token-1", "Bearer token-1", "Bearer token-2"]


def test_a_token_without_an_end_counts_until_it_is_refused() -> None:
    login = Login(given={"token_type": "bearer"})
    portal = login.portal()
    for login.now in (1000.0, 1e9):
        portal.find_order("imp-1")
    assert login.said == ["Bearer token-1"] * 2


def test_a_revoked_token_costs_one_repetition() -> None:
    login = Login(revoked={"Bearer token-1"})
    assert login.portal().find_order("imp-1") is None
    assert login.said == ["Bearer token-1", "Bearer token-2"]


def test_an_order_is_repeated_whole_with_the_fresh_token(request_of_one: OrderRequest) -> None:
    bodies: list[bytes] = []

    def carrier(request: httpx.Request) -> httpx.Response:
        bodies.append(request.read())
        return httpx.Response(401 if len(bodies) == 1 else 400, json={"code": "NO", "reason": "no"})

    way = Authorised(httpx.MockTransport(carrier), Login().credentials())
    portal = TmForumPortal(httpx.Client(transport=way, base_url="https://carrier.example.org"), "muster-gmbh")
    with pytest.raises(PortalError) as failed:
        portal.place_order(request_of_one)
    assert failed.value.problem is PortalProblem.REFUSED
    assert bodies[0] == bodies[1] != b""


def test_a_carrier_that_takes_no_token_is_asked_twice_and_no_more() -> None:
    login = Login(revoked={f"Bearer token-{number}" for number in range(10)})
    with pytest.raises(PortalError) as failed:
        login.portal().find_order("imp-1")
    assert (failed.value.problem, failed.value.permanent, failed.value.sent) == (PortalProblem.NOT_ALLOWED, True, False)
    assert login.said == ["Bearer token-1", "Bearer token-2"]


def test_many_threads_fetch_one_token() -> None:
    login = Login()
    credentials, start, words = login.credentials(), Barrier(8), list[str]()

    def ask() -> None:
        start.wait()
        words.append(credentials.word())

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (words, len(login.asked)) == (["Bearer token-1"] * 8, 1)


def test_a_late_refusal_of_an_old_token_does_not_end_the_fresh_one() -> None:
    login = Login()
    credentials = login.credentials()
    old = credentials.word()
    assert credentials.refused(old)
    fresh = credentials.word()
    assert credentials.refused(old)
    assert (old, fresh, credentials.word()) == ("Bearer token-1", "Bearer token-2", "Bearer token-2")


def unreachable(_request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("refused")


def silent(_request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("slow")


def answering(status: int, json: dict[str, object] | None = None) -> Callable[[httpx.Request], httpx.Response]:
    return lambda _: httpx.Response(status, json=json or {}, headers={"Retry-After": "7"})


@pytest.mark.parametrize(
    ("answer", "problem", "permanent"),
    [
        (answering(400, {"error": "invalid_client"}), PortalProblem.NOT_ALLOWED, True),
        (answering(401, {"error": "invalid_client"}), PortalProblem.NOT_ALLOWED, True),
        (answering(404), PortalProblem.NOT_ALLOWED, True),
        (answering(409), PortalProblem.NOT_ALLOWED, True),
        (answering(429), PortalProblem.BUSY, False),
        (answering(500), PortalProblem.UNREACHABLE, False),
        (answering(503), PortalProblem.BUSY, False),
        (answering(302), PortalProblem.NONSENSE, False),
        (unreachable, PortalProblem.UNREACHABLE, False),
        (silent, PortalProblem.UNREACHABLE, False),
        (lambda _: httpx.Response(200, html="<html>"), PortalProblem.NONSENSE, False),
        (answering(200), PortalProblem.NONSENSE, False),
        (answering(200, {"access_token": ""}), PortalProblem.NONSENSE, False),
        (answering(200, {"access_token": "a\nb"}), PortalProblem.NONSENSE, False),
        (answering(200, {"access_token": "ä"}), PortalProblem.NONSENSE, False),
        (answering(200, {"access_token": 7}), PortalProblem.NONSENSE, False),
        (answering(200, {"access_token": "a", "token_type": "mac"}), PortalProblem.NONSENSE, False),
        (answering(200, {"access_token": "a", "expires_in": "soon"}), PortalProblem.NONSENSE, False),
        (answering(200, {"access_token": "a", "expires_in": True}), PortalProblem.NONSENSE, False),
        (answering(200, {"access_token": "a", "expires_in": -1}), PortalProblem.NONSENSE, False),
    ],
)
def test_without_a_token_nothing_was_sent_to_the_carrier(
    request_of_one: OrderRequest,
    answer: Callable[[httpx.Request], httpx.Response],
    problem: PortalProblem,
    permanent: bool,
) -> None:
    login = Login(answer=answer)
    with pytest.raises(PortalError) as failed:
        login.portal().place_order(request_of_one)
    assert (failed.value.problem, failed.value.permanent, failed.value.sent) == (problem, permanent, False)
    assert (failed.value.retry_after, login.said) == (7.0 if problem is PortalProblem.BUSY else None, [])
    assert "sesame" not in str(failed.value)


@pytest.mark.parametrize(
    ("key", "header", "word"),
    [
        (ApiKey("open-sesame"), "Authorization", "Bearer open-sesame"),
        (ApiKey("open-sesame", "X-Api-Key"), "X-Api-Key", "open-sesame"),
    ],
)
def test_a_key_goes_where_the_carrier_wants_it_and_is_not_said_twice(key: ApiKey, header: str, word: str) -> None:
    said: list[str] = []

    def carrier(request: httpx.Request) -> httpx.Response:
        said.append(request.headers[header])
        return httpx.Response(401)

    client = httpx.Client(
        transport=Authorised(httpx.MockTransport(carrier), key), base_url="https://carrier.example.org"
    )
    with pytest.raises(PortalError) as failed:
        TmForumPortal(client, "muster-gmbh").find_order("imp-1")
    assert (failed.value.problem, said) == (PortalProblem.NOT_ALLOWED, [word])


def test_secrets_are_never_shown() -> None:
    """Promise 10."""
    assert "sesame" not in repr((ACCOUNT, ApiKey("open-sesame"), Login().credentials()))
