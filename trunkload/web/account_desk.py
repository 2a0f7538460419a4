"""Knows what the desk's processes are asked about the account; whatever stood against it is a Done."""

from collections.abc import Mapping
from typing import cast

from trunkload.flows.overview_asked import Asked
from trunkload.inventory.account_words import Move
from trunkload.web.account_values import By, Contingents, Listed, NumberLine, WorkplaceLine, WorkplaceShown
from trunkload.web.desk import Done
from trunkload.web.visit import Visit


async def numbers(visit: Visit, asked: Asked, page: int) -> Listed[NumberLine] | Done:
    return cast("Listed[NumberLine] | Done", await visit.site.desk.ask("numbers", asked, page, visit.lang))


async def workplaces(visit: Visit, asked: Asked, page: int) -> Listed[WorkplaceLine] | Done:
    return cast("Listed[WorkplaceLine] | Done", await visit.site.desk.ask("workplaces", asked, page, visit.lang))


async def contingents(visit: Visit, sought: str) -> Contingents | Done:
    return cast("Contingents | Done", await visit.site.desk.ask("contingents", visit.lang, sought))


async def workplace(visit: Visit, workplace_id: str) -> WorkplaceShown | Done | None:
    """None where there is none of this id that can be changed."""
    return cast("WorkplaceShown | Done | None", await visit.site.desk.ask("workplace", workplace_id, visit.lang))


async def change(visit: Visit, workplace_id: str, wishes: Mapping[str, str]) -> Done:
    return cast("Done", await visit.site.desk.ask("change", workplace_id, wishes, _by(visit)))


async def remove(visit: Visit, workplace_id: str, wishes: Mapping[str, str]) -> Done:
    return cast("Done", await visit.site.desk.ask("remove", workplace_id, wishes, _by(visit)))


async def move(visit: Visit, typed: str, wanted: Move, why: str) -> Done:
    return cast("Done", await visit.site.desk.ask("move", typed, wanted.value, why, _by(visit)))


async def reserve(visit: Visit, base: str, extensions: str, purpose: str) -> Done:
    return cast("Done", await visit.site.desk.ask("reserve", base, extensions, purpose, _by(visit)))


async def file(visit: Visit, task: str, *told: object) -> bytes | Done:
    """What a task makes that ends in `_file`."""
    return cast("bytes | Done", await visit.site.desk.ask(task, *told))


def _by(visit: Visit) -> By:
    return By(visit.login, visit.lang)
