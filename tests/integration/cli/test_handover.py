"""A whole import at a carrier without an API: approved, handed over as files, and finished by the carrier's list."""

import csv
import io
import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest

from tests.integration.cli.shell import SAMPLES, Ran, Shell
from trunkload.validation.language import Lang

STAFF = """\
Vorname;Nachname;E-Mail;Mobilnummer;Standort;Konferenzpaket;Benutzername
Ute;Beck;ute.beck@example.org;0152 28817386;Köln;Plus;ute.beck
Jan;Ćwik;jan.cwik@example.org;0171 39200001;Köln;;jan.cwik
Mia;Roth;mia.roth@example.org;0176 04069001;Berlin;Basic;mia.roth
"""
COLUMNS = ("Rufnummer", "Benutzername", "Vorname", "Nachname", "Interne Rufnummer", "Konferenzpaket", "SIP-Trunk")
Change = Callable[[list[dict[str, str]]], None]


@pytest.fixture(scope="session")
def staff(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("staff") / "staff.csv"
    file.write_text(STAFF, "utf-8")
    return file


def by_files(home: Path) -> Shell:
    account = str(SAMPLES / "account.toml")
    return Shell(home).with_settings(
        carrier__kind="handover", carrier__mapping="worksheet", carrier__account=account, carrier__batch_size="10"
    )


@pytest.fixture(scope="session")
def planned_by_files(tmp_path_factory: pytest.TempPathFactory, staff: Path) -> Path:
    """A home in which three people are planned; nobody changes it."""
    home = tmp_path_factory.mktemp("by-files") / "home"
    assert by_files(home).run("import", staff).code == 0
    return home


@pytest.fixture(scope="session")
def handed_over_home(tmp_path_factory: pytest.TempPathFactory, planned_by_files: Path) -> Path:
    """A home whose files lie for the carrier; nobody changes it."""
    home = shutil.copytree(planned_by_files, tmp_path_factory.mktemp("handed-over") / "home")
    assert approve(by_files(home)).code == 0
    return home


@pytest.fixture
def planner(planned_by_files: Path, tmp_path: Path) -> Shell:
    return by_files(shutil.copytree(planned_by_files, tmp_path / "home"))


@pytest.fixture
def shell(handed_over_home: Path, tmp_path: Path) -> Shell:
    return by_files(shutil.copytree(handed_over_home, tmp_path / "home"))


def import_of(shell: Shell) -> str:
    found = re.search(r"imp-\S+", shell.run("list").out)
    assert found is not None
    return found[0]


def approve(shell: Shell) -> Ran:
    found = re.search(r"approve (\S+) --digest (\S+)", shell.run("show", import_of(shell)).out)
    assert found is not None
    return shell.run("approve", found[1], "--digest", found[2])


def handed_over(shell: Shell) -> list[dict[str, str]]:
    """The rows of all workbooks in the folder, as the carrier gets them."""
    rows: list[dict[str, str]] = []
    for path in sorted((shell.home / "handover").glob("*.xlsx")):
        sheet = openpyxl.load_workbook(path).active
        assert sheet is not None
        head, *below = ([str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True))
        rows += [dict(zip(head, row, strict=True)) for row in below]
    return rows


def export_of(shell: Shell, path: Path, change: Change = lambda _rows: None) -> Path:
    """The carrier's list of workplaces, in a dialect of its own."""
    rows = handed_over(shell)
    change(rows)
    written = io.StringIO()
    writer = csv.DictWriter(written, COLUMNS, delimiter=";", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(written.getvalue().encode("utf-16"))
    return path


def one_other_one_missing(rows: list[dict[str, str]]) -> None:
    by_name = {row["Vorname"]: row for row in rows}
    by_name["Ute"]["Konferenzpaket"] = "keins"
    rows.remove(by_name["Mia"])


def numbers_of(shell: Shell, *people: str) -> list[str]:
    """How the numbers of these people stand in our ledger."""
    told = {row["Vorname"]: row["Rufnummer"].replace(" ", "") for row in handed_over(shell)}
    listed = json.loads(shell.run("numbers", "--format", "json").out)
    states = {row["number"]: row["state"] for row in listed}
    return [states[told[name]] for name in people]


def mails_of(shell: Shell) -> list[EmailMessage]:
    found = sorted((shell.home / "outbox").glob("*.eml"))
    return [message_from_bytes(path.read_bytes(), EmailMessage, policy=policy.default) for path in found]


def body_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_an_approval_ends_with_the_files_and_what_to_do_with_them(planner: Shell) -> None:
    done = approve(planner)
    assert done.code == 0
    told, import_id, folder = done.out.splitlines(), import_of(planner), planner.home / "handover"
    assert told[:5] == [
        f"{import_id}: 0 of 3 workplaces are set up and read back from the carrier.",
        planner.says("handed_over", n=2, folder=str(folder)),
        f"  {import_id}_b01.xlsx (1 row): upload it in the portal (plain worksheet)",
        f"  {import_id}_b02.xlsx (2 rows): upload it in the portal (plain worksheet)",
        planner.says("handover_then", command=f"trunkload handover read {import_id} EXPORT"),
    ]
    assert (mails_of(planner), "outbox" in done.out) == ([], False)
    assert numbers_of(planner, "Ute", "Jan", "Mia") == ["held", "held", "held"]


def test_files_are_listed_with_their_state(shell: Shell) -> None:
    import_id = import_of(shell)
    listed = shell.run("handover", "files", import_id)
    assert listed.code == 0
    rows = [line.split() for line in listed.out.splitlines() if import_id in line]
    assert [row[:5] for row in rows] == [
        [f"{import_id}/b01", f"{import_id}_b01.xlsx", "1", "upload", "pending"],
        [f"{import_id}/b02", f"{import_id}_b02.xlsx", "2", "upload", "pending"],
    ]


def test_the_carriers_list_finishes_what_it_shows_and_the_rest_waits(shell: Shell, tmp_path: Path) -> None:
    import_id = import_of(shell)
    export = export_of(shell, tmp_path / "export.csv", one_other_one_missing)
    read = shell.run("handover", "read", import_id, export)
    assert read.code == 0
    assert read.out.startswith("export.csv: rows read: 2; ordered ones among them: 2 of 3.")
    rows = [re.split(r"\s{2,}", line.strip()) for line in read.out.splitlines() if re.match(r" \d", line)]
    assert [(row[1], *row[3:]) for row in rows] == [
        ("Ute Beck", "Conference package", "plus", "none"),
        ("Mia Roth", "set up", "not in the list"),
    ]
    assert "Not in the carrier's list, so not compared: E-mail for authentication, Mobile number" in read.out
    assert read.last.startswith("1 row is still open.")
    assert shell.run("status", import_id).out.splitlines()[0] == f"{import_id}: being ordered"
    assert mails_of(shell) == []

    final = shell.run("handover", "read", import_id, export, "--final")
    assert final.code == 1
    assert f"{import_id}: 1 of 3 workplaces are set up and read back from the carrier." in final.out
    assert numbers_of(shell, "Ute", "Jan", "Mia") == ["assigned", "assigned", "free"]


def test_the_last_word_closes_the_import_row_by_row(shell: Shell, tmp_path: Path) -> None:
    import_id = import_of(shell)
    export = export_of(shell, tmp_path / "export.csv", one_other_one_missing)
    assert shell.speaking(Lang.DE).run("handover", "read", import_id, export, "--final").code == 1
    status = shell.run("status", import_id)
    assert status.code == 1
    assert status.out.startswith(f"{import_id}: partly done")
    people = {name: line for line in status.out.splitlines() for name in ("Ute", "Jan", "Mia") if f" {name} " in line}
    assert "Conference package" in people["Ute"]
    assert people["Jan"].rstrip().endswith("equal")
    assert people["Mia"].rstrip().endswith("The carrier did not set it up.")
    assert status.out.splitlines()[-2].startswith("Not in the carrier's list, so not compared:")
    assert status.last == shell.says("failed_for_good_one", rows="4")

    (mail,) = mails_of(shell)
    text = body_of(mail)
    assert mail["subject"] == "Auftragsbestätigung: 1 von 3 Arbeitsplätzen eingerichtet"
    assert "Nicht in der Liste des Anbieters, also nicht verglichen: E-Mail zur Authentifizierung, " in text
    assert "Benutzernamen und Passwörter verschickt der Anbieter selbst; Trunkload hat keine." in text
    assert "nicht eingerichtet: Der Anbieter hat ihn nicht eingerichtet." in text


def test_a_list_that_shows_everything_makes_the_import_done(shell: Shell, staff: Path, tmp_path: Path) -> None:
    import_id = import_of(shell)
    export = export_of(shell, tmp_path / "export.csv")
    read = shell.run("handover", "read", import_id, export)
    assert read.code == 0
    before = shell.run("status", import_id).out
    assert before.startswith(f"{import_id}: done")
    assert shell.run("handover", "read", import_id, export).code == 0
    assert shell.run("status", import_id).out == before
    assert "nothing is planned" in shell.run("import", staff).out, "nobody is ordered twice"

    later = shell.run("handover", "read", import_id, export_of(shell, tmp_path / "later.csv", one_other_one_missing))
    assert later.code == 1
    verified = shell.run("verify", import_id)
    assert verified.code == 1
    assert "Conference package" in verified.out


def test_a_folder_that_is_lost_orders_nothing_anew(shell: Shell) -> None:
    import_id = import_of(shell)
    shutil.rmtree(shell.home / "handover")
    status = shell.run("status", import_id)
    assert status.code == 3
    place = str(shell.home / "handover" / f"{import_id}_b01")
    assert status.err.strip() == shell.says("handover_file_record_gone", place=place)
    assert not (shell.home / "handover").exists()


def test_a_file_that_is_no_list_is_refused(shell: Shell, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("Kostenstelle;Betrag\n4100;12\n", "utf-8")
    refused = shell.run("handover", "read", import_of(shell), other)
    assert refused.code == 2
    assert "No row with a header such as Benutzername, Rufnummer was found" in refused.err


def test_a_checklist_is_what_companyflex_needs(planner: Shell) -> None:
    own = planner.with_settings(carrier__mapping="companyflex")
    assert approve(own).code == 0
    pages = sorted((own.home / "handover").glob("*.html"))
    import_id = import_of(own)
    assert [path.name for path in pages] == [f"{import_id}_b01-checklist.html", f"{import_id}_b02-checklist.html"]
    assert "Jan Ćwik" in pages[1].read_text("utf-8")


def test_what_is_not_verified_is_said_before_anything_is_uploaded(planner: Shell) -> None:
    told = approve(planner.with_settings(carrier__mapping="3cx")).out
    assert "Not verified against the vendor's documentation: OutboundCallerID." in told


def test_a_mapping_that_is_not_understood_stops_the_import_with_its_line(tmp_path: Path, staff: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('format = "csv"\n\n[[column]]\nheader = "Nr"\nfield = "nubmer"\n', "utf-8")
    stopped = by_files(tmp_path / "home").with_settings(carrier__mapping=str(own)).run("import", staff)
    assert stopped.code == 3
    assert stopped.err.startswith(f"{own}:5: column[0].field names something that there is not. It takes: action, ")


def test_a_carrier_with_an_api_has_no_files(tmp_path: Path) -> None:
    told = Shell(tmp_path / "home").run("handover", "files", "imp-2026-11-23-0001")
    assert told.code == 3
    assert told.err.strip() == (
        "Files for a portal without an API exist only with carrier.kind = handover; the settings name rehearsal."
    )


def test_nothing_is_read_back_before_anything_is_handed_over(planner: Shell, staff: Path) -> None:
    import_id = import_of(planner)
    told = planner.run("handover", "read", import_id, staff)
    assert told.code == 3
    assert told.err.startswith(f"No file of {import_id} lies ready for the carrier.")


@pytest.mark.parametrize("missing", ["carrier__mapping", "carrier__account"])
def test_files_need_a_mapping_and_an_account(tmp_path: Path, missing: str) -> None:
    given = {"carrier__mapping": "worksheet", "carrier__account": "account.toml"}
    del given[missing]
    told = Shell(tmp_path / "home").with_settings(carrier__kind="handover", **given).run("list")
    assert told.code == 3
    assert told.err.strip() == "carrier.kind = handover needs carrier.mapping and carrier.account. Set both."


def test_files_for_the_carrier_go_with_the_retention_and_what_is_known_of_it_stays(
    shell: Shell, tmp_path: Path
) -> None:
    import_id = import_of(shell)
    assert shell.run("handover", "read", import_id, export_of(shell, tmp_path / "export.csv")).code == 0
    folder = shell.home / "handover"
    files = {path.name for path in folder.iterdir()}
    long_ago = "2026-01-05T09:30:00.000000+00:00"
    with closing(sqlite3.connect(shell.home / "trunkload.sqlite")) as connection, connection:
        connection.execute("UPDATE import SET received_at = ?, finished_at = ?", (long_ago, long_ago))
        connection.execute("UPDATE number SET held_until = ? WHERE state = 'held'", (long_ago,))
    left = {name for name in files if name.endswith(".order.json")}
    gone = len(files - left)
    assert gone > 0
    said = shell.says("purged_handover_one") if gone == 1 else shell.says("purged_handover", n=gone)
    assert f"  {said}\n" in shell.run("purge").out
    assert {path.name for path in folder.iterdir()} == left
    assert shell.run("sync").code == 0
