import pytest

from trunkload.inventory.number_plan import is_behind_shorter, may_be_internal

BANNED = ("77", "78", "770", "7899", "110", "1100", "112", "1123", "11800", "11833", "11899")
ALLOWED = ("7", "79", "177", "111", "113", "118", "1180", "118000", "118123", "11", "10")


@pytest.mark.parametrize(("number", "allowed"), [*((one, False) for one in BANNED), *((one, True) for one in ALLOWED)])
def test_internal_numbers_that_are_dialled_otherwise_are_banned(number: str, *, allowed: bool) -> None:
    """S-17, S-18, S-19: the domain's own table."""
    assert may_be_internal(number) is allowed


@pytest.mark.parametrize(
    ("extension", "switchboard", "behind"),
    [
        ("01", "0", True),
        ("09", "0", True),
        ("10", "0", False),
        ("0", "0", False),
        ("00", "00", False),
        ("01", None, False),
    ],
)
def test_extensions_behind_a_shorter_switchboard_are_never_reached(
    extension: str, switchboard: str | None, *, behind: bool
) -> None:
    """N-07."""
    assert is_behind_shorter(extension, switchboard) is behind
