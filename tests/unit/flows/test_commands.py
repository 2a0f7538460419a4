"""The command that is printed runs as it stands, wherever it is pasted."""

import sys
from pathlib import Path

import pytest

from trunkload.flows.commands import DIGEST_SHOWN, approve_command, import_command
from trunkload.intake.choices import Choices, Decision
from trunkload.intake.field_names import option_name
from trunkload.intake.fields import Field

DIGEST = "034673cf17978f1f" + "0" * 48


def test_the_command_names_just_enough_of_the_digest() -> None:
    assert DIGEST_SHOWN == 16
    assert approve_command("imp-2026-11-23-0001", DIGEST).endswith(
        "trunkload approve imp-2026-11-23-0001 --digest 034673cf17978f1f"
    )


def test_a_file_with_blanks_and_quotes_stays_one_word() -> None:
    assert import_command(Path("/tmp/Müller's Liste.xlsx")).endswith("""import '/tmp/Müller'"'"'s Liste.xlsx'""")  # noqa: S108 - nobody writes there


def test_the_sheet_is_planned_as_it_was_checked() -> None:
    choices = Choices(sheet="Köln 2", include_hidden=True, columns={"E-Mail privat": "email", "Notiz": ""})
    command = import_command(Path("staff.xlsx"), choices)
    options = "--sheet 'Köln 2' --include-hidden --map 'E-Mail privat=email' --map Notiz="
    assert command.endswith(f"trunkload import staff.xlsx {options}")


def test_a_field_has_one_name_in_every_command() -> None:
    """The shorter word of English where there is one; nothing that needs quotes."""
    decisions = (Decision("location", "Koeln", "Köln"), Decision("conference_package", "Pluss", "Plus"))
    command = import_command(Path("staff.xlsx"), Choices(decisions=decisions))
    assert command.endswith(" --accept site:Koeln=Köln --accept conference_package:Pluss=Plus")
    assert not any(" " in option_name(field) for field in Field)


def test_a_program_that_the_shell_does_not_find_is_named_by_its_path(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(sys, "argv", [str(Path.cwd() / "my venv" / "bin" / "trunkload"), "demo"])
    assert approve_command("imp-1", DIGEST).startswith("'my venv/bin/trunkload' approve imp-1 ")
    monkeypatch.setattr(sys, "argv", ["/opt/telephony/bin/trunkload", "demo"])
    assert approve_command("imp-1", DIGEST).startswith("/opt/telephony/bin/trunkload approve imp-1 ")
