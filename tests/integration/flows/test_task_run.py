"""A step of the story as a Prefect task: tried again only where that can help, and nothing of it is kept."""

from importlib import import_module
from inspect import unwrap

import pytest
from prefect import Flow
from prefect.client.schemas.objects import TaskRun
from prefect.states import Failed

from trunkload.flows.codes_only import Defect, codes_only
from trunkload.flows.deployments import Deployment, deployments
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.occupying import OCCUPIES, Shared, limits_in
from trunkload.flows.planning import plan_import
from trunkload.flows.task_run import RETRIES, RETRY_DELAYS, task_of
from trunkload.portal.protocol import PortalError, PortalProblem
from trunkload.settings import Settings
from trunkload.settings.sections import FlowSettings
from trunkload.storage.failures import StorageError, StorageProblem


def sync_account() -> None:
    """A step; only its name counts."""


@pytest.mark.parametrize(
    ("failed", "again"),
    [
        (PortalError(PortalProblem.BUSY, permanent=False, sent=False), True),
        (PortalError(PortalProblem.NOT_ALLOWED, permanent=True, sent=False), False),
        (StorageError(StorageProblem.LOCKED, permanent=False), True),
        (StorageError(StorageProblem.DAMAGED, permanent=True), False),
        (Stopped(StopCode.CONTENDED), False),
        (ValueError("a defect"), False),
    ],
    ids=["busy", "not allowed", "locked", "damaged", "stopped", "defect"],
)
def test_a_step_is_tried_again_only_where_the_failure_says_that_it_can_help(failed: Exception, again: bool) -> None:
    """Promise 12."""
    task = task_of(sync_account)
    assert task.retry_condition_fn is not None
    run = TaskRun.model_construct(name="sync account", task_key="", dynamic_key="")
    assert task.retry_condition_fn(task, run, Failed(data=failed)) is again


def test_a_step_that_asks_the_carrier_waits_for_its_turn_there() -> None:
    shared = {step.__name__: limit for step, limit in OCCUPIES.items()}
    assert {name for name, limit in shared.items() if limit is Shared.CARRIER} == {
        *("sync_account", "approve_typed", "approve_within_blocks", "send_orders"),
        *("follow_to_the_end", "read_back_orders", "sync_ordered"),
    }
    assert shared["plan_import"] is Shared.DATABASE
    assert task_of(plan_import).name == "plan import"


def test_a_limit_is_a_setting() -> None:
    flows = FlowSettings(carrier_limit=2, database_limit=3)
    assert limits_in(Settings(flows=flows)) == {Shared.CARRIER: 2, Shared.DATABASE: 3}


def test_a_task_has_the_steps_name_and_keeps_nothing() -> None:
    task = task_of(sync_account)
    assert (task.name, task.persist_result, task.retries) == ("sync account", False, RETRIES)
    assert len(RETRY_DELAYS) == RETRIES


def test_what_nobody_foresaw_leaves_a_step_without_its_text() -> None:
    def read_received(name: str) -> None:
        raise KeyError(name)

    with pytest.raises(Defect, match=r"^a defect, KeyError at test_task_run.py:\d+$"):
        task_of(read_received).fn("Zwitscher")


@pytest.mark.parametrize("one", deployments(Settings()), ids=lambda one: one.name)
def test_nothing_leaves_a_flow_but_codes(one: Deployment) -> None:
    """Prefect keeps what a flow raises, be it outside of every step."""
    module, _, name = one.entrypoint.rpartition(".")
    flow = getattr(import_module(module), name)
    assert isinstance(flow, Flow)
    plain = unwrap(flow.fn)
    assert plain is not flow.fn
    assert flow.fn.__code__ is codes_only(plain).__code__
