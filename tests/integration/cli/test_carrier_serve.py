"""`carrier serve` in a process of its own: it says where it listens, answers, and ends quietly."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.integration.cli.shell import FOREIGN, SAMPLES, STAFF, Shell
from trunkload.validation.language import Lang

SCRIPT = Path(sys.executable).with_name("trunkload")


@contextmanager
def serving(home: Path, *arguments: str | Path) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """The address that it says, and the process."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    process = subprocess.Popen(
        [SCRIPT, "carrier", "serve", "--port", "0", "--lang", "en", *arguments],
        env={**kept, "TRUNKLOAD_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert "http://" in line, process.communicate()
        yield line.split("http://")[1].split(". ")[0], process
    finally:
        process.kill()
        process.communicate()


def test_an_import_is_ordered_from_the_served_carrier(tmp_path: Path) -> None:
    """Two processes, two homes, one OAuth2-less door with a key; it ends with 0 and no word on Ctrl-C."""
    with serving(tmp_path / "carrier", "--account", SAMPLES / "account.toml", "--api-key", "key-1") as (at, process):
        settings = {"carrier__kind": "tmforum", "carrier__url": f"http://{at}", "carrier__customer_id": "muster-gmbh"}
        shell = Shell(tmp_path / "home").with_settings(**settings, carrier__api_key="key-1", carrier__poll_seconds="0")
        planned = shell.run("import", STAFF)
        assert planned.code == 1, planned.err
        words = planned.last.split()
        ran = shell.run(*words[words.index("approve") :])
        assert (ran.code, ran.err) == (0, "")
        assert len(list((tmp_path / "carrier" / "outbox").glob("*-welcome.eml"))) == 36
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
        assert (process.returncode, out, err) == (0, "", "")


def test_faults_of_the_script_reach_a_client(tmp_path: Path) -> None:
    script = tmp_path / "faults.toml"
    script.write_text('[[fault]]\nkind = "server_error"\nat = "inventory"\n', "utf-8")
    with serving(tmp_path / "home", "--account", SAMPLES / "account.toml", "--faults", script) as (at, _):
        address = f"http://{at}/tmf-api/productInventory/v4/product"
        assert [httpx.get(address, trust_env=False).status_code for _ in range(2)] == [500, 200]


@pytest.mark.parametrize("lang", Lang)
def test_a_port_that_is_taken_is_told(tmp_path: Path, lang: Lang) -> None:
    shell = Shell(tmp_path / "home", lang)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        ran = shell.run("carrier", "serve", "--port", port)
    assert (ran.code, ran.out, ran.err) == (3, "", shell.says("carrier_port_taken", port=port) + "\n")


@pytest.mark.parametrize("lang", Lang)
def test_a_carrier_without_a_customer_says_what_to_do(tmp_path: Path, lang: Lang) -> None:
    shell = Shell(tmp_path / "home", lang)
    ran = shell.run("carrier", "serve", "--port", "0")
    assert (ran.code, ran.out, ran.err) == (3, "", shell.says("carrier_empty") + "\n")


UNSERVED: dict[tuple[str, ...], tuple[int, str, dict[str, str]]] = {
    ("--client", "no-secret"): (2, "carrier_client_form", {}),
    ("--client", "a:b", "--api-key", "c"): (2, "carrier_one_door", {}),
    ("--host", "192.0.2.1"): (3, "carrier_cannot_listen", {"host": "192.0.2.1", "port": "0"}),
    ("--account", "nowhere.toml"): (3, "no_such_path", {"path": "nowhere.toml"}),
    ("--faults", "nowhere.toml"): (3, "fault_script_unreadable", {"key": "nowhere.toml"}),
}


@pytest.mark.parametrize("words", UNSERVED, ids=" ".join)
@pytest.mark.parametrize("lang", Lang)
def test_what_cannot_be_served_is_told(shell: Shell, lang: Lang, words: tuple[str, ...]) -> None:
    spoken = shell.speaking(lang)
    code, key, told = UNSERVED[words]
    ran = spoken.run("carrier", "serve", "--port", "0", *words)
    assert (ran.code, ran.out, ran.err) == (code, "", spoken.says(key, **told) + "\n")


@pytest.mark.parametrize("lang", Lang)
def test_a_script_in_the_settings_that_is_wrong_is_told_where_it_is_needed(
    shell: Shell, lang: Lang, tmp_path: Path
) -> None:
    script = tmp_path / "faults.toml"
    script.write_text('[[fault]]\nkind = "slow"\nseconds = -1\n', "utf-8")
    asked = shell.speaking(lang).with_settings(carrier__faults=str(script))
    ran = asked.run("import", STAFF)
    told = asked.says("fault_script_form", key="fault[0].seconds", detail="0 – 3600")
    assert (ran.code, ran.err) == (3, told + "\n")
