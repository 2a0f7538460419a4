"""Knows what stands in the database before the carrier tells anew."""

from collections.abc import Iterator
from dataclasses import replace

from trunkload.inventory.account import ExtensionRange
from trunkload.inventory.account_changes import Stored
from trunkload.storage import account_queries as queries
from trunkload.storage.account_reading import parts_told
from trunkload.storage.frames import Ask, frame_of


def stored_told(ask: Ask) -> Stored | None:
    """The account as it was told last and as the ledger has its numbers; None before the first snapshot."""
    parts = parts_told(ask)
    if parts is None:
        return None
    account = replace(
        parts,
        numbers=frame_of(ask(queries.LEDGER), index="number"),
        workplaces=frame_of(ask(queries.LISTED_WORKPLACES), index="workplace_id"),
    )
    return Stored(
        account,
        entered=frozenset(_entered(ask)),
        sent=frame_of(ask(queries.SENT_NUMBERS), index="number").index,
        about=frame_of(ask(queries.ABOUT_TO_CHANGE), index="workplace")["import_id"],
    )


def _entered(ask: Ask) -> Iterator[tuple[str, str, ExtensionRange]]:
    for piece in ask(queries.ENTERED_RANGES).pieces:
        for block, kind, first, last, name in piece:
            yield str(block), str(kind), ExtensionRange(str(first), str(last), None if name is None else str(name))
