"""Knows what a worker process does for a sheet that waits for somebody to say what its columns hold."""

from trunkload.flows.changeable import Chosen
from trunkload.flows.failures import Stopped
from trunkload.flows.rescuing import choose_columns, give_up_waiting, waiting_sheet
from trunkload.flows.wiring import House
from trunkload.intake.refusal import Refused
from trunkload.validation.language import Lang
from trunkload.validation.wording import Surface, Words, words_of_refusal
from trunkload.web.heavy_changes import column_shown
from trunkload.web.shown import SheetShown


def sheet_waiting(house: House, import_id: str) -> SheetShown:
    """Of a sheet that waits for somebody to say what its columns mean. Raises StorageError, Stopped and Refused."""
    seen = waiting_sheet(house, import_id)
    return SheetShown(seen.sheet, seen.header_row, seen.is_certain, tuple(map(column_shown, seen.columns)))


def choose(house: House, import_id: str, chosen: Chosen, who: str, lang: Lang) -> Words | None:
    """None where it takes its turn again, or somebody else was faster; else why it cannot be read so."""
    try:
        choose_columns(house, import_id, chosen, who)
    except Refused as refused:
        return words_of_refusal(refused, lang, Surface.PAGE)
    except Stopped:
        return None
    return None


def give_up(house: House, import_id: str, who: str) -> bool:
    """False where it waits no more."""
    try:
        give_up_waiting(house, import_id, who)
    except Stopped:
        return False
    return True
