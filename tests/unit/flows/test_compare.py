"""Green means that the carrier's own record equals the order, characteristic by characteristic (promise 7)."""

from dataclasses import replace

import pandas as pd
import pytest

from trunkload.flows.reading_back import COMPARED, Found, compare, records_of
from trunkload.orders.states import OrderState, ReadBack
from trunkload.portal.protocol import READ_BACK_COLUMNS
from trunkload.storage.items import ItemReadBack, StoredItem
from trunkload.validation.actions.action import Action

JANA = StoredItem(
    row=4,
    action=Action.ADD,
    given_name="Jana",
    family_name="Müller",
    street="Domstraße",
    house_number="1",
    postal_code="50667",
    city="Köln",
    country="DE",
    email="jana.mueller@example.org",
    mobile=None,
    password_channel="email",  # noqa: S106 - the name of a channel
    username="jana.mueller",
    trunk="KOELN-1",
    number="+492214710001",
    internal_number="001",
    package="plus",
    state=OrderState.COMPLETED,
    workplace_id="wp-6001",
    carrier_code=None,
    carrier_reason=None,
    read_back=None,
    differing=(),
)


def record(item: StoredItem, **other: str | None) -> Found:
    """The carrier's record of the item, with `other` characteristics."""
    told = {name: getattr(item, name) for name in READ_BACK_COLUMNS} | other
    table = pd.DataFrame([told], index=pd.Index([item.number], name="number"), columns=list(READ_BACK_COLUMNS))
    return records_of(table.astype(pd.StringDtype("pyarrow")))


def test_a_record_that_is_as_ordered_is_equal() -> None:
    assert compare(JANA, record(JANA)) == ItemReadBack(4, ReadBack.EQUAL)
    reached = replace(JANA, mobile="+4915228817386", password_channel="sms")  # noqa: S106 - the name of a channel
    assert compare(reached, record(reached)) == ItemReadBack(4, ReadBack.EQUAL)


def test_the_workplace_id_is_the_carriers_to_choose() -> None:
    assert compare(JANA, record(JANA, workplace_id="wp-1")).verdict is ReadBack.EQUAL
    assert set(COMPARED) == set(READ_BACK_COLUMNS) - {"workplace_id"}


@pytest.mark.parametrize("name", COMPARED)
@pytest.mark.parametrize("found", ["another", None])
def test_every_other_characteristic_that_differs_is_named(name: str, found: str | None) -> None:
    ordered = replace(JANA, mobile="+4915228817386")
    assert compare(ordered, record(ordered, **{name: found})) == ItemReadBack(4, ReadBack.DIFFERENT, (name,))


def test_a_characteristic_that_was_not_ordered_differs_too() -> None:
    assert compare(JANA, record(JANA, mobile="+4915228817386")) == ItemReadBack(4, ReadBack.DIFFERENT, ("mobile",))


def test_all_that_differs_is_named_in_one_go() -> None:
    told = compare(JANA, record(JANA, family_name="Muller", package="none"))
    assert told == ItemReadBack(4, ReadBack.DIFFERENT, ("family_name", "package"))


def test_a_workplace_that_the_carrier_does_not_have_is_missing() -> None:
    other = replace(JANA, number="+492214710002")
    assert compare(other, record(JANA)) == ItemReadBack(4, ReadBack.MISSING)


GONE = replace(JANA, action=Action.DELETE, of_workplace="wp-6001")


def test_a_workplace_that_was_deleted_is_as_ordered_when_it_is_gone() -> None:
    """Also where another one has its number by now."""
    assert compare(GONE, record(replace(JANA, number="+492214710002"))) == ItemReadBack(4, ReadBack.EQUAL)
    assert compare(GONE, record(JANA, workplace_id="wp-7000")) == ItemReadBack(4, ReadBack.EQUAL)


def test_a_workplace_that_was_deleted_and_is_there_is_different() -> None:
    assert compare(GONE, record(JANA)) == ItemReadBack(4, ReadBack.DIFFERENT, ("workplace",))


def test_an_address_that_nobody_ordered_is_the_carriers_own() -> None:
    nowhere = replace(JANA, street=None, house_number=None, postal_code=None, city=None, country=None)
    assert compare(nowhere, record(nowhere, street="Werkstraße", city="Bonn")).verdict is ReadBack.EQUAL
