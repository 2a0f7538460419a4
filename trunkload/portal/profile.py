"""Knows our own, stricter profile of what is sent, and checks every request against it before it leaves."""

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from jsonschema_rs import Draft202012Validator

from trunkload.portal.json_shape import Json
from trunkload.portal.protocol import PortalError, PortalProblem


def check_profile(body: Json) -> None:
    """Refuse to send what is not of our profile; the official schema lets too much through (misspelt keys, doubles).

    Raises PortalError with the places in the body; never with its values, which are personal data.
    """
    ids = [item.get("id") for item in _items(body)]
    doubles = [] if len(ids) == len(set(ids)) else ["/productOrderItem/*/id"]
    _check("order", "profile.schema.json", body, doubles)


def check_cancellation(body: Json) -> None:
    """The same for the question to cancel an order."""
    _check("cancellation", "cancellation.schema.json", body)


def check_subscription(body: Json) -> None:
    """The same for the question to be told of changes."""
    _check("subscription", "subscription.schema.json", body)


def _check(what: str, schema: str, body: Json, also_broken: Iterable[str] = ()) -> None:
    broken = sorted({_place(error.instance_path) for error in _validator(schema).iter_errors(body)})
    broken.extend(also_broken)
    if broken:
        detail = f"the {what} is not of our profile at {', '.join(broken[:3])}"
        raise PortalError(PortalProblem.REFUSED, permanent=True, sent=False, detail=detail)


@cache
def _validator(schema: str) -> Draft202012Validator:
    text = files("trunkload.portal").joinpath(schema).read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))


def _items(body: Json) -> list[Json]:
    items = body.get("productOrderItem")
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _place(path: Iterable[str | int]) -> str:
    return "".join(f"/{step}" for step in path) or "/"
