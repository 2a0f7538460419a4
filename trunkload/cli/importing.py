"""The command `import`: the story's first half, then what became of every row and what comes next."""

from collections.abc import Iterator
from pathlib import Path

import typer

from trunkload.cli.answer import Answer, read_or_refuse
from trunkload.cli.comparison import comparison_lines
from trunkload.cli.deciding import with_fitting
from trunkload.cli.exits import NEEDS_FIXING, READY, UNUSABLE
from trunkload.cli.kept import held_lines, kept_lines
from trunkload.cli.policy import policy_lines
from trunkload.cli.progress import steps_shown
from trunkload.cli.receipt import receipt_lines
from trunkload.cli.running_short import short_lines
from trunkload.cli.say import say, say_count
from trunkload.cli.spoken import settings_in
from trunkload.cli.strategies import refuse_unknown_trunks, strategy_lines
from trunkload.cli.summary import finding_lines, plan_lines
from trunkload.flows.by_prefect import prefect_runs
from trunkload.flows.checking import known_account
from trunkload.flows.commands import approve_command, shown_place
from trunkload.flows.importing import Imported, receive_upload
from trunkload.flows.reporting import keys_of_pages, report_key
from trunkload.flows.story import import_story
from trunkload.flows.wiring import House, open_house
from trunkload.intake.choices import AS_ASKED, Choices
from trunkload.intake.sheet import Upload
from trunkload.orders.states import ImportState
from trunkload.reports.check_json import check_document
from trunkload.storage.conflicts import conflicts_of
from trunkload.storage.database import reading
from trunkload.storage.imports import find_import
from trunkload.validation.codes import Code
from trunkload.validation.language import Lang

IMPORT_STEPS = 6


def run_import(file: Path, choices: Choices, lang: str | None, *, as_json: bool, report: Path | None) -> int:
    """Exit code: 0 every row ready, 1 some rows need fixing, 2 the file cannot be used."""
    answer = Answer(settings_in(lang), as_json, report)
    read = read_or_refuse(file, choices, answer)
    if read is None:
        return UNUSABLE
    house = open_house(answer.settings)
    account = known_account(house.settings)
    choices = with_fitting(read.choices, read.sheet, account, house.settings, house.today)
    refuse_unknown_trunks(choices, account, house.settings)
    imported = import_upload(house, read.upload, choices)
    spoken = house.settings.language
    keys = keys_of_pages(house.files, report_key(imported.import_id))
    copy = answer.write_report(house.files.open(key).decode() for key in keys)
    if as_json:
        plan_id = None if imported.plan is None else imported.import_id
        answer.say_document(
            check_document(imported.checked, imported.plan, plan_id, spoken, comparison=imported.comparison)
        )
    else:
        for line in import_lines(house, imported, spoken, copy):
            typer.echo(line)
    return NEEDS_FIXING if imported.checked.receipt.blocked else READY


def import_upload(house: House, upload: Upload, choices: Choices = AS_ASKED, *, undoes: str | None = None) -> Imported:
    """By Prefect where an API is configured, else the same steps in this process; `undoes`: what it takes back."""
    lang = house.settings.language
    by_prefect = prefect_runs()
    import_id = receive_upload(house, upload, house.settings.user, lang, choices, undoes=undoes)
    if by_prefect:
        from trunkload.flows.import_staff import imported_by_flow  # noqa: PLC0415 - the embedded way has no Prefect

        return imported_by_flow(import_id)
    with steps_shown(lang, IMPORT_STEPS) as run:
        return import_story(house, import_id, run)


def import_lines(house: House, imported: Imported, lang: Lang, copy: Path | None = None) -> Iterator[str]:
    """Receipt, what each blocked row needs, the plan, the report, and the exact command that orders it.

    `copy`: where the report lies too, because somebody asked for it there.
    """
    yield from receipt_lines(imported.checked, lang)
    yield from finding_lines(imported.checked, lang)
    yield from comparison_lines(imported.comparison, lang)
    kept = house.files.place(report_key(imported.import_id))
    report = say("report_at", lang, path=shown_place(kept if copy is None else str(copy)))
    yield from _known_lines(house, imported, lang)
    yield from _conflict_lines(house, imported.import_id, lang)
    if imported.plan is None:
        yield ""
        yield report
        yield say("nothing_to_order", lang)
        return
    yield from plan_lines(say("plan_title", lang, id=imported.import_id), imported.plan, imported.account, lang)
    yield from short_lines(imported.plan, imported.account, house.settings, lang)
    with reading(house.ledger) as conn:
        record = find_import(conn, imported.import_id)
    yield from strategy_lines(AS_ASKED if record is None else record.choices, lang)
    yield from policy_lines(imported.checked, lang)
    until = None if record is None else record.held_until
    yield from kept_lines(imported.checked, imported.account, until, lang)
    yield from held_lines(imported.plan, until, lang)
    yield ""
    yield report
    yield ""
    yield say("nothing_ordered", lang)
    yield f"  {approve_command(imported.import_id, imported.plan.digest)}"


def _conflict_lines(house: House, import_id: str, lang: Lang) -> Iterator[str]:
    """What the account did not like when it was read for this import."""
    with reading(house.ledger) as conn:
        count = conflicts_of(conn, import_id)
    if count:
        yield ""
        yield say_count("import_conflicts", count, lang)


def _known_lines(house: House, imported: Imported, lang: Lang) -> Iterator[str]:
    """People for whom just this was planned or ordered before, by the import that did it."""
    known = [one.params["import"] for one in imported.checked.findings if one.code is Code.PERSON_PLANNED]
    if not known:
        return
    yield ""
    yield say("known_already", lang)
    with reading(house.ledger) as conn:
        records = [found for one in sorted(set(known)) if (found := find_import(conn, one)) is not None]
    for record in records:
        state = say(f"state_{record.state.value}", lang)
        yield "  " + say_count("known_import", known.count(record.id), lang, id=record.id, state=state)
        if record.state is ImportState.PLANNED and record.digest is not None:
            yield f"  {say('order_with', lang)} {approve_command(record.id, record.digest)}"
