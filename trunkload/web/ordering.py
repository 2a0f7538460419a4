"""Knows who carries out what was approved: processes beside the page, at once, and again and again until it is done."""

import os
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from threading import Condition, Thread
from typing import Final

from trunkload.flows.by_prefect import prefect_runs
from trunkload.flows.starting import SUBMIT_ORDERS, hand_to_prefect
from trunkload.flows.wiring import House
from trunkload.web import work
from trunkload.web.pools import end_pools, new_pool
from trunkload.web.seeking import look_for_work

AT_ONCE: Final = 4
"""Imports that are sent and followed at the same time."""


class Ordering:
    """Sends and follows each import once for every time that it is asked to, and looks after all of them whenever
    `flows.follow_every_seconds` are over; where Prefect runs, its schedule does the latter.

    What a process that dies leaves half done goes on with the next look (promise 6).
    """

    def __init__(self, house: House) -> None:
        self._house = house
        self._pool = new_pool(house.settings, AT_ONCE)
        self._by_prefect = prefect_runs()
        self._in_hand: set[str] = set()
        self._looking: Future[None] | None = None
        self._is_open = True
        self._changed = Condition()
        self._thread = Thread(target=self._look_after_all, name="ordering", daemon=True)

    def open(self) -> None:
        """What an earlier process left behind goes on at once."""
        if not self._by_prefect:
            self._thread.start()

    def close(self) -> None:
        with self._changed:
            self._is_open = False
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join()
        end_pools(self._pool)

    async def go_on(self, import_id: str) -> None:
        """Somebody begins with it now, or goes on with it. Raises Stopped."""
        if self._by_prefect:
            await hand_to_prefect(os.environ["PREFECT_API_URL"], import_id, SUBMIT_ORDERS)
            return
        with self._changed:
            if import_id in self._in_hand:
                return
            self._in_hand.add(import_id)
            future = self._submit(import_id)
        future.add_done_callback(lambda _done: self._let_go(import_id))

    def _submit(self, import_id: str) -> "Future[None]":
        try:
            return self._pool.submit(work.order, import_id)
        except BrokenProcessPool:
            self._replace_pool()
            return self._pool.submit(work.order, import_id)

    def _let_go(self, import_id: str) -> None:
        with self._changed:
            self._in_hand.discard(import_id)

    def _look_after_all(self) -> None:
        every = self._house.settings.flows.follow_every_seconds
        look_for_work(self._changed, lambda: self._is_open, self._look, every)

    def _look(self) -> bool:
        """Without waiting for it; not while the last look is still going on. One look finds all that there is."""
        if self._looking is not None and not self._looking.done():
            return False
        try:
            self._looking = self._pool.submit(work.go_on_with_all)
        except BrokenProcessPool:
            self._replace_pool()
            self._looking = self._pool.submit(work.go_on_with_all)
        return False

    def _replace_pool(self) -> None:
        self._pool.shutdown(wait=False)
        self._pool = new_pool(self._house.settings, AT_ONCE)
