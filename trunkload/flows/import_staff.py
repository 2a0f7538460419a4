"""The Prefect flow of one import: the story's first half, each step a task."""

from prefect import flow

from trunkload.flows.importing import Imported
from trunkload.flows.partition_tasks import with_tasks
from trunkload.flows.story import import_story
from trunkload.flows.task_run import as_task
from trunkload.flows.wiring import open_house
from trunkload.settings import read_settings


@flow(name="import_staff", flow_run_name="import {import_id}", persist_result=False)
def import_staff(import_id: str) -> Imported:
    """Plan one received upload; its id is all that Prefect learns, what is planned stays in this process."""
    return import_story(with_tasks(open_house(read_settings())), import_id, run=as_task)
