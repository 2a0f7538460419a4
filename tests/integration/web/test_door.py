"""Every page as every role, as somebody of two, as another uploader, and as nobody: only this table's cells answer.

It is written down here by hand, so that a row of the page's own table that says too much is seen."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from starlette.routing import Route

from tests.integration.flows.houses import first_import, house_at
from tests.integration.portal.browser import Browser
from tests.integration.web.sites import PASSWORD, ROLES, logged_in, proof_of, served_site
from trunkload.flows.wiring import House
from trunkload.storage.people import Role
from trunkload.web.app import web_app
from trunkload.web.pages import pages
from trunkload.web.visit import Body, Page

SENDER, APPROVER, OPERATOR, READER = Role.UPLOADER, Role.APPROVER, Role.OPERATOR, Role.READER
ANYBODY = frozenset[Role]()
"""Without being logged in."""

IMPORT = "/imports/{import_id}"
MAY: Final = {
    "GET /login": ANYBODY,
    "POST /login": ANYBODY,
    "GET /login/provider": ANYBODY,
    "GET /login/provider/back": ANYBODY,
    "GET /first/{link}": ANYBODY,
    "POST /first/{link}": ANYBODY,
    "POST /logout": {SENDER, APPROVER, OPERATOR, READER},
    "GET /": {SENDER, APPROVER, OPERATOR, READER},
    "GET /upload": {SENDER, APPROVER, OPERATOR},
    "POST /upload": {SENDER, APPROVER, OPERATOR},
    "GET /template.xlsx": {SENDER, APPROVER, OPERATOR},
    "GET /example.xlsx": {SENDER, APPROVER, OPERATOR},
    "GET /imports": {SENDER, APPROVER, OPERATOR, READER},
    "POST /imports/download": {SENDER, APPROVER, OPERATOR, READER},
    f"GET {IMPORT}": {SENDER, APPROVER, OPERATOR, READER},
    f"GET {IMPORT}/events": {SENDER, APPROVER, OPERATOR, READER},
    f"GET {IMPORT}/{{page}}": {SENDER, APPROVER, OPERATOR, READER},
    f"GET {IMPORT}/columns": {SENDER, APPROVER, OPERATOR},
    f"POST {IMPORT}/columns": {SENDER, APPROVER, OPERATOR},
    f"GET {IMPORT}/rows/{{row}}": {SENDER, APPROVER, OPERATOR},
    f"POST {IMPORT}/give-up": {SENDER, APPROVER, OPERATOR},
    f"POST {IMPORT}/cells": {SENDER, APPROVER, OPERATOR},
    f"POST {IMPORT}/accept": {SENDER, APPROVER, OPERATOR},
    f"POST {IMPORT}/decide": {SENDER, APPROVER, OPERATOR},
    f"GET {IMPORT}/files": {SENDER, APPROVER, OPERATOR},
    f"GET {IMPORT}/workbooks/{{book}}": {SENDER, APPROVER, OPERATOR},
    f"GET {IMPORT}/plan": {APPROVER, OPERATOR},
    f"POST {IMPORT}/plan/without": {APPROVER},
    f"POST {IMPORT}/plan/again": {APPROVER, OPERATOR},
    f"POST {IMPORT}/approve": {APPROVER},
    f"POST {IMPORT}/cancel": {APPROVER, OPERATOR},
    f"GET {IMPORT}/orders": {SENDER, APPROVER, OPERATOR, READER},
    f"GET {IMPORT}/orders/events": {SENDER, APPROVER, OPERATOR, READER},
    f"POST {IMPORT}/orders/again": {APPROVER, OPERATOR},
    f"POST {IMPORT}/orders/messages": {APPROVER, OPERATOR},
    f"POST {IMPORT}/orders/credentials": {APPROVER, OPERATOR},
    f"POST {IMPORT}/orders/compare": {APPROVER, OPERATOR},
    f"GET {IMPORT}/undo": {APPROVER, OPERATOR},
    f"POST {IMPORT}/undo": {APPROVER, OPERATOR},
    "GET /numbers": {APPROVER, OPERATOR, READER},
    "POST /numbers": {APPROVER, OPERATOR, READER},
    "POST /numbers/download": {APPROVER, OPERATOR, READER},
    "POST /numbers/move": {APPROVER, OPERATOR},
    "POST /numbers/reserve": {APPROVER, OPERATOR},
    "GET /numbers/history": {APPROVER, OPERATOR, READER},
    "POST /numbers/history": {APPROVER, OPERATOR, READER},
    "GET /numbers/forecast": {APPROVER, OPERATOR, READER},
    "GET /numbers/new": {APPROVER, OPERATOR},
    "POST /numbers/new": {APPROVER, OPERATOR},
    "GET /numbers/import": {APPROVER, OPERATOR},
    "POST /numbers/import": {APPROVER, OPERATOR},
    "GET /workplaces": {APPROVER, OPERATOR, READER},
    "POST /workplaces": {APPROVER, OPERATOR, READER},
    "POST /workplaces/download": {APPROVER, OPERATOR, READER},
    "GET /workplaces/{workplace_id}": {APPROVER, OPERATOR},
    "GET /workplaces/{workplace_id}/number": {APPROVER, OPERATOR},
    "POST /workplaces/{workplace_id}/number": {APPROVER, OPERATOR},
    "POST /workplaces/{workplace_id}/change": {APPROVER, OPERATOR},
    "POST /workplaces/{workplace_id}/remove": {APPROVER, OPERATOR},
    "GET /contingents": {APPROVER, OPERATOR, READER},
    "POST /contingents/download": {APPROVER, OPERATOR, READER},
    "GET /orders": {APPROVER, OPERATOR, READER},
    "POST /orders": {APPROVER, OPERATOR, READER},
    "POST /orders/download": {APPROVER, OPERATOR, READER},
    "GET /messages": {APPROVER, OPERATOR, READER},
    "POST /messages": {APPROVER, OPERATOR, READER},
    "POST /messages/download": {APPROVER, OPERATOR, READER},
    "POST /messages/again": {APPROVER, OPERATOR},
    "GET /audit": {APPROVER, OPERATOR, READER},
    "POST /audit": {APPROVER, OPERATOR, READER},
    "POST /audit/download": {APPROVER, OPERATOR, READER},
}
OF_PEOPLE: Final = ("columns", "give-up", "rows/{row}", "cells", "accept", "decide", "files", "workbooks/{book}")
"""Pages of an import that only its sender, approvers and operators see."""

TABLE = {f"{one.method} {one.path}": one for one in pages(uploads_per_minute=1000)}
WALKED = [name for name in MAY if name != "POST /logout"]
NOBODY = "nobody"


class Walk:
    """One site for all pages, with somebody of each role at it."""

    def __init__(self, house: House, address: str) -> None:
        self.import_id = first_import(house).id
        self.visitors = {login: logged_in(address, login) for login in ROLES}
        self.visitors[NOBODY] = Browser(address)

    def path_of(self, page: Page) -> str:
        names = {
            "import_id": self.import_id,
            "page": "report-masked.html",
            "link": "made-up",
            "row": "4",
            "book": "to-fix",
        }
        return page.path.format_map(names | {"workplace_id": "wp-5001"})

    def asks(self, login: str, page: Page) -> int:
        """The status, and where it leads for a person that is sent on."""
        browser = self.visitors[login]
        path = self.path_of(page)
        browser.opens("/login" if login == NOBODY else "/imports")
        proof = proof_of(browser)
        if page.method == "GET":
            with browser.client.stream("GET", path, follow_redirects=False) as answer:
                return 302 if answer.headers.get("location", "").startswith("/login") else answer.status_code
        files = {"file": ("a.csv", b"x")} if page.body is Body.FILE else None
        return browser.client.post(path, follow_redirects=False, data={"proof": proof}, files=files).status_code


@pytest.fixture(scope="module")
def walk(peopled_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    house = house_at(shutil.copytree(peopled_home, tmp_path_factory.mktemp("walk") / "home"))
    with served_site(house) as (address, heavy):
        heavy.is_held = True
        yield Walk(house, address)
    house.ledger.dispose()


def expected(login: str, name: str) -> set[int]:
    """What the cell of the table says; kim has sent the import."""
    method, path = name.split()
    if MAY[name] == ANYBODY:
        # Nobody of the walk brings a password or a link that counts.
        return {200, 303, 403}
    if login == NOBODY:
        return {302} if method == "GET" else {401}
    if not ROLES[login] & MAY[name]:
        return {403}
    if login != "kim" and path.startswith(IMPORT):
        if not ROLES[login] & {APPROVER, OPERATOR, READER}:
            return {404}
        if path.removeprefix(f"{IMPORT}/") in OF_PEOPLE and not ROLES[login] & {APPROVER, OPERATOR}:
            return {403}
    # A form that says nothing, or a plan that another has approved, is answered with what is missing.
    return {200, 303} if method == "GET" and path != f"{IMPORT}/undo" else {200, 303, 409, 422}


def test_each_path_is_in_this_table(house: House) -> None:
    """Whatever the app answers to; style and scripts are the same for everybody."""
    routes = [one for one in web_app(house).routes if isinstance(one, Route)]
    answered = {f"{method} {one.path}" for one in routes for method in (one.methods or set()) - {"HEAD"}}
    assert answered == {*MAY, "GET /static/{name:path}"}
    assert len(routes) == len(MAY) + 1


@pytest.mark.parametrize("name", WALKED)
@pytest.mark.parametrize("login", [*ROLES, NOBODY])
def test_a_page_answers_exactly_those_whom_the_table_lets_in(walk: Walk, login: str, name: str) -> None:
    assert walk.asks(login, TABLE[name]) in expected(login, name)


@pytest.mark.parametrize("name", [name for name in MAY if name.startswith("POST")])
def test_no_form_counts_without_its_proof(walk: Walk, name: str) -> None:
    """Whoever is let in: a form of another site has the cookie at most."""
    page = TABLE[name]
    browser = walk.visitors["omar" if MAY[name] == ANYBODY or OPERATOR in MAY[name] else "anna"]
    path = walk.path_of(page)
    files = {"file": ("a.csv", b"x")} if page.body is Body.FILE else None
    answer = browser.client.post(path, follow_redirects=False, data={"proof": "0" * 64}, files=files)
    assert (answer.status_code, "open for too long" in answer.text) == (403, True)


def test_no_form_counts_that_another_site_sends(walk: Walk) -> None:
    browser = walk.visitors["omar"]
    browser.opens("/upload")
    data, files = {"proof": proof_of(browser)}, {"file": ("a.csv", b"x")}
    other = {"Origin": "https://elsewhere.example.com"}
    assert browser.client.post("/upload", data=data, files=files, headers=other).status_code == 403
    own = {"Origin": str(browser.client.base_url).rstrip("/")}
    answer = browser.client.post("/upload", data=data, files=files, headers=own, follow_redirects=False)
    assert answer.status_code == 303


@pytest.mark.parametrize("import_id", ["imp-2026-11-23-9999", "imp-1", "..%2F..", "imp-2026-11-23-0001%00"])
def test_an_import_that_is_not_there_answers_as_one_of_somebody_else(walk: Walk, import_id: str) -> None:
    answer = walk.visitors["omar"].client.get(f"/imports/{import_id}")
    assert answer.status_code == 404
    other = walk.visitors["lena"].client.get(f"/imports/{walk.import_id}")
    assert other.status_code == 404
    assert walk.visitors["lena"].client.get(f"/imports/{import_id}").status_code == 404


NAMES = ("report.html", "report-9.html", "live.html", "check.json", "upload", "checked", "..", "%2e%2e")


@pytest.mark.parametrize("page", [*NAMES, "de/report.html", "de%2Freport.html", "de%2Flive.html", "en/report.html"])
def test_a_reader_gets_no_personal_data_by_any_name(walk: Walk, page: str) -> None:
    answer = walk.visitors["rita"].client.get(f"/imports/{walk.import_id}/{page}")
    assert "Jürgen" not in answer.text
    if page == "report.html":
        assert answer.url.path.endswith("/report-masked.html")
        assert "Personal data are hidden" in answer.text


def test_nobody_is_sent_on_to_another_site_once_logged_in(walk: Walk) -> None:
    browser = Browser(str(walk.visitors["omar"].client.base_url))
    browser.opens("/login?to=//elsewhere.example.com/")
    browser.sends("/login", username="omar", password=PASSWORD, to="//elsewhere.example.com/")
    assert browser.shown.url.path == "/"
