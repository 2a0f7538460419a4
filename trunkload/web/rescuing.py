"""Knows the page of a sheet that waits: what stood against it, and its columns to be chosen by whoever may send it."""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from starlette.responses import Response

from trunkload.flows.changeable import Chosen
from trunkload.intake.field_names import field_names
from trunkload.intake.fields import STAFF_COLUMNS
from trunkload.validation.wording import Words
from trunkload.web import work
from trunkload.web.answers import notice, page, to
from trunkload.web.imports import words_why
from trunkload.web.jobs import job_of
from trunkload.web.texts import say
from trunkload.web.visit import Visit

COLUMN: Final = "column-"
READ_AS: Final = "read-"
"""Fields of our forms begin so: what a column carries now, and what the person saw there."""

UNDECIDED: Final = "?"
NO_HEADER: Final = 0
ROW: Final = re.compile("[1-9][0-9]{0,6}")


async def waits(visit: Visit) -> bool:
    """Whether the import's sheet is kept until somebody says what its columns mean."""
    job = await job_of(visit)
    return job is not None and job.waits_for_person


async def show_waiting(visit: Visit) -> Response:
    return await _shown(visit)


async def choose_waiting(visit: Visit) -> Response:
    """It takes its turn like any upload; where it cannot be read so, the choice stands there again with the reason."""
    form, record, site = visit.form, visit.import_, visit.site
    columns = columns_chosen(form)
    row, header = form.get("header_row", ""), form.get("header", "")
    if columns is None or (row and not ROW.fullmatch(row)):
        return notice(visit, HTTPStatus.BAD_REQUEST, "not_done_title", "look_anew")
    if row and header not in {"headers", "person"}:
        words = Words(say("header_unsaid", visit.lang, row=row), say("header_unsaid_fix", visit.lang))
        return await _shown(visit, words)
    header_row = None if not row else int(row) if header == "headers" else NO_HEADER
    chosen = Chosen(columns, header_row, form.get("sheet") or None)
    against = await site.workshop.beside(work.choose_columns, record.id, chosen, visit.login, visit.lang)
    if against is not None:
        return await _shown(visit, against)
    await site.workshop.start_import(record.id)
    return to(visit, f"/imports/{record.id}")


async def give_up(visit: Visit) -> Response:
    """Nothing of the file is kept then."""
    if not await visit.site.workshop.beside(work.give_up, visit.import_.id, visit.login):
        return notice(visit, HTTPStatus.CONFLICT, "not_done_title", "not_changeable")
    return to(visit, f"/imports/{visit.import_.id}")


def columns_chosen(form: Mapping[str, str]) -> dict[str, str] | None:
    """By letter those that mean something else than the person saw; None where that is no choice of our forms."""
    told = {name.removeprefix(COLUMN): text for name, text in form.items() if name.startswith(COLUMN)}
    columns = {letter: text for letter, text in told.items() if text not in {form.get(READ_AS + letter), UNDECIDED}}
    known = {"", *STAFF_COLUMNS}
    if not all(re.fullmatch("[A-Z]{1,3}", letter) and text in known for letter, text in columns.items()):
        return None
    return columns


async def _shown(visit: Visit, against: Words | None = None) -> Response:
    """`against`: what stands against the choice that was just made, and is shown again."""
    record, form = visit.import_, visit.form
    job = await job_of(visit)
    if job is None or not job.waits_for_person:
        return to(visit, f"/imports/{record.id}")
    shown = await visit.site.workshop.beside(work.sheet_waiting, record.id)
    return page(
        visit,
        "waiting.html",
        HTTPStatus.OK if against is None else HTTPStatus.UNPROCESSABLE_ENTITY,
        record=record,
        shown=shown,
        words=against or words_why(job, visit.lang),
        is_answer=against is not None,
        names=field_names(visit.lang.value),
        chosen={name.removeprefix(COLUMN): text for name, text in form.items() if name.startswith(COLUMN)},
        header=form.get("header", ""),
    )
