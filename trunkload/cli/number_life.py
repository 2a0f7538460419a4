"""The command `numbers history`: what became of one number, when, by whom and why."""

import pandas as pd
import typer

from trunkload.cli.exits import READY
from trunkload.cli.imports_at_hand import house_in
from trunkload.cli.refusal import Refusal
from trunkload.cli.say import say
from trunkload.cli.table import print_records, print_table
from trunkload.flows.number_life_words import life_cells, life_title
from trunkload.flows.number_lives import NumberLife, life_of
from trunkload.inventory.phone_text import phone_text

COLUMNS = ["number", "at", "who", "from_state", "to_state", "import_id", "why"]

NEAR = 3
"""So many last digits may be mistyped."""

WHOLE = (1, 2, 3, 4)
"""Columns that are not folded: all but the time and the reason."""


def run_history(typed: str, answer: str, lang: str | None) -> int:
    """The first change first; a number that is gone from the account keeps its history."""
    house, spoken = house_in(lang)
    life = life_of(house, typed)
    if life is None:
        raise Refusal("number_form", number=typed)
    if not life.is_known:
        raise Refusal("number_unknown", number=phone_text(life.number), near=life.number[:-NEAR])
    if answer != "table":
        _print_for_machines(life, answer)
        return READY
    typer.echo(life_title(life.number, life.now, spoken))
    if life.changes:
        titles = say("columns_history", spoken).split("|")
        print_table(titles, [list(life_cells(one, spoken)) for one in life.changes], WHOLE)
    else:
        typer.echo(say("history_none", spoken))
    return READY


def _print_for_machines(life: NumberLife, answer: str) -> None:
    rows = [
        (life.number, one.at.isoformat(), one.who, one.from_state, one.to_state, one.import_id, one.why)
        for one in life.changes
    ]
    frame = pd.DataFrame(rows, columns=COLUMNS).astype(pd.StringDtype("pyarrow"))
    print_records(frame.set_index("number"), answer)
