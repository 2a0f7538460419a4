"""Knows what lies beside a file that arrived and is done with: its report, and the workbook where rows need fixing."""

from collections.abc import Iterator
from dataclasses import replace

from trunkload.flows.marking import Wanted, marked_book
from trunkload.flows.refusals import read_refusal
from trunkload.flows.reporting import keys_of_pages, report_key
from trunkload.flows.wiring import House
from trunkload.intake.refusal import RefusalCode
from trunkload.intake.sheet import Upload
from trunkload.intake.upload import upload_of
from trunkload.notify.night_texts import NIGHT_TEXTS
from trunkload.orders.arrival import ArrivalOutcome
from trunkload.reports.build_view import build_refusal
from trunkload.reports.copied_pages import linked_as
from trunkload.reports.page import render_page
from trunkload.storage.arrivals import Arrival
from trunkload.storage.inbox import Claim, Inbox

SHOWN_DIGITS = 8
"""Of an arrival's id, in the name of a file that has no import."""


def lay_aside(house: House, inbox: Inbox, claim: Claim, arrival: Arrival) -> None:
    """Into `done` or `refused`, under the import's id; run again, it lays the same there. Raises as `marked_book`."""
    own_import = arrival.import_id if arrival.outcome is not ArrivalOutcome.SAME else None
    label = own_import or f"{arrival.arrived_at.astimezone().date()}-{arrival.id[:SHOWN_DIGITS]}"
    match arrival.outcome:
        case ArrivalOutcome.REFUSED:
            inbox.finish(claim, "refused", label, {"report.html": _refusal_page(house, inbox, claim, arrival)})
        case ArrivalOutcome.SAME:
            inbox.finish(claim, "done", label, {"note.txt": _note(house, arrival)})
        case _:
            inbox.finish(claim, "done", label, dict(_beside(house, arrival, label)))


def _beside(house: House, arrival: Arrival, label: str) -> Iterator[tuple[str, bytes]]:
    import_id = str(arrival.import_id)
    for key in keys_of_pages(house.files, report_key(import_id)):
        yield key.rpartition("/")[2], linked_as(house.files.open(key), f"{label}-report")
    if arrival.outcome is not ArrivalOutcome.NEEDS_FIXING:
        return
    for wanted in Wanted:
        book = marked_book(house, import_id, wanted, house.settings.language)
        if book.content is not None:
            yield f"{wanted.value}{book.suffix}", book.content


def _refusal_page(house: House, inbox: Inbox, claim: Claim, arrival: Arrival) -> bytes:
    """A file that is too large to be read, or could not be, has no hash."""
    refused = read_refusal(arrival.why)
    is_large = claim.size > house.settings.limits.upload_bytes
    is_read = not is_large and refused.code is not RefusalCode.TRIED_TOO_OFTEN
    upload = upload_of(arrival.name, inbox.open(claim)) if is_read else Upload(arrival.name, b"", "")
    view = build_refusal(upload, refused, arrival.ended_at or house.clock(), house.settings.language)
    return render_page(replace(view, file=replace(view.file, size=claim.size))).encode()


def _note(house: House, arrival: Arrival) -> bytes:
    lang = house.settings.language
    return NIGHT_TEXTS[lang].same_note.format(file=arrival.name, id=arrival.import_id).encode()
