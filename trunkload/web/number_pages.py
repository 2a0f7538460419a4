"""Knows the pages that tell of numbers over time: what became of one, and how long those of each trunk last."""

from http import HTTPStatus
from typing import Final, cast

from starlette.responses import Response

from trunkload.web.answers import page
from trunkload.web.desk import Done
from trunkload.web.number_values import Lasts, Life
from trunkload.web.plans import stopped
from trunkload.web.texts import say
from trunkload.web.visit import Visit

LONGEST: Final = 100


async def show_life(visit: Visit) -> Response:
    """Of the number that was sent by POST: it stands in no address."""
    typed = visit.form.get("number", "").strip()[:LONGEST]
    if not typed:
        return page(visit, "number_life.html", life=None, typed="", why="")
    life = cast("Life | Done | None", await visit.site.desk.ask("number_life", typed, visit.lang, visit.sees_people))
    if isinstance(life, Done):
        return stopped(visit, life)
    status = HTTPStatus.OK if life is not None else HTTPStatus.UNPROCESSABLE_ENTITY
    why = "" if life is not None else say("no_such_number", visit.lang)
    return page(visit, "number_life.html", status, life=life, typed=typed, why=why)


async def show_lasts(visit: Visit) -> Response:
    found = cast("Lasts | Done", await visit.site.desk.ask("numbers_last", visit.lang))
    return stopped(visit, found) if isinstance(found, Done) else page(visit, "numbers_last.html", found=found)
