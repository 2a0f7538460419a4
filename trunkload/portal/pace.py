"""Knows when the next request may leave, so that a carrier gets no more of them than it allows."""

import time
from collections.abc import Callable
from threading import Lock

import httpx


class Pace(httpx.BaseTransport):
    """Passes requests to `inner`: at most `burst` at once and, from then on, `per_second` of them, from all threads.

    Our own few lines, because pyrate-limiter lets waiting threads race for every turn, rounds waits up by a buffer of
    milliseconds (at 20 a second that is half the rate) and keeps a thread for each limiter. Here each caller draws the
    next turn under a lock and sleeps outside of it: first come, first served, by a clock that is never put back.
    """

    def __init__(
        self,
        inner: httpx.BaseTransport,
        per_second: float,
        burst: int = 1,
        *,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._inner = inner
        self._gap = 1 / per_second
        self._credit = (burst - 1) * self._gap
        self._clock = clock
        self._wait = wait
        self._lock = Lock()
        self._free_at = clock()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        pause = self._turn()
        if pause > 0:
            self._wait(pause)
        return self._inner.handle_request(request)

    def close(self) -> None:
        self._inner.close()

    def _turn(self) -> float:
        """Seconds until the turn that is drawn; `_free_at` is when a carrier that saves no credit would be free."""
        with self._lock:
            now = self._clock()
            turn = max(self._free_at, now)
            self._free_at = turn + self._gap
            return turn - self._credit - now
