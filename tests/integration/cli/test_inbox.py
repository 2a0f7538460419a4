"""The command `inbox`: what has arrived is imported, and a person reads what became of it."""

import pytest

from tests.integration.cli.shell import STAFF, Shell
from tests.integration.storage.buckets import REGION
from trunkload.validation.language import Lang

AT_ONCE = (("TRUNKLOAD_INBOX__SETTLE_SECONDS", "0"),)


@pytest.fixture
def there(shell: Shell) -> Shell:
    """With an inbox in which nothing lies."""
    (shell.home / "arrivals" / "inbox").mkdir(parents=True)
    return Shell(shell.home, settings=AT_ONCE)


def lay(shell: Shell, name: str, content: bytes) -> None:
    (shell.home / "arrivals" / "inbox" / name).write_bytes(content)


def test_nothing_arrived_is_no_failure(there: Shell) -> None:
    ran = there.run("inbox")
    assert (ran.code, ran.out) == (0, "Nothing has arrived, and nothing waits.\n")
    assert there.run("inbox", "--list").out.startswith("Nothing has arrived. Put files here: ")


def test_files_that_need_somebody_end_with_1_and_are_told_with_their_reason(there: Shell) -> None:
    lay(there, "neue.xlsx", STAFF.read_bytes())
    lay(there, "letter.pdf", b"%PDF-1.4")
    listed = there.run("inbox", "--list").out
    assert listed.index("neue.xlsx") < listed.index("letter.pdf")
    ran = there.run("inbox")
    assert ran.code == 1
    assert "36 ready, 4 to fix" in ran.out
    assert "refused: The file is no spreadsheet. Send the sheet as .xlsx or .csv." in ran.out
    again = there.run("inbox")
    assert again.code == 0
    assert "has waited for approval since" in again.last


def test_a_file_that_waits_for_something_else_says_for_what(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nobody loaded an account; the file is gone on with as soon as somebody has."""
    shell = Shell(tmp_path_factory.mktemp("nobody") / "home", Lang.DE, AT_ONCE)
    (shell.home / "arrivals" / "inbox").mkdir(parents=True)
    lay(shell, "neue.xlsx", STAFF.read_bytes())
    ran = shell.run("inbox")
    assert ran.code == 1
    assert ran.err.startswith("neue.xlsx ist noch nicht importiert: Noch ist kein Vertrag bekannt.")
    assert "liegen geblieben seit" in shell.run("inbox", "--list").out


def test_an_event_imports_its_file_and_no_other(there: Shell) -> None:
    lay(there, "neue.xlsx", STAFF.read_bytes())
    lay(there, "other.xlsx", STAFF.read_bytes())
    assert there.run("inbox", "--file", "neue.xlsx").out.startswith("neue.xlsx is read;")
    assert there.run("inbox", "--file", "neue.xlsx").out.startswith("neue.xlsx is not imported now:")
    listed = there.run("inbox", "--list").out
    assert "other.xlsx" in listed
    assert "neue.xlsx" not in listed


def test_a_folder_is_listed_and_told_as_one_that_nobody_looks_into(there: Shell) -> None:
    (there.home / "arrivals" / "inbox" / "Mai").mkdir()
    assert "Mai" in there.run("inbox", "--list").out
    assert there.says("inbox_folder") in there.run("inbox", "--list").out
    ran = there.run("inbox")
    assert (ran.code, "a folder: not looked into." in ran.out) == (1, True)


def test_to_show_all_and_to_import_one_are_two_calls(there: Shell) -> None:
    lay(there, "neue.xlsx", STAFF.read_bytes())
    ran = there.run("inbox", "--list", "--file", "neue.xlsx")
    assert (ran.code, ran.out, ran.err) == (2, "", there.says("inbox_list_or_file") + "\n")


def test_an_inbox_that_is_not_to_be_reached_ends_with_3_and_its_own_setting(there: Shell) -> None:
    (there.home / "arrivals" / "inbox").rmdir()
    (there.home / "arrivals" / "inbox").write_text("no folder")
    ran = there.run("inbox")
    assert (ran.code, ran.err) == (3, there.says("inbox_at_failed") + "\n")
    assert "TRUNKLOAD_INBOX__PLACE" in ran.err


def test_a_bucket_of_the_inbox_that_is_not_there_names_the_setting_of_the_inbox(there: Shell, s3_endpoint: str) -> None:
    at = {"files__endpoint": s3_endpoint, "files__region": REGION, "inbox__place": "s3://nobodys/hr"}
    ran = there.with_settings(**at).run("inbox")
    assert (ran.code, ran.err) == (3, there.says("inbox_at_files_no_bucket") + "\n")
    assert "TRUNKLOAD_INBOX__PLACE" in ran.err
