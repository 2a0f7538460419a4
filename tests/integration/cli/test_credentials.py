"""People get their login data again: row by row it is told where it went; what cannot be sent is a sentence."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.integration.cli.carriers import answering
from tests.integration.cli.looks import carrier, first_import, ledger
from tests.integration.cli.shell import Shell
from trunkload.validation.language import Lang

both = pytest.mark.parametrize("lang", Lang)


def row_with(shell: Shell, channel: str) -> tuple[int, str, str]:
    """A row whose password goes this way: its number, name and e-mail address."""
    query = "SELECT row, given_name || ' ' || family_name, email FROM order_item WHERE password_channel = '{}'"
    row, name, email = ledger(shell.home, query.format(channel) + " ORDER BY row")[0]
    return int(row), str(name), str(email)


@both
def test_each_row_says_where_its_credentials_went(ordered: Shell, lang: Lang) -> None:
    shell = ordered.speaking(lang)
    import_id, _ = first_import(shell.home)
    (row, name, email), (other, other_name, other_email) = row_with(shell, "sms"), row_with(shell, "email")
    done = shell.run("credentials", import_id, "--row", f"{row},{other}")
    assert (done.code, done.err) == (0, "")
    lines = [
        shell.says("sending_by_sms", row=row, name=name, email=email, mobile="+49 … 386", time="", detail=""),
        shell.says("sending_by_email", row=other, name=other_name, email=other_email, mobile="", time="", detail=""),
    ]
    assert done.out.splitlines() == (lines if row < other else lines[::-1])
    new = sorted(path.name.partition("-again-")[2] for path in (shell.home / "outbox").glob("*-again-*"))
    assert new == ["1-password.eml", "1-password.txt", "1-welcome.eml", "1-welcome.eml"]


def test_the_audit_trail_has_what_was_asked_for_and_what_was_sent_and_no_person(ordered: Shell) -> None:
    import_id, _ = first_import(ordered.home)
    row, *_ = row_with(ordered, "sms")
    ordered.run("credentials", import_id, "--row", str(row))
    told = json.loads(ordered.run("audit", import_id, "--format", "json").out)[-2:]
    ((workplace,),) = ledger(ordered.home, f"SELECT workplace_id FROM order_item WHERE row = {row}")  # noqa: S608
    assert [(one["what"], one["who"]) for one in told] == [
        ("credentials asked for", "admin"),
        ("credentials sent", "admin"),
    ]
    assert [one["details"] for one in told] == [
        {"row": row, "workplace": workplace},
        {"row": row, "workplace": workplace, "channel": "sms"},
    ]


@both
def test_the_fourth_time_within_a_day_says_from_when_it_can_be_done(ordered: Shell, lang: Lang) -> None:
    shell = ordered.speaking(lang)
    import_id, _ = first_import(shell.home)
    row, name, _ = row_with(shell, "sms")
    codes = [shell.run("credentials", import_id, "--row", str(row)).code for _ in range(3)]
    fourth = shell.run("credentials", import_id, "--row", str(row))
    assert (codes, fourth.code) == ([0, 0, 0], 1)
    sentence = shell.says("sending_limit", row=row, name=name, email="", mobile="", time="…", detail="")
    assert fourth.out.startswith(sentence.partition("…")[0])


@both
def test_a_row_that_has_no_workplace_is_a_sentence_and_stops_no_other(ordered: Shell, lang: Lang) -> None:
    shell = ordered.speaking(lang)
    import_id, _ = first_import(shell.home)
    (gone, name, _), (other, *_) = row_with(shell, "sms"), row_with(shell, "email")
    ((workplace, number),) = ledger(
        shell.home,
        f"SELECT workplace_id, number FROM order_item WHERE row = {gone}",  # noqa: S608
    )
    carrier_file = shell.home / "rehearsal-carrier.sqlite"
    _execute(carrier_file, f"DELETE FROM workplace WHERE id = '{workplace}'")  # noqa: S608
    _execute(carrier_file, f"UPDATE number SET state = 'free', holder = NULL WHERE e164 = '{number}'")  # noqa: S608
    done = shell.run("credentials", import_id, "--row", f"{gone},{other}")
    said = shell.says("sending_gone", row=gone, name=name)
    assert (done.code, said in done.out.splitlines(), len(done.out.splitlines())) == (1, True, 2)


def _execute(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(statement)


def test_where_it_goes_is_what_the_carrier_has_now(ordered: Shell) -> None:
    import_id, _ = first_import(ordered.home)
    row, name, _ = row_with(ordered, "sms")
    ((workplace,),) = ledger(ordered.home, f"SELECT workplace_id FROM order_item WHERE row = {row}")  # noqa: S608
    moved = "UPDATE workplace SET email = 'new@example.org', mobile = NULL, password_channel = 'email'"
    _execute(ordered.home / "rehearsal-carrier.sqlite", f"{moved} WHERE id = '{workplace}'")
    done = ordered.run("credentials", import_id, "--row", str(row))
    texts = {"row": row, "name": name, "email": "new@example.org", "mobile": "", "time": "", "detail": ""}
    assert done.out.strip() == ordered.says("sending_by_email", **texts)


@both
def test_rows_that_were_not_ordered_send_nothing_at_all(ordered: Shell, lang: Lang) -> None:
    shell = ordered.speaking(lang)
    import_id, _ = first_import(shell.home)
    row, *_ = row_with(shell, "sms")
    done = shell.run("credentials", import_id, "--row", f"{row},900-901")
    assert (done.code, done.out) == (3, "")
    assert done.err.strip() == shell.says("rows_not_ordered", id=import_id, rows="900, 901")
    assert carrier(shell.home, "SELECT count(*) FROM credentials_again") == [(0,)]


@both
def test_before_the_order_is_carried_out_there_is_nothing_to_send(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    import_id, _ = first_import(shell.home)
    row, name, _ = row_with(shell, "sms")
    done = shell.run("credentials", import_id, "--row", str(row))
    assert (done.code, done.out.strip()) == (1, shell.says("sending_not_completed", row=row, name=name))


@both
@pytest.mark.parametrize("row", ["seven", "9-7", "", "7;8"])
def test_what_names_no_rows_is_a_wrong_call(ordered: Shell, lang: Lang, row: str) -> None:
    shell = ordered.speaking(lang)
    done = shell.run("credentials", first_import(shell.home)[0], "--row", row)
    assert (done.code, done.err.strip()) == (2, shell.says("credentials_form", row=row))


@both
def test_an_import_that_is_not_there_is_said(ordered: Shell, lang: Lang) -> None:
    shell = ordered.speaking(lang)
    done = shell.run("credentials", "imp-2020-01-01-0001", "--row", "7")
    assert (done.code, done.err.strip()) == (3, shell.says("no_such_import", id="imp-2020-01-01-0001"))


def test_an_unreachable_carrier_is_said_before_anything_is_asked_for(ordered: Shell) -> None:
    import_id, _ = first_import(ordered.home)
    row, *_ = row_with(ordered, "sms")
    with answering(401, "{}") as url:
        shell = ordered.with_settings(carrier__kind="tmforum", carrier__url=url, carrier__customer_id="muster-gmbh")
        done = shell.run("credentials", import_id, "--row", str(row))
    assert (done.code, done.err.strip()) == (3, shell.says("portal_not_allowed"))
    told = json.loads(ordered.run("audit", import_id, "--format", "json").out)
    assert [one for one in told if one["what"].startswith("credentials")] == []
