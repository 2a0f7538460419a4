"""Knows what is done at once for a person who waits for it; processes of their own do it, so no upload delays it."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any, Final

from trunkload.settings import Settings
from trunkload.validation.language import Lang
from trunkload.web import work
from trunkload.web.pools import end_pools, new_pool

AT_ONCE: Final = 2

Do = Callable[..., Awaitable[Any]]
"""Does a task of `desk_work` by its name, and answers what it answers."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of it: `stop` is the code of what stood against it, empty where nothing did; `lines` say more;
    `import_id`: the import where it goes on, if it is another one."""

    stop: str = ""
    lines: tuple[str, ...] = ()
    import_id: str | None = None


@dataclass(frozen=True, slots=True)
class Lists:
    """Rows that can be taken back now, those that stay, those that are locked: row, name, number, what was done, why.

    `not_done`: rows that the carrier did not carry out."""

    now: tuple[tuple[str, ...], ...]
    stays: tuple[tuple[str, ...], ...]
    locked: tuple[tuple[str, ...], ...]
    not_done: int


@dataclass(frozen=True, slots=True)
class Compared:
    """How many workplaces were compared with the carrier's record, how many a later import has changed, and each
    characteristic that is another one now: row, name, number, what, ordered, found."""

    compared: int
    drifted: int
    changed_later: int
    lines: tuple[tuple[str, ...], ...]


class Desk:
    """Whoever asks is named with what is asked, and stands in the trail. All answer Done where something stood against
    it."""

    def __init__(self, do: Do) -> None:
        self._do = do

    async def ask(self, task: str, *told: object) -> object:
        """What a task answers that has a typed name elsewhere (`account_desk`)."""
        return await self._do(task, *told)

    async def cart(self, import_id: str, lang: Lang, first: int, most: int) -> "dict[str, Any] | Done":
        """As `trunkload plan --format json`, with `most` items from the one at `first` on, and trunks and contingents
        in words."""
        return await self._do("cart", import_id, lang.value, first, most)  # type: ignore[no-any-return]

    async def approve(self, import_id: str, digest: str, user: str, lang: Lang) -> Done:
        return await self._do("approve", import_id, digest, user, lang.value)  # type: ignore[no-any-return]

    async def leave_out(self, import_id: str, rows: Collection[int], user: str) -> Done:
        return await self._do("without", import_id, sorted(rows), user)  # type: ignore[no-any-return]

    async def cancel(self, import_id: str, user: str) -> Done:
        return await self._do("cancel", import_id, user)  # type: ignore[no-any-return]

    async def plan_again(self, import_id: str, user: str) -> Done:
        """Another import of the same file, queued; this plan is given up."""
        return await self._do("plan_again", import_id, user)  # type: ignore[no-any-return]

    async def compare(self, import_id: str, user: str, lang: Lang) -> Compared | Done:
        return await self._do("compare", import_id, user, lang.value)  # type: ignore[no-any-return]

    async def send_credentials(self, import_id: str, rows: Collection[int], user: str, lang: Lang) -> Done:
        """One line for each row."""
        return await self._do("send_credentials", import_id, sorted(rows), user, lang.value)  # type: ignore[no-any-return]

    async def tell_again(self, import_id: str | None, user: str) -> Done:
        """Of all imports where none is named."""
        return await self._do("tell_again", import_id, user)  # type: ignore[no-any-return]

    async def look_back(self, import_id: str, lang: Lang) -> Lists | Done:
        return await self._do("look_back", import_id, lang.value)  # type: ignore[no-any-return]

    async def undo(self, import_id: str, user: str, lang: Lang) -> Done:
        """An import that takes back what can be, queued; it is approved like any other."""
        return await self._do("undo", import_id, user, lang.value)  # type: ignore[no-any-return]


class DeskProcesses:
    """The processes that do it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._pool = new_pool(settings, AT_ONCE)

    async def do(self, task: str, *told: object) -> object:
        try:
            return await asyncio.wrap_future(self._pool.submit(work.at_desk, task, *told))
        except BrokenProcessPool:
            self._pool.shutdown(wait=False)
            self._pool = new_pool(self._settings, AT_ONCE)
            return await asyncio.wrap_future(self._pool.submit(work.at_desk, task, *told))

    def close(self) -> None:
        end_pools(self._pool)
