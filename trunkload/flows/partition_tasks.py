"""Knows how partitions become Prefect tasks on a Dask cluster: one run for each, and Prefect learns nothing of rows."""

from collections.abc import Callable, Sequence
from contextvars import Context
from dataclasses import replace
from typing import Any

from prefect import Task
from prefect.cache_policies import NO_CACHE
from prefect.context import FlowRunContext, SettingsContext

from trunkload.flows.codes_only import codes_only
from trunkload.flows.sharing import PATIENCE, Sealed, shares_of, unsealed
from trunkload.flows.wiring import House

Step = Callable[[Any, Any], Any]


def by_tasks(address: str, step: Step, ground: Sealed[Any], pieces: Sequence[Sealed[Any]]) -> list[Sealed[Any]]:
    """As tasks of the present flow run. Rows and results go by Dask: nothing is stored.

    The step of the story that asks for it is a task too, whose arguments Prefect would send along with each.
    """
    run, settings = FlowRunContext.get(), SettingsContext.get()
    if run is None or settings is None:
        raise ValueError("tasks belong to a flow run")

    def of_the_flow() -> list[Sealed[Any]]:
        with run.model_copy(), settings.model_copy():
            return _run(address, step, ground, pieces)

    return Context().run(of_the_flow)


def _run(address: str, step: Step, ground: Sealed[Any], pieces: Sequence[Sealed[Any]]) -> list[Sealed[Any]]:
    from prefect_dask.task_runners import DaskTaskRunner  # noqa: PLC0415 - for very large sheets only

    task = Task(fn=_unsealed, name=step.__name__.replace("_", " "), cache_policy=NO_CACHE, persist_result=False)
    with DaskTaskRunner(address=address, client_kwargs={"timeout": PATIENCE}) as runner:
        known = runner.client.scatter(ground, broadcast=True, hash=False)
        sent = [runner.client.scatter(one, hash=False) for one in pieces]
        runs = [runner.submit(task, {"step": step, "ground": known, "piece": one}) for one in sent]
        return [run.result() for run in runs]


@codes_only
def _unsealed(step: Step, ground: Sealed[Any], piece: Sealed[Any]) -> Sealed[Any]:
    return unsealed(step, ground, piece)


def with_tasks(house: House) -> House:
    """The house whose large sheets are shared out as tasks of the flow that runs."""
    return replace(house, shares=shares_of(house.settings.flows, by_tasks))
