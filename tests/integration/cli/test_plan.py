"""The cart: what exactly would be ordered, for how much, and what cannot be undone."""

import pytest

from tests.integration.cli.looks import first_import
from tests.integration.cli.shell import Shell
from trunkload.validation.language import Lang

both = pytest.mark.parametrize("lang", Lang)


@both
def test_the_cart_shows_every_item_contingents_terms_and_what_is_not_in_it(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    import_id, digest = first_import(shell.home)
    told = shell.run("plan", import_id)
    assert told.code == 0
    lines = told.out.splitlines()
    assert sum(shell.says("action_add") in line.split() for line in lines) == 36
    workplaces = next(line.split() for line in lines if line.strip().startswith(shell.says("contingent_workplace")))
    assert workplaces[-4:] == ["200", "15", "51", "149"]
    assert shell.says("cart_left_out", n="4", rows="10, 18, 26, 31") in lines
    assert shell.says("cart_digest", digest=digest) in lines
    assert lines[-1] == f"  trunkload approve {import_id} --digest {digest[:16]}"


@both
def test_an_import_without_a_plan_has_no_cart(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    told = shell.run("plan", "imp-2026-11-23-0099")
    assert (told.code, told.out) == (3, "")
    assert shell.says("no_such_import", id="imp-2026-11-23-0099") in told.err


@both
def test_rows_are_taken_out_and_the_new_command_approves_the_rest(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    import_id, before = first_import(shell.home)
    told = shell.run("plan", import_id, "--without", "4,7-9")
    assert told.code == 0
    _, digest = first_import(shell.home)
    assert digest != before
    lines = told.out.splitlines()
    assert sum(shell.says("action_add") in line.split() for line in lines) == 32
    assert shell.says("cart_taken_out", n="4", rows="4, 7–9") in lines
    assert lines[-1] == f"  trunkload approve {import_id} --digest {digest[:16]}"
    assert shell.run("approve", import_id, "--digest", digest[:16]).code == 0


@both
def test_what_names_no_rows_is_told(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    import_id, digest = first_import(shell.home)
    told = shell.run("plan", import_id, "--without", "9-7")
    assert (told.code, told.out) == (2, "")
    assert shell.says("without_form", without="9-7") in told.err
    told = shell.run("plan", import_id, "--without", "10")
    assert (told.code, told.out) == (3, "")
    assert shell.says("rows_not_planned", id=import_id, rows="10") in told.err
    assert first_import(shell.home) == (import_id, digest)
