"""All orders of all imports, and where they stand."""

import json

import pytest

from tests.integration.cli.looks import first_import
from tests.integration.cli.shell import Shell
from trunkload.orders.outcome_words import order_words
from trunkload.orders.states import OrderState
from trunkload.validation.language import Lang

both = pytest.mark.parametrize("lang", Lang)


@both
def test_without_imports_there_are_no_orders(shell: Shell, lang: Lang) -> None:
    told = shell.speaking(lang).run("orders")
    assert (told.code, told.out) == (0, shell.speaking(lang).says("no_orders") + "\n")


@both
def test_every_order_says_where_it_stands(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    import_id, digest = first_import(shell.home)
    lines = [line for line in shell.run("orders").out.splitlines() if import_id in line]
    assert [order_words(OrderState.DRAFT, shell.lang) in line for line in lines] == [True, True]
    shell.run("approve", import_id, "--digest", digest)
    lines = [line for line in shell.run("orders").out.splitlines() if import_id in line]
    assert [order_words(OrderState.COMPLETED, shell.lang) in line for line in lines] == [True, True]


def test_machines_get_states_counts_and_times(planner: Shell) -> None:
    import_id, digest = first_import(planner.home)
    planner.run("approve", import_id, "--digest", digest)
    first, second = json.loads(planner.run("orders", "--format", "json", "--import", import_id).out)
    assert (first["reference"], first["trunk"], first["items"]) == (f"{import_id}/b01", "BERLIN-1", 7)
    assert (second["reference"], second["trunk"], second["items"]) == (f"{import_id}/b02", "KOELN-1", 29)
    assert first["state"] == second["state"] == "completed"
    assert first["start_date"] is None
    assert first["sent_at"] <= first["answered_at"] <= first["finished_at"]


def test_only_orders_that_are_not_final(planner: Shell) -> None:
    import_id, digest = first_import(planner.home)
    assert len(json.loads(planner.run("orders", "--open", "--format", "json").out)) == 2
    planner.run("approve", import_id, "--digest", digest)
    assert json.loads(planner.run("orders", "--open", "--format", "json").out) == []
    assert len(json.loads(planner.run("orders", "--state", "COMPLETED", "--format", "json").out)) == 2


@both
def test_a_state_and_an_import_that_do_not_exist_are_told(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    told = shell.run("orders", "--state", "lost")
    assert told.code == 3
    assert "draft, approved, sending" in told.err
    told = shell.run("orders", "--import", "imp-2026-11-23-0099")
    assert told.code == 3
    assert shell.says("no_such_import", id="imp-2026-11-23-0099") in told.err
