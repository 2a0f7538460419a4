"""The command `report --result`: a workbook of the rows as they were sent, and how each ended."""

from pathlib import Path

import typer

from trunkload.cli.exits import READY, UNUSABLE
from trunkload.cli.imports_at_hand import house_in, record_of
from trunkload.cli.refusal import Refusal, WrongCall
from trunkload.cli.result_words import result_of
from trunkload.cli.say import say
from trunkload.flows.commands import from_here
from trunkload.flows.importing import upload_key
from trunkload.flows.outcomes import SUBMITTED, outcomes_of
from trunkload.intake.refusal import Refused
from trunkload.reports.workbook.result import write_result
from trunkload.validation.wording import words_of_refusal


def run_result(import_id: str, out: Path | None, lang: str | None, *, is_xlsx: bool, to_fix: bool) -> int:
    """Without `out` it is written here, under the import's id. Exit code 3 before anything was sent to the carrier, 2
    where the upload cannot be read any more."""
    if to_fix:
        raise WrongCall("report_result_alone")
    if not is_xlsx:
        raise WrongCall("report_result_is_xlsx")
    if out is not None and out.suffix.lower() != ".xlsx":
        raise WrongCall("report_other_suffix", file=out.name, suffix=".xlsx")
    house, spoken = house_in(lang)
    record = record_of(house, import_id)
    if record.state not in SUBMITTED:
        raise Refusal("report_no_result", id=import_id, state=say(f"state_{record.state.value}", spoken))
    if not house.files.exists(upload_key(import_id)):
        raise Refusal("report_no_upload", id=import_id)
    try:
        found = outcomes_of(house, import_id)
    except Refused as refused:
        words = words_of_refusal(refused, spoken)
        typer.echo(say("refused", spoken, file=record.file_name, message=words.message, fix=words.fix), err=True)
        return UNUSABLE
    content = write_result(found.judged.checked.sheet, result_of(found, record, spoken))
    place = Path(f"{import_id}-result.xlsx") if out is None else out
    try:
        place.write_bytes(content)
    except OSError:
        raise Refusal("report_not_written", file=str(place)) from None
    typer.echo(say("report_at", spoken, path=from_here(place)))
    return READY
