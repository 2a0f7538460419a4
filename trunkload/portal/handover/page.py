"""Knows how a checklist becomes one HTML file that loads nothing and prints well."""

from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from trunkload.portal.handover.checklist import Checklist


def write_checklist(checklist: Checklist) -> bytes:
    """UTF-8; what a person typed is never markup (promise 9)."""
    return _environment().get_template("checklist.html").render(list=checklist).encode("utf-8", "replace")


@lru_cache
def _environment() -> Environment:
    """Templates that escape everything, stop at a name that nobody gave, and have no control characters."""
    return Environment(
        loader=PackageLoader("trunkload", "templates/handover"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _printable(value: object) -> object:
    return "".join(c if c.isprintable() else " " for c in value) if isinstance(value, str) else value
