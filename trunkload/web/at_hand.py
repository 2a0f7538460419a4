"""Knows who looks into sheets, changes them and makes workbooks while a person waits: processes apart from uploads."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Final, TypeVar

from trunkload.settings import Settings
from trunkload.web import work
from trunkload.web.pools import end_pools, new_pool
from trunkload.web.turns import Turns

Done = TypeVar("Done")

MOST_OF_ONE: Final = 2
"""Tasks that one person has in hand at a time; one process is always left for somebody else."""


class AtHand:
    """A pool of its own; people take turns at it."""

    def __init__(self, settings: Settings, processes: int) -> None:
        self._settings, self._processes = settings, max(2, processes)
        self._pool = new_pool(settings, self._processes)
        self._turns = Turns(min(MOST_OF_ONE, self._processes - 1))
        self._is_open = True

    def open(self) -> None:
        """One process is made at once."""
        self._pool.submit(work.warm_up)

    async def do(self, task: Callable[..., Done], *told: object) -> Done:
        """Again in a new process where that dies of something else. Given up by who asks, it is not begun."""
        async with self._turns.taken():
            pool = self._pool
            try:
                return await asyncio.wrap_future(pool.submit(task, *told))
            except BrokenProcessPool:
                if not self._is_open:
                    raise
                self._replace(pool)
                return await asyncio.wrap_future(self._pool.submit(task, *told))

    def close(self) -> None:
        self._is_open = False
        end_pools(self._pool)

    def _replace(self, broken: ProcessPoolExecutor) -> None:
        """Once, whoever notices it first."""
        if self._pool is broken:
            broken.shutdown(wait=False)
            self._pool = new_pool(self._settings, self._processes)
