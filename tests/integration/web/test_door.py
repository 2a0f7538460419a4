"""Only the table's cells answer: every page as every role, as another uploader, and as nobody."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.flows.houses import first_import, house_at
from tests.integration.portal.browser import Browser
from tests.integration.web.sites import PASSWORD, ROLES, logged_in, proof_of, served_site
from trunkload.flows.wiring import House
from trunkload.storage.people import SEE_EVERYBODY, Role
from trunkload.web.pages import pages
from trunkload.web.visit import SEE_ALL, About, Body, Page

TABLE = {f"{one.method} {one.path}": one for one in pages(uploads_per_minute=1000)}
WALKED = [name for name in TABLE if name != "POST /logout"]
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


def expected(login: str, page: Page) -> set[int]:
    """What the cell of the table says."""
    if page.who is None:
        # Nobody of the walk brings a password or a link that counts.
        return {200, 303, 403}
    if login == NOBODY:
        return {302} if page.method == "GET" else {401}
    if not ROLES[login] & page.who:
        return {403}
    if page.about is not About.NOTHING and not (login == "kim" or ROLES[login] & SEE_ALL):
        return {404}
    if page.about is About.PEOPLE and not (login == "kim" or ROLES[login] & SEE_EVERYBODY):
        return {403}
    # A form that says nothing, or a plan that another has approved, is answered with what is missing.
    return {200, 303} if page.method == "GET" and page.path != "/imports/{import_id}/undo" else {200, 303, 409, 422}


@pytest.mark.parametrize("name", WALKED)
@pytest.mark.parametrize("login", [*ROLES, NOBODY])
def test_a_page_answers_exactly_those_whom_the_table_lets_in(walk: Walk, login: str, name: str) -> None:
    page = TABLE[name]
    assert walk.asks(login, page) in expected(login, page)


@pytest.mark.parametrize("name", [name for name in TABLE if name.startswith("POST")])
def test_no_form_counts_without_its_proof(walk: Walk, name: str) -> None:
    """Whoever is let in: a form of another site has the cookie at most."""
    page = TABLE[name]
    browser = walk.visitors["omar" if page.who is None or Role.OPERATOR in page.who else "anna"]
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


@pytest.mark.parametrize("page", ["report.html", "check.json", "upload", "checked", "report-9.html", "..", "%2e%2e"])
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
