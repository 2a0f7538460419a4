"""The night's work: whatever lies in the inbox is imported, each file once, and what became of it is told."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from trunkload.flows.arriving import FAILURES, Failure, import_claimed
from trunkload.flows.file_stores import watched_inbox
from trunkload.flows.lapsing import lapse
from trunkload.flows.running import Run, plainly
from trunkload.flows.telling import tell_people
from trunkload.flows.telling_nights import close_night
from trunkload.flows.wiring import House
from trunkload.flows.workers import Work, at_work, is_left_behind
from trunkload.notify.night import Night
from trunkload.storage.failures import StorageError
from trunkload.storage.file_names import kept_name
from trunkload.storage.inbox import Claim, Inbox
from trunkload.storage.shelves import Lying


@dataclass(frozen=True, slots=True)
class Swept:
    """What is told of it; why files wait to be tried again, by name; and how many are still being written."""

    night: Night
    failures: tuple[tuple[str, Exception], ...] = ()
    unfinished: int = 0

    def or_defect(self) -> "Swept":
        """Raises what nobody foresaw, as soon as all is told that there is to tell."""
        for _, failed in self.failures:
            _known(failed)
        return self


def import_inbox(house: House, run: Run = plainly) -> Swept:
    """As `sweep_inbox`. Raises what nobody foresaw after the last file, too."""
    return sweep_inbox(house, run).or_defect()


def sweep_inbox(house: House, run: Run = plainly) -> Swept:
    """All that lies there, and what dead workers left; safe to run twice and at once. A file that fails keeps no other
    waiting. Raises StorageError where nothing can be seen or told.
    """
    inbox = watched_inbox(house.settings)
    run(lapse, house)
    left_behind, seen = run(look_into_inbox, house)
    whole = settled(house, inbox, seen)
    failures: list[tuple[str, Exception]] = []
    with _with_files(house, inbox) as worker:
        work: tuple[Lying | Claim, ...] = (*whole, *left_behind)
        for one in work:
            failures += _import_one(house, inbox, worker, one, run)
    night = run(close_night, house, inbox)
    run(tell_people, house)
    return Swept(night, tuple(failures), len(seen) - len(whole))


def look_into_inbox(house: House) -> tuple[tuple[Claim, ...], tuple[Lying, ...]]:
    """What is worked on, and what lies there. A step, so that a store that is away for a while costs no night."""
    inbox = watched_inbox(house.settings)
    return inbox.claims(), inbox.arrived()


def take_up_claims(house: House, run: Run = plainly) -> list[Exception]:
    """Only what workers left that were killed, and a summary of it; whatever waits otherwise, waits for its night.

    Why some files could not be gone on with is answered. Raises as `import_inbox` does.
    """
    inbox = watched_inbox(house.settings)
    left = [
        one
        for one in run(look_into_inbox, house)[0]
        if one.worker and is_left_behind(house.settings, one, house.clock())
    ]
    if not left:
        return []
    with _with_files(house, inbox) as worker:
        told = [failed for one in left for _, failed in _import_one(house, inbox, worker, one, run)]
    run(close_night, house, inbox)
    return told


class _StillInHand(Exception):  # noqa: N818 - nobody sees it
    """A file could not even be let go of: the database is away, or the inbox."""


@contextmanager
def _with_files(house: House, inbox: Inbox) -> Iterator[str]:
    """A worker that takes files. Where one is still in its hand at the end, its lock stays behind and says that it is
    gone, so that the next look goes on with that file."""
    with suppress(_StillInHand), at_work(house.workers, Work.INBOX) as worker:
        yield worker
        if _has_some(inbox, worker):
            raise _StillInHand


def _has_some(inbox: Inbox, worker: str) -> bool:
    try:
        return any(one.worker == worker for one in inbox.claims())
    except StorageError:
        return True


def import_arrived(house: House, name: str, run: Run = plainly) -> Failure | bool:
    """The file that an event tells of, as the event names it; whether it was imported now, or why it failed.

    An event that comes twice, late or for what is not there changes nothing; `import_inbox` finds what no event told,
    and tells of both. Raises as that does.
    """
    inbox = watched_inbox(house.settings)
    whole = settled(house, inbox, tuple(one for one in inbox.arrived() if one.name == name))
    with at_work(house.workers, Work.INBOX) as worker:
        for one in whole:
            claim = inbox.claim(one, worker, house.clock())
            if claim is not None:
                return _known(import_claimed(house, inbox, claim, run)) or True
    return False


def _known(failed: Exception | None) -> Failure | None:
    """Raises what nobody foresaw."""
    if failed is None or isinstance(failed, FAILURES):
        return failed
    raise failed


def settled(house: House, inbox: Inbox, seen: tuple[Lying, ...]) -> tuple[Lying, ...]:
    """Those of them that stay as they are for `inbox.settle_seconds`: another look after that tells of fresh ones."""
    patience = house.settings.inbox.settle_seconds
    begin = house.clock() - timedelta(seconds=patience)
    if not any(_is_fresh(one, begin) for one in seen):
        return seen
    house.wait(patience)
    again = {(one.name, one.mark) for one in inbox.arrived()}
    return tuple(one for one in seen if not _is_fresh(one, begin) or (one.name, one.mark) in again)


def _is_fresh(one: Lying, begin: datetime) -> bool:
    return not one.whole and one.changed_at > begin


def _import_one(
    house: House, inbox: Inbox, worker: str, one: Lying | Claim, run: Run
) -> Iterator[tuple[str, Exception]]:
    """At most one failure, under the file's name."""
    try:
        claim = _claimed(house, inbox, worker, one)
        failed: Exception | None = None if claim is None else import_claimed(house, inbox, claim, run)
    except Exception as unforeseen:  # noqa: BLE001 - whatever it is, the other files are imported; it is raised after them
        failed = unforeseen
    if failed is not None:
        yield kept_name(one.name), failed


def _claimed(house: House, inbox: Inbox, worker: str, one: Lying | Claim) -> Claim | None:
    if isinstance(one, Lying):
        return inbox.claim(one, worker, house.clock())
    return inbox.take_over(one, worker, house.clock()) if is_left_behind(house.settings, one, house.clock()) else None
