"""A newcomer's folder."""

from pathlib import Path

import pytest

from tests.e2e.console import Console


@pytest.fixture
def console(tmp_path: Path) -> Console:
    """Somewhere else than the checkout, whose name has a blank."""
    folder = tmp_path / "Neue Mitarbeiter"
    folder.mkdir()
    return Console(folder)
