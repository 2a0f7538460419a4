"""The commands `workplace change` and `workplace remove`: what becomes of one workplace, old and new, and its plan."""

import json
from collections.abc import Iterator, Mapping

import pandas as pd
import typer

from trunkload.cli.exits import NEEDS_FIXING, READY
from trunkload.cli.importing import import_lines, import_upload
from trunkload.cli.imports_at_hand import house_in
from trunkload.cli.plan import binding_lines
from trunkload.cli.refusal import Refusal, WrongCall
from trunkload.cli.say import say, say_count
from trunkload.flows.commands import program
from trunkload.flows.importing import Imported
from trunkload.flows.record_words import becoming_words
from trunkload.flows.single_rows import look_for, one_row_upload
from trunkload.flows.wiring import House
from trunkload.intake.fields import Field
from trunkload.inventory.phone_text import phone_text
from trunkload.inventory.workplace_record import Record, differing
from trunkload.inventory.workplace_search import usernames_near
from trunkload.orders.cart import bindings
from trunkload.orders.plan import Plan
from trunkload.reports.check_json import check_document
from trunkload.validation.actions.action import Action
from trunkload.validation.language import Lang

FITTING_SHOWN = 10


def run_change(who: str, asked: Mapping[str, str | None], start: str | None, lang: str | None, *, as_json: bool) -> int:
    """Exit code 0 where it is planned or so already, 1 where the rules do not allow it. `asked` by canonical field."""
    wishes = {Field(name): text for name, text in asked.items() if text is not None}
    if not wishes:
        raise WrongCall("change_nothing", program=program(), who=who)
    empty = [field.value.replace("_", "-") for field, text in wishes.items() if not text.strip()]
    if empty:
        raise WrongCall("change_empty", option=empty[0])
    return _run(who, Action.MODIFY, wishes, start, lang, as_json=as_json)


def run_remove(who: str, start: str | None, lang: str | None, *, as_json: bool) -> int:
    """Exit code as above."""
    return _run(who, Action.DELETE, {}, start, lang, as_json=as_json)


def _run(  # noqa: PLR0913 - what the two commands share
    who: str, action: Action, wishes: Mapping[Field, str], start: str | None, lang: str | None, *, as_json: bool
) -> int:
    house, spoken = house_in(lang)
    workplace_id, record = _meant(house, who, spoken)
    when = {} if start is None else {Field.ACTIVATION_DATE: start}
    upload = one_row_upload(workplace_id, record, {Field.ACTION: action.value, **wishes, **when})
    imported = import_upload(house, upload)
    if as_json:
        plan_id = None if imported.plan is None else imported.import_id
        document = check_document(imported.checked, imported.plan, plan_id, spoken, comparison=imported.comparison)
        typer.echo(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        for line in _lines(house, imported, (workplace_id, record), spoken):
            typer.echo(line)
    return NEEDS_FIXING if imported.checked.receipt.blocked else READY


def _meant(house: House, who: str, lang: Lang) -> tuple[str, Record]:
    """Its id and its record. Raises Refusal where nobody is meant, or several are, or it is only planned."""
    found, account = look_for(house, who)
    if found.empty:
        near = ", ".join(usernames_near(account.workplaces, who))
        likely = say("workplace_near", lang, near=near) if near else ""
        raise Refusal("workplace_unknown", who=who, near=likely, program=program())
    if len(found) > 1:
        shown = ", ".join(_named(record, lang) for record in _records(found.head(FITTING_SHOWN)).values())
        raise Refusal("workplace_several", who=who, n=str(len(found)), shown=shown)
    ((workplace_id, record),) = _records(found).items()
    if record["state"] == "planned":
        raise Refusal("workplace_only_planned", who=who, id=record["import_id"] or "–", program=program())
    return workplace_id, record


def _records(workplaces: pd.DataFrame) -> dict[str, dict[str, str | None]]:
    told = workplaces.astype(object).where(workplaces.notna(), None).to_dict("index")
    return {str(one): {str(name): value for name, value in record.items()} for one, record in told.items()}


def _named(record: Record, lang: Lang) -> str:
    number = record["number"]
    shown = say("nothing_there", lang) if number is None else phone_text(number)
    return f"{record['username'] or '–'} ({shown})"


def _lines(house: House, imported: Imported, place: tuple[str, Record], lang: Lang) -> Iterator[str]:
    """What becomes of it, for how long one is bound, then all that an import tells."""
    workplace_id, record = place
    name = " ".join(part for part in (record["given_name"], record["family_name"]) if part)
    yield say("workplace_title", lang, id=workplace_id, who=_named(record, lang), name=name)
    if imported.plan is not None:
        yield from _becomes(imported.plan, record, house, lang)
        yield from binding_lines(bindings(imported.plan, house.today), lang)
    yield ""
    yield from import_lines(house, imported, lang)


def _becomes(plan: Plan, record: Record, house: House, lang: Lang) -> Iterator[str]:
    (item,) = _records(plan.items).values()
    if item["action"] == Action.DELETE:
        yield "  " + say_count("workplace_removed", house.settings.holding.rest_days, lang)
        return
    for one in differing(record, item):
        yield "  " + becoming_words(one, lang)
