"""Knows the pages where a sheet is sent, and the list of what was sent."""

from collections.abc import Collection, Sequence
from http import HTTPStatus
from typing import Final

from sqlalchemy import Connection
from starlette.responses import Response

from trunkload.flows.receiving import keep_sent, new_import
from trunkload.flows.samples import sample_folder
from trunkload.intake.choices import Choices
from trunkload.orders.states import ImportState
from trunkload.reports.records import written_records
from trunkload.storage.database import reading
from trunkload.storage.imports import ImportRecord, page_of_imports
from trunkload.storage.upload_jobs import UploadJob, find_jobs, queue_job
from trunkload.validation.rules import Policy
from trunkload.web.answers import notice, page, to
from trunkload.web.downloads import AT_ONCE, in_parts, kind_asked, streamed
from trunkload.web.list_rows import IMPORTS, import_record
from trunkload.web.receiving import SentFile
from trunkload.web.visit import Visit

ON_A_PAGE: Final = 50
EXAMPLE: Final = "new-staff.xlsx"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def upload_form(visit: Visit) -> Response:
    settings = visit.site.house.settings
    own = await visit.site.aside(lambda: _lines(visit, of=visit.login, most=5))
    return page(visit, "upload.html", limits=settings.limits, policy=settings.rules.policy.value, lines=own)


async def send_upload(visit: Visit) -> Response:
    """Kept untouched and queued; from here on the person watches."""
    if visit.file is None:
        return notice(visit, HTTPStatus.UNPROCESSABLE_ENTITY, "not_done_title", "no_file")
    sent, policy = visit.file, visit.form.get("policy", "")
    choices = Choices(policy=policy if policy in list(Policy) else None)
    import_id = await visit.site.aside(lambda: _keep(visit, sent, choices))
    await visit.site.workshop.start_import(import_id)
    return to(visit, f"/imports/{import_id}")


async def list_imports(visit: Visit) -> Response:
    """All of them for whoever may see all, else the own ones; the newest first, page by page."""
    before, state = (visit.request.query_params.get(name, "") for name in ("before", "state"))
    of = None if visit.sees_all else visit.login
    states = {ImportState(state)} if state in list(ImportState) else None
    lines = await visit.site.aside(
        lambda: _lines(visit, of=of, most=ON_A_PAGE + 1, before=before or None, states=states)
    )
    older = lines[ON_A_PAGE - 1][0].id if len(lines) > ON_A_PAGE else None
    asked = {"state": state if states else "", "states": [one.value for one in ImportState]}
    return page(
        visit, "imports.html", HTTPStatus.OK, lines=lines[:ON_A_PAGE], older=older, is_first=not before, **asked
    )


async def download_imports(visit: Visit) -> Response:
    """As the list shows them: all of them for whoever may see all, else the own ones."""
    of = None if visit.sees_all else visit.login

    def part(conn: Connection, last: ImportRecord | None) -> Sequence[ImportRecord]:
        return page_of_imports(conn, of=of, most=AT_ONCE, before=None if last is None else last.id)

    found = in_parts(visit.site.house.ledger, part)
    kind, records = kind_asked(visit), (import_record(one, visit) for one in found)
    return streamed(visit, written_records(IMPORTS, records, kind), "imports", kind)


async def template(visit: Visit) -> Response:
    content = await visit.site.workshop.template(visit.lang)
    return _download(content, f"trunkload-{visit.lang.value}.xlsx")


async def example(visit: Visit) -> Response:
    content = await visit.site.aside((sample_folder() / EXAMPLE).read_bytes)
    return _download(content, EXAMPLE)


def _download(content: bytes, name: str) -> Response:
    return Response(content, media_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _keep(visit: Visit, sent: SentFile, choices: Choices) -> str:
    house = visit.site.house
    facts = sent.facts()
    record = new_import(house, facts, visit.login, visit.lang, choices)

    def queued(conn: Connection, import_id: str) -> None:
        queue_job(conn, import_id, visit.login, facts.size, house.clock())

    return keep_sent(house, record, sent.content, queued)


def _lines(
    visit: Visit,
    *,
    of: str | None,
    most: int,
    before: str | None = None,
    states: Collection[ImportState] | None = None,
) -> list[tuple[ImportRecord, UploadJob | None]]:
    with reading(visit.site.house.ledger) as conn:
        records = page_of_imports(conn, of=of, most=most, before=before, states=states)
        jobs = {job.import_id: job for job in find_jobs(conn, [record.id for record in records])}
    return [(record, jobs.get(record.id)) for record in records]
