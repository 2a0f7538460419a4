"""Knows who has how much in hand beside the page, and when nobody waits for it any more."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Final
from weakref import WeakValueDictionary

from starlette.requests import Request
from starlette.responses import Response

LEFT: Final = 499
"""The status that nobody reads: the browser has closed the connection."""

_PERSON: Final = ContextVar("person", default="")


def acting_as(login: str) -> None:
    """From here on, what this request asks for is in this person's hand."""
    _PERSON.set(login)


class Turns:
    """Each person has at most so much in hand at a time; what is more waits, and nobody else waits for it."""

    def __init__(self, most_of_one: int) -> None:
        self._most_of_one = most_of_one
        self._hands = WeakValueDictionary[str, asyncio.Semaphore]()

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[None]:
        """By whoever this request acts as."""
        hand = self._hands.setdefault(_PERSON.get(), asyncio.Semaphore(self._most_of_one))
        async with hand:
            yield


async def while_wanted(request: Request, answering: Coroutine[None, None, Response]) -> Response:
    """The answer; once the browser has left, what it waits for is broken off, and not begun where its turn had not
    come. For requests without a body only: it is listened to what comes in."""
    answer, left = asyncio.create_task(answering), asyncio.create_task(_left(request))
    try:
        await asyncio.wait({answer, left}, return_when=asyncio.FIRST_COMPLETED)
        return await answer if answer.done() else Response(status_code=LEFT)
    finally:
        answer.cancel()
        left.cancel()


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
