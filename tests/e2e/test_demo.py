"""The newcomer's way: demo, the printed command, and both once more."""

import email
import re
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from tests.e2e.console import Console, Said
from tests.integration.cli.looks import carrier, count, held_numbers, ledger
from trunkload.cli.say import say
from trunkload.validation.language import Lang

PLAN = {
    "BERLIN-1": ("7", "Berlin", ["+49 30 23125-114", "+49 30 23125-119", "+49 30 23125-130"]),
    "KOELN-1": ("29", "Köln", ["+49 221 4710-123", "+49 221 4710-152", "+49 221 4710-160", "+49 221 4710-170"]),
}
KEPT_ROWS = (10, 26, 31)
"""Blocked rows whose numbers wait for their people until the plan's days are over."""

COST = {Lang.DE: ("191,40 €", "0,00 €"), Lang.EN: ("191.40 €", "0.00 €")}


def demo(console: Console, lang: Lang) -> Said:
    said = console.run("demo", "--lang", lang.value)
    assert (said.code, said.err) == (0, "")
    return said


def spoken(key: str, lang: Lang, **params: object) -> str:
    return say(key, lang, **params).replace("\u00a0", " ")


@pytest.mark.parametrize("lang", Lang)
def test_demo_shows_everything_and_orders_nothing(console: Console, lang: Lang) -> None:
    said = demo(console, lang)
    text = said.out.replace("\u00a0", " ")
    numbers = {"rows": 40, "ready": 33, "ready_with_warnings": 3, "blocked": 4, "skipped": 0}
    assert spoken("receipt_sum", lang, **numbers) in text
    _tells_each_blocked_row_once(said, lang)
    _tells_the_plan(text, lang)
    monthly, one_off = COST[lang]
    assert spoken("cost", lang, monthly=monthly, one_off=one_off, sample=spoken("sample_prices", lang)) in text
    assert spoken("term", lang, days=30) in text
    _has_a_report(console, said, lang)
    assert said.lines[-2] == say("nothing_ordered", lang)
    assert said.lines[-1].strip() == said.order_command
    assert (count(console.home, "workplace"), count(console.home, "product_order")) == (15, 0)
    assert not (console.home / "outbox").exists()


def _tells_each_blocked_row_once(said: Said, lang: Lang) -> None:
    title = said.lines.index(say("fix_title", lang, n=4))
    rows = [line.split()[1] for line in said.lines[title + 1 : title + 5]]
    assert rows == ["10", "18", "26", "31"]
    assert said.lines[title + 5] == ""


def _tells_the_plan(text: str, lang: Lang) -> None:
    for trunk, (people, site, numbers) in PLAN.items():
        start = spoken("plan_trunk", lang, n=people, trunk=trunk, site=site, ranges="")
        line = next(line for line in text.splitlines() if line.strip().startswith(start.strip()))
        assert [number for number in numbers if number not in line] == []


def _has_a_report(console: Console, said: Said, lang: Lang) -> None:
    before, after = say("report_at", lang, path="|").split("|")
    line = next(line for line in said.lines if line.startswith(before))
    report = console.folder / line.removeprefix(before).removesuffix(after)
    page = report.read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert f'<html lang="{lang.value}">' in page
    assert "Müller-Lüdenscheidt" in page


def test_the_printed_command_orders_reads_back_and_tells_everyone(console: Console) -> None:
    """Then a second demo doubles nothing and says so, before the approval and after it."""
    first = demo(console, Lang.EN)
    import_id = first.order_command.split()[-3]
    planned = demo(console, Lang.EN)
    assert planned.order_command.endswith(first.order_command)
    known = {"id": import_id, "n": 36}
    assert "  " + say("known_import", Lang.EN, state=say("state_planned", Lang.EN), **known) in planned.lines
    assert held_numbers(console.home) == 36 + len(KEPT_ROWS)

    said = console.paste(first.order_command)
    assert (said.code, said.err) == (0, "")
    assert said.lines[0] == say("ordered", Lang.EN, id=import_id, counts=say("done_first_add", Lang.EN, done=36, n=36))
    assert count(console.home, "workplace") == 15 + 36
    assert ledger(console.home, "SELECT read_back, count(*) FROM order_item GROUP BY 1") == [("equal", 36)]
    assert held_numbers(console.home) == len(KEPT_ROWS)
    _told_everyone(console.home)

    again = demo(console, Lang.EN)
    assert "  " + say("known_import", Lang.EN, state=say("state_done", Lang.EN), **known) in again.lines
    assert " approve " not in again.out
    assert count(console.home, "workplace") == 15 + 36
    assert count(console.home, "product_order") == 2


def _told_everyone(home: Path) -> None:
    """S-08: the username by e-mail to all 36. S-09: the password by SMS where there is a mobile number."""
    outbox = home / "outbox"
    names = sorted(path.name for path in outbox.iterdir())
    channels = dict(carrier(home, "SELECT username, password_channel FROM workplace WHERE id >= 'wp-6001'"))
    by_sms = sum(channel == "sms" for channel in channels.values())
    assert len(channels) == 36
    assert 0 < by_sms < 36
    ends = ("-welcome.eml", "-password.txt", "-password.eml", "-confirmation.eml")
    assert [sum(name.endswith(end) for name in names) for end in ends] == [36, by_sms, 36 - by_sms, 1]
    assert len(names) == 36 + 36 + 1

    welcomes = [_mail(path) for path in outbox.glob("*-welcome.eml")]
    usernames = {name for mail in welcomes for name in channels if re.search(rf"\b{re.escape(name)}\b", _text(mail))}
    assert usernames == set(channels)
    confirmation = _text(_mail(next(outbox.glob("*-confirmation.eml"))))
    assert [name for name in channels if name not in confirmation] == []
    assert {path.stat().st_mode & 0o077 for path in outbox.iterdir()} == {0}


def _mail(path: Path) -> EmailMessage:
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_no_password_stays_anywhere_but_in_the_outbox(console: Console) -> None:
    """Promise 10: made at the carrier, only a hash is kept."""
    console.paste(demo(console, Lang.EN).order_command)
    texts = [_password_text(path) for path in (console.home / "outbox").glob("*-password.*")]
    secrets = {found[0].encode() for text in texts if (found := re.search(r"\b\w{4}-\w{4}-\w{4}\b", text))}
    assert len(secrets) == 36
    others = [path for path in console.home.rglob("*") if path.is_file() and path.parent.name != "outbox"]
    assert len(others) > 4
    assert [path.name for path in others for secret in secrets if secret in path.read_bytes()] == []


def _password_text(path: Path) -> str:
    return _text(_mail(path)) if path.suffix == ".eml" else path.read_text("utf-8")
