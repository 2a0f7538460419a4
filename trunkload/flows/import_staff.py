"""The Prefect flow of one import: the story's first half, each step a task."""

from prefect import flow

from trunkload.flows.approval_runs import ask_for_approvals
from trunkload.flows.carrying import carry_import
from trunkload.flows.codes_only import codes_only
from trunkload.flows.importing import Imported
from trunkload.flows.partition_tasks import with_tasks
from trunkload.flows.run_names import name_by_file
from trunkload.flows.showing import IMPORT_STEPS, progress_shown, show_import
from trunkload.flows.wiring import open_house
from trunkload.settings import read_settings


@flow(name="import_staff", flow_run_name="import {import_id}", persist_result=False)
@codes_only
def import_staff(import_id: str) -> Imported:
    """Plan one received upload; its id is all that Prefect learns, what is planned stays in this process."""
    house = with_tasks(open_house(read_settings()))
    name_by_file(house, import_id)
    with progress_shown(f"{import_id}-import", IMPORT_STEPS) as run:
        imported = carry_import(house, import_id, run, later=True)
    show_import(house, import_id)
    ask_for_approvals(house, [import_id])
    return imported
