"""Knows the names of the work that other processes do; what is heavy is loaded there, never in the page itself."""

import multiprocessing
import os
from threading import Thread
from typing import Final

from trunkload.flows.changeable import Change, Chosen
from trunkload.settings import Settings
from trunkload.validation.language import Lang
from trunkload.validation.wording import Words
from trunkload.web.shown import Book, ColumnShown, RowShown, SheetShown

HEAVY = "trunkload.web.heavy_work"
"""Loaded once in the process that the others are made from."""


WAY: Final = 15
"""Steps of niceness; what such a process starts, the reader of workbooks too, has it as well."""


def begin_work(settings: Settings, gives_way: bool) -> None:
    """`gives_way`: whatever else wants the processor has it first."""
    if gives_way:
        os.nice(WAY)
    from trunkload.web import heavy_work  # noqa: PLC0415 - pandas and all that, like all below

    Thread(target=_end_with_the_page, daemon=True).start()
    heavy_work.begin_work(settings)


def _end_with_the_page() -> None:
    """However it ended: what is half done goes on when it is started again, and nobody does it twice."""
    page = multiprocessing.parent_process()
    if page is not None:
        page.join()
        os._exit(1)


def warm_up() -> None:
    """Nothing: the process is there then."""


def carry(import_id: str) -> None:
    from trunkload.web import heavy_work  # noqa: PLC0415

    heavy_work.carry(import_id)


def make_template(lang: str) -> bytes:
    from trunkload.web import heavy_work  # noqa: PLC0415

    return heavy_work.make_template(lang)


def order(import_id: str) -> None:
    from trunkload.web import heavy_work  # noqa: PLC0415

    heavy_work.order(import_id)


def go_on_with_all() -> None:
    from trunkload.web import heavy_work  # noqa: PLC0415

    heavy_work.look_after_all()


def at_desk(task: str, *told: object) -> object:
    from trunkload.web import heavy_work  # noqa: PLC0415

    return heavy_work.at_desk(task, *told)


def change(import_id: str, wanted: Change, who: str, lang: Lang) -> Words | None:
    from trunkload.web import heavy_changes, heavy_work  # noqa: PLC0415

    return heavy_changes.change(heavy_work.house(), import_id, wanted, who, lang)


def write_report(import_id: str) -> None:
    from trunkload.web import heavy_changes, heavy_work  # noqa: PLC0415

    heavy_changes.write_report(heavy_work.house(), import_id)


def write_page(import_id: str, number: int, first: str, lang: Lang) -> bool:
    from trunkload.web import heavy_changes, heavy_work  # noqa: PLC0415

    return heavy_changes.write_page(heavy_work.house(), import_id, number, first, lang)


def row_shown(import_id: str, row: int, lang: Lang) -> RowShown | None:
    from trunkload.web import heavy_changes, heavy_work  # noqa: PLC0415

    return heavy_changes.row_shown(heavy_work.house(), import_id, row, lang)


def columns_shown(import_id: str) -> tuple[ColumnShown, ...]:
    from trunkload.web import heavy_changes, heavy_work  # noqa: PLC0415

    return heavy_changes.columns_shown(heavy_work.house(), import_id)


def book(import_id: str, kind: str, lang: Lang) -> Book | None:
    from trunkload.web import heavy_changes, heavy_work  # noqa: PLC0415

    return heavy_changes.book(heavy_work.house(), import_id, kind, lang)


def sheet_waiting(import_id: str) -> SheetShown:
    from trunkload.web import heavy_rescuing, heavy_work  # noqa: PLC0415

    return heavy_rescuing.sheet_waiting(heavy_work.house(), import_id)


def choose_columns(import_id: str, chosen: Chosen, who: str, lang: Lang) -> Words | None:
    from trunkload.web import heavy_rescuing, heavy_work  # noqa: PLC0415

    return heavy_rescuing.choose(heavy_work.house(), import_id, chosen, who, lang)


def give_up(import_id: str, who: str) -> bool:
    from trunkload.web import heavy_rescuing, heavy_work  # noqa: PLC0415

    return heavy_rescuing.give_up(heavy_work.house(), import_id, who)
