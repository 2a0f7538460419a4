"""Knows how the command line words a message: to whom, about what, where it stands, and what to do."""

from trunkload.cli.say import say
from trunkload.reports.notation import moment_text
from trunkload.storage.message_values import MessageKind, MessageState, StoredMessage
from trunkload.validation.language import Lang

SHOWN_DIGITS = 3


def masked(recipient: str) -> str:
    """As much as tells people apart who are known: `j…@example.org`, `+49…386`."""
    local, at, domain = recipient.rpartition("@")
    return f"{local[:1]}…@{domain}" if at else f"{recipient[:SHOWN_DIGITS]}…{recipient[-SHOWN_DIGITS:]}"


def kind_words(told: StoredMessage, lang: Lang) -> str:
    kind = say(f"message_{told.envelope.kind.value}", lang)
    return f"{kind} {say(f'message_by_{told.envelope.channel.value}', lang)}"


def state_words(told: StoredMessage, lang: Lang) -> str:
    if told.state is MessageState.SENT and told.sent_at is not None:
        return say("message_sent_at", lang, when=moment_text(told.sent_at.astimezone(), lang))
    return say(f"message_{told.state.value}", lang)


def problem_words(told: StoredMessage, lang: Lang) -> str:
    """Why it did not get out and what to do; of login data only the carrier has the text."""
    if told.problem is None:
        return ""
    problem = say(f"notify_{told.problem}", lang, name=masked(told.envelope.recipient))
    login = told.envelope.kind in {MessageKind.WELCOME, MessageKind.PASSWORD}
    if not login or told.state is MessageState.QUEUED:
        return problem
    again = say("message_of_carrier", lang, id=told.envelope.import_id or "ID", row=told.envelope.row)
    return f"{problem} {again}"
