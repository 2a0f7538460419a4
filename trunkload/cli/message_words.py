"""Knows how the command line words a message: to whom, about what, where it stands, and what to do."""

from collections.abc import Iterable, Iterator, Sequence

from trunkload.cli.say import say, say_count
from trunkload.reports.notation import moment_text
from trunkload.storage.login_messages import LOGIN_KINDS
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


def problem_lines(messages: Iterable[StoredMessage], lang: Lang) -> Iterator[str]:
    """Why some did not get out and what to do: once for all that have the same reason and the same way on."""
    alike: dict[tuple[str, str | None], list[StoredMessage]] = {}
    for told in messages:
        if told.problem is not None:
            alike.setdefault((told.problem, _sends_anew(told)), []).append(told)
    for (problem, import_id), found in alike.items():
        reason = _reason(problem, import_id, found, lang)
        yield say_count("messages_because", len(found), lang, name=found[0].envelope.name, reason=reason)


def _sends_anew(told: StoredMessage) -> str | None:
    """The import whose login data a person has to have sent again; None where that is not so."""
    waits = told.envelope.kind in LOGIN_KINDS and told.state is not MessageState.QUEUED
    return (told.envelope.import_id or "ID") if waits else None


def _reason(problem: str, import_id: str | None, found: Sequence[StoredMessage], lang: Lang) -> str:
    """Of login data only the carrier has the text: it is to be told to send others."""
    recipients = list(dict.fromkeys(told.envelope.recipient for told in found))
    more = say_count("and_more", len(recipients) - 1, lang) if len(recipients) > 1 else ""
    reason = say(f"notify_{problem}", lang, name=masked(recipients[0]) + more)
    if import_id is None:
        return reason
    rows = ",".join(map(str, sorted({told.envelope.row for told in found if told.envelope.row is not None})))
    return f"{reason} {say('message_of_carrier', lang, id=import_id, row=rows)}"
