"""Knows how an entry of the audit trail is worded: what was done, and what is kept beside it."""

from trunkload.flows.commands import DIGEST_SHOWN
from trunkload.flows.words import say
from trunkload.storage.audit import AuditEntry, Deed
from trunkload.validation.language import Lang

LONG = frozenset({"digest", "sha256", "fingerprint"})
"""Details that people recognise by their beginning."""

DETAILS = frozenset(
    {
        "accepted",
        "approved_by",
        "blocks",
        "book",
        "by",
        "cells",
        "changes",
        "channel",
        "compared",
        "conflicts",
        "days",
        "decided",
        "digest",
        "drifted",
        "fields",
        "filters",
        "fingerprint",
        "first",
        "follows",
        "found",
        "items",
        "kind",
        "last",
        "login",
        "messages",
        "numbers",
        "numbers_came",
        "numbers_changed",
        "numbers_left",
        "orders",
        "page",
        "policy",
        "problem",
        "reference",
        "roles",
        "row",
        "rows",
        "sha256",
        "strategies",
        "undo",
        "undo_of",
        "why",
        "workplace",
    }
)
"""Details that have words of their own; those of an older program are told by their names."""

FOR_MACHINES = frozenset({"named"})
"""Details that are told as a whole by JSON and CSV only."""


def deed_words(entry: AuditEntry, lang: Lang) -> str:
    known = entry.what in list(Deed)
    return say(f"deed_{Deed(entry.what).name.lower()}", lang) if known else entry.what


def detail_words(entry: AuditEntry, lang: Lang) -> str:
    """One after the other; nothing where nothing is kept beside it."""
    told = ((name, value) for name, value in entry.details.items() if name not in FOR_MACHINES)
    return ", ".join(_detail(name, value, lang) for name, value in told if value not in {None, ""})


def _detail(name: str, value: object, lang: Lang) -> str:
    shown = str(value)[:DIGEST_SHOWN] if name in LONG else str(value)
    return say(f"detail_{name}", lang, value=shown) if name in DETAILS else say("detail", lang, name=name, value=shown)
