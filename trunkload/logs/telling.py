"""Knows how an event becomes a record of the program's logger; costs nothing while nobody wants to see it."""

import logging
from collections.abc import Mapping

from trunkload.logs.context import known
from trunkload.logs.events import Event

LOGGER = logging.getLogger("trunkload")
LOGGER.addHandler(logging.NullHandler())


def tell(event: Event, /, **facts: object) -> None:
    """`facts` have keys of `events.ALLOWED`, with `_` where a dot stands as `order__state` for `order.state`."""
    _tell(event, logging.INFO, facts)


def alarm(event: Event, /, **facts: object) -> None:
    """The same, however little somebody wants to see: something is broken."""
    _tell(event, logging.ERROR, facts)


def detail(event: Event, /, **facts: object) -> None:
    """The same, for whoever looks for a fault."""
    _tell(event, logging.DEBUG, facts)


def _tell(event: Event, level: int, facts: Mapping[str, object]) -> None:
    if LOGGER.isEnabledFor(level):
        told = {name.replace("__", "."): value for name, value in facts.items()}
        LOGGER.log(level, event.value, extra={"facts": {**known(), **told}})


def code_of(failure: BaseException) -> str:
    """The code of one of our failures, never its text, which may name somebody."""
    code = getattr(failure, "problem", None) or getattr(failure, "code", None)
    return type(failure).__name__ if code is None else str(code)
