"""The cart: what exactly would be ordered, for how much, and what cannot be undone."""

from pathlib import Path

import pytest

from tests.integration.cli.looks import first_import, ledger
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


@both
def test_plan_and_show_tell_which_numbers_wait_for_blocked_rows(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    import_id, _ = first_import(shell.home)
    kept = ledger(shell.home, 'SELECT "row", e164 FROM kept_number ORDER BY "row"')
    assert len(kept) == 3
    starts = [
        shell.says("number_kept", row=row, number=f"{e164[:3]} 221 4710-{e164[-3:]}", date="…").partition("…")[0]
        for row, e164 in kept
        if e164.startswith("+492214710")
    ]
    assert starts
    for command in ("plan", "show"):
        told = shell.run(command, import_id).out
        assert all(start in told for start in starts)
    shell.run("cancel", import_id)
    assert starts[0] not in shell.run("show", import_id).out


@both
def test_a_plan_that_takes_no_number_says_nothing_of_held_ones(shell: Shell, lang: Lang, tmp_path: Path) -> None:
    sheet = tmp_path / "leaver.csv"
    sheet.write_text("Aktion;Benutzername\nlöschen;laura.koch\n", "utf-8")
    spoken = shell.speaking(lang)
    start = spoken.says("held_until", date="…").partition("…")[0]
    planned = spoken.run("import", sheet)
    assert "trunkload approve" in planned.last
    assert start not in planned.out
    import_id, _ = first_import(spoken.home)
    assert start not in spoken.run("show", import_id).out


@both
def test_a_shortage_says_as_of_when_the_account_is(shell: Shell, lang: Lang, tmp_path: Path) -> None:
    """Free numbers are as old as the snapshot that counts them."""
    sheet = tmp_path / "many.csv"
    rows = [f"Kim;Berg{a}{b};kim.{a}{b}@example.org;0152 28817386;Berlin" for a in "bcdfghk" for b in "aeiou"]
    sheet.write_text("\n".join(["Vorname;Nachname;E-Mail;Mobil;Standort", *rows]), "utf-8")
    told = shell.speaking(lang).run("import", sheet)
    assert told.code == 1
    assert shell.speaking(lang).says("account_time", time="…").partition("…")[0] in told.out


@both
def test_a_plan_that_was_given_up_binds_nothing_and_uses_nothing(planner: Shell, lang: Lang) -> None:
    """Other plans may have taken their part of the contract since."""
    shell = planner.speaking(lang)
    import_id, _ = first_import(shell.home)
    bound = shell.says("cart_bound", n="36", start="…", until="…").partition("…")[0]
    used = shell.says("columns_cart_contingents").partition("|")[0]
    told = shell.run("plan", import_id).out
    assert (bound in told, used in told) == (True, True)
    shell.run("cancel", import_id)
    told = shell.run("plan", import_id).out
    assert (bound in told, f" {used} " in told) == (False, False)


@both
def test_show_counts_what_is_in_the_plan_by_now(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    import_id, _ = first_import(shell.home)
    shell.run("plan", import_id, "--without", "4,7-9")
    lines = [line.strip() for line in shell.run("show", import_id).out.splitlines()]
    assert shell.says("stays_behind", n="4", rows="", ordered=shell.says("rows_counted", n="32")) in lines
    assert shell.says("cart_taken_out", n="4", rows="4, 7–9") in lines


@both
@pytest.mark.parametrize("ending", ["cancel", "approve"])
def test_show_does_not_announce_an_order_that_is_over(planner: Shell, lang: Lang, ending: str) -> None:
    shell = planner.speaking(lang)
    import_id, digest = first_import(shell.home)
    shell.run(ending, import_id, *(("--digest", digest) if ending == "approve" else ()))
    lines = [line.strip() for line in shell.run("show", import_id).out.splitlines()]
    assert shell.says("stayed_behind", n="4") in lines
    assert shell.says("stays_behind", n="4", rows="", ordered=shell.says("rows_counted", n="36")) not in lines
