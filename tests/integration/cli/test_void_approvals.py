"""Any change of what was shown voids the approval (promise 4): told in both languages, exit code 3, nothing ordered."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.integration.cli.looks import count, first_import, held_numbers, import_states
from tests.integration.cli.shell import Shell
from trunkload.flows.wiring import REHEARSAL_FILE
from trunkload.validation.language import Lang

both = pytest.mark.parametrize("lang", Lang)


def change(shell: Shell, statement: str) -> None:
    """In the ledger, behind everybody's back."""
    with closing(sqlite3.connect(shell.home / "trunkload.sqlite")) as connection:
        connection.execute(statement)
        connection.commit()


@dataclass(frozen=True)
class Outcome:
    """What `approve` said, line by line, and how many orders and workplaces there are after it."""

    code: int
    out: str
    err: list[str]
    orders: int
    workplaces: int


def approving(shell: Shell) -> Outcome:
    """The first import, with the digest that was shown."""
    import_id, digest = first_import(shell.home)
    ran = shell.run("approve", import_id, "--digest", digest)
    orders, workplaces = count(shell.home, "product_order"), count(shell.home, "workplace")
    return Outcome(ran.code, ran.out, ran.err.splitlines(), orders, workplaces)


def refusal(shell: Shell, key: str, *changes: str) -> Outcome:
    """Nothing is ordered. `changes`: the lines below the sentence, which say what is not as it was."""
    told = [shell.says(key, id=first_import(shell.home)[0]), *(f"  {line}" for line in changes)]
    return Outcome(3, "", told, orders=0, workplaces=15)


@both
def test_other_prices_or_rules_void_it_until_they_are_as_before(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    dearer = shell.with_settings(prices__workplace__monthly="4.95")
    amounts = {Lang.DE: "191,40 €", Lang.EN: "191.40 €"}
    unknown = shell.says("unknown_price")
    once = {Lang.DE: "0,00 €", Lang.EN: "0.00 €"}[lang]
    cost = {"monthly_before": amounts[lang], "monthly": unknown, "one_off_before": once, "one_off": unknown}
    assert approving(dearer) == refusal(dearer, "plan_changed", shell.says("changed_cost", **cost))
    laxer = shell.with_settings(rules__delivery="lenient")
    assert approving(laxer) == refusal(laxer, "plan_changed", shell.says("changed_rules"))
    import_id, digest = first_import(shell.home)
    assert shell.run("approve", import_id, "--digest", digest).code == 0


@both
def test_a_number_that_is_lost_voids_it(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    change(shell, "UPDATE number SET import_id = 'imp-x' WHERE e164 = '+492214710123'")
    lost = shell.says("changed_number_held", row="4", number="+49 221 4710123", holder="imp-x")
    assert approving(shell) == refusal(shell, "plan_changed", lost)
    assert list(import_states(shell.home).values()) == ["planned"]


@both
def test_another_item_voids_it(planner: Shell, lang: Lang) -> None:
    """The digest is over every cell of every item, not only over numbers and cost."""
    shell = planner.speaking(lang)
    change(shell, "UPDATE order_item SET email = 'somebody.else@example.org' WHERE username = 'jens.petersen'")
    assert approving(shell) == refusal(shell, "plan_changed", shell.says("changed_items"))


@both
def test_a_plan_whose_days_are_over_has_lapsed(planner: Shell, lang: Lang) -> None:
    """No approval by time: the numbers are free again, and the plan stays over."""
    shell = planner.speaking(lang)
    change(shell, "UPDATE import SET held_until = '2020-01-01T00:00:00.000000Z'")
    assert approving(shell) == refusal(shell, "has_lapsed")
    assert (list(import_states(shell.home).values()), held_numbers(shell.home)) == (["lapsed"], 0)
    assert approving(shell) == refusal(shell, "has_lapsed")


@both
def test_a_cancelled_import_is_not_ordered(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    assert shell.run("cancel", first_import(shell.home)[0]).code == 0
    assert approving(shell) == refusal(shell, "was_cancelled")


@both
def test_an_import_without_a_plan_is_not_ordered(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    change(shell, "UPDATE import SET state = 'rejected'")
    assert approving(shell) == refusal(shell, "was_rejected")
    change(shell, "UPDATE import SET state = 'received'")
    assert approving(shell) == refusal(shell, "nothing_planned")


@both
def test_with_four_eyes_the_uploader_may_not_approve_and_somebody_else_may(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang).with_settings(approval__four_eyes="true")
    import_id, digest = first_import(shell.home)
    ran = shell.run("approve", import_id, "--digest", digest)
    assert (ran.code, ran.out, ran.err) == (3, "", shell.says("four_eyes", id=import_id, user="admin") + "\n")
    assert list(import_states(shell.home).values()) == ["planned"]
    other = shell.with_settings(user="second.admin")
    assert other.run("approve", import_id, "--digest", digest).code == 0


@both
def test_a_colleagues_change_since_voids_a_change_and_is_shown_old_and_new(
    shell: Shell, lang: Lang, tmp_path: Path
) -> None:
    """A change sends the whole workplace: what somebody set at the carrier meanwhile would be set back unseen."""
    shell = shell.speaking(lang)
    sheet = tmp_path / "changes.csv"
    sheet.write_text("Aktion;Benutzername;Konferenzpaket\nändern;anna.schmidt;Premium\n", "utf-8")
    assert shell.run("import", sheet).code == 0
    import_id, digest = first_import(shell.home)
    with closing(sqlite3.connect(shell.home / REHEARSAL_FILE)) as connection, connection:
        connection.execute(
            "UPDATE workplace SET mobile = NULL, number = '+492214710301', family_name = 'Berg'"
            " WHERE username = 'anna.schmidt'"
        )
    words = {
        Lang.DE: [
            "Zeile 2: „anna.schmidt“, Nachname: Schmidt → Berg.",
            "Zeile 2: „anna.schmidt“, Rufnummer: +49 221 4710100 → +49 221 4710301.",
        ],
        Lang.EN: [
            "Row 2: “anna.schmidt”, Last name: Schmidt → Berg.",
            "Row 2: “anna.schmidt”, Phone number: +49 221 4710100 → +49 221 4710301.",
        ],
    }[lang]
    ran = shell.run("approve", import_id, "--digest", digest)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.splitlines() == [shell.says("plan_changed", id=import_id), *(f"  {line}" for line in words)]
    assert import_states(shell.home) == {import_id: "planned"}


@both
def test_a_contingent_that_is_used_up_meanwhile_voids_it(planner: Shell, lang: Lang) -> None:
    """R-14."""
    shell = planner.speaking(lang)
    with closing(sqlite3.connect(shell.home / REHEARSAL_FILE)) as carrier:
        carrier.execute("UPDATE contingent SET booked = 50, used = 15 WHERE name = 'workplace'")
        carrier.commit()
    name = shell.says("contingent_workplace")
    used_up = shell.says("changed_contingent", name=name, booked=50, after=51)
    assert approving(shell) == refusal(shell, "plan_changed", used_up)


@both
def test_a_username_that_somebody_has_meanwhile_voids_it(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    with closing(sqlite3.connect(shell.home / REHEARSAL_FILE)) as carrier:
        carrier.execute("UPDATE workplace SET username = 'jens.petersen' WHERE id = 'wp-5003'")
        carrier.commit()
    taken = shell.says("changed_username", row="25", value="jens.petersen")
    assert approving(shell) == refusal(shell, "plan_changed", taken)
