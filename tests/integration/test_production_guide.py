"""The guide to several machines: its commands are read, its files load, its units start what the Procfile starts.

That the commands do what the guide says is shown by `make production-test`.
"""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest
from typer.main import get_command

from tests.production.guide import DEPLOY, GUIDE, MACHINES, PROCESS_OF, ROOT, blocks, procfile, unit_file, unit_step
from trunkload.cli.app import app
from trunkload.flows.heartbeats import HEARTBEAT_SECONDS, SILENCE_SECONDS, zombies
from trunkload.settings import Settings
from trunkload.settings.reading import read_settings

TEXT = GUIDE.read_text("utf-8")
BLOCKS = tuple(blocks(TEXT))
UNITS = sorted((DEPLOY / "systemd").iterdir())
VENV = "/opt/trunkload/venv/bin/"
SCRIPTS = Path(sys.executable).parent
HARDENED = {"NoNewPrivileges=yes", "ProtectSystem=strict", "ProtectHome=yes", "CapabilityBoundingSet=", "UMask=0077"}
ONLY_REAL = {
    *("apt-get", "useradd", "install", "git", "chown", "chmod", "cp", "echo", "systemctl", "runuser"),
}


def file_of(path: str) -> str:
    (found,) = [one.text for one in BLOCKS if one.path == path]
    return found


def test_every_fence_of_the_guide_is_run_or_says_why_not() -> None:
    """What names no machine is a picture, and the rights of the key, which another test reads."""
    fences = re.findall(r"^```(\w.*)$", TEXT, re.MULTILINE)
    assert [one for one in fences if "@" not in one] == ["text", "json rights"]
    assert len(fences) - 2 == len(BLOCKS)
    assert {name for one in BLOCKS for name in one.machines} == set(MACHINES)
    assert sum(len(one.commands) for one in BLOCKS if not one.only_real) > 50


def test_every_command_of_a_shell_can_be_read_by_it() -> None:
    for one in BLOCKS:
        if one.language == "sh":
            read = subprocess.run(["bash", "-n"], input=one.text, text=True, capture_output=True, check=False)
            assert (read.returncode, read.stderr) == (0, ""), one.text


def test_every_program_of_the_guide_can_be_read() -> None:
    for one in BLOCKS:
        if one.language == "python":
            compile(one.text, one.heading, "exec")


def test_only_what_changes_the_machine_itself_is_left_to_a_real_one() -> None:
    left = {command.split()[0] for one in BLOCKS if one.only_real for command in one.commands}
    assert left <= ONLY_REAL
    run = {
        command.split()[0] for one in BLOCKS if one.language == "sh" and not one.only_real for command in one.commands
    }
    assert {"trunkload", "prefect", "runuser", "systemctl"} <= run


def test_every_command_of_trunkload_in_the_guide_exists() -> None:
    known: Any = get_command(app)
    told = [command.split()[1:] for one in BLOCKS for command in one.commands if command.startswith("trunkload ")]
    assert ["db", "recover"] in told
    for words in told:
        found = known.commands[words[0]]
        assert words[0] != "db" or words[1] in found.commands


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    """The settings as the files of the guide have them."""
    file = tmp_path / "trunkload.toml"
    file.write_text(file_of("/etc/trunkload/trunkload.toml"), "utf-8")
    for name, value in re.findall(r"^(TRUNKLOAD_\w+)=(.*)$", file_of("/etc/trunkload/trunkload.env"), re.MULTILINE):
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("TRUNKLOAD_CONFIG", str(file))
    return read_settings()


def test_the_settings_of_the_guide_are_taken(written: Settings) -> None:
    assert written.ledger_url.startswith("postgresql://trunkload:DATABASE_PASSWORD@")
    assert written.files.store == "s3://telephony/live"
    assert str(written.inbox.place) == "s3://telephony/arrivals"
    assert written.flows.work_pool == "trunkload"


def test_no_secret_stands_in_the_file_that_everybody_may_read() -> None:
    keys = set(tomllib.loads(file_of("/etc/trunkload/trunkload.toml"))["carrier"])
    assert not keys & {"api_key", "client_secret"}
    assert "password" not in file_of("/etc/trunkload/trunkload.toml")


def test_the_rights_of_the_key_are_those_that_the_guide_of_files_names() -> None:
    (rights,) = re.findall(r"```json rights\n(.*?)```", TEXT, re.DOTALL)
    given = {action for one in json.loads(rights)["Statement"] for action in one["Action"]}
    storing = (GUIDE.parent / "storing.md").read_text("utf-8")
    assert given == set(re.findall(r"`(s3:\w+)`", storing))


def test_each_unit_starts_the_same_as_its_line_in_the_procfile() -> None:
    assert {PROCESS_OF[unit] for unit in PROCESS_OF} == set(procfile())
    for unit, process in PROCESS_OF.items():
        (started,) = re.findall(r"^ExecStart=(.*)$", unit_file(unit).read_text("utf-8"), re.MULTILINE)
        assert started.removeprefix(VENV) == procfile()[process]


def test_the_commands_of_the_procfile_and_of_every_unit_are_installed_by_the_lock() -> None:
    started = re.findall(r"^ExecStart=(\S+)", "\n".join(one.read_text("utf-8") for one in UNITS), re.MULTILINE)
    assert {Path(one).name for one in started} == {"prefect", "trunkload"}
    for command in (*procfile().values(), *(one.removeprefix(VENV) for one in started)):
        assert (SCRIPTS / command.split()[0]).is_file()
    lock = (ROOT / "requirements-production.lock").read_text("utf-8")
    assert {"prefect", "psycopg", "psycopg-binary", "asyncpg", "prefect-dask"} <= set(
        re.findall(r"^([\w-]+)==", lock, re.MULTILINE)
    )


def test_production_installs_the_versions_that_are_tested() -> None:
    def pinned(name: str) -> dict[str, str]:
        found = re.findall(r"^([\w.-]+)(?:\[[^]]*\])?==([^ ;]+)", (ROOT / name).read_text("utf-8"), re.MULTILINE)
        return dict(found)

    tested, production = pinned("requirements-dev.lock"), pinned("requirements-production.lock")
    assert production.items() <= tested.items()
    assert pinned("requirements.lock").items() <= production.items()


def test_the_units_are_such_as_systemd_takes_and_may_do_little(
    tmp_path: Path, missing: Callable[[str], NoReturn]
) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        missing("no systemd-analyze: units are not verified")
    for unit in UNITS:
        copy = tmp_path / unit.name
        copy.write_text(unit.read_text("utf-8").replace(VENV, f"{SCRIPTS}/"), "utf-8")
        verified = subprocess.run([analyze, "verify", copy], capture_output=True, text=True, check=False)
        assert (verified.returncode, verified.stdout + verified.stderr) == (0, ""), unit.name


def test_every_service_runs_as_a_user_of_its_own_and_changes_nothing_but_its_folder() -> None:
    for unit in UNITS:
        if unit.suffix == ".service":
            lines = unit.read_text("utf-8").splitlines()
            assert {"NoNewPrivileges=yes", "ProtectSystem=strict", "ProtectHome=yes", "CapabilityBoundingSet="} <= {
                *lines
            }
            assert "User=root" not in lines
            assert [line for line in lines if line.startswith("ReadWritePaths")] == []
            assert [line for line in lines if line.startswith("StateDirectory=")] != []


def test_a_worker_that_is_stopped_ends_its_flows_and_starts_again_by_itself() -> None:
    lines = unit_file("worker").read_text("utf-8").splitlines()
    assert {"Restart=always", "KillMode=mixed", "TimeoutStopSec=30"} <= {*lines}


def test_a_dead_run_is_called_crashed_after_two_heartbeats_that_did_not_come() -> None:
    automation = zombies()
    assert 2 * HEARTBEAT_SECONDS < automation["trigger"]["within"] == SILENCE_SECONDS < 3 * HEARTBEAT_SECONDS
    assert [one["state"] for one in automation["actions"]] == ["CRASHED"]
    assert re.findall(r"After (\d+) seconds without a heartbeat", TEXT) == [str(SILENCE_SECONDS)]


def test_what_systemd_is_told_is_told_to_units_that_there_are() -> None:
    told = [command for one in BLOCKS for command in one.commands if command.startswith("systemctl")]
    steps = [step for command in told if (step := unit_step(command)) is not None]
    assert {one.unit for one in steps} == set(PROCESS_OF)
    others = [command for command in told if unit_step(command) is None]
    named = {word for command in others for word in command.split() if word.startswith("trunkload-")}
    assert named <= {one.name for one in UNITS}
