"""Knows the pages of numbers, workplaces and contingents: looked at, searched, downloaded, numbers moved by hand."""

from http import HTTPStatus
from typing import Final
from urllib.parse import urlencode

from starlette.responses import Response

from trunkload.flows.overview_asked import Asked
from trunkload.inventory.account_words import Move, NumberState, Package
from trunkload.web import account_desk
from trunkload.web.answers import page
from trunkload.web.desk import Done
from trunkload.web.downloads import download, kind_asked
from trunkload.web.paging import page_asked
from trunkload.web.plans import stopped, why_stopped
from trunkload.web.telling_once import done, forgotten, told
from trunkload.web.texts import say
from trunkload.web.visit import ORDERERS, Visit

LONGEST: Final = 100
"""Characters of what is sought, or of a reason."""

STATES: Final = ("active", "changing", "planned")

KEPT: Final = ("trunk", "site", "state")
"""What is nobody's and may stand in an address."""


async def show_numbers(visit: Visit) -> Response:
    said = told(visit)
    shown = await _numbers(visit, said=said)
    return forgotten(visit, shown) if said else shown


async def move_numbers(visit: Visit) -> Response:
    """Block, release or remove: all that were named, or none."""
    typed, why = _typed(visit, "range"), _typed(visit, "why")
    wanted = visit.form.get("move", "")
    if wanted not in list(Move) or not typed:
        return await _numbers(visit, HTTPStatus.UNPROCESSABLE_ENTITY, why=(say("move_what", visit.lang),))
    if wanted == Move.BLOCK and not why:
        return await _numbers(visit, HTTPStatus.UNPROCESSABLE_ENTITY, why=(say("move_why", visit.lang),))
    return await _moved(visit, await account_desk.move(visit, typed, Move(wanted), why))


async def reserve_numbers(visit: Visit) -> Response:
    """Keep extensions of a block back."""
    base, extensions, purpose = (_typed(visit, name) for name in ("base", "extensions", "purpose"))
    if not (base and extensions and purpose):
        return await _numbers(visit, HTTPStatus.UNPROCESSABLE_ENTITY, why=(say("reserve_what", visit.lang),))
    return await _moved(visit, await account_desk.reserve(visit, base, extensions, purpose))


async def show_workplaces(visit: Visit) -> Response:
    asked, at = asked_of(visit), page_asked(visit)
    found = await account_desk.workplaces(visit, asked, at)
    if isinstance(found, Done):
        return stopped(visit, found)
    packages = tuple(one.value for one in Package)
    told = {"asked": asked, "at": at, "may_change": bool(visit.roles & ORDERERS)}
    return page(visit, "workplaces.html", HTTPStatus.OK, found=found, states=STATES, packages=packages, **told)


async def show_contingents(visit: Visit) -> Response:
    """Their names are nobody's, and may stand in an address."""
    sought = visit.request.query_params.get("sought", "").strip()[:LONGEST]
    found = await account_desk.contingents(visit, sought)
    if isinstance(found, Done):
        return stopped(visit, found)
    return page(visit, "contingents.html", found=found, sought=sought)


async def download_numbers(visit: Visit) -> Response:
    return await _file(visit, "numbers", asked_of(visit), kind_asked(visit))


async def download_workplaces(visit: Visit) -> Response:
    return await _file(visit, "workplaces", asked_of(visit), kind_asked(visit))


async def download_contingents(visit: Visit) -> Response:
    return await _file(visit, "contingents", visit.lang, _typed(visit, "sought"), kind_asked(visit))


def asked_of(visit: Visit) -> Asked:
    """What is sought comes by POST only: names and numbers stand in no address, no history and no log."""
    told = visit.form if visit.request.method == "POST" else visit.request.query_params
    named = {name: told.get(name, "")[:LONGEST] for name in ("trunk", "site", "state", "package")}
    return Asked(**named, sought=_typed(visit, "sought"), sees_people=visit.sees_people)


def _typed(visit: Visit, name: str) -> str:
    return visit.form.get(name, "").strip()[:LONGEST]


async def _numbers(
    visit: Visit, status: HTTPStatus = HTTPStatus.OK, *, why: tuple[str, ...] = (), said: tuple[str, ...] = ()
) -> Response:
    asked, at = asked_of(visit), page_asked(visit)
    found = await account_desk.numbers(visit, asked, at)
    if isinstance(found, Done):
        return stopped(visit, found)
    more = {"asked": asked, "at": at, "may_move": bool(visit.roles & ORDERERS), "why": why, "said": said}
    states = tuple(one.value for one in NumberState)
    return page(visit, "numbers.html", status, found=found, states=states, typed=visit.form, **more)


async def _moved(visit: Visit, moved: Done) -> Response:
    """The list as it is then, below what was done or what stood against it."""
    if not moved.stop:
        kept = {name: visit.form[name] for name in KEPT if visit.form.get(name)}
        return done(visit, f"/numbers?{urlencode(kept)}" if kept else "/numbers", moved.lines)
    lines = moved.lines or (say(why_stopped(moved, visit), visit.lang),)
    return await _numbers(visit, HTTPStatus.CONFLICT, why=lines)


async def _file(visit: Visit, name: str, *told: object) -> Response:
    content = await account_desk.file(visit, f"{name}_file", *told)
    return stopped(visit, content) if isinstance(content, Done) else download(content, name, kind_asked(visit))
