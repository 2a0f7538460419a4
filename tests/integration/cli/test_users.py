"""Users of the page are made, shown and disabled on the command line; no password is ever an argument."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.integration.cli.shell import Shell
from trunkload.cli.users import LOGIN
from trunkload.flows.wiring import open_house
from trunkload.settings import Settings
from trunkload.storage.audit import read_audit
from trunkload.storage.company_accounts import CompanyAccount, account_called, bind_account, identity_of
from trunkload.storage.database import reading, writing
from trunkload.storage.people import Person, Role, find_person
from trunkload.storage.sessions import Patience, begin_session, find_session
from trunkload.validation.language import Lang
from trunkload.web.passwords import is_password

both = pytest.mark.parametrize("lang", Lang)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "home")


def person_in(shell: Shell, login: str) -> Person:
    with reading(open_house(Settings(home=shell.home)).ledger) as conn:
        found = find_person(conn, login)
    assert found is not None
    return found


def made_password(said: str) -> str:
    return said.splitlines()[0].rpartition(" ")[2]


@both
def test_a_user_is_made_with_a_password_that_is_printed_once(shell: Shell, lang: Lang) -> None:
    done = shell.run("user", "add", "kim", "--role", "uploader", "--role", "approver", "--lang", lang)
    assert (done.code, done.err) == (0, "")
    kim = person_in(shell, "kim")
    assert kim.roles == {Role.UPLOADER, Role.APPROVER}
    assert is_password(made_password(done.out), kim.password_hash)
    assert made_password(done.out) not in (shell.home / "trunkload.sqlite").read_bytes().decode("latin-1")
    listed = shell.run("user", "list", "--lang", lang)
    assert listed.out.startswith("kim  approver, uploader  ")


def test_a_disabled_user_may_come_back_with_another_password(shell: Shell) -> None:
    first = made_password(shell.run("user", "add", "kim", "--role", "reader").out)
    assert shell.run("user", "disable", "kim").code == 0
    assert person_in(shell, "kim").disabled_at is not None
    assert "disabled since" in shell.run("user", "list").out
    second = made_password(shell.run("user", "password", "kim").out)
    kim = person_in(shell, "kim")
    assert (kim.disabled_at, is_password(first, kim.password_hash), is_password(second, kim.password_hash)) == (
        None,
        False,
        True,
    )
    with reading(open_house(Settings(home=shell.home)).ledger) as conn:
        trail = [(one.what, one.details) for one in read_audit(conn)]
    assert trail == [
        ("user added", {"login": "kim", "roles": "reader"}),
        ("user disabled", {"login": "kim"}),
        ("password set", {"login": "kim"}),
    ]


def test_an_account_of_the_company_is_disabled_and_freed_as_a_user_with_a_password_is(shell: Shell) -> None:
    house = open_house(Settings(home=shell.home))
    identity = identity_of("https://login.example.org", "4711")
    with writing(house.ledger) as conn:
        bind_account(conn, CompanyAccount("nina", identity, house.clock()))
        token = begin_session(conn, "nina", frozenset({Role.UPLOADER}), "oidc", house.clock())
    patience = Patience(timedelta(hours=1), timedelta(hours=1))
    assert "nina  company account  since" in shell.run("user", "list").out
    taken = shell.run("user", "add", "nina", "--role", "operator", "--generate")
    assert (taken.code, shell.says("user_of_company", login="nina") in taken.err) == (3, True)
    assert shell.run("user", "disable", "nina").code == 0
    assert "nina  company account  disabled since" in shell.run("user", "list").out
    with reading(house.ledger) as conn:
        assert find_session(conn, token, house.clock(), patience) is None
    assert shell.run("user", "disable", "nina").code == 3
    assert shell.run("user", "release", "nina").code == 0
    with reading(house.ledger) as conn:
        assert account_called(conn, "nina") is None
        trail = [(one.what, one.details) for one in read_audit(conn)]
    assert trail == [("user disabled", {"login": "nina"}), ("user released", {"login": "nina"})]


@both
@pytest.mark.parametrize(
    ("words", "code", "text"),
    [
        (("add", "kim", "--role", "chief"), 2, "user_role"),
        (("add", "Kim Neu", "--role", "reader"), 2, "user_login"),
        (("disable", "nobody"), 3, "user_unknown"),
        (("password", "nobody"), 3, "user_unknown"),
        (("release", "nobody"), 3, "user_no_account"),
    ],
)
def test_what_cannot_be_done_is_told(shell: Shell, words: tuple[str, ...], code: int, text: str, lang: Lang) -> None:
    done = shell.run("user", *words, "--lang", lang)
    shown = Shell(shell.home, lang).says(text, role="chief", roles=", ".join(Role), login=words[1]) + "\n"
    assert (done.code, done.out, done.err) == (code, "", shown)


def test_nobody_is_made_twice(shell: Shell) -> None:
    shell.run("user", "add", "kim", "--role", "reader")
    done = shell.run("user", "add", "kim", "--role", "operator")
    assert (done.code, done.out) == (3, "")
    assert person_in(shell, "kim").roles == {Role.READER}
    assert shell.run("user", "list").out.count("kim") == 1


def test_a_list_without_anybody_says_so(shell: Shell) -> None:
    assert shell.run("user", "list").out == shell.says("user_none") + "\n"


@pytest.mark.parametrize("login", ["", "a b", "-x", "kim\n", "ä", "K", "x" * 101])
def test_a_login_is_plain(login: str) -> None:
    assert LOGIN.fullmatch(login) is None
