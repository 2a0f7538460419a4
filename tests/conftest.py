"""What every test may need."""

import os
from collections.abc import Callable
from typing import NoReturn

import pytest
from hypothesis import settings

# How long an example takes is measured in bench/; on a busy machine it says nothing about the rule.
settings.register_profile("unhurried", settings.get_profile("ci" if os.environ.get("CI") else "default"), deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def missing() -> Callable[[str], NoReturn]:
    """Call it with the reason when this machine lacks what a test needs: a loud skip, and with CI=true a failure."""

    def tell(reason: str) -> NoReturn:
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)

    return tell
