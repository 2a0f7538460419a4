"""A carrier whose certificate, token or answers do not count: a sentence, exit code 3, and a true state on disk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.cli.looks import held_numbers, import_states, ledger
from tests.integration.cli.shell import STAFF, Shell
from tests.integration.cli.test_failing_carriers import approved_import
from tests.integration.portal.authorities import DAY, Authority
from tests.integration.portal.servers import Answer, Asked, Given, Served, secured, serving
from trunkload.validation.language import Lang


def at(shell: Shell, url: str, **more: str) -> Shell:
    """The same home, with a carrier at `url`."""
    told = shell.with_settings(carrier__kind="tmforum", carrier__url=url, carrier__customer_id="muster-gmbh")
    return told.with_settings(**{"carrier__timeout_seconds": "5", "carrier__follow_seconds": "0"} | more)


def always(status: int, body: object = "", **headers: str) -> Answer:
    return lambda _: Given(status, body, {name.replace("_", "-"): value for name, value in headers.items()})


def lying(asked: Asked) -> Given:
    """Every page holds the same product, and there are always more."""
    del asked
    return Given(200, [{"id": "1", "productSpecification": {"id": "site-spec"}}], {"X-Total-Count": "1000000"})


def growing(asked: Asked) -> Given:
    """Every page holds a new product, and there is always one more."""
    offset = int(asked.path.partition("offset=")[2].partition("&")[0])
    return Given(200, [{"id": str(offset)}], {"X-Total-Count": str(offset + 2)})


NONSENSE: dict[str, Answer] = {
    "a web page that says to be JSON": always(200, "<html>Wartung</html>", Content_Type="application/json"),
    "wrong types": always(200, {"id": 7}, X_Total_Count="1"),
    "another encoding": always(200, '["K\xf6ln"]', Content_Type="application/json; charset=iso-8859-1"),
    "far away": always(302, "", Location="https://elsewhere.example.org/"),
    "a page that repeats": lying,
}
TOO_MUCH: dict[str, Answer] = {
    "carrier.answer_bytes = 10000": always(200, " " * 20_000, Content_Type="application/json"),
    "carrier.most_pages = 20": growing,
}
LIMITS = {"carrier__answer_bytes": "10000", "carrier__most_pages": "20"}


@pytest.mark.parametrize("answer", NONSENSE.values(), ids=NONSENSE)
def test_an_import_that_gets_nonsense_holds_nothing(shell: Shell, answer: Answer) -> None:
    with serving(answer) as carrier:
        ran = at(shell, carrier.url, **LIMITS).run("import", STAFF)
    assert (ran.code, ran.out, ran.err) == (3, "", shell.says("portal_nonsense") + "\n")
    assert list(import_states(shell.home).values()) == ["rejected"]
    assert held_numbers(shell.home) == 0


@pytest.mark.parametrize("limit", TOO_MUCH)
def test_a_carrier_that_tells_more_than_is_taken_is_told_with_the_setting(shell: Shell, limit: str) -> None:
    with serving(TOO_MUCH[limit]) as carrier:
        ran = at(shell, carrier.url, **LIMITS).run("import", STAFF)
    assert (ran.code, ran.out, ran.err) == (3, "", shell.says("portal_too_much", detail=limit) + "\n")
    assert (list(import_states(shell.home).values()), held_numbers(shell.home)) == (["rejected"], 0)


STRANGE_ORDERS: dict[str, Answer] = {
    "an unknown state": always(201, {"id": "po-1", "externalId": "x", "state": "shipped", "productOrderItem": []}),
    "moved": always(307, "", Location="https://elsewhere.example.org/"),
}


@pytest.mark.parametrize("strange", STRANGE_ORDERS.values(), ids=STRANGE_ORDERS)
def test_an_order_that_is_answered_strangely_is_unknown_until_it_was_asked_for(planner: Shell, strange: Answer) -> None:
    """Promise 6."""
    import_id, digest = approved_import(planner.home)
    with serving(strange) as carrier:
        ran = at(planner, carrier.url).run("approve", import_id, "--digest", digest)
    assert (ran.code, ran.out, ran.err) == (3, "", planner.says("portal_nonsense") + "\n")
    assert ledger(planner.home, "SELECT DISTINCT state FROM product_order") == [("unknown",)]
    assert held_numbers(planner.home) == 39


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


def test_an_expired_certificate_is_told_with_its_last_day(shell: Shell, authority: Authority) -> None:
    pair = authority.issue("carrier", -20 * DAY, -2 * DAY)
    with serving(always(200), secured(pair)) as carrier:
        for lang in Lang:
            there = at(shell, carrier.url, carrier__ca_file=str(authority.certificate)).speaking(lang)
            ran = there.run("import", STAFF)
            told = there.says("portal_certificate_expired", detail=f"127.0.0.1, {pair.last_day}")
            assert (ran.code, ran.out, ran.err) == (3, "", told + "\n")
    assert set(import_states(shell.home).values()) == {"rejected"}
    assert carrier.asked == []


def test_an_unknown_issuer_gets_no_order(planner: Shell, authority: Authority) -> None:
    import_id, digest = approved_import(planner.home)
    with serving(always(200), secured(authority.issue("carrier"))) as carrier:
        ran = at(planner, carrier.url).run("approve", import_id, "--digest", digest)
    assert (ran.code, ran.err) == (3, planner.says("portal_certificate_issuer", detail="127.0.0.1") + "\n")
    assert ledger(planner.home, "SELECT DISTINCT state FROM product_order") == [("approved",)]
    assert (held_numbers(planner.home), carrier.asked) == (39, [])


def token(number: int) -> Given:
    return Given(200, {"access_token": f"token-{number}", "token_type": "Bearer", "expires_in": 3600})


@pytest.fixture
def login() -> Iterator[Served]:
    """A token endpoint that numbers its tokens."""
    given: list[Given] = []

    def answer(_asked: Asked) -> Given:
        given.append(token(len(given) + 1))
        return given[-1]

    with serving(answer) as served:
        yield served


def account_at(login: str) -> dict[str, str]:
    secret = {"carrier__client_id": "trunkload", "carrier__client_secret": "open-sesame"}
    return {"carrier__token_url": login, **secret}


def test_an_expired_token_is_fetched_anew_once_and_then_told(planner: Shell, login: Served) -> None:
    import_id, digest = approved_import(planner.home)
    with serving(always(401, "<html>")) as carrier:
        ran = at(planner, carrier.url, **account_at(login.url)).run("approve", import_id, "--digest", digest)
        said = [one.headers["Authorization"] for one in carrier.asked if one.method == "POST"]
    assert (ran.code, ran.out, ran.err) == (3, "", planner.says("portal_not_allowed") + "\n")
    assert said == [f"Bearer token-{number}" for number in (1, 2, 2, 3)]
    assert ledger(planner.home, "SELECT DISTINCT state FROM product_order") == [("approved",)]
    kept = [path for path in planner.home.rglob("*") if path.is_file() and b"sesame" in path.read_bytes()]
    assert (kept, "sesame" in ran.err) == ([], False)


LOGINS: dict[str, tuple[Answer, str]] = {
    "a wrong secret": (always(401, {"error": "invalid_client"}), "portal_not_allowed"),
    "broken": (always(500, "<html>"), "portal_unreachable"),
    "a bomb": (always(200, " " * 20_000), "portal_too_much"),
}


@pytest.mark.parametrize(("answer", "key"), LOGINS.values(), ids=LOGINS)
def test_without_a_token_nothing_is_ordered_and_nothing_is_unknown(planner: Shell, answer: Answer, key: str) -> None:
    import_id, digest = approved_import(planner.home)
    with serving(answer) as login, serving(always(200, [])) as carrier:
        there = at(planner, carrier.url, carrier__answer_bytes="10000", **account_at(login.url))
        ran = there.run("approve", import_id, "--digest", digest)
        assert carrier.asked == []
    assert (ran.code, ran.out, ran.err) == (3, "", planner.says(key, detail="carrier.answer_bytes = 10000") + "\n")
    assert ledger(planner.home, "SELECT DISTINCT state FROM product_order") == [("approved",)]
    assert held_numbers(planner.home) == 39
