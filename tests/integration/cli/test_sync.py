"""`trunkload sync`: what the carrier changed, where that conflicts with what stands here, and what to do."""

import json
import sqlite3

import pytest

from tests.integration.cli.carriers import absent
from tests.integration.cli.looks import carrier, first_import, ledger
from tests.integration.cli.shell import STAFF, Shell
from trunkload.flows.number_words import local_day
from trunkload.flows.wiring import REHEARSAL_FILE
from trunkload.validation.language import Lang

HELD = "SELECT e164 FROM number WHERE state = 'held' AND trunk = 'KOELN-1' ORDER BY e164"

both = pytest.mark.parametrize("lang", Lang)


def at_carrier(shell: Shell, *statements: tuple[str, ...]) -> None:
    """What a colleague does in the carrier's portal; each statement with its parameters."""
    connection = sqlite3.connect(shell.home / REHEARSAL_FILE)
    with connection:
        for statement, *parameters in statements:
            connection.execute(statement, parameters)
    connection.close()


def taken(extension: str) -> tuple[str, str]:
    return "UPDATE number SET state = 'function', holder = 'Fax' WHERE e164 = ?", f"+492214710{extension}"


def gone(extension: str) -> tuple[str, str]:
    return "DELETE FROM number WHERE e164 = ?", f"+492214710{extension}"


@both
def test_nothing_has_changed(shell: Shell, lang: Lang) -> None:
    ran = shell.speaking(lang).run("sync")
    assert (ran.code, ran.last) == (0, shell.speaking(lang).says("sync_nothing"))


@both
def test_changes_are_counted_and_listed_with_the_time_of_the_snapshot(shell: Shell, lang: Lang) -> None:
    at_carrier(
        shell,
        taken("500"),
        gone("501"),
        gone("502"),
        ("UPDATE workplace SET family_name = 'Schmitt' WHERE id = 'wp-5001'",),
        ("UPDATE contingent SET booked = 250 WHERE name = 'workplace'",),
    )
    speaking = shell.speaking(lang)
    ran = speaking.run("sync")
    assert ran.code == 0
    assert speaking.says("sync_numbers", came="0", left="2", changed="1") in ran.out
    assert speaking.says("sync_workplaces", came="0", left="0", changed="1") in ran.out
    ends = speaking.says("range", first="+49 221 4710501", last="+49 221 4710502")
    assert f"− {ends} (2): KOELN-1, {speaking.says('number_free')}" in ran.out
    assert f"+49 221 4710500: {speaking.says('number_free')} → {speaking.says('number_function')}, – → Fax" in ran.out
    assert "wp-5001 (anna.schmidt): " in ran.out
    assert "Schmidt → Schmitt" in ran.out
    contingent = f"{speaking.says('part_contingent')} {speaking.says('contingent_workplace')}"
    assert f"{contingent}, {speaking.says('account_field_booked')}: 200 → 250" in ran.out
    assert ran.out.splitlines()[0].startswith(speaking.says("account_time", time="")[:12])
    assert speaking.run("sync").last == speaking.says("sync_nothing")


@both
def test_what_changed_is_told_in_the_words_and_days_of_the_person(shell: Shell, lang: Lang) -> None:
    at_carrier(
        shell,
        ("UPDATE workplace SET package = 'premium', package_since = '2026-11-20' WHERE id = 'wp-5005'",),
        ("DELETE FROM workplace WHERE id = 'wp-5001'",),
        ("UPDATE number SET state = 'free', holder = NULL WHERE holder = 'wp-5001'",),
    )
    speaking = shell.speaking(lang)
    ran = speaking.run("sync")
    days = {Lang.DE: "01.03.2026 → 20.11.2026", Lang.EN: "2026-03-01 → 2026-11-20"}
    assert f"{speaking.says('account_field_package_since')}: {days[lang]}" in ran.out
    assert f": {speaking.says('package_plus')} → {speaking.says('package_premium')}" in ran.out
    (until,) = ledger(shell.home, "SELECT available_from FROM number WHERE state = 'resting'")[0]
    rests = speaking.says("why_resting_until", date=local_day(str(until), lang))
    assert f"+49 221 4710100: {speaking.says('number_assigned')} → {rests}, wp-5001 → –" in ran.out


@both
def test_numbers_entered_on_the_wrong_trunk_are_told_together(shell: Shell, lang: Lang) -> None:
    speaking = shell.speaking(lang)
    assert shell.run("numbers", "add", "+49 40 66969 200-209", "--trunk", "Köln").code == 0
    customer = carrier(shell.home, "SELECT id FROM customer")[0][0]
    block = "INSERT INTO number_block VALUES (?, 'hh', 'BERLIN-1', '+494066969', '200', '209', NULL)"
    one = "INSERT INTO number VALUES (?, ?, 'BERLIN-1', 'hh', ?, 'free', NULL, NULL)"
    rows = [(one, f"+494066969{at}", customer, str(at)) for at in range(200, 210)]
    at_carrier(shell, (block, customer), *rows)
    ran = speaking.run("sync")
    ends = speaking.says("range", first="+49 40 66969200", last="+49 40 66969209")
    told = speaking.says("conflict_entered_elsewhere", number=f"{ends} (10)", here="KOELN-1", carrier="BERLIN-1")
    assert (ran.code, ran.last.strip()) == (1, told)


def test_a_dry_run_writes_nothing(shell: Shell) -> None:
    at_carrier(shell, taken("500"))
    before = ledger(shell.home, "SELECT * FROM number ORDER BY e164"), ledger(shell.home, "SELECT * FROM audit")
    ran = shell.run("sync", "--dry-run")
    assert (ran.code, ran.last) == (0, shell.says("sync_dry"))
    assert shell.says("sync_numbers", came="0", left="0", changed="1") in ran.out
    assert (
        ledger(shell.home, "SELECT * FROM number ORDER BY e164"),
        ledger(shell.home, "SELECT * FROM audit"),
    ) == before
    assert ledger(shell.home, "SELECT count(*) FROM number_change WHERE from_state IS NOT NULL") == [(0,)]


@both
def test_a_lost_hold_names_its_import_and_what_to_do(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    import_id, _ = first_import(shell.home)
    one = str(ledger(shell.home, HELD)[0][0])[-3:]
    at_carrier(shell, taken(one))
    ran = shell.run("sync")
    told = shell.says(
        "conflict_hold_lost", number=f"+49 221 4710{one}", id=import_id, carrier=shell.says("number_function")
    )
    assert (ran.code, ran.last.strip()) == (1, told)
    rows = ledger(shell.home, "SELECT e164, state, import_id FROM number WHERE state = 'function'")
    assert (f"+492214710{one}", "function", None) in rows
    assert shell.run("sync").code == 0


@both
def test_an_import_says_that_something_is_no_longer_as_it_was_and_sync_shows_it(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    one, other, *_ = (str(number)[-3:] for (number,) in ledger(shell.home, HELD))
    at_carrier(shell, taken(one), gone(other))
    assert shell.says("import_conflicts", n="2") in shell.run("import", STAFF).out
    shown = shell.run("sync", "--format", "json")
    conflicts = json.loads(shown.out)["conflicts"]
    assert shown.code == 1
    assert [(told["kind"], told["subject"], told["carrier"]) for told in conflicts] == [
        ("hold_lost", f"+492214710{one}", "function"),
        ("hold_lost", f"+492214710{other}", "gone"),
    ]
    assert shell.run("sync").code == 0


def test_a_workplace_that_is_about_to_be_deleted_and_is_gone_is_a_conflict(shell: Shell) -> None:
    sheet = shell.home / "leavers.csv"
    sheet.write_text("Vorname;Nachname;Benutzername;Aktion\nAnna;Schmidt;anna.schmidt;löschen\n", "utf-8")
    assert shell.run("import", sheet).code == 0
    import_id, _ = first_import(shell.home)
    at_carrier(shell, ("DELETE FROM workplace WHERE id = 'wp-5001'",))
    ran = shell.run("sync")
    assert ran.code == 1
    assert shell.says("conflict_workplace_gone", workplace="wp-5001 (anna.schmidt)", id=import_id) in ran.out


def test_long_lists_are_cut_on_a_terminal_and_whole_for_machines(shell: Shell) -> None:
    at_carrier(shell, ("UPDATE number SET state = 'blocked' WHERE state = 'free' AND trunk = 'KOELN-1'",))
    assert shell.says("more_lines", n="896") in shell.run("sync", "--dry-run").out
    told = json.loads(shell.run("sync", "--dry-run", "--format", "json").out)
    assert len(told["numbers"]["changed"]) == 916
    assert told["numbers"]["changed"][0] == {
        "id": "+492214710001",
        "state_before": "free",
        "state": "blocked",
        "holder_before": None,
        "holder": None,
        "trunk_before": "KOELN-1",
        "trunk": "KOELN-1",
        "import_id": None,
    }


def test_every_change_of_a_number_is_in_its_history(shell: Shell) -> None:
    at_carrier(shell, taken("500"), gone("501"))
    shell.run("sync")
    history = "SELECT e164, who, from_state, to_state, why FROM number_change"
    after_they_came = f"{history} WHERE from_state IS NOT NULL ORDER BY e164"
    assert ledger(shell.home, after_they_came) == [
        ("+492214710500", "carrier", "free", "function", "sync"),
        ("+492214710501", "carrier", "free", None, "sync"),
    ]


@both
def test_a_carrier_that_fails_changes_nothing(shell: Shell, lang: Lang) -> None:
    with absent() as url:
        there = shell.with_settings(carrier__kind="tmforum", carrier__url=url, carrier__customer_id="muster-gmbh")
        ran = there.speaking(lang).run("sync")
    assert (ran.code, ran.out, ran.err) == (3, "", there.speaking(lang).says("portal_unreachable") + "\n")


@both
def test_without_any_account_the_sentence_says_how_to_load_one(
    tmp_path_factory: pytest.TempPathFactory, lang: Lang
) -> None:
    shell = Shell(tmp_path_factory.mktemp("new") / "home").speaking(lang)
    ran = shell.run("sync")
    assert (ran.code, ran.err) == (3, shell.says("account_missing") + "\n")


def test_all_conflicts_are_told_however_many_they_are(shell: Shell) -> None:
    """The audit trail names a thousand of them and counts the rest."""
    shell.run("numbers", "add", "+49 40 66969 0000-1499", "--trunk", "Berlin")
    ran = shell.run("sync", "--format", "json")
    assert (ran.code, len(json.loads(ran.out)["conflicts"])) == (1, 1500)
    assert (
        ledger(shell.home, "SELECT details FROM audit WHERE what = 'account read'")[0][0].count("entered_only") == 1000
    )
    assert shell.run("sync").code == 0
