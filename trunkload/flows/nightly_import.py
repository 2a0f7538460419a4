"""The nightly Prefect flow: imports what has arrived, and sends one summary."""

from prefect import flow

from trunkload.flows.import_inbox import Swept, import_inbox
from trunkload.flows.partition_tasks import with_tasks
from trunkload.flows.task_run import as_task
from trunkload.flows.wiring import open_house
from trunkload.settings import read_settings


@flow(name="nightly_import", persist_result=False)
def nightly_import() -> Swept:
    """Safe to run at any time, twice and at once: who takes a file is decided where it lies, not by Prefect."""
    return import_inbox(with_tasks(open_house(read_settings())), run=as_task)
