"""Knows who does the heavy work: processes beside the page, of which one is always left for somebody else."""

import contextlib
import os
from collections import Counter
from collections.abc import Callable, Collection
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from threading import Condition, Thread
from typing import Final, TypeVar

from sqlalchemy import Connection

from trunkload.flows.by_prefect import prefect_runs
from trunkload.flows.starting import hand_to_prefect
from trunkload.flows.wiring import House
from trunkload.flows.workers import Work, at_work, is_gone
from trunkload.storage.change_jobs import BROKEN_OFF, end_change, is_change
from trunkload.storage.database import writing
from trunkload.storage.failures import StorageError
from trunkload.storage.upload_jobs import UploadJob, end_job, give_back, jobs_in_hand, take_job
from trunkload.validation.language import Lang
from trunkload.web import work
from trunkload.web.at_hand import AtHand
from trunkload.web.pools import ENDS_WITHIN, end_pools, new_pool, processes_of
from trunkload.web.seeking import look_for_work

Done = TypeVar("Done")

LOOK_EVERY: Final = 2.0
"""Seconds after which is looked for jobs that another process of the page has queued or left behind."""

ANSWERS_WITHIN: Final = 2.0
"""Seconds that a browser waits for a change."""

QUICK_BYTES: Final = 1024 * 1024
"""A larger file, and whatever else somebody sends beside one that is in hand, gives way to others' sheets."""

MOST_TRIES: Final = 3
"""So often a job is begun whose process dies of it, or beside it."""


class Workshop:
    """A thread that hands out jobs by turns, and a pool that does them; with Prefect there is only what is at hand."""

    def __init__(self, house: House) -> None:
        self._house = house
        self.answers_within = ANSWERS_WITHIN
        self.processes = house.settings.web.workers or (os.cpu_count() or 1) + 1
        self._most_of_one = max(1, self.processes - 1)
        self._pools = {gives_way: self._new_pool(gives_way=gives_way) for gives_way in (False, True)}
        self._at_hand = AtHand(house.settings, self.processes)
        self._busy = 0
        self._tries: Counter[str] = Counter()
        self._is_open = True
        self._changed = Condition()
        self._stack = contextlib.ExitStack()
        self.name = self._stack.enter_context(at_work(house.workers, Work.IMPORT))
        self._by_prefect = prefect_runs()
        self._thread = Thread(target=self._hand_out, name="workshop", daemon=True)

    def open(self) -> None:
        """One process of each is made at once: the first upload need not wait until what is heavy is loaded."""
        self._pools[False].submit(work.warm_up)
        self._at_hand.open()
        if not self._by_prefect:
            self._thread.start()
            return
        with contextlib.suppress(StorageError), writing(self._house.ledger) as conn:
            self._take_back(conn, [job for job in self._left(conn) if is_change(job)])

    def close(self) -> None:
        """What is in hand is given up, and goes on when the page is started again."""
        with self._changed:
            self._is_open = False
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join(ENDS_WITHIN)
        end_pools(*self._pools.values())
        self._at_hand.close()
        with contextlib.suppress(StorageError), writing(self._house.ledger) as conn:
            self._take_back(conn, [job for job in jobs_in_hand(conn) if job.worker == self.name])
        self._stack.close()

    @property
    def pids(self) -> list[int]:
        """Of the processes that there are now."""
        return [process.pid for process in processes_of(*self._pools.values()) if process.pid is not None]

    async def start_import(self, import_id: str) -> None:
        """The one way in: somebody begins with it as soon as it is its turn. Raises Stopped."""
        if self._by_prefect:
            await hand_to_prefect(os.environ["PREFECT_API_URL"], import_id)
            return
        with self._changed:
            self._changed.notify_all()

    async def template(self, lang: Lang) -> bytes:
        return await self.beside(work.make_template, lang.value)

    async def beside(self, task: Callable[..., Done], *told: object) -> Done:
        """Done in a process that no upload waits for, as soon as it is the person's turn."""
        return await self._at_hand.do(task, *told)

    def _hand_out(self) -> None:
        look_for_work(self._changed, lambda: self._is_open, self._found_one, LOOK_EVERY)

    def _found_one(self) -> bool:
        return self._busy < self.processes and self._hand_out_one()

    def _hand_out_one(self) -> bool:
        """Whether there was a job."""
        try:
            with writing(self._house.ledger) as conn:
                self._take_back(conn, self._left(conn))
                busy = {one.owner for one in jobs_in_hand(conn)}
                job = take_job(conn, self.name, self._house.clock(), self._most_of_one)
        except StorageError:
            return False
        if job is None:
            return False
        self._busy += 1
        gives_way = job.size > QUICK_BYTES or job.owner in busy
        future = self._submit(job.import_id, gives_way=gives_way)
        import_id = job.import_id
        future.add_done_callback(lambda done: self._finish(import_id, done))
        return True

    def _left(self, conn: Connection) -> list[UploadJob]:
        """What another process of the page left behind."""
        in_hand = [job for job in jobs_in_hand(conn) if job.worker is not None]
        return [job for job in in_hand if is_gone(self._house.workers, job.worker or "")]

    def _take_back(self, conn: Connection, jobs: Collection[UploadJob]) -> None:
        """They wait again; a change that nobody takes from here was broken off."""
        for job in jobs:
            if self._by_prefect and is_change(job):
                end_change(conn, job.import_id, job.worker or "", {"kind": BROKEN_OFF}, self._house.clock())
            else:
                give_back(conn, job.import_id, job.worker or "")

    def _submit(self, import_id: str, *, gives_way: bool) -> "Future[None]":
        try:
            return self._pools[gives_way].submit(work.carry, import_id)
        except BrokenProcessPool:
            self._replace_pool(gives_way=gives_way)
            return self._pools[gives_way].submit(work.carry, import_id)

    def _finish(self, import_id: str, done: "Future[None]") -> None:
        if not done.cancelled() and done.exception() is not None:
            self._give_up_or_back(import_id)
        with self._changed:
            self._busy -= 1
            self._changed.notify_all()

    def _give_up_or_back(self, import_id: str) -> None:
        self._tries[import_id] += 1
        with contextlib.suppress(StorageError), writing(self._house.ledger) as conn:
            if self._tries[import_id] < MOST_TRIES:
                give_back(conn, import_id, self.name)
            else:
                end_job(conn, import_id, {"kind": "broken"}, self._house.clock())

    def _replace_pool(self, *, gives_way: bool) -> None:
        self._pools[gives_way].shutdown(wait=False)
        self._pools[gives_way] = self._new_pool(gives_way=gives_way)

    def _new_pool(self, *, gives_way: bool) -> ProcessPoolExecutor:
        processes = self._most_of_one if gives_way else self.processes
        return new_pool(self._house.settings, processes, gives_way=gives_way)
