"""Knows how fast the served carrier is: how long each answer takes, and how many requests a second it takes."""

import time
from collections.abc import Callable


class Pace:
    """`delay`: seconds before each answer. `rate`: requests a second, with as many at once; None is any number."""

    def __init__(
        self, delay: float = 0.0, rate: float | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.delay = delay
        self._rate = rate
        self._clock = clock
        self._left = max(1.0, rate or 0.0)
        self._at = clock()

    def takes_one(self) -> bool:
        """Whether one more is taken now."""
        if self._rate is None:
            return True
        now = self._clock()
        self._left = min(max(1.0, self._rate), self._left + (now - self._at) * self._rate)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
