from dataclasses import fields, replace

import pytest

from trunkload.inventory.account import Package
from trunkload.notify.messages import Sms, password_message
from trunkload.notify.occasions import Confirmation, ConfirmedRow, Outcome, WorkplaceLogin
from trunkload.notify.texts import TEXTS, Texts
from trunkload.orders.states import OrderState, ReadBack
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
    assert set(texts.outcomes) == set(texts.outcome_next) == set(Outcome)


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
    row = ConfirmedRow(17, "Jürgen Müller", "juergen.mueller", "+49 221 4710-012", state, read_back)
    assert row.outcome is outcome
    assert Confirmation("2026-11-23-7f3a", "admin@example.org", Lang.DE, (row, row)).count(outcome) == 2
