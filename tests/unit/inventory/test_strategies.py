"""How numbers are chosen that nobody wishes: by trunk, with the reason of each."""

import pytest

from tests.builders import account_of, with_numbers
from tests.unit.inventory.builders import (
    BERLIN,
    KOELN,
    Wanted,
    any_number,
    extensions,
    numbers,
    reasons,
    wanted,
    with_more,
)
from trunkload.inventory.account import Account, NumberBlock
from trunkload.inventory.allocation import Shortage, allocate_numbers
from trunkload.inventory.strategy import KNOWN, Choosing, Kind, Strategy, StrategyError, read_strategy


def by(strategy: str, **trunks: str) -> Choosing:
    return Choosing(
        read_strategy(strategy), {name.replace("_", "-"): read_strategy(one) for name, one in trunks.items()}
    )


def block(first: str = "20", last: str = "29") -> Account:
    return account_of(NumberBlock("a", "T-1", KOELN, first, last))


@pytest.mark.parametrize("written", KNOWN)
def test_a_strategy_is_written_as_it_is_read(written: str) -> None:
    assert str(read_strategy(f" {written} ")) == written


def test_a_pattern_may_mix_dots_and_digits() -> None:
    assert read_strategy("pattern:4.7.") == Strategy(Kind.PATTERN, "4.7.")


@pytest.mark.parametrize(
    "written",
    [
        *("", "lowest", "lowest_free:1", "spread:", "together", "together:city"),
        *("pattern:", "pattern:..", "pattern:x1", "pattern:1234567890123456", "pattern:١"),
    ],
)
def test_anything_else_is_no_strategy(written: str) -> None:
    with pytest.raises(StrategyError):
        read_strategy(written)


def test_each_trunk_has_its_own_strategy() -> None:
    two = account_of(NumberBlock("a", "T-1", KOELN, "20", "29"), NumberBlock("b", "T-2", BERLIN, "30", "39"))
    rows = wanted(*any_number(1), *any_number(1, "T-2"))
    assert extensions(allocate_numbers(rows, two, by("pattern:5", T_2="pattern:7"))) == ["25", "37"]


def test_a_group_stands_side_by_side_in_the_smallest_gap_that_holds_it() -> None:
    """Groups in the order of their first rows; of gaps that are as small the lowest; a wish breaks a gap."""
    gaps = with_numbers(block("20", "39"), [f"{KOELN}{one}" for one in (24, 27, 30)], state="assigned")
    rows = wanted(
        *any_number(5),
        ("T-1", f"{KOELN}33", None, None),
        department=["Einkauf", "Vertrieb", "Einkauf", None, "Lager", None],
    )
    allocation = allocate_numbers(rows, gaps, by("together:department"))
    assert extensions(allocation) == ["25", "28", "26", "20", "29", "33"]
    assert reasons(allocation) == [
        "together:Einkauf",
        "together:Vertrieb",
        "together:Einkauf",
        "lowest_free",
        "together:Lager",
        "wish",
    ]


def test_a_group_that_fits_into_no_gap_takes_the_lowest_that_are_left_and_says_so() -> None:
    gaps = with_numbers(block("20", "26"), [f"{KOELN}22", f"{KOELN}25"], state="assigned")
    rows = wanted(*any_number(5), department=["A", "A", "A", "B", "B"])
    allocation = allocate_numbers(rows, gaps, by("together:department"))
    assert extensions(allocation) == ["23", "24", "26", "20", "21"]
    assert reasons(allocation) == ["not_together:A"] * 3 + ["together:B"] * 2


def test_a_gap_ends_with_its_block() -> None:
    two = account_of(NumberBlock("a", "T-1", KOELN, "20", "21"), NumberBlock("b", "T-1", BERLIN, "22", "24"))
    allocation = allocate_numbers(wanted(*any_number(3), site=["Köln"] * 3), two, by("together:site"))
    assert extensions(allocation) == ["22", "23", "24"]
    assert reasons(allocation) == ["together:Köln"] * 3


def test_a_pattern_is_looked_for_at_the_end_and_the_rest_takes_the_lowest() -> None:
    allocation = allocate_numbers(wanted(*any_number(4)), block("198", "301"), by("pattern:.00"))
    assert extensions(allocation) == ["200", "300", "198", "199"]
    assert reasons(allocation) == ["pattern:.00"] * 2 + ["no_match:.00"] * 2


def test_a_pattern_longer_than_the_extension_looks_at_the_whole_number() -> None:
    assert extensions(allocate_numbers(wanted(*any_number(1)), block(), by("pattern:7.027"))) == ["27"]


def test_people_keep_what_they_were_dialled_by() -> None:
    """The number ends with the internal number of the row; the longest are looked for first."""
    rows: list[Wanted] = [
        ("T-1", None, "25", None),
        ("T-1", None, "4711", None),
        ("T-1", None, None, None),
        ("T-1", None, "127", None),
        ("T-1", None, "27", None),
    ]
    two = account_of(NumberBlock("a", "T-1", KOELN, "20", "28"), NumberBlock("b", "T-1", BERLIN, "127", "127"))
    allocation = allocate_numbers(wanted(*rows), two, by("pattern:internal_number"))
    assert numbers(allocation) == {
        2: f"{KOELN}25",
        3: f"{KOELN}20",
        4: f"{KOELN}21",
        5: f"{BERLIN}127",
        6: f"{KOELN}27",
    }
    assert reasons(allocation) == ["pattern:25", "no_match:4711", "lowest_free", "pattern:127", "pattern:27"]
    assert allocation.given["internal_number"].tolist() == ["25", "4711", "21", "127", "27"]


def test_numbers_are_spread_over_the_blocks_that_have_most_left() -> None:
    """The block with most free numbers is next; of two with as many the first."""
    two = account_of(NumberBlock("a", "T-1", KOELN, "20", "22"), NumberBlock("b", "T-1", BERLIN, "30", "34"))
    allocation = allocate_numbers(wanted(*any_number(9)), two, by("spread"))
    assert extensions(allocation) == ["30", "31", "20", "32", "21", "33", "22", "34"]
    assert reasons(allocation) == ["spread"] * 8
    assert allocation.shortages == (Shortage("T-1", 9, 8, "Köln"),)


def test_longer_numbers_are_not_spread_before_the_own_ones_are_gone() -> None:
    """R-05."""
    two = with_more(account_of(NumberBlock("a", "T-1", KOELN, "20", "20")), "a", "300", "301")
    assert extensions(allocate_numbers(wanted(*any_number(2)), two, by("spread"))) == ["20", "300"]


@pytest.mark.parametrize("strategy", KNOWN)
def test_a_row_that_names_a_block_is_served_from_it_by_every_strategy(strategy: str) -> None:
    two = account_of(NumberBlock("a", "T-1", KOELN, "20", "29"), NumberBlock("b", "T-1", BERLIN, "30", "31"))
    rows = [*any_number(2), *any_number(2, block="b")]
    given = allocate_numbers(wanted(*rows, department=["A"] * 4), two, by(strategy)).given
    assert given.loc[[4, 5], "block"].tolist() == ["b", "b"]


@pytest.mark.parametrize("strategy", KNOWN)
def test_nobody_at_an_empty_trunk_gets_anything(strategy: str) -> None:
    full = with_numbers(block(), block().numbers.index, state="assigned")
    allocation = allocate_numbers(wanted(*any_number(2), department=["A", None]), full, by(strategy))
    assert (len(allocation.given), allocation.shortages) == (0, (Shortage("T-1", 2, 0, "Köln"),))
