"""Knows the inbox: what arrived is claimed by one worker, kept whole while it is worked on, and laid aside."""

import hashlib
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Final, Literal

from trunkload.storage.failures import StorageError
from trunkload.storage.file_names import is_unfinished, safe_name
from trunkload.storage.shelves import Lying, Shelf

ARRIVING, WORKING = "inbox", "working"
Aside = Literal["done", "refused"]
ASIDE: tuple[Aside, ...] = ("done", "refused")
FOLDERS = (ARRIVING, WORKING, *ASIDE)
CLAIM = re.compile(r"(?P<key>[0-9a-f]{32})\.(?P<generation>[0-9]{1,9})\.claim")


SENT: Final = "sent"
"""Before the name of the file that arrived, so that nothing that lies beside it is called alike."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A file that is a worker's to import. `arrival` stays the same whoever goes on with it; `generation` grows with
    each of them; `worker` is empty where nobody has it in hand. `since` is an aware time in ISO 8601."""

    key: str
    arrival: str
    name: str
    size: int
    mark: str
    changed_at: str
    worker: str
    since: str
    generation: int = 1

    @property
    def lies_as(self) -> str:
        """Its name in `working`."""
        return f"{self.key}-{safe_name(self.name)}"

    @property
    def seen(self) -> Lying:
        """As it lay there when it was claimed."""
        return Lying(self.name, self.size, self.mark, datetime.fromisoformat(self.changed_at))


class Inbox:
    """Every method raises InboxError. A claim is a file that only one can create; to take it over is to create the
    next one."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def arrived(self) -> tuple[Lying, ...]:
        """What nobody has claimed, the oldest first; not what its name says is unfinished."""
        taken = self._newest()
        found = (one for one in self._shelf.lying(ARRIVING) if not is_unfinished(one.name))
        return tuple(
            sorted((one for one in found if _key(one) not in taken), key=lambda one: (one.changed_at, one.name))
        )

    def folders(self) -> tuple[str, ...]:
        """What lies between the files and is not looked into."""
        return self._shelf.folders(ARRIVING)

    def claims(self) -> tuple[Claim, ...]:
        """What is being worked on, or was when a worker died; of each file the newest claim."""
        read = (self._read(key, generation) for key, generation in self._newest().items())
        return tuple(sorted((one for one in read if one is not None), key=lambda one: (one.since, one.key)))

    def claim(self, one: Lying, worker: str, now: datetime) -> Claim | None:
        """None where another worker has it, or it is not as it was seen any more."""
        told = Claim(
            key=_key(one),
            arrival=secrets.token_hex(8),
            name=one.name,
            size=one.size,
            mark=one.mark,
            changed_at=one.changed_at.isoformat(),
            worker=worker,
            since=now.isoformat(),
        )
        return self._begin(told)

    def take_over(self, claim: Claim, worker: str, now: datetime) -> Claim | None:
        """The same file in another worker's hand; None where a third one was faster, or the file is gone."""
        return self._begin(replace(claim, worker=worker, since=now.isoformat(), generation=claim.generation + 1))

    def let_go(self, claim: Claim, now: datetime) -> None:
        """It stays where it is, and is anybody's to go on with."""
        self._create(replace(claim, worker="", since=now.isoformat(), generation=claim.generation + 1))

    def open(self, claim: Claim) -> bytes:
        return self._shelf.read(WORKING, claim.lies_as)

    def finish(self, claim: Claim, aside: Aside, label: str, beside: Mapping[str, bytes]) -> None:
        """Lay it aside under its name, `label` before it, and `beside` it what is told about it; run again, it goes on.

        `label` is the file's alone, so that nothing in `done` or `refused` is written over.
        """
        for name, content in beside.items():
            self._shelf.put(aside, f"{label}-{name}", content)
        self._shelf.move(WORKING, claim.lies_as, aside, f"{label}-{SENT}-{safe_name(claim.name)}")
        self._forget(claim)

    def forget(self, before: datetime, *, dry_run: bool = False) -> int:
        """Keep nothing that was laid aside before that moment; how many files that were."""
        old = [(aside, one.name) for aside in ASIDE for one in self._shelf.lying(aside) if one.changed_at < before]
        for aside, name in () if dry_run else old:
            self._shelf.delete(aside, name)
        return len(old)

    def place(self, folder: str = ARRIVING) -> str:
        """Where a person lays files, or finds them."""
        return self._shelf.place(folder)

    def _newest(self) -> dict[str, int]:
        """The generation of the newest claim of each file, by the file's key."""
        newest: dict[str, int] = {}
        for one in self._shelf.lying(WORKING):
            found = CLAIM.fullmatch(one.name)
            if found is not None:
                newest[found["key"]] = max(int(found["generation"]), newest.get(found["key"], 0))
        return newest

    def _begin(self, claim: Claim) -> Claim | None:
        if not self._create(claim):
            return None
        if self._shelf.take(claim.seen, ARRIVING, WORKING, claim.lies_as) or self._shelf.exists(WORKING, claim.lies_as):
            return claim
        self._forget(claim)
        return None

    def _create(self, claim: Claim) -> bool:
        content = json.dumps(asdict(claim), indent=1).encode()
        return self._shelf.create(WORKING, _claim_name(claim.key, claim.generation), content)

    def _forget(self, claim: Claim) -> None:
        """The oldest first: whoever looks meanwhile finds the newest."""
        for generation in range(1, claim.generation + 1):
            self._shelf.delete(WORKING, _claim_name(claim.key, generation))

    def _read(self, key: str, generation: int) -> Claim | None:
        """None where it was forgotten since it was listed."""
        try:
            content = self._shelf.read(WORKING, _claim_name(key, generation))
        except StorageError:
            if self._shelf.exists(WORKING, _claim_name(key, generation)):
                raise
            return None
        return Claim(**json.loads(content))


def _claim_name(key: str, generation: int) -> str:
    return f"{key}.{generation}.claim"


def _key(one: Lying) -> str:
    """The same for all who see the same file."""
    told = f"{one.mark}\n{one.name}".encode("utf-8", "surrogateescape")
    return hashlib.sha256(told).hexdigest()[:32]
