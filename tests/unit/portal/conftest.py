from datetime import date

import pytest

from trunkload.portal.protocol import OrderRequest, WorkplaceItem
from trunkload.validation.actions.action import Action


@pytest.fixture
def anna() -> WorkplaceItem:
    return WorkplaceItem(
        id="2",
        action=Action.ADD,
        given_name="Anna",
        family_name="Müller",
        street="Musterstraße",
        house_number="1",
        postal_code="50667",
        city="Köln",
        country="DE",
        email="anna.mueller@example.org",
        mobile="+4915228817386",
        password_channel="sms",  # noqa: S106 - the name of a channel
        username="anna.mueller",
        number="+492214710001",
        internal_number="001",
        package="plus",
    )


@pytest.fixture
def request_of_one(anna: WorkplaceItem) -> OrderRequest:
    return OrderRequest(
        reference="imp-2026-11-23-0001/b01",
        customer_id="muster-gmbh",
        submitter="admin",
        trunk="KOELN-1",
        start_date=date(2026, 12, 1),
        plan_digest="2a97516c354b6884",
        items=(anna,),
    )
