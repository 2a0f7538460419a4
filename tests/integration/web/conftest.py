"""A house with an account, users of every role, and one import that kim sent."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from tests.integration.flows.houses import SAMPLES, house_at
from tests.integration.web.sites import InThisProcess, served_site, with_people
from trunkload.flows.importing import receive_upload
from trunkload.flows.story import import_story
from trunkload.flows.wiring import House, rehearsal_database
from trunkload.intake.upload import open_upload, upload_of
from trunkload.portal.rehearsal import load_account
from trunkload.validation.language import Lang

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FEW = """Vorname;Nachname;E-Mail;Handynummer;Standort
Nina;Neu;nina.neu@example.org;0152 28817301;Köln
Olaf;Ort;olaf.ort@example.org;0152 28817302;Köln
Pia;Park;pia.park@example.org;0152 28817303;Berlin
Quirin;Quer;quirin.quer;0152 28817304;Berlin
"""
"""Rows 2 to 5."""


@pytest.fixture(scope="session")
def peopled_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of it; nobody changes it."""
    home = tmp_path_factory.mktemp("page") / "home"
    house = with_people(house_at(home))
    load_account(rehearsal_database(house.settings), (SAMPLES / "account.toml").read_text("utf-8"))
    import_story(house, receive_upload(house, open_upload(SAMPLES / "new-staff.xlsx"), "kim", Lang.EN))
    house.ledger.dispose()
    return home


@pytest.fixture(scope="session")
def few_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a sheet of four people, one of whom cannot be ordered; nobody changes it."""
    home = tmp_path_factory.mktemp("few") / "home"
    house = with_people(house_at(home))
    load_account(rehearsal_database(house.settings), (SAMPLES / "account.toml").read_text("utf-8"))
    import_story(house, receive_upload(house, upload_of("few.csv", FEW.encode()), "kim", Lang.EN))
    house.ledger.dispose()
    return home


@pytest.fixture
def few(few_home: Path, tmp_path: Path) -> Iterator[House]:
    """An own copy of it."""
    house = house_at(shutil.copytree(few_home, tmp_path / "few"))
    yield house
    house.ledger.dispose()


@pytest.fixture
def few_site(few: House) -> Iterator[tuple[str, InThisProcess]]:
    with served_site(few) as served:
        yield served


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
def chromium(missing: Callable[[str], NoReturn]) -> Iterator["Browser"]:
    from tests.integration.web.people import opened_chromium

    with opened_chromium(missing) as browser:
        yield browser
