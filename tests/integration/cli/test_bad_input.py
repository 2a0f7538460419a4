"""What a person may ask for and cannot have: a sentence in German and English, an exit code, nothing half done."""

from pathlib import Path

import pytest

from tests.integration.cli.looks import count, first_import, import_states
from tests.integration.cli.shell import SAMPLES, Shell
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.validation.language import Lang
from trunkload.validation.wording import words_of_refusal

both = pytest.mark.parametrize("lang", Lang)


@both
def test_a_file_that_is_not_there_or_is_a_folder_is_told(shell: Shell, lang: Lang, tmp_path: Path) -> None:
    missing = tmp_path / "keine.xlsx"
    no_file = Refused(RefusalCode.NO_SUCH_FILE, params={"name": str(missing)})
    no_access = Refused(RefusalCode.UNREADABLE, params={"name": tmp_path.name, "what": "access"})
    for path, refused in ((missing, no_file), (tmp_path, no_access)):
        words = words_of_refusal(refused, lang)
        for command in ("check", "import"):
            ran = shell.speaking(lang).run(command, path)
            told = shell.speaking(lang).says("refused", file=path.name, message=words.message, fix=words.fix)
            assert (ran.code, ran.out, ran.err) == (2, "", f"{told}\n")
    assert import_states(shell.home) == {}


@both
@pytest.mark.parametrize("digest", ["0123456789abcdef", "", "the first 15 digits"])
def test_a_digest_that_is_wrong_or_too_short_orders_nothing(planner: Shell, lang: Lang, digest: str) -> None:
    """Promise 4."""
    import_id, right = first_import(planner.home)
    given = right[:15] if digest.startswith("the") else digest
    ran = planner.speaking(lang).run("approve", import_id, "--digest", given)
    told = planner.speaking(lang).says("digest_wrong", id=import_id)
    assert (ran.code, ran.out, ran.err) == (3, "", f"{told}\n")
    assert import_states(planner.home) == {import_id: "planned"}
    assert (count(planner.home, "product_order"), count(planner.home, "workplace")) == (0, 15)


def test_a_digest_is_no_default(planner: Shell) -> None:
    """No approval by default: without a digest there is no order."""
    ran = planner.run("approve", first_import(planner.home)[0])
    assert (ran.code, "--digest" in ran.err) == (2, True)
    assert count(planner.home, "product_order") == 0


@both
@pytest.mark.parametrize("command", [("show",), ("status",), ("cancel",), ("approve", "--digest", "0123456789abcdef")])
def test_an_unknown_import_is_told(shell: Shell, lang: Lang, command: tuple[str, ...]) -> None:
    ran = shell.speaking(lang).run(command[0], "imp-2020-01-01-0001", *command[1:])
    told = shell.speaking(lang).says("no_such_import", id="imp-2020-01-01-0001")
    assert (ran.code, ran.out, ran.err) == (3, "", f"{told}\n")


@both
def test_without_an_account_nothing_is_shown_and_nothing_is_planned(tmp_path: Path, lang: Lang) -> None:
    shell = Shell(tmp_path / "home", lang)
    for command in ("numbers", "workplaces"):
        ran = shell.run(command)
        assert (ran.code, ran.err) == (3, shell.says("account_missing") + "\n")
    ran = shell.run("import", SAMPLES / "new-staff.csv")
    assert (ran.code, ran.err) == (3, shell.says("account_missing") + "\n")
    assert list(import_states(shell.home).values()) == ["rejected"]


@both
def test_an_account_file_that_cannot_be_loaded_is_told(tmp_path: Path, lang: Lang) -> None:
    shell = Shell(tmp_path / "home", lang)
    for file, told in (
        (tmp_path / "none.toml", shell.says("no_such_path", path=tmp_path / "none.toml")),
        (SAMPLES / "new-staff.csv", shell.says("account_file_not_toml", key="new-staff.csv")),
        (SAMPLES / "README.md", shell.says("account_file_not_toml", key="README.md")),
    ):
        ran = shell.run("carrier", "init", file)
        assert (ran.code, ran.out, ran.err) == (3, "", f"{told}\n")
    assert not shell.home.exists()


@both
def test_a_place_that_cannot_be_written_is_told(shell: Shell, lang: Lang, tmp_path: Path) -> None:
    ran = shell.speaking(lang).run("template", tmp_path)
    assert (ran.code, ran.err) == (3, shell.speaking(lang).says("no_such_path", path=tmp_path) + "\n")
    ran = shell.speaking(lang).run("check", SAMPLES / "new-staff.csv", "--report", shell.home / "trunkload.sqlite")
    assert ran.code == 3
    assert ran.err == shell.speaking(lang).says("no_such_path", path=shell.home / "trunkload.sqlite") + "\n"


@both
def test_a_trunk_or_a_state_that_does_not_exist_is_told_with_those_that_do(shell: Shell, lang: Lang) -> None:
    ran = shell.speaking(lang).run("numbers", "--trunk", "HAMBURG-1")
    told = shell.speaking(lang).says("trunk_unknown", trunk="HAMBURG-1", trunks="BERLIN-1, KOELN-1")
    assert (ran.code, ran.err) == (3, f"{told}\n")
    ran = shell.speaking(lang).run("numbers", "--state", "used")
    assert ran.code == 3
    free = shell.speaking(lang).says("number_free")
    assert ran.err.startswith(shell.speaking(lang).says("state_unknown", state="used", states=free)[:-1])


def test_a_prefect_server_that_is_not_there_is_told_before_anything_is_received(planner: Shell) -> None:
    """`PREFECT_API_URL` names a server; without it the same steps would run here."""
    import_id, digest = first_import(planner.home)
    url = "http://127.0.0.1:9/api"
    lost = Shell(planner.home, planner.lang, (("PREFECT_API_URL", url),))
    told = planner.says("prefect_not_there", url=url) + "\n"
    assert lost.run("import", SAMPLES / "new-staff.csv").err == told
    assert lost.run("approve", import_id, "--digest", digest).err == told
    assert import_states(planner.home) == {import_id: "approved"}
    assert planner.run("approve", import_id, "--digest", digest).code == 0
