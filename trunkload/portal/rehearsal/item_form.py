"""Knows how the rehearsal carrier reads one item of an order, and what it wants to find in it."""

from collections.abc import Iterator

from trunkload.portal.json_shape import Json, ShapeError, object_at, objects_at, optional_text, text_at
from trunkload.portal.profile_names import OFFERING, SPECIFICATION_VERSION, Specification, Trait
from trunkload.portal.rehearsal.item_rules import Traits, item_issues
from trunkload.portal.rehearsal.refusal import Issue
from trunkload.portal.rehearsal.wish import End, Wish

_ITEM_KEYS = frozenset({"@type", "id", "quantity", "action", "productOffering", "product"})
_PRODUCT_KEYS = frozenset(
    {
        "@type",
        "id",
        "isBundle",
        "name",
        "productSpecification",
        "productCharacteristic",
        "realizingResource",
        "productRelationship",
    }
)
_ENDING_KEYS = frozenset({"@type", "id"})
_ACTIONS = ("add", "modify", "delete")
_OPTIONAL = frozenset({Trait.STREET, Trait.HOUSE_NUMBER, Trait.POSTAL_CODE, Trait.CITY, Trait.COUNTRY, Trait.MOBILE})
_TRAIT_NAMES = frozenset(trait.value for trait in Trait)


def read_item(item: Json, path: str) -> Wish | End | tuple[Issue, ...]:
    """The wish, or everything that is wrong with the form of it."""
    try:
        issues = tuple(_issues(item, path))
        if issues:
            return issues
        ends = text_at(item, "action", path) == "delete"
        return End(text_at(item, "id"), _named(item, path)) if ends else _wish(item, path)
    except ShapeError as other:
        return (Issue("VALUE_FORM", other.path, f"{other.expected} expected"),)


def unknown_keys(source: Json, known: frozenset[str], path: str) -> Iterator[Issue]:
    """A misspelt key would else be ignored, and what it says with it."""
    for key in source.keys() - known:
        yield Issue("UNEXPECTED_PROPERTY", f"{path}/{key}", "this carrier's orders have no such property")


def _issues(item: Json, path: str) -> Iterator[Issue]:
    yield from unknown_keys(item, _ITEM_KEYS, path)
    text_at(item, "id", path)
    action = text_at(item, "action", path)
    if action not in _ACTIONS:
        yield Issue("NOT_OFFERED", f"{path}/action", f"one of {', '.join(_ACTIONS)} expected")
    if item.get("quantity", 1) != 1:
        yield Issue("VALUE_FORM", f"{path}/quantity", "1 expected: an item is one workplace")
    if text_at(object_at(item, "productOffering", path), "id", f"{path}/productOffering") != OFFERING:
        yield Issue("REFERENCE_NOT_FOUND", f"{path}/productOffering/id", f"{OFFERING} expected")
    product = object_at(item, "product", path)
    yield from _identity_issues(action, product, f"{path}/product")
    if action == "delete":
        yield from unknown_keys(product, _ENDING_KEYS, f"{path}/product")
    else:
        yield from _product_issues(product, f"{path}/product")


def _identity_issues(action: str, product: Json, path: str) -> Iterator[Issue]:
    """A workplace that is there is named by its id; a new one gets its id from this carrier."""
    if action == "add" and "id" in product:
        yield Issue("UNEXPECTED_PROPERTY", f"{path}/id", "a new workplace has no id yet")
    if action in {"modify", "delete"} and not (optional_text(product, "id", path) or "").strip():
        yield Issue("MISSING_PROPERTY", f"{path}/id", "the id of the workplace expected")


def _named(item: Json, path: str) -> str:
    return text_at(object_at(item, "product", path), "id", f"{path}/product")


def _product_issues(product: Json, path: str) -> Iterator[Issue]:
    yield from unknown_keys(product, _PRODUCT_KEYS, path)
    specification = object_at(product, "productSpecification", path)
    if (specification.get("id"), specification.get("version")) != (Specification.WORKPLACE, SPECIFICATION_VERSION):
        reason = f"{Specification.WORKPLACE} in version {SPECIFICATION_VERSION} expected"
        yield Issue("REFERENCE_NOT_FOUND", f"{path}/productSpecification", reason)
    traits = _traits(product, path)
    yield from _trait_issues(traits, f"{path}/productCharacteristic")
    names = [text_at(one, "name") for one in objects_at(product, "productCharacteristic", path)]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Issue("DUPLICATE_PROPERTY", f"{path}/productCharacteristic/{name}", "one value expected")
    resources = [one.get("value") for one in objects_at(product, "realizingResource", path)]
    if resources != [traits.get(Trait.NUMBER)]:
        yield Issue("NUMBER_CONTRADICTORY", f"{path}/realizingResource", "the one number of externalNumber expected")
    if len(_trunks(product, path)) != 1:
        yield Issue("MISSING_PROPERTY", f"{path}/productRelationship", "reliesOn one trunk expected")


def _trait_issues(traits: Traits, path: str) -> Iterator[Issue]:
    for name in sorted(traits.keys() - _TRAIT_NAMES):
        yield Issue("UNEXPECTED_PROPERTY", f"{path}/{name}", "this carrier's workplaces have no such characteristic")
    filled = {name for name, value in traits.items() if value.strip()}
    for name in sorted(_TRAIT_NAMES - _OPTIONAL - filled):
        yield Issue("MISSING_PROPERTY", f"{path}/{name}", "a value expected")
    yield from item_issues(traits, path)


def _traits(product: Json, path: str) -> Traits:
    where = f"{path}/productCharacteristic"
    listed = objects_at(product, "productCharacteristic", path)
    return {
        text_at(one, "name", f"{where}/{place}"): text_at(one, "value", f"{where}/{place}")
        for place, one in enumerate(listed)
    }


def _trunks(product: Json, path: str) -> list[str]:
    where = f"{path}/productRelationship"
    return [
        text_at(object_at(one, "product", where), "id", where)
        for one in objects_at(product, "productRelationship", path)
        if optional_text(one, "relationshipType", where) == "reliesOn"
    ]


def _wish(item: Json, path: str) -> Wish:
    product = object_at(item, "product", path)
    traits = _traits(product, path)
    return Wish(
        item_id=text_at(item, "id"),
        trunk=_trunks(product, path)[0],
        number=traits[Trait.NUMBER],
        internal_number=traits[Trait.INTERNAL_NUMBER],
        username=traits[Trait.USERNAME],
        given_name=traits[Trait.GIVEN_NAME],
        family_name=traits[Trait.FAMILY_NAME],
        street=traits.get(Trait.STREET),
        house_number=traits.get(Trait.HOUSE_NUMBER),
        postal_code=traits.get(Trait.POSTAL_CODE),
        city=traits.get(Trait.CITY),
        country=traits.get(Trait.COUNTRY),
        email=traits[Trait.EMAIL],
        mobile=traits.get(Trait.MOBILE),
        password_channel=traits[Trait.CHANNEL],
        package=traits[Trait.PACKAGE],
        workplace_id=optional_text(product, "id", f"{path}/product"),
    )
