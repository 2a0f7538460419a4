import re

import pytest

from trunkload.inventory.number_plan import BANNED_INTERNAL

BANNED = ("77", "78", "770", "7899", "110", "1100", "112", "1123", "11800", "11833", "11899")
ALLOWED = ("7", "79", "177", "111", "113", "118", "1180", "118000", "118123", "11", "10")


@pytest.mark.parametrize(("number", "allowed"), [*((one, False) for one in BANNED), *((one, True) for one in ALLOWED)])
def test_internal_numbers_that_are_dialled_otherwise_are_banned(number: str, *, allowed: bool) -> None:
    """S-17, S-18, S-19: the domain's own table."""
    assert (re.fullmatch(BANNED_INTERNAL, number) is None) is allowed
