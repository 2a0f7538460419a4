"""Knows the one way in which the story's steps are run: plainly here, as Prefect tasks by `task_run`."""

from collections.abc import Callable
from typing import Protocol, TypeVar

Outcome = TypeVar("Outcome")


class Run(Protocol):
    """Runs one step of the story and answers what the step answers."""

    def __call__(self, step: Callable[..., Outcome], /, *args: object) -> Outcome: ...


def plainly(step: Callable[..., Outcome], /, *args: object) -> Outcome:
    """In this process, as a function call."""
    return step(*args)
