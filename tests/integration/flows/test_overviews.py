"""A page of an overview tells of its rows just what is told of them when the whole account is read."""

from collections.abc import Callable, Iterator

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from tests.integration.flows.houses import SAMPLES, account_of, house_at
from trunkload.flows.importing import receive_upload
from trunkload.flows.number_moves import move_numbers, reserve_numbers
from trunkload.flows.overview_asked import Asked
from trunkload.flows.overviews import Found, contingents_found, numbers_found, states_counted, workplaces_found
from trunkload.flows.story import import_story
from trunkload.flows.strategies import choosing_of
from trunkload.flows.wiring import House, rehearsal_database
from trunkload.intake.choices import AS_ASKED
from trunkload.intake.upload import open_upload
from trunkload.inventory.account_words import Move
from trunkload.inventory.contingent_use import contingents_used
from trunkload.inventory.number_filter import Asked as AskedNumbers
from trunkload.inventory.number_filter import asked_for
from trunkload.inventory.number_overview import numbers_overview
from trunkload.inventory.number_search import search_pattern
from trunkload.inventory.workplace_overview import AskedPeople, workplaces_overview
from trunkload.portal.rehearsal import load_account
from trunkload.storage.account_pages import Place
from trunkload.validation.language import Lang

ON_A_PAGE = 400


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """With numbers in every state: planned, at work, blocked and kept back by a person."""
    house = house_at(tmp_path_factory.mktemp("overviews") / "home")
    load_account(rehearsal_database(house.settings), (SAMPLES / "account.toml").read_text("utf-8"))
    import_story(house, receive_upload(house, open_upload(SAMPLES / "new-staff.xlsx"), "kim", Lang.EN))
    free = numbers(house)["state"].eq("free")
    last = numbers(house).index[free.to_numpy(dtype=bool)][-1]
    assert move_numbers(house, str(last), Move.BLOCK, "Aufzug").count == 1
    block = account_of(house).blocks[0]
    assert reserve_numbers(house, block.base, f"{block.last}-{block.last}", "Fax").count == 1
    yield house
    house.ledger.dispose()


def numbers(house: House) -> pd.DataFrame:
    account = account_of(house)
    return numbers_overview(account, choosing_of(house.settings, AS_ASKED, account))


def paged(found: Callable[[House, Asked, Place], Found], house: House, asked: Asked) -> pd.DataFrame:
    """All pages, one after the other."""
    pages: list[pd.DataFrame] = []
    more = True
    while more:
        one = found(house, asked, Place(len(pages) * ON_A_PAGE, ON_A_PAGE))
        pages.append(one.rows)
        more = one.more
    return pd.concat(pages)


def test_pages_of_numbers_are_the_whole_account_piece_by_piece(house: House) -> None:
    whole = numbers(house)
    assert {"assigned", "held", "reserved", "blocked"} <= set(whole["reason"].dropna())
    assert_frame_equal(paged(numbers_found, house, Asked()), whole.sort_index())
    assert states_counted(house) == whole["state"].value_counts().to_dict()


@pytest.mark.parametrize("sought", ["0221", "12", "*1", "(0)221 47", "0049221", "0*1", "9999999"])
def test_a_number_is_sought_by_the_database_as_by_the_command_line(house: House, sought: str) -> None:
    expected = asked_for(numbers(house), AskedNumbers(pattern=search_pattern(sought)))
    assert list(paged(numbers_found, house, Asked(sought=sought)).index) == sorted(expected.index)


@pytest.mark.parametrize("sought", ["fax", "MÜLLER", "imp-", "_", "!"])
def test_the_holder_is_sought_by_the_database_as_by_the_command_line(house: House, sought: str) -> None:
    expected = asked_for(numbers(house), AskedNumbers(holder=sought))
    assert list(paged(numbers_found, house, Asked(sought=sought)).index) == sorted(expected.index)


def test_numbers_are_filtered_by_trunk_site_and_state(house: House) -> None:
    account = account_of(house)
    for trunk in account.trunks:
        asked = AskedNumbers(trunks={trunk.id}, sites={trunk.site}, states={"free"})
        found = paged(numbers_found, house, Asked(trunk=trunk.id, site=trunk.site, state="free"))
        assert list(found.index) == sorted(asked_for(numbers(house), asked).index)


def test_whoever_may_not_see_people_finds_nobody_by_name(house: House) -> None:
    assert len(paged(numbers_found, house, Asked(sought="an"))) > 0
    assert len(paged(numbers_found, house, Asked(sought="an", sees_people=False))) == 0
    assert len(paged(workplaces_found, house, Asked(sought="an", sees_people=False))) == 0
    by_number = paged(numbers_found, house, Asked(sought="0221", sees_people=False))
    assert list(by_number.index) == list(paged(numbers_found, house, Asked(sought="0221")).index)


@pytest.mark.parametrize("sought", ["", "Ü", "@example", "4710"])
@pytest.mark.parametrize("state", ["", "planned"])
def test_pages_of_workplaces_are_the_whole_account_piece_by_piece(house: House, sought: str, state: str) -> None:
    pattern = search_pattern(sought)
    by_name = AskedPeople(search=None if pattern else sought or None, states={state} if state else None)
    expected = workplaces_overview(account_of(house), by_name)
    if pattern:
        like = AskedPeople(search="\x00", pattern=pattern, states=by_name.states)
        expected = workplaces_overview(account_of(house), like)
    found = paged(workplaces_found, house, Asked(sought=sought, state=state))
    assert_frame_equal(found.sort_index(), expected.sort_index())
    assert list(found["family_name"]) == sorted(found["family_name"])


def test_contingents_are_those_of_the_whole_account(house: House) -> None:
    used, taken_at = contingents_found(house)
    assert used == contingents_used(account_of(house))
    assert any(one.planned for one in used)
    assert taken_at == account_of(house).taken_at
