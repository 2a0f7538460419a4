"""What somebody else took meanwhile is chosen anew and shown; nothing of it is ordered without its own approval."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from sqlalchemy import Connection, insert, select, update

from tests.integration.flows.fakes import FailingPortal
from tests.integration.flows.houses import (
    USER,
    account_of,
    approved,
    at_carrier,
    house_at,
    imported,
    items,
    with_failures,
)
from trunkload.flows.approving import approve_plan
from trunkload.flows.checking import read_upload
from trunkload.flows.replanning import approve_within_blocks, plan_failed_anew
from trunkload.flows.story import submit_story
from trunkload.flows.wiring import House, rehearsal_database
from trunkload.intake.choices import Choices
from trunkload.intake.upload import open_upload
from trunkload.inventory.account import Account
from trunkload.orders.states import ImportState, OrderState
from trunkload.portal.protocol import OrderAnswer, PortalError, PortalProblem
from trunkload.portal.rehearsal.tables import customer, number, workplace
from trunkload.storage import audit
from trunkload.storage.database import reading
from trunkload.storage.files import LocalFiles
from trunkload.storage.imports import ImportRecord, find_following
from trunkload.validation.rules import Delivery, Rules

STRANGER = {"id": "wp-9", "username": "somebody.else", "internal_number": "98", "package": "none"}


def colleague_takes(house: House, e164: str) -> None:
    """In the carrier's portal, past us: a workplace of a colleague's has this number now."""
    engine = rehearsal_database(house.settings)
    with engine.begin() as conn:
        conn.execute(update(number).where(number.c.e164 == e164).values(state="assigned", holder="wp-9"))
        conn.execute(insert(workplace).values(_like_another(conn) | STRANGER | {"number": e164}))
    engine.dispose()


def somebody_has(house: House, username: str, workplace_id: str = "wp-9") -> None:
    """At the carrier a workplace of another customer is called so."""
    engine = rehearsal_database(house.settings)
    own = {"id": workplace_id, "customer_id": "other", "number": "+493023125999", "username": username}
    with engine.begin() as conn:
        conn.execute(insert(customer).values(id="other", name="Other", currency="EUR", sample_prices=True))
        like = dict(conn.execute(select(number).limit(1)).mappings().one())
        conn.execute(insert(number).values(like | {"customer_id": "other", "e164": own["number"]}))
        conn.execute(insert(workplace).values(_like_another(conn) | STRANGER | own))
    engine.dispose()


def _like_another(conn: Connection) -> dict[str, object]:
    return dict(conn.execute(select(workplace).limit(1)).mappings().one())


def follow_of(house: House, import_id: str) -> ImportRecord:
    with reading(house.ledger) as conn:
        follow = find_following(conn, import_id)
    assert follow is not None
    return follow


def choosing(house: House, number_taken: Literal["ask", "same_block"]) -> House:
    carrier = house.settings.carrier.model_copy(update={"number_taken": number_taken})
    return replace(house, settings=house.settings.model_copy(update={"carrier": carrier}))


def test_a_number_that_was_taken_meanwhile_is_chosen_anew_and_waits_for_an_approval(house: House) -> None:
    import_id = approved(house)
    victim = items(house, import_id)[0]
    colleague_takes(house, victim.number)
    assert submit_story(house, import_id).state is ImportState.PARTLY_DONE
    lost = [one for one in items(house, import_id) if one.state is not OrderState.COMPLETED]
    assert [(one.row, one.carrier_code) for one in lost] == [(victim.row, "NUMBER_IN_USE")]
    follow = follow_of(house, import_id)
    (again,) = items(house, follow.id)
    assert (follow.state, follow.rows, follow.ready + follow.ready_with_warnings) == (ImportState.PLANNED, 1, 1)
    assert (again.row, again.username, again.state) == (victim.row, victim.username, OrderState.DRAFT)
    assert again.number != victim.number
    assert account_of(house).numbers["holder"][again.number] == follow.id
    assert victim.username not in set(at_carrier(house).workplaces["username"])

    approve_plan(house, follow.id, follow.digest or "", USER)
    assert submit_story(house, follow.id).state is ImportState.DONE
    told = at_carrier(house).workplaces.set_index("username")["number"]
    assert told[victim.username] == again.number
    assert len(told) == 15 + 36 + 1


def test_a_carrier_may_call_such_an_item_rejected(house: House) -> None:
    """TMF622 has both words for an item that is not carried out; the code says why."""
    import_id = approved(house)
    colleague_takes(house, items(house, import_id)[0].number)

    class Rejecting(FailingPortal):
        def read_order(self, carrier_id: str) -> OrderAnswer:
            answer = super().read_order(carrier_id)
            words = {OrderState.FAILED: OrderState.REJECTED}
            return replace(
                answer, items=tuple(replace(one, state=words.get(one.state, one.state)) for one in answer.items)
            )

    portal = Rejecting(house.open_portal(), {})
    submit_story(replace(house, open_portal=lambda: portal), import_id)
    assert follow_of(house, import_id).state is ImportState.PLANNED


def test_where_the_settings_allow_it_another_number_of_the_block_is_ordered_at_once(house: House) -> None:
    house = choosing(house, "same_block")
    import_id = approved(house)
    victim = items(house, import_id)[0]
    colleague_takes(house, victim.number)
    submit_story(house, import_id)
    follow = follow_of(house, import_id)
    (again,) = items(house, follow.id)
    assert (follow.state, again.as_ordered, follow.approved_by) == (ImportState.DONE, True, USER)
    with reading(house.ledger) as conn:
        deeds = [entry.what for entry in audit.read_audit(conn, follow.id)]
    assert "approved within the block" in deeds
    assert at_carrier(house).workplaces.set_index("username")["number"][victim.username] == again.number


def test_other_than_a_number_of_the_block_is_never_approved_by_itself(house: House) -> None:
    house = choosing(house, "same_block")
    import_id = approved(house)
    somebody_has(house, items(house, import_id)[0].username)
    submit_story(house, import_id)
    assert follow_of(house, import_id).state is ImportState.PLANNED


@pytest.mark.parametrize("changed", ["prices", "rules"])
def test_what_costs_otherwise_or_was_judged_otherwise_is_never_approved_by_itself(house: House, changed: str) -> None:
    """Promise 4: the person approved the price that was told and the rules by which the rows were judged."""
    house = choosing(house, "same_block")
    import_id = approved(house)
    colleague_takes(house, items(house, import_id)[0].number)
    if changed == "prices":
        with rehearsal_database(house.settings).begin() as carrier:
            carrier.exec_driver_sql("UPDATE price SET monthly = '9.95' WHERE name = 'workplace'")
    else:
        rules = Rules(delivery=Delivery.LENIENT)
        house = replace(house, settings=house.settings.model_copy(update={"rules": rules}))
    submit_story(house, import_id)
    assert follow_of(house, import_id).state is ImportState.PLANNED


def test_a_row_that_lost_its_username_keeps_its_number_whatever_else_is_free(house: House) -> None:
    """A lower number is free again by then, because its row failed too."""
    import_id = approved(house)
    first, *_, last = [one for one in items(house, import_id) if one.trunk == "KOELN-1"]
    colleague_takes(house, first.number)
    somebody_has(house, last.username, "wp-8")
    submit_story(house, import_id)
    again = {one.row: one for one in items(house, follow_of(house, import_id).id)}
    assert (again[last.row].number, again[last.row].username) == (last.number, f"{last.username}2")
    assert again[first.row].number != first.number


def test_a_proposed_username_that_somebody_has_gets_another_proposal(house: House) -> None:
    import_id = approved(house)
    victim = items(house, import_id)[0]
    somebody_has(house, victim.username)
    assert submit_story(house, import_id).state is ImportState.PARTLY_DONE
    (again,) = items(house, follow_of(house, import_id).id)
    assert (again.row, again.username, again.number) == (victim.row, f"{victim.username}2", victim.number)


def test_a_typed_username_that_somebody_has_goes_back_to_the_report_with_a_proposal(
    planned_house: Path, tmp_path: Path
) -> None:
    """And stays refused in later sheets, although our account shows nobody of that name."""
    house = house_at(shutil.copytree(planned_house, tmp_path / "home"))
    sheet = tmp_path / "one.csv"
    cells = "Ines;Brandt;Köln;ines.brandt@example.org;ja;ines.b"
    sheet.write_text(f"Vorname;Nachname;Standort;E-Mail;ohne SMS;Benutzername\n{cells}\n")
    record = imported(house, sheet)
    assert record.plan is not None
    approve_plan(house, record.import_id, record.plan.digest, USER)
    somebody_has(house, "ines.b")
    submit_story(house, record.import_id)
    follow = follow_of(house, record.import_id)
    assert (follow.state, follow.blocked) == (ImportState.REJECTED, 1)
    findings = imported(house, sheet).checked.findings.table
    told = findings[findings["code"] == "username_taken"]
    assert told[["row", "value", "suggestion"]].values.tolist() == [[2, "ines.b", "ines.brandt"]]


def test_what_is_planned_anew_is_planned_once_whatever_dies_between(house: House) -> None:
    import_id = approved(house)
    colleague_takes(house, items(house, import_id)[0].number)
    submit_story(house, import_id)
    first = follow_of(house, import_id)
    submit_story(house, import_id)
    assert follow_of(house, import_id) == first


def test_rows_that_failed_for_another_reason_are_left_to_a_person(house: House) -> None:
    import_id = approved(house)
    engine = rehearsal_database(house.settings)
    with engine.begin() as conn:
        conn.exec_driver_sql("UPDATE contingent SET used = booked WHERE name = 'premium'")
    engine.dispose()
    assert submit_story(house, import_id).state is ImportState.PARTLY_DONE
    with reading(house.ledger) as conn:
        assert find_following(conn, import_id) is None


def test_a_sheet_read_for_some_rows_has_these_people_alone(house: House) -> None:
    upload = open_upload(Path(__file__).parents[3] / "sample-data" / "new-staff.xlsx")
    whole = read_upload(upload, house.settings)
    some = read_upload(upload, house.settings, Choices(rows=(7, 12, 999)))
    assert some.staff.index.tolist() == [7, 12]
    assert some.staff.equals(whole.staff.loc[[7, 12]])
    assert (some.facts, some.columns) == (whole.facts, whole.columns)


def test_nothing_is_planned_anew_by_what_was_so_before_the_orders(house: House) -> None:
    """The carrier does not tell its account just now: the old one would propose the number that was taken."""
    import_id = approved(house)
    victim = items(house, import_id)[0]
    colleague_takes(house, victim.number)
    house, portal = with_failures(house, {})
    portal.account_failure = PortalError(PortalProblem.NO_ANSWER, permanent=False, sent=False)
    with pytest.raises(PortalError):
        submit_story(house, import_id)
    with reading(house.ledger) as conn:
        assert find_following(conn, import_id) is None
    portal.account_failure = None
    submit_story(house, import_id)
    (again,) = items(house, follow_of(house, import_id).id)
    assert (again.row, again.number != victim.number) == (victim.row, True)


def test_of_two_processes_that_plan_the_same_rows_anew_the_second_finds_them_planned(house: House) -> None:
    """It goes on with its import, whichever of the two was quicker."""
    import_id = approved(house)
    colleague_takes(house, items(house, import_id)[0].number)

    class Overtaken(LocalFiles):
        """The other process plans while this one has just taken the sheet up."""

        told = 0

        def open(self, key: str, version: str | None = None) -> bytes:
            content = super().open(key, version)
            if not key.startswith(f"imports/{import_id}/") and not self.told:
                self.told = 1
                plan_failed_anew(house, import_id)
            return content

    files = Overtaken(house.settings.home / "files")
    assert submit_story(replace(house, files=files), import_id).state is ImportState.PARTLY_DONE
    assert files.told == 1
    follow = follow_of(house, import_id)
    assert follow.state is ImportState.PLANNED
    with reading(house.ledger) as conn:
        assert [one.what for one in audit.read_audit(conn, follow.id)] == ["received", "planned"]


def test_a_sheet_that_cannot_be_read_any_more_keeps_no_import_open(house: House) -> None:
    """Its limits were lowered meanwhile; the rows that failed are left to a person."""
    import_id = approved(house)
    colleague_takes(house, items(house, import_id)[0].number)
    limits = house.settings.limits.model_copy(update={"rows": 3})
    house = replace(house, settings=house.settings.model_copy(update={"limits": limits}))
    assert submit_story(house, import_id).state is ImportState.PARTLY_DONE
    follow = follow_of(house, import_id)
    assert follow.state is ImportState.REJECTED
    with reading(house.ledger) as conn:
        assert [one.what for one in audit.read_audit(conn, follow.id)] == ["received", "rejected"]


def test_what_two_processes_approve_within_the_block_is_noted_once(house: House) -> None:
    """In the transaction of the approval, so that nobody who dies after it leaves it as a person's own."""
    house = choosing(house, "same_block")
    import_id = approved(house)
    colleague_takes(house, items(house, import_id)[0].number)

    class Overtaken(FailingPortal):
        """The other process approves while this one asks for the account before it does."""

        def read_account(self) -> Account:
            with reading(house.ledger) as conn:
                follow = find_following(conn, import_id)
            if follow is not None and follow.state is ImportState.PLANNED:
                approve_within_blocks(house, import_id)
            return super().read_account()

    portal = Overtaken(house.open_portal(), {})
    submit_story(replace(house, open_portal=lambda: portal), import_id)
    with reading(house.ledger) as conn:
        deeds = [one.what for one in audit.read_audit(conn, follow_of(house, import_id).id)]
    assert deeds[:4] == ["received", "planned", "approved", "approved within the block"]
    assert deeds.count("approved within the block") == 1
