"""Knows the pages of one import: how far it is, why its file cannot be used, and its report."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from starlette.responses import Response, StreamingResponse

from trunkload.flows.changeable import may_change
from trunkload.flows.kept_keys import upload_key
from trunkload.flows.refusals import read_refusal
from trunkload.reports.live_view import PROOF_PLACE
from trunkload.reports.page_names import FIRST, FIRST_LIVE, FIRST_MASKED
from trunkload.storage.database import reading
from trunkload.storage.upload_jobs import UploadJob, find_job
from trunkload.validation.language import Lang
from trunkload.validation.wording import Words, words_of_refusal
from trunkload.web import work
from trunkload.web.answers import fragment, notice, page, to
from trunkload.web.sealing import form_proof
from trunkload.web.served_report import served
from trunkload.web.texts import say
from trunkload.web.visit import Visit

STAGES: Final = ("received", "reading", "checking", "planning", "report")
STAGE_OF: Final = {
    None: "received",
    "lapse": "reading",
    "read_received": "reading",
    "sync_account": "checking",
    "plan_import": "planning",
    "compare_uploads": "planning",
    "write_report": "report",
    "report_again": "report",
}
"""Which stage a person sees while a step of the story runs."""

PAGE: Final = re.compile(r"report(?P<masked>-masked)?(?P<further>-[1-9][0-9]{0,5})?\.html")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an upload is. `waits`: nobody has begun with it."""

    import_id: str
    stage: str
    waits: bool
    ended: bool

    @property
    def stages(self) -> list[tuple[str, str]]:
        """Each stage, and whether it is `done`, `now` or `later`."""
        at = STAGES.index(self.stage)
        return [
            (one, "done" if self.ended or place < at else "now" if place == at else "later")
            for place, one in enumerate(STAGES)
        ]


def progress_of(job: UploadJob) -> Progress:
    waits = job.begun_at is None and job.step is None and job.ended_at is None
    return Progress(job.import_id, STAGE_OF.get(job.step, "reading"), waits, job.ended_at is not None)


async def show_import(visit: Visit) -> Response:
    """The report; before there is one how far it is, and where there is none why."""
    record = visit.import_
    job = await visit.site.aside(lambda: _job(visit))
    if job is not None and job.ended_at is None:
        return page(visit, "progress.html", record=record, progress=progress_of(job))
    if job is not None and job.why:
        words = words_why(job, visit.lang) if visit.sees_people or "code" not in job.why else words_hidden(visit.lang)
        return page(visit, "refused.html", record=record, words=words)
    if not await _is_written(visit):
        return notice(visit, HTTPStatus.NOT_FOUND, "nothing_here_title", "no_report")
    return to(visit, f"/imports/{record.id}/{FIRST if visit.sees_people else FIRST_MASKED}")


async def follow_import(visit: Visit) -> Response:
    """Server-sent events: `progress` each time that it moved on, `ended` at last. Whoever comes back is told anew."""
    headers = {"X-Accel-Buffering": "no", "Cache-Control": "no-store"}
    return StreamingResponse(_events(visit), media_type="text/event-stream", headers=headers)


async def show_report(visit: Visit) -> Response:
    """One page of it, with the way back above; without personal data for readers."""
    record, site = visit.import_, visit.site
    found = PAGE.fullmatch(visit.request.path_params["page"])
    if found is None:
        return notice(visit, HTTPStatus.NOT_FOUND, "nothing_here_title", "nothing_here")
    if found["masked"] is None and not visit.sees_people:
        return to(visit, f"/imports/{record.id}/{FIRST_MASKED}")
    if not await _is_written(visit):
        return notice(visit, HTTPStatus.NOT_FOUND, "nothing_here_title", "no_report")
    key = await _key_to_show(visit, found)
    if not await site.aside(lambda: site.house.files.exists(key)):
        return notice(visit, HTTPStatus.NOT_FOUND, "nothing_here_title", "no_report")
    content = await site.aside(lambda: site.house.files.open(key))
    proven = content.replace(PROOF_PLACE, f'<input type=hidden name=proof value="{form_proof(visit.token)}">'.encode())
    return served(proven, fragment(visit, "bar.html", record=record))


async def _is_written(visit: Visit) -> bool:
    """A report whose writing was broken off is written now."""
    record, site = visit.import_, visit.site
    if await site.aside(lambda: site.house.files.exists(_key(record.id, FIRST))):
        return True
    if not record.rows or not await site.aside(lambda: site.house.files.exists(upload_key(record.id))):
        return False
    await site.workshop.beside(work.write_pages, record.id)
    return True


async def _key_to_show(visit: Visit, found: re.Match[str]) -> str:
    """The page asked for; without personal data, or to work in, it is made when it is asked for first."""
    record, site = visit.import_, visit.site
    is_live = found["masked"] is None and visit.sees_people and may_change(record)
    first = FIRST_LIVE if is_live else FIRST_MASKED if found["masked"] else FIRST
    if first != FIRST and not await site.aside(lambda: site.house.files.exists(_key(record.id, first))):
        await (site.workshop.beside(work.write_live_pages, record.id) if is_live else site.workshop.mask(record.id))
    return _key(record.id, f"{first.removesuffix('.html')}{found['further'] or ''}.html")


def words_why(job: UploadJob, lang: Lang) -> Words:
    """What stood against a file, or why nothing could be done with it just then."""
    if "code" in job.why:
        return words_of_refusal(read_refusal(job.why), lang)
    kind = str(job.why["kind"])
    return Words(say(f"failed_{kind}", lang), say(f"failed_{kind}_fix", lang))


def words_hidden(lang: Lang) -> Words:
    """What is in the file stands in most of these sentences."""
    return Words(say("refused_hidden", lang), say("refused_hidden_fix", lang))


def _key(import_id: str, name: str) -> str:
    return f"imports/{import_id}/{name}"


def _job(visit: Visit) -> UploadJob | None:
    with reading(visit.site.house.ledger) as conn:
        return find_job(conn, visit.import_.id)


async def _events(visit: Visit) -> AsyncIterator[str]:
    yield "retry: 1000\n\n"
    job: UploadJob | None = None
    async for job in visit.site.watch.follow(visit.import_.id):
        if job is None:
            yield ": still there\n\n"
            continue
        shown = fragment(visit, "stages.html", progress=progress_of(job))
        data = "".join(f"data: {line}\n" for line in shown.splitlines())
        yield f"event: progress\n{data}\n"
        if job.ended_at is not None:
            yield f"event: ended\ndata: /imports/{job.import_id}\n\n"
