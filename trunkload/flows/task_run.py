"""Knows how a step of the story becomes a Prefect task: the same function, with retries where trying again can help."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

from prefect import Task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun

from trunkload.flows.codes_only import codes_only
from trunkload.flows.occupying import OCCUPIES, Shared
from trunkload.flows.running import Outcome
from trunkload.flows.slots import occupied

Given = ParamSpec("Given")

RETRIES = 3
RETRY_DELAYS: list[float] = [2, 10, 30]


def as_task(step: Callable[..., Outcome], /, *args: object) -> Outcome:
    """Run the step as a task of the present flow run. Nothing of its arguments or its result is stored by Prefect, and
    of its failure only what `codes_only` leaves."""
    return task_of(step)(*args)


def task_of(step: Callable[..., Outcome]) -> Task[..., Outcome]:
    """The task that wraps a step; uniqueness is in our database, so Prefect's caches are off."""
    shared = OCCUPIES.get(step)
    return Task(
        fn=codes_only(step if shared is None else _within(shared, step)),
        name=step.__name__.replace("_", " "),
        retries=RETRIES,
        retry_delay_seconds=RETRY_DELAYS,
        retry_condition_fn=_may_help,
        cache_policy=NO_CACHE,
        persist_result=False,
    )


def _within(shared: Shared, step: Callable[Given, Outcome]) -> Callable[Given, Outcome]:
    @wraps(step)
    def limited(*args: Given.args, **kwargs: Given.kwargs) -> Outcome:
        with occupied(shared):
            return step(*args, **kwargs)

    return limited


def _may_help(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Only outside failures say `permanent = False`; whatever else fails would fail again."""
    failed = state.result(raise_on_failure=False)
    return getattr(failed, "permanent", True) is False
