"""`workplaces` and `contingents`: who is at work or planned, and what is left of what is booked."""

import csv
import io
import json
import re

import pytest

from tests.integration.cli.looks import first_import
from tests.integration.cli.shell import Shell
from trunkload.inventory.workplace_overview import WORKPLACE_OVERVIEW
from trunkload.validation.language import Lang

PACKAGES = [f"package_{one}" for one in ("none", "basic", "plus", "premium")]
STATES = [f"workplace_{one}" for one in ("active", "planned", "changing")]
both = pytest.mark.parametrize("lang", Lang)


def records(shell: Shell, *options: str) -> list[dict[str, str | None]]:
    told: list[dict[str, str | None]] = json.loads(shell.run("workplaces", "--format", "json", *options).out)
    return told


def test_planned_workplaces_are_shown_beside_active_ones(planner: Shell) -> None:
    rows = records(planner)
    states = [one["state"] for one in rows]
    assert (states.count("active"), states.count("planned")) == (15, 36)
    jens = next(one for one in rows if one["username"] == "jens.petersen")
    assert (jens["import_id"], jens["may_end_on"]) == (first_import(planner.home)[0], None)


def test_machines_get_the_same_columns_in_both_formats(planner: Shell) -> None:
    told = records(planner, "--site", "Berlin")
    lines = list(csv.DictReader(io.StringIO(planner.run("workplaces", "--site", "Berlin", "--format", "csv").out)))
    assert list(lines[0]) == list(told[0]) == ["workplace_id", *WORKPLACE_OVERVIEW]
    assert [{name: value or "" for name, value in one.items()} for one in told] == lines


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (("--trunk", "Berlin"), 10),
        (("--site", "berlin"), 10),
        (("--search", "lena fi"), 1),
        (("--search", "LENA.FISCHER"), 1),
        (("--search", "lena.fischer@example.org"), 1),
        (("--search", "0221 4710-104"), 1),
        (("--search", "*4710104"), 1),
        (("--package", "premium"), 3),
        (("--package", "Premium", "--package", "plus", "--state", "active"), 6),
        (("--state", "geplant", "--lang", "de", "--trunk", "Berlin"), 7),
        (("--search", "nobody of that name"), 0),
    ],
)
def test_filters_meet_together(planner: Shell, options: tuple[str, ...], found: int) -> None:
    assert len(records(planner, *options)) == found


def test_the_first_day_on_which_a_workplace_may_end_is_told(planner: Shell) -> None:
    """R-11, S-22: thirty days after it was activated, and its package, too."""
    (lena,) = records(planner, "--search", "lena.fischer")
    assert (lena["activated_on"], lena["may_end_on"]) == ("2026-03-01", "2026-03-31")


@both
def test_people_read_names_dates_and_states_in_words(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    told = shell.run("workplaces", "--search", "lena.fischer").out.splitlines()
    day, end = {Lang.DE: ("01.03.2026", "31.03.2026"), Lang.EN: ("2026-03-01", "2026-03-31")}[lang]
    package = shell.says("package_since", package="Plus", date=day)
    who = ["Lena Fischer", "lena.fischer", "KOELN-1", "+49 221 4710-104", "104"]
    assert re.split(r" {2,}", told[1].strip()) == shell.says("columns_workplaces").split("|")
    assert re.split(r" {2,}", told[3].strip()) == [*who, package, day, end, shell.says("workplace_active")]
    assert shell.says("workplaces_shown_one", all=51) in told


@both
@pytest.mark.parametrize(
    ("options", "key", "told"),
    [
        (("--package", "gold"), "package_unknown", {"package": "gold", "packages": PACKAGES}),
        (("--state", "gone"), "state_unknown", {"state": "gone", "states": STATES}),
        (("--site", "Bonn"), "site_unknown", {"site": "Bonn", "sites": "Berlin, Köln"}),
    ],
)
def test_an_unknown_filter_is_told_with_the_known_ones(
    planner: Shell, lang: Lang, options: tuple[str, ...], key: str, told: dict[str, str | list[str]]
) -> None:
    """Lists are of texts that the person knows in the own language."""
    shell = planner.speaking(lang)
    ran = shell.run("workplaces", *options)
    said = {name: one if isinstance(one, str) else ", ".join(map(shell.says, one)) for name, one in told.items()}
    assert (ran.code, ran.out, ran.err) == (3, "", shell.says(key, **said) + "\n")


def test_what_is_left_of_a_contingent_has_our_own_plans_counted(planner: Shell) -> None:
    """R-14."""
    told = {one["name"]: one for one in json.loads(planner.run("contingents", "--format", "json").out)}
    counts = ("booked", "used", "planned", "left")
    assert [told["workplace"][name] for name in counts] == [200, 15, 36, 149]
    assert [told["plus"][name] for name in counts] == [40, 5, 6, 29]
    lines = list(csv.DictReader(io.StringIO(planner.run("contingents", "--format", "csv").out)))
    assert list(lines[0]) == ["name", *counts, "taken_at"]


@both
def test_contingents_are_told_to_people_with_the_snapshot_s_time(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    told = [re.split(r" {2,}", line.strip()) for line in shell.run("contingents").out.splitlines()]
    assert [shell.says("contingent_workplace"), "200", "15", "36", "149"] in told
    assert told[-1][0].startswith(shell.says("account_time", time="|").partition("|")[0])


@both
@pytest.mark.parametrize("command", [("numbers",), ("numbers", "forecast"), ("workplaces",), ("contingents",)])
def test_before_the_first_snapshot_the_account_is_missed(shell: Shell, lang: Lang, command: tuple[str, ...]) -> None:
    nobody = Shell(shell.home.parent / "empty", lang)
    ran = nobody.run(*command)
    assert (ran.code, ran.out, ran.err) == (3, "", nobody.says("account_missing") + "\n")
