"""Knows how it is worded to whom a message goes, what it is about, and where it stands."""

from trunkload.flows.words import say
from trunkload.reports.notation import moment_text
from trunkload.storage.message_values import MessageState, StoredMessage
from trunkload.validation.language import Lang

SHOWN_DIGITS = 3
GONE = "–"


def masked(recipient: str) -> str:
    """As much as tells people apart who are known: `j…@example.org`, `+49…386`; a dash once that is deleted."""
    if not recipient:
        return GONE
    local, at, domain = recipient.rpartition("@")
    return f"{local[:1]}…@{domain}" if at else f"{recipient[:SHOWN_DIGITS]}…{recipient[-SHOWN_DIGITS:]}"


def kind_words(told: StoredMessage, lang: Lang) -> str:
    kind = say(f"message_{told.envelope.kind.value}", lang)
    return f"{kind} {say(f'message_by_{told.envelope.channel.value}', lang)}"


def state_words(told: StoredMessage, lang: Lang) -> str:
    if told.state is MessageState.SENT and told.sent_at is not None:
        return say("message_sent_at", lang, when=moment_text(told.sent_at.astimezone(), lang))
    return say(f"message_{told.state.value}", lang)
