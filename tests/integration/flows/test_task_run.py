"""A step of the story as a Prefect task: tried again only where that can help, and nothing of it is kept."""

import pytest
from prefect.client.schemas.objects import TaskRun
from prefect.states import Failed

from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.task_run import RETRIES, RETRY_DELAYS, task_of
from trunkload.portal.protocol import PortalError, PortalProblem
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


def test_a_task_has_the_steps_name_and_keeps_nothing() -> None:
    task = task_of(sync_account)
    assert (task.name, task.persist_result, task.retries) == ("sync account", False, RETRIES)
    assert len(RETRY_DELAYS) == RETRIES
