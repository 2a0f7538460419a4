"""Homes as the commands leave them; made once, copied for each test."""

import shutil
from pathlib import Path

import pytest

from tests.integration.cli.looks import first_import
from tests.integration.cli.shell import SAMPLES, STAFF, Shell


@pytest.fixture(scope="session")
def loaded_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With the sample account, no import yet; nobody changes it."""
    home = tmp_path_factory.mktemp("loaded") / "home"
    assert Shell(home).run("carrier", "init", SAMPLES / "account.toml").code == 0
    return home


@pytest.fixture(scope="session")
def planned_home(loaded_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With the sample sheet planned; nobody changes it."""
    home = tmp_path_factory.mktemp("planned") / "home"
    shutil.copytree(loaded_home, home)
    assert Shell(home).run("import", STAFF).code == 1
    return home


@pytest.fixture
def shell(loaded_home: Path, tmp_path: Path) -> Shell:
    """An own home with the sample account."""
    return Shell(shutil.copytree(loaded_home, tmp_path / "home"))


@pytest.fixture
def planner(planned_home: Path, tmp_path: Path) -> Shell:
    """An own home in which the sample sheet is planned as its first import."""
    return Shell(shutil.copytree(planned_home, tmp_path / "home"))


@pytest.fixture(scope="session")
def ordered_home(planned_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Whose first import is ordered and read back; nobody changes it."""
    home = shutil.copytree(planned_home, tmp_path_factory.mktemp("ordered") / "home")
    import_id, digest = first_import(home)
    assert Shell(home).run("approve", import_id, "--digest", digest).code == 0
    return home


@pytest.fixture
def ordered(ordered_home: Path, tmp_path: Path) -> Shell:
    """An own home in which the sample sheet is ordered."""
    return Shell(shutil.copytree(ordered_home, tmp_path / "home"))
