"""A browser, for each file its own."""

from collections.abc import Callable, Iterator
from typing import NoReturn

import pytest
from playwright.sync_api import Browser

from tests.integration.web.people import opened_chromium


@pytest.fixture(scope="module")
def chromium(missing: Callable[[str], NoReturn]) -> Iterator[Browser]:
    with opened_chromium(missing) as browser:
        yield browser
