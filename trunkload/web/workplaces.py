"""Knows the page of one workplace: it is changed or removed by an import of one row, approved like any other."""

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Final

from starlette.responses import Response

from trunkload.flows.overview_asked import Asked
from trunkload.inventory.account_words import NumberState, Package
from trunkload.web import account_desk
from trunkload.web.account_values import WorkplaceShown
from trunkload.web.answers import notice, page
from trunkload.web.desk import Done
from trunkload.web.paging import page_asked
from trunkload.web.plans import begun, stopped
from trunkload.web.texts import say
from trunkload.web.visit import Visit

LONGEST: Final = 200
NUMBER, START, MOBILE, NO_MOBILE = "phone_number", "activation_date", "mobile", "auth_without_mobile"
"""Columns of a sheet."""


async def show_workplace(visit: Visit) -> Response:
    return await _shown(visit)


async def show_choice(visit: Visit) -> Response:
    """All numbers of its trunk to choose another from; those that somebody has are there, and cannot be chosen."""
    shown = await account_desk.workplace(visit, _id(visit))
    if not isinstance(shown, WorkplaceShown):
        return _none(visit, shown)
    asked = Asked(trunk=shown.line.trunk, sought=visit.form.get("sought", "").strip()[:LONGEST])
    state = visit.form.get("state", "")
    asked = replace(asked, state=state if state in list(NumberState) else "")
    at = page_asked(visit)
    found = await account_desk.numbers(visit, asked, at)
    if isinstance(found, Done):
        return stopped(visit, found)
    return page(visit, "workplace_number.html", shown=shown, found=found, asked=asked, at=at)


async def change_workplace(visit: Visit) -> Response:
    """Plans what is another one in the form than the carrier has; orders nothing."""
    shown = await account_desk.workplace(visit, _id(visit))
    if not isinstance(shown, WorkplaceShown):
        return _none(visit, shown)
    wishes = wishes_of(shown.record, visit.form)
    if not wishes:
        return await _shown(visit, HTTPStatus.UNPROCESSABLE_ENTITY, why=say("workplace_same", visit.lang))
    if not all(wishes.values()):
        return await _shown(visit, HTTPStatus.UNPROCESSABLE_ENTITY, why=say("workplace_empty", visit.lang))
    return await begun(visit, await account_desk.change(visit, _id(visit), wishes | _start(visit)))


async def remove_workplace(visit: Visit) -> Response:
    """Plans its end; orders nothing."""
    return await begun(visit, await account_desk.remove(visit, _id(visit), _start(visit)))


def wishes_of(record: Mapping[str, str], form: Mapping[str, str]) -> dict[str, str]:
    """What a form asks for, by the columns of a sheet: what stands there as the carrier has it is not asked for. A
    mobile number that was deleted is one that there is no more."""
    typed = {name: form[name].strip()[:LONGEST] for name in record if name in form}
    wishes = {name: text for name, text in typed.items() if text != record[name]}
    if wishes.get(MOBILE) == "":
        wishes = {name: text for name, text in wishes.items() if name != MOBILE} | {NO_MOBILE: "yes"}
    return wishes | ({NUMBER: form[NUMBER]} if form.get(NUMBER) else {})


async def _shown(visit: Visit, status: HTTPStatus = HTTPStatus.OK, *, why: str = "") -> Response:
    shown = await account_desk.workplace(visit, _id(visit))
    if not isinstance(shown, WorkplaceShown):
        return _none(visit, shown)
    typed = {name: visit.form.get(name, value) for name, value in shown.record.items()}
    packages = tuple(one.value for one in Package)
    return page(visit, "workplace.html", status, shown=shown, typed=typed, packages=packages, why=why)


def _none(visit: Visit, done: Done | None) -> Response:
    if done is not None:
        return stopped(visit, done)
    return notice(visit, HTTPStatus.NOT_FOUND, "nothing_here_title", "no_such_workplace")


def _id(visit: Visit) -> str:
    return str(visit.request.path_params["workplace_id"])


def _start(visit: Visit) -> dict[str, str]:
    start = visit.form.get(START, "").strip()[:LONGEST]
    return {START: start} if start else {}
