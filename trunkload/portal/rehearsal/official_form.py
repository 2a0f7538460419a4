"""Knows which types TM Forum gives to what a client sends, where our own profile says nothing of them."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Literal

from jsonschema_rs import Draft202012Validator

from trunkload.portal.rehearsal.refusal import Issue

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})", re.ASCII)
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*", re.ASCII)

Body = Literal["order", "cancellation", "subscription"]


def official_issues(sent: object, body: Body) -> Iterator[Issue]:
    """What is not as TMF622 v4 has it, each at its RFC 6901 pointer."""
    try:
        for error in _validator(body).iter_errors(sent):
            path = "".join(f"/{step}" for step in error.instance_path)
            yield Issue("VALUE_FORM", path, f"{error.kind.name}: {json.dumps(error.kind.as_dict())} expected")
    except ValueError:
        yield Issue("VALUE_FORM", "", "fewer levels expected")


@cache
def _validator(body: Body) -> Draft202012Validator:
    text = files("trunkload.portal.rehearsal").joinpath("request.schema.json").read_text("utf-8")
    schema = json.loads(text)
    return Draft202012Validator(
        {"$defs": schema["$defs"], "$ref": f"#/$defs/{body}"},
        validate_formats=True,
        formats={"date-time": _is_moment, "uri": _is_address},
    )


def _is_moment(value: str) -> bool:
    """RFC 3339."""
    try:
        datetime.fromisoformat(value.upper())
    except ValueError:
        return False
    return _MOMENT.fullmatch(value) is not None


def _is_address(value: str) -> bool:
    """RFC 3986."""
    return _ADDRESS.fullmatch(value) is not None
