"""Every kind of message reads as it lies beside this file, in both languages; the HTML says the same."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import html5lib
import pytest

from trunkload.inventory.account import Package
from trunkload.notify.messages import (
    Email,
    Message,
    change_email,
    confirmation_email,
    password_message,
    welcome_email,
)
from trunkload.notify.occasions import Confirmation, ConfirmedRow, WorkplaceChange, WorkplaceLogin
from trunkload.orders.states import OrderState, ReadBack
from trunkload.validation.actions.action import Action
from trunkload.validation.language import Lang

LETTERS = Path(__file__).parent / "letters"
DAYS = {Lang.DE: "23.11.2026", Lang.EN: "2026-11-23"}
LOGIN = WorkplaceLogin(
    given_name="Jürgen",
    family_name="Müller",
    username="juergen.mueller",
    email="juergen.mueller@example.org",
    mobile=None,
    password="Xk3v-9aTn-mR4w",  # noqa: S106 - nobody's
    number="+49 221 4710-012",
    internal_number="012",
    package=Package.PLUS,
    order_reference="imp-2026-11-23-0001/b01",
    item_id="17",
    lang=Lang.DE,
)
CHANGE = WorkplaceChange(
    given_name="Tim",
    family_name="Bauer",
    email="tim.bauer@example.org",
    number=("+49 221 4710-109", "+49 221 4710-300"),
    internal_number=("109", "300"),
    package=(Package.BASIC, Package.PREMIUM),
    since=DAYS[Lang.DE],
    order_reference="imp-2026-11-23-0001/b02",
    item_id="4",
    lang=Lang.DE,
)
PLUS_TO_BASIC = replace(CHANGE, number=None, internal_number=None, package=(Package.PLUS, Package.BASIC))


def row(at: int, action: Action, name: str, state: OrderState, **more: object) -> ConfirmedRow:
    known = ConfirmedRow(at, action, name, name.lower().replace(" ", "."), f"+49 221 4710-{at:03}", state)
    return replace(known, **more)  # type: ignore[arg-type]


CONFIRMATION = Confirmation(
    import_id="imp-2026-11-23-0001",
    to="admin@example.org",
    lang=Lang.DE,
    rows=(
        row(2, Action.ADD, "Anna Beispiel", OrderState.COMPLETED, read_back=ReadBack.EQUAL),
        row(3, Action.ADD, "Max Muster", OrderState.FAILED, reason="USERNAME_TAKEN"),
        row(4, Action.MODIFY, "Tim Bauer", OrderState.COMPLETED, read_back=ReadBack.EQUAL, other_package=True),
        row(5, Action.MODIFY, "Eva Vogt", OrderState.COMPLETED, read_back=ReadBack.EQUAL, other_package=True),
        row(6, Action.DELETE, "Laura Koch", OrderState.COMPLETED, read_back=ReadBack.EQUAL),
    ),
)


def messages(lang: Lang) -> Iterator[tuple[str, Message]]:
    yield "welcome", welcome_email(replace(LOGIN, lang=lang))
    yield "password", password_message(replace(LOGIN, lang=lang))
    yield "password-sms", password_message(replace(LOGIN, lang=lang, mobile="+4915228817386"))
    yield "changed", change_email(replace(CHANGE, lang=lang, since=DAYS[lang]))
    yield "changed-package", change_email(replace(PLUS_TO_BASIC, lang=lang, since=DAYS[lang]))
    yield "confirmation", confirmation_email(replace(CONFIRMATION, lang=lang))


EVERY = [pytest.param(kind, lang, told, id=f"{kind}-{lang}") for lang in Lang for kind, told in messages(lang)]


@pytest.mark.parametrize(("kind", "lang", "told"), EVERY)
def test_a_message_reads_as_it_was_agreed(kind: str, lang: Lang, told: Message) -> None:
    subject = f"{told.subject}\n\n" if isinstance(told, Email) else ""
    assert (subject + told.text).rstrip() == (LETTERS / f"{kind}.{lang}.txt").read_text("utf-8").rstrip()


@pytest.mark.parametrize(("kind", "lang", "told"), EVERY)
def test_the_html_says_the_same_as_the_plain_text(kind: str, lang: Lang, told: Message) -> None:
    if not isinstance(told, Email):
        assert kind == "password-sms"
        return
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    page = parser.parse(told.html)
    assert page.get("lang") == lang
    body = page.find("body")
    assert body is not None
    words = re.findall(r"[\w.@+-]+", " ".join(body.itertext()))
    plain = re.findall(r"[\w.@+-]+", told.text)
    assert set(words) == set(plain)


@pytest.mark.parametrize(("lang", "told"), [(Lang.DE, "Anmelden unter"), (Lang.EN, "Log in at")])
def test_a_welcome_says_where_to_log_in_if_somebody_said(lang: Lang, told: str) -> None:
    welcome = welcome_email(replace(LOGIN, lang=lang, login_at="https://portal.example.org/"))
    assert f"  {told}: https://portal.example.org/\n" in welcome.text
    assert "https://portal.example.org/" in welcome.html
    assert told not in welcome_email(replace(LOGIN, lang=lang)).text


def test_who_only_gets_another_package_reads_of_nothing_else() -> None:
    """S-21."""
    text = change_email(replace(PLUS_TO_BASIC, lang=Lang.EN)).text
    assert "Conference Plus before, Conference Basic now" in text
    assert "close your clients on all devices and open them again. Do not log out." in text
    assert ("number" in text, "username" in text.lower()) == (False, False)


def test_one_person_with_another_package_is_told_as_one() -> None:
    alone = replace(CONFIRMATION, rows=CONFIRMATION.rows[:3], lang=Lang.EN)
    assert "One person has another conference package." in confirmation_email(alone).text
    different = replace(CONFIRMATION.rows[2], read_back=ReadBack.DIFFERENT)
    nobody = replace(CONFIRMATION, rows=(different,), lang=Lang.EN)
    assert "conference package" not in confirmation_email(nobody).text


def test_an_import_that_went_on_is_confirmed_under_another_name() -> None:
    names = [confirmation_email(replace(CONFIRMATION, told_before=n)).name for n in range(3)]
    assert names == [f"imp-2026-11-23-0001-confirmation{end}" for end in ("", "-2", "-3")]
