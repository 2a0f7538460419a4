"""Knows the pages where numbers are entered that the carrier does not tell: a range by hand, or a spreadsheet."""

from http import HTTPStatus
from typing import Final, cast

from starlette.responses import Response

from trunkload.inventory.account_words import NumberState
from trunkload.web.account_values import By
from trunkload.web.answers import page
from trunkload.web.desk import Done
from trunkload.web.number_values import Places, SentNumbers, Typed
from trunkload.web.plans import stopped, why_stopped
from trunkload.web.texts import say
from trunkload.web.visit import Visit

LONGEST: Final = 200
FIELDS: Final = ("number", "trunk", "site", "switchboard", "state", "holder", "note", "available_from")
"""Of an entry, as a spreadsheet of numbers has them."""

STATES: Final = tuple(
    one.value
    for one in (NumberState.FREE, NumberState.ASSIGNED, NumberState.BLOCKED, NumberState.FUNCTION, NumberState.FUTURE)
)
"""In which somebody may enter numbers."""


async def show_forms(visit: Visit) -> Response:
    return await _forms(visit)


async def add(visit: Visit) -> Response:
    """A number or a range: all of it, or what is wrong with it."""
    typed = {name: visit.form.get(name, "").strip()[:LONGEST] for name in FIELDS}
    if not typed["number"]:
        return await _forms(visit, HTTPStatus.UNPROCESSABLE_ENTITY, why=(say("enter_what", visit.lang),))
    return await _told(visit, await visit.site.desk.ask("add_numbers", Typed(typed, By(visit.login, visit.lang))))


async def import_file(visit: Visit) -> Response:
    """All numbers of a spreadsheet, or every cell that is wrong; the file itself is kept nowhere."""
    if visit.file is None:
        return await _forms(visit, HTTPStatus.UNPROCESSABLE_ENTITY, why=(say("no_file", visit.lang),))
    sent, trunk = visit.file, visit.form.get("trunk", "").strip()[:LONGEST]
    content = await visit.site.aside(sent.content.read)
    only_look, by = bool(visit.form.get("only_look")), By(visit.login, visit.lang)
    done = await visit.site.desk.ask("import_numbers", SentNumbers(sent.name, content, trunk, only_look, by))
    return await _told(visit, done)


async def _told(visit: Visit, done: object) -> Response:
    told = cast("Done", done)
    if not told.stop:
        return await _forms(visit, said=told.lines)
    lines = told.lines or (say(why_stopped(told, visit), visit.lang),)
    return await _forms(visit, HTTPStatus.UNPROCESSABLE_ENTITY, why=lines)


async def _forms(
    visit: Visit, status: HTTPStatus = HTTPStatus.OK, *, why: tuple[str, ...] = (), said: tuple[str, ...] = ()
) -> Response:
    places = cast("Places | Done", await visit.site.desk.ask("number_places"))
    if isinstance(places, Done):
        return stopped(visit, places)
    limits = visit.site.house.settings.limits
    typed = {} if said else visit.form
    told = {"why": why, "said": said, "typed": typed, "states": STATES, "limits": limits}
    return page(visit, "new_numbers.html", status, places=places, **told)
