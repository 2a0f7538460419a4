"""The doctor looks at every room, says what is so and what to do, and leaves all of it as it was."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.integration.cli.carriers import absent, answering
from tests.integration.cli.looks import contents
from tests.integration.cli.shell import Shell
from tests.integration.notify.mail_servers import Postmaster, free_port, mail_server, make_certificate
from tests.integration.storage.buckets import REGION, contents_of, new_bucket
from trunkload.flows.health.checks import Verdict
from trunkload.storage.version import HEAD
from trunkload.validation.language import Lang

ADDRESSES = {"notify__admin_email": "telephony@example.com", "notify__sender": "trunkload@example.com"}
Checks = dict[str, dict[str, Any]]


def examined(shell: Shell) -> tuple[int, str, Checks]:
    """Exit code, verdict and checks by name."""
    ran = shell.run("doctor", "--format", "json")
    assert ran.err == ""
    told = json.loads(ran.out)
    assert list(told) == ["program", "checked_at", "verdict", "checks"]
    for one in told["checks"]:
        assert list(one) == ["name", "verdict", "code", "facts", "detail", "what_to_do"]
        assert (one["what_to_do"] is None) == (one["verdict"] in {"ok", "not_used", "not_seen"})
    return ran.code, told["verdict"], {one["name"]: one for one in told["checks"]}


def verdict(checks: Checks, name: str) -> tuple[str, str]:
    return checks[name]["verdict"], checks[name]["code"]


@pytest.fixture
def well(ordered: Shell) -> Shell:
    """A home in which nothing is left to be done."""
    ordered.home.chmod(0o700)
    return ordered.with_settings(**ADDRESSES)


def test_a_house_in_order_is_told_so_and_stays_as_it_was(well: Shell) -> None:
    before = contents(well.home)
    code, worst, checks = examined(well)
    ill = {name: one["code"] for name, one in checks.items() if one["verdict"] in {"warning", "broken"}}
    assert (ill, code, worst) == ({}, 0, "ok")
    assert contents(well.home) == before
    assert verdict(checks, "database.integrity") == ("ok", "database_sound")
    assert verdict(checks, "database.log") == ("ok", "database_with_log")
    assert verdict(checks, "prefect") == ("not_used", "prefect_none")


def test_files_of_an_import_that_the_database_does_not_know_tell_of_a_restored_backup(well: Shell) -> None:
    lost = well.home / "files" / "imports" / "imp-2099-01-01-0001"
    lost.mkdir()
    (lost / "upload").write_bytes(b"Vorname")
    code, worst, checks = examined(well)
    assert (code, worst, verdict(checks, "imports")) == (3, "broken", ("broken", "imports_lost"))
    assert checks["imports"]["facts"] == {"n": 1, "id": "imp-2099-01-01-0001"}
    assert "trunkload db recover" in checks["imports"]["what_to_do"]
    assert well.run("db", "recover").code == 0
    assert verdict(examined(well)[2], "imports") == ("ok", "imports_known")


@pytest.mark.parametrize("lang", Lang)
def test_the_table_has_a_line_for_each_check_and_a_sum(well: Shell, lang: Lang) -> None:
    ran = well.speaking(lang).run("doctor")
    _, _, checks = examined(well)
    listed = [line.split()[0] for line in ran.out.splitlines() if line.startswith(" ") and line[1:2].strip()][2:]
    assert (ran.code, listed) == (0, list(checks))
    counts = {one.value: sum(told["verdict"] == one for told in checks.values()) for one in Verdict}
    assert (counts["broken"], counts["not_used"], counts["not_seen"]) == (0, 2, 0)
    assert ran.last == well.speaking(lang).says("doctor_sum", **counts)


def test_a_home_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "home").with_settings(**ADDRESSES)
    code, worst, checks = examined(shell)
    assert (code, worst) == (1, "warning")
    assert verdict(checks, "home") == ("warning", "home_missing")
    assert verdict(checks, "database.version") == ("warning", "database_missing")
    assert verdict(checks, "files") == ("not_seen", "files_later")
    assert not shell.home.exists()


def test_made_up_addresses_and_an_open_home_are_named(well: Shell) -> None:
    well.home.chmod(0o755)
    _, _, checks = examined(Shell(well.home))
    assert verdict(checks, "settings.addresses") == ("warning", "sender_made_up")
    assert checks["settings.addresses"]["facts"] == {"keys": "notify.admin_email, notify.sender"}
    assert verdict(checks, "home") == ("warning", "home_open")


def test_a_secret_that_others_may_read_is_named_and_never_shown(well: Shell, tmp_path: Path) -> None:
    file = tmp_path / "trunkload.toml"
    file.write_text('[carrier]\napi_key = "Kiesel-7-Ofen-Wal"\n', "utf-8")
    file.chmod(0o644)
    shell = well.with_settings(config=str(file))
    ran = shell.run("doctor", "--format", "json")
    _, _, checks = examined(shell)
    assert verdict(checks, "settings.secrets") == ("warning", "secrets_readable")
    assert "Kiesel" not in ran.out
    file.chmod(0o600)
    assert verdict(examined(shell)[2], "settings.secrets") == ("ok", "secrets_kept")


def test_every_wrong_setting_is_told_and_that_the_rest_was_not_seen(well: Shell) -> None:
    ill = well.with_settings(carrier__batch_size="0", inbox__tries="never", nonsense="1")
    ran = ill.run("doctor", "--format", "json")
    told = json.loads(ran.out)["checks"]
    wrong = [(one["code"], one["facts"]) for one in told if one["name"] == "settings"]
    assert wrong == [
        ("unknown", {"key": "TRUNKLOAD_NONSENSE", "detail": ""}),
        ("at_least", {"key": "TRUNKLOAD_CARRIER__BATCH_SIZE", "detail": "1"}),
        ("whole_number", {"key": "TRUNKLOAD_INBOX__TRIES", "detail": ""}),
    ]
    assert [one["detail"] for one in told[1:3]] == [
        ill.says("setting_wrong", key=facts["key"]) for _, facts in wrong[1:]
    ]
    assert "TRUNKLOAD_CARRIER__BATCH_SIZE: give 1 or more." in told[1]["what_to_do"]
    code, _, checks = examined(ill)
    assert (code, verdict(checks, "database")) == (3, ("not_seen", "settings_first"))
    assert verdict(checks, "prefect") == ("not_used", "prefect_none")


def test_a_damaged_database_hides_no_other_room(well: Shell) -> None:
    for beside in well.home.glob("trunkload.sqlite-*"):
        beside.unlink()
    (well.home / "trunkload.sqlite").write_bytes(b"no database, but long enough to be mistaken for one" * 40)
    code, worst, checks = examined(well)
    assert (code, worst, verdict(checks, "database")) == (3, "broken", ("broken", "damaged"))
    assert verdict(checks, "files") == ("ok", "files_kept")
    assert verdict(checks, "mail") == ("ok", "outbox_ready")


@pytest.mark.parametrize(
    ("version", "expected"), [("0007", ("warning", "database_behind_file")), ("9999", ("broken", "newer_version"))]
)
def test_a_database_of_another_version_is_told(well: Shell, version: str, expected: tuple[str, str]) -> None:
    changed(well.home, "UPDATE alembic_version SET version_num = ?", version)
    _, _, checks = examined(well)
    assert verdict(checks, "database.version" if version < HEAD else "database") == expected
    assert verdict(checks, "waiting") == ("not_seen", "database_first")


def changed(home: Path, statement: str, *values: str) -> None:
    with closing(sqlite3.connect(home / "trunkload.sqlite")) as connection, connection:
        connection.execute(statement, values)


def test_what_was_left_behind_is_told_with_its_import_and_its_day(well: Shell) -> None:
    long_ago = "2026-01-05T09:30:00.000000+00:00"
    changed(well.home, "UPDATE import SET state = 'planned', received_at = ?", long_ago)
    changed(well.home, "UPDATE product_order SET state = 'unknown', sent_at = ? WHERE batch = 1", long_ago)
    changed(well.home, "UPDATE message SET state = 'given_up' WHERE name = (SELECT min(name) FROM message)")
    (well.home / "workers").mkdir(exist_ok=True)
    (well.home / "workers" / "0123456789abcdef").touch()
    (well.home / "workers" / "1123456789abcdef").write_text("inbox")
    code, _, checks = examined(well)
    assert code == 1
    assert verdict(checks, "waiting.approvals") == ("warning", "approvals_wait_long")
    assert checks["waiting.approvals"]["facts"]["since"] == "2026-01-05T09:30:00+00:00"
    assert verdict(checks, "waiting.orders") == ("warning", "orders_unsettled")
    assert checks["waiting.messages"]["facts"]["n"] == 1
    assert verdict(checks, "workers.orders") == ("warning", "workers_ended")
    assert verdict(checks, "workers.inbox") == ("warning", "workers_ended_inbox")
    assert checks["workers.inbox"]["facts"]["n"] == 1


def test_an_approval_is_late_for_the_doctor_when_it_is_for_the_summary(planner: Shell) -> None:
    """Both read inbox.remind_days."""
    days_ago = (datetime.now(UTC) - timedelta(days=3)).isoformat()
    changed(planner.home, "UPDATE import SET received_at = ?", days_ago)
    patient = planner.with_settings(inbox__remind_days="4")
    assert verdict(examined(planner)[2], "waiting.approvals") == ("warning", "approvals_wait_long")
    assert verdict(examined(patient)[2], "waiting.approvals") == ("ok", "approvals_wait")


def test_a_carrier_that_does_not_answer_or_not_us_is_told(well: Shell) -> None:
    at = {"carrier__kind": "tmforum", "carrier__customer_id": "muster-gmbh"}
    with absent() as url:
        assert verdict(examined(well.with_settings(carrier__url=url, **at))[2], "carrier") == ("broken", "unreachable")
    with answering(401, "") as url:
        assert verdict(examined(well.with_settings(carrier__url=url, **at))[2], "carrier") == ("broken", "not_allowed")


def test_a_carrier_that_does_not_know_the_customer_is_told(well: Shell) -> None:
    at = {"carrier__kind": "tmforum", "carrier__customer_id": "muster-gmbh"}
    with answering(200, "[]", Content_Type="application/json", X_Total_Count="0") as url:
        _, _, checks = examined(well.with_settings(carrier__url=url, **at))
    assert verdict(checks, "carrier") == ("ok", "carrier_answers")
    assert verdict(checks, "carrier.customer") == ("broken", "customer_unknown")
    assert verdict(checks, "clock.carrier") == ("ok", "clock_agrees")


def test_a_mail_server_is_greeted_and_gets_no_mail(well: Shell, tmp_path: Path) -> None:
    postmaster, port, certificate = Postmaster(), free_port(), make_certificate(tmp_path, "127.0.0.1")
    smtp = {"notify__mail": "smtp", "notify__smtp_host": "127.0.0.1", "notify__smtp_port": str(port)}
    shell = well.with_settings(**smtp, notify__smtp_ca_file=str(certificate))
    with mail_server(postmaster, port, certificate):
        code, _, checks = examined(shell)
    assert (code, postmaster.taken) == (1, [])
    assert verdict(checks, "mail") == ("ok", "mail_answers")
    assert verdict(checks, "certificate.mail") == ("warning", "certificate_ends")
    assert verdict(examined(shell)[2], "mail") == ("broken", "mail_unreachable")


def test_a_bucket_takes_a_probe_and_keeps_none(well: Shell, s3_endpoint: str) -> None:
    bucket = new_bucket(s3_endpoint, versioned=True)
    store = {"files__endpoint": s3_endpoint, "files__region": REGION}
    _, _, checks = examined(well.with_settings(files__store=f"s3://{bucket}/live", **store))
    assert (verdict(checks, "files"), contents_of(s3_endpoint, bucket)) == (("ok", "files_kept"), {})
    assert verdict(checks, "clock.files") == ("ok", "clock_agrees")
    _, _, checks = examined(well.with_settings(files__store="s3://nobodys/live", **store))
    assert verdict(checks, "files") == ("broken", "files_no_bucket")


def test_a_prefect_server_that_is_named_and_not_there_is_told(well: Shell) -> None:
    with absent() as url:
        shell = Shell(well.home, well.lang, (*well.settings, ("PREFECT_API_URL", f"{url}/api")))
        assert verdict(examined(shell)[2], "prefect") == ("broken", "prefect_silent")


def test_serve_that_was_in_use_and_does_not_run_is_told(well: Shell) -> None:
    (well.home / "prefect").mkdir()
    shell = well.with_settings(flows__server_port=str(free_port()))
    assert verdict(examined(shell)[2], "prefect") == ("warning", "serve_ended")
