"""Every page that can be opened: axe-core finds nothing, a phone is wide enough, and no other host is asked."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.web.known_pages import Known, is_too_wide, known_site, opens
from tests.integration.web.people import Person


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Known]:
    with known_site(tmp_path_factory.mktemp("every")) as known:
        yield known


@pytest.mark.parametrize("locale", ["de-DE", "en-GB"])
def test_axe_finds_nothing_on_any_page_light_or_dark_and_a_phone_is_wide_enough(
    chromium: Browser, known: Known, locale: str
) -> None:
    anna = Person(chromium, known.address, locale=locale, color_scheme="light")
    anna.page.goto("/login")
    wrong, wide = {**anna.axe()}, list[str]()
    anna.logs_in("anna")
    for path in known.paths("anna"):
        opens(anna, path)
        anna.page.emulate_media(color_scheme="light")
        wrong |= anna.axe()
        anna.page.emulate_media(color_scheme="dark")
        wrong |= {f"{path} dark": found for found in anna.axe().values()}
        if is_too_wide(anna):
            wide.append(path)
    assert (wrong, wide, anna.complaints) == ({}, [], [])
    anna.context.close()


def test_every_page_is_read_without_javascript(chromium: Browser, known: Known) -> None:
    anna = Person(chromium, known.address, locale="en-GB", java_script_enabled=False)
    anna.logs_in("anna")
    for path in known.paths("anna"):
        anna.page.goto(path)
        expect(anna.page.locator("h1").first).to_be_visible()
        assert len(anna.page.locator("main").inner_text()) > 100, path
    assert anna.complaints == []
    anna.context.close()
