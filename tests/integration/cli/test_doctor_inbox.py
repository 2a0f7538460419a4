"""The doctor looks at the inbox: is it there, what waits in it since when, and what stays in hand and why."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.integration.cli.looks import contents
from tests.integration.cli.shell import STAFF, Shell
from tests.integration.cli.test_doctor import Checks, examined, verdict
from tests.integration.storage.buckets import REGION, client_of, contents_of, new_bucket
from trunkload.validation.language import Lang


@pytest.fixture
def inbox(shell: Shell) -> Path:
    folder = shell.home / "arrivals" / "inbox"
    folder.mkdir(parents=True)
    return folder


def rooms(checks: Checks) -> dict[str, tuple[str, str]]:
    return {name: verdict(checks, name) for name in checks if name.partition(".")[0] == "inbox"}


def without_carrier(shell: Shell) -> Shell:
    """Its account is not loaded, so that every import stops."""
    (shell.home / "rehearsal-carrier.sqlite").rename(shell.home / "another.sqlite")
    return shell.with_settings(inbox__settle_seconds="0")


def test_a_house_that_nobody_made_an_inbox_in_has_no_use_for_it(shell: Shell) -> None:
    assert rooms(examined(shell)[2]) == {"inbox": ("not_used", "inbox_none")}


def test_a_folder_that_is_named_and_not_there_is_broken(shell: Shell, tmp_path: Path) -> None:
    code, _, checks = examined(shell.with_settings(inbox__place=str(tmp_path / "drive")))
    assert (code, rooms(checks)) == (3, {"inbox": ("broken", "inbox_not_there")})
    assert "TRUNKLOAD_INBOX__PLACE" in checks["inbox"]["what_to_do"]


def test_a_folder_that_cannot_be_written_is_broken(shell: Shell, inbox: Path) -> None:
    (inbox.parent / "refused").write_text("no folder")
    checks = examined(shell)[2]
    assert verdict(checks, "inbox") == ("broken", "inbox_unwritable")
    assert checks["inbox"]["facts"]["path"].endswith("arrivals/refused")


def test_what_arrived_is_told_and_left_where_it_is(shell: Shell, inbox: Path) -> None:
    shutil.copy(STAFF, inbox / "neue.xlsx")
    (inbox / "Mai").mkdir()
    before = contents(inbox.parent)
    assert rooms(examined(shell)[2]) == {
        "inbox": ("ok", "inbox_ready"),
        "inbox.arrived": ("ok", "files_arrived"),
        "inbox.folders": ("warning", "folders_arrived"),
    }
    assert contents(inbox.parent) == before


def test_a_file_that_stays_in_hand_is_told_since_when_and_why(shell: Shell, inbox: Path) -> None:
    shutil.copy(STAFF, inbox / "neue.xlsx")
    broken = without_carrier(shell)
    broken.run("inbox")
    told = examined(broken)[2]["inbox.working"]
    assert (told["verdict"], told["code"]) == ("warning", "files_left")
    assert (told["facts"]["n"], told["facts"]["why"]) == (1, "stopped")
    assert datetime.now(UTC) - datetime.fromisoformat(told["facts"]["since"]) < timedelta(minutes=5)
    assert "etwas fehlt" in examined(broken.speaking(Lang.DE))[2]["inbox.working"]["detail"]


def test_the_claim_of_a_worker_that_ended_is_told_and_one_of_a_living_worker_is_not(shell: Shell, inbox: Path) -> None:
    shutil.copy(STAFF, inbox / "neue.xlsx")
    without_carrier(shell).run("inbox")
    newest = max((inbox.parent / "working").glob("*.claim"), key=lambda path: path.stat().st_mtime_ns)
    claim = json.loads(newest.read_text())
    newest.write_text(json.dumps({**claim, "worker": "0123456789abcdef"}))
    assert verdict(examined(shell)[2], "inbox.working") == ("ok", "files_in_hand")
    (shell.home / "workers").mkdir(exist_ok=True)
    (shell.home / "workers" / "0123456789abcdef").write_text("inbox")
    checks = examined(shell)[2]
    assert verdict(checks, "inbox.working") == ("warning", "files_left")
    assert checks["inbox.working"]["facts"]["why"] == "worker"
    assert verdict(checks, "workers.inbox") == ("warning", "workers_ended_inbox")


def test_a_bucket_is_listed_and_nothing_is_written(shell: Shell, s3_endpoint: str) -> None:
    bucket = new_bucket(s3_endpoint)
    client = client_of(s3_endpoint)
    client.put_object(Bucket=bucket, Key="hr/inbox/neue.csv", Body=b"x")
    client.close()
    at = {"files__endpoint": s3_endpoint, "files__region": REGION}
    checks = examined(shell.with_settings(inbox__place=f"s3://{bucket}/hr", **at))[2]
    assert rooms(checks) == {"inbox": ("ok", "inbox_ready"), "inbox.arrived": ("ok", "files_arrived")}
    assert len(contents_of(s3_endpoint, bucket)) == 1
    gone = examined(shell.with_settings(inbox__place="s3://nobodys/hr", **at))[2]["inbox"]
    assert (gone["verdict"], gone["code"]) == ("broken", "files_no_bucket")
    assert "TRUNKLOAD_INBOX__PLACE" in gone["detail"] + gone["what_to_do"]
