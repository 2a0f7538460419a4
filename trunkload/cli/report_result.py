"""Writes the workbook of the result: the rows as they were sent, and how each ended."""

from pathlib import Path

from trunkload.cli.imports_at_hand import record_of
from trunkload.cli.refusal import Refusal, WrongCall
from trunkload.cli.report_asked import Asked
from trunkload.cli.result_words import worded_result
from trunkload.cli.say import say
from trunkload.cli.written import write_out
from trunkload.flows.results import SUBMITTED, result_of_import
from trunkload.flows.wiring import House
from trunkload.reports.workbook.result import write_result
from trunkload.validation.language import Lang


def result_book(house: House, asked: Asked, lang: Lang) -> str:
    """Without `out` it is written here, under the import's id. Raises Refusal before anything was sent to the
    carrier."""
    if asked.out is not None and asked.out.suffix.lower() != ".xlsx":
        raise WrongCall("report_other_suffix", file=asked.out.name, suffix=".xlsx")
    state = record_of(house, asked.import_id).state
    if state not in SUBMITTED:
        raise Refusal("report_no_result", id=asked.import_id, state=say(f"state_{state.value}", lang))
    found = result_of_import(house, asked.import_id)
    out = Path(f"{asked.import_id}-result.xlsx") if asked.out is None else asked.out
    write_out(out, write_result(found.checked.sheet, worded_result(found, lang)), lang)
    return str(out)
