"""Knows what all that happens now is about: the import, the order, the row; and whose trace it belongs to."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from typing import TypeVar

Thing = TypeVar("Thing")
Told = TypeVar("Told")

TRACEPARENT = re.compile(r"[0-9a-f]{2}-(?P<trace_id>[0-9a-f]{32})-(?P<span_id>[0-9a-f]{16})-[0-9a-f]{2}")
"""As W3C's Trace Context has it; whoever starts us hands it on in the environment."""

_about: ContextVar[Mapping[str, str | int]] = ContextVar("about", default={})  # noqa: B039 - nobody changes it


@contextmanager
def about(**ids: str | int) -> Iterator[None]:
    """`about(import_id=…)`, `order_reference`, `row`: everything logged within the block carries it."""
    token = _about.set({**_about.get(), **{_key(name): value for name, value in ids.items()}})
    try:
        yield
    finally:
        _about.reset(token)


def known() -> dict[str, str | int]:
    """What is known of what is logged now."""
    return {**trace(os.environ), **_about.get()}


def trace(environ: Mapping[str, str]) -> dict[str, str]:
    """Nothing where nobody traces us."""
    found = TRACEPARENT.fullmatch(environ.get("TRACEPARENT", ""))
    return {} if found is None else found.groupdict()


def carried(ask: Callable[[Thing], Told]) -> Callable[[Thing], Told]:
    """The same in another thread, where it is about what it is about here."""
    here = copy_context()
    return lambda thing: here.copy().run(ask, thing)


def _key(name: str) -> str:
    """`import_id` is written `import.id`."""
    return name.replace("_", ".", 1) if name in {"import_id", "order_reference"} else name
