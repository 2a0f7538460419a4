"""Numbers that wait: for rows that are blocked, and for their people when they come again."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import account_of, with_blocks, with_numbers
from tests.unit.inventory.builders import KOELN, any_number, numbers, reasons, wanted
from trunkload.inventory.account import Account, NumberBlock
from trunkload.inventory.allocation import Shortage, allocate_numbers
from trunkload.inventory.strategy import KNOWN, Choosing, read_strategy


def block(first: str = "20", last: str = "29", **cells: str) -> Account:
    one = account_of(NumberBlock("a", "T-1", KOELN, first, last))
    return with_numbers(one, [f"{KOELN}22"], **cells) if cells else one


def test_a_blocked_row_is_dealt_its_number_in_its_turn_and_nobody_has_it() -> None:
    rows = wanted(*any_number(3), waiting=[False, True, False], employee_key=["a", "b", "c"])
    allocation = allocate_numbers(rows, block())
    assert numbers(allocation) == {2: f"{KOELN}20", 4: f"{KOELN}22"}
    kept = allocation.kept_back
    assert kept.index.tolist() == [3]
    assert kept[["number", "employee_key"]].to_numpy().tolist() == [[f"{KOELN}21", "b"]]
    assert kept[["identity_key", "name_key"]].isna().all(axis=None)
    assert allocation.shortages == ()


def test_where_stock_is_short_the_ready_rows_come_first_and_nothing_is_told_of_the_others() -> None:
    rows = wanted(*any_number(4), waiting=[True, False, True, False])
    allocation = allocate_numbers(rows, block("20", "22"))
    assert numbers(allocation) == {3: f"{KOELN}20", 5: f"{KOELN}21"}
    assert allocation.kept_back["number"].to_dict() == {2: f"{KOELN}22"}
    assert allocation.shortages == ()


def test_a_shortage_counts_ready_rows_only() -> None:
    """N-10."""
    allocation = allocate_numbers(wanted(*any_number(3), waiting=[True, False, False]), block("20", "20"))
    assert allocation.shortages == (Shortage("T-1", 2, 1, "Köln"),)
    assert (numbers(allocation), len(allocation.kept_back)) == ({3: f"{KOELN}20"}, 0)


def test_the_wish_of_a_blocked_row_waits_too_unless_a_ready_row_would_go_without() -> None:
    rows = wanted(("T-1", f"{KOELN}20", None, None), *any_number(1), waiting=[True, False])
    assert allocate_numbers(rows, block("20", "21")).kept_back["number"].to_dict() == {2: f"{KOELN}20"}
    assert numbers(allocate_numbers(rows, block("20", "21"))) == {3: f"{KOELN}21"}
    short = allocate_numbers(rows, block("20", "20"))
    assert (numbers(short), len(short.kept_back), short.shortages) == ({3: f"{KOELN}20"}, 0, ())


@settings(deadline=None, max_examples=30)
@given(st.lists(st.booleans(), min_size=1, max_size=8), st.data(), st.sampled_from(KNOWN))
def test_one_more_blocked_row_shifts_nobodys_number(blocked: list[bool], data: st.DataObject, strategy: str) -> None:
    """Where stock allows: the others have what they would have had."""
    one = data.draw(st.integers(0, len(blocked) - 1))
    departments = [data.draw(st.sampled_from(["A", "B", None])) for _ in blocked]
    choosing = Choosing(default=read_strategy(strategy))
    before, after = (
        allocate_numbers(
            wanted(*any_number(len(blocked)), waiting=waiting, department=departments), block("20", "40"), choosing
        )
        for waiting in (blocked, [was or at == one for at, was in enumerate(blocked)])
    )
    expected = {row: number for row, number in numbers(before).items() if row != one + 2}
    assert numbers(after) == expected
    assert len(after.kept_back) == len(blocked) - len(expected)


def test_the_person_who_comes_again_gets_just_the_number_that_waits() -> None:
    held = block(state="held", holder="imp-1", since="2026-11-20T08:00:00+00:00")
    allocation = allocate_numbers(wanted(*any_number(2), kept=[None, f"{KOELN}22"]), held)
    assert numbers(allocation) == {2: f"{KOELN}20", 3: f"{KOELN}22"}
    assert reasons(allocation) == ["lowest_free", "kept_for:2026-11-20"]
    wished = allocate_numbers(wanted(("T-1", f"{KOELN}22", None, None), kept=[f"{KOELN}22"]), block(state="held"))
    assert reasons(wished) == ["kept_for"]


@pytest.fixture(params=["Asia/Tokyo", "America/Los_Angeles"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The machine's calendar."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield str(request.param)
    time.tzset()


def test_the_day_since_when_it_waits_is_that_of_the_persons_calendar(zone: str) -> None:
    held = block(state="held", holder="imp-1", since="2026-11-20T20:00:00.000000+00:00")
    day = {"Asia/Tokyo": "2026-11-21", "America/Los_Angeles": "2026-11-20"}[zone]
    assert reasons(allocate_numbers(wanted(*any_number(1), kept=[f"{KOELN}22"]), held)) == [f"kept_for:{day}"]


@pytest.mark.parametrize(
    ("others", "given"),
    [
        (("20", "29", "22"), {2: f"{KOELN}22", 3: f"{KOELN}20"}),
        (("220", "229", "221"), {2: f"{KOELN}22", 3: f"{KOELN}20"}),
        (("200", "209", "203"), {2: f"{KOELN}22", 3: "+493023125203"}),
    ],
)
def test_of_two_kept_numbers_that_are_dialled_alike_inside_the_first_is_given(
    others: tuple[str, str, str], given: dict[int, str]
) -> None:
    """R-04, N-08: each of two imports kept a number of another block; neither knew of the other's row."""
    first, last, kept = others
    both = with_blocks(block(), NumberBlock("b", "T-1", "+493023125", first, last))
    held = with_numbers(both, [f"{KOELN}22", f"+493023125{kept}"], state="held", holder="imp-1")
    rows = wanted(*any_number(2), kept=[f"{KOELN}22", f"+493023125{kept}"])
    allocation = allocate_numbers(rows, held)
    assert numbers(allocation) == given
    own = rows.assign(internal_number=pd.Series([None, "777"], index=rows.index, dtype="string[pyarrow]"))
    assert numbers(allocate_numbers(own, held))[3] == f"+493023125{kept}"


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        (("T-1", None, None, "b"), {"state": "held"}),
        (("T-2", None, None, None), {"state": "held"}),
        (("T-1", None, None, None), {"state": "assigned"}),
    ],
)
def test_a_number_that_the_row_cannot_have_goes_on_waiting(
    row: tuple[str, None, None, str | None], cells: dict[str, str]
) -> None:
    """It is in another block or on another trunk than the row is now, or somebody has it."""
    known = block(**cells)
    more = account_of(
        NumberBlock("b", "T-1", "+493023125", "30", "39"), NumberBlock("c", "T-2", "+496990009", "40", "49")
    )
    whole = replace(
        known,
        trunks=more.trunks,
        blocks=(*known.blocks, *more.blocks),
        numbers=pd.concat([known.numbers, more.numbers]),
    )
    allocation = allocate_numbers(wanted(row, kept=[f"{KOELN}22"]), whole)
    assert reasons(allocation) == ["lowest_free"]
