"""Knows who is at work on an import: whoever is says so again and again, and lets go of it however the work ends."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import partial
from threading import Event as Signal
from threading import Thread

from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.wiring import House
from trunkload.flows.workers import Work, at_work, is_gone
from trunkload.storage import unfinished
from trunkload.storage.database import reading, writing
from trunkload.storage.failures import StorageError
from trunkload.storage.in_hand import Hand

BEATS = 4
"""How often a worker says that it is still there, in the time after which others go on."""

HEART = "still there"
LAST_BEAT = 1.0
"""Seconds that the end of the work waits for one that is just being written."""


@contextmanager
def in_work(house: House, import_id: str) -> Iterator[None]:
    """The import is this process's until the block ends: well, and nothing is left to do; or not, and anybody goes on.

    Raises Stopped where somebody else has it, or has done it. A worker that is killed is known to be gone at once on
    its own machine, on others after `flows.takeover_seconds`.
    """
    failed: BaseException | None = None
    with at_work(house.workers, Work.IMPORT) as worker:
        taken = _take(house, import_id, worker)
        if taken:
            try:
                with _still_there(house, worker):
                    yield
            except BaseException as raised:  # noqa: BLE001 - raised again below
                failed = raised
            _leave(house, import_id, worker, failed)
    if not taken:
        raise Stopped(_why_not(house, import_id), id=import_id)
    if failed is not None:
        raise failed


def may_pass(failed: BaseException) -> bool:
    """Only outside failures say so (promise 12)."""
    return getattr(failed, "permanent", True) is False


def _hand(house: House, worker: str) -> Hand:
    now = house.clock()
    return Hand(worker, now, now + timedelta(seconds=house.settings.flows.takeover_seconds))


def _take(house: House, import_id: str, worker: str) -> bool:
    with writing(house.ledger) as conn:
        return unfinished.take(conn, import_id, _hand(house, worker), partial(is_gone, house.workers))


def _why_not(house: House, import_id: str) -> StopCode:
    with reading(house.ledger) as conn:
        over = unfinished.is_over(conn, import_id)
    return StopCode.IMPORTED_BEFORE if over else StopCode.IN_OTHER_HANDS


def _leave(house: House, import_id: str, worker: str, failed: BaseException | None) -> None:
    """Where after a failure not even this can be written, that failure leaves the worker's lock behind to say so."""
    try:
        with writing(house.ledger) as conn:
            if failed is None:
                unfinished.end(conn, import_id)
            else:
                unfinished.let_go(conn, _hand(house, worker), counts=not may_pass(failed))
    except StorageError as unwritten:
        raise failed or unwritten from None


@contextmanager
def _still_there(house: House, worker: str) -> Iterator[None]:
    over = Signal()
    heart = Thread(target=_beat, args=(house, worker, over), name=HEART, daemon=True)
    heart.start()
    try:
        yield
    finally:
        over.set()
        heart.join(LAST_BEAT)


def _beat(house: House, worker: str, over: Signal) -> None:
    """One beat that does not get through is made up for by the next."""
    while not over.wait(house.settings.flows.takeover_seconds / BEATS):
        with suppress(StorageError), writing(house.ledger, in_turn=False) as conn:
            unfinished.stay(conn, _hand(house, worker))
