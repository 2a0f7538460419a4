"""Knows how the command line words what kept messages from getting out, and what to do."""

from collections.abc import Iterable, Iterator, Sequence

from trunkload.cli.say import say, say_count
from trunkload.flows.message_words import masked
from trunkload.storage.login_messages import LOGIN_KINDS
from trunkload.storage.message_values import MessageState, StoredMessage
from trunkload.validation.language import Lang


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
