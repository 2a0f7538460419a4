"""`messages`: what people were told, what could not be sent, why, and what to do; recipients are masked."""

import json
import shutil
from pathlib import Path

import pytest

from tests.integration.cli.shell import Shell
from tests.integration.flows.houses import approved, house_at
from tests.integration.notify.mail_servers import Postmaster, free_port, mail_server
from trunkload.validation.language import Lang

both = pytest.mark.parametrize("lang", Lang)
SHEET = """Aktion;Vorname;Nachname;E-Mail;Mobilfunknummer;Standort;Benutzername;Konferenzpaket
neu;Eva;Vogt;eva.vogt@example.org;0152 28817386;Köln;;
ändern;;;;;;anna.schmidt;Premium
"""
ADMIN = "admin@example.com"


@pytest.fixture(scope="module")
def approved_home(loaded_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One person is to be added and one changed, approved and not sent yet; nobody changes it."""
    folder = tmp_path_factory.mktemp("approved")
    home = shutil.copytree(loaded_home, folder / "home")
    (folder / "staff.csv").write_text(SHEET, "utf-8")
    assert Shell(home).run("import", folder / "staff.csv").code == 0
    house = house_at(home)
    approved(house)
    house.ledger.dispose()
    return home


@pytest.fixture
def ordered(approved_home: Path, tmp_path: Path) -> Shell:
    return Shell(shutil.copytree(approved_home, tmp_path / "home"))


def by_smtp(shell: Shell, port: int) -> Shell:
    return shell.with_settings(
        notify__mail="smtp",
        notify__smtp_host="127.0.0.1",
        notify__smtp_port=str(port),
        notify__smtp_security="none",
        notify__sender="telephony@example.com",
        notify__admin_email=ADMIN,
    )


def import_of(shell: Shell) -> str:
    return shell.run("list").out.split("imp-")[1].split()[0].join(("imp-", ""))


@both
def test_who_was_told_what_is_listed_without_anybodys_address(ordered: Shell, lang: Lang) -> None:
    shell = ordered.speaking(lang)
    import_id = import_of(shell)
    ran = shell.run("status", import_id)
    assert (ran.code, "trunkload messages" in ran.out) == (0, False)
    listed = shell.run("messages").out
    for kind, channel in (("welcome", "email"), ("password", "sms"), ("changed", "email"), ("confirmation", "email")):
        assert f"{shell.says(f'message_{kind}')} {shell.says(f'message_by_{channel}')}" in listed
    assert ("e…@example.org" in listed, "+49…386" in listed) == (True, True)
    assert ("eva.vogt" in listed, "28817386" in listed) == (False, False)
    assert shell.run("messages", "--failed").out == shell.says("all_messages_sent") + "\n"


def test_machines_read_the_words_of_the_database(ordered: Shell) -> None:
    import_id = import_of(ordered)
    ordered.run("status", import_id)
    told = json.loads(ordered.run("messages", "--import", import_id, "--format", "json").out)
    assert [
        (one["row"], one["kind"], one["channel"], one["recipient"], one["state"], one["problem"]) for one in told
    ] == [
        (2, "welcome", "email", "e…@example.org", "sent", None),
        (2, "password", "sms", "+49…386", "sent", None),
        (3, "changed", "email", "a…@example.org", "sent", None),
        (None, "confirmation", "email", "t…@example.org", "sent", None),
    ]
    assert ordered.run("messages", "--format", "csv").out.splitlines()[0] == (
        "message,import_id,row,kind,channel,recipient,state,attempts,problem,queued_at,next_attempt_at,sent_at"
    )


@both
def test_where_nobody_was_told_anything_the_list_says_so(ordered: Shell, lang: Lang) -> None:
    shell = ordered.speaking(lang)
    assert shell.run("messages").out == shell.says("no_messages") + "\n"
    assert shell.run("messages", "--import", "imp-1").err == shell.says("no_such_import", id="imp-1") + "\n"


@both
def test_a_mail_server_that_is_down_is_told_and_its_messages_get_out_later(ordered: Shell, lang: Lang) -> None:
    """The exit code is the orders'; the retry's own is that of the messages."""
    port, postmaster = free_port(), Postmaster()
    shell = by_smtp(ordered.speaking(lang), port)
    ran = shell.run("status", import_of(shell))
    assert (ran.code, ran.last) == (0, shell.says("messages_unsent", n=3))
    reason = shell.says("notify_mail_unreachable")
    assert shell.run("messages", "--failed").last == shell.says("messages_because", n=3, reason=reason)
    assert shell.run("messages", "retry").code == 1
    with mail_server(postmaster, port):
        ran = shell.run("messages", "retry")
    assert ran.out.splitlines() == [shell.says("messages_tried", n=2), shell.says("messages_unsent_one")]
    assert [one["To"].addresses[0].addr_spec for one in postmaster.taken] == ["anna.schmidt@example.org", ADMIN]
    assert shell.run("messages", "retry").out.splitlines()[0] == shell.says("messages_tried", n=0)
    noted = [one for one in json.loads(shell.run("audit", "--format", "json").out) if "messages" in one["what"]]
    assert [(one["who"], one["what"], one["details"]) for one in noted] == [
        (noted[0]["who"], "messages tried again", {"messages": 2})
    ] * 2


@both
def test_a_refused_recipient_waits_for_a_person_with_the_way_on(ordered: Shell, lang: Lang) -> None:
    port = free_port()
    shell = by_smtp(ordered.speaking(lang), port)
    refusing = dict.fromkeys(("eva.vogt@example.org", "anna.schmidt@example.org"), "550 no such user")
    import_id = import_of(shell)
    with mail_server(Postmaster(refusing), port):
        assert shell.run("status", import_id).last == shell.says("messages_unsent", n=2)
    told = {one["kind"]: one for one in json.loads(shell.run("messages", "--failed", "--format", "json").out)}
    assert {kind: (one["state"], one["problem"]) for kind, one in told.items()} == {
        "welcome": ("failed", "mail_recipient_refused"),
        "changed": ("failed", "mail_recipient_refused"),
    }
    again = shell.says("message_of_carrier", id=import_id, row="2")
    assert f"trunkload credentials {import_id} --row 2" in again
    assert again in shell.run("messages", "--failed").out
    ran = shell.run("messages", "retry", told["welcome"]["message"])
    assert (ran.code, ran.err) == (3, again + "\n")
    with mail_server(Postmaster(), port):
        ran = shell.run("messages", "retry", told["changed"]["message"])
    assert (ran.code, ran.out.splitlines()[0]) == (1, shell.says("messages_tried_one"))
    sent = shell.run("messages", "retry", told["changed"]["message"])
    assert sent.err == shell.says("message_sent_already", name=told["changed"]["message"]) + "\n"


@both
def test_a_message_that_there_is_not_is_named(ordered: Shell, lang: Lang) -> None:
    shell = ordered.speaking(lang)
    ran = shell.run("messages", "retry", "nonsense")
    assert ran.err == shell.says("message_unknown", name="nonsense") + "\n"


@both
def test_many_with_one_reason_are_told_once_with_one_command(ordered: Shell, lang: Lang, tmp_path: Path) -> None:
    port = free_port()
    shell = by_smtp(ordered.speaking(lang), port)
    people = ("kim.berg@example.org", "kai.berg@example.org", "eva.vogt@example.org")
    sheet = tmp_path / "two.csv"
    rows = (f"{one[:3].title()};Berg;{one};0152 28817386;Köln" for one in people[:2])
    sheet.write_text("\n".join(["Vorname;Nachname;E-Mail;Mobilfunknummer;Standort", *rows]), "utf-8")
    planned = shell.run("import", sheet).last.split()
    with mail_server(Postmaster(dict.fromkeys(people, "550 no such user")), port):
        ran = shell.run(*planned[1:])
    assert (ran.code, (shell.home / "outbox").exists(), shell.says("sms_at", path="") in ran.out) == (0, False, False)
    reason = shell.says("notify_mail_recipient_refused", name="k…@example.org" + shell.says("and_more_one"))
    again = shell.says("message_of_carrier", id=planned[2], row="2,3")
    assert shell.says("messages_because", n=2, reason=f"{reason} {again}") in shell.run("messages").out.splitlines()
    assert shell.run("credentials", planned[2], "--row", "2,3").code == 3
