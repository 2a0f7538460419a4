"""Who comes in, how often that may be tried, and when a session ends."""

import json
import re
import time
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from itsdangerous import TimestampSigner
from sqlalchemy import func, select

from tests.integration.notify.mail_servers import free_port
from tests.integration.portal.browser import Browser, Clock, told
from tests.integration.web.sites import PASSWORD, logged_in, proof_of, sends_file, served_site, with_web
from trunkload.flows.wiring import House
from trunkload.storage.attempts import count_attempt
from trunkload.storage.audit import read_audit
from trunkload.storage.database import reading, writing
from trunkload.storage.people import disable_person
from trunkload.storage.sessions import end_sessions_of, make_link
from trunkload.storage.web_tables import attempt
from trunkload.web.logging_in import FROM_ANYWHERE, PER_ADDRESS
from trunkload.web.sealing import seal_of

SMALL = "Vorname;Nachname;E-Mail;Handynummer;Standort\nNina;Neu;nina.neu@example.org;0152 28817301;Köln\n"
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


def deeds(house: House) -> list[tuple[str, str]]:
    with reading(house.ledger) as conn:
        return [(one.who, one.what) for one in read_audit(conn)]


def cookie_of(browser: Browser) -> str:
    """Another one for each port of a computer."""
    return f"trunkload-{browser.client.base_url.port}"


def test_a_password_opens_what_the_role_may_see_and_the_trail_says_so(house: House, address: str) -> None:
    browser = logged_in(address, "rita")
    assert browser.shown.url.path == "/"
    assert deeds(house)[-1] == ("rita", "logged in")


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(house: House, address: str) -> None:
    shown = []
    for name in ("kim", "nobody-of-that-name"):
        browser = Browser(address)
        browser.logs_in(name, "wrong-password-here")
        assert browser.shown.status_code == 403
        shown.append(told(browser.shown).replace(name, "NAME"))
    assert shown[0] == shown[1]
    assert "do not belong together" in shown[0]
    # What was typed in the field of the name may have been a password.
    assert deeds(house)[-2:] == [("kim", "login refused"), ("", "login refused")]


def test_a_name_is_locked_after_five_wrong_passwords_whatever_process_is_asked(house: House) -> None:
    clock = Clock(NOW)
    house = replace(house, clock=clock)
    with served_site(house) as (one, _), served_site(house) as (other, _):
        for at in range(5):
            browser = Browser((one, other)[at % 2])
            assert browser.logs_in("kim", "wrong-password-here").status_code == 403
        locked = Browser(other).logs_in("kim", PASSWORD)
        assert (locked.status_code, locked.headers["retry-after"]) == (429, "901")
        assert Browser(one).logs_in("lena", PASSWORD).status_code == 200
        clock.passes(minutes=15, seconds=1)
        assert Browser(other).logs_in("kim", PASSWORD).url.path == "/upload"


def from_address(site: str, forwarded_for: str) -> Browser:
    """Somebody behind the proxy."""
    browser = Browser(site)
    browser.client.headers["X-Forwarded-For"] = forwarded_for
    return browser


def test_a_name_is_locked_where_the_wrong_passwords_came_from_and_nowhere_else(house: House, address: str) -> None:
    """Else anybody could keep an approver out who is known by name."""
    for _ in range(5):
        assert from_address(address, "192.0.2.1").logs_in("anna", "wrong-password-here").status_code == 403
    assert from_address(address, "192.0.2.1").logs_in("anna", PASSWORD).status_code == 429
    assert from_address(address, "192.0.2.2").logs_in("anna", PASSWORD).status_code == 200
    with writing(house.ledger) as conn:
        for _ in range(FROM_ANYWHERE.most - 5):
            assert count_attempt(conn, FROM_ANYWHERE, "anna", house.clock()) is None
    # From so many addresses somebody guesses.
    assert from_address(address, "192.0.2.3").logs_in("anna", PASSWORD).status_code == 429


def test_nobody_is_believed_where_they_are_but_by_a_proxy_that_is_trusted(house: House) -> None:
    with served_site(with_web(house, trusted_proxies=["192.0.2.0/24"])) as (address, _):
        for at in range(5):
            assert from_address(address, f"192.0.2.{at}").logs_in("anna", "wrong-password-here").status_code == 403
        assert from_address(address, "192.0.2.9").logs_in("anna", PASSWORD).status_code == 429


def test_an_address_is_locked_by_logins_that_fail_and_not_by_those_that_work(house: House, address: str) -> None:
    """A whole company may have one address."""
    with writing(house.ledger) as conn:
        for _ in range(PER_ADDRESS.most - 2):
            assert count_attempt(conn, PER_ADDRESS, "127.0.0.1", house.clock()) is None
    for login in ("kim", "lena", "rita"):
        logged_in(address, login)
    for _ in range(2):
        assert Browser(address).logs_in("kim", "wrong-password-here").status_code == 403
    assert Browser(address).logs_in("lena", PASSWORD).status_code == 429


def test_pictures_of_another_site_lock_nobody_out(house: House) -> None:
    """They ask for the way to the provider, and for the way back, as often as they like."""
    nowhere = f"http://127.0.0.1:{free_port()}"
    with served_site(with_web(house, oidc_issuer=nowhere, oidc_client_id="page")) as (address, _):
        picture = {"Sec-Fetch-Dest": "image", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Site": "cross-site"}
        for path in ("/login/provider", "/login/provider/back?state=s&code=c"):
            answer = Browser(address).client.get(path, headers=picture)
            assert (answer.status_code, "did not come from a page" in answer.text) == (403, True)
        assert Browser(address).opens("/login/provider").status_code == 502
        with reading(house.ledger) as conn:
            assert conn.scalar(select(func.count()).select_from(attempt)) == 1


def test_a_login_that_works_forgets_the_wrong_ones_before(address: str) -> None:
    for _ in range(2):
        for _ in range(4):
            assert Browser(address).logs_in("kim", "wrong-password-here").status_code == 403
        logged_in(address, "kim")


def test_who_is_disabled_comes_in_no_more_and_whose_sessions_ended_is_out(house: House, address: str) -> None:
    browser = logged_in(address, "kim")
    with writing(house.ledger) as conn:
        assert disable_person(conn, "kim", NOW)
        end_sessions_of(conn, "kim")
    assert browser.opens("/imports").url.path == "/login"
    assert Browser(address).logs_in("kim", PASSWORD).status_code == 403


def test_local_users_can_be_switched_off(house: House) -> None:
    with served_site(with_web(house, local_users=False)) as (address, _):
        browser = Browser(address)
        assert 'name="password"' not in browser.opens("/login").text
        answer = browser.client.post("/login", data={"proof": "0", "username": "kim", "password": PASSWORD})
        assert answer.status_code == 403


@pytest.mark.parametrize(("pause", "times", "is_out"), [(59, 1, False), (61, 1, True), (50, 14, False), (50, 15, True)])
def test_a_session_ends_when_nobody_uses_it_and_at_the_end_of_the_day(
    house: House, pause: int, times: int, *, is_out: bool
) -> None:
    """After an hour without a look, and twelve hours after the login."""
    clock = Clock(NOW)
    with served_site(replace(house, clock=clock)) as (address, _):
        browser = logged_in(address, "kim")
        for _ in range(times):
            clock.passes(minutes=pause)
            shown = browser.opens("/imports")
    assert (shown.url.path == "/login") is is_out


@pytest.mark.parametrize("ending", ["logout", "disabled", "idle"])
def test_what_is_told_live_ends_with_the_session(house: House, ending: str) -> None:
    clock = Clock(NOW)
    with served_site(replace(house, clock=clock)) as (address, heavy):
        heavy.is_held = True
        browser = logged_in(address, "kim")
        path = sends_file(browser, "a.csv", SMALL.encode()).url.path
        with browser.client.stream("GET", f"{path}/events") as answer:
            lines = answer.iter_lines()
            for line in lines:
                if "waits for its turn" in line:
                    break
            if ending == "logout":
                browser.sends("/logout")
            elif ending == "disabled":
                with writing(house.ledger) as conn:
                    end_sessions_of(conn, "kim")
            clock.passes(**{"minutes": 61} if ending == "idle" else {"seconds": 15})
            heavy.let_go()
            told_after = [line for line in lines if line.startswith(("event:", "data: /"))]
        assert told_after == ["event: ended", f"data: {path}"]
        assert browser.opens(path).url.path == "/login"


def test_a_page_that_is_only_open_keeps_no_session_alive(house: House) -> None:
    clock = Clock(NOW)
    with served_site(replace(house, clock=clock)) as (address, heavy):
        heavy.is_held = True
        browser = logged_in(address, "kim")
        path = sends_file(browser, "a.csv", SMALL.encode()).url.path
        for minutes, is_in in ((50, True), (11, False)):
            clock.passes(minutes=minutes)
            assert (browser.client.get(f"{path}?look=again").url.path == path) is is_in
            events = {"Accept": "text/event-stream"}
            with browser.client.stream("GET", f"{path}/events", headers=events) as answer:
                assert answer.status_code == (200 if is_in else 401)


def test_a_login_gives_a_new_session_and_a_logout_ends_it_for_good(house: House, address: str) -> None:
    browser = Browser(address)
    browser.opens("/login")
    name = cookie_of(browser)
    before = browser.client.cookies[name]
    browser.sends("/login", username="kim", password=PASSWORD)
    within = browser.client.cookies[name]
    assert before != within
    browser.sends("/logout")
    assert "You are logged out" in told(browser.shown)
    browser.client.cookies.set(name, within)
    assert browser.opens("/imports").url.path == "/login"
    assert deeds(house)[-1] == ("kim", "logged out")


def test_a_cookie_that_is_not_signed_by_us_is_none(address: str) -> None:
    """Of the last letter of a signature only four bits count: B would be read as A."""
    browser = logged_in(address, "kim")
    name = cookie_of(browser)
    signed = browser.client.cookies[name]
    for forged in (signed[:-1] + ("A" if signed[-1] != "A" else "E"), signed.partition(".")[0], "visit-x." + "A" * 43):
        browser.client.cookies.clear()
        browser.client.cookies.set(name, forged)
        assert browser.opens("/imports").url.path == "/login"


@pytest.mark.parametrize(
    ("url", "cookie"),
    [
        (None, r"trunkload-PORT=[^;]+; HttpOnly; Path=/; SameSite=lax"),
        ("https://telephony.example.org", r"__Host-trunkload=[^;]+; HttpOnly; Path=/; SameSite=lax; Secure"),
    ],
)
def test_the_cookie_is_unreadable_for_scripts_and_for_https_only_but_on_this_computer(
    house: House, url: str | None, cookie: str
) -> None:
    with served_site(with_web(house, url=url)) as (address, _):
        answer = Browser(address).opens("/login")
    assert re.fullmatch(cookie.replace("PORT", address.rpartition(":")[2]), answer.headers["set-cookie"])
    assert ("strict-transport-security" in answer.headers) is (url is not None)


def test_two_pages_of_one_computer_do_not_log_each_other_out(house: House) -> None:
    """A browser has one cookie of a name for all ports of a host."""
    with served_site(house) as (one, _), served_site(house) as (other, _):
        browser = logged_in(one, "kim")
        browser.client.base_url = other
        browser.logs_in("lena", PASSWORD)
        for address, login in ((one, "kim"), (other, "lena")):
            browser.client.base_url = address
            assert f"<bdi>{login}</bdi>" in browser.opens("/imports").text


def test_the_link_of_the_first_start_counts_once_and_not_for_ever(house: House) -> None:
    clock = Clock(NOW)
    house = replace(house, clock=clock)
    with served_site(house) as (address, _):
        with writing(house.ledger) as conn:
            link = make_link(conn, NOW + timedelta(minutes=30))
        looked, first, second = Browser(address), Browser(address), Browser(address)
        looked.opens(f"/first/{link}")
        first.opens(f"/first/{link}")
        assert first.sends(f"/first/{link}").url.path == "/"
        assert "All imports" in told(first.shown)
        second.opens(f"/first/{link}")
        assert second.sends(f"/first/{link}").status_code == 403
        with writing(house.ledger) as conn:
            late = make_link(conn, NOW + timedelta(minutes=30))
        clock.passes(minutes=30)
        second.opens(f"/first/{late}")
        assert second.sends(f"/first/{late}").status_code == 403


def test_a_way_with_signs_of_any_language_goes_in_a_header(address: str) -> None:
    browser = Browser(address)
    browser.opens("/login")
    form = {"proof": proof_of(browser), "username": "kim", "password": PASSWORD, "to": "/imports?state=żółć&x=%20"}
    answer = browser.client.post("/login", data=form, headers={"HX-Request": "true"})
    location = "/imports?state=%C5%BC%C3%B3%C5%82%C4%87&x=%20"
    assert (answer.status_code, answer.headers["hx-redirect"]) == (204, location)


def test_the_way_back_is_where_the_person_wanted_to_go(address: str) -> None:
    """With what was asked of the page, also through another language and a wrong password."""
    browser, wanted = Browser(address), "/imports?before=imp-2026-11-23-0002&state=planned"
    browser.opens(wanted)
    assert (browser.shown.url.path, way_back(browser)) == ("/login", wanted)
    browser.opens(f"/login{switch_of(browser)}")
    assert ('lang="de"' in browser.shown.text, way_back(browser)) == (True, wanted)
    browser.sends("/login", username="kim", password="wrong-password-here", to=way_back(browser))  # noqa: S106 - of nobody
    assert (browser.shown.status_code, way_back(browser)) == (403, wanted)
    browser.sends("/login", username="kim", password=PASSWORD, to=way_back(browser))
    assert browser.shown.url.raw_path.decode() == wanted


def way_back(browser: Browser) -> str:
    """What the login's form carries."""
    field = re.search(r'name="to" value="([^"]*)"', browser.shown.text)
    assert field is not None
    return unescape(field[1])


def switch_of(browser: Browser) -> str:
    """To the other language."""
    link = re.search(r'href="(\?[^"]*lang=de[^"]*)"', browser.shown.text)
    assert link is not None
    return unescape(link[1])


class Earlier(TimestampSigner):
    """Signs as the page did `ago` seconds before."""

    ago = 0

    def get_timestamp(self) -> int:
        return int(time.time()) - self.ago


@pytest.mark.parametrize(("ago", "status"), [(540, 502), (660, 403)])
def test_somebody_has_ten_minutes_to_log_in_at_the_provider(house: House, ago: int, status: int) -> None:
    """In time, the provider is asked, which is not there."""
    nowhere = f"http://127.0.0.1:{free_port()}"
    signer = Earlier(seal_of(house).secret.hex())
    signer.ago = ago
    begun = {"_state_provider_s": {"data": {"nonce": "n", "code_verifier": "v"}, "exp": time.time() + 60}}
    with served_site(with_web(house, oidc_issuer=nowhere, oidc_client_id="page")) as (address, _):
        browser = Browser(address)
        kept = signer.sign(b64encode(json.dumps(begun).encode())).decode()
        browser.client.cookies.set("trunkload-provider", kept, path="/login/provider")
        assert browser.opens("/login/provider/back?state=s&code=c").status_code == status
