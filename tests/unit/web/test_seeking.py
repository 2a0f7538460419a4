"""A thread of the page looks for work again at once where it found some, else when it is told or now and then."""

import time
from threading import Condition, Thread

from trunkload.web.seeking import look_for_work

AN_HOUR = 3600.0
PATIENCE = 30.0


class Work:
    """So many pieces; the look after the last one finds none, and with `ends` it is the last look."""

    def __init__(self, pieces: int, *, ends: bool = True) -> None:
        self.pieces, self.looks, self.is_open, self.ends = pieces, 0, True, ends

    def look(self) -> bool:
        self.looks += 1
        found = self.pieces > 0
        self.pieces -= found
        self.is_open = found or not self.ends
        return found


def test_where_work_was_found_is_looked_again_at_once() -> None:
    work = Work(3)
    look_for_work(Condition(), lambda: work.is_open, work.look, 0.0)
    assert (work.pieces, work.looks) == (0, 4)


def test_nobody_looks_where_it_is_closed() -> None:
    work = Work(1)
    work.is_open = False
    look_for_work(Condition(), lambda: work.is_open, work.look, AN_HOUR)
    assert (work.pieces, work.looks) == (1, 0)


def test_who_waits_looks_again_when_told_and_ends_when_it_is_closed() -> None:
    work, changed = Work(0, ends=False), Condition()
    thread = Thread(target=look_for_work, args=(changed, lambda: work.is_open, work.look, AN_HOUR), daemon=True)
    thread.start()
    seen_waiting(changed, work, 1)
    with changed:
        work.pieces = 2
        changed.notify_all()
    seen_waiting(changed, work, 1 + 2 + 1)
    with changed:
        work.is_open = False
        changed.notify_all()
    thread.join(PATIENCE)
    assert not thread.is_alive()
    assert (work.pieces, work.looks) == (0, 4)


def seen_waiting(changed: Condition, work: Work, looks: int) -> None:
    """After so many looks; the condition is free while it waits."""
    end = time.monotonic() + PATIENCE
    while True:
        with changed:
            if work.looks == looks:
                return
        assert time.monotonic() < end, work.looks
        time.sleep(0.01)
