"""A house whose first import is planned in four orders of at most ten people."""

import os
import shutil
from pathlib import Path

import pytest

from tests.integration.flows.houses import SAMPLES, house_at, imported
from trunkload.flows.wiring import House, rehearsal_database
from trunkload.portal.rehearsal import load_account

os.environ.setdefault("DO_NOT_TRACK", "1")  # before a test imports Prefect, whose client would tell its maker


@pytest.fixture(scope="session")
def planned_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of it; nobody changes it."""
    home = tmp_path_factory.mktemp("house") / "home"
    house = house_at(home)
    load_account(rehearsal_database(house.settings), (SAMPLES / "account.toml").read_text("utf-8"))
    imported(house, SAMPLES / "new-staff.xlsx")
    house.ledger.dispose()
    return home


@pytest.fixture
def house(planned_house: Path, tmp_path: Path) -> House:
    """An own copy of it."""
    return house_at(shutil.copytree(planned_house, tmp_path / "home"))
