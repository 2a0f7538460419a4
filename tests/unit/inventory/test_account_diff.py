"""What a new snapshot of the carrier changes, what stays ours, and what is in conflict; no database."""

from dataclasses import replace
from datetime import timedelta

import pandas as pd
import pytest

from tests.builders import TEXT, sample_account
from trunkload.inventory.account import (
    Account,
    Contingent,
    ExtensionRange,
    NumberBlock,
    PriceList,
    Site,
    Source,
    Trunk,
)
from trunkload.inventory.account_changes import AccountDiff, Change, Conflict, ConflictKind, PartChange, Stored
from trunkload.inventory.account_diff import TOLD_OF_WORKPLACES, account_diff
from trunkload.inventory.number_meeting import LEDGER_COLUMNS

KOELN = "+492214710{}"
IMPORT = "imp-2026-11-23-0001"
ENTERED_SINCE = "2026-11-23T08:30:00.000000+00:00"
"""After the stored snapshot."""


def as_stored(account: Account | None = None, **ours: dict[str, str | None]) -> Stored:
    """The sample account as it stands here; `x114={"state": "held"}` says what the ledger has for extension 114."""
    account = account or sample_account()
    numbers = account.numbers.reindex(columns=list(LEDGER_COLUMNS)).astype(TEXT)
    for name, cells in ours.items():
        for column, value in cells.items():
            numbers.loc[KOELN.format(name.removeprefix("x")), column] = pd.NA if value is None else value
    known = replace(account, numbers=numbers, workplaces=account.workplaces[list(TOLD_OF_WORKPLACES)])
    return Stored(known, frozenset(), pd.Index([], dtype=TEXT), pd.Series([], dtype=TEXT))


def told(account: Account | None = None, **states: str) -> Account:
    """The carrier's snapshot an hour later."""
    account = account or sample_account()
    numbers = account.numbers.copy()
    for name, state in states.items():
        numbers.loc[KOELN.format(name.removeprefix("x")), "state"] = state
    return replace(account, numbers=numbers, taken_at=account.taken_at + timedelta(hours=1))


def without(account: Account, *extensions: str) -> Account:
    return replace(account, numbers=account.numbers.drop(index=[KOELN.format(one) for one in extensions]))


def held(**more: str) -> dict[str, str | None]:
    return {"state": "held", "import_id": IMPORT, "held_until": "2026-11-30", **more}


def entered(**more: str | None) -> dict[str, str | None]:
    return {"source": "entered", "since": ENTERED_SINCE, **more}


def outcome(diff: AccountDiff, extension: str) -> dict[str, str]:
    """What is written for a number; empty where nothing is."""
    rows = diff.numbers.outcome.reindex([KOELN.format(extension)])
    return {str(name): str(value) for name, value in rows.iloc[0].dropna().items()}


def test_the_same_snapshot_again_changes_nothing() -> None:
    diff = account_diff(as_stored(), told())
    assert (diff.changes, diff.conflicts) == (0, ())
    assert len(diff.numbers.outcome) == 0


def test_before_the_first_snapshot_everything_comes() -> None:
    diff = account_diff(None, told())
    assert (diff.before, len(diff.numbers.came), len(diff.workplaces.came)) == (None, 1050, 15)
    assert {one.part for one in diff.parts} == {"site", "trunk", "block", "contingent", "price"}
    assert {one.change for one in diff.parts} == {Change.CAME}
    assert diff.conflicts == ()


def test_numbers_come_leave_and_change() -> None:
    stored = as_stored(without(sample_account(), "300"))
    diff = account_diff(stored, told(without(sample_account(), "301"), x302="blocked"))
    assert diff.numbers.came.index.tolist() == [KOELN.format("300")]
    assert diff.numbers.left.index.tolist() == [KOELN.format("301")]
    changed = diff.numbers.changed.loc[KOELN.format("302")]
    assert (changed["state_before"], changed["state"]) == ("free", "blocked")
    assert len(diff.numbers.changed) == 1
    assert diff.changes == 3
    assert outcome(diff, "302")["since"] == "2026-11-23T09:00:00.000000+00:00"


def test_what_we_hold_stays_held_while_the_carrier_calls_it_free() -> None:
    diff = account_diff(as_stored(x114=held()), told())
    assert (diff.changes, diff.conflicts, outcome(diff, "114")) == (0, (), {})


@pytest.mark.parametrize("state", ["assigned", "blocked", "function", "future", "resting"])
def test_a_hold_is_lost_where_the_carrier_gave_the_number_otherwise(state: str) -> None:
    diff = account_diff(as_stored(x114=held()), told(x114=state))
    assert diff.conflicts == (Conflict(ConflictKind.HOLD_LOST, KOELN.format("114"), "held", state, IMPORT),)
    assert outcome(diff, "114")["state"] == state
    assert "import_id" not in outcome(diff, "114")


def test_a_hold_is_lost_with_its_number() -> None:
    diff = account_diff(as_stored(x114=held()), told(without(sample_account(), "114")))
    assert diff.conflicts == (Conflict(ConflictKind.HOLD_LOST, KOELN.format("114"), "held", "gone", IMPORT),)


def test_a_number_that_our_own_order_made_a_workplace_of_is_no_conflict() -> None:
    stored = replace(as_stored(x114=held()), sent=pd.Index([KOELN.format("114")], dtype=TEXT))
    diff = account_diff(stored, told(x114="assigned"))
    assert diff.conflicts == ()
    assert outcome(diff, "114")["state"] == "assigned"


@pytest.mark.parametrize(
    "ours",
    [
        {"state": "resting", "available_from": "2027-01-10"},
        {"state": "blocked", "note": "Umzug"},
        entered(state="future", available_from="2027-02-01"),
        entered(state="function", holder="Fax"),
    ],
)
def test_ours_stays_where_it_is_more_careful_than_the_carriers_free(ours: dict[str, str | None]) -> None:
    diff = account_diff(as_stored(x114=ours), told())
    assert diff.conflicts == ()
    assert diff.numbers.kept.loc[KOELN.format("114"), "state"] == ours["state"]
    assert (len(diff.numbers.changed), outcome(diff, "114")) == (0, {})


@pytest.mark.parametrize("ours", [{"state": "resting", "available_from": "2026-11-20"}, {"state": "blocked"}])
def test_the_carriers_free_counts_where_our_care_is_over_or_was_the_carriers_own(ours: dict[str, str | None]) -> None:
    diff = account_diff(as_stored(x114=ours), told())
    assert outcome(diff, "114")["state"] == "free"
    assert "available_from" not in outcome(diff, "114")


def test_a_number_whose_workplace_ended_rests_before_it_is_free() -> None:
    diff = account_diff(as_stored(), told(x100="free"), rest_days=30)
    number = outcome(diff, "100")
    assert (number["state"], number["available_from"]) == ("resting", "2026-12-23")
    assert diff.numbers.changed.loc[KOELN.format("100"), "state"] == "resting"


def test_a_rest_that_the_carrier_tells_without_a_day_gets_ours() -> None:
    diff = account_diff(as_stored(), told(x100="resting"))
    assert outcome(diff, "100")["available_from"] == "2027-02-21"
    again = account_diff(as_stored(x100={"state": "resting", "available_from": "2026-12-01"}), told(x100="resting"))
    assert (again.changes, outcome(again, "100")) == (0, {})


def test_while_the_carrier_says_that_a_number_rests_it_does_whatever_day_we_had() -> None:
    """Whether or not somebody has written down meanwhile that our rest is over."""
    over: dict[str, str | None] = {"state": "resting", "available_from": "2026-11-23"}
    freed: dict[str, str | None] = {"state": "free"}
    for ours in (over, freed):
        number = outcome(account_diff(as_stored(x114=ours), told(x114="resting"), rest_days=30), "114")
        assert (number["state"], number["available_from"]) == ("resting", "2026-12-23")


@pytest.mark.parametrize(
    ("ours", "carrier", "conflicts"),
    [
        ({"state": "blocked", "note": "fax"}, "assigned", [("overruled", "blocked", "assigned")]),
        ({"state": "blocked", "note": "fax"}, "function", [("overruled", "blocked", "function")]),
        ({"state": "blocked", "note": "fax"}, "blocked", []),
        ({"state": "blocked"}, "assigned", []),
        ({"state": "function", "source": "entered"}, "assigned", [("overruled", "function", "assigned")]),
        ({"state": "assigned", "source": "entered"}, "assigned", []),
        ({"state": "free", "source": "entered"}, "assigned", []),
    ],
)
def test_what_a_person_said_and_the_carrier_overrules_is_named(
    ours: dict[str, str | None], carrier: str, conflicts: list[tuple[str, str, str]]
) -> None:
    diff = account_diff(as_stored(x114=ours), told(x114=carrier))
    assert [(one.kind, one.here, one.carrier) for one in diff.conflicts] == conflicts
    assert outcome(diff, "114").get("state", ours["state"]) == carrier


def test_a_number_that_was_entered_stays_though_the_carrier_does_not_know_it() -> None:
    """Named as a conflict once, then listed as kept."""
    stored = as_stored(x114=entered())
    diff = account_diff(stored, told(without(sample_account(), "114")))
    assert diff.conflicts == (Conflict(ConflictKind.ENTERED_ONLY, KOELN.format("114"), "free", "gone"),)
    assert len(diff.numbers.left) == 0
    later = replace(stored, account=replace(stored.account, taken_at=stored.account.taken_at + timedelta(hours=1)))
    again = account_diff(later, told(told(without(sample_account(), "114"))))
    assert (again.conflicts, again.numbers.kept.index.tolist()) == ((), [KOELN.format("114")])


def test_an_entered_number_becomes_the_carriers_when_it_knows_it_too() -> None:
    diff = account_diff(as_stored(x114=entered(block="entered-1", note="neu")), told())
    assert diff.conflicts == ()
    number = outcome(diff, "114")
    assert (number["source"], number["block"], number["note"]) == ("carrier", "koeln-4710", "neu")


def test_a_number_that_was_entered_on_another_trunk_goes_to_the_carriers() -> None:
    diff = account_diff(as_stored(x114=entered(trunk="BERLIN-1")), told())
    here, there = "BERLIN-1", "KOELN-1"
    assert diff.conflicts == (Conflict(ConflictKind.ENTERED_ELSEWHERE, KOELN.format("114"), here, there),)
    assert outcome(diff, "114")["trunk"] == "KOELN-1"


def test_another_extension_for_the_same_number_is_told_with_both() -> None:
    diff = account_diff(as_stored(x114=entered(block="entered-1", extension="14")), told())
    here, there = "KOELN-1 (-14)", "KOELN-1 (-114)"
    assert diff.conflicts == (Conflict(ConflictKind.ENTERED_ELSEWHERE, KOELN.format("114"), here, there),)


def test_blocks_trunks_and_sites_stay_while_entered_numbers_need_them() -> None:
    sample = sample_account()
    bonn = replace(
        sample,
        sites=(*sample.sites, Site("Bonn", "Musterweg", "3", "53111", "Bonn")),
        trunks=(*sample.trunks, Trunk("BONN-1", (), "Bonn")),
        blocks=(*sample.blocks, NumberBlock("mine", "BONN-1", "+494066969", "100", "199", source=Source.ENTERED)),
    )
    stored = as_stored(bonn)
    row = dict.fromkeys(LEDGER_COLUMNS, None) | entered(trunk="BONN-1", block="mine", extension="100", state="free")
    more = pd.DataFrame([row], index=["+494066969100"]).astype(TEXT)
    stored = replace(stored, account=replace(stored.account, numbers=pd.concat([stored.account.numbers, more])))
    merged = account_diff(stored, told()).merged
    assert [one.id for one in merged.trunks] == ["KOELN-1", "BERLIN-1", "BONN-1"]
    assert merged.blocks[-1] == bonn.blocks[-1]
    assert merged.sites[-1].name == "Bonn"


def test_parts_are_compared_field_by_field() -> None:
    sample = sample_account()
    reserved = (ExtensionRange("960", "979", "Reserve"),)
    blocks = (replace(sample.blocks[0], reserved=reserved), *sample.blocks[1:])
    contingents = (Contingent("workplace", 250, 15), *sample.contingents[1:-1])
    prices = PriceList("EUR", sample.price_list.prices[:-1])
    diff = account_diff(
        as_stored(), replace(told(), blocks=blocks, contingents=contingents, price_list=prices, trunks=sample.trunks)
    )
    assert diff.parts == (
        PartChange("block", "koeln-4710", Change.CHANGED, (("reserved", "960-969 Reserve", "960-979 Reserve"),)),
        PartChange("contingent", "premium", Change.LEFT),
        PartChange("contingent", "workplace", Change.CHANGED, (("booked", "200", "250"),)),
        PartChange("price", "premium", Change.LEFT),
    )


def test_a_range_that_a_person_entered_is_no_change_of_the_carriers() -> None:
    mine = ExtensionRange("970", "979", "Fax")
    sample = sample_account()
    block = replace(sample.blocks[0], reserved=(*sample.blocks[0].reserved, mine))
    stored = as_stored(replace(sample, blocks=(block, *sample.blocks[1:])))
    diff = account_diff(replace(stored, entered=frozenset({("koeln-4710", "reserved", mine)})), told())
    assert diff.parts == ()


def test_workplaces_come_leave_and_say_which_fields_changed() -> None:
    sample = sample_account()
    workplaces = sample.workplaces.drop(index="wp-5002")
    workplaces.loc["wp-5001", ["family_name", "package"]] = ["Schmitt", "plus"]
    diff = account_diff(as_stored(), replace(told(), workplaces=workplaces))
    assert diff.workplaces.left.index.tolist() == ["wp-5002"]
    fields = diff.workplaces.changed[["field", "before", "after"]].to_numpy().tolist()
    assert fields == [["family_name", "Schmidt", "Schmitt"], ["package", "basic", "plus"]]
    assert diff.changes == 2


def test_a_workplace_that_an_open_import_is_to_change_is_a_conflict_when_it_changed_or_ended() -> None:
    sample = sample_account()
    workplaces = sample.workplaces.drop(index="wp-5002")
    workplaces.loc["wp-5001", "package"] = "plus"
    about = pd.Series({"wp-5001": IMPORT, "wp-5002": IMPORT, "wp-5003": IMPORT}, dtype=TEXT)
    diff = account_diff(replace(as_stored(), about=about), replace(told(), workplaces=workplaces))
    assert diff.conflicts == (
        Conflict(ConflictKind.WORKPLACE_CHANGED, "wp-5001", "", "package", IMPORT),
        Conflict(ConflictKind.WORKPLACE_GONE, "wp-5002", "", "gone", IMPORT),
    )
