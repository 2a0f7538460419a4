"""`trunkload deploy` writes prefect.yaml without a server, and says what is missing where it needs one."""

from pathlib import Path

from tests.integration.cli.shell import Shell
from trunkload.cli.say import say
from trunkload.validation.language import Lang


def test_the_file_is_written_as_the_settings_have_it(tmp_path: Path) -> None:
    settings = (("INBOX__AT", "04:30"), ("INBOX__TIME_ZONE", "UTC"), ("FLOWS__WORK_POOL", "night"))
    named = tuple((f"TRUNKLOAD_{name}", value) for name, value in settings)
    said = Shell(tmp_path / "home", settings=named).run("deploy", "--yaml")
    assert said.code == 0
    assert said.out.count("      name: night\n") == 7
    assert '      - cron: "30 4 * * *"\n        timezone: UTC\n' in said.out


def test_without_a_server_it_says_how_one_is_named(tmp_path: Path) -> None:
    said = Shell(tmp_path / "home").run("deploy")
    assert (said.code, said.out, said.err) == (3, "", say("prefect_not_named", Lang.EN) + "\n")
