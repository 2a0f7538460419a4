"""Knows how a batch of workplaces is said as a TMF622 v4 ProductOrder_Create body."""

from trunkload.portal.json_shape import Json
from trunkload.portal.profile_names import OFFERING, PLAN_NOTE, SPECIFICATION_VERSION, Specification, Trait, resource_id
from trunkload.portal.protocol import OrderRequest, WorkplaceItem
from trunkload.validation.actions.action import Action


def order_body(request: OrderRequest) -> Json:
    """The same request gives the same body, always: the carrier tells a repetition from a second order by it."""
    body: Json = {
        "@type": "ProductOrder",
        "externalId": request.reference,
        "category": "SIP-trunk workplaces",
        "relatedParty": [
            {"id": request.customer_id, "role": "customer", "@referredType": "Organization"},
            {"id": request.submitter, "role": "submitter", "@referredType": "Individual"},
        ],
        "note": [{"id": "1", "author": "Trunkload", "text": f"{PLAN_NOTE}{request.plan_digest}"}],
        "productOrderItem": [_item(item, request.trunk) for item in request.items],
    }
    if request.start_date is not None:
        body["requestedStartDate"] = f"{request.start_date.isoformat()}T00:00:00Z"
    return body


def _item(item: WorkplaceItem, trunk: str) -> Json:
    return {
        "@type": "ProductOrderItem",
        "id": item.id,
        "quantity": 1,
        "action": item.action.value,
        "productOffering": {"id": OFFERING, "@type": "ProductOfferingRef"},
        "product": _product(item, trunk),
    }


def _product(item: WorkplaceItem, trunk: str) -> Json:
    """A workplace that is there is named by its id; one that ends needs no more, one that changes is said whole."""
    known: Json = {"@type": "Product"}
    if item.of_workplace is not None:
        known["id"] = item.of_workplace
    if item.action is Action.DELETE:
        return known
    return known | {
        "isBundle": False,
        "name": item.username,
        "productSpecification": {
            "id": Specification.WORKPLACE.value,
            "version": SPECIFICATION_VERSION,
            "@type": "ProductSpecificationRef",
        },
        "productCharacteristic": _characteristics(item),
        "realizingResource": [
            {"id": resource_id(item.number), "value": item.number, "@referredType": "LogicalResource"}
        ],
        "productRelationship": [{"relationshipType": "reliesOn", "product": {"id": trunk, "@referredType": "Product"}}],
    }


def _characteristics(item: WorkplaceItem) -> list[Json]:
    traits: dict[Trait, str | None] = {
        Trait.GIVEN_NAME: item.given_name,
        Trait.FAMILY_NAME: item.family_name,
        Trait.STREET: item.street,
        Trait.HOUSE_NUMBER: item.house_number,
        Trait.POSTAL_CODE: item.postal_code,
        Trait.CITY: item.city,
        Trait.COUNTRY: item.country,
        Trait.USERNAME: item.username,
        Trait.EMAIL: item.email,
        Trait.MOBILE: item.mobile,
        Trait.CHANNEL: item.password_channel,
        Trait.NUMBER: item.number,
        Trait.INTERNAL_NUMBER: item.internal_number,
        Trait.PACKAGE: item.package,
    }
    return [
        {"name": name.value, "valueType": "string", "value": value}
        for name, value in traits.items()
        if value is not None
    ]
