"""`numbers`: every number, to whom it belongs, why it is not given, and how long the rest lasts."""

import csv
import io
import json
import re
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.integration.cli.looks import first_import, ledger
from tests.integration.cli.shell import Shell
from trunkload.inventory.account import NumberState
from trunkload.inventory.number_overview import OVERVIEW_COLUMNS
from trunkload.validation.language import Lang

both = pytest.mark.parametrize("lang", Lang)


def records(shell: Shell, *options: str) -> list[dict[str, str | None]]:
    told: list[dict[str, str | None]] = json.loads(shell.run("numbers", "--format", "json", *options).out)
    return told


def lines(shell: Shell, *options: str) -> dict[str, list[str]]:
    """The cells of each line of the table by the number that begins it."""
    cells = [re.split(r" {2,}", line.strip()) for line in shell.run("numbers", *options).out.splitlines()]
    return {one[0]: one[1:] for one in cells if one[0].startswith("+49")}


def change(shell: Shell, statement: str, *values: str) -> None:
    with closing(sqlite3.connect(shell.home / "trunkload.sqlite")) as connection:
        connection.execute(statement, values)
        connection.commit()


def test_taken_numbers_stay_visible_and_say_to_whom_they_belong(planner: Shell) -> None:
    """S-13."""
    rows = {one["number"]: one for one in records(planner)}
    assert len(rows) == 1050
    anna, held = rows["+492214710100"], rows["+493023125130"]
    assert (anna["state"], anna["holder"], anna["family_name"], anna["reason"]) == (
        "assigned",
        "anna.schmidt",
        "Schmidt",
        "assigned",
    )
    assert (held["state"], held["holder"], held["family_name"]) == ("held", first_import(planner.home)[0], "O'Brien")
    assert rows["+492214710999"]["holder"] == "Fax"
    assert (rows["+492214710800"]["reason"], rows["+492214710800"]["available_from"]) == (None, None)


def test_machines_get_the_same_columns_in_both_formats_and_the_snapshot_s_time_in_each_record(planner: Shell) -> None:
    told = records(planner, "--trunk", "Berlin")
    berlin = list(csv.DictReader(io.StringIO(planner.run("numbers", "--trunk", "Berlin", "--format", "csv").out)))
    assert list(berlin[0]) == list(told[0]) == ["number", *OVERVIEW_COLUMNS]
    assert [{name: value or "" for name, value in one.items()} for one in told] == berlin
    assert {one["taken_at"] for one in told} == set(*ledger(planner.home, "SELECT taken_at FROM account"))


@both
def test_people_read_every_reason_in_words(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    day = {Lang.DE: "01.02.2027", Lang.EN: "2027-02-01"}[lang]
    held = {Lang.DE: "02.12.2099", Lang.EN: "2099-12-02"}[lang]
    import_id, _ = first_import(shell.home)
    change(shell, "UPDATE number SET held_until = '2099-12-02T12:00:00.000000+00:00' WHERE state = 'held'")
    change(shell, "UPDATE number SET note = 'Aufzug' WHERE e164 = '+492214710201'")
    change(shell, "UPDATE number SET state = 'resting', available_from = '2099-12-02' WHERE e164 = '+492214710300'")
    change(
        shell,
        "INSERT INTO block_range VALUES ('koeln-4710', 'reserved', '400', '409', 'Fax', 'entered'),"
        " ('koeln-4710', 'reserved', '410', '419', NULL, 'entered')",
    )
    told = {number: cells[-1] for number, cells in lines(shell).items()}
    assert {
        "+49 221 4710-104": shell.says("why_assigned", who="Lena Fischer (lena.fischer)"),
        "+49 30 23125-130": shell.says("why_held_until", who=f"Seán O'Brien, {import_id}", date=held),
        "+49 221 4710-300": shell.says("why_resting_until", date=held),
        "+49 221 4710-200": shell.says("why_blocked"),
        "+49 221 4710-201": shell.says("why_blocked_noted", note="Aufzug"),
        "+49 221 4710-900": "Hotline",
        "+49 221 4710-950": shell.says("why_future_from", date=day),
        "+49 221 4710-400": shell.says("why_reserved_for", name="Fax"),
        "+49 221 4710-410": shell.says("why_reserved"),
        "+49 221 4710-770": shell.says("why_special_function", start="77"),
        "+49 221 4710-110": shell.says("why_emergency", start="110"),
        "+49 221 4710-040": shell.says("why_leading_zero"),
        "+49 30 23125-100": shell.says("why_internal_taken"),
    }.items() <= told.items()
    assert shell.says("number_free") in lines(shell, "--search", "*4710800")["+49 221 4710-800"]


def test_a_number_that_waits_for_a_row_names_the_row(planner: Shell) -> None:
    import_id, _ = first_import(planner.home)
    change(planner, "DELETE FROM kept_number")
    change(planner, "UPDATE number SET held_until = '2099-12-02T12:00:00.000000+00:00' WHERE state = 'held'")
    change(planner, "INSERT INTO kept_number VALUES ('+493023125130', ?, 18, NULL, NULL, 'n')", import_id)
    why = planner.says("why_kept_until", row="18", id=import_id, date="2099-12-02")
    assert lines(planner, "--trunk", "Berlin")["+49 30 23125-130"][-1] == why
    assert records(planner, "--search", "+493023125130")[0]["kept_for_row"] == "18"


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (("--trunk", "köln"), 1000),
        (("--site", "berlin"), 50),
        (("--block", "0221 4710"), 1000),
        (("--block", "berlin-23125"), 50),
        (("--state", "future"), 10),
        (("--state", "future", "--state", "blocked"), 20),
        (("--state", "künftig", "--lang", "de"), 10),
        (("--holder", "lena"), 1),
        (("--holder", "FISCHER"), 1),
        (("--holder", "O'Brien"), 1),
        (("--holder", "imp-"), 39),
        (("--holder", "hotline"), 50),
        (("--search", "0221 4710-95"), 10),
        (("--search", "+49 30"), 50),
        (("--search", "*23125*20"), 1),
        (("--free", "--trunk", "Berlin", "--search", "*23125-11"), 0),
        (("--state", "free", "--holder", "nobody of that name"), 0),
    ],
)
def test_filters_meet_together(planner: Shell, options: tuple[str, ...], found: int) -> None:
    assert len(records(planner, *options)) == found


def test_free_is_what_may_be_given_unasked(planner: Shell) -> None:
    told = records(planner, "--free")
    assert {one["state"] for one in told} == {"free"}
    assert {one["reason"] for one in told} == {None}
    assert 0 < len(told) < len(records(planner, "--state", "free"))


@both
@pytest.mark.parametrize(
    ("options", "key", "told"),
    [
        (("--trunk", "Bonn"), "trunk_unknown", {"trunk": "Bonn", "trunks": "BERLIN-1, KOELN-1"}),
        (("--site", "Bonn"), "site_unknown", {"site": "Bonn", "sites": "Berlin, Köln"}),
        (("--block", "12"), "block_unknown", {"block": "12", "blocks": "+49 30 23125, +49 221 4710"}),
        (("--state", "used"), "state_unknown", {"state": "used", "states": [f"number_{one}" for one in NumberState]}),
        (("--search", "Lena"), "search_no_digits", {"search": "Lena"}),
    ],
)
def test_an_unknown_filter_is_told_with_the_known_ones(
    planner: Shell, lang: Lang, options: tuple[str, ...], key: str, told: dict[str, str | list[str]]
) -> None:
    """Lists are of texts that the person knows in the own language."""
    shell = planner.speaking(lang)
    ran = shell.run("numbers", *options)
    said = {name: one if isinstance(one, str) else ", ".join(map(shell.says, one)) for name, one in told.items()}
    assert (ran.code, ran.out, ran.err) == (3, "", shell.says(key, **said) + "\n")


def test_all_blocks_behind_one_base_are_found_by_it(shell: Shell) -> None:
    """N-06: shorter numbers may stand behind the same base."""
    assert shell.run("numbers", "add", "+49 221 4710 00-99", "--trunk", "Köln").code == 0
    told = json.loads(shell.run("numbers", "--block", "0221 4710", "--format", "json").out)
    assert len(told) == 1100


@both
def test_a_table_has_its_titles_in_the_language_of_the_person(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    change(shell, "UPDATE number SET since = '2026-11-23T12:00:00.000000+00:00' WHERE e164 = '+493023125130'")
    titles = shell.run("numbers", "--trunk", "Berlin").out.splitlines()[1]
    assert re.split(r" {2,}", titles.strip()) == shell.says("columns_numbers").split("|")


@both
def test_below_the_table_every_trunk_s_states_add_up_and_the_snapshot_has_its_time(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    told = shell.run("numbers", "--trunk", "Berlin").out.splitlines()
    free, held, assigned = (
        f"{count} {shell.says(f'number_{state}')}" for state, count in (("free", 40), ("held", 7), ("assigned", 3))
    )
    states = f"{free} + {held} + {assigned}"
    given = shell.says("numbers_given", n=len(records(shell, "--trunk", "Berlin", "--free")))
    counted = shell.says("numbers_counted", trunk="BERLIN-1", site="Berlin", n=50, states=states)
    assert told[-4:-1] == [
        shell.says("numbers_shown", n=50, all="1.050" if lang is Lang.DE else "1,050"),
        f"{counted} {given}",
        f"  {shell.says('forecast_nobody', days=90)}",
    ]
    assert told[-1].startswith(shell.says("account_time", time="|").partition("|")[0])


def came_lately(shell: Shell, days_ago: int = 10) -> None:
    """All workplaces of Berlin were activated so many days before today."""
    day = (date.today() - timedelta(days=days_ago)).isoformat()  # noqa: DTZ011 - the person's own calendar day
    change(shell, "UPDATE workplace SET activated_on = ? WHERE trunk = 'BERLIN-1'", day)


def test_the_forecast_names_the_day_on_which_a_trunk_runs_out(planner: Shell) -> None:
    came_lately(planner)
    told = {one["trunk"]: one for one in json.loads(planner.run("numbers", "forecast", "--format", "json").out)}
    free = len(records(planner, "--trunk", "Berlin", "--free"))
    out = date.today() + timedelta(days=free * 90 // 3)  # noqa: DTZ011 - the person's own calendar day
    berlin, koeln = told["BERLIN-1"], told["KOELN-1"]
    assert (berlin["may_be_given"], berlin["activated_last_90_days"]) == (free, 3)
    assert (berlin["days_left"], berlin["runs_out_on"]) == (free * 90 // 3, out.isoformat())
    assert (koeln["activated_last_90_days"], koeln["days_left"], koeln["runs_out_on"]) == (0, None, None)
    pace = planner.says("forecast_pace", n=3, days=90)
    until = planner.says("forecast_until", date=out.isoformat())
    assert f"  {pace} {until}" in planner.run("numbers", "--trunk", "Berlin").out.splitlines()


@both
def test_the_forecast_says_in_words_what_to_do(planner: Shell, lang: Lang) -> None:
    """N-10."""
    shell = planner.speaking(lang)
    told = shell.run("numbers", "forecast").out
    assert told.count(shell.says("forecast_nobody", days=90)) == 2
    change(shell, "UPDATE number SET state = 'blocked' WHERE state = 'free' AND trunk = 'BERLIN-1'")
    assert shell.says("forecast_out") in shell.run("numbers", "forecast").out


@both
def test_a_plan_that_leaves_numbers_for_a_few_weeks_says_so(shell: Shell, lang: Lang, tmp_path: Path) -> None:
    """N-10."""
    spoken = shell.speaking(lang)
    came_lately(spoken)
    blocked = "UPDATE number SET state = 'blocked' WHERE state = 'free' AND trunk = 'BERLIN-1' AND extension >"
    sheet = tmp_path / "one.csv"
    sheet.write_text("Vorname;Nachname;E-Mail;Standort;ohne SMS\nUte;Beck;ute.beck@example.org;Berlin;ja\n", "utf-8")
    change(spoken, f"{blocked} '115'")
    told = {"trunk": "BERLIN-1", "pace": 90, "days": 30}
    assert spoken.says("plan_leaves_one", **told) in spoken.run("check", sheet).out
    change(spoken, f"{blocked} '114'")
    assert spoken.says("plan_leaves_none", trunk="BERLIN-1") in spoken.run("check", sheet).out
