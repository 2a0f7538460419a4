"""Knows how the command line words a message: to whom, about what, where it stands, and what to do."""

from collections.abc import Iterable, Iterator

from trunkload.cli.say import say, say_count
from trunkload.reports.notation import moment_text
from trunkload.storage.login_messages import LOGIN_KINDS
from trunkload.storage.message_values import MessageState, StoredMessage
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


def problem_lines(messages: Iterable[StoredMessage], lang: Lang) -> Iterator[str]:
    """Why some did not get out and what to do: once for all that have the same reason."""
    reasons: dict[str, list[str]] = {}
    for told in messages:
        if told.problem is not None:
            reasons.setdefault(_reason(told, told.problem, lang), []).append(told.envelope.name)
    for reason, names in reasons.items():
        yield say_count("messages_because", len(names), lang, name=names[0], reason=reason)


def _reason(told: StoredMessage, problem: str, lang: Lang) -> str:
    """Of login data only the carrier has the text: it tries again by itself, or is to be told to send others."""
    reason = say(f"notify_{problem}", lang, name=masked(told.envelope.recipient))
    if told.envelope.kind not in LOGIN_KINDS or told.state is MessageState.QUEUED:
        return reason
    again = say("message_of_carrier", lang, id=told.envelope.import_id or "ID", row=told.envelope.row)
    return f"{reason} {again}"
