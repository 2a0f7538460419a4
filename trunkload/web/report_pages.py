"""Knows which page of a report is shown to whom: in the language of the visit, with what this person may see and do."""

from http import HTTPStatus

from starlette.responses import Response

from trunkload.flows.changeable import may_change
from trunkload.flows.kept_keys import page_key, upload_key
from trunkload.reports.live_view import PROOF_PLACE
from trunkload.reports.page_names import ASKED, FIRST, FIRST_LIVE, FIRST_MASKED
from trunkload.web import work
from trunkload.web.answers import fragment, notice, to, with_language
from trunkload.web.jobs import job_of
from trunkload.web.sealing import form_proof
from trunkload.web.served_report import served
from trunkload.web.visit import Visit


async def show_report(visit: Visit) -> Response:
    """One page of it, with the way back above; without personal data for readers."""
    record = visit.import_
    asked = ASKED.fullmatch(visit.request.path_params["page"])
    if asked is None:
        return notice(visit, HTTPStatus.NOT_FOUND, "nothing_here_title", "nothing_here")
    if asked["masked"] is None and not visit.sees_people:
        return to(visit, f"/imports/{record.id}/{FIRST_MASKED}")
    if await _is_being_written(visit):
        return to(visit, f"/imports/{record.id}")
    number = int(asked["number"] or 1)
    key = await _key_to_show(visit, number, is_masked=asked["masked"] is not None)
    if key is None:
        return notice(visit, HTTPStatus.NOT_FOUND, "nothing_here_title", "no_report")
    content = await visit.site.aside(lambda: visit.site.house.files.open(key))
    proven = content.replace(PROOF_PLACE, f'<input type=hidden name=proof value="{form_proof(visit.token)}">'.encode())
    return with_language(visit, served(proven, fragment(visit, "bar.html", record=record)))


async def _is_being_written(visit: Visit) -> bool:
    """The report of before is gone, and the new one is not there yet."""
    if await _lies_there(visit, page_key(visit.import_.id)):
        return False
    job = await job_of(visit)
    return job is not None and job.ended_at is None


async def is_written(visit: Visit) -> bool:
    """A report whose writing was broken off is written now."""
    record = visit.import_
    if await _lies_there(visit, page_key(record.id)):
        return True
    if not record.rows or not await _lies_there(visit, upload_key(record.id)):
        return False
    await visit.site.workshop.beside(work.write_report, record.id)
    return True


async def _key_to_show(visit: Visit, number: int, *, is_masked: bool) -> str | None:
    """Where the page lies; one that is not kept is made when it is asked for first. None where there is none."""
    record, lang = visit.import_, visit.lang
    kept = page_key(record.id, number)
    if not await is_written(visit) or not await _lies_there(visit, kept):
        return None
    is_live = not is_masked and visit.sees_people and may_change(record)
    first = FIRST_MASKED if is_masked else FIRST_LIVE if is_live else FIRST
    key = page_key(record.id, number, first, None if lang == record.lang else lang)
    if key == kept or await _lies_there(visit, key):
        return key
    made = await visit.site.workshop.beside(work.write_page, record.id, number, first, lang)
    return key if made else None


async def _lies_there(visit: Visit, key: str) -> bool:
    return await visit.site.aside(lambda: visit.site.house.files.exists(key))
