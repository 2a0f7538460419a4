"""What people ask for beside the page waits for their own turns only, and for nobody who has left."""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from trunkload.web.turns import LEFT, Turns, acting_as, while_wanted


async def in_hand(turns: Turns, login: str, begun: list[str], until: asyncio.Event) -> None:
    acting_as(login)
    async with turns.taken():
        begun.append(login)
        await until.wait()


def test_a_person_has_so_much_in_hand_and_another_one_does_not_wait_for_it() -> None:
    async def tried() -> tuple[list[str], list[str]]:
        turns, begun, until = Turns(2), list[str](), asyncio.Event()
        asked = [asyncio.create_task(in_hand(turns, login, begun, until)) for login in ("kim", "kim", "kim", "lena")]
        await asyncio.sleep(0)
        before = list(begun)
        until.set()
        await asyncio.gather(*asked)
        return before, begun

    before, begun = asyncio.run(tried())
    assert before == ["kim", "kim", "lena"]
    assert begun == ["kim", "kim", "lena", "kim"]


def request_that(*told: str) -> Request:
    """From whom this comes in, one after the other, and then nothing more."""
    coming = [{"type": one, "body": b""} for one in told]

    async def receive() -> dict[str, object]:
        if not coming:
            await asyncio.Event().wait()
        return dict(coming.pop(0))

    return Request({"type": "http", "method": "GET", "path": "/", "headers": []}, receive)


def answered(request: Request, waits: Callable[[], Awaitable[object]]) -> tuple[int, list[str]]:
    """The status, and how it went on meanwhile."""
    went = list[str]()

    async def answering() -> Response:
        went.append("begun")
        try:
            await waits()
        except asyncio.CancelledError:
            went.append("broken off")
            raise
        went.append("done")
        return Response()

    async def tried() -> int:
        status = (await while_wanted(request, answering())).status_code
        await asyncio.sleep(0)
        return status

    return asyncio.run(tried()), went


def test_what_nobody_waits_for_any_more_is_broken_off() -> None:
    left = request_that("http.request", "http.disconnect")
    assert answered(left, lambda: asyncio.Event().wait()) == (LEFT, ["begun", "broken off"])


def test_whoever_stays_is_answered() -> None:
    stays = request_that("http.request")
    assert answered(stays, lambda: asyncio.sleep(0.01)) == (200, ["begun", "done"])
