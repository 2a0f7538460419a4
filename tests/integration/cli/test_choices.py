"""What a person decides about a file on the command line, and what the answer says of it."""

import csv
import json
from pathlib import Path

import pytest
import xlsxwriter

from tests.integration.cli.looks import contents, ledger
from tests.integration.cli.shell import STAFF, Ran, Shell
from trunkload.validation.language import Lang

DECIDED = ("--map", "Fornavn=first_name", "--map", "efternavn=Nachname", "--map", "Note=")
KEPT = "SELECT count(*) FROM column_mapping"


@pytest.fixture
def danish(tmp_path: Path) -> Path:
    """Headers that we do not know, beside some that we do."""
    file = tmp_path / "nye.csv"
    head = "Fornavn;Efternavn;Kontakt;Handy;Note;Standort;Telefon\n"
    file.write_text(f"{head}Jana;Heute;jana.heute@example.org;0152 28817386;x;Berlin;0152 28817386\n", "utf-8")
    return file


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Of 14 people 12 stand in hidden rows; the column of mobile numbers is hidden, and so is one worksheet."""
    file = tmp_path / "versteckt.xlsx"
    with xlsxwriter.Workbook(file) as book:
        staff, old = book.add_worksheet("Neue"), book.add_worksheet("Alte")
        old.hide()
        staff.write_row(0, 0, ("Vorname", "Nachname", "E-Mail", "Standort", "Handy"))
        for row in range(1, 15):
            letter = chr(ord("a") + row)
            cells = ("Jana", f"He{letter}te", f"jana.he{letter}te@example.org", "Berlin", "0152 28817386")
            staff.write_row(row, 0, cells)
            if row > 2:
                staff.set_row(row, None, None, {"hidden": True})
        staff.set_column(4, 4, None, None, {"hidden": True})
    return file


def document(ran: Ran) -> dict[str, list[dict[str, str | None]]]:
    read: dict[str, list[dict[str, str | None]]] = json.loads(ran.out)
    return read


def columns_of(ran: Ran) -> dict[str | None, tuple[str | None, str | None, str | None]]:
    """By header: field, how it is known, suggestion."""
    return {one["header"]: (one["field"], one["how"], one["suggestion"]) for one in document(ran)["columns"]}


@pytest.mark.parametrize("command", ["check", "import"])
def test_a_column_is_what_a_person_says(shell: Shell, danish: Path, command: str) -> None:
    ran = shell.run(command, danish, *DECIDED, "--format", "json")
    assert ran.code == 0
    assert columns_of(ran) == {
        "Fornavn": ("first_name", "decided", None),
        "Efternavn": ("last_name", "decided", None),
        "Kontakt": ("email", "content", None),
        "Handy": ("mobile", "synonym", None),
        "Note": (None, "decided", None),
        "Standort": ("location", "synonym", None),
        "Telefon": (None, "unknown", None),
    }


def test_check_writes_no_decision_down(shell: Shell, danish: Path) -> None:
    """Promise 2."""
    before = contents(shell.home)
    assert shell.run("check", danish, *DECIDED).code == 0
    assert contents(shell.home) == before


def test_what_import_was_told_counts_for_the_next_file_with_these_headers(shell: Shell, danish: Path) -> None:
    assert shell.run("check", danish).code == 2
    assert shell.run("import", danish, *DECIDED).code == 0
    for command in ("check", "import"):
        assert columns_of(shell.run(command, danish, "--format", "json"))["Efternavn"][1] == "decided"
    other = danish.with_name("andre.csv")
    other.write_text(danish.read_text("utf-8").replace("Fornavn;Efternavn", "Efternavn;Fornavn"), "utf-8")
    assert shell.run("check", other).code == 2


def test_the_command_that_check_prints_reads_the_file_in_the_same_way(shell: Shell, danish: Path) -> None:
    last = shell.run("check", danish, *DECIDED).last
    assert last.endswith("--map Fornavn=first_name --map efternavn=last_name --map Note=")
    assert shell.run(*last.split()[1:]).code == 0
    assert ledger(shell.home, "SELECT state FROM import") == [("planned",)]


@pytest.mark.parametrize("lang", Lang)
def test_the_receipt_tells_what_was_decided_and_what_was_found_out(shell: Shell, danish: Path, lang: Lang) -> None:
    told = shell.speaking(lang).run("check", danish, *DECIDED).out.splitlines()
    lines = {
        Lang.DE: [
            "  so entschieden: A „Fornavn“ = Vorname, B „Efternavn“ = Nachname, E „Note“ weggelassen",
            "  am Inhalt erkannt: C „Kontakt“ = E-Mail",
            "  nicht gelesene Spalten: G „Telefon“",
        ],
        Lang.EN: [
            "  as decided: A “Fornavn” = First name, B “Efternavn” = Last name, E “Note” left out",
            "  known by what stands in it: C “Kontakt” = E-mail",
            "  columns not read: G “Telefon”",
        ],
    }
    assert told[2:5] == lines[lang]


def test_a_suggestion_is_told_and_not_used(shell: Shell, danish: Path) -> None:
    told = shell.run("check", danish, *DECIDED, "--map", "Handy=")
    assert "columns not read: G “Telefon” (perhaps Mobile number)" in told.out
    assert columns_of(shell.run("check", danish, *DECIDED, "--map", "D=", "--format", "json"))["Telefon"] == (
        None,
        "unknown",
        "mobile",
    )


@pytest.mark.parametrize(
    ("written", "key", "params"),
    [
        ("Kontakt", "map_form", {"map": "Kontakt"}),
        ("=email", "map_form", {"map": "=email"}),
        ("Kontakt=fax", "map_field", {"field": "fax"}),
        ("Kontakt=*", "map_field", {"field": "*"}),
    ],
)
def test_a_decision_that_is_none_is_told_with_what_there_is(
    shell: Shell, danish: Path, written: str, key: str, params: dict[str, str]
) -> None:
    ran = shell.run("check", danish, "--map", written)
    said = shell.says(key, **params, fields="|").partition("|")[0]
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(said)
    assert key != "map_field" or "auth_without_mobile" in ran.err


def test_one_column_is_not_decided_twice(shell: Shell, danish: Path) -> None:
    twice = ("--map", "Kontakt=email", "--map", "Kontakt=remark")
    ran = shell.run("import", danish, *twice)
    assert (ran.code, ran.err.strip()) == (2, shell.says("map_twice", header="Kontakt"))
    assert shell.run("check", danish, *DECIDED, "--map", "Kontakt=email", "--map", "Kontakt=E-Mail").code == 0


@pytest.mark.parametrize("lang", Lang)
def test_a_header_that_the_file_does_not_have_is_told_with_those_it_has(shell: Shell, danish: Path, lang: Lang) -> None:
    ran = shell.speaking(lang).run("import", danish, *DECIDED, "--map", "Mial=email")
    assert ran.code == 2
    assert "Mial" in ran.err
    assert "Fornavn, Efternavn, Kontakt, Handy, Note, Standort, Telefon" in ran.err
    assert ledger(shell.home, KEPT) == [(0,)]


def test_decisions_are_listed_for_people_and_for_machines(shell: Shell, danish: Path) -> None:
    assert shell.run("mappings").out.strip() == shell.says("no_mappings")
    assert shell.run("import", danish, *DECIDED).code == 0
    table = shell.speaking(Lang.DE).run("mappings").out
    assert [word for word in ("Fingerabdruck", "Efternavn", "Nachname", "(weggelassen)", "admin") if word in table] == [
        *("Fingerabdruck", "Efternavn", "Nachname", "(weggelassen)", "admin")
    ]
    told = json.loads(shell.run("mappings", "--format", "json").out)
    assert {one["header"]: one["field"] for one in told} == {
        "Fornavn": "first_name",
        "Efternavn": "last_name",
        "Note": "",
    }
    assert {(one["file"], one["decided_by"]) for one in told} == {("nye.csv", "admin")}
    rows = list(csv.DictReader(shell.run("mappings", "--format", "csv").out.splitlines()))
    assert {row["fingerprint"] for row in rows} == {one["fingerprint"] for one in told}
    facts = json.loads(shell.run("check", danish, "--format", "json").out)["file"]
    assert {row["fingerprint"] for row in rows} == {facts["fingerprint"]}


def test_no_decision_is_an_empty_list_for_machines(shell: Shell) -> None:
    assert json.loads(shell.run("mappings", "--format", "json").out) == []
    heads = shell.run("mappings", "--format", "csv").out
    assert heads == "fingerprint,header,field,file,decided_by,decided_at,value,new\n"


def test_a_decision_is_forgotten_by_the_beginning_of_its_fingerprint(shell: Shell, danish: Path) -> None:
    assert shell.run("import", danish, *DECIDED).code == 0
    fingerprint = json.loads(shell.run("mappings", "--format", "json").out)[0]["fingerprint"]
    forgotten = shell.run("mappings", "forget", fingerprint[:12])
    assert (forgotten.code, forgotten.out.strip()) == (0, shell.says("mapping_forgotten", file="nye.csv"))
    assert ledger(shell.home, KEPT) == [(0,)]
    assert shell.run("check", danish).code == 2
    again = shell.run("mappings", "forget", fingerprint)
    assert (again.code, again.err.strip()) == (3, shell.says("mapping_unknown", fingerprint=fingerprint))


def test_several_decisions_are_not_forgotten_at_once(shell: Shell, danish: Path) -> None:
    firsts: list[str] = []
    while len(set(firsts)) == len(firsts):
        danish.write_text(danish.read_text("utf-8").replace("\n", f";x{len(firsts)}\n", 1), "utf-8")
        assert shell.run("import", danish, *DECIDED).code in {0, 1}
        firsts = [str(one[0])[0] for one in ledger(shell.home, "SELECT fingerprint FROM column_mapping")]
    shared = next(one for one in firsts if firsts.count(one) > 1)
    ran = shell.run("mappings", "forget", shared)
    assert (ran.code, ran.err.strip()) == (3, shell.says("mapping_ambiguous", fingerprint=shared))
    assert shell.run("mappings", "forget", "").code == 3
    assert ledger(shell.home, KEPT) == [(len(firsts),)]


@pytest.mark.parametrize("lang", Lang)
def test_what_a_workbook_hides_is_listed(shell: Shell, workbook: Path, lang: Lang) -> None:
    told = shell.speaking(lang).run("check", workbook).out
    lines = {
        Lang.DE: [
            "  ausgeblendete Tabellenblätter, nicht gelesen: „Alte“\n",
            "  ausgeblendete Zeilen, nicht gelesen: 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 und 2 weitere\n",
            "  nicht gelesene Spalten: E „Handy“ (ausgeblendet)\n",
        ],
        Lang.EN: [
            "  hidden worksheets, not read: “Alte”\n",
            "  hidden rows, not read: 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 and 2 more\n",
            "  columns not read: E “Handy” (hidden)\n",
        ],
    }
    assert [line for line in lines[lang] if line in told] == lines[lang]
    facts = json.loads(shell.run("check", workbook, "--format", "json").out)["file"]
    assert facts["hidden"] == {"sheets": ["Alte"], "columns": ["E"], "rows": list(range(4, 16))}


def test_what_is_hidden_is_read_where_a_person_wants_it(shell: Shell, workbook: Path) -> None:
    told = json.loads(shell.run("import", workbook, "--include-hidden", "--format", "json").out)
    assert (told["receipt"]["rows"], told["file"]["hidden"]["rows"]) == (14, [])
    assert columns_of(shell.run("check", workbook, "--include-hidden", "--format", "json"))["Handy"][0] == "mobile"
    assert ledger(shell.home, "SELECT rows, skipped_hidden FROM import") == [(14, 0)]


@pytest.mark.parametrize("command", ["check", "import"])
def test_one_of_several_sheets_is_named(shell: Shell, tmp_path: Path, command: str) -> None:
    file = tmp_path / "zwei.xlsx"
    with xlsxwriter.Workbook(file) as book:
        for name, person in (("Köln", "Ute"), ("Berlin", "Jan")):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ("Vorname", "Nachname", "E-Mail", "Handy", "Standort"))
            sheet.write_row(1, 0, (person, "Heute", f"{person}.heute@example.org", "0152 28817386", name))
    assert shell.run(command, file).code == 2
    told = json.loads(shell.run(command, file, "--sheet", "berlin", "--format", "json").out)
    assert (told["outcome"], told["file"]["sheet"]) == ("ready", "Berlin")
    refused = shell.run(command, file, "--sheet", "Bonn")
    assert (refused.code, "Köln, Berlin" in refused.err) == (2, True)


def test_a_file_in_windows_1252_says_so(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "alt.csv"
    text = "Vorname;Nachname;E-Mail;Handy;Standort\nJürgen;Groß;juergen.gross@example.org;0152 28817386;Köln\n"
    file.write_bytes(text.encode("cp1252"))
    assert f"\n  {shell.says('note_windows_1252')}\n" in shell.run("check", file).out


def test_the_report_shows_what_was_decided(shell: Shell, danish: Path, tmp_path: Path) -> None:
    for command in ("check", "import"):
        assert shell.run(command, danish, *DECIDED, "--report", tmp_path / command).code == 0
        page = (tmp_path / command / "report.html").read_text("utf-8")
        assert '>First name</td><td class="muted">a decision</td>' in page
        assert '>E-mail</td><td class="muted">what stands in it</td>' in page


def test_the_sample_is_decided_by_nobody(shell: Shell) -> None:
    told = columns_of(shell.run("check", STAFF, "--format", "json"))
    assert {how for _, how, _ in told.values()} == {"synonym", "hidden"}
