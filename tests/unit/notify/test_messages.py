from dataclasses import fields, replace

import pytest

from trunkload.inventory.account import Package
from trunkload.notify.messages import Sms, confirmation_email, password_message, welcome_email
from trunkload.notify.occasions import Confirmation, ConfirmedRow, Outcome, WorkplaceLogin
from trunkload.notify.texts import TEXTS, Texts
from trunkload.orders.states import OrderState, ReadBack
from trunkload.validation.actions.action import Action
from trunkload.validation.language import Lang

GSM_ALPHABET = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
LOGIN = WorkplaceLogin(
    given_name="Jürgen",
    family_name="Müller",
    username="juergen.mueller",
    email="juergen.mueller@example.org",
    mobile="+4915228817386",
    password="Kiesel-7-Ofen-Wal",  # noqa: S106 — nobody's password
    number="+49 221 4710-012",
    internal_number="012",
    package=Package.PLUS,
    order_reference="2026-11-23-7f3a/1",
    item_id="17",
    lang=Lang.DE,
)


@pytest.mark.parametrize("lang", Lang)
def test_the_password_goes_by_sms_when_there_is_a_mobile(lang: Lang) -> None:
    """S-09. The username comes on the other way, so it is not in the SMS."""
    sms = password_message(replace(LOGIN, lang=lang))
    assert isinstance(sms, Sms)
    assert sms.to == "+4915228817386"
    assert sms.text.count("Kiesel-7-Ofen-Wal") == 1
    assert "juergen.mueller" not in sms.text


@pytest.mark.parametrize("lang", Lang)
def test_the_password_sms_is_one_sms(lang: Lang) -> None:
    """GSM 03.38: 160 characters of the basic alphabet, with a password of 20 characters."""
    sms = password_message(replace(LOGIN, lang=lang, password="A" * 20))
    assert isinstance(sms, Sms)
    assert set(sms.text) <= GSM_ALPHABET
    assert len(sms.text) <= 160


def test_no_repr_shows_the_password() -> None:
    """Promise 10: what is logged of these values holds no password."""
    assert "Kiesel" not in repr(LOGIN)
    assert "Kiesel" not in repr(password_message(LOGIN))


@pytest.mark.parametrize("lang", Lang)
def test_every_sentence_exists_in_every_language(lang: Lang) -> None:
    texts = TEXTS[lang]
    assert [field.name for field in fields(Texts) if not getattr(texts, field.name)] == []
    assert set(texts.packages) == set(Package)
    assert set(texts.outcome_next) == set(Outcome)
    assert set(texts.outcomes) == set(texts.confirmation_counts) == set(Action)
    assert {tuple(said) for said in texts.outcomes.values()} == {tuple(Outcome)}


@pytest.mark.parametrize("lang", Lang)
def test_no_sentence_says_please_or_calls_anything_invalid(lang: Lang) -> None:
    said = " ".join(str(getattr(TEXTS[lang], field.name)) for field in fields(Texts)).lower()
    assert [word for word in ("please", "bitte", "invalid", "ungültig") if word in said] == []


@pytest.mark.parametrize(
    ("state", "read_back", "outcome"),
    [
        (OrderState.COMPLETED, ReadBack.EQUAL, Outcome.DONE),
        (OrderState.COMPLETED, ReadBack.DIFFERENT, Outcome.DIFFERENT),
        (OrderState.COMPLETED, ReadBack.MISSING, Outcome.DIFFERENT),
        (OrderState.COMPLETED, None, Outcome.OPEN),
        (OrderState.IN_PROGRESS, None, Outcome.OPEN),
        (OrderState.UNKNOWN, None, Outcome.OPEN),
        (OrderState.PARTIAL, None, Outcome.OPEN),
        (OrderState.FAILED, None, Outcome.NOT_ORDERED),
        (OrderState.REJECTED, None, Outcome.NOT_ORDERED),
        (OrderState.CANCELLED, None, Outcome.NOT_ORDERED),
    ],
)
def test_a_row_is_done_only_when_it_was_read_back_equal(
    state: OrderState, read_back: ReadBack | None, outcome: Outcome
) -> None:
    """Promise 7; and a late order is open, not failed (R-16)."""
    row = ConfirmedRow(17, Action.ADD, "Jürgen Müller", "juergen.mueller", "+49 221 4710-012", state, read_back)
    assert row.outcome is outcome
    assert Confirmation("2026-11-23-7f3a", "admin@example.org", Lang.DE, (row, row)).count(outcome) == 2


ENDED = tuple(
    ConfirmedRow(row, action, "Jo Kern", "jo.kern", "+49 221 4710-012", OrderState.COMPLETED, ReadBack.EQUAL)
    for row, action in enumerate((Action.ADD, Action.MODIFY, Action.DELETE, Action.DELETE), start=2)
)


@pytest.mark.parametrize(
    ("lang", "rows", "subject"),
    [
        (Lang.DE, ENDED[2:], "Auftragsbestätigung: 2 von 2 Arbeitsplätzen gelöscht"),
        (Lang.DE, ENDED[1:], "Auftragsbestätigung: 1 von 1 Arbeitsplätzen geändert, 2 von 2 gelöscht"),
        (Lang.EN, ENDED[1:2], "Order confirmation: 1 of 1 workplaces changed"),
        (Lang.EN, ENDED, "Order confirmation: 1 of 1 workplaces set up, 1 of 1 changed, 2 of 2 deleted"),
    ],
)
def test_the_subject_counts_what_was_set_up_changed_and_deleted(
    lang: Lang, rows: tuple[ConfirmedRow, ...], subject: str
) -> None:
    assert confirmation_email(Confirmation("2026-11-23-7f3a", "admin@example.org", lang, rows)).subject == subject


def test_a_deletion_and_a_change_are_never_told_as_set_up() -> None:
    """S-25: the counts and every row say what was done."""
    told = confirmation_email(Confirmation("2026-11-23-7f3a", "admin@example.org", Lang.DE, ENDED[1:])).text
    assert "  geändert und beim Anbieter nachgelesen: 1\n  gelöscht und beim Anbieter nachgelesen: 2\n" in told
    assert told.count("Ergebnis: gelöscht und beim Anbieter nachgelesen\n") == 2
    assert "eingerichtet" not in told


def test_what_the_carrier_did_not_delete_is_told_so() -> None:
    refused = replace(ENDED[2], state=OrderState.FAILED, read_back=None, reason="TERM_RUNNING")
    still_there = replace(ENDED[2], read_back=ReadBack.DIFFERENT)
    told = confirmation_email(Confirmation("2026-11-23-7f3a", "admin@example.org", Lang.EN, (refused, still_there)))
    assert told.subject == "Order confirmation: 0 of 2 workplaces deleted"
    assert "Result: not deleted: TERM_RUNNING\n" in told.text
    assert "Result: reported as deleted, but still there at the carrier\n" in told.text


def test_rows_that_are_open_are_counted_once_whatever_they_ask_for() -> None:
    still_open = tuple(replace(one, state=OrderState.IN_PROGRESS, read_back=None) for one in ENDED)
    told = confirmation_email(Confirmation("2026-11-23-7f3a", "admin@example.org", Lang.EN, still_open)).text
    assert "  still open: 4\n" in told


@pytest.mark.parametrize("lang", Lang)
def test_login_data_sent_again_says_that_the_old_password_has_ended(lang: Lang) -> None:
    first, again = (welcome_email(replace(LOGIN, lang=lang, again=again)) for again in (False, True))
    assert TEXTS[lang].again in " ".join(again.text.split())
    assert TEXTS[lang].welcome not in " ".join(again.text.split())
    assert (first.subject, again.subject) == tuple(
        text.format(number=LOGIN.number) for text in (TEXTS[lang].welcome_subject, TEXTS[lang].again_subject)
    )
