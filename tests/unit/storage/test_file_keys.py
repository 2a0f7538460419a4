"""A key names a file inside the store and nothing outside of it."""

from pathlib import Path

import pytest

from trunkload.storage.files import LocalFiles

STORE = LocalFiles(Path("store"))


@pytest.mark.parametrize("key", ["report.html", "imp-2026-11-23-0001/report.html", "a/b/c_d-1.2.xlsx"])
def test_a_key_is_a_path_in_the_store(key: str) -> None:
    assert STORE.path(key) == Path("store").absolute() / key


@pytest.mark.parametrize(
    "key",
    ["", "/etc/hosts", "../x", "a/../../x", "a/./b", "a//b", "a/", ".hidden", "a\\b", "C:x", "a b", "ä", "a\n", "a\0b"],
)
def test_a_key_that_could_lead_elsewhere_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="inside"):
        STORE.path(key)
