"""The command `numbers history`: what became of one number, when, by whom and why."""

import pandas as pd
import pyarrow as pa
import typer

from trunkload.cli.exits import READY
from trunkload.cli.imports_at_hand import house_in
from trunkload.cli.refusal import Refusal
from trunkload.cli.say import say
from trunkload.cli.table import print_records, print_table
from trunkload.flows.number_words import state_names
from trunkload.inventory.account import NumberState
from trunkload.inventory.number_plan import MAX_INTERNATIONAL_DIGITS
from trunkload.inventory.phone_text import phone_text
from trunkload.reports.notation import moment_text
from trunkload.storage.account_numbers import CARRIER
from trunkload.storage.database import reading
from trunkload.storage.moving import Why
from trunkload.storage.number_history import NumberChange, read_history
from trunkload.storage.number_standing import Standing, standing_of
from trunkload.validation.language import Lang
from trunkload.validation.phones import read_phones
from trunkload.validation.texts import STRINGS

COLUMNS = ["number", "at", "who", "from_state", "to_state", "import_id", "why"]

NEAR = 3
"""So many last digits may be mistyped."""

WHOLE = (1, 2, 3, 4)
"""Columns that are not folded: all but the time and the reason."""


def run_history(typed: str, answer: str, lang: str | None) -> int:
    """The first change first; a number that is gone from the account keeps its history."""
    number = _e164(typed)
    house, spoken = house_in(lang)
    with reading(house.ledger) as conn:
        changes, now = read_history(conn, number), standing_of(conn, number)
    if now is None and not changes:
        raise Refusal("number_unknown", number=phone_text(number), near=number[:-NEAR])
    if answer != "table":
        _print_for_machines(number, changes, answer)
        return READY
    typer.echo(_title(number, now, spoken))
    if changes:
        titles = say("columns_history", spoken).split("|")
        print_table(titles, [_row(one, spoken) for one in changes], WHOLE)
    else:
        typer.echo(say("history_none", spoken))
    return READY


def _e164(typed: str) -> str:
    """Raises Refusal where it is no telephone number with its area code."""
    read = read_phones(pa.array([typed.strip()], STRINGS), MAX_INTERNATIONAL_DIGITS).e164[0].as_py()
    if read is None:
        raise Refusal("number_form", number=typed)
    return str(read)


def _title(number: str, now: Standing | None, lang: Lang) -> str:
    if now is None:
        return say("history_gone", lang, number=phone_text(number))
    state = state_names(lang)[now.state]
    return say("history_of", lang, number=phone_text(number, now.base), trunk=now.trunk, state=state)


def _row(change: NumberChange, lang: Lang) -> list[str]:
    return [
        moment_text(change.at.astimezone(), lang),
        say("by_carrier", lang) if change.who == CARRIER else change.who,
        _state_text(change.from_state, lang),
        _state_text(change.to_state, lang),
        change.import_id or "",
        _why_text(change, lang),
    ]


def _why_text(change: NumberChange, lang: Lang) -> str:
    """The program's reasons are worded; what an order assigned names it; a person's own words stay."""
    if change.why in list(Why):
        return say(f"moved_{change.why}", lang)
    if change.to_state is NumberState.ASSIGNED and change.why and change.import_id:
        return say("moved_ordered", lang, order=change.why)
    return change.why or ""


def _state_text(state: NumberState | None, lang: Lang) -> str:
    """A number that came was not there before, one that left is not there any more."""
    return say("number_not_there", lang) if state is None else state_names(lang)[state]


def _print_for_machines(number: str, changes: tuple[NumberChange, ...], answer: str) -> None:
    rows = [
        (number, one.at.isoformat(), one.who, one.from_state, one.to_state, one.import_id, one.why) for one in changes
    ]
    frame = pd.DataFrame(rows, columns=COLUMNS).astype(pd.StringDtype("pyarrow"))
    print_records(frame.set_index("number"), answer)
