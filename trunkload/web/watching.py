"""Knows how far uploads are, for everybody who watches one: the database is asked once for all of them."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from typing import Final

from anyio import CapacityLimiter, to_thread

from trunkload.flows.wiring import House
from trunkload.storage.database import reading
from trunkload.storage.upload_jobs import UploadJob, find_jobs

LOOK_EVERY: Final = 0.2
STILL_THERE: Final = 15.0
"""Seconds without news after which something is sent all the same, so that no proxy takes the line for dead."""

LONGEST: Final = 600.0
"""Seconds; whoever watches longer asks anew, and whether that may be is looked at anew."""


class Watch:
    """Looks every LOOK_EVERY seconds while anybody watches."""

    def __init__(self, house: House, limiter: CapacityLimiter) -> None:
        self._house = house
        self._limiter = limiter
        self._watched: Counter[str] = Counter()
        self._jobs: dict[str, UploadJob] = {}
        self._lock = asyncio.Lock()
        self._looked_at = float("-inf")

    async def follow(self, import_id: str) -> AsyncIterator[UploadJob | None]:
        """The job each time that it moved on, None where nothing did for long; ends with it, or after LONGEST."""
        if not self._watched[import_id]:
            # What was seen of it before may be over: a sheet that waited takes its turn again.
            self._jobs.pop(import_id, None)
        self._watched[import_id] += 1
        began = told_at = self._now()
        told: UploadJob | None = None
        try:
            while self._now() - began < LONGEST:
                job = await self._look(import_id)
                if job is not None and job != told:
                    told, told_at = job, self._now()
                    yield job
                if job is None or job.ended_at is not None:
                    return
                if self._now() - told_at > STILL_THERE:
                    told_at = self._now()
                    yield None
                await asyncio.sleep(LOOK_EVERY)
        finally:
            self._watched[import_id] -= 1
            if not self._watched[import_id]:
                del self._watched[import_id]

    async def _look(self, import_id: str) -> UploadJob | None:
        async with self._lock:
            if import_id not in self._jobs or self._now() - self._looked_at >= LOOK_EVERY:
                wanted = list(self._watched)
                found = await to_thread.run_sync(lambda: self._find(wanted), limiter=self._limiter)
                self._jobs = {job.import_id: job for job in found}
                self._looked_at = self._now()
        return self._jobs.get(import_id)

    def _find(self, wanted: list[str]) -> tuple[UploadJob, ...]:
        with reading(self._house.ledger) as conn:
            return find_jobs(conn, wanted)

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()
