"""The Prefect flow of one import: the story's first half, each step a task."""

from typing import Any

from prefect import State, flow
from prefect.states import Completed

from trunkload.flows.approval_runs import ask_for_approvals
from trunkload.flows.asking_approval import stop_sentence
from trunkload.flows.carrying import carry_import
from trunkload.flows.codes_only import codes_only
from trunkload.flows.failures import WITH_OTHERS, StopCode, Stopped
from trunkload.flows.importing import Imported
from trunkload.flows.partition_tasks import with_tasks
from trunkload.flows.run_house import house_of_run
from trunkload.flows.run_names import name_by_file
from trunkload.flows.showing import IMPORT_STEPS, progress_shown, show_import


@flow(name="import_staff", flow_run_name="import {import_id}", persist_result=False)
@codes_only
def import_staff(import_id: str) -> Imported | State[Any]:
    """Plan one received upload; its id is all that Prefect learns, what is planned stays in this process.

    Safe to run twice and at once: a run whose import another one has, or had, ends well and says so.
    """
    house = with_tasks(house_of_run())
    name_by_file(house, import_id)
    try:
        with progress_shown(f"{import_id}-import", IMPORT_STEPS) as run:
            imported = carry_import(house, import_id, run, later=True)
    except Stopped as stopped:
        if stopped.code in WITH_OTHERS:
            return Completed(message=stop_sentence(house, stopped))
        raise
    show_import(house, import_id)
    ask_for_approvals(house, [import_id])
    return imported


def imported_by_flow(import_id: str) -> Imported:
    """For whoever began the import and waits for it here. Raises as `import_story`."""
    imported = import_staff(import_id)
    if not isinstance(imported, Imported):
        raise Stopped(StopCode.IN_OTHER_HANDS, id=import_id)
    return imported
