"""The commands `workplaces` and `contingents`: who is at work or planned, and what is left of what is booked."""

from collections.abc import Iterator, Sequence

import pandas as pd
import typer

from trunkload.cli.account_at_hand import (
    AtHand,
    account_at_hand,
    one_of_these,
    sites_named,
    tell_time,
    trunks_named,
)
from trunkload.cli.exits import READY
from trunkload.cli.say import say, say_count
from trunkload.cli.table import print_records, print_table, terminal_width
from trunkload.flows.number_words import cells_of, local_day, shown_number
from trunkload.flows.workplace_words import package_names, package_text, workplace_states
from trunkload.inventory.contingent_use import ContingentUse, contingents_used
from trunkload.inventory.number_search import search_pattern
from trunkload.inventory.workplace_overview import AskedPeople, workplaces_overview
from trunkload.reports.notation import count_text
from trunkload.validation.language import Lang

WIDE = 150
NARROW_COLUMNS = (0, 1, 3, 5, 7, 8)
"""What a narrow terminal shows: person, username, number, package, first day of an end, state."""

WHOLE = (1, 3)
"""Columns that are not folded: username and number."""

CONTINGENT_COLUMNS = ["name", "booked", "used", "planned", "left", "taken_at"]


def run_workplaces(  # noqa: PLR0913 - one for each option
    trunk: str | None,
    answer: str,
    lang: str | None,
    *,
    site: str | None = None,
    search: str | None = None,
    packages: Sequence[str] = (),
    states: Sequence[str] = (),
) -> int:
    at_hand = account_at_hand(lang)
    account, spoken = at_hand.account, at_hand.lang
    asked = AskedPeople(
        trunks=trunks_named(trunk, account),
        sites=sites_named(site, account),
        packages={one_of_these(one, package_names(spoken), "package") for one in packages} or None,
        states={one_of_these(one, workplace_states(spoken), "state") for one in states} or None,
        search=search,
        pattern=None if search is None else search_pattern(search),
    )
    people = workplaces_overview(account, asked)
    if answer != "table":
        print_records(people, answer)
        return READY
    if len(people):
        _print_people(people, at_hand)
    typer.echo(say_count("workplaces_shown", len(people), spoken, all=count_text(len(account.workplaces), spoken)))
    tell_time(at_hand)
    return READY


def run_contingents(answer: str, lang: str | None) -> int:
    at_hand = account_at_hand(lang)
    told = contingents_used(at_hand.account)
    if answer != "table":
        taken_at = at_hand.account.taken_at.isoformat()
        rows = [(one.name, one.booked, one.used, one.planned, one.left, taken_at) for one in told]
        print_records(pd.DataFrame(rows, columns=CONTINGENT_COLUMNS).set_index("name"), answer)
        return READY
    titles = say("columns_contingents", at_hand.lang).split("|")
    print_table(titles, [_contingent_row(one, at_hand.lang) for one in told])
    tell_time(at_hand)
    return READY


def _contingent_row(one: ContingentUse, lang: Lang) -> list[str]:
    named = {"workplace": say("contingent_workplace", lang), **package_names(lang)}
    counts = (count_text(count, lang) for count in (one.booked, one.used, one.planned, one.left))
    return [named.get(one.name, one.name), *counts]


def _print_people(people: pd.DataFrame, at_hand: AtHand) -> None:
    titles, rows = say("columns_workplaces", at_hand.lang).split("|"), list(_rows(people, at_hand))
    shown = range(len(titles)) if terminal_width() >= WIDE else NARROW_COLUMNS
    whole = [place for place, at in enumerate(shown) if at in WHOLE]
    print_table([titles[at] for at in shown], [[row[at] for at in shown] for row in rows], whole)


def _rows(people: pd.DataFrame, at_hand: AtHand) -> Iterator[list[str]]:
    lang, account = at_hand.lang, at_hand.account
    packages, states = package_names(lang), workplace_states(lang)
    bases = {one.id: one.base for one in account.blocks}
    blocks = account.numbers["block"].reindex(people["number"]).set_axis(people.index)
    for one in cells_of(people.assign(block=blocks)):
        yield [
            " ".join(filter(None, (one["given_name"], one["family_name"]))),
            one["username"],
            one["trunk"],
            shown_number(one["number"], one["block"], bases) if one["number"] else "",
            one["internal_number"],
            package_text(one, packages, lang),
            local_day(one["activated_on"], lang),
            local_day(one["may_end_on"], lang),
            states[one["state"]],
            one["import_id"],
        ]
