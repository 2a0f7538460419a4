"""One sheet in which people come, change and go: judged, approved, ordered, read back, and sent once more."""

import json
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from tests.e2e.console import Console, Said
from tests.integration.cli.looks import carrier, count, first_import, held_numbers, ledger

ACCOUNT = Path(__file__).parents[2] / "sample-data" / "account.toml"
SHEET = """Aktion;Vorname;Nachname;E-Mail;Mobilfunknummer;Standort;Benutzername;Durchwahl;Konferenzpaket;Ort
;Eva;Vogt;eva.vogt@example.org;0152 28817386;Köln;;;Plus;
;Anna;Schmidt;anna.schmidt@example.org;;;;;Premium;
ändern;;;;;;tim.bauer;300;;Bonn
löschen;Laura;Koch;laura.koch@example.org;;;;;;
;David;Wolf;david.wolf@example.org;;Berlin;;;;
löschen;Nina;Niemand;nina.niemand@example.org;;;;;;
"""


LEAVERS = """Aktion;Vorname;Nachname;E-Mail
löschen;Laura;Koch;laura.koch@example.org
löschen;Anna;Schmidt;anna.schmidt@example.org
"""


def mails(console: Console) -> list[EmailMessage]:
    files = (console.home / "outbox").glob("*.eml")
    return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in sorted(files)]


def told_people(console: Console) -> set[str]:
    """Who but the admin got an e-mail; passwords by SMS lie beside."""
    return {str(mail["To"].addresses[0].addr_spec) for mail in mails(console) if "confirm" not in mail["Message-ID"]}


def planned(console: Console) -> Said:
    assert console.run("carrier", "init", ACCOUNT).code == 0
    sheet = console.folder / "staff.csv"
    sheet.write_text(SHEET, "utf-8")
    return console.run("import", sheet, "--format", "json", "--lang", "en")


def test_people_come_change_and_go_with_one_sheet(console: Console) -> None:
    """Section 7, R-11, S-21, promises 3 to 7."""
    told = json.loads(planned(console).out)
    used = dict(carrier(console.home, "SELECT name, used FROM contingent"))
    receipt = told["receipt"]
    assert (receipt["rows"], receipt["blocked"], receipt["skipped"]["repeated"]) == (6, 1, 1)
    assert told["plan"]["actions"] == {"add": 1, "modify": 2, "delete": 1}
    messages = {(one["row"], one["code"]): one["message"] for one in told["findings"] if one["code"] != "changed"}
    assert messages[3, "change_inferred"].startswith("This person has the workplace “anna.schmidt” already")
    assert messages[5, "workplace_ends"].startswith("The workplace “laura.koch” with the number +49 221 4710108")
    assert {(6, "person_unchanged"), (7, "person_unknown")} <= set(messages)
    changes = {one["message"] for one in told["findings"] if one["code"] == "changed"}
    assert "“Ort”: – → Bonn." in changes
    assert held_numbers(console.home) == 2
    open_again = json.loads(console.run("import", console.folder / "staff.csv", "--format", "json").out)
    assert (open_again["receipt"]["skipped"]["repeated"], open_again["plan"]) == (5, None)

    import_id, digest = first_import(console.home)
    said = console.run("approve", import_id, "--digest", digest, "--lang", "en")
    assert (said.code, said.err) == (0, "")
    counts = "1 of 1 workplaces are set up, 2 of 2 changed, 1 of 1 deleted and read back from the carrier."
    assert said.out.startswith(f"{import_id}: {counts}\n")
    assert told_people(console) == {"eva.vogt@example.org", "anna.schmidt@example.org", "tim.bauer@example.org"}
    assert ledger(console.home, "SELECT action, read_back FROM order_item ORDER BY row") == [
        ("add", "equal"),
        ("modify", "equal"),
        ("modify", "equal"),
        ("delete", "equal"),
    ]
    assert count(console.home, "workplace") == 15
    question = "SELECT username, number, internal_number, package, city FROM workplace WHERE username IN {} ORDER BY 1"
    names = "('anna.schmidt', 'tim.bauer', 'laura.koch')"
    anna, tim = carrier(console.home, question.format(names))
    assert (anna[0], anna[3]) == ("anna.schmidt", "premium")
    assert tim == ("tim.bauer", "+492214710300", "109", "basic", "Bonn")
    given_back = [("+492214710108", "free"), ("+492214710109", "free")]
    left = "SELECT e164, state FROM number WHERE e164 IN ('+492214710108', '+492214710109') ORDER BY 1"
    assert carrier(console.home, left) == given_back
    rested = [("+492214710108", "resting"), ("+492214710109", "resting")]
    assert ledger(console.home, left) == rested
    now = dict(carrier(console.home, "SELECT name, used FROM contingent"))
    assert (now["workplace"], now["premium"]) == (used["workplace"], used["premium"] + 1)

    again = json.loads(console.run("import", console.folder / "staff.csv", "--format", "json").out)
    assert again["plan"] is None
    assert (again["receipt"]["skipped"]["repeated"], again["receipt"]["blocked"]) == (5, 1)
    status = console.run("status", import_id, "--lang", "en")
    assert "gone" in status.out


def test_people_who_leave_are_told_as_deleted_and_get_no_message(console: Console) -> None:
    """S-25, in German: on the terminal, in the admin's mail and row by row."""
    assert console.run("carrier", "init", ACCOUNT).code == 0
    sheet = console.folder / "leavers.csv"
    sheet.write_text(LEAVERS, "utf-8")
    plan = console.run("import", sheet, "--lang", "de")
    assert plan.code == 0
    assert "  2 Arbeitsplätze auf KOELN-1 (Köln), ohne neue Rufnummer\n" in plan.out
    (report,) = console.home.rglob("report.html")
    assert "ohne neue Rufnummer" in report.read_text("utf-8")
    import_id, digest = first_import(console.home)
    said = console.run("approve", import_id, "--digest", digest, "--lang", "de")
    assert said.code == 0
    assert said.out.startswith(f"{import_id}: 2 von 2 Arbeitsplätzen gelöscht und beim Anbieter nachgelesen.\n")
    (confirmation,) = mails(console)
    assert list((console.home / "outbox").glob("*.txt")) == []
    assert confirmation["Subject"] == "Auftragsbestätigung: 2 von 2 Arbeitsplätzen gelöscht"
    plain = confirmation.get_body(("plain",))
    assert plain is not None
    assert plain.get_content().count("Ergebnis: gelöscht und beim Anbieter nachgelesen") == 2
    assert "eingerichtet" not in plain.get_content()
    assert '"laura.koch"' not in console.run("workplaces", "--format", "json").out
    status = console.run("status", import_id, "--lang", "de").out
    assert (status.count("gelöscht"), status.count("nicht mehr da"), "eingerichtet" in status) == (2, 2, False)


def test_the_same_sheet_again_has_nothing_to_do_once_everybody_has_left(console: Console) -> None:
    """Promise 5: recognised, named with the import that did it, and not blocked."""
    assert console.run("carrier", "init", ACCOUNT).code == 0
    sheet = console.folder / "leavers.csv"
    sheet.write_text(LEAVERS, "utf-8")
    assert console.run("import", sheet).code == 0
    import_id, digest = first_import(console.home)
    assert console.run("approve", import_id, "--digest", digest).code == 0
    for command in ("check", "import"):
        again = console.run(command, sheet, "--format", "json", "--lang", "en")
        told = json.loads(again.out)
        assert (again.code, told["receipt"]["skipped"]["repeated"], told["receipt"]["blocked"]) == (0, 2, 0)
        assert {one["code"] for one in told["findings"]} == {"person_planned"}
        assert all(import_id in one["message"] for one in told["findings"])
    said = console.run("import", sheet, "--lang", "en")
    assert said.code == 0
    assert f"{import_id}: 2 people, done" in said.out
