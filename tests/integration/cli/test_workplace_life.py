"""One workplace is changed or removed by the same rules, plan, digest and approval as a sheet with an action column."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from tests.integration.cli.looks import carrier, first_import, import_states, ledger
from tests.integration.cli.shell import Shell
from trunkload.flows.wiring import REHEARSAL_FILE
from trunkload.reports.notation import day_text
from trunkload.validation.language import Lang

both = pytest.mark.parametrize("lang", Lang)


def at_the_carrier(shell: Shell, statement: str) -> None:
    with closing(sqlite3.connect(shell.home / REHEARSAL_FILE)) as connection, connection:
        connection.execute(statement)


def command_of(shell: Shell) -> str:
    import_id, digest = first_import(shell.home)
    return f"  trunkload approve {import_id} --digest {digest[:16]}"


@both
def test_a_change_is_shown_old_and_new_and_ordered_by_the_command_that_is_told(shell: Shell, lang: Lang) -> None:
    shell = shell.speaking(lang)
    told = shell.run(
        *("workplace", "change", "tim.bauer", "--extension", "300", "--email", "t.bauer@example.org"),
        *("--mobile", "0152 28817386", "--package", "plus", "--city", "Hürth"),
    )
    assert told.code == 0
    lines = told.out.splitlines()
    assert lines[0] == shell.says("workplace_title", id="wp-5010", who="tim.bauer (+49 221 4710109)", name="Tim Bauer")
    changes = [line.strip().partition(": ")[2] for line in lines if " → " in line]
    nothing = shell.says("nothing_there")
    assert changes == [
        "tim.bauer@example.org → t.bauer@example.org",
        f"{nothing} → +49 1522 8817386",
        "+49 221 4710109 → +49 221 4710300",
        "Basic → Plus",
        f"{nothing} → Hürth",
    ]
    today = datetime.now(UTC).astimezone().date()
    until = day_text(today + timedelta(days=30), lang)
    assert shell.says("cart_bound_one", n="1", start=day_text(today, lang), until=until) in lines
    assert lines[-1] == command_of(shell)
    assert shell.run(*lines[-1].split()[1:]).code == 0
    now = carrier(shell.home, "SELECT number, email, mobile, package, city FROM workplace WHERE username = 'tim.bauer'")
    assert now == [("+492214710300", "t.bauer@example.org", "+4915228817386", "plus", "Hürth")]


@pytest.mark.parametrize("who", ["wp-5009", "0221 4710-108"])
def test_whoever_is_named_is_removed_after_the_approval(shell: Shell, who: str) -> None:
    told = shell.run("workplace", "remove", who)
    assert (told.code, told.last) == (0, command_of(shell))
    assert "  " + shell.says("workplace_removed", n="90") in told.out.splitlines()
    assert carrier(shell.home, "SELECT count(*) FROM workplace WHERE username = 'laura.koch'") == [(1,)]
    assert shell.run(*told.last.split()[1:]).code == 0
    assert carrier(shell.home, "SELECT count(*) FROM workplace WHERE username = 'laura.koch'") == [(0,)]


def test_what_is_planned_singly_can_be_cancelled_and_stands_in_the_trail(shell: Shell) -> None:
    shell.run("workplace", "remove", "laura.koch")
    import_id, _ = first_import(shell.home)
    assert shell.run("cancel", import_id).code == 0
    assert import_states(shell.home) == {import_id: "cancelled"}
    trail = [word for (word,) in ledger(shell.home, "SELECT what FROM audit WHERE import_id IS NOT NULL ORDER BY id")]
    assert [word for word in trail if word != "account read"] == ["received", "planned", "cancelled"]
    assert ledger(shell.home, "SELECT file_name FROM import") == [("workplace-wp-5009-remove.csv",)]


@pytest.mark.parametrize(
    ("asked", "since"),
    [(("remove", "lena.fischer"), "activated_on"), (("change", "lena.fischer", "--package", "none"), "package_since")],
)
def test_before_thirty_days_the_day_is_said(shell: Shell, asked: tuple[str, ...], since: str) -> None:
    """R-11, S-22."""
    start = datetime.now(UTC).astimezone().date() - timedelta(days=29)
    at_the_carrier(shell, f"UPDATE workplace SET {since} = '{start}' WHERE username = 'lena.fischer'")  # noqa: S608 - ours
    told = shell.run("workplace", *asked)
    assert told.code == 1
    assert day_text(start + timedelta(days=30), shell.lang) in told.out
    assert told.last == shell.says("nothing_to_order")


def test_a_larger_package_is_changed_any_day_and_what_is_so_already_is_left(shell: Shell) -> None:
    """S-21, promise 5."""
    at_the_carrier(shell, "UPDATE workplace SET package_since = '2999-01-01' WHERE username = 'lena.fischer'")
    assert shell.run("workplace", "change", "lena.fischer", "--package", "premium").code == 0
    same = shell.run("workplace", "change", "max.mustermann", "--package", "plus")
    assert (same.code, same.last) == (0, shell.says("nothing_to_order"))


def test_a_username_stays(shell: Shell) -> None:
    told = shell.run("workplace", "change", "max.mustermann", "--username", "max.neu")
    assert (told.code, told.last) == (1, shell.says("nothing_to_order"))
    assert "“max.neu”" in told.out


@both
def test_nobody_several_and_not_yet_are_told_with_what_helps(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    near = shell.says("workplace_near", near="anna.schmidt")
    nobody = shell.run("workplace", "remove", "ana.schmidt")
    assert (nobody.code, nobody.out) == (3, "")
    assert nobody.err.strip() == shell.says("workplace_unknown", who="ana.schmidt", near=near, program="trunkload")
    at_the_carrier(shell, "UPDATE workplace SET given_name = 'Anna', family_name = 'Schmidt' WHERE id = 'wp-5009'")
    assert shell.run("sync").code == 0
    several = shell.run("workplace", "remove", "anna schmidt")
    assert several.code == 3
    assert all(one in several.err for one in ("anna.schmidt", "laura.koch", "+49 221 4710108"))
    planned = shell.run("workplace", "remove", "jens.petersen")
    assert (planned.code, first_import(shell.home)[0] in planned.err) == (3, True)


@both
def test_a_change_that_names_nothing_is_a_wrong_call(shell: Shell, lang: Lang) -> None:
    shell = shell.speaking(lang)
    told = shell.run("workplace", "change", "tim.bauer")
    assert (told.code, told.err.strip()) == (2, shell.says("change_nothing", program="trunkload", who="tim.bauer"))
    told = shell.run("workplace", "change", "tim.bauer", "--city", " ")
    assert (told.code, told.err.strip()) == (2, shell.says("change_empty", option="city"))
    assert import_states(shell.home) == {}


def test_a_workplace_that_a_colleague_just_set_up_is_found(shell: Shell) -> None:
    assert shell.run("sync").code == 0
    at_the_carrier(shell, "UPDATE workplace SET username = 'brand.new' WHERE username = 'laura.koch'")
    assert shell.run("workplace", "remove", "brand.new").code == 0


def test_machines_get_what_an_import_tells(shell: Shell) -> None:
    told = json.loads(shell.run("workplace", "change", "tim.bauer", "--package", "plus", "--format", "json").out)
    assert (told["schema"], told["plan"]["actions"]) == ("trunkload.check/1", {"add": 0, "modify": 1, "delete": 0})


def test_without_a_mobile_number_the_password_comes_by_email(shell: Shell) -> None:
    """S-09."""
    at_the_carrier(
        shell, "UPDATE workplace SET mobile = '+4915228817386', password_channel = 'sms' WHERE username = 'tim.bauer'"
    )
    told = shell.run("workplace", "change", "tim.bauer", "--no-mobile")
    assert shell.run(*told.last.split()[1:]).code == 0
    now = carrier(shell.home, "SELECT mobile, password_channel FROM workplace WHERE username = 'tim.bauer'")
    assert now == [(None, "email")]
