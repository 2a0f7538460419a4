"""Knows how a thread of the page looks for work: at once, whenever it is told that there may be some, now and then."""

from collections.abc import Callable
from threading import Condition


def look_for_work(changed: Condition, is_open: Callable[[], bool], look: Callable[[], bool], every: float) -> None:
    """Until it is open no more. `look`: whether there was work, so that there may be more at once; after a look that
    found none it waits until `changed` is told, or for `every` seconds. Both are asked while `changed` is held."""
    while True:
        with changed:
            if not is_open():
                return
            if not look():
                changed.wait(every)
