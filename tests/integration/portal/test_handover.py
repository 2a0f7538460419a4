"""A carrier without an API, with its real folder: what is handed over is there once, whole, and found after a crash."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.unit.portal.handover.builders import ANNA, request_of
from trunkload.orders.states import OrderState
from trunkload.portal.handover.desk import Desk
from trunkload.portal.handover.export import Export
from trunkload.portal.handover.failures import HandoverFileError, HandoverProblem
from trunkload.portal.handover.mapping_reading import load_mapping
from trunkload.portal.handover.portal import HandoverPortal
from trunkload.portal.handover.record import HandoverRecord
from trunkload.portal.protocol import Portal, PortalError, PortalProblem, WorkplaceItem
from trunkload.validation.actions.action import Action
from trunkload.validation.language import Lang

ACCOUNT = Path(__file__).parents[3] / "sample-data" / "account.toml"
MOMENT = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
NAME = "imp-2026-11-23-0001_b01"
MAX = replace(
    ANNA,
    id="3",
    action=Action.MODIFY,
    given_name="Max",
    family_name="Mustermann",
    email="max.mustermann@example.org",
    username="max.mustermann",
    number="+492214710101",
    internal_number="101",
    package="premium",
    of_workplace="wp-5002",
)
ERIKA = replace(
    MAX,
    id="4",
    action=Action.DELETE,
    given_name="Erika",
    username="erika.mustermann",
    number="+492214710102",
    internal_number="102",
    package="none",
    of_workplace="wp-5003",
)


class Crash(BaseException):
    """The process is gone."""


class CrashingDesk(Desk):
    """Dies when the record of an order is to be written, its files being there."""

    def first(self, record: HandoverRecord) -> HandoverRecord:
        raise Crash(record.name)


@pytest.fixture
def portal(tmp_path: Path) -> HandoverPortal:
    return portal_at(tmp_path / "handover")


def portal_at(folder: Path, make_desk: Callable[[Path], Desk] = Desk) -> HandoverPortal:
    return HandoverPortal(load_mapping("3cx"), ACCOUNT, make_desk(folder), Lang.EN, lambda: MOMENT)


def exported(*items: WorkplaceItem, **changed: str | None) -> Export:
    names = ("number", "username", "given_name", "family_name", "email", "internal_number", "package")
    rows = {row: {name: getattr(one, name) for name in names} | changed for row, one in enumerate(items, start=2)}
    return Export(rows, frozenset(names))


def content_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_it_is_a_portal(portal: HandoverPortal) -> None:
    carrier: Portal = portal
    assert carrier.find_order("imp-2026-11-23-0001/b01") is None


def test_an_order_becomes_files_and_waits(portal: HandoverPortal) -> None:
    answer = portal.place_order(request_of(ANNA, MAX))
    assert (answer.carrier_id, answer.state) == (NAME, OrderState.PENDING)
    assert [(one.id, one.state) for one in answer.items] == [("2", OrderState.PENDING), ("3", OrderState.PENDING)]
    assert sorted(content_of(portal.desk.folder)) == [f"{NAME}-checklist.html", f"{NAME}.csv", f"{NAME}.order.json"]
    assert portal.find_order("imp-2026-11-23-0001/b01") == portal.read_order(NAME) == answer


def test_the_same_order_again_changes_nothing(portal: HandoverPortal) -> None:
    first = portal.place_order(request_of(ANNA))
    before = content_of(portal.desk.folder)
    later = replace(portal, clock=lambda: datetime(2026, 12, 24, tzinfo=UTC))
    assert later.place_order(request_of(ANNA)) == first
    assert content_of(portal.desk.folder) == before


def test_another_order_under_the_same_reference_is_refused_and_overwrites_nothing(portal: HandoverPortal) -> None:
    portal.place_order(request_of(ANNA))
    before = content_of(portal.desk.folder)
    with pytest.raises(HandoverFileError) as failed:
        portal.place_order(request_of(replace(ANNA, package="premium")))
    assert failed.value.file_problem is HandoverProblem.OTHER_ORDER
    assert (failed.value.permanent, failed.value.sent) == (True, False)
    assert content_of(portal.desk.folder) == before


def test_an_order_whose_process_died_before_its_record_was_never_handed_over(tmp_path: Path) -> None:
    folder = tmp_path / "handover"
    with pytest.raises(Crash):
        portal_at(folder, CrashingDesk).place_order(request_of(ANNA))
    left = content_of(folder)
    portal = portal_at(folder)
    assert portal.find_order("imp-2026-11-23-0001/b01") is None
    portal.place_order(request_of(ANNA))
    assert {name: content_of(folder)[name] for name in left} == left
    assert sorted(content_of(folder)) == [f"{NAME}.csv", f"{NAME}.order.json"]


def test_of_two_that_hand_over_at_once_one_record_counts(portal: HandoverPortal) -> None:
    portal.place_order(request_of(ANNA))
    (record,) = portal.desk.records()
    quicker = portal.desk.first(replace(record, handed_over_at=datetime(2026, 12, 1, tzinfo=UTC)))
    assert quicker == record


def test_a_record_is_kept_as_it_is(portal: HandoverPortal) -> None:
    portal.place_order(request_of(ANNA, MAX, ERIKA))
    portal.read_back(["imp-2026-11-23-0001/b01"], exported(ANNA), final=False)
    (record,) = portal.desk.records()
    portal.desk.keep(record)
    assert portal.desk.records() == (record,)


def test_a_record_that_is_none_of_ours_is_named(portal: HandoverPortal) -> None:
    portal.place_order(request_of(ANNA))
    path = portal.desk.folder / f"{NAME}.order.json"
    path.write_text(json.dumps({"version": 1, "name": NAME}), "utf-8")
    with pytest.raises(HandoverFileError) as failed:
        portal.read_order(NAME)
    assert (failed.value.file_problem, failed.value.file) == (HandoverProblem.NOT_OURS, str(path))


def test_a_folder_that_cannot_be_made_may_be_tried_again(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    with pytest.raises(HandoverFileError) as failed:
        portal_at(tmp_path / "file" / "handover").place_order(request_of(ANNA))
    assert failed.value.file_problem is HandoverProblem.UNWRITABLE
    assert (failed.value.permanent, failed.value.sent) == (False, False)


def test_an_order_of_another_customer_is_refused(portal: HandoverPortal) -> None:
    with pytest.raises(PortalError) as failed:
        portal.place_order(replace(request_of(ANNA), customer_id="other-gmbh"))
    assert failed.value.problem is PortalProblem.REFUSED
    assert not portal.desk.folder.exists()


def test_nobody_can_call_back_what_was_handed_over(portal: HandoverPortal) -> None:
    placed = portal.place_order(request_of(ANNA))
    assert portal.cancel_order(NAME, "changed our mind") == placed


def test_an_order_is_over_when_each_of_its_items_is(portal: HandoverPortal) -> None:
    portal.place_order(request_of(ANNA, ERIKA))
    portal.read_back(["imp-2026-11-23-0001/b01"], exported(ANNA, ERIKA), final=False)
    assert portal.read_order(NAME).state is OrderState.PENDING
    portal.read_back(["imp-2026-11-23-0001/b01"], exported(ANNA), final=False)
    answer = portal.read_order(NAME)
    assert answer.state is OrderState.COMPLETED
    assert [one.workplace_id for one in answer.items] == [f"{NAME}-2", "wp-5003"]


def test_the_account_is_the_file_and_what_exports_told_since(portal: HandoverPortal) -> None:
    before = portal.read_account()
    portal.place_order(request_of(ANNA, MAX, ERIKA))
    assert portal.read_account().workplaces.equals(before.workplaces)
    portal.read_back(["imp-2026-11-23-0001/b01"], exported(ANNA, MAX), final=False)
    after = portal.read_account()
    assert set(after.workplaces.index) == set(before.workplaces.index) - {"wp-5003"} | {f"{NAME}-2"}
    assert after.workplaces.loc["wp-5002", "package"] == "premium"
    assert after.workplaces.loc["wp-5002", "package_since"] == "2026-12-01"
    numbers = after.numbers.loc[[ANNA.number, MAX.number, ERIKA.number]]
    assert numbers["state"].tolist() == ["assigned", "assigned", "free"]
    assert numbers["holder"].tolist()[:2] == [f"{NAME}-2", "wp-5002"]
    used = {one.name: one.used for one in before.contingents}
    assert {one.name: one.used - used[one.name] for one in after.contingents} == {
        "workplace": 0,
        "basic": 0,
        "plus": 0,
        "premium": 1,
    }


def test_what_the_account_file_says_by_now_is_the_files_to_tell(portal: HandoverPortal, tmp_path: Path) -> None:
    """The person has brought the file up to date: new ids, another package."""
    portal.place_order(request_of(ANNA, MAX))
    portal.read_back(["imp-2026-11-23-0001/b01"], exported(ANNA, MAX), final=False)
    own = ACCOUNT.read_text("utf-8").replace('package = "plus"', 'package = "basic"', 1)
    added = ANNA_IN_FILE.format(number=ANNA.number, username=ANNA.username)
    file = tmp_path / "account.toml"
    file.write_text(own + added, "utf-8")
    account = replace(portal, account_file=file).read_account()
    assert account.workplaces.loc["wp-5002", "package"] == "basic"
    assert account.numbers.loc[ANNA.number, "holder"] == "wp-7001"
    assert f"{NAME}-2" not in account.workplaces.index


ANNA_IN_FILE = """
[[workplaces]]
id = "wp-7001"
trunk = "KOELN-1"
number = "{number}"
internal_number = "001"
username = "{username}"
given_name = "Anna"
family_name = "Müller"
email = "anna.mueller@example.org"
package = "plus"
package_since = 2026-12-01
activated_on = 2026-12-01
"""


def test_a_read_back_has_no_column_that_the_export_does_not_have(portal: HandoverPortal) -> None:
    portal.place_order(request_of(ANNA, ERIKA))
    portal.read_back(["imp-2026-11-23-0001/b01"], exported(ANNA, package="basic"), final=False)
    found = portal.read_workplaces([ANNA.number, ERIKA.number])
    assert sorted(found.columns) == [
        *("email", "family_name", "given_name", "internal_number", "number_found", "package", "username"),
        "workplace_id",
    ]
    assert found.index.tolist() == [ANNA.number]
    assert found.loc[ANNA.number, "package"] == "basic"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('id = "koeln-4710"', "id = 4710", (HandoverProblem.FORM, "blocks[0].id", 33)),
        ("[customer]", "[customer", (HandoverProblem.NOT_TOML, "", 4)),
    ],
)
def test_an_account_file_that_is_not_understood_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, told: tuple[HandoverProblem, str, int]
) -> None:
    file = tmp_path / "account.toml"
    file.write_text(ACCOUNT.read_text("utf-8").replace(old, new, 1), "utf-8")
    portal = replace(portal_at(tmp_path), account_file=file)
    with pytest.raises(HandoverFileError) as failed:
        portal.read_account()
    assert (failed.value.file_problem, failed.value.key, failed.value.line) == told
    assert failed.value.file == str(file)


def test_an_account_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(HandoverFileError) as failed:
        replace(portal_at(tmp_path), account_file=tmp_path / "none.toml").read_account()
    assert failed.value.file_problem is HandoverProblem.NO_SUCH_FILE
