import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import account_of, with_blocks, with_numbers, with_workplaces
from tests.unit.inventory.builders import BERLIN, KOELN, Wanted, any_number, extensions, shuffled, wanted
from trunkload.inventory.account import Account, NumberBlock, NumberState
from trunkload.inventory.allocation import Shortage, allocate_numbers
from trunkload.inventory.strategy import KNOWN, Choosing, read_strategy

ALL_ZEROS = Choosing(leading_zero=True)


def account(first: str = "20", last: str = "29", switchboard: str | None = None) -> Account:
    return account_of(NumberBlock("a", "T-1", KOELN, first, last, switchboard))


def test_wishes_come_first_and_the_others_get_the_lowest_free_in_row_order() -> None:
    """Section 7: two passes; each number says why it was chosen."""
    rows = [*any_number(2), ("T-1", f"{KOELN}20", None, None), *any_number(1), ("T-1", f"{KOELN}22", "4722", None)]
    given = allocate_numbers(wanted(*rows), account()).given
    assert given[["number", "internal_number", "reason"]].to_numpy().tolist() == [
        [f"{KOELN}21", "21", "lowest_free"],
        [f"{KOELN}23", "23", "lowest_free"],
        [f"{KOELN}20", "20", "wish"],
        [f"{KOELN}24", "24", "lowest_free"],
        [f"{KOELN}22", "4722", "wish"],
    ]
    assert given["block"].unique().tolist() == ["a"]


@pytest.mark.parametrize("state", [state for state in NumberState if state is not NumberState.FREE])
def test_only_free_numbers_are_given(state: NumberState) -> None:
    """S-13, R-06, R-07: what is held, assigned, resting, blocked, of a function or in the future is skipped."""
    busy = with_numbers(account(), [f"{KOELN}20", f"{KOELN}22"], state=state.value)
    assert extensions(allocate_numbers(wanted(*any_number(3)), busy)) == ["21", "23", "24"]


@pytest.mark.parametrize(
    ("first", "last", "given"),
    [
        ("75", "80", ["75", "76", "79", "80"]),
        ("108", "114", ["108", "109", "111", "113", "114"]),
        ("117", "119", ["117", "118", "119"]),
        ("11798", "11802", ["11798", "11799"]),
        ("11898", "11901", ["11900", "11901"]),
        ("117999", "118001", ["117999", "118000", "118001"]),
        ("769", "771", ["769"]),
    ],
)
def test_extensions_that_are_dialled_otherwise_are_skipped(first: str, last: str, given: list[str]) -> None:
    """S-17, S-18, S-19: automatic allocation gives no number whose extension would be a banned internal number."""
    short = account_of(NumberBlock("a", "T-1", "+49221", first, last))
    allocation = allocate_numbers(wanted(*any_number(10)), short)
    assert extensions(allocation) == given
    assert allocation.shortages == (Shortage("T-1", 10, len(given), "Köln"),)


def test_a_block_of_a_hundred_yields_ninety_eight_and_the_switchboard_costs_more() -> None:
    """Section 1.6, N-07: 77 and 78 are banned; `00` as switchboard costs itself, a single `0` all of 00 to 09."""
    counts = [
        len(allocate_numbers(wanted(*any_number(100)), account("00", "99", switchboard), ALL_ZEROS).given)
        for switchboard in (None, "00", "0")
    ]
    assert counts == [98, 97, 88]
    lowest = allocate_numbers(wanted(*any_number(1)), account("00", "99", "0"))
    assert extensions(lowest) == ["10"]


def test_the_switchboard_of_a_part_block_is_not_given() -> None:
    """N-06: it may be 3 or 30, whatever the carrier says of its state."""
    assert extensions(allocate_numbers(wanted(*any_number(2)), account("30", "59", "30"))) == ["31", "32"]
    assert extensions(allocate_numbers(wanted(*any_number(2)), account("30", "59", "3"))) == ["40", "41"]


def test_internal_numbers_are_unique_in_the_whole_company() -> None:
    """R-04: those of workplaces on any trunk, those typed in this sheet and those of wishes are not free."""
    two = account_of(NumberBlock("a", "T-1", KOELN, "20", "29"), NumberBlock("b", "T-2", BERLIN, "20", "29"))
    busy = with_workplaces(two, {"internal_number": "20", "trunk": "T-3"})
    rows: list[Wanted] = [
        ("T-1", f"{KOELN}21", None, None),
        ("T-1", f"{KOELN}22", "23", None),
        *any_number(2, "T-2"),
        *any_number(2, "T-1"),
    ]
    allocation = allocate_numbers(wanted(*rows), busy)
    assert allocation.given["internal_number"].tolist() == ["21", "23", "22", "26", "24", "25"]
    assert allocation.given["extension"].tolist() == ["21", "22", "22", "26", "24", "25"]


def test_a_row_may_bring_its_internal_number_and_take_any_number() -> None:
    allocation = allocate_numbers(wanted(("T-1", None, "4711", None)), account())
    assert allocation.given[["number", "internal_number"]].to_numpy().tolist() == [[f"{KOELN}20", "4711"]]


def test_a_row_that_names_a_block_is_served_from_it_before_the_others() -> None:
    """Section 7: the block limits automatic allocation; the others take the lowest of what is left."""
    two = account_of(NumberBlock("a", "T-1", KOELN, "20", "22"), NumberBlock("b", "T-1", BERLIN, "40", "41"))
    rows = [*any_number(2), *any_number(2, block="a"), *any_number(1, block="b")]
    assert extensions(allocate_numbers(wanted(*rows), two)) == ["22", "41", "20", "21", "40"]


def test_a_block_that_is_used_up_is_a_shortage_even_where_another_has_numbers() -> None:
    """N-10."""
    two = account_of(NumberBlock("a", "T-1", KOELN, "20", "20"), NumberBlock("b", "T-1", BERLIN, "40", "49"))
    allocation = allocate_numbers(wanted(*any_number(2, block="a"), *any_number(1)), two)
    assert allocation.given.index.tolist() == [2, 4]
    assert allocation.shortages == (Shortage("T-1", 3, 2, "Köln"),)


def test_no_extension_of_two_blocks_is_given_twice_and_none_is_lost() -> None:
    """R-04: the same extensions stand in both blocks; a row that names the second still gets one of it."""
    two = account_of(NumberBlock("a", "T-1", KOELN, "20", "23"), NumberBlock("b", "T-1", BERLIN, "20", "23"))
    allocation = allocate_numbers(wanted(*any_number(1), *any_number(2, block="b"), *any_number(2)), two)
    assert allocation.given["number"].tolist() == [f"{KOELN}22", f"{BERLIN}20", f"{BERLIN}21", f"{KOELN}23"]
    assert allocation.shortages == (Shortage("T-1", 5, 4, "Köln"),)


def test_shorter_extensions_come_before_longer_ones() -> None:
    """R-05: an extended block keeps its shorter numbers; the lowest is the shortest, then by digits."""
    mixed = account_of(NumberBlock("a", "T-1", KOELN, "95", "96"), NumberBlock("a", "T-1", KOELN, "940", "941"))
    assert extensions(allocate_numbers(wanted(*any_number(4)), mixed)) == ["95", "96", "940", "941"]


def test_every_trunks_shortage_is_collected() -> None:
    """N-10: never the first only."""
    two = account_of(NumberBlock("a", "T-1", KOELN, "20", "21"), NumberBlock("b", "T-2", BERLIN, "30", "30"))
    allocation = allocate_numbers(wanted(*any_number(3), *any_number(2, "T-2")), two)
    assert allocation.shortages == (Shortage("T-1", 3, 2, "Köln"), Shortage("T-2", 2, 1, "Köln"))
    assert allocation.given.index.tolist() == [2, 3, 5]


def test_nobody_asks_for_nothing() -> None:
    allocation = allocate_numbers(wanted(), account())
    assert (len(allocation.given), allocation.shortages) == (0, ())


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["T-1", "T-2"]),
        st.none(),
        st.sampled_from([None, None, "30", "31", "4711"]),
        st.sampled_from([None, None, "a", "b"]),
    ),
    max_size=14,
    unique_by=lambda row: row[2] or object(),
)


@settings(deadline=None, max_examples=25)
@given(ROWS, st.sets(st.integers(20, 39), max_size=12))
def test_every_row_gets_one_number_of_its_own_that_is_free_on_its_trunk_or_is_counted_as_short(
    rows: list[Wanted], busy: set[int]
) -> None:
    """S-13, R-01, R-04, N-10."""
    both = account_of(
        NumberBlock("a", "T-1", KOELN, "20", "29"),
        NumberBlock("b", "T-1", BERLIN, "25", "34"),
        NumberBlock("c", "T-2", "+496990009", "30", "39", "3"),
    )
    known = with_numbers(both, [name for name in both.numbers.index if int(name[-2:]) in busy], state="assigned")
    asked = wanted(*rows)
    allocation = allocate_numbers(asked, known)
    given = allocation.given
    of_given = known.numbers.loc[given["number"]]
    assert given["number"].is_unique
    assert given["internal_number"].is_unique
    assert (of_given["state"] == "free").all()
    assert of_given["trunk"].tolist() == asked.loc[given.index, "trunk"].tolist()
    block = asked.loc[given.index, "block"]
    assert (block.isna() | (block == given["block"])).all()
    assert sum(short.asked - short.free for short in allocation.shortages) == len(rows) - len(given)
    assert allocate_numbers(asked, known).given.equals(given)


@settings(deadline=None, max_examples=25)
@given(ROWS, st.sets(st.integers(20, 39), max_size=12), st.sampled_from(KNOWN), st.integers(0, 9))
def test_the_order_in_which_an_account_is_told_changes_nobodys_number(
    rows: list[Wanted], busy: set[int], strategy: str, seed: int
) -> None:
    """The same input gives the same result, by every strategy."""
    both = account_of(NumberBlock("a", "T-1", KOELN, "20", "29"), NumberBlock("b", "T-1", BERLIN, "25", "34"))
    both = with_blocks(both, NumberBlock("c", "T-2", "+496990009", "30", "39", "3"))
    known = with_numbers(both, [name for name in both.numbers.index if int(name[-2:]) in busy], state="assigned")
    asked = wanted(*rows, department=[f"D-{at % 3}" for at in range(len(rows))])
    choosing = Choosing(default=read_strategy(strategy))
    one, other = (allocate_numbers(asked, told, choosing) for told in (known, shuffled(known, seed)))
    assert one.given.equals(other.given)
    assert one.shortages == other.shortages
