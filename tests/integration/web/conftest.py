"""A house with an account, users of every role, and one import that kim sent."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser

from tests.integration.flows.houses import SAMPLES, house_at
from tests.integration.web.persons import opened_chromium
from tests.integration.web.sites import InThisProcess, served_site, with_people
from trunkload.flows.importing import receive_upload
from trunkload.flows.story import import_story
from trunkload.flows.wiring import House, rehearsal_database
from trunkload.intake.upload import open_upload
from trunkload.portal.rehearsal import load_account
from trunkload.validation.language import Lang


@pytest.fixture(scope="session")
def peopled_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of it; nobody changes it."""
    home = tmp_path_factory.mktemp("page") / "home"
    house = with_people(house_at(home))
    load_account(rehearsal_database(house.settings), (SAMPLES / "account.toml").read_text("utf-8"))
    import_story(house, receive_upload(house, open_upload(SAMPLES / "new-staff.xlsx"), "kim", Lang.EN))
    house.ledger.dispose()
    return home


@pytest.fixture
def house(peopled_home: Path, tmp_path: Path) -> Iterator[House]:
    """An own copy of it."""
    house = house_at(shutil.copytree(peopled_home, tmp_path / "home"))
    yield house
    house.ledger.dispose()


@pytest.fixture
def site(house: House) -> Iterator[tuple[str, InThisProcess]]:
    with served_site(house) as served:
        yield served


@pytest.fixture
def address(site: tuple[str, InThisProcess]) -> str:
    return site[0]


@pytest.fixture(scope="module")
def chromium(missing: Callable[[str], NoReturn]) -> Iterator[Browser]:
    with opened_chromium(missing) as browser:
        yield browser
