"""Entered numbers in the ledger, on both databases: added, moved by condition, kept through a sync, removed."""

from dataclasses import replace
from datetime import UTC, datetime

import pandas as pd
import pytest
from sqlalchemy import Engine, select

from tests.builders import TEXT, sample_account
from tests.integration.storage.account_life import later, planned, save, stored
from tests.integration.storage.builders import IMPORT, KOELN
from trunkload.inventory.account import EXTENDED, RESERVED, ExtensionRange, NumberBlock, Source
from trunkload.inventory.account_changes import Conflict, ConflictKind
from trunkload.inventory.number_meeting import LEDGER_COLUMNS
from trunkload.storage import number_entries
from trunkload.storage.account_tables import kept_number, number_change
from trunkload.storage.accounts import save_account
from trunkload.storage.conflicts import conflicts_of, note_shown, note_sync, unseen_conflicts
from trunkload.storage.database import reading, writing
from trunkload.storage.failures import StorageError

BLOCK = NumberBlock("494066969-00-09", "KOELN-1", "+494066969", "00", "09", source=Source.ENTERED)


def numbers(base: str, block: str | None, *extensions: str) -> pd.DataFrame:
    told = {"trunk": "KOELN-1", "block": block, "state": "free", "source": "entered"}
    rows = [{**told, "extension": None if block is None else one} for one in extensions]
    index = pd.Index([f"{base}{one}" for one in extensions], name="number")
    return pd.DataFrame(rows, index=index, columns=list(LEDGER_COLUMNS)).astype(TEXT)


def entered(engine: Engine) -> None:
    """Ten numbers in a block of their own."""
    save(engine, sample_account())
    _enter(engine, numbers(BLOCK.base, BLOCK.id, *(f"0{at}" for at in range(10))))


def _enter(engine: Engine, told: pd.DataFrame) -> None:
    with writing(engine) as conn:
        number_entries.add_blocks(conn, [BLOCK])
        number_entries.add_numbers(conn, told, "admin")


def history(engine: Engine, number: str) -> list[tuple[str | None, str | None, str, str | None]]:
    c = number_change.c
    query = select(c.from_state, c.to_state, c.who, c.why).where(c.e164 == number).order_by(c.id)
    with reading(engine) as conn:
        return [(row[0], row[1], row[2], row[3]) for row in conn.execute(query)]


def test_entered_numbers_are_in_the_account_with_their_block(engine: Engine) -> None:
    entered(engine)
    account = stored(engine)
    assert account.blocks[-1] == BLOCK
    number = account.numbers.loc["+49406696905"]
    assert (number["state"], number["source"], number["extension"]) == ("free", "entered", "05")
    assert number["since"] > "2026"
    assert history(engine, "+49406696905") == [(None, "free", "admin", "entered")]


def test_a_number_that_is_there_already_is_not_entered_and_nothing_else_of_it_is(engine: Engine) -> None:
    save(engine, sample_account())
    with pytest.raises(StorageError):
        _enter(engine, numbers("+4922147101", BLOCK.id, "01", "14"))
    assert stored(engine).blocks == sample_account().blocks


def test_entered_numbers_blocks_and_ranges_survive_a_sync(engine: Engine) -> None:
    entered(engine)
    with writing(engine) as conn:
        number_entries.add_range(conn, "koeln-4710", RESERVED, ExtensionRange("970", "979", "Fax"))
        diff = save_account(conn, later(sample_account()))
        assert diff is not None
        assert {(one.kind, one.subject) for one in diff.conflicts} == {
            (ConflictKind.ENTERED_ONLY, f"+4940669690{at}") for at in range(10)
        }
    account = stored(engine)
    assert account.blocks[-1] == BLOCK
    assert account.blocks[0].reserved == (ExtensionRange("960", "969", "Reserve"), ExtensionRange("970", "979", "Fax"))
    afterwards = replace(sample_account(), taken_at=datetime(2099, 1, 1, tzinfo=UTC))
    with writing(engine) as conn:
        save_account(conn, afterwards)
        again = save_account(conn, later(afterwards))
    assert again is not None
    assert (again.changes, again.conflicts) == (0, ())
    assert len(again.numbers.kept) == 10


def test_a_block_that_the_carrier_tells_too_becomes_the_carriers(engine: Engine) -> None:
    entered(engine)
    sample = sample_account()
    theirs = replace(BLOCK, id="hamburg", source=Source.CARRIER)
    told = numbers(BLOCK.base, "hamburg", *(f"0{at}" for at in range(10))).assign(source="carrier")
    both = pd.concat([sample.numbers, told[list(sample.numbers.columns)]])
    with writing(engine) as conn:
        diff = save_account(conn, later(replace(sample, blocks=(*sample.blocks, theirs), numbers=both)))
    assert diff is not None
    assert diff.conflicts == ()
    account = stored(engine)
    assert account.blocks == (*sample.blocks, theirs)
    assert set(account.numbers.loc[told.index, "source"]) == {"carrier"}


def test_numbers_move_only_from_where_a_person_may_move_them(engine: Engine) -> None:
    planned(engine)
    asked = [KOELN.format(one) for one in ("114", "115", "100", "200")]
    with writing(engine) as conn:
        assert number_entries.block_numbers(conn, asked, "admin", "Umzug") == 1
    assert stored(engine).numbers.loc[asked, "state"].tolist() == ["held", "blocked", "assigned", "blocked"]
    with writing(engine) as conn:
        assert number_entries.free_numbers(conn, asked, "admin") == 1
    assert stored(engine).numbers.loc[asked, "state"].tolist() == ["held", "free", "assigned", "blocked"]
    with writing(engine) as conn:
        assert number_entries.remove_numbers(conn, asked, "admin") == 0
    assert history(engine, KOELN.format("115"))[1:] == [
        ("free", "blocked", "admin", "Umzug"),
        ("blocked", "free", "admin", "released"),
    ]


def test_with_its_last_number_an_entered_block_is_gone_and_a_longer_range_too(engine: Engine) -> None:
    entered(engine)
    longer = numbers("+492214710", "koeln-4710", "0000", "0001")
    with writing(engine) as conn:
        number_entries.add_numbers(conn, longer, "admin")
        number_entries.add_range(conn, "koeln-4710", EXTENDED, ExtensionRange("0000", "0001"))
        mine = [f"+4940669690{at}" for at in range(10)]
        assert number_entries.remove_numbers(conn, mine[:9], "admin") == 9
    assert stored(engine).blocks[-1] == BLOCK
    with writing(engine) as conn:
        assert number_entries.remove_numbers(conn, [mine[9], *longer.index], "admin") == 3
    assert stored(engine).blocks == sample_account().blocks
    assert history(engine, mine[9])[-1] == ("free", None, "admin", "removed")


def test_a_lost_hold_is_named_keeps_no_number_for_a_blocked_row_and_waits_until_somebody_looks(engine: Engine) -> None:
    planned(engine)
    with writing(engine) as conn:
        conn.execute(kept_number.insert().values(e164=KOELN.format("114"), import_id=IMPORT, row=9))
        diff = save_account(conn, later(sample_account(), x114="blocked"))
        assert diff is not None
        note_sync(conn, "admin", diff, IMPORT)
    lost = Conflict(ConflictKind.HOLD_LOST, KOELN.format("114"), "held", "blocked", IMPORT)
    with writing(engine) as conn:
        assert conn.execute(select(kept_number)).all() == []
        assert conflicts_of(conn, IMPORT) == 1
        assert unseen_conflicts(conn) == (lost,)
        note_shown(conn, "admin", (lost,))
        assert unseen_conflicts(conn) == ()
    assert history(engine, KOELN.format("114"))[-1] == ("held", "blocked", "carrier", "sync")


def test_a_number_that_came_later_is_noted(engine: Engine) -> None:
    sample = sample_account()
    save(engine, replace(sample, numbers=sample.numbers.drop(index=KOELN.format("500"))))
    save(engine, later(sample))
    assert history(engine, KOELN.format("500")) == [(None, "free", "carrier", "sync")]
