"""A wrong setting stops every command at its start, and its key is named."""

from pathlib import Path

import pytest

from tests.integration.cli.looks import contents
from tests.integration.cli.shell import STAFF, Shell
from trunkload.validation.language import Lang

both = pytest.mark.parametrize("lang", Lang)
COMMANDS: tuple[tuple[str | Path, ...], ...] = (
    ("demo",),
    ("check", STAFF),
    ("import", STAFF),
    ("list",),
    ("show", "imp-1"),
    ("approve", "imp-1", "--digest", "0123456789abcdef"),
    ("cancel", "imp-1"),
    ("status", "imp-1"),
    ("numbers",),
    ("numbers", "forecast"),
    ("numbers", "history", "+492214710012"),
    ("workplaces",),
    ("contingents",),
    ("db", "status"),
    ("db", "upgrade"),
    ("template", "out.xlsx"),
    ("serve",),
    ("carrier", "serve", "--port", "0"),
)


@both
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command[0]))
def test_every_command_names_the_wrong_key(tmp_path: Path, lang: Lang, command: tuple[str | Path, ...]) -> None:
    shell = Shell(tmp_path / "home", lang).with_settings(carrier__batch_size="0")
    told = shell.says("settings_at_least", key="TRUNKLOAD_CARRIER__BATCH_SIZE", detail="1")
    ran = shell.run(*command)
    assert (ran.code, ran.out, ran.err) == (3, "", f"{told}\n")
    assert list(tmp_path.iterdir()) == []


@both
def test_a_variable_that_is_no_setting_is_named(tmp_path: Path, lang: Lang) -> None:
    shell = Shell(tmp_path / "home", lang).with_settings(carrier__bach_size="50")
    told = shell.says("settings_unknown", key="TRUNKLOAD_CARRIER__BACH_SIZE")
    assert shell.run("list").err == f"{told}\n"


@both
def test_a_key_of_the_file_is_named_with_its_file(shell: Shell, tmp_path: Path, lang: Lang) -> None:
    config = tmp_path / "trunkload.toml"
    config.write_text("[carrier]\nbach_size = 50\n", "utf-8")
    before = contents(shell.home)
    there = shell.speaking(lang).with_settings(config=str(config))
    told = there.says("settings_unknown", key=f"carrier.bach_size in {config}")
    ran = there.run("list")
    assert (ran.code, ran.out, ran.err) == (3, "", f"{told}\n")
    assert contents(shell.home) == before


@both
def test_the_demo_orders_from_the_rehearsal_carrier_only(shell: Shell, lang: Lang) -> None:
    real = shell.speaking(lang).with_settings(
        carrier__kind="tmforum", carrier__url="https://carrier.example.org", carrier__customer_id="muster-gmbh"
    )
    before = contents(shell.home)
    for command in (("demo",), ("carrier", "init", "sample-data/account.toml")):
        ran = real.run(*command)
        assert (ran.code, ran.err) == (3, real.says("demo_needs_rehearsal", kind="tmforum") + "\n")
    assert contents(shell.home) == before


@both
@pytest.mark.parametrize(
    ("settings", "lacking"),
    [
        ({"notify__mail": "smtp"}, "notify.smtp_host, notify.admin_email, notify.sender"),
        ({"notify__sms": "sns"}, "notify.sns_region"),
        ({"notify__smtp_user": "trunkload"}, "notify.smtp_password"),
        ({"notify__smtp_password": "secret"}, "notify.smtp_user"),
    ],
)
def test_what_a_way_of_sending_lacks_is_named(
    tmp_path: Path, lang: Lang, settings: dict[str, str], lacking: str
) -> None:
    shell = Shell(tmp_path / "home", lang).with_settings(**settings)
    (name,) = settings
    told = shell.says("settings_lacking", key=f"TRUNKLOAD_{name.upper()}", detail=lacking)
    assert shell.run("list").err == f"{told}\n"


@both
def test_a_file_of_certificates_that_is_not_there_is_named(tmp_path: Path, lang: Lang) -> None:
    shell = Shell(tmp_path / "home", lang).with_settings(notify__smtp_ca_file="nowhere.pem")
    told = shell.says("settings_no_such_file", key="TRUNKLOAD_NOTIFY__SMTP_CA_FILE", detail="nowhere.pem")
    assert shell.run("list").err == f"{told}\n"
