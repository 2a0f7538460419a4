"""Who was sent credentials logs in once with them, chooses an own password and sees the own workplace; nobody else."""

import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Engine, text
from starlette.applications import Starlette
from starlette.routing import Mount

from tests.integration.portal.browser import Browser, Clock, told
from tests.integration.portal.conftest import ACCOUNT, NOW, Remembering, order_of_two
from tests.integration.portal.served import served
from trunkload.portal.rehearsal import Credentials, RehearsalCarrier, load_account, rehearsal_client
from trunkload.portal.rehearsal.database import prepare_database
from trunkload.portal.rehearsal.login_tables import LOGIN_TABLES
from trunkload.portal.rehearsal.myportal import myportal_app
from trunkload.portal.rehearsal.myportal.choosing import choose_password
from trunkload.portal.rehearsal.myportal.logging_in import LoginRefused, log_in, visitor_of
from trunkload.portal.tmforum import TmForumPortal
from trunkload.storage.database import open_database

OWN = "ein langer eigener Satz"
JUERGEN, BERND = "juergen.mueller", "bernd-meyer2"


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 12, 2, 9, 0, tzinfo=UTC))


@pytest.fixture(scope="session")
def file_of_two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A carrier's file with Jürgen's and Bernd's workplaces, and their first passwords; nobody changes it."""
    path, delivered = tmp_path_factory.mktemp("carrier") / "carrier.db", list[Credentials]()
    engine = open_database(f"sqlite:///{path}")
    load_account(engine, ACCOUNT)
    with rehearsal_client(RehearsalCarrier(engine, Remembering(delivered), lambda: NOW)) as client:
        portal = TmForumPortal(client, "muster-gmbh")
        answer = portal.place_order(order_of_two())
        for _ in range(2):
            portal.read_order(answer.carrier_id)
    engine.dispose()
    return path, {one.username: one.password for one in delivered}


@pytest.fixture
def engine(file_of_two: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator[Engine]:
    """An own copy of it."""
    engine = open_database(f"sqlite:///{shutil.copy(file_of_two[0], tmp_path)}")
    yield engine
    engine.dispose()


@pytest.fixture
def sent_to(file_of_two: tuple[Path, dict[str, str]]) -> dict[str, str]:
    """The first passwords by username."""
    return file_of_two[1]


@pytest.fixture
def address(engine: Engine, clock: Clock) -> Iterator[str]:
    with served(myportal_app(engine, clock)) as address:
        yield address


def stored(engine: Engine, question: str) -> list[object]:
    with engine.connect() as connection:
        return list(connection.execute(text(question)).scalars())


def test_the_first_login_leads_to_an_own_password_and_then_to_the_own_workplace(
    address: str, sent_to: dict[str, str]
) -> None:
    browser = Browser(address)
    first = browser.logs_in("Juergen.Mueller ", sent_to[JUERGEN])
    assert (first.status_code, first.url.path) == (200, "/password")
    assert browser.opens("/").url.path == "/password"
    home = browser.chooses(OWN)
    assert (home.status_code, home.url.path) == (200, "/")
    shown = told(home)
    for fact in ("Jürgen Müller", "+49 221 4710-001", "Internal number 001", "Conference Plus", "Site Köln"):
        assert fact in shown
    assert "In service since 2026-12-01" in shown
    assert "Bernd" not in shown


def test_a_workplace_that_begins_later_says_from_when(address: str, clock: Clock, sent_to: dict[str, str]) -> None:
    clock.now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    browser = Browser(address, "de")
    browser.logs_in(JUERGEN, sent_to[JUERGEN])
    assert "In Betrieb ab 01.12.2026" in told(browser.chooses(OWN))


def test_the_first_password_counts_until_an_own_one_is_chosen(
    address: str, engine: Engine, sent_to: dict[str, str]
) -> None:
    for _ in range(2):
        browser = Browser(address)
        assert browser.logs_in(JUERGEN, sent_to[JUERGEN]).url.path == "/password"
    other = Browser(address)
    other.logs_in(JUERGEN, sent_to[JUERGEN])
    browser.chooses(OWN)
    assert "Your session is over" in told(other.opens("/"))
    refused = Browser(address).logs_in(JUERGEN, sent_to[JUERGEN])
    assert (refused.status_code, "do not belong together" in told(refused)) == (403, True)
    assert Browser(address).logs_in(JUERGEN, OWN).url.path == "/"
    (known,) = stored(engine, f"SELECT password_hash FROM workplace WHERE username = '{JUERGEN}'")  # noqa: S608
    assert str(known).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_password_that_is_not_taken_says_why_and_changes_nothing(address: str, sent_to: dict[str, str]) -> None:
    first = sent_to[JUERGEN]
    browser = Browser(address)
    browser.logs_in(JUERGEN, first)
    for new, repeated, sentence in (
        ("elf zeichen", "elf zeichen", "too short"),
        ("x" * 201, "x" * 201, "too long"),
        ("JUERGEN.MUELLER", "JUERGEN.MUELLER", "your username"),
        (OWN, OWN + ".", "two entries differ"),
        (first, first, "the password that was sent to you. Take another"),
    ):
        refused = browser.chooses(new, repeated)
        assert (refused.status_code, refused.url.path) == (422, "/password")
        assert sentence in told(refused)
    assert Browser(address).logs_in(JUERGEN, first).url.path == "/password"


def test_after_five_failures_a_username_waits_a_quarter_of_an_hour_whether_it_exists_or_not(
    address: str, clock: Clock, sent_to: dict[str, str]
) -> None:
    clock.now = datetime(2026, 12, 2, 9, 0, 30, tzinfo=UTC)
    again = f"{clock.now.replace(minute=16, second=0).astimezone():%H:%M}"
    for username in (JUERGEN, "nobody.at-all"):
        failed = [Browser(address).logs_in(username, "falsch") for _ in range(5)]
        assert {one.status_code for one in failed} == {403}
        locked = Browser(address).logs_in(username, sent_to[JUERGEN])
        assert (locked.status_code, locked.headers["Retry-After"]) == (429, "901")
        assert f"Try again from {again}" in told(locked)
    assert Browser(address).logs_in(BERND, sent_to[BERND]).url.path == "/password"
    clock.passes(minutes=15, seconds=1)
    assert Browser(address).logs_in(JUERGEN, sent_to[JUERGEN]).url.path == "/password"


def test_a_login_that_works_forgets_the_failures_before(address: str, sent_to: dict[str, str]) -> None:
    for _ in range(2):
        for _ in range(3):
            Browser(address).logs_in(JUERGEN, "falsch")
        assert Browser(address).logs_in(JUERGEN, sent_to[JUERGEN]).url.path == "/password"


def test_who_never_got_credentials_cannot_log_in(address: str, engine: Engine) -> None:
    """Workplaces of the account file have no password; no text stands for it."""
    username = str(stored(engine, "SELECT username FROM workplace WHERE password_hash IS NULL ORDER BY id")[0])
    for typed in ("", "None"):
        assert Browser(address).logs_in(username, typed).status_code == 403


def test_a_session_ends_after_half_an_hour_and_with_the_logout(
    address: str, clock: Clock, sent_to: dict[str, str]
) -> None:
    browser = Browser(address)
    browser.logs_in(JUERGEN, sent_to[JUERGEN])
    browser.chooses(OWN)
    clock.passes(minutes=29)
    assert browser.opens("/").url.path == "/"
    token = browser.client.cookies["myportal"]
    assert "You are logged out." in told(browser.sends("/logout"))
    stolen = Browser(address)
    stolen.client.cookies.set("myportal", token)
    assert stolen.opens("/").url.path == "/login"
    browser.logs_in(JUERGEN, OWN)
    clock.passes(minutes=31)
    assert "Your session is over" in told(browser.opens("/"))


def test_the_token_is_another_after_each_step_and_only_its_hash_is_stored(
    address: str, engine: Engine, sent_to: dict[str, str]
) -> None:
    browser, tokens = Browser(address), []
    browser.opens("/login")
    tokens.append(browser.client.cookies["myportal"])
    browser.logs_in(JUERGEN, sent_to[JUERGEN])
    tokens.append(browser.client.cookies["myportal"])
    browser.chooses(OWN)
    tokens.append(browser.client.cookies["myportal"])
    assert len(set(tokens)) == 3
    everything = [str(one) for table in LOGIN_TABLES for one in _rows(engine, table.name)]
    assert len(stored(engine, "SELECT token_hash FROM login_session")) == 1
    assert [one for one in everything if any(token in one for token in tokens) or JUERGEN in one] == []


def _rows(engine: Engine, table: str) -> list[object]:
    with engine.connect() as connection:
        return list(connection.execute(text(f"SELECT * FROM {table}")))  # noqa: S608 - our own names


@pytest.mark.parametrize("path", ["/login", "/password", "/logout"])
def test_a_form_that_this_browser_was_not_given_does_nothing(address: str, sent_to: dict[str, str], path: str) -> None:
    browser = Browser(address)
    browser.logs_in(JUERGEN, sent_to[JUERGEN])
    fields = {"username": BERND, "password": sent_to[BERND], "new": OWN, "repeated": OWN}
    for proof in ({}, {"proof": "0" * 64}):
        answer = browser.client.post(path, data={**fields, **proof})
        assert (answer.status_code, answer.url.path) == (403 if path == "/password" else 200, "/password")
    assert browser.opens("/").url.path == "/password"
    assert Browser(address).logs_in(JUERGEN, sent_to[JUERGEN]).url.path == "/password"


def test_a_login_form_that_was_open_for_too_long_is_shown_anew(address: str, sent_to: dict[str, str]) -> None:
    browser = Browser(address)
    browser.opens("/login")
    browser.client.cookies.clear()
    late = browser.sends("/login", username=JUERGEN, password=sent_to[JUERGEN])
    assert "The page was open for too long." in told(late)
    assert browser.sends("/login", username=JUERGEN, password=sent_to[JUERGEN]).url.path == "/password"


def test_pages_of_the_same_browser_do_not_disturb_each_other(address: str, sent_to: dict[str, str]) -> None:
    browser = Browser(address)
    browser.opens("/login")
    first = browser.shown
    browser.opens("/login")
    browser.shown = first
    assert browser.sends("/login", username=JUERGEN, password=sent_to[JUERGEN]).url.path == "/password"


def test_every_answer_is_guarded_and_kept_nowhere(address: str) -> None:
    policy = "default-src 'none'; style-src 'sha256-{}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    for path in ("/", "/login", "/nothing", "/logout"):
        headers = httpx.get(f"{address}{path}").headers
        assert (headers["Cache-Control"], headers["X-Frame-Options"]) == ("no-store", "DENY")
        style = re.search(r"sha256-([A-Za-z0-9+/]{43}=)", headers["Content-Security-Policy"])
        assert style is not None
        assert headers["Content-Security-Policy"] == policy.format(style[1])


def test_the_cookie_is_for_this_browser_and_over_https_for_https_only(address: str) -> None:
    plain = httpx.get(f"{address}/login").headers["Set-Cookie"]
    assert {"HttpOnly", "Path=/", "SameSite=lax"} < set(plain.split("; "))
    assert "Secure" not in plain
    behind_a_proxy = httpx.get(f"{address}/login", headers={"X-Forwarded-Proto": "https"}).headers["Set-Cookie"]
    assert "Secure" in behind_a_proxy.split("; ")


def test_a_page_speaks_the_language_of_the_browser_until_another_is_chosen(address: str) -> None:
    browser = Browser(address, "fr, en;q=0.3, de-AT;q=0.8")
    assert "Anmelden" in told(browser.opens("/login"))
    assert "Log in" in told(browser.opens("/login?lang=en"))
    assert "Log in" in told(browser.opens("/login"))
    assert "Log in" in told(Browser(address, "fr").opens("/login?lang=xx"))


def test_too_much_for_a_form_and_what_is_no_form_are_refused(address: str) -> None:
    assert httpx.post(f"{address}/login", content=b"a" * 9000).status_code == 413
    assert httpx.post(f"{address}/login", content="a=ä".encode()).status_code == 400
    assert httpx.get(f"{address}/logout").status_code == 405


def test_what_a_person_typed_is_never_markup(address: str) -> None:
    page = Browser(address).logs_in('"><b>x', "falsch")
    assert 'value="&#34;&gt;&lt;b&gt;x"' in page.text


def test_it_stands_below_a_prefix_as_well(engine: Engine, sent_to: dict[str, str], clock: Clock) -> None:
    app = Starlette(routes=[Mount("/myportal", myportal_app(engine, clock))])
    with served(app) as address:
        browser = Browser(address)
        assert browser.opens("/myportal").url.path == "/myportal/login"
        assert "Path=/myportal;" in browser.shown.headers["Set-Cookie"]
        browser.logs_in(JUERGEN, sent_to[JUERGEN], "/myportal")
        assert browser.chooses(OWN, root="/myportal").url.path == "/myportal/"
        assert "+49 221 4710-001" in told(browser.shown)


def test_a_session_that_ended_meanwhile_chooses_nothing(engine: Engine, clock: Clock, sent_to: dict[str, str]) -> None:
    """As when credentials are sent again between the look at the session and the choice."""
    visitor = visitor_of(engine, log_in(engine, JUERGEN, sent_to[JUERGEN], clock()), clock())
    assert visitor is not None
    again: list[Credentials] = []
    with rehearsal_client(RehearsalCarrier(engine, Remembering(again), clock)) as client:
        TmForumPortal(client, "muster-gmbh").send_credentials(visitor.workplace_id)
    with pytest.raises(LoginRefused):
        choose_password(engine, visitor, OWN, OWN, clock())
    assert log_in(engine, JUERGEN, again[0].password, clock())


def test_many_at_once_guess_no_more_than_one_after_the_other(engine: Engine, clock: Clock) -> None:
    def guess(number: int) -> bool:
        try:
            log_in(engine, JUERGEN, f"falsch {number}", clock())
        except LoginRefused as refused:
            return refused.until is None
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(guess, range(16))) == 5


def test_a_workplace_that_ended_has_no_login_any_more(engine: Engine, address: str, sent_to: dict[str, str]) -> None:
    browser = Browser(address)
    browser.logs_in(JUERGEN, sent_to[JUERGEN])
    browser.chooses(OWN)
    with engine.begin() as connection:
        connection.execute(text(f"DELETE FROM workplace WHERE username = '{JUERGEN}'"))  # noqa: S608
    assert browser.opens("/").url.path == "/login"
    assert Browser(address).logs_in(JUERGEN, OWN).status_code == 403


def test_a_file_of_an_earlier_program_gets_the_tables_it_lacks(engine: Engine) -> None:
    with engine.begin() as connection:
        for table in LOGIN_TABLES:
            connection.execute(text(f"DROP TABLE {table.name}"))
    prepare_database(engine)
    RehearsalCarrier(engine, Remembering([]))
    assert [len(_rows(engine, table.name)) for table in LOGIN_TABLES] == [0, 0, 0, 0]
