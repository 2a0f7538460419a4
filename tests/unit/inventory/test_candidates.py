"""Which free numbers nobody gets unasked, each rule with what it leaves alone."""

from dataclasses import replace

import pytest

from tests.builders import account_of, with_blocks, with_numbers, with_workplaces
from tests.unit.inventory.builders import (
    BERLIN,
    KOELN,
    any_number,
    extensions,
    numbers,
    reasons,
    wanted,
    with_more,
)
from trunkload.inventory.account import Account, ExtensionRange, NumberBlock
from trunkload.inventory.allocation import Shortage, allocate_numbers
from trunkload.inventory.strategy import Choosing


def block(first: str, last: str, switchboard: str | None = None) -> Account:
    return account_of(NumberBlock("a", "T-1", KOELN, first, last, switchboard))


def test_an_extension_that_asks_for_an_outside_line_is_given_only_where_the_company_wants_it() -> None:
    """N-08: a leading 0; the 0 alone is none, and wishing one is the row's own affair."""
    few = block("08", "11")
    assert extensions(allocate_numbers(wanted(*any_number(2)), few)) == ["10", "11"]
    allowed = Choosing(leading_zero=True)
    assert extensions(allocate_numbers(wanted(*any_number(2)), few, allowed)) == ["08", "09"]
    assert extensions(allocate_numbers(wanted(("T-1", f"{KOELN}08", None, None)), few)) == ["08"]
    assert extensions(allocate_numbers(wanted(*any_number(2)), block("0", "1"))) == ["0", "1"]


def test_a_base_number_is_not_given_even_where_the_account_lists_it() -> None:
    """N-05."""
    listed = with_more(account_of(NumberBlock("a", "T-1", KOELN, "20", "20")), None, "", base=KOELN)
    assert extensions(allocate_numbers(wanted(*any_number(2)), listed)) == ["20"]


def test_a_number_behind_a_shorter_one_that_somebody_answers_is_not_given() -> None:
    """N-07: assigned, held or a function; a shorter one that is blocked or rests is answered by nobody."""
    long = block("200", "209")
    for state, given in (("assigned", []), ("held", []), ("function", []), ("blocked", ["200"]), ("resting", ["200"])):
        in_front = with_numbers(with_more(long, "a", "20"), [f"{KOELN}20"], state=state)
        assert extensions(allocate_numbers(wanted(*any_number(1)), in_front)) == given, state


def test_a_shorter_number_in_front_of_one_in_use_is_not_given() -> None:
    """N-07: it would swallow the longer one."""
    short = with_more(block("20", "22"), "a", "219")
    busy = with_numbers(short, [f"{KOELN}219"], state="assigned")
    assert extensions(allocate_numbers(wanted(*any_number(3)), busy)) == ["20", "22"]
    assert extensions(allocate_numbers(wanted(*any_number(3)), short)) == ["20", "21", "22"]


def test_a_wish_takes_what_stands_behind_it_out_of_the_stock() -> None:
    """N-07."""
    both = with_more(block("20", "22"), "a", "219", "230")
    rows = [("T-1", f"{KOELN}219", None, None), *any_number(3)]
    assert extensions(allocate_numbers(wanted(*rows), both)) == ["219", "20", "22", "230"]


@pytest.mark.parametrize(
    ("used", "given"),
    [("2", []), ("21", ["20", "22"]), ("215", ["20", "22"]), ("121", ["20", "21", "22"]), ("x1", ["20", "21", "22"])],
)
def test_internal_numbers_neither_begin_nor_continue_one_in_use(used: str, given: list[str]) -> None:
    """N-08, R-04: company-wide, whatever trunk the workplace is on; what cannot be dialled hinders nobody."""
    busy = with_workplaces(block("20", "22"), {"internal_number": used, "trunk": "T-9"})
    assert extensions(allocate_numbers(wanted(*any_number(3)), busy)) == given


def test_an_internal_number_that_the_sheet_gives_is_in_use() -> None:
    """N-08."""
    rows = [("T-1", None, "215", None), *any_number(2)]
    assert extensions(allocate_numbers(wanted(*rows), block("20", "23"))) == ["20", "22", "23"]


def test_the_blocks_own_length_comes_first_and_never_both_of_two_that_begin_alike() -> None:
    """R-05: 95 or 950, not both; longer ones only where the shorter one is none that may be had."""
    extended = account_of(
        NumberBlock(
            "a", "T-1", KOELN, "94", "95", extended=(ExtensionRange("950", "959"), ExtensionRange("960", "960"))
        )
    )
    extended = with_more(extended, "a", "950", "951", "960")
    assert extensions(allocate_numbers(wanted(*any_number(4)), extended)) == ["94", "95", "960"]
    blocked = with_numbers(extended, [f"{KOELN}95"], state="blocked")
    assert extensions(allocate_numbers(wanted(*any_number(4)), blocked)) == ["94", "950", "951", "960"]


def test_longer_numbers_of_one_block_come_after_the_own_ones_of_all() -> None:
    """R-05."""
    two = with_more(account_of(NumberBlock("a", "T-1", KOELN, "20", "20")), "a", "300")
    two = with_blocks(two, NumberBlock("b", "T-1", BERLIN, "400", "400"))
    assert extensions(allocate_numbers(wanted(*any_number(3)), two)) == ["20", "400", "300"]


def test_reserved_ranges_are_given_to_nobody_unasked_and_to_whoever_wishes_them() -> None:
    ranges = (ExtensionRange("21", "22", "lifts"), ExtensionRange("21", "21"), ExtensionRange("24", "24"))
    kept = account_of(NumberBlock("a", "T-1", KOELN, "20", "25", reserved=ranges))
    rows = [*any_number(4), ("T-1", f"{KOELN}22", None, None)]
    allocation = allocate_numbers(wanted(*rows), kept)
    assert extensions(allocation) == ["20", "23", "25", "22"]
    assert allocation.shortages == (Shortage("T-1", 4, 3, "Köln"),)


def test_numbers_longer_than_the_carrier_takes_are_not_given() -> None:
    """S-14, S-15: 12 national digits unless the company says otherwise."""
    long = account_of(
        NumberBlock("a", "T-1", KOELN, "20000", "20001"), NumberBlock("b", "T-1", KOELN, "300000", "300001")
    )
    assert extensions(allocate_numbers(wanted(*any_number(3)), long)) == ["20000", "20001"]
    wider = Choosing(max_national_digits=13)
    assert extensions(allocate_numbers(wanted(*any_number(3)), long, wider)) == ["20000", "20001", "300000"]


def test_a_row_gets_only_numbers_of_its_own_site() -> None:
    """R-10, N-10: one trunk with blocks at two sites; what is short is told per site."""
    two = account_of(
        NumberBlock("a", "T-1", KOELN, "20", "21"), NumberBlock("b", "T-1", BERLIN, "40", "41", site="Berlin")
    )
    sites = ["Berlin", "Köln", "Berlin", "Berlin", None]
    allocation = allocate_numbers(wanted(*any_number(5), site=sites), two)
    assert numbers(allocation) == {2: f"{BERLIN}40", 3: f"{KOELN}20", 4: f"{BERLIN}41", 6: f"{KOELN}21"}
    assert allocation.shortages == (Shortage("T-1", 3, 2, "Berlin"),)


def test_single_numbers_are_given_where_nothing_else_is_left() -> None:
    """R-04: dialled inside by the row's own number, else by the last four digits."""
    few = with_more(block("20", "20"), None, "7001", "6002", base="+4922147")
    rows = [*any_number(1), ("T-1", None, "31", None), *any_number(2)]
    allocation = allocate_numbers(wanted(*rows), few)
    assert allocation.given["number"].tolist() == [f"{KOELN}20", "+49221476002", "+49221477001"]
    assert allocation.given["internal_number"].tolist() == ["20", "31", "7001"]
    assert allocation.given["extension"].isna().tolist() == [False, True, True]
    assert reasons(allocation) == ["lowest_free", "single", "single"]
    assert allocation.shortages == (Shortage("T-1", 4, 3, "Köln"),)


def test_a_single_number_may_be_wished() -> None:
    few = with_more(block("20", "20"), None, "7001", base="+4922147")
    allocation = allocate_numbers(wanted(("T-1", "+49221477001", None, None)), few)
    assert allocation.given[["internal_number", "reason"]].to_numpy().tolist() == [["7001", "wish"]]


def test_the_switchboard_is_not_given_on_another_trunk_either() -> None:
    """N-06, N-07: whose block it is does not matter to who dials."""
    other = replace(block("20", "20"), blocks=(*block("20", "20").blocks, NumberBlock("b", "T-2", KOELN, "", "", "2")))
    assert extensions(allocate_numbers(wanted(*any_number(1)), other)) == []
