"""Knows how a change of an import is made while its person waits: at once, or beside the page where that takes long."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any, Final

from starlette.responses import Response

from trunkload.flows.workers import is_gone
from trunkload.reports.page_names import FIRST
from trunkload.storage.change_jobs import BROKEN_OFF, NOT_CHANGED, begin_change, end_change, forget_why
from trunkload.storage.database import writing
from trunkload.storage.upload_jobs import UploadJob
from trunkload.validation.wording import Words
from trunkload.web.answers import notice, page, to
from trunkload.web.texts import say
from trunkload.web.visit import Visit

_GOING_ON: Final = set[asyncio.Task[Words | None]]()
"""Nobody else holds those that nobody waits for any more."""


@dataclass(frozen=True, slots=True)
class Making:
    """What came of it in time: `words` say why nothing was changed; `goes_on`: it is not known yet."""

    words: Words | None = None
    goes_on: bool = False


async def make(visit: Visit, task: Callable[..., Words | None], *told: object, then: str) -> Response:
    """The page called `then`, or what stood against it, or how far it is. `task`: of `web/work`, about this import."""
    if not await visit.site.aside(lambda: _begun(visit)):
        return notice(visit, HTTPStatus.CONFLICT, "not_done_title", "changed_by_another")
    making = await _made(visit, task, *told)
    if making.goes_on:
        return to(visit, f"/imports/{visit.import_.id}")
    if making.words is not None:
        return _not_changed(visit, making.words, then)
    return to(visit, f"/imports/{visit.import_.id}/{then}")


async def told_later(visit: Visit, job: UploadJob) -> Response | None:
    """Why not, to whoever wanted a change that took long, and only once; None for anybody else."""
    if job.owner != visit.login:
        return None
    await visit.site.aside(partial(_forget, visit))
    if job.why["kind"] == NOT_CHANGED:
        return _not_changed(visit, Words(job.why["message"], job.why["fix"]), FIRST)
    words = Words(say("change_broken_off", visit.lang), say("change_broken_off_fix", visit.lang))
    return _not_changed(visit, words, FIRST, is_as_before=False)


def _not_changed(visit: Visit, words: Words, back: str, *, is_as_before: bool = True) -> Response:
    status, told = HTTPStatus.UNPROCESSABLE_ENTITY, {"words": words, "back": back, "is_as_before": is_as_before}
    return page(visit, "not_changed.html", status, record=visit.import_, **told)


async def _made(visit: Visit, task: Callable[..., Words | None], *told: object) -> Making:
    going_on = asyncio.create_task(_carried(visit, task, *told))
    _GOING_ON.add(going_on)
    going_on.add_done_callback(_GOING_ON.discard)
    done, _ = await asyncio.wait({going_on}, timeout=visit.site.workshop.answers_within)
    if not done:
        return Making(goes_on=True)
    words = going_on.result()
    if words is not None:
        await visit.site.aside(partial(_forget, visit))
    return Making(words)


async def _carried(visit: Visit, task: Callable[..., Words | None], *told: object) -> Words | None:
    """What it ends with is kept for whoever looks later. Raises what the task raises."""
    why: Mapping[str, Any] = {"kind": BROKEN_OFF}
    try:
        words = await visit.site.workshop.beside(task, visit.import_.id, *told)
        why = {} if words is None else {"kind": NOT_CHANGED, "message": words.message, "fix": words.fix}
    finally:
        await visit.site.aside(lambda: _end(visit, why))
    return words


def _begun(visit: Visit) -> bool:
    house, record, now = visit.site.house, visit.import_, visit.site.house.clock()
    worker = visit.site.workshop.name
    wanted = UploadJob(record.id, visit.login, record.size, now, begun_at=now, worker=worker)
    with writing(house.ledger) as conn:
        return begin_change(conn, wanted, partial(is_gone, house.workers))


def _end(visit: Visit, why: Mapping[str, Any]) -> None:
    house = visit.site.house
    with writing(house.ledger) as conn:
        end_change(conn, visit.import_.id, visit.site.workshop.name, why, house.clock())


def _forget(visit: Visit) -> None:
    with writing(visit.site.house.ledger) as conn:
        forget_why(conn, visit.import_.id)
