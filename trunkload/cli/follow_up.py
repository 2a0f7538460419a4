"""Knows how a person is told of rows that are planned anew because somebody else took what they were to have."""

from collections.abc import Iterator, Sequence

from trunkload.cli.imports_at_hand import items_of, record_of
from trunkload.cli.say import say, say_count
from trunkload.flows.commands import approve_command, shown_place
from trunkload.flows.reporting import report_key
from trunkload.flows.wiring import House
from trunkload.inventory.phone_text import phone_text
from trunkload.orders.states import ImportState, OrderState
from trunkload.reports.notation import rows_text
from trunkload.storage.database import reading
from trunkload.storage.imports import ImportRecord, find_following
from trunkload.storage.items import StoredItem
from trunkload.validation.language import Lang

NOT_CARRIED_OUT = frozenset({OrderState.FAILED, OrderState.REJECTED, OrderState.CANCELLED})


def following(house: House, import_id: str) -> ImportRecord | None:
    with reading(house.ledger) as conn:
        return find_following(conn, import_id)


def follow_lines(house: House, import_id: str, lang: Lang) -> Iterator[str]:
    """Each row that is planned anew with what is other, and the command that orders it; then how the others that
    failed can follow. Nothing where none failed."""
    follow = following(house, import_id)
    if follow is not None:
        yield from anew_lines(house, import_id, follow, lang)
        if follow.state is ImportState.PLANNED and follow.digest is not None:
            yield f"  {say('order_with', lang)} {approve_command(follow.id, follow.digest)}"
        if follow.blocked:
            path = shown_place(house.files.place(report_key(follow.id)))
            yield say_count("to_fix_anew", follow.blocked, lang, id=follow.id, path=path)
    if record_of(house, import_id).state is ImportState.PARTLY_DONE:
        yield from _failed_lines(house, import_id, () if follow is None else follow.choices.rows, lang)


def _failed_lines(house: House, import_id: str, anew: Sequence[int], lang: Lang) -> Iterator[str]:
    """What the carrier would refuse again is planned anew by nobody but a person; `anew`: rows that are planned so."""
    left = [one.row for one in items_of(house, import_id) if one.state in NOT_CARRIED_OUT and one.row not in anew]
    if left:
        yield say_count("failed_for_good", len(left), lang, rows=rows_text(left))


def anew_lines(house: House, import_id: str, follow: ImportRecord, lang: Lang) -> Iterator[str]:
    """Each row that `follow` plans anew, or has ordered, with what is other."""
    before = {item.row: item for item in items_of(house, import_id)}
    again = items_of(house, follow.id)
    if again:
        waits = follow.state is ImportState.PLANNED
        yield say_count("planned_anew" if waits else "ordered_anew", len(again), lang, id=follow.id)
        yield from (f"  {_row(before[item.row], item, lang)}" for item in again)


def _row(before: StoredItem, now: StoredItem, lang: Lang) -> str:
    """What somebody else has now, and what the row is to have instead."""
    pairs = ((phone_text(before.number), phone_text(now.number)), (before.username, now.username))
    changes = ", ".join(f"{was} → {will_be}" for was, will_be in pairs if was != will_be)
    return say("row_anew", lang, row=str(now.row), name=f"{now.given_name} {now.family_name}", changes=changes)
