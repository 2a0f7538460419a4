"""A command that was called wrongly is told in our words, in the person's language, and does nothing."""

from pathlib import Path

import pytest

from tests.integration.cli.shell import STAFF, Shell
from trunkload.validation.language import Lang

CALLS: dict[str, tuple[tuple[str, ...], str, dict[str, str]]] = {
    "an unknown command": (("chek", str(STAFF)), "usage_other", {}),
    "an unknown option": (("list", "--all"), "usage_option", {"name": "--all"}),
    "an option without its value": (("list", "--lang"), "usage_option", {"name": "--lang"}),
    "a format that does not exist": (("check", str(STAFF), "--format", "xml"), "usage_value", {"name": "--format"}),
    "a language that is not spoken": (("list", "--lang", "fr"), "usage_value", {"name": "--lang"}),
    "no digest": (("approve", "imp-2026-11-23-0001"), "usage_missing", {"name": "--digest"}),
    "no file": (("check",), "usage_missing", {"name": "FILE"}),
    "no account file": (("carrier", "init"), "usage_missing", {"name": "ACCOUNT.toml"}),
    "one file too many": (("check", str(STAFF), str(STAFF)), "usage_other", {}),
}


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize(("words", "key", "filled"), CALLS.values(), ids=CALLS)
def test_a_wrong_call_is_told_and_does_nothing(
    tmp_path: Path, lang: Lang, words: tuple[str, ...], key: str, filled: dict[str, str]
) -> None:
    shell = Shell(tmp_path / "home", lang)
    ran = shell.run(*words)
    start, end = shell.says(key, command="|", **filled).split("|")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(start)
    assert ran.err.rstrip().endswith(end)
    assert not shell.home.exists()


def test_no_words_at_all_show_the_help(tmp_path: Path) -> None:
    ran = Shell(tmp_path / "home").run()
    assert "Commands:" in ran.out + ran.err
