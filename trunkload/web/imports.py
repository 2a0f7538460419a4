"""Knows the pages of one import until there is a report: how far it is, and why its file cannot be used."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from starlette.responses import Response, StreamingResponse

from trunkload.flows.refusals import read_refusal
from trunkload.reports.page_names import FIRST, FIRST_MASKED
from trunkload.storage.change_jobs import is_change
from trunkload.storage.upload_jobs import UploadJob
from trunkload.validation.language import Lang
from trunkload.validation.wording import Surface, Words, words_of_refusal
from trunkload.web.answers import fragment, notice, page, to
from trunkload.web.jobs import job_of
from trunkload.web.making_changes import told_later
from trunkload.web.report_pages import is_written
from trunkload.web.texts import say
from trunkload.web.visit import Visit

STAGES: Final = ("received", "reading", "checking", "planning", "report")
STAGES_OF_CHANGE: Final = ("reading", "planning", "report")
STAGE_OF: Final = {
    None: "received",
    "lapse": "reading",
    "read_received": "reading",
    "sync_account": "checking",
    "plan_import": "planning",
    "compare_uploads": "planning",
    "write_report": "report",
    "report_again": "report",
    "read_changed": "reading",
    "plan_changed": "planning",
}
"""Which stage a person sees while a step of the story runs."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an upload is, or a change of it. `waits`: nobody has begun with it."""

    import_id: str
    stage: str
    waits: bool
    ended: bool
    all: tuple[str, ...] = STAGES

    @property
    def is_change(self) -> bool:
        return self.all != STAGES

    @property
    def stages(self) -> list[tuple[str, str]]:
        """Each stage, and whether it is `done`, `now` or `later`."""
        at = self.all.index(self.stage)
        return [
            (one, "done" if self.ended or place < at else "now" if place == at else "later")
            for place, one in enumerate(self.all)
        ]


def progress_of(job: UploadJob) -> Progress:
    if is_change(job):
        stage = "reading" if job.step is None else STAGE_OF.get(job.step, "reading")
        return Progress(job.import_id, stage, job.begun_at is None, job.ended_at is not None, STAGES_OF_CHANGE)
    waits = job.begun_at is None and job.step is None and job.ended_at is None
    return Progress(job.import_id, STAGE_OF.get(job.step, "reading"), waits, job.ended_at is not None)


async def show_import(visit: Visit) -> Response:
    """The report; before there is one how far it is, and where there is none why."""
    record = visit.import_
    job = await job_of(visit)
    if job is not None and job.ended_at is None:
        return page(visit, "progress.html", record=record, progress=progress_of(job))
    if job is not None and job.waits_for_person and visit.sees_people:
        return to(visit, f"/imports/{record.id}/columns")
    if job is not None and is_change(job):
        told = await told_later(visit, job)
        if told is not None:
            return told
    elif job is not None and job.why:
        words = words_why(job, visit.lang) if visit.sees_people or "code" not in job.why else words_hidden(visit.lang)
        return page(visit, "refused.html", record=record, words=words, is_kept=job.waits_for_person)
    if not await is_written(visit):
        return notice(visit, HTTPStatus.NOT_FOUND, "nothing_here_title", "no_report")
    return to(visit, f"/imports/{record.id}/{FIRST if visit.sees_people else FIRST_MASKED}")


async def follow_import(visit: Visit) -> Response:
    """Server-sent events: `progress` each time that it moved on, `ended` at last. Whoever comes back is told anew."""
    headers = {"X-Accel-Buffering": "no", "Cache-Control": "no-store"}
    return StreamingResponse(_events(visit), media_type="text/event-stream", headers=headers)


def words_why(job: UploadJob, lang: Lang) -> Words:
    """What stood against a file, or why nothing could be done with it just then."""
    if "code" in job.why:
        return words_of_refusal(read_refusal(job.why), lang, Surface.PAGE)
    kind = str(job.why["kind"])
    return Words(say(f"failed_{kind}", lang), say(f"failed_{kind}_fix", lang))


def words_hidden(lang: Lang) -> Words:
    """What is in the file stands in most of these sentences."""
    return Words(say("refused_hidden", lang), say("refused_hidden_fix", lang))


async def _events(visit: Visit) -> AsyncIterator[str]:
    yield "retry: 1000\n\n"
    job: UploadJob | None = None
    async for job in visit.site.watch.follow(visit.import_.id):
        if job is None:
            yield ": still there\n\n"
            continue
        if job.ended_at is not None:
            yield f"event: ended\ndata: /imports/{job.import_id}\n\n"
            continue
        shown = fragment(visit, "stages.html", progress=progress_of(job))
        data = "".join(f"data: {line}\n" for line in shown.splitlines())
        yield f"event: progress\n{data}\n"
