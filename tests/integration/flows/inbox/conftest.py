"""A house in whose inbox nothing has arrived yet."""

import shutil
from pathlib import Path

import pytest

from tests.integration.flows.houses import house_at
from tests.integration.flows.inboxes import at_once, empty_house
from trunkload.flows.wiring import House


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With an account, without an import; nobody changes it."""
    home = tmp_path_factory.mktemp("inbox") / "home"
    empty_house(home).ledger.dispose()
    return home


@pytest.fixture
def house(empty_home: Path, tmp_path: Path) -> House:
    """An own copy of it, in which nobody waits for a file to stay as it is."""
    return at_once(house_at(shutil.copytree(empty_home, tmp_path / "home")))
