"""The command `verify`: what of an import is at the carrier no longer as it was ordered."""

import json

import typer

from trunkload.cli.exits import NEEDS_FIXING, READY
from trunkload.cli.handover_files import tell_not_compared
from trunkload.cli.imports_at_hand import house_in
from trunkload.cli.say import say, say_count
from trunkload.cli.table import print_table
from trunkload.flows.verify_words import difference_lines
from trunkload.flows.verifying import Verification, verify_import
from trunkload.reports.notation import count_text, moment_text
from trunkload.validation.language import Lang


def run_verify(import_id: str, lang: str | None, *, as_json: bool) -> int:
    """Exit code 0 where every workplace is as ordered, 1 where one has drifted."""
    house, spoken = house_in(lang)
    verification = verify_import(house, import_id)
    if as_json:
        typer.echo(json.dumps(_document(verification), ensure_ascii=False, indent=1))
    else:
        _tell(verification, spoken)
        if house.settings.carrier.kind == "handover":
            tell_not_compared(house, import_id, spoken)
    return NEEDS_FIXING if verification.drifted else READY


def _tell(verification: Verification, lang: Lang) -> None:
    drifted = verification.drifted
    counts = {"n": count_text(verification.compared, lang)}
    counts["same"] = count_text(verification.compared - len(drifted), lang)
    when = moment_text(verification.looked_at.astimezone(), lang)
    typer.echo(say("verified", lang, id=verification.import_id, time=when, **counts))
    others = [one for one in verification.rows if one.changed_by is not None]
    if others:
        imports = ", ".join(dict.fromkeys(str(one.changed_by) for one in others))
        typer.echo(say_count("verified_changed", len(others), lang, imports=imports))
    if drifted:
        lines = [line for one in drifted for line in difference_lines(one, lang)]
        print_table(say("columns_verify", lang).split("|"), lines)


def _document(verification: Verification) -> dict[str, object]:
    return {
        "import_id": verification.import_id,
        "looked_at": verification.looked_at.isoformat(),
        "compared": verification.compared,
        "drifted": len(verification.drifted),
        "rows": [
            {
                "row": one.item.row,
                "number": one.item.number,
                "username": one.item.username,
                "verdict": one.verdict,
                "changed_by": one.changed_by,
                "differences": [
                    {"name": told.name, "ordered": told.ordered, "found": told.found} for told in one.differences
                ],
            }
            for one in verification.rows
        ],
    }
