"""Writes a page of a report when somebody asks for it otherwise than it is kept: in another language, without personal
data, or to work in."""

from dataclasses import dataclass, replace
from typing import Final

from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.kept_keys import page_key
from trunkload.flows.reporting import report_key
from trunkload.flows.stored import corrections_of, known_import
from trunkload.flows.stored_report import stored_report
from trunkload.flows.wiring import House
from trunkload.reports.build_corrections import correction_views
from trunkload.reports.build_view import build_page
from trunkload.reports.copied_pages import linked_as
from trunkload.reports.live_view import LiveView
from trunkload.reports.masking.mask import masked
from trunkload.reports.page import render_page
from trunkload.reports.page_names import FIRST_LIVE, FIRST_MASKED
from trunkload.storage.database import reading
from trunkload.validation.language import Lang

TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class AskedPage:
    """`first`: what the first page of such a report is called, one of `reports.page_names`."""

    import_id: str
    number: int
    first: str
    lang: Lang


def write_asked(house: House, asked: AskedPage) -> bool:
    """It lies under its own key until the report is written anew; False where the report has fewer pages.

    A page of a report that is written anew meanwhile is not kept, but made again of that. Raises as `stored_report`.
    """
    with reading(house.ledger) as conn:
        own = Lang(known_import(conn, asked.import_id).lang)
    key = page_key(asked.import_id, asked.number, asked.first, None if asked.lang is own else asked.lang)
    for _ in range(TRIES):
        before = _kept(house, asked.import_id)
        page = _rendered(house, asked)
        if page is None:
            return False
        house.files.save(key, page)
        if _kept(house, asked.import_id) == before:
            return True
        house.files.delete(key)
    raise Stopped(StopCode.CONTENDED)


def _kept(house: House, import_id: str) -> bytes | None:
    """The page that is written anew first; who does so clears away whatever was made of the one before."""
    key = report_key(import_id)
    return house.files.open(key) if house.files.exists(key) else None


def _rendered(house: House, asked: AskedPage) -> bytes | None:
    about = stored_report(house, asked.import_id, asked.lang)
    view = build_page(masked(about) if asked.first == FIRST_MASKED else about, asked.number)
    if view is None:
        return None
    if asked.first == FIRST_LIVE:
        with reading(house.ledger) as conn:
            made = corrections_of(conn, known_import(conn, asked.import_id)).made
        view = replace(view, live=LiveView(correction_views(made, about.checked.sheet, about.lang)))
    page = render_page(view).encode()
    return linked_as(page, FIRST_MASKED.removesuffix(".html")) if asked.first == FIRST_MASKED else page
