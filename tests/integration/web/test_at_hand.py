"""What people look at, change and download takes turns of its own: neither they nor an upload wait for one person."""

import asyncio
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.web.sites import PATIENCE, InThisProcess, ids_of, logged_in
from trunkload.flows.wiring import House
from trunkload.web import work
from trunkload.web.at_hand import AtHand
from trunkload.web.pages import MAKING
from trunkload.web.turns import acting_as


def begins_and_waits(begun: str, until: str) -> str:
    """In a process at hand: says that it has begun, and waits until it may end."""
    Path(begun).touch()
    waits_for(Path(until))
    return begun


@pytest.fixture
def at_hand(house: House) -> Iterator[AtHand]:
    at_hand = AtHand(house.settings, 3)
    yield at_hand
    at_hand.close()


async def asked_by(login: str, at_hand: AtHand, name: str, folder: Path) -> str:
    acting_as(login)
    return Path(await at_hand.do(begins_and_waits, str(folder / name), str(folder / "may end"))).name


def waits_for(path: Path) -> None:
    patience = time.monotonic() + PATIENCE
    while not path.exists() and time.monotonic() < patience:
        time.sleep(0.01)


async def there(path: Path) -> None:
    await asyncio.to_thread(waits_for, path)


def test_two_of_one_person_are_in_hand_and_what_is_given_up_is_never_begun(at_hand: AtHand, tmp_path: Path) -> None:
    async def tried() -> list[str]:
        kims = [asyncio.create_task(asked_by("kim", at_hand, f"kim {one}", tmp_path)) for one in range(4)]
        await asyncio.gather(there(tmp_path / "kim 0"), there(tmp_path / "kim 1"))
        lenas = asyncio.create_task(asked_by("lena", at_hand, "lena", tmp_path))
        await there(tmp_path / "lena")
        kims[2].cancel()
        assert not (tmp_path / "kim 3").exists()
        (tmp_path / "may end").touch()
        return [await one for one in (kims[0], kims[1], kims[3], lenas)]

    assert asyncio.run(tried()) == ["kim 0", "kim 1", "kim 3", "lena"]
    assert not (tmp_path / "kim 2").exists()


def test_a_process_that_dies_is_replaced_once_for_all(at_hand: AtHand) -> None:
    async def tried() -> list[object]:
        await at_hand.do(work.warm_up)
        dying = asyncio.gather(*(at_hand.do(dies) for _ in range(2)), return_exceptions=True)
        return [*map(type, await dying), await at_hand.do(len, "ab")]

    assert asyncio.run(tried())[-1] == 2


def dies() -> None:
    os._exit(1)


def test_workbooks_are_made_so_often_for_one_person(few_site: tuple[str, InThisProcess], few: House) -> None:
    kim, anna = logged_in(few_site[0], "kim"), logged_in(few_site[0], "anna")
    path = f"/imports/{ids_of(few)[0]}/workbooks/none"
    answers = [kim.client.get(path).status_code for _ in range(MAKING.most + 1)]
    assert answers == [404] * MAKING.most + [429]
    assert anna.client.get(path).status_code == 404
