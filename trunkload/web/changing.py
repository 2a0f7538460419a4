"""Knows what people change in a report: cells, suggestions, what words and columns mean; each is checked at once."""

import re
from http import HTTPStatus
from typing import Final

from starlette.responses import Response

from trunkload.flows.changeable import Change, may_change
from trunkload.intake.choices import Decision
from trunkload.intake.fields import STAFF_COLUMNS
from trunkload.reports.page_names import FIRST
from trunkload.web import work
from trunkload.web.answers import notice, to
from trunkload.web.making_changes import make
from trunkload.web.rescuing import choose_waiting, columns_chosen, waits
from trunkload.web.visit import Visit

ADDRESS: Final = re.compile(r"(?P<column>[A-Z]{1,3})(?P<row>[1-9][0-9]{0,6})")
CELL: Final = "cell-"
TYPED: Final = "typed-"
"""Fields of our forms begin so: what is in a cell now, and what the person saw there."""

LONGEST: Final = 200
"""Characters of a word that is decided about."""


async def change_cells(visit: Visit) -> Response:
    """Of one cell what was suggested or stood there before (`take`), or of a row all that reads otherwise now."""
    form, told = visit.form, {}
    if "take" in form:
        address, _, text = form["take"].partition("=")
        told[address] = text
    for name, text in form.items():
        if name.startswith(CELL) and text != form.get(TYPED + name.removeprefix(CELL)):
            told[name.removeprefix(CELL)] = text
    places = {address: ADDRESS.fullmatch(address) for address in told}
    longest = visit.site.house.settings.limits.cell_characters
    seen = form.get("seen", "0")
    if None in places.values() or not seen.isdecimal() or any(len(text) > longest for text in told.values()):
        return notice(visit, HTTPStatus.BAD_REQUEST, "not_done_title", "look_anew")
    cells = {(int(at["row"]), at["column"]): told[address] or None for address, at in places.items() if at is not None}
    rows = {row for row, _ in cells}
    place = f"#row-{rows.pop()}" if len(rows) == 1 else ""
    return await _change(visit, Change(cells=cells, seen=int(seen)), f"{FIRST}{place}")


async def take_suggestions(visit: Visit) -> Response:
    """All of one code, or no more of it."""
    code, no_more = visit.form.get("code"), visit.form.get("no_more")
    change = Change(accept=(code,) if code else (), accept_no_more=(no_more,) if no_more else ())
    return await _change(visit, change, FIRST)


async def decide(visit: Visit) -> Response:
    """What a word means wherever it stands in its column, or that this is undecided again."""
    form = visit.form
    if form.get("undecided"):
        name, _, value = form["undecided"].partition(":")
        return await _change(visit, Change(undecided=((name, value),)), FIRST)
    name, value, new = (form.get(key, "").strip() for key in ("field", "value", "new"))
    if not (name or value or new):
        return to(visit, f"/imports/{visit.import_.id}/{FIRST}")
    if name not in STAFF_COLUMNS or not value or not new or len(new) > LONGEST:
        return notice(visit, HTTPStatus.BAD_REQUEST, "not_done_title", "look_anew")
    return await _change(visit, Change(decisions=(Decision(name, value, new),)), FIRST)


async def choose_columns(visit: Visit) -> Response:
    """Those that mean something else now than the person saw."""
    if await waits(visit):
        return await choose_waiting(visit)
    columns = columns_chosen(visit.form)
    if columns is None:
        return notice(visit, HTTPStatus.BAD_REQUEST, "not_done_title", "look_anew")
    return await _change(visit, Change(columns=columns), "columns" if not columns else FIRST)


async def _change(visit: Visit, change: Change, then: str) -> Response:
    """Checked again at once; the report is the new one then. Where it cannot be done, nothing has changed."""
    record = visit.import_
    if not may_change(record):
        return notice(visit, HTTPStatus.CONFLICT, "not_done_title", "not_changeable")
    if change.is_none:
        return to(visit, f"/imports/{record.id}/{then}")
    return await make(visit, work.change, change, visit.login, visit.lang, then=then)
