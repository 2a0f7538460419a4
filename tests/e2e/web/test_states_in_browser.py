"""Every state that no address alone leads to, in both languages and both themes; no template is left out."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

import trunkload
from tests.e2e.web.states import STATES, Site, site_of_states
from tests.integration.web.people import Person
from tests.integration.web.sites import logged_in
from trunkload.web.pages import pages

TEMPLATES = Path(trunkload.__file__).parent / "templates" / "web"
WHOLE = re.compile(r'{%-? extends "web/base.html"')
NAME = re.compile(r'<main id="main" tabindex="-1" data-page="(\w+)"')
ELSEWHERE = {"refused", "waiting"}
"""The walk of every page has an import that was refused, that of bad samples one whose columns are to be chosen; here
nobody checks what was sent."""

REFUSED = re.compile("the server responded with a status of 4")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with site_of_states(tmp_path_factory.mktemp("states")) as site:
        yield site


@pytest.mark.parametrize("locale", ["de-DE", "en-GB"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(
    chromium: Browser, site: Site, locale: str, scheme: Literal["light", "dark"]
) -> None:
    nobody, anna = (Person(chromium, site.address, locale=locale, color_scheme=scheme) for _ in range(2))
    anna.logs_in("anna")
    wrong = dict[str, object]()
    for state in STATES:
        person = nobody if state.nobody else anna
        status = state.reached(person, site)
        shown = person.page.locator("main").get_attribute("data-page")
        assert (state.path, shown, status) == (state.path, state.template, state.status)
        wrong |= person.axe()
    complaints = [one for one in (*nobody.complaints, *anna.complaints) if not REFUSED.search(one)]
    assert (wrong, complaints) == ({}, [])
    for person in (nobody, anna):
        person.context.close()


def test_every_template_is_looked_at_in_one_of_the_walks(site: Site) -> None:
    """Those of addresses in the walk of every page, the others here."""
    seen = {state.template for state in STATES}
    anna = logged_in(site.address, "anna")
    for import_id in (site.done, site.waiting):
        known = defaultdict(str, import_id=import_id, workplace_id="wp-6001", row="10")
        for page in pages(uploads_per_minute=1000):
            if page.method == "GET" and not page.path.endswith(("/events", ".xlsx")):
                found = NAME.search(anna.client.get(page.path.format_map(known)).text)
                seen |= {found[1]} if found is not None else set()
    whole = {path.stem for path in TEMPLATES.glob("*.html") if WHOLE.search(path.read_text("utf-8"))}
    assert whole - seen == ELSEWHERE
