"""Knows how it is worded what became of a row's credentials; the mobile number is never written out."""

from trunkload.flows.sending_credentials import SentAgain
from trunkload.flows.words import say
from trunkload.inventory.phone_text import masked_phone
from trunkload.reports.notation import moment_text
from trunkload.validation.language import Lang


def sending_words(one: SentAgain, lang: Lang) -> str:
    """One sentence about one row: where they went, or why they went nowhere and what to do."""
    to = one.recipient
    return say(
        f"sending_{one.sending.value}",
        lang,
        row=one.item.row,
        name=f"{one.item.given_name} {one.item.family_name}",
        email="" if to is None else to.email,
        mobile="" if to is None or to.mobile is None else masked_phone(to.mobile),
        time="" if one.possible_at is None else moment_text(one.possible_at.astimezone(), lang),
        detail=one.detail or "–",
    )
