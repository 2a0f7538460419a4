"""From the spreadsheet to the own number: the messages in the outbox open MyPortal, served by its own command."""

import email
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from email.policy import default
from pathlib import Path

import pytest

from tests.integration.cli.looks import first_import, ledger
from tests.integration.cli.shell import ROOT, Shell
from tests.integration.portal.browser import Browser, told
from trunkload.validation.language import Lang

OWN = "mein eigener langer Satz"
both = pytest.mark.parametrize("lang", Lang)


@contextmanager
def myportal_of(shell: Shell) -> Iterator[str]:
    """The address that the command says, served as long as the block lasts; Ctrl+C ends it well."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)} | {k: v for k, v in shell.environment.items() if v}
    command = [sys.executable, "-c", "from trunkload.cli import main; main()", "carrier", "myportal", "--port", "0"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as served:
        assert served.stdout is not None
        assert served.stderr is not None
        said = served.stdout.readline().strip()
        found = re.search(r"http://127\.0\.0\.1:[0-9]+", said)
        assert found is not None, served.stderr.read()
        assert said == shell.says("myportal_served", address=f"{found[0]}/")
        yield found[0]
        served.send_signal(2)
        out, err = served.communicate(timeout=10)
    assert (served.returncode, out, err) == (0, "", "")


def the_message(shell: Shell, pattern: str) -> str:
    (path,) = (shell.home / "outbox").glob(pattern)
    if path.suffix == ".txt":
        return path.read_text("utf-8")
    body = email.message_from_bytes(path.read_bytes(), policy=default).get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def username_in(shell: Shell, row: int, again: str = "") -> str:
    found = re.search(r"(?:Username|Benutzername): (\S+)", the_message(shell, f"*-{row}{again}-welcome.eml"))
    assert found is not None
    return found[1]


def password_in(shell: Shell, row: int, again: str = "") -> str:
    found = re.search(r"\b\w{4}-\w{4}-\w{4}\b", the_message(shell, f"*-{row}{again}-password.*"))
    assert found is not None
    return found[0]


@pytest.mark.parametrize("channel", ["sms", "email"])
def test_what_was_sent_opens_the_own_workplace_once_and_what_is_sent_again_opens_it_anew(
    ordered: Shell, channel: str
) -> None:
    import_id, _ = first_import(ordered.home)
    query = f"SELECT row, number, internal_number, package FROM order_item WHERE password_channel = '{channel}'"  # noqa: S608
    row, number, internal, package = ledger(ordered.home, query + " ORDER BY row")[0]
    with myportal_of(ordered) as address:
        browser = Browser(address)
        first = password_in(ordered, row)
        assert browser.logs_in(username_in(ordered, row), first).url.path == "/password"
        shown = told(browser.chooses(OWN))
        assert number.removeprefix("+") in re.sub(r"\D", "", shown)
        assert f"Internal number {internal}" in shown
        assert f"Conference {package.title()}" in shown or package == "none"
        assert Browser(address).logs_in(username_in(ordered, row), first).status_code == 403

        assert ordered.run("credentials", import_id, "--row", str(row)).code == 0
        assert "Your session is over" in told(browser.opens("/"))
        assert Browser(address).logs_in(username_in(ordered, row), OWN).status_code == 403
        again = password_in(ordered, row, "-again-1")
        assert username_in(ordered, row, "-again-1") == username_in(ordered, row)
        assert browser.logs_in(username_in(ordered, row), again).url.path == "/password"
        assert "too short" in told(browser.chooses("kurz"))
        assert browser.chooses(OWN + " 2").url.path == "/"


@both
def test_without_a_rehearsal_carrier_there_is_no_page(tmp_path: Path, shell: Shell, lang: Lang) -> None:
    empty = Shell(tmp_path / "empty", lang)
    told_so = empty.run("carrier", "myportal")
    path = tmp_path / "empty" / "rehearsal-carrier.sqlite"
    assert (told_so.code, told_so.err.strip()) == (3, empty.says("myportal_empty", path=str(path)))
    real = shell.speaking(lang).with_settings(
        carrier__kind="tmforum", carrier__url="http://127.0.0.1:9", carrier__customer_id="muster-gmbh"
    )
    refused = real.run("carrier", "myportal")
    assert (refused.code, refused.err.strip()) == (3, real.says("myportal_needs_rehearsal", kind="tmforum"))


@both
def test_a_port_that_is_taken_is_said(shell: Shell, lang: Lang) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = shell.speaking(lang).run("carrier", "myportal", "--port", str(port))
    sentence = shell.speaking(lang).says("myportal_port", host="127.0.0.1", port=str(port))
    assert (refused.code, refused.err.strip()) == (3, sentence)
