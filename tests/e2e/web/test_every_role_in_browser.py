"""Every page as everybody who is no approver sees it: axe-core finds nothing, a phone is wide enough, and about an
import nobody is told to run a command."""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser

from tests.e2e.web.known_pages import Known, is_too_wide, known_site, opens
from tests.integration.web.people import Person


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Known]:
    with known_site(tmp_path_factory.mktemp("roles")) as known:
        yield known


@pytest.mark.parametrize(
    ("login", "locale", "scheme"),
    [("kim", "de-DE", "light"), ("omar", "en-GB", "dark"), ("rita", "de-DE", "dark")],
)
def test_axe_finds_nothing_on_the_pages_of_a_role_and_a_phone_is_wide_enough(
    chromium: Browser, known: Known, login: str, locale: str, scheme: Literal["light", "dark"]
) -> None:
    """Once for each page; in both languages and both themes the same pages are looked at as an approver's."""
    person = Person(chromium, known.address, locale=locale, color_scheme=scheme)
    person.logs_in(login)
    wrong, wide, commands = dict[str, object](), list[str](), list[str]()
    for path in known.paths(login):
        opens(person, path)
        wrong |= person.axe()
        if is_too_wide(person):
            wide.append(path)
        if path.startswith("/imports/") and "trunkload " in person.page.locator("main").inner_text():
            commands.append(path)
    assert (wrong, wide, commands, person.complaints) == ({}, [], [], [])
    person.context.close()
