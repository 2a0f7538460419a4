"""Knows the names of the work that other processes do; what is heavy is loaded there, never in the page itself."""

import os
from typing import Final

from trunkload.settings import Settings

HEAVY = "trunkload.web.heavy_work"
"""Loaded once in the process that the others are made from."""


WAY: Final = 15
"""Steps of niceness; what such a process starts, the reader of workbooks too, has it as well."""


def begin_work(settings: Settings, gives_way: bool) -> None:
    """`gives_way`: whatever else wants the processor has it first."""
    if gives_way:
        os.nice(WAY)
    from trunkload.web import heavy_work  # noqa: PLC0415 - pandas and all that, like all below

    heavy_work.begin_work(settings)


def warm_up() -> None:
    """Nothing: the process is there then."""


def carry(import_id: str) -> None:
    from trunkload.web import heavy_work  # noqa: PLC0415

    heavy_work.carry(import_id)


def mask(import_id: str) -> None:
    from trunkload.web import heavy_work  # noqa: PLC0415

    heavy_work.mask(import_id)


def make_template(lang: str) -> bytes:
    from trunkload.web import heavy_work  # noqa: PLC0415

    return heavy_work.make_template(lang)
