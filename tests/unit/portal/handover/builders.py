"""A small order of one person to add, one to change and one to remove, and what surrounds it."""

from dataclasses import replace
from datetime import date

from trunkload.portal.handover.item_texts import Surroundings
from trunkload.portal.handover.mapping import Mapping
from trunkload.portal.handover.mapping_reading import read_mapping
from trunkload.portal.protocol import OrderRequest, WorkplaceItem
from trunkload.validation.actions.action import Action

ANNA = WorkplaceItem(
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
BEN = replace(
    ANNA,
    id="3",
    action=Action.MODIFY,
    given_name="Ben",
    family_name="Çelik",
    email="ben.celik@example.org",
    mobile=None,
    password_channel="email",  # noqa: S106 - the name of a channel
    username="ben.celik",
    number="+492214710002",
    internal_number="002",
    package="none",
    of_workplace="wp-5002",
)
CORA = replace(
    BEN,
    id="4",
    action=Action.DELETE,
    given_name="Cora",
    family_name="Weiß",
    email="cora.weiss@example.org",
    username="cora.weiss",
    number="+492214710003",
    internal_number="003",
    of_workplace="wp-5003",
)


def request_of(*items: WorkplaceItem) -> OrderRequest:
    return OrderRequest(
        reference="imp-2026-11-23-0001/b01",
        customer_id="muster-gmbh",
        submitter="admin",
        trunk="KOELN-1",
        start_date=date(2026, 12, 1),
        plan_digest="2a97516c354b6884",
        items=items,
    )


def around(*items: WorkplaceItem) -> Surroundings:
    return Surroundings(request_of(*items), {one.number: one.number[-3:] for one in items})


def mapping_of(text: str) -> Mapping:
    return read_mapping(text, "own.toml", "own")
