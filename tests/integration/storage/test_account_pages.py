"""One page of the account is found, and told of, alike on both databases."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from sqlalchemy import Engine

from tests.builders import sample_account
from tests.integration.storage.builders import KOELN, Wish, hold_planned, save_planned
from trunkload.inventory.number_overview import numbers_overview
from trunkload.inventory.workplace_overview import AskedPeople, workplaces_overview
from trunkload.storage.account_pages import Place, Wanted, count_states, find_numbers, find_workplaces
from trunkload.storage.account_parts import account_of_numbers, account_of_plans, account_of_workplaces
from trunkload.storage.accounts import read_account, save_account
from trunkload.storage.database import reading, writing
from trunkload.storage.moments import now

SOUGHT = (
    Wanted(),
    Wanted(trunk="KOELN-1", state="held"),
    Wanted(site="Berlin", state="free"),
    Wanted(like="+4922147101%"),
    Wanted(named="SCHRÖDER"),
    Wanted(named="%"),
)


@pytest.fixture
def account(engine: Engine) -> Engine:
    """A database that knows the sample account, and two people who are planned."""
    with writing(engine) as conn:
        save_account(conn, sample_account())
        assert not hold_planned(conn, save_planned(conn, Wish("150"), Wish("151", internal="77")))
    return engine


@pytest.mark.parametrize("wanted", SOUGHT)
def test_a_part_tells_of_its_numbers_and_workplaces_what_the_whole_account_tells(
    account: Engine, wanted: Wanted
) -> None:
    at, place = now(), Place(0, 60)
    with reading(account) as conn:
        whole = read_account(conn, at)
        named, people = find_numbers(conn, wanted, at, place), find_workplaces(conn, wanted, at, place)
        part, of_people = account_of_numbers(conn, named, at), account_of_workplaces(conn, people, at)
    assert whole is not None
    assert part is not None
    assert of_people is not None
    assert_frame_equal(numbers_overview(part).loc[named], numbers_overview(whole).loc[named])
    told, expected = (workplaces_overview(one, AskedPeople()).loc[people] for one in (of_people, whole))
    assert_frame_equal(told, expected)
    assert named == sorted(named)


def test_what_is_sought_is_found(account: Engine) -> None:
    at, place = now(), Place(0, 60)
    with reading(account) as conn:
        assert find_numbers(conn, SOUGHT[1], at, place) == [KOELN.format(150), KOELN.format(151)]
        assert len(find_numbers(conn, SOUGHT[3], at, place)) == 60
        assert find_numbers(conn, SOUGHT[3], at, Place(60, 60)) != find_numbers(conn, SOUGHT[3], at, place)
        assert find_numbers(conn, SOUGHT[5], at, place) == []
        (julia,) = find_workplaces(conn, SOUGHT[4], at, place)
        plans = account_of_plans(conn, at)
        whole = read_account(conn, at)
        counted = count_states(conn, at)
    assert whole is not None
    assert plans is not None
    assert whole.workplaces.loc[julia, "username"] == "julia.schroeder"
    assert sorted(plans.workplaces["number"]) == [KOELN.format(150), KOELN.format(151)]
    assert pd.Series(counted).to_dict() == whole.numbers["state"].value_counts().to_dict()
