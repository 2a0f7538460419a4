"""`--accept-suggestions CODE` takes the suggestions of one kind, and says so wherever the receipt stands."""

import json
from pathlib import Path

import pytest

from tests.integration.cli.looks import ledger
from tests.integration.cli.shell import SAMPLES, Shell
from trunkload.validation.language import Lang

SHEET = SAMPLES / "bad" / "postal-code-without-zero.csv"
ACCEPT = ("--accept-suggestions", "postal_code_zero_lost")


def test_what_was_accepted_stands_in_the_receipt_and_at_the_cell(shell: Shell) -> None:
    told = json.loads(shell.run("check", SHEET, *ACCEPT, "--format", "json").out)
    assert told["outcome"] == "ready"
    assert told["receipt"]["accepted"] == {"postal_code_zero_lost": 1}
    (note,) = [one for one in told["findings"] if one["code"] == "suggestion_accepted"]
    assert (note["column"], note["row"], note["value"], note["severity"]) == ("F", 3, "1067", "note")
    assert note["message"] == "“1067” was taken as “01067”, as decided (postal_code_zero_lost)."


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        (Lang.DE, "1 Zelle genommen wie vorgeschlagen: postal_code_zero_lost (1)"),
        (Lang.EN, "1 cell taken as suggested: postal_code_zero_lost (1)"),
    ],
)
def test_text_and_report_say_what_was_accepted(shell: Shell, tmp_path: Path, lang: Lang, line: str) -> None:
    """The command that goes on takes the same."""
    ran = shell.speaking(lang).run("check", SHEET, *ACCEPT, "--report", tmp_path)
    assert ran.code == 0
    assert line in ran.out
    assert ran.out.count("--accept-suggestions postal_code_zero_lost") == 1
    page = (tmp_path / "report.html").read_text("utf-8")
    assert f"{line.partition(':')[0]}: <code>postal_code_zero_lost</code>" in page
    assert {Lang.DE: "„1067“ wurde als „01067“ genommen", Lang.EN: "“1067” was taken as “01067”"}[lang] in page


def test_import_accepts_what_check_accepted(shell: Shell) -> None:
    checked = json.loads(shell.run("check", SHEET, *ACCEPT, "--format", "json").out)
    imported = json.loads(shell.run("import", SHEET, *ACCEPT, "--format", "json").out)
    kept = {name: imported["plan"][name] for name in ("import_id", "digest")}
    assert imported == {**checked, "plan": {**checked["plan"], **kept}}
    [(details,)] = ledger(shell.home, "SELECT details FROM audit WHERE what = 'received'")
    assert json.loads(details)["accepted"] == "postal_code_zero_lost"


def test_codes_may_be_given_with_commas(shell: Shell) -> None:
    ran = shell.run(
        "check", SAMPLES / "bad" / "mobile-without-zero.csv", ACCEPT[0], f"mojibake,phone_no_prefix,{ACCEPT[1]}"
    )
    assert ran.code == 0
    assert "1 cell taken as suggested: phone_no_prefix (1)" in ran.out


def test_what_a_workbook_made_a_day_of_is_a_house_number_again(shell: Shell) -> None:
    ran = shell.run("check", SAMPLES / "bad" / "house-number-as-date.xlsx", ACCEPT[0], "house_number_date")
    assert ran.code == 0
    assert "1 cell taken as suggested: house_number_date (1)" in ran.out


@pytest.mark.parametrize("command", ["check", "import"])
@pytest.mark.parametrize(("lang", "begins"), [(Lang.DE, "Für nonsense, missing gibt"), (Lang.EN, "There are no sugg")])
def test_a_code_without_suggestions_ends_the_command_with_those_that_have(
    shell: Shell, command: str, lang: Lang, begins: str
) -> None:
    ran = shell.speaking(lang).run(command, SHEET, ACCEPT[0], "nonsense,missing", *ACCEPT)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(begins)
    assert "nonsense, missing" in ran.err
    assert "apostrophe_left, block_unknown, choice_unknown, date_form, date_serial" in ran.err
