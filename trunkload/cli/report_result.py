"""Writes the workbook of the result where a person wants it."""

from pathlib import Path

from trunkload.cli.imports_at_hand import record_of
from trunkload.cli.refusal import Refusal, WrongCall
from trunkload.cli.report_asked import Asked
from trunkload.cli.say import say
from trunkload.cli.written import write_out
from trunkload.flows.result_book import result_book
from trunkload.flows.wiring import House
from trunkload.orders.states import SUBMITTED_IMPORT_STATES
from trunkload.validation.language import Lang


def write_result_book(house: House, asked: Asked, lang: Lang) -> str:
    """Without `out` it is written here, under the import's id. Raises Refusal before anything was sent to the
    carrier."""
    if asked.out is not None and asked.out.suffix.lower() != ".xlsx":
        raise WrongCall("report_other_suffix", file=asked.out.name, suffix=".xlsx")
    state = record_of(house, asked.import_id).state
    if state not in SUBMITTED_IMPORT_STATES:
        raise Refusal("report_no_result", id=asked.import_id, state=say(f"state_{state.value}", lang))
    out = Path(f"{asked.import_id}-result.xlsx") if asked.out is None else asked.out
    write_out(out, result_book(house, asked.import_id, lang), lang)
    return str(out)
