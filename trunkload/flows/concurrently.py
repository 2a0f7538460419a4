"""Knows how several things are asked of the carrier at the same time, up to the number that the settings allow."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from trunkload.logs.context import carried

Thing = TypeVar("Thing")
Told = TypeVar("Told")


def concurrently(most: int, ask: Callable[[Thing], Told], things: Iterable[Thing]) -> list[Told]:
    """What `ask` answers for each, in their order. The first failure is raised once what has begun is over; what has
    not begun then never does."""
    listed = list(things)
    if most == 1 or len(listed) <= 1:
        return [ask(one) for one in listed]
    with ThreadPoolExecutor(min(most, len(listed))) as pool:
        try:
            return list(pool.map(carried(ask), listed))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
