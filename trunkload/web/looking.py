"""Knows the pages beside a report: one row with all its cells, the columns with their first values, the workbooks."""

import re
from http import HTTPStatus
from typing import Final

from starlette.responses import Response

from trunkload.flows.changeable import may_change
from trunkload.intake.field_names import field_names
from trunkload.orders.states import SUBMITTED_IMPORT_STATES
from trunkload.storage.imports import ImportRecord
from trunkload.web import work
from trunkload.web.answers import notice, page
from trunkload.web.rescuing import show_waiting, waits
from trunkload.web.shown import RESULT
from trunkload.web.visit import Visit

BOOKS: Final = (RESULT, "checked", "to-fix", "by-site")
ROW: Final = re.compile("[1-9][0-9]{0,6}")


async def show_row(visit: Visit) -> Response:
    """All cells of one row to be changed, with what there is to say of each."""
    record, row = visit.import_, visit.request.path_params["row"]
    shown = None
    if ROW.fullmatch(row):
        shown = await visit.site.workshop.beside(work.row_shown, record.id, int(row), visit.lang)
    if shown is None:
        return notice(visit, HTTPStatus.NOT_FOUND, "nothing_here_title", "no_such_row")
    longest = visit.site.house.settings.limits.cell_characters
    return page(visit, "row.html", record=record, shown=shown, may_change=may_change(record), longest=longest)


async def show_columns(visit: Visit) -> Response:
    """How each header was understood; what is chosen otherwise is remembered for sheets like this."""
    if await waits(visit):
        return await show_waiting(visit)
    record = visit.import_
    columns = await visit.site.workshop.beside(work.columns_shown, record.id)
    names = field_names(visit.lang.value)
    return page(visit, "columns.html", record=record, columns=columns, names=names, may_change=may_change(record))


async def show_files(visit: Visit) -> Response:
    """What there is to download, and the way to send the sheet again."""
    return page(visit, "files.html", record=visit.import_, books=books_of(visit.import_))


def books_of(record: ImportRecord) -> tuple[str, ...]:
    """What became of the rows is there as soon as something of it was sent to the carrier."""
    return BOOKS if record.state in SUBMITTED_IMPORT_STATES else tuple(one for one in BOOKS if one != RESULT)


async def download(visit: Visit) -> Response:
    """A workbook made as the import stands now, in the language of the visit."""
    record, kind = visit.import_, visit.request.path_params["book"]
    if kind not in books_of(record):
        return notice(visit, HTTPStatus.NOT_FOUND, "nothing_here_title", "nothing_here")
    book = await visit.site.workshop.beside(work.book, record.id, kind, visit.lang)
    if book is None:
        return notice(visit, HTTPStatus.OK, "nothing_to_fix_title", "nothing_to_fix")
    headers = {"Content-Disposition": f'attachment; filename="{book.name}"'}
    return Response(book.content, media_type=book.kind, headers=headers)
