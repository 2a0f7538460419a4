"""Rows judged by the workers of a real Dask cluster are judged as here; where the cluster is lost, here."""

import os
import signal
import socket
from collections.abc import Iterator

import dask.config
import pandas as pd
import pytest

from tests.builders import TODAY, sample_account, staff_sheet
from tests.unit.validation.builders import another
from tests.unit.validation.test_partitions import everything_of
from trunkload.flows.sharing import Sealed, cluster_of, shares_of
from trunkload.intake.sheet import Sheet
from trunkload.settings.sections import FlowSettings
from trunkload.validation.check import Checked, check_sheet
from trunkload.validation.rules import Rules
from trunkload.validation.shares import Shares, here

ROWS = 40


@pytest.fixture(scope="module")
def cluster() -> Iterator[FlowSettings]:
    """Two workers on this machine, which every test of this file finds by their scheduler's address."""
    with cluster_of(FlowSettings(dask_workers=2)) as address:
        yield FlowSettings(partition_rows=15, dask_address=address, dask_workers=2)


@pytest.fixture
def sheet() -> Sheet:
    """People of whom some stand twice, some wish the same, and some names are nobody's."""
    rows = [another(at % 30, phone_number=f"0221 4710-1{at % 20 + 30}") for at in range(ROWS)]
    return staff_sheet(*rows, *(another(at, first_name="J2", mobile="0152") for at in range(40, 44)))


def judged(sheet: Sheet, shares: Shares) -> Checked:
    return check_sheet(sheet, sample_account(), Rules(), TODAY, shares=shares)


def test_two_workers_tell_order_and_store_what_one_process_does(cluster: FlowSettings, sheet: Sheet) -> None:
    apart = judged(sheet, shares_of(cluster))
    assert everything_of(apart) == everything_of(judged(sheet, Shares()))


def processes(_ground: object, _piece: int) -> int:
    return os.getpid()


def test_partitions_are_worked_at_in_other_processes_and_come_back_in_their_order(cluster: FlowSettings) -> None:
    over = shares_of(cluster).over
    assert os.getpid() not in over(processes, None, range(4))
    assert over(square, 3, range(6)) == [0, 3, 6, 9, 12, 15]


def square(ground: int, piece: int) -> int:
    return ground * piece


def test_a_sheet_of_one_partition_asks_no_cluster() -> None:
    over = shares_of(FlowSettings(dask_address="tcp://nobody.example.org:8786")).over
    assert over(processes, None, [1]) == [os.getpid()]


def test_where_no_scheduler_answers_the_rows_are_judged_here(sheet: Sheet) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = FlowSettings(partition_rows=15, dask_address=f"tcp://127.0.0.1:{taken.getsockname()[1]}")
        shares = shares_of(nobody)
        assert shares.over(processes, None, [1, 2]) == [os.getpid()] * 2
    assert everything_of(judged(sheet, Shares(15, over=here))) == everything_of(judged(sheet, Shares()))


def die(ground: int, _piece: int) -> int:
    """A worker that the system kills, as one without memory is."""
    if os.getpid() != ground:
        os.kill(os.getpid(), signal.SIGKILL)
    return os.getpid()


def test_where_workers_are_killed_the_rows_are_judged_here() -> None:
    over = shares_of(FlowSettings(dask_workers=1)).over
    with dask.config.set({"distributed.scheduler.allowed-failures": 0}):
        assert over(die, os.getpid(), [1, 2]) == [os.getpid()] * 2


def fail(_ground: object, piece: int) -> int:
    return 1 // piece


def test_what_is_wrong_with_a_step_is_raised_and_not_tried_once_more(cluster: FlowSettings) -> None:
    with pytest.raises(ZeroDivisionError):
        shares_of(cluster).over(fail, None, [1, 0])


def test_what_is_on_its_way_shows_nothing_of_what_it_carries() -> None:
    assert repr(Sealed(pd.Series(["Ute Beck"]))) == "Sealed"
