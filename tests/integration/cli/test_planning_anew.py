"""A person is told of a number that somebody took meanwhile, what is proposed instead, and how to order it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.integration.cli.looks import carrier, first_import, ledger
from tests.integration.cli.shell import STAFF, Shell
from tests.integration.flows.houses import house_at
from trunkload.flows.approving import approve_plan
from trunkload.flows.wiring import REHEARSAL_FILE
from trunkload.inventory.phone_text import phone_text
from trunkload.validation.language import Lang

FIRST_ROW = "SELECT row, given_name || ' ' || family_name, username, number FROM order_item ORDER BY row LIMIT 1"


def approved_and_taken(shell: Shell) -> tuple[str, tuple[int, str, str, str]]:
    """The import's id, and its first row, whose number became a function's after the approval."""
    import_id, digest = first_import(shell.home)
    house = house_at(shell.home)
    approve_plan(house, import_id, digest, "admin")
    house.ledger.dispose()
    row = ledger(shell.home, FIRST_ROW)[0]
    with closing(sqlite3.connect(shell.home / REHEARSAL_FILE)) as connection:
        connection.execute("UPDATE number SET state = 'function', holder = 'Fax' WHERE e164 = ?", (row[3],))
        connection.commit()
    return import_id, row


@pytest.mark.parametrize("lang", Lang)
def test_what_is_planned_anew_is_told_with_the_command_that_orders_it(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    import_id, (row, name, username, number) = approved_and_taken(shell)
    ran = shell.run("status", import_id)
    assert ran.code == 1
    follow, digest, new = ledger(
        shell.home,
        "SELECT import.id, digest, order_item.number FROM import, order_item"
        " WHERE follows IS NOT NULL AND order_reference LIKE import.id || '%'",
    )[0]
    assert ran.out.splitlines()[-3:] == [
        shell.says("planned_anew_one", id=follow),
        "  " + shell.says("row_anew", row=row, name=name, changes=f"{phone_text(number)} → {phone_text(new)}"),
        f"  {shell.says('order_with')} trunkload approve {follow} --digest {digest[:16]}",
    ]
    again = shell.run("approve", follow, "--digest", digest)
    assert again.code == 0
    found = carrier(shell.home, f"SELECT number FROM workplace WHERE username = '{username}'")  # noqa: S608 - ours
    assert found == [(new,)]
    assert shell.run("status", import_id).code == 0


def test_another_number_of_the_block_is_told_where_it_was_ordered_at_once(planner: Shell) -> None:
    import_id, (row, name, username, number) = approved_and_taken(planner)
    ran = planner.with_settings(carrier__number_taken="same_block").run("status", import_id)
    assert ran.code == 0
    found = carrier(planner.home, f"SELECT number FROM workplace WHERE username = '{username}'")  # noqa: S608 - ours
    follow = ledger(planner.home, "SELECT id FROM import WHERE follows IS NOT NULL")[0][0]
    assert ran.out.splitlines()[-2:] == [
        planner.says("ordered_anew_one", id=follow),
        "  "
        + planner.says("row_anew", row=row, name=name, changes=f"{phone_text(number)} → {phone_text(found[0][0])}"),
    ]


def test_a_row_that_failed_for_another_reason_is_told_how_to_follow(planner: Shell, tmp_path: Path) -> None:
    """Nobody plans it anew by itself: the carrier would say the same again."""
    faults = tmp_path / "faults.toml"
    faults.write_text('[[fault]]\nkind = "reject_item"\norder = 1\nitem = 2\ncode = "NO_LINE"\n', "utf-8")
    shell = planner.speaking(Lang.DE).with_settings(carrier__faults=str(faults))
    import_id, digest = first_import(shell.home)
    ran = shell.run("approve", import_id, "--digest", digest)
    row = ledger(shell.home, "SELECT row FROM order_item WHERE state = 'failed'")[0][0]
    assert (ran.code, shell.says("failed_for_good_one", rows=row) in ran.out.splitlines()) == (1, True)
    assert shell.run("status", import_id).last == shell.says("failed_for_good_one", rows=row)
    assert "trunkload approve" in shell.run("import", STAFF).last
    assert ledger(shell.home, "SELECT row FROM order_item WHERE state = 'draft'") == [(row,)]
