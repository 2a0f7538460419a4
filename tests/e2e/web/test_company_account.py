"""Logging in with an account of the company, at a real provider of OpenID Connect and in a real browser."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.web.providers import SETTINGS, needs_provider, provider
from tests.integration.flows.houses import house_at
from tests.integration.notify.mail_servers import free_port
from tests.integration.web.people import Person
from tests.integration.web.sites import served_site, with_people, with_web
from trunkload.flows.wiring import House
from trunkload.storage.audit import read_audit
from trunkload.storage.database import reading, writing
from trunkload.storage.people import Person as LocalUser
from trunkload.storage.people import Role, add_person

WAY_BACK = re.compile("/login/provider/back")
ANY_PASSWORD = "whatever-the-company-has"  # noqa: S105 - of nobody


@dataclass
class Company:
    """A page whose people log in at `issuer`."""

    house: House
    address: str
    issuer: str

    def deeds(self) -> list[tuple[str, str]]:
        with reading(self.house.ledger) as conn:
            return [(one.who, one.what) for one in read_audit(conn)]


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory, missing: Callable[[str], NoReturn]) -> Iterator[Company]:
    """At another name than the page's, so that a browser sees another site."""
    needs_provider(missing)
    port = free_port()
    issuer = f"http://localhost:{port}"
    home = tmp_path_factory.mktemp("company") / "home"
    house = with_web(with_people(house_at(home)), oidc_issuer=issuer, **SETTINGS)
    with served_site(house) as (address, _), provider(port, f"{address}/login/provider/back"):
        yield Company(house, address, issuer)
    house.ledger.dispose()


class Employee(Person):
    """Somebody with an account of the company."""

    def __init__(self, chromium: Browser, company: Company, **context: Any) -> None:  # noqa: ANN401 - Playwright's own
        super().__init__(chromium, company.address, **context)

    def goes_to_provider(self) -> None:
        self.page.goto("/login")
        self.page.locator("a.main").click()

    def names(self, login: str) -> None:
        self.page.locator("input[name=login]").fill(login)
        self.page.locator("input[name=password]").fill(ANY_PASSWORD)
        self.page.locator("button[type=submit]").click()
        self.page.locator("button[type=submit]").click()

    def comes_in_as(self, login: str) -> None:
        self.goes_to_provider()
        self.names(login)

    def is_sent_away_by(self, step: Callable[[], object]) -> bool:
        """Told to log in once more, and not logged in."""
        with self.page.expect_response(WAY_BACK) as told:
            step()
        expect(self.page.locator("main")).to_contain_text("Log in once more")
        self.page.goto("/imports")
        return told.value.status == 403 and "/login" in self.page.url


def test_the_groups_of_a_company_account_are_the_roles_of_the_page(chromium: Browser, company: Company) -> None:
    nina = Employee(chromium, company, locale="de-DE")
    nina.comes_in_as("hr-nina")
    nina.page.wait_for_url(f"{company.address}/upload")
    expect(nina.page.locator(".site")).to_contain_text("hr-nina")
    expect(nina.page.locator(".site nav")).to_contain_text("Meine Importe")
    name = f"trunkload-{company.address.rpartition(':')[2]}"
    cookie = {one["name"]: one for one in nina.context.cookies()}[name]
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    assert "trunkload-provider" not in {one["name"] for one in nina.context.cookies()}
    tom = Employee(chromium, company, locale="en-GB")
    tom.comes_in_as("telephony-tom")
    expect(tom.page.locator(".site nav")).to_contain_text("All imports")
    assert company.deeds()[-2:] == [("hr-nina", "logged in"), ("telephony-tom", "logged in")]


def test_who_logs_in_comes_to_the_page_that_was_wanted(chromium: Browser, company: Company) -> None:
    nina = Employee(chromium, company)
    nina.page.goto("/imports")
    nina.page.locator("a.main").click()
    nina.names("hr-nina")
    nina.page.wait_for_url(f"{company.address}/imports")
    assert "hr-nina" in nina.page.locator(".site").inner_text()
    assert company.deeds()[-1] == ("hr-nina", "logged in")


def test_a_company_account_without_a_group_of_ours_is_told_whom_to_ask(chromium: Browser, company: Company) -> None:
    gus = Employee(chromium, company, locale="en-GB")
    with gus.page.expect_response(WAY_BACK) as told:
        gus.comes_in_as("guest-gus")
    assert told.value.status == 403
    expect(gus.page.locator("main")).to_contain_text("“guest-gus” belongs to no group that may do anything here")
    assert gus.axe() == {}
    gus.page.goto("/imports")
    assert "/login" in gus.page.url
    assert company.deeds()[-1] == ("guest-gus", "login refused")


def test_a_way_back_that_was_not_begun_in_this_browser_leads_nowhere(chromium: Browser, company: Company) -> None:
    """With a state that we never gave, with somebody else's, and with none."""
    nina, other = (Employee(chromium, company, locale="en-GB") for _ in range(2))
    there = nina.context.request.get("/login/provider", max_redirects=0).headers["location"]
    assert "code_challenge_method=S256" in there
    nina.page.goto(re.sub("state=[^&]+", "state=made-up", there))
    assert nina.is_sent_away_by(lambda: nina.names("hr-nina"))
    other.page.goto(there)
    assert other.is_sent_away_by(lambda: other.names("hr-nina"))
    assert other.is_sent_away_by(lambda: other.page.goto("/login/provider/back"))
    assert company.deeds()[-1] == ("", "login refused")


def test_a_way_back_counts_once_and_a_logout_ends_the_session(chromium: Browser, company: Company) -> None:
    nina = Employee(chromium, company, locale="en-GB")
    with nina.page.expect_request(WAY_BACK) as asked:
        nina.comes_in_as("hr-nina")
    nina.page.wait_for_url("**/upload")
    nina.page.locator(".site form button").click()
    expect(nina.page.locator("main")).to_contain_text("the company account stays logged in")
    assert company.deeds()[-1] == ("hr-nina", "logged out")
    assert nina.is_sent_away_by(lambda: nina.page.goto(asked.value.url))


def test_a_company_account_that_is_not_reached_is_said(chromium: Browser, company: Company) -> None:
    silent = with_web(company.house, oidc_issuer=f"http://localhost:{free_port()}", **SETTINGS)
    with served_site(silent) as (address, _):
        nina = Employee(chromium, Company(silent, address, ""), locale="en-GB")
        nina.goes_to_provider()
        expect(nina.page.locator("main")).to_contain_text("does not answer just now")
        nina.page.goto("/imports")
        assert nina.page.url.startswith(f"{address}/login")


def test_a_company_account_with_the_name_of_a_local_user_does_not_become_that_user(
    chromium: Browser, company: Company
) -> None:
    with writing(company.house.ledger) as conn:
        add_person(conn, LocalUser("hr-otto", "-", frozenset({Role.OPERATOR}), company.house.clock()))
    otto = Employee(chromium, company, locale="en-GB")
    otto.comes_in_as("hr-otto")
    expect(otto.page.locator("main")).to_contain_text("There is a username “hr-otto” here already")
    otto.page.goto("/imports")
    assert otto.page.url.startswith(f"{company.address}/login")
    assert company.deeds()[-1] == ("hr-otto", "login refused")
