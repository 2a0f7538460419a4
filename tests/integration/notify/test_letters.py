"""Every kind of message reads as it lies beside this file, in both languages; the HTML says the same."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import html5lib
import pytest

from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.inventory.account import Package
from trunkload.notify.messages import (
    Email,
    Message,
    change_email,
    confirmation_email,
    password_message,
    welcome_email,
)
from trunkload.notify.night import Night, NightFile, OpenOrders, WaitingImport
from trunkload.notify.night_mail import night_email
from trunkload.notify.night_texts import NIGHT_TEXTS
from trunkload.notify.occasions import Confirmation, ConfirmedRow, WorkplaceChange, WorkplaceLogin
from trunkload.orders.arrival import ArrivalOutcome
from trunkload.orders.states import OrderState, ReadBack
from trunkload.validation.actions.action import Action
from trunkload.validation.language import Lang
from trunkload.validation.wording import words_of_refusal

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

NIGHT = Night(
    lang=Lang.DE,
    files=(
        NightFile("juni.csv", ArrivalOutcome.PLANNED, "imp-2026-11-23-0001", ready=3),
        NightFile("juli.csv", ArrivalOutcome.NEEDS_FIXING, "imp-2026-11-23-0002", ready=1200, blocked=1, skipped=2),
        NightFile("gelesen.csv", ArrivalOutcome.NOTHING_TO_ORDER, "imp-2026-11-23-0003", skipped=4),
        NightFile("juni-neu.csv", ArrivalOutcome.SAME, "imp-2026-11-23-0001"),
        NightFile("brief.pdf", ArrivalOutcome.REFUSED),
        NightFile("august.csv", ArrivalOutcome.FAILED),
    ),
    waiting=(
        WaitingImport("imp-2026-11-23-0001", "juni.csv", "A", "B", too_long=False),
        WaitingImport("imp-2026-11-20-0001", "mai.xlsx", "A", "B", too_long=True),
    ),
    orders=(OpenOrders("imp-2026-11-19-0001", 2, "A"),),
    unsent=1,
    folders=("Alte Listen",),
    done="/srv/inbox/done",
    refused="/srv/inbox/refused",
)
MOMENTS = {
    Lang.DE: ("20.11.2026 02:00 CET", "27.11.2026 02:00 CET"),
    Lang.EN: ("2026-11-20 02:00 CET", "2026-11-27 02:00 CET"),
}


def night(lang: Lang) -> Email:
    """With moments and reasons as its language has them."""
    since, until = MOMENTS[lang]
    refused = words_of_refusal(Refused(RefusalCode.NOT_A_SPREADSHEET), lang)
    why = {
        ArrivalOutcome.REFUSED: f"{refused.message} {refused.fix}",
        ArrivalOutcome.FAILED: NIGHT_TEXTS[lang].failures["carrier"],
    }
    told = replace(
        NIGHT,
        lang=lang,
        files=tuple(replace(one, why=why.get(one.outcome, ""), since=since) for one in NIGHT.files),
        waiting=tuple(replace(one, since=since, until=until) for one in NIGHT.waiting),
        orders=tuple(replace(one, since=since) for one in NIGHT.orders),
    )
    return night_email(told, "night-2026-11-23-1", "admin@example.org")


def messages(lang: Lang) -> Iterator[tuple[str, Message]]:
    yield "welcome", welcome_email(replace(LOGIN, lang=lang))
    yield "password", password_message(replace(LOGIN, lang=lang))
    yield "password-sms", password_message(replace(LOGIN, lang=lang, mobile="+4915228817386"))
    yield "changed", change_email(replace(CHANGE, lang=lang, since=DAYS[lang]))
    yield "changed-package", change_email(replace(PLUS_TO_BASIC, lang=lang, since=DAYS[lang]))
    yield "confirmation", confirmation_email(replace(CONFIRMATION, lang=lang))
    yield "night", night(lang)


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
